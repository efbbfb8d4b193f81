"""Operands in the forms that NumPy's functions take beside arrays: numbers, lists, polynomials."""

from __future__ import annotations

from typing import Any

import numpy as np

from autodiff.operands import NUMBERS, as_tuple, constant, is_list, is_variable

from .joining import stack

__all__ = ["as_operand", "as_vector"]


def as_operand(x: Any, name: str, position: int) -> Any:
    """Return a Variable or an array for ``x``, of the dtype that ``np.asarray`` gives it.

    A list with Variables in it becomes one Variable, so that no derivative is lost.
    """
    if is_variable(x):
        return x
    if isinstance(x, np.poly1d):
        return as_operand(x.coeffs, name, position)
    if is_list(x) or isinstance(x, tuple):
        elements: tuple[Any, ...] = as_tuple(tuple(x))
        if not _holds_variable(elements):
            return constant(np.asarray(x), name, position)
        return stack([as_operand(element, name, position) for element in elements])
    checked = constant(x, name, position)
    return np.asarray(checked) if type(x) in NUMBERS else checked


def as_vector(x: Any, name: str, position: int) -> Any:
    """Return the operand with one axis at least, as ``np.atleast_1d`` does."""
    operand = as_operand(x, name, position)
    return operand if operand.ndim else operand.reshape(1)


def _holds_variable(elements: tuple[Any, ...]) -> bool:
    return any(
        is_variable(x) or ((is_list(x) or isinstance(x, tuple)) and _holds_variable(tuple(x)))
        for x in elements
    )
