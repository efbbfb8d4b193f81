"""Arrays made from nothing, and from other arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from autodiff.ops.creation import conversion, filling, grids, ranges

from . import like
from .like import own

if TYPE_CHECKING:
    from autodiff import signatures as of

array: Final = like.conversion(np.array, conversion.array)
asarray: Final = like.conversion(np.asarray, conversion.asarray)
asanyarray: Final = like.conversion(np.asanyarray, conversion.asarray)
ascontiguousarray: Final = like.conversion(np.ascontiguousarray, conversion.ascontiguousarray)
asfortranarray: Final = like.conversion(np.asfortranarray, conversion.asfortranarray)
full: Final = like.full(np.full, filling.full)
empty_like: of.Like = own("empty_like")
zeros_like: of.Like = own("zeros_like")
ones_like: of.Like = own("ones_like")
full_like: of.FullLike = own("full_like")
linspace: of.Linspace = own("linspace")
logspace: Final = like.spaced(ranges.logspace)
geomspace: Final = like.spaced(ranges.geomspace)
meshgrid: of.Grid = own("meshgrid")
astype: of.Astype = own("astype")
vander: Final = like.vander(grids.vander)
