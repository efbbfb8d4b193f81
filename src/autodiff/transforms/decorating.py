"""Transforms as functions and as decorators, with options or without."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["decorating"]


def decorating(name: str, f: Any, transform: Callable[[Any], Callable[..., Any]]) -> Any:
    """Return ``transform(f)`` under the name of ``f``; a decorator if ``f`` is not known yet.

    Raises
    ------
    TypeError
        If ``f`` cannot be called.
    """

    def decorate(f: Any) -> Any:
        if not callable(f):
            msg = f"{name}: f is a function, got {type(f)}"
            raise TypeError(msg)
        return wraps(f)(transform(f))

    return decorate if f is None else decorate(f)
