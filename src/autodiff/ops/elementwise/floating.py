"""Signs, exponents and neighbours of floating-point numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import apply1
from autodiff.operands import eagerly, plain
from autodiff.operation import Unary
from autodiff.ops.namespace import xp
from autodiff.registry import METHODS
from autodiff.ufunc import BinaryUfunc, Step, UnaryUfunc, nothing

if TYPE_CHECKING:
    import numpy.typing as npt

    from autodiff.operation import Array
    from autodiff.typing import Number, ScalarT, ShapeT, TypedOperand
    from autodiff.variable import Variable


class Fabs(UnaryUfunc, ufunc=np.fabs):
    """``y = |x|``, with ``dy/dx = sign(x)``, 0 at the kink."""

    def backward(self, gy: Array) -> Array:
        return gy * np.sign(self.x)


class Copysign(BinaryUfunc, ufunc=np.copysign):
    """``y = |x0|`` with the sign of ``x1``: ``dy/dx0 = sign(x0) sign(x1)``, ``dy/dx1 = 0``.

    Policy: 0 at the kink of ``|x0|``.
    """

    def backward0(self, gy: Array) -> Array:
        return gy * (np.sign(self.x0) * xp.copysign(1, self.x1))

    def backward1(self, gy: Array) -> Array:
        return nothing(gy)


class Heaviside(BinaryUfunc, ufunc=np.heaviside):
    """``y = 0 where x0 < 0, x1 where x0 == 0, 1 where x0 > 0``: ``dy/dx1 = 1 where x0 == 0``."""

    def backward0(self, gy: Array) -> Array:
        return nothing(gy)

    def backward1(self, gy: Array) -> Array:
        return xp.where(self.x0 == 0, gy, 0)


class Nextafter(BinaryUfunc, ufunc=np.nextafter):
    """``y = the neighbour of x0 in the direction of x1``: ``dy/dx0 = 1``, ``dy/dx1 = 0``."""

    def backward0(self, gy: Array) -> Array:
        return gy

    def backward1(self, gy: Array) -> Array:
        return nothing(gy)


class Spacing(Step, ufunc=np.spacing):
    """``y = the distance from x to its neighbour``, with ``dy/dx = 0``."""


class Ldexp(BinaryUfunc, ufunc=np.ldexp):
    """``y = x0 2 ** x1`` for integers ``x1``, which have no derivative: ``dy/dx0 = 2 ** x1``."""

    broadcasts_operands = False  # an exponent takes no part in the promotion

    def backward0(self, gy: Array) -> Array:
        return xp.ldexp(gy, self.x1)

    def backward1(self, gy: Array) -> Array:
        return nothing(gy)


class Frexp(Unary):
    """``y = x 2 ** -e`` with ``1/2 <= |y| < 1``, the mantissa: ``dy/dx = 2 ** -e``."""

    elementwise = True

    def forward(self, x: Any) -> Any:
        return np.frexp(x)[0]

    def backward(self, gy: Array) -> Array:
        return xp.ldexp(gy, -np.frexp(plain(self.x))[1])


def frexp(
    x: TypedOperand[ScalarT, ShapeT] | Number, /
) -> tuple[Variable[ScalarT, ShapeT], npt.NDArray[np.int32]]:
    """Return the mantissa and the exponent; the exponent is a plain array of integers.

    Derivative: ``dy/dx = 2 ** -exponent`` for the mantissa.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> mantissa, exponent = np.frexp(ad.Variable(np.array([3.0])))
    >>> print(mantissa, exponent)
    variable([0.75]) [2]
    """
    return apply1(Frexp(), x), eagerly(np.frexp(plain(x))[1])


METHODS[np.frexp, "__call__"] = frexp
