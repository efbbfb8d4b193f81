"""NumPy as rules call it, and rules as rules call them: on arrays and Variables alike.

NumPy's stubs do not know that its functions dispatch, and refuse a Variable. ``xp`` is NumPy
itself, under the signatures that rules need.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

import numpy as np

from autodiff.operands import is_array, is_eager, is_variable

if TYPE_CHECKING:
    from collections.abc import Callable

    from autodiff.operation import Array, Unary

__all__ = ["applied", "has_nan", "may_hold", "op", "silenced", "xp"]


class Namespace(Protocol):
    """The part of NumPy that needs other types than its own stubs give."""

    def add(self, x0: Any, x1: Any, /, *, dtype: Any) -> Array: ...
    def broadcast_to(self, array: Array, shape: tuple[int, ...]) -> Array: ...
    def reshape(self, a: Array, shape: int | tuple[int, ...], order: str = "C") -> Array: ...
    def multiply(self, x0: Array, x1: complex, /) -> Array: ...
    def copysign(self, x0: Array | float, x1: Array, /) -> Array: ...
    def hypot(self, x0: Array, x1: Array, /) -> Array: ...
    def ldexp(self, x0: Array, x1: Any, /) -> Array: ...
    def rint(self, x: Array, /) -> Array: ...
    @property
    def fmax(self) -> Any: ...
    @property
    def fmin(self) -> Any: ...
    @property
    def linalg(self) -> Any: ...
    @property
    def logaddexp(self) -> Any: ...
    def __getattr__(self, name: str) -> Callable[..., Any]: ...
    def where(self, condition: Any, x: Array | float, y: Array | float, /) -> Array: ...


class Operators(Protocol):
    """The part of ``operator`` that its stubs leave untyped."""

    def matmul(self, a: Any, b: Any, /) -> Any: ...
    def pow(self, a: Any, b: Any, /) -> Any: ...
    def truediv(self, a: Any, b: Any, /) -> Any: ...


def applied(rule: Unary, x: Array) -> Array:
    """Apply a rule to an array, or to a Variable, where it is recorded."""
    return cast("Array", rule(x) if is_variable(x) else rule.forward(x))


def has_nan(x: object) -> bool:
    """Whether a NaN may be in ``x``; of a foreign array, which may be lazy, nobody knows."""
    if not (isinstance(x, (float, int, complex)) or is_eager(x)):
        return True
    a = cast("Any", x)
    if not isinstance(x, (np.ndarray, np.generic, float, int, complex)):
        return bool(a.has_nan())
    if is_array(a) and a.size > _MANY and a.flags.forc and a.dtype.char in "fdFD":
        flat = a.ravel(order="K")
        flat = flat.view(flat.real.dtype)
        with np.errstate(all="ignore"):
            a = np.dot(flat, flat)  # a sum of squares, infinities too, is NaN for a NaN alone
    return bool(np.isnan(a).any())


def may_hold(x: Any) -> bool:
    """Whether any is true; of a foreign array, which may be lazy, it may be."""
    return not is_eager(x) or bool(np.any(x))


def silenced(gx: Any, silent: Any) -> Any:
    """Return a cotangent with 0 instead of NaN and infinity where no cotangent came.

    For rules that are not elementwise; of those that are, the engine sees to it. Where ``gx`` is
    finite it is 0 by itself, and its derivative by the cotangent is to be kept.
    """
    return np.where(silent & ~np.isfinite(gx), 0, gx) if may_hold(silent) else gx


_MANY: Final = 1000
"""From so many elements on, a product of vectors is faster than a comparison of each."""

xp: Namespace = cast("Namespace", np)
op: Operators = cast("Operators", operator)
