"""Which of NumPy's functions know batches, and what becomes of the others."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["RULES", "batches", "family"]

F = TypeVar("F", bound="Callable[..., Any]")

RULES: Final[dict[Any, Callable[..., Any]]] = {}
"""From NumPy's functions to those that take a whole batch at once.

Each is called as NumPy's function is. It returns ``NotImplemented`` where it does not know the
arguments; the function is then called for one element after the other.
"""


def batches(*functions: Callable[..., Any]) -> Callable[[F], F]:
    """Register the rule by which functions take a whole batch."""

    def register(rule: F) -> F:
        for function in functions:
            RULES[function] = rule
        return rule

    return register


def family(*functions: Callable[..., Any]) -> Callable[[F], F]:
    """Register a rule that is told which function it is to call."""

    def register(rule: F) -> F:
        for function in functions:
            RULES[function] = partial(rule, function)
        return rule

    return register
