"""Reductions and cumulative sums of batches: the axes of the elements are one further on."""

from __future__ import annotations

from typing import Any

import numpy as np

from .alignment import axes_of, axis_of, only
from .array import Batched
from .table import family


@family(
    np.sum,
    np.prod,
    np.mean,
    np.max,
    np.min,
    np.any,
    np.all,
    np.ptp,
    np.std,
    np.var,
    np.median,
    np.nansum,
    np.nanmax,
    np.nanmin,
    np.count_nonzero,
)
def reduce(function: Any, a: Any, axis: Any = None, *args: Any, **kwargs: Any) -> Any:
    """Reduce each element of the batch along axes of its own."""
    if args or not only(a, *kwargs.values()) or kwargs.get("out") is not None:
        return NotImplemented
    return Batched(function(a.values, axis=axes_of(axis, a.ndim), **kwargs))


@family(np.cumsum, np.cumprod, np.sort, np.argsort, np.argmax, np.argmin, np.diff)
def along(function: Any, a: Any, *args: Any, **kwargs: Any) -> Any:
    """Go along one axis of each element."""
    axis = kwargs.pop("axis", -1 if function in {np.sort, np.argsort, np.diff} else None)
    if args or axis is None or not only(a, *kwargs.values()):
        return NotImplemented
    return Batched(function(a.values, axis=axis_of(axis, a.ndim), **kwargs))
