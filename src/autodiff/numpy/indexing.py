"""Elements taken, put and chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from autodiff.ops.indexing import diagonals, selection, taking

from . import like
from .like import own

if TYPE_CHECKING:
    from autodiff import signatures as of

where: of.Where = own("where")
take: Final = like.same_dtype(taking.take)
take_along_axis: Final = like.same_dtype(taking.take_along_axis)
compress: Final = like.chosen(taking.compress)
extract: Final = like.chosen(taking.extract)
choose: of.Choose = own("choose")
select: of.Select = own("select")
piecewise: Final = like.same_shape(selection.piecewise)
diag: Final = like.diag(diagonals.diag)
diagflat: Final = like.matrix(diagonals.diagflat)
diagonal: Final = like.same_dtype(diagonals.diagonal)
tril: Final = like.same_shape(diagonals.tril)
triu: Final = like.same_shape(diagonals.triu)
apply_along_axis: of.AlongAxis = own("apply_along_axis")
apply_over_axes: of.OverAxes = own("apply_over_axes")
argwhere: Final = like.plain(np.argwhere)
flatnonzero: Final = like.plain(np.flatnonzero)
nonzero: Final = like.plain(np.nonzero)
unravel_index: Final = like.plain(np.unravel_index)
diag_indices_from: Final = like.plain(np.diag_indices_from)
tril_indices_from: Final = like.plain(np.tril_indices_from)
triu_indices_from: Final = like.plain(np.triu_indices_from)
