"""Order and sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from autodiff.ops.sorting import sets, sorting

from . import like
from .like import own

if TYPE_CHECKING:
    from autodiff import signatures as of

sort: Final = like.ordered(sorting.sort)
partition: Final = like.ordered(sorting.partition)
sort_complex: Final = like.vector(sorting.sort_complex)
argmax: of.Position = own("argmax")
argmin: of.Position = own("argmin")
nanargmax: of.Position = own("nanargmax")
nanargmin: of.Position = own("nanargmin")
searchsorted: of.Searchsorted = own("searchsorted")
count_nonzero: of.Counting = own("count_nonzero")
argsort: Final = like.plain(np.argsort)
argpartition: Final = like.plain(np.argpartition)
lexsort: Final = like.plain(np.lexsort)
unique: of.Unique = own("unique")
unique_values: Final = like.vector(sets.unique_values)
unique_all: of.UniqueAll = own("unique_all")
unique_counts: of.UniqueWith = own("unique_counts")
unique_inverse: of.UniqueWith = own("unique_inverse")
union1d: Final = like.vector_pair(sets.union1d)
intersect1d: of.Intersect = own("intersect1d")
setxor1d: Final = like.vector_pair(sets.setxor1d)
setdiff1d: Final = like.vector_pair(sets.setdiff1d)
isin: Final = like.plain_pair(np.isin)
