"""Elements of a batch moved about: the first axis stays where it is."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np

from .alignment import aligned, as_tuple, axes_of, axis_of, logical_ndim, only, over, size_of
from .array import Batched
from .table import batches, family


@batches(np.reshape)
def reshape(a: Any, shape: Any = None, order: str = "C", **kwargs: Any) -> Any:
    """Give each element another shape, in the order of the batch's memory."""
    if order != "C" or kwargs.get("copy") is not None or shape is None:
        return NotImplemented
    new = as_tuple(shape)
    if -1 in new:
        known = prod(n for n in new if n != -1)
        new = tuple(a.size // known if n == -1 and known else n for n in new)
    if prod(new) != a.size:
        return NotImplemented  # and NumPy's own error
    return Batched(a.values.reshape((len(a.values), *new)))


@batches(np.ravel)
def ravel(a: Any, order: str = "C") -> Any:
    """Make a vector of each element."""
    return reshape(a, -1, order)


@batches(np.transpose)
def transpose(a: Any, axes: Any = None) -> Any:
    """Permute the axes of each element."""
    order = range(a.ndim, 0, -1) if axes is None else axes_of(axes, a.ndim)
    return Batched(a.values.transpose(0, *order))


@batches(np.swapaxes)
def swapaxes(a: Any, axis1: int, axis2: int) -> Any:
    """Interchange two axes of each element."""
    return Batched(a.values.swapaxes(axis_of(axis1, a.ndim), axis_of(axis2, a.ndim)))


@batches(np.matrix_transpose)
def matrix_transpose(x: Any) -> Any:
    """Interchange the last two axes."""
    return NotImplemented if x.ndim < 2 else Batched(x.values.swapaxes(-1, -2))


@batches(np.moveaxis)
def moveaxis(a: Any, source: Any, destination: Any) -> Any:
    """Move axes of each element."""
    places = axes_of(source, a.ndim), axes_of(destination, a.ndim)
    return Batched(np.moveaxis(a.values, *places))


@batches(np.expand_dims)
def expand_dims(a: Any, axis: Any) -> Any:
    """Insert axes of length 1 into each element."""
    axes = as_tuple(axis)
    return Batched(np.expand_dims(a.values, axes_of(axes, a.ndim + len(axes))))


@batches(np.squeeze)
def squeeze(a: Any, axis: Any = None) -> Any:
    """Remove axes of length 1 from each element."""
    if axis is None:
        return Batched(a.values.reshape([len(a.values), *(n for n in a.shape if n != 1)]))
    return Batched(np.squeeze(a.values, axes_of(axis, a.ndim)))


@batches(np.broadcast_to)
def broadcast_to(array: Any, shape: Any, subok: bool = False) -> Any:  # noqa: ARG001  # NumPy's
    """Repeat each element, without copying it."""
    new = as_tuple(shape)
    size, *old = array.values.shape
    if len(new) < len(old):
        return NotImplemented  # and NumPy's own error
    values = array.values.reshape((size, *(1,) * (len(new) - len(old)), *old))
    return Batched(np.broadcast_to(values, (size, *new)))


@batches(np.concatenate)
def concatenate(arrays: Any, axis: Any = 0, **kwargs: Any) -> Any:
    """Join arrays of each element; those that are alike in all are repeated."""
    if axis is None or type(arrays) is Batched or kwargs:
        return NotImplemented
    arrays = list(arrays)
    size, ndim = size_of(a for a in arrays if type(a) is Batched), logical_ndim(arrays[0])
    return Batched(np.concatenate([over(a, size) for a in arrays], axis_of(axis, ndim)))


@batches(np.stack)
def stack(arrays: Any, axis: int = 0, **kwargs: Any) -> Any:
    """Join arrays of each element along a new axis."""
    if type(arrays) is Batched or kwargs:
        return NotImplemented
    arrays = list(arrays)
    size, ndim = size_of(a for a in arrays if type(a) is Batched), logical_ndim(arrays[0])
    return Batched(np.stack([over(a, size) for a in arrays], axis_of(axis, ndim + 1)))


@batches(np.where)
def where(condition: Any, *cases: Any) -> Any:
    """Choose element by element."""
    return Batched(np.where(*aligned((condition, *cases)))) if cases else NotImplemented


@family(np.zeros_like, np.ones_like, np.empty_like)
def like(function: Any, a: Any, dtype: Any = None, *, shape: Any = None, **_: Any) -> Any:
    """Make a batch of as many arrays."""
    new = a.shape if shape is None else as_tuple(shape)
    return Batched(function(a.values, dtype=dtype, shape=(len(a.values), *new)))


@batches(np.full_like)
def full_like(a: Any, fill_value: Any, dtype: Any = None, **kwargs: Any) -> Any:
    """Make a batch of as many arrays, all of one value."""
    if not only(a, fill_value) or kwargs or np.ndim(fill_value):
        return NotImplemented
    return Batched(np.full_like(a.values, fill_value, dtype))


@family(np.real, np.imag, np.real_if_close, np.nan_to_num, np.isreal, np.iscomplex)
def elementwise(function: Any, x: Any, **kwargs: Any) -> Any:
    """Compute element by element."""
    return Batched(function(x.values, **kwargs))


@batches(np.copy)
def copied(a: Any, order: str = "K", subok: bool = False) -> Any:  # noqa: ARG001  # NumPy's
    """Return a batch of its own memory."""
    return Batched(a.values.copy(order))


@family(np.triu, np.tril)
def triangle(function: Any, m: Any, k: int = 0) -> Any:
    """Keep a triangle of each matrix."""
    return NotImplemented if m.ndim < 2 else Batched(function(m.values, k))


@batches(np.diagonal)
def diagonal(a: Any, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Any:
    """Return a diagonal of each element."""
    return Batched(np.diagonal(a.values, offset, axis_of(axis1, a.ndim), axis_of(axis2, a.ndim)))


@batches(np.trace)
def trace(a: Any, offset: int = 0, axis1: int = 0, axis2: int = 1, **kwargs: Any) -> Any:
    """Return the trace of each element."""
    axes = axis_of(axis1, a.ndim), axis_of(axis2, a.ndim)
    return NotImplemented if kwargs else Batched(np.trace(a.values, offset, *axes))
