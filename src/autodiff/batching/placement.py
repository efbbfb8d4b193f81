"""Elements of a batch rolled, padded, split, picked and placed."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from .alignment import axes_of, axis_of, deepened, only
from .array import Batched
from .table import batches, family

_np: Any = np  # whose stubs leave some results unknown

_MODES: Final = frozenset({"constant", "edge", "reflect", "symmetric", "wrap"})
"""Those that go along one axis at a time, whatever is on the others."""


@batches(np.flip)
def flip(m: Any, axis: Any = None) -> Any:
    """Reverse axes of each element."""
    return Batched(np.flip(m.values, axes_of(axis, m.ndim)))


@batches(np.roll)
def roll(a: Any, shift: Any, axis: Any = None) -> Any:
    """Roll each element along axes, or as a vector."""
    x = a.values
    if axis is None:
        return Batched(np.roll(x.reshape(len(x), a.size), shift, 1).reshape(x.shape))
    axes = axes_of(axis, a.ndim)
    return Batched(np.roll(x, shift, axes if len(axes) != 1 else axes[0]))


@batches(np.pad)
def pad(array: Any, pad_width: Any, mode: Any = "constant", **kwargs: Any) -> Any:
    """Widen each element, in the modes that go along one axis at a time."""
    if kwargs or isinstance(pad_width, dict) or not isinstance(mode, str) or mode not in _MODES:
        return NotImplemented
    widths: Any = np.broadcast_to(pad_width, (array.ndim, 2))
    return Batched(np.pad(array.values, ((0, 0), *map(tuple, widths)), mode))  # type: ignore[call-overload]  # one of NumPy's modes


@family(np.split, np.array_split)
def split(function: Any, ary: Any, indices_or_sections: Any, axis: int = 0) -> Any:
    """Cut each element into pieces."""
    pieces = function(ary.values, indices_or_sections, axis_of(axis, ary.ndim))
    return [Batched(piece) for piece in pieces]


@family(np.take, np.repeat)
def picked(function: Any, a: Any, which: Any, axis: Any = None, **kwargs: Any) -> Any:
    """Pick numbers of each element along an axis, or of it as a vector."""
    if not only(a, which, *kwargs.values()):
        return NotImplemented
    x = a.values
    if axis is None:
        return Batched(function(x.reshape(len(x), a.size), which, 1, **kwargs))
    return Batched(function(x, which, axis_of(axis, a.ndim), **kwargs))


@batches(np.take_along_axis)
def take_along_axis(arr: Any, indices: Any, axis: int | None = -1) -> Any:
    """Pick numbers of each element by indices along an axis."""
    if not only(arr, indices):
        return NotImplemented
    x = arr.values
    if axis is None:
        return Batched(np.take_along_axis(x.reshape(len(x), arr.size), indices[None], 1))
    return Batched(np.take_along_axis(x, indices[None], axis_of(axis, arr.ndim)))


@batches(np.put_along_axis)
def put_along_axis(arr: Any, indices: Any, values: Any, axis: int | None) -> Any:
    """Write numbers to each element by indices along an axis."""
    if not only(arr, indices) or axis is None:
        return NotImplemented
    if type(values) is Batched:
        values = deepened(values.values, arr.ndim)
    np.put_along_axis(arr.values, indices[None], values, axis_of(axis, arr.ndim))
    return None


@batches(np.diag)
def diag(v: Any, k: int = 0) -> Any:
    """Return a diagonal of each matrix, or a matrix with each vector on one."""
    x = v.values
    if v.ndim != 1:
        return NotImplemented if v.ndim != 2 else Batched(np.diagonal(x, k, 1, 2))
    places = _np.arange(v.size)
    n = v.size + abs(k)
    y = np.zeros((len(x), n, n), x.dtype)
    y[:, places + max(-k, 0), places + max(k, 0)] = x
    return Batched(y)


@family(np.linalg.diagonal, np.linalg.trace)
def of_matrices(function: Any, x: Any, /, **kwargs: Any) -> Any:
    """Return what stands on a diagonal of each matrix in a stack."""
    return NotImplemented if x.ndim < 2 else Batched(function(x.values, **kwargs))
