"""What NumPy says of an array: of a batch it is said of an element."""

from __future__ import annotations

from typing import Any

import numpy as np

from .array import Batched
from .table import batches, family


@batches(np.shape)
def shape(a: Any) -> tuple[int, ...]:
    """Return the shape of an element."""
    return a.shape  # type: ignore[no-any-return]  # a shape


@batches(np.ndim)
def ndim(a: Any) -> int:
    """Return the number of axes of an element."""
    return a.ndim  # type: ignore[no-any-return]  # a number


@batches(np.size)
def size(a: Any, axis: Any = None) -> Any:
    """Return the number of numbers in an element."""
    return a.size if axis is None else np.size(np.empty(a.shape, np.bool_), axis)


@family(np.iscomplexobj, np.isrealobj)
def by_dtype(function: Any, x: Any) -> Any:
    """Ask the array that has all elements."""
    return function(x.values)


@family(np.may_share_memory, np.shares_memory)
def by_memory(function: Any, a: Any, b: Any) -> Any:
    """Ask whether any element shares memory."""
    return function(*(x.values if type(x) is Batched else x for x in (a, b)))


@batches(np.result_type)
def result_type(*arrays_and_dtypes: Any) -> Any:
    """Return the dtype of a result of these."""
    return np.result_type(*(a.dtype if type(a) is Batched else a for a in arrays_and_dtypes))
