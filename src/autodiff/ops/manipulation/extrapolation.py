"""Margins along one axis that are computed from the elements next to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.ops.indices import along
from autodiff.ops.namespace import xp

if TYPE_CHECKING:
    from collections.abc import Callable

    from autodiff.operation import Array


def _widened(one: Any, axis: int, length: int) -> Any:
    """Return copies of a slice of length 1."""
    shape = one.shape
    return xp.broadcast_to(one, (*shape[:axis], length, *shape[axis + 1 :]))


def _edges(x: Any, axis: int) -> tuple[Any, Any]:
    """Return the first and the last slice along an axis, which they keep."""
    return x[along(axis, slice(0, 1))], x[along(axis, slice(x.shape[axis] - 1, None))]


def mirrored_at_the_edge(x: Any, axis: int, widths: tuple[int, int], mode: str) -> Array:
    """Return ``x`` within margins that are ``2 * edge`` less the reflection.

    NumPy repeats this as often as the margins are longer than the array. An element of the
    result is ``sign * x[i] + a * x[0] + b * x[-1]`` in the end, with integers that NumPy itself
    tells, given arrays that are 1 inside, at the front and at the back.
    """
    n = x.shape[axis]
    around = np.zeros((len(x.shape), 2), np.intp)
    around[axis] = widths
    probes = np.zeros((n, 3), np.int64)
    probes[1:-1, 0] = probes[0, 1] = probes[-1, 2] = 1
    if n == 1:
        probes[:, 2] = 0
    answers: Any = xp.pad(probes, (widths, (0, 0)), mode, reflect_type="odd")
    length = (-1, *(1,) * (len(x.shape) - axis - 1))
    inner, front, back = (answers[:, i].astype(x.real.dtype).reshape(length) for i in range(3))
    first, last = _edges(x, axis)
    y: Array = xp.pad(x, around, mode) * inner + first * front + last * back
    return y


def ramps(x: Any, axis: int, widths: tuple[int, int], ends: tuple[Any, Any]) -> Array:
    """Return ``x`` within margins that rise in equal steps from the ends to the edges."""
    length = (-1, *(1,) * (len(x.shape) - axis - 1))
    parts = [x]
    for edge, end, width, side in zip(_edges(x, axis), ends, widths, (0, 1), strict=True):
        if width == 0:
            continue
        t = np.arange(width) / width
        t = (t if side == 0 else t[::-1]).astype(x.real.dtype).reshape(length)
        ramp = end * (1 - t) + edge * t
        ramp = ramp if ramp.dtype == x.dtype else ramp.astype(x.dtype)
        parts.insert(side * len(parts), ramp)
    y: Array = xp.concatenate(parts, axis=axis)
    return y


def statistics(
    x: Any,
    axis: int,
    widths: tuple[int, int],
    lengths: tuple[int | None, int | None],
    statistic: Callable[..., Any],
) -> Array:
    """Return ``x`` within margins of a statistic of the elements next to them."""
    n = x.shape[axis]
    counts = [n if m is None else min(m, n) for m in lengths]
    chunks = [slice(0, counts[0]), slice(n - counts[1], n)]
    if counts == [n, n]:
        both = statistic(x, axis=axis, keepdims=True)
        before = after = both
    else:
        before, after = (statistic(x[along(axis, c)], axis=axis, keepdims=True) for c in chunks)
    parts = [_widened(before, axis, widths[0]), x, _widened(after, axis, widths[1])]
    y: Array = xp.concatenate(parts, axis=axis)
    return y
