"""Sums of all elements as products of vectors, and signs taken out of products.

Sums are rounded in another order then, as they are in blocks too.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .rewriting import is_number, negative_of
from .steps import CALL, Step
from .traced import Traced

__all__ = ["multiplied", "summed"]


def summed(x: Any) -> Any:
    """Return the sum of all elements by a product of vectors, or of what is simpler; or None."""
    step = x.step
    if step.kind != CALL or step.dtype.char not in "fd":
        return None
    operands = [_operand(x, y) for y in step.args]
    f = step.function
    whole = all(
        type(y) is Traced and y.step.contiguous and y.shape == x.shape and y.dtype == x.dtype
        for y in operands
    )
    if f is np.square and whole:
        return x.program.result(CALL, np.vdot, operands * 2, {}, x.value.sum())
    if f is np.multiply:
        for number, y in (operands, operands[::-1]):
            alike = type(y) is Traced and (y.shape, y.dtype) == (x.shape, x.dtype)
            if is_number(number) and alike:
                return number * _summed(y, x.value, 1 / number if number else 0)
        if whole:
            return x.program.result(CALL, np.vdot, operands, {}, x.value.sum())
    if f is np.add and whole and all(map(_is_square, operands)):
        return _summed(operands[0], x.value, 0.5) + _summed(operands[1], x.value, 0.5)
    return None


def _summed(x: Any, total: Any, share: float) -> Any:
    """Return the sum of ``x``, whose value is not known but for that of a larger sum."""
    y = summed(x)
    if y is None:
        y = x.program.result(CALL, np.add.reduce, (x,), {"axis": None}, total.sum() * share)
    return y


def _operand(x: Any, y: Any) -> Any:
    """Return an operand of the step of ``x``, traced, for its shape and dtype; or a number."""
    if type(y) is not Step:
        return y
    value = x.program.value(y)
    if value is None:  # it is given back already
        value = np.broadcast_to(np.ones((), y.dtype), y.shape)
    return Traced(value, y, x.program)


def _is_square(x: Any) -> bool:
    """Whether no element is negative, so that sums of such do not cancel."""
    f, args = x.step.function, x.step.args
    if x.step.kind == CALL and f is np.multiply:
        return any(
            is_number(number) and number > 0 and type(y) is Step and y.function is np.square
            for number, y in (args, args[::-1])
        )
    return x.step.kind == CALL and f is np.square


def multiplied(x0: Any, x1: Any) -> Any:
    """Return a product of matrices with the sign of a factor taken out, if that is less work."""
    for x, other, first in ((x0, x1, True), (x1, x0, False)):
        base = negative_of(x)
        if base is not None:
            y = np.matmul(base, other) if first else np.matmul(other, base)
            if y.size <= x.size:
                return -y
    return None
