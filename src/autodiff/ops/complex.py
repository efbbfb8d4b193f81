"""Parts and conjugates of complex numbers.

None of these is a complex-differentiable function; each is linear over the reals, and what
stands here is its transpose in the pairing ``Re(sum(g * dx))``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast

import numpy as np

from autodiff.apply import apply1
from autodiff.errors import DetachedError, InPlaceError
from autodiff.operands import is_variable
from autodiff.operation import Unary
from autodiff.registry import implements, named
from autodiff.ufunc import UnaryUfunc, nothing
from autodiff.views import apply_view

from .namespace import xp

if TYPE_CHECKING:
    import numpy.typing as npt

    from autodiff.operation import Array
    from autodiff.typing import TypedOperand
    from autodiff.variable import Variable


class Conj(UnaryUfunc, ufunc=np.conjugate):
    """``y = conj(x)``."""

    def backward(self, gy: Array) -> Array:
        return np.conj(gy)


class Real(Unary):
    """``y = Re(x)``."""

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


class Cast(Unary):
    """``y = x`` in another dtype; from complex to real the imaginary part is dropped."""

    elementwise = True
    dtype: np.dtype[np.generic]

    def forward(self, x: Any) -> Array:
        if x.dtype.kind == "c" and self.dtype.kind != "c":
            x = x.real
        y: Array = x.astype(self.dtype)
        return y

    def backward(self, gy: Array) -> Array:
        return gy


def conj(x: Variable[Any, Any]) -> Variable[Any, Any]:
    """Return the complex conjugate, element by element.

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


@implements(*named("astype"))
def astype(
    x: TypedOperand[Any, Any],
    dtype: npt.DTypeLike,
    /,
    *,
    copy: bool = True,
    device: Literal["cpu"] | None = None,
) -> Variable[Any, Any]:
    """Return the same values in another floating or complex dtype.

    Derivative: ``dy/dx = 1``; from complex to real the imaginary part gets none.

    Parameters
    ----------
    x
        Any shape.
    dtype
        The new dtype.
    copy
        False to return ``x`` itself where it has the dtype already.
    device
        NumPy knows the CPU only.

    Raises
    ------
    DetachedError
        If the dtype is of integers or booleans, which would lose the gradient.
    ValueError
        If the device is another one.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.5]))
    >>> x.astype(np.float32).dtype
    dtype('float32')
    """
    if device not in {None, "cpu"}:
        msg = f'Device not understood. Only "cpu" is allowed, but received: {device}'
        raise ValueError(msg)
    wanted = np.dtype(dtype)
    if wanted.kind not in "fc" and x.dtype.kind in "fc":
        msg = f"astype: {wanted} has no derivative; write v.data.astype(...) for the plain values"
        raise DetachedError(msg)
    if not copy and x.dtype == wanted and is_variable(x):
        return cast("Variable[Any, Any]", x)
    return apply1(Cast(wanted), x)
