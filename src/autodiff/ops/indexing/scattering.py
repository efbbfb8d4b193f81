"""Adding at places named by an index: the arithmetic under the transpose of reading elements."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.batching import Batched, each
from autodiff.operands import as_tuple, is_array, is_scalar
from autodiff.ops.indices import is_basic
from autodiff.ops.namespace import xp

if TYPE_CHECKING:
    import numpy.typing as npt

_PAIR = {"f": "F", "d": "D"}
"""Complex numbers add as two reals do, at half the number of places."""

_FEW = 100
"""Up to so many elements are added one by one."""

_SPARSE = 64
"""So many times the elements read, and numbering all costs more than adding one by one."""


def zeros(shape: tuple[int, ...], *xs: Any) -> Any:
    """Return zeros of the dtype of the first of ``xs``, of the kind of a foreign one."""
    for x in xs:
        if not (is_array(x) or is_scalar(x)):
            return xp.zeros_like(x, shape=shape)
    return np.zeros(shape, xs[0].dtype)


def copied(x: Any, *others: Any) -> Any:
    """Return a copy of ``x`` to be written to, of the kind of a foreign one of ``others``."""
    if is_array(x) or is_scalar(x):
        for other in others:
            if hasattr(other, "dtype") and not (is_array(other) or is_scalar(other)):
                return xp.zeros_like(other, x.dtype, shape=x.shape) + x
    return np.full((), x) if is_scalar(x) else x.copy()  # a number cannot be written to


def add_at(y: Any, index: Any, x: Any) -> None:
    """Add ``x`` to ``y[index]`` in place, twice where an element is named twice."""
    if is_basic(index):
        y[index] += x
        return
    if type(y) is Batched:
        _add_to_batch(y, index, x)
        return
    if not (is_array(y) and is_array(x)):
        np.add.at(y, index, x)
        return
    numbered = x.size > _FEW and y.flags.c_contiguous and x.dtype == y.dtype
    lead = _leading(index, y.shape) if numbered else None
    if lead is None:
        np.add.at(y, index, x)
        return
    # NumPy adds at single places of one axis several times as fast as at rows of two
    places, row = lead
    flat = y.reshape(-1)
    x = np.ascontiguousarray(x).reshape(-1)  # one number in many places has no pairs
    pair = _PAIR.get(x.dtype.char)
    if pair is not None and row % 2 == 0:
        flat, x, row = flat.view(pair), x.view(pair), row // 2
    if row != 1:
        places = np.add.outer(places * row, np.arange(row))
    np.add.at(flat, places.reshape(-1), x)


def _add_to_batch(y: Batched, index: Any, x: Any) -> None:
    """Add to all elements at once where arrays of indices alone name the places."""
    parts = as_tuple(index)
    if type(x) is not Batched or not all(is_array(p) and p.dtype.kind in "iu" for p in parts):
        each(add_at, (y, index, x), {})
        return
    depth = len(np.broadcast_shapes(*(part.shape for part in parts)))
    elements = np.arange(len(y.values)).reshape(-1, *(1,) * depth)
    add_at(y.values, (elements, *parts), x.values)


def _leading(index: Any, shape: tuple[int, ...]) -> tuple[npt.NDArray[np.intp], int] | None:
    """Return the number of each row that is read, and the length of a row.

    A row is what the axes after the last indexed one hold. A number may be negative, which
    counts from the end. ``None`` if numbering costs more than it saves.
    """
    parts = as_tuple(index)
    integers = [part for part in parts if is_array(part) and part.dtype.kind in "iu"]
    n = len(parts)
    if len(integers) == n:
        row = prod(shape[n:])
        if n == 1:
            return integers[0].astype(np.intp, copy=False), row
        if 0 not in shape[:n]:
            wrapped = [part.astype(np.intp, copy=False) for part in integers]
            return xp.ravel_multi_index(wrapped, shape[:n], mode="wrap"), row
    size = prod(shape)
    if size > _SPARSE * max(part.size for part in integers):
        return None
    return np.arange(size).reshape(shape)[index], 1
