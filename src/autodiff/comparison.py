"""Comparisons of Variables: plain answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .messages import describe
from .operands import constant, is_variable

if TYPE_CHECKING:
    import numpy as np

    from .typing import BoolArray

__all__ = ["compare"]


def compare(ufunc: np.ufunc, a: Any, b: Any) -> BoolArray:
    """Compare element by element; the result is a plain array, for it has no derivative."""
    name = f"np.{ufunc.__name__}"
    xs = [x._value if is_variable(x) else constant(x, name, i) for i, x in enumerate((a, b))]
    try:
        result: BoolArray = ufunc(*xs)
    except ValueError as error:
        msg = f"{name}({describe(xs[0])}, {describe(xs[1])}): {error}"
        raise ValueError(msg) from error
    return result
