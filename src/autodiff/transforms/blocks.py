"""The blocks of a Jacobian matrix: one for each output and input, by rows or by columns.

Unit cotangents (or tangents) travel together as one batch, so that a matrix costs about as many
NumPy calls as one gradient does. Where the Jacobian itself is to be differentiated they go one
after the other, for what they do is recorded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import numpy as np

from autodiff.batching import Batched, unbatched
from autodiff.broadcasting import conform, spread
from autodiff.errors import NotDifferentiableError
from autodiff.operands import data_of, is_variable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from .recording import Recording

__all__ = ["Mode", "blocks", "pulled_rows", "pushed_columns"]

Mode: TypeAlias = Literal["forward", "reverse", "cheaper"]


_ELEMENTS: Final = 2**22
"""How many numbers a batch of the largest input or output has at most (32 MB of float64)."""


def blocks(record: Recording, mode: Mode, *, holomorphic: bool) -> list[list[Any]]:
    """Return for each output the derivatives by each input, of both shapes joined.

    Raises
    ------
    NotDifferentiableError
        If inputs are complex and ``f`` is not said to be holomorphic.
    """
    _require_derivatives(record, holomorphic=holomorphic)
    outputs = [_inexact(np.asarray(data_of(y))) for y in record.outputs]
    inputs = [data_of(x) for x in record.inputs]
    n_in, n_out = (sum(a.size for a in arrays) for arrays in (inputs, outputs))
    if mode == "forward" or (mode == "cheaper" and n_in < n_out):
        stacks = _stacked(record, inputs, outputs, pushed_columns)
        return [
            [
                np.reshape(np.reshape(part, (x.size, y.size)).T, y.shape + x.shape)
                for x, part in zip(inputs, _parts(stack, inputs), strict=True)
            ]
            for y, stack in zip(outputs, stacks, strict=True)
        ]
    stacks = _stacked(record, outputs, inputs, pulled_rows)
    rows = [[*_parts(stack, outputs)] for stack in stacks]
    if any(y.dtype.kind == "c" for y in outputs) and not holomorphic:
        turned = _stacked(record, outputs, inputs, pulled_rows, unit=-1j)
        for row, stack in zip(rows, turned, strict=True):
            for i, (y, im) in enumerate(zip(outputs, _parts(stack, outputs), strict=True)):
                if y.dtype.kind == "c":
                    row[i] = row[i] + 1j * im
    return [
        [np.reshape(row[i], y.shape + x.shape) for row, x in zip(rows, inputs, strict=True)]
        for i, y in enumerate(outputs)
    ]


def _inexact(y: Any) -> Any:
    """Return a result as floats, for a constant one of integers has derivatives too: zeros."""
    return y if y.dtype.kind in "fc" else y.astype(np.result_type(y.dtype, np.float32))


def _require_derivatives(record: Recording, *, holomorphic: bool) -> None:
    for y in record.outputs:
        if is_variable(y) and y.dtype.kind not in "fc":
            msg = f"{record.name}: f returned {y.dtype}, which has no derivative"
            raise NotDifferentiableError(msg)
    kinds = [x.dtype.kind for x in record.inputs]
    if holomorphic:
        kinds += [np.asarray(data_of(y)).dtype.kind for y in record.outputs]
        if "f" in kinds:
            msg = f"{record.name}: holomorphic=True is for complex arguments and results"
            raise NotDifferentiableError(msg)
    elif "c" in kinds:
        msg = (
            f"{record.name}: a complex argument moves in two directions; pass holomorphic=True if "
            "f is differentiable in the complex sense, or make f one of real and imaginary parts"
        )
        raise NotDifferentiableError(msg)


def _stacked(
    record: Recording,
    starts: Sequence[Any],
    ends: Sequence[Any],
    carry: Callable[[Recording, Sequence[Any]], Sequence[Any]],
    unit: complex = 1,
) -> list[Any]:
    """Return what arrives at ``ends`` for each unit at ``starts``, along the first axis."""
    n = sum(a.size for a in starts)
    largest = max((a.size for a in (*starts, *ends)), default=1)
    chunk = 1 if record.differentiable else max(1, _ELEMENTS // max(largest, 1))
    parts: list[list[Any]] = [[] for _ in ends]
    for first in range(0, n, chunk):
        last = min(first + chunk, n)
        seeds = _units(starts, first, last, unit)
        if record.differentiable:
            seeds = [None if seed is None else seed[0] for seed in seeds]
            arrived = [None if a is None else a[np.newaxis] for a in carry(record, seeds)]
        else:
            seeds = [None if seed is None else Batched(seed) for seed in seeds]
            arrived = [
                None if a is None else unbatched(a, last - first) for a in carry(record, seeds)
            ]
        for end, a, found in zip(ends, arrived, parts, strict=True):
            found.append(np.zeros((last - first, *end.shape), end.dtype) if a is None else a)
    return [
        np.zeros((0, *end.shape), end.dtype)
        if not found
        else found[0]
        if len(found) == 1
        else np.concatenate(found)
        for end, found in zip(ends, parts, strict=True)
    ]


def _units(arrays: Sequence[Any], first: int, last: int, unit: complex) -> list[Any]:
    """Return units ``first`` to ``last`` of all arrays together; None where all are 0."""
    units: list[Any] = []
    start = 0
    for a in arrays:
        stop = start + a.size
        if first == start and last == stop and a.dtype.kind in "fc":  # all of one array
            units.append((unit * np.eye(a.size, dtype=a.dtype)).reshape(a.size, *a.shape))
            start = stop
            continue
        places = np.arange(max(first, start), min(last, stop))
        if places.size and a.dtype.kind in ("fc" if unit == 1 else "c"):
            e = np.zeros((last - first, a.size), a.dtype)
            e[places - first, places - start] = unit
            units.append(e.reshape(last - first, *a.shape))
        else:
            units.append(None)
        start = stop
    return units


def _parts(stack: Any, arrays: Sequence[Any]) -> Iterator[Any]:
    """Return the units of each array among those of all."""
    start = 0
    for a in arrays:
        yield stack[start : start + a.size]
        start += a.size


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
