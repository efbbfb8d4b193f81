"""The blocks of a Jacobian matrix: one for each output and input, by rows or by columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from autodiff.errors import NotDifferentiableError
from autodiff.operands import arrayed, data_of, is_variable

from .batches import carried, pulled_rows, pushed_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .recording import Recording

__all__ = ["Mode", "blocks", "require_inexact_results"]

Mode: TypeAlias = Literal["forward", "reverse", "cheaper"]


def blocks(record: Recording, mode: Mode, *, holomorphic: bool) -> list[list[Any]]:
    """Return for each output the derivatives by each input, of both shapes joined.

    Raises
    ------
    NotDifferentiableError
        If inputs are complex and ``f`` is not said to be holomorphic.
    """
    _require_derivatives(record, holomorphic=holomorphic)
    outputs = [_inexact(arrayed(data_of(y))) for y in record.outputs]
    inputs = [data_of(x) for x in record.inputs]
    n_in, n_out = (sum(a.size for a in arrays) for arrays in (inputs, outputs))
    if mode == "forward" or (mode == "cheaper" and n_in < n_out):
        stacks = carried(record, pushed_columns, inputs, outputs)
        return [
            [
                np.reshape(np.reshape(part, (x.size, y.size)).T, y.shape + x.shape)
                for x, part in zip(inputs, _parts(stack, inputs), strict=True)
            ]
            for y, stack in zip(outputs, stacks, strict=True)
        ]
    stacks = carried(record, pulled_rows, outputs, inputs)
    rows = [[*_parts(stack, outputs)] for stack in stacks]
    if any(y.dtype.kind == "c" for y in outputs) and not holomorphic:
        turned = carried(record, pulled_rows, outputs, inputs, unit=-1j)
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


def require_inexact_results(record: Recording) -> None:
    """Raise NotDifferentiableError if a result was made of integers or booleans."""
    for y in record.outputs:
        if is_variable(y) and y.dtype.kind not in "fc":
            msg = f"{record.name}: f returned {y.dtype}, which has no derivative"
            raise NotDifferentiableError(msg)


def _require_derivatives(record: Recording, *, holomorphic: bool) -> None:
    require_inexact_results(record)
    kinds = [x.dtype.kind for x in record.inputs]
    if holomorphic:
        kinds += [arrayed(data_of(y)).dtype.kind for y in record.outputs]
        if "f" in kinds:
            msg = f"{record.name}: holomorphic=True is for complex arguments and results"
            raise NotDifferentiableError(msg)
    elif "c" in kinds:
        msg = (
            f"{record.name}: a complex argument moves in two directions; pass holomorphic=True if "
            "f is differentiable in the complex sense, or make f one of real and imaginary parts"
        )
        raise NotDifferentiableError(msg)


def _parts(stack: Any, arrays: Sequence[Any]) -> Iterator[Any]:
    """Return the units of each array among those of all."""
    start = 0
    for a in arrays:
        yield stack[start : start + a.size]
        start += a.size
