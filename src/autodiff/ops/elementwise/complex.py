"""Parts and conjugates of complex numbers.

None of these is a complex-differentiable function; each is linear over the reals, and what
stands here is its transpose in the pairing ``Re(sum(g * dx))``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import apply1
from autodiff.errors import InPlaceError
from autodiff.operands import is_variable, plain
from autodiff.operation import Unary
from autodiff.ops.namespace import xp
from autodiff.registry import implements
from autodiff.ufunc import UnaryUfunc, nothing
from autodiff.views import apply_view

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.typing import ShapeT, TypedOperand
    from autodiff.variable import Variable


class Conj(UnaryUfunc, ufunc=np.conjugate):
    """``y = conj(x)``, with ``dy = conj(dx)``."""

    def backward(self, gy: Array) -> Array:
        return np.conj(gy)


class Real(Unary):
    """``y = Re(x)``, with ``dy = Re(dx)``."""

    elementwise = True

    def forward(self, x: Array) -> Array:
        return x.real

    def backward(self, gy: Array) -> Array:
        return gy

    def written(self, source: Any, value: Any) -> Any:
        return value + 1j * imag(source) if source.dtype.kind == "c" else value


class Imag(Unary):
    """``y = Im(x)``, so that a step ``dx`` gives ``Re(-1j * dx)``."""

    elementwise = True

    def forward(self, x: Array) -> Array:
        return x.imag

    def backward(self, gy: Array) -> Array:
        # a real x has no imaginary part to move along
        return nothing(gy) if self.metas is None else xp.multiply(gy, -1j)

    def written(self, source: Any, value: Any) -> Any:
        if source.dtype.kind != "c":
            msg = "imag: that of real numbers is read-only, as in NumPy; make them complex first"
            raise InPlaceError(msg)
        return real(source) + 1j * value


def conj(x: Variable[Any, Any]) -> Variable[Any, Any]:
    """Return the complex conjugate, element by element.

    Derivative: ``dy = conj(dx)``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.conj(ad.Variable(np.array(1.0 + 2.0j)))
    variable((1-2j))
    """
    return apply1(Conj(), x)


@implements(np.real)
def real(x: Variable[Any, Any]) -> Variable[Any, Any]:
    """Return the real part, element by element; ``x`` itself if it is real.

    Derivative: ``dy = Re(dx)``, so that a real cotangent comes back as it is.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.real(ad.Variable(np.array(1.0 + 2.0j)))
    variable(1.0)
    """
    if is_variable(x) and x.dtype.kind != "c":
        return x  # as in NumPy, so that what is written to one shows in the other
    return apply_view(Real(), x)


@implements(np.imag)
def imag(x: Variable[Any, Any]) -> Variable[Any, Any]:
    """Return the imaginary part, element by element.

    Derivative: ``dy = Im(dx)``, which is 0 where ``x`` is real.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.imag(ad.Variable(np.array(1.0 + 2.0j)))
    variable(2.0)
    """
    return apply_view(Imag(), x, shares=x.dtype.kind != "c")


@implements(np.real_if_close)
def real_if_close(a: TypedOperand[Any, ShapeT], tol: float = 100) -> Variable[Any, ShapeT]:
    """Return the real part of ``a`` if all imaginary parts are next to 0, otherwise ``a``.

    Derivative: that of the real part, or 1.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.real_if_close(ad.Variable(np.array([1.0 + 1e-15j])))
    variable([1.])
    """
    is_close = not np.iscomplexobj(xp.real_if_close(plain(a), tol))
    return real(a) if is_close and np.iscomplexobj(plain(a)) else a  # type: ignore[arg-type, return-value]  # it is a Variable that brought us here
