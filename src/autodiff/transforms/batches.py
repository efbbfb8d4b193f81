"""Many cotangents, or tangents, carried through one recording: what fills matrices.

They travel together as one batch, so that a matrix costs about as many NumPy calls as one gradient
does. Where the matrix itself is to be differentiated they go one after the other, for what they do
is recorded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.batching import Batched, unbatched
from autodiff.broadcasting import conform, spread
from autodiff.operands import is_array
from autodiff.ops.namespace import xp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from .recording import Recording

__all__ = ["carried", "pulled_rows", "pushed_columns"]

_ELEMENTS: Final = 2**22
"""How many numbers a batch of the largest input or output has at most (32 MB of float64)."""


def carried(
    record: Recording,
    carry: Callable[[Recording, Sequence[Any]], Sequence[Any]],
    starts: Sequence[Any],
    ends: Sequence[Any],
    *,
    colours: Any = None,
    unit: complex = 1,
) -> list[Any]:
    """Return what arrives at ``ends`` from elements of ``starts``, along the first axis.

    Parameters
    ----------
    carry
        :func:`pulled_rows` or :func:`pushed_columns`.
    starts, ends
        Arrays of the shapes and dtypes of inputs and outputs, or the other way round.
    colours
        A number for each element of all ``starts`` together, -1 for none: elements of one number
        start as one. By default each starts by itself.
    unit
        The value with which they start; of real arrays only 1 does.
    """
    count = sum(a.size for a in starts) if colours is None else int(colours.max(initial=-1)) + 1
    largest = max((a.size for a in (*starts, *ends)), default=1)
    step = 1 if record.differentiable else max(1, _ELEMENTS // max(largest, 1))
    parts: list[list[Any]] = [[] for _ in ends]
    for first in range(0, count, step):
        size = min(step, count - first)
        seeds: list[Any] = [*_seeds(starts, colours, first, size, unit)]
        if record.differentiable:
            seeds = [None if seed is None else seed[0] for seed in seeds]
            arrived = [None if a is None else a[np.newaxis] for a in carry(record, seeds)]
        else:
            seeds = [None if seed is None else Batched(seed) for seed in seeds]
            arrived = [None if a is None else unbatched(a, size) for a in carry(record, seeds)]
        for end, a, found in zip(ends, arrived, parts, strict=True):
            found.append(np.zeros((size, *end.shape), end.dtype) if a is None else a)
    return [
        np.zeros((0, *end.shape), end.dtype)
        if not found
        else found[0]
        if len(found) == 1
        else np.concatenate(found)
        for end, found in zip(ends, parts, strict=True)
    ]


def _seeds(
    arrays: Sequence[Any], colours: Any, first: int, size: int, unit: complex
) -> Iterator[Any]:
    """Return for each array where ``size`` numbers from ``first`` on start; None if none does."""
    kinds = "fc" if unit == 1 else "c"
    stop = 0
    for a in arrays:
        start, stop = stop, stop + a.size
        if a.dtype.kind not in kinds:
            yield None
            continue
        if colours is None:
            seed = np.eye(size, a.size, first - start, a.dtype)
            there = start < first + size and first < stop
        else:
            own = colours[start:stop] - first
            places = np.flatnonzero((own >= 0) & (own < size))
            seed = np.zeros((size, a.size), a.dtype)
            seed[own[places], places] = 1
            there = places.size > 0
        seed = (seed if unit == 1 else unit * seed).reshape(size, *a.shape)
        if not is_array(a):
            seed = xp.zeros_like(a, shape=seed.shape) + seed  # of the kind of a foreign array
        yield seed if there else None


def pulled_rows(record: Recording, gys: Sequence[Any]) -> Sequence[Any]:
    """Return the cotangents of the inputs for those of the outputs; None for one that is 0."""
    found = record.pull(gys, retain_graph=True, differentiable=record.differentiable)
    return [
        conform(found[edge], (x.shape, x.dtype)) if edge in found else None
        for x, edge in zip(record.inputs, record.edges, strict=True)
    ]


def pushed_columns(record: Recording, dxs: Sequence[Any]) -> Sequence[Any]:
    """Return the tangents of the outputs for those of the inputs; None for one that is 0."""
    dys = record.push(dxs, differentiable=record.differentiable)
    return [
        None if dy is None else spread(dy, (y.shape, y.dtype))
        for y, dy in zip(record.outputs, dys, strict=True)
    ]
