"""What NumPy's functions take in the place of an array: numbers, nested sequences, polynomials.

A sequence with Variables in it becomes one Variable, so that no derivative is lost.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from autodiff.apply import apply_many, untracked
from autodiff.operands import (
    NUMBERS,
    arrayed,
    constant,
    is_array,
    is_duck_array,
    is_scalar,
    is_variable,
    plain,
)
from autodiff.variadic import Variadic

from .casting import require_inexact
from .manipulation.shape import reshape

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from autodiff.operation import Array
    from autodiff.typing import Operand
    from autodiff.variable import Variable

    Nested: TypeAlias = Operand | Sequence["Nested"]

__all__ = [
    "arranged",
    "as_operand",
    "as_operands",
    "as_variable",
    "as_vector",
    "holds_variable",
    "packed",
]


class Pack(Variadic):
    """``y[i] = xs[i]``, of arrays of one shape: each gets its own row of the cotangent."""

    moves = True
    dtype: Any

    def forward(self, *xs: Any) -> Any:
        if not all(is_array(x) or is_scalar(x) for x in xs):
            y: Any = np.stack(xs)
            return y if self.dtype is None else y.astype(self.dtype)
        return np.array(xs, self.dtype)

    def backward(self, i: int, gy: Array) -> Array:
        return gy[i]


def is_nested(x: object) -> bool:
    """Whether ``x`` is a sequence that NumPy looks into."""
    return isinstance(x, (list, tuple))


def holds_variable(x: Any) -> bool:
    """Whether ``x`` is a Variable, or a nested sequence that holds one somewhere."""
    rows: list[Any] = [x]
    while rows:
        if any(map(is_variable, rows)):
            return True
        nested: Any = filter(is_nested, rows)
        rows = list(chain.from_iterable(nested))
    return False


def arranged(x: Any) -> Any:
    """Return a nested sequence as an array or a Variable; anything else, numbers too, as it is."""
    if not is_nested(x):
        return x
    if holds_variable(x):
        return packed(x)
    foreign = any(map(is_foreign, x))
    return np.stack([arrayed(arranged(part)) for part in x]) if foreign else np.asarray(x)


def is_foreign(x: Any) -> bool:
    """Whether ``x`` is a foreign array, or a nested sequence that holds one somewhere."""
    if is_nested(x):
        return any(map(is_foreign, x))
    return not (is_array(x) or is_scalar(x)) and is_duck_array(x)


def as_operand(x: Any, name: str, position: int = 0) -> Any:
    """Return a Variable or an array for ``x``, of the dtype that ``np.asarray`` gives it."""
    if is_variable(x):
        return x
    if isinstance(x, np.poly1d):
        x = x.coeffs
    x = arranged(x)
    if is_variable(x):
        return x
    checked = constant(x, name, position)
    return np.asarray(checked) if type(x) in NUMBERS or is_scalar(x) else checked


def as_operands(xs: Sequence[Any], name: str) -> list[Any]:
    """Return each of several operands as a Variable or an array."""
    return [as_operand(xs[i], name, i) for i in range(len(xs))]


def as_vector(x: Any, name: str, position: int = 0) -> Any:
    """Return the operand with one axis at least, as ``np.atleast_1d`` does."""
    operand = as_operand(x, name, position)
    return operand if operand.ndim else operand.reshape(1)


def as_variable(x: Any) -> Variable[Any, Any]:
    """Return ``x``, a result, as a Variable: it is none if all operands were constants."""
    return x if is_variable(x) else untracked(arrayed(x)[()])


def packed(x: Any, dtype: npt.DTypeLike | None = None) -> Variable[Any, Any]:
    """Return a nested sequence that holds Variables as one Variable.

    Sequences of one depth are one operation, however deep and long they are.
    """
    rows: list[Any] = [x]
    lead: list[int] = []
    while all(map(is_nested, rows)):
        lengths = {len(row) for row in rows}
        if len(lengths) > 1:
            np.array(plain(x))  # the error is NumPy's own
            msg = f"the lengths {sorted(lengths)} of nested sequences differ"
            raise ValueError(msg)
        lead += lengths
        rows = list(chain.from_iterable(rows))
    leaves = [_leaf(row, i) for i, row in enumerate(rows)]
    require_inexact("np.array", dtype, *leaves)
    y = apply_many(Pack(dtype), leaves)
    return y if len(lead) == 1 else reshape(y, (*lead, *y.shape[1:]))


def _leaf(row: Any, i: int) -> Any:
    row = arranged(row)
    return row if is_variable(row) else arrayed(constant(row, "np.array", i))
