"""What :func:`numpy.pad` fills the margins of one axis with, composed of other operations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .axes import along
from .namespace import xp

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

MANY_RUNS = 16
"""From here on elements are gathered one by one and not run by run."""


def copied(x: Any, axis: int, index: npt.NDArray[np.integer[Any]]) -> Any:
    """Return ``x[index]`` along an axis: slices, forward and backward, joined.

    A margin is made of few runs of neighbours, and slices cost less than elements, most of all
    where their cotangents are added.
    """
    runs = _runs(index)
    if runs is None:
        return x[along(axis, index)]
    parts = [_run(x, axis, *run) for run in runs]
    return parts[0] if len(parts) == 1 else xp.concatenate(parts, axis=axis)


def _runs(index: npt.NDArray[np.integer[Any]]) -> list[tuple[int, int, int]] | None:
    """Return start, step (1, -1 or 0) and length of the runs of an index, if they are few."""
    steps = np.diff(index)
    breaks = [*(np.flatnonzero(np.diff(steps)) + 1).tolist(), len(steps)]
    if len(breaks) > 2 * MANY_RUNS:
        return None
    runs: list[tuple[int, int, int]] = []
    at = 0
    for end in breaks:  # steps are the same up to here
        if end < at:
            continue
        step = int(steps[at]) if at < len(steps) else 2
        length = end - at + 1 if step in {-1, 0, 1} else 1
        runs.append((int(index[at]), step if length > 1 else 1, length))
        at += length
    return runs if at == len(index) and len(runs) <= MANY_RUNS else None


def _run(x: Any, axis: int, start: int, step: int, length: int) -> Any:
    """Return one run of elements along an axis."""
    shape: tuple[int, ...] = x.shape
    if step == 0:
        one = x[along(axis, slice(start, start + 1))]
        return _widened(one, axis, length)
    if step == 1:
        whole = start == 0 and length == shape[axis]
        return x if whole else x[along(axis, slice(start, start + length))]
    stop = start - length
    return x[along(axis, slice(start, None if stop < 0 else stop, -1))]


def _widened(one: Any, axis: int, length: int) -> Any:
    """Return copies of a slice of length 1."""
    shape = one.shape
    return xp.broadcast_to(one, (*shape[:axis], length, *shape[axis + 1 :]))


def _edges(x: Any, axis: int) -> tuple[Any, Any]:
    """Return the first and the last slice along an axis, which they keep."""
    return x[along(axis, slice(0, 1))], x[along(axis, slice(x.shape[axis] - 1, None))]


def mirrored_at_the_edge(x: Any, axis: int, widths: tuple[int, int], mode: str) -> Any:
    """Return ``x`` within margins that are ``2 * edge`` less the reflection.

    NumPy repeats this as often as the margins are longer than the array. An element of the
    result is ``sign * x[i] + a * x[0] + b * x[-1]`` in the end, with integers that NumPy itself
    tells, given arrays that are 1 inside, at the front and at the back.
    """
    n = x.shape[axis]
    index: Any = xp.pad(np.arange(n), widths, mode)
    probes = np.zeros((n, 3), np.int64)
    probes[1:-1, 0] = probes[0, 1] = probes[-1, 2] = 1
    if n == 1:
        probes[:, 2] = 0
    answers: Any = xp.pad(probes, (widths, (0, 0)), mode, reflect_type="odd")
    length = (-1, *(1,) * (len(x.shape) - axis - 1))
    inner, front, back = (answers[:, i].astype(x.real.dtype).reshape(length) for i in range(3))
    first, last = _edges(x, axis)
    return copied(x, axis, index) * inner + first * front + last * back


def ramps(x: Any, axis: int, widths: tuple[int, int], ends: tuple[Any, Any]) -> Any:
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
    return xp.concatenate(parts, axis=axis)


def statistics(
    x: Any,
    axis: int,
    widths: tuple[int, int],
    lengths: tuple[int | None, int | None],
    statistic: Callable[..., Any],
) -> Any:
    """Return ``x`` within margins of a statistic of the elements next to them."""
    n = x.shape[axis]
    counts = [n if m is None else min(m, n) for m in lengths]
    chunks = [slice(0, counts[0]), slice(n - counts[1], n)]
    if counts == [n, n]:
        both = statistic(x, axis=axis, keepdims=True)
        before = after = both
    else:
        before, after = (statistic(x[along(axis, c)], axis=axis, keepdims=True) for c in chunks)
    return xp.concatenate(
        [_widened(before, axis, widths[0]), x, _widened(after, axis, widths[1])], axis=axis
    )
