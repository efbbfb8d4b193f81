"""Calls that an array may take note of as a whole, as it does of those of NumPy's functions.

NumPy's functions tell their arrays that they are called (NEP 18); LAPACK, SciPy's functions and
our own loops do not. An array that records what is done to it, and says that it is ``eager``, is
told by these.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["Opaque", "called", "opaque"]

F = TypeVar("F", bound="Callable[..., Any]")


def opaque(function: F) -> F:
    """Let a function of plain arrays be recorded as one step, whatever happens in it.

    It is to return new arrays, by its arguments alone, and to write to none of them.

    Examples
    --------
    >>> import numpy as np
    >>> @opaque
    ... def reversed_rows(x):
    ...     return np.asarray(x)[::-1].copy()
    >>> reversed_rows(np.array([1.0, 2.0]))
    array([2., 1.])
    """

    @wraps(function)
    def dispatched(*args: Any, **kwargs: Any) -> Any:
        return called(function, *args, **kwargs)

    return cast("F", dispatched)


def called(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Call a function, as one step if an argument records what is done to it."""
    recorder = _recorder(args) or (_recorder(kwargs.values()) if kwargs else None)
    if recorder is None:
        return function(*args, **kwargs)
    return recorder[0].__array_function__(function, (type(recorder[0]),), args, kwargs)


def _recorder(args: Iterable[Any]) -> tuple[Any] | None:
    """Return the first argument that records what is done to it."""
    x: Any
    for x in args:
        if getattr(x.__class__, "eager", False):
            return (x,)
        if isinstance(x, (tuple, list)) and (found := _recorder(x)):  # pyright: ignore[reportUnknownArgumentType]  # of anything
            return found
    return None


class Opaque:
    """The functions of a module, opaque all of them."""

    def __init__(self, module: Any) -> None:
        self._module: Any = module

    def __getattr__(self, name: str) -> Any:
        function = opaque(getattr(self._module, name))
        setattr(self, name, function)  # found there from now on
        return function
