"""Arrays made of nested sequences of Variables, arrays and numbers."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from autodiff.apply import apply_many
from autodiff.errors import DetachedError
from autodiff.operands import constant, data_of, is_variable, plain
from autodiff.variadic import Variadic

from .shape import reshape

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from autodiff.operation import Array
    from autodiff.typing import Operand
    from autodiff.variable import Variable

    Nested: TypeAlias = Operand | Sequence["Nested"]


class Pack(Variadic):
    """``y[i] = xs[i]``, of arrays of one shape: each gets its own row of the cotangent."""

    dtype: Any

    def forward(self, *xs: Any) -> Array:
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


def operand(x: Any) -> Any:
    """Return ``x``, a nested sequence as an array or a Variable."""
    if not is_nested(x):
        return x
    return packed(x) if holds_variable(x) else np.asarray(x)


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
    if dtype is not None:
        require_inexact("np.array", dtype, *leaves)
    y = apply_many(Pack(dtype), leaves)
    return y if len(lead) == 1 else reshape(y, (*lead, *y.shape[1:]))


def _leaf(row: Any, i: int) -> Any:
    if is_variable(row):
        return row
    row = operand(row)
    return row if is_variable(row) else np.asarray(constant(row, "np.array", i))


def require_inexact(name: str, dtype: npt.DTypeLike, *xs: Any) -> None:
    """Raise an error if a result of ``dtype`` would lose the gradient of one of ``xs``."""
    wanted = np.dtype(dtype)
    if wanted.kind not in "fc" and any(
        is_variable(x) and data_of(x).dtype.kind in "fc" for x in xs
    ):
        msg = f"{name}: {wanted} has no derivative; use v.data for the plain values"
        raise DetachedError(msg)
