"""How a name of SciPy gets its type.

A ufunc is SciPy's own, which dispatches. A function of Python is SciPy's for arrays and ours
where there is a Variable; its parameters are those of ours (PEP 612).
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from autodiff.ops.arraylike import holds_variable

from .namespace import sc

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Concatenate

    from autodiff import signatures as of
    from autodiff.signatures.operands import P

__all__ = ["either", "floating_same_shape", "own"]


def own(name: str) -> Any:
    """Return SciPy's function of that name, to be given a signature by hand."""
    return getattr(sc, name, None) or absent(name)


def absent(name: str) -> Callable[..., Any]:
    """Return what stands for a function that came with a later SciPy."""

    def function(*_args: object, **_kwargs: object) -> None:
        msg = f"this SciPy has no special.{name}"
        raise AttributeError(msg)

    return function


def either(ours: Callable[..., Any]) -> Any:
    """Return SciPy's function for what holds no Variable, and ours for what does."""
    theirs = getattr(sc, ours.__name__)

    @wraps(theirs)
    def function(*args: Any, **kwargs: Any) -> Any:
        given = any(map(holds_variable, (*args, *kwargs.values())))
        return (ours if given else theirs)(*args, **kwargs)

    return function


def floating_same_shape(
    ours: Callable[Concatenate[Any, P], Any],
) -> of.FloatSameShape[P]:
    """Return what :func:`either` does, which keeps floats and rank."""
    function: of.FloatSameShape[P] = either(ours)
    return function
