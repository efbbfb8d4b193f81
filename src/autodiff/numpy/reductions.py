"""Sums, products, extrema and running ones; differences."""

from __future__ import annotations

from typing import Final

from autodiff.ops.differences import neighbours
from autodiff.ops.indexing import diagonals
from autodiff.ops.reductions import nan, nan_extrema, reduction, scans
from autodiff.ops.reductions.prod import prod as our_prod

from . import like

sum: Final = like.total(reduction.sum)
prod: Final = like.total(our_prod)
nansum: Final = like.total(nan.nansum)
nanprod: Final = like.total(nan.nanprod)
cumsum: Final = like.scan(scans.cumsum)
cumprod: Final = like.scan(scans.cumprod)
cumulative_sum: Final = like.keyword_scan(scans.cumulative_sum)
cumulative_prod: Final = like.keyword_scan(scans.cumulative_prod)
nancumsum: Final = like.scan(nan.nancumsum)
nancumprod: Final = like.scan(nan.nancumprod)
max: Final = like.reduction(reduction.max)
min: Final = like.reduction(reduction.min)
amax: Final = like.reduction(reduction.max, "amax")
amin: Final = like.reduction(reduction.min, "amin")
nanmax: Final = like.reduction(nan_extrema.nanmax)
nanmin: Final = like.reduction(nan_extrema.nanmin)
ptp: Final = like.reduction(reduction.ptp)
diff: Final = like.same_shape(neighbours.diff)
ediff1d: Final = like.vector(neighbours.ediff1d)
trapezoid: Final = like.floating(neighbours.trapezoid)
trace: Final = like.same_dtype(diagonals.trace)
