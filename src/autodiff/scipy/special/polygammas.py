"""The derivatives of the digamma function, each the operation of the next order.

SciPy has those of real numbers. Of complex ones they are the second derivatives of functions that
it does have, so that they are computed here.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, ClassVar, Final

import numpy as np

from autodiff.registry import implements

from .namespace import sc, whole, xp
from .parametric import Parametric

if TYPE_CHECKING:
    from autodiff.typing import Operand
    from autodiff.variable import Variable

    from .namespace import Array

__all__ = ["polygamma"]

_FAR: Final = 12
"""From there on the asymptotic series is exact, for the order 0; for order n, n farther."""

_BERNOULLI: Final = (1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510)
"""Those of even index, from 2 on."""

_FLAT: Final = 300.0
"""So far from the real line the cotangent is constant, and its derivatives are 0."""


class Polygamma(Parametric, arguments="n x", by="x"):
    """``y = psi^(n)(x)``, with ``dy/dx = psi^(n + 1)(x)``.

    Policy: infinite at the poles.
    """

    hides_nan = True
    ufunc: ClassVar[Any] = staticmethod(sc.polygamma)

    def forward(self, x: Any) -> Any:
        (n,) = self.p
        return of_complex(int(n), x) if x.dtype.kind == "c" else whole.polygamma(n, x)[()]

    def backward(self, gy: Array) -> Array:
        (n,) = self.p
        return gy * polygamma(n + 1, self.x)


def of_complex(n: int, z: Any) -> Any:
    """Return ``psi^(n)(z)`` for ``n > 0``.

    On the right the recurrence leads to where the asymptotic series is exact (DLMF 5.15.5 and
    5.15.8); on the left the reflection leads to the right (5.15.6).
    """
    left = z.real < 0.5
    right = xp.where(left, 1 - z, z)
    total = 0 * right
    for k in range(_FAR + n):
        total = total + (right + k) ** -(n + 1)
    w = right + (_FAR + n)
    series = math.factorial(n - 1) / w**n + math.factorial(n) / (2 * w ** (n + 1))
    for k, b in enumerate(_BERNOULLI, 1):
        series = series + b * math.factorial(2 * k + n - 1) / math.factorial(2 * k) / w ** (
            2 * k + n
        )
    sign = (-1) ** (n + 1)
    y = sign * (math.factorial(n) * total + series)
    mirrored = (-1) ** n * y - math.pi ** (n + 1) * derivative_of_cot(n, z)
    return xp.where(left, mirrored, y).astype(z.dtype)[()]


def derivative_of_cot(n: int, z: Any) -> Any:
    """Return the derivative of order ``n > 0`` of ``cot``, at ``pi z``.

    It is ``1 / sin**2`` times a polynomial in ``cot``, which the next derivative multiplies by
    ``-2 cot`` and differentiates.
    """
    angle = np.pi * (z - np.rint(z.real))
    angle = angle.real + 1j * np.clip(angle.imag, -_FLAT, _FLAT)
    polynomial = np.polynomial.Polynomial([-1.0])
    t = np.polynomial.Polynomial([0.0, 1.0])
    for _ in range(n - 1):
        polynomial = -(2 * t * polynomial + (1 + t * t) * polynomial.deriv())
    return polynomial(1 / np.tan(angle)) / np.sin(angle) ** 2


@implements(sc.polygamma)
def polygamma(n: Operand, x: Operand) -> Variable[Any, Any]:
    """Return the derivative of order ``n`` of the digamma function.

    Derivative: ``dy/dx = polygamma(n + 1, x)``; none by the order.

    Policy: infinite at the poles.

    Raises
    ------
    NoRuleError
        If the order is a Variable of floats.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy import special
    >>> x = ad.Variable(np.array(1.0))
    >>> y = special.polygamma(1, x)
    >>> y.backward()
    >>> print(round(y.item(), 4), x.grad.round(4))
    1.6449 -2.4041
    """
    y: Variable[Any, Any] = Polygamma.of(n, x)
    return y
