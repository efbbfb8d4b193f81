"""Which rule answers for which NumPy callable.

This is the one way in for NumPy's functions: ``np.sin(v)`` looks here, and so does the test that
every operation has a row in the table of cases.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from .operation import Operation

__all__ = [
    "EXTENSIONS",
    "FOREIGN",
    "FUNCTIONS",
    "METHODS",
    "PLAIN",
    "REFUSED",
    "UFUNCS",
    "foreign",
    "implements",
    "named",
    "plain",
    "refuse",
]

UFUNCS: Final[dict[np.ufunc, type[Operation]]] = {}
"""Universal functions that are operations."""

FUNCTIONS: Final[dict[Callable[..., Any], Callable[..., Any]]] = {}
"""Other NumPy functions, and ours of the same signature."""

PLAIN: Final[set[Callable[..., Any]]] = set()
"""NumPy callables whose results have no derivative: they are given arrays and return arrays."""

METHODS: Final[dict[tuple[np.ufunc, str], Callable[..., Any]]] = {}
"""Methods of ufuncs, such as ``np.add.reduce``, and ours of the same signature."""

REFUSED: Final[dict[Callable[..., Any], str]] = {}
"""NumPy callables that are given no Variable, and what to do instead."""

FOREIGN: Final[dict[tuple[type[Any], type[Any]], Callable[[Any, Any], Any]]] = {}
"""Operations with an operand of another library's class, and what computes them instead."""

EXTENSIONS: Final = {
    "scipy.special": "autodiff.scipy.special",
    "scipy.special._ufuncs": "autodiff.scipy.special",  # what its functions of Python call
    "scipy.sparse": "autodiff.scipy.sparse",
}
"""Modules of other ufuncs and classes, and ours of their rules, imported once one is met."""

F = TypeVar("F", bound="Callable[..., Any]")


def implements(*numpy_functions: Callable[..., Any]) -> Callable[[F], F]:
    """Register the decorated function in the place of NumPy's, whose signature it has."""

    def register(function: F) -> F:
        for numpy_function in numpy_functions:
            FUNCTIONS[numpy_function] = function
        return function

    return register


def named(*names: str) -> tuple[Callable[..., Any], ...]:
    """Return NumPy's functions of these names, as far as this NumPy has them."""
    return tuple(getattr(np, name) for name in names if hasattr(np, name))


def refuse(remedy: str, *numpy_functions: Callable[..., Any]) -> None:
    """Declare that these take no Variable; ``remedy`` says why, and what to do instead."""
    REFUSED.update(dict.fromkeys(numpy_functions, remedy))


def plain(*numpy_functions: Callable[..., Any]) -> None:
    """Declare that the results of these are plain arrays, for nothing could be differentiated."""
    PLAIN.update(numpy_functions)


def foreign(rule: type[Any], a: Any, b: Any, refusal: Exception) -> Any:
    """Return what an operation of two inputs gives for an operand of another library's class.

    The refusal of that operand is raised if nobody knows its class.
    """
    for kind in (*type(a).__mro__, *type(b).__mro__):
        package = kind.__module__.rpartition(".")[0]
        if package in EXTENSIONS:
            import_module(EXTENSIONS[package])
        if (rule, kind) in FOREIGN:
            return FOREIGN[rule, kind](a, b)
    raise refusal
