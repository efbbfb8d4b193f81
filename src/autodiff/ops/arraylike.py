"""Operands in the forms that NumPy's functions take beside arrays: numbers, lists, polynomials."""

from __future__ import annotations

from typing import Any

import numpy as np

from autodiff.operands import NUMBERS, as_tuple, constant, is_list, is_tuple, is_variable

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
    elements = _elements(x)
    if elements is not None:
        if not _holds_variable(x):
            array: Any = np.asarray(elements)
            return constant(array, name, position)
        return stack([as_operand(element, name, position) for element in elements])
    checked = constant(x, name, position)
    return np.asarray(checked) if type(x) in NUMBERS else checked


def as_vector(x: Any, name: str, position: int) -> Any:
    """Return the operand with one axis at least, as ``np.atleast_1d`` does."""
    operand = as_operand(x, name, position)
    return operand if operand.ndim else operand.reshape(1)


def _elements(x: Any) -> tuple[Any, ...] | None:
    """Return the elements of a list or tuple; None of anything else."""
    if not (is_list(x) or is_tuple(x)):
        return None
    elements: Any = tuple(x)
    return as_tuple(elements)


def _holds_variable(x: Any) -> bool:
    """Whether ``x`` is a Variable, or a list with one in it, however deep."""
    return is_variable(x) or any(_holds_variable(element) for element in _elements(x) or ())
