"""The gamma function, its logarithm and the derivatives of that."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operands import plain
from autodiff.registry import implements, refuse
from autodiff.ufunc import Step, UnaryUfunc
from autodiff.values import exact

from .namespace import sc, whole, xp
from .parametric import constants
from .pieces import piecewise
from .polygammas import polygamma
from .singular import SingularBinary, SingularUnary
from .steps_of_psi import step_of_psi

if TYPE_CHECKING:
    from autodiff.typing import Operand
    from autodiff.variable import Variable

    from .namespace import Array


class Gamma(SingularUnary, ufunc=sc.gamma):
    """``y = Gamma(x)``, with ``dy/dx = y psi(x)``.

    Policy: NaN at the poles, but infinite at 0.
    """

    def backward(self, gy: Array) -> Array:
        return gy * (self.y * sc.psi(self.x))


class Gammaln(SingularUnary, ufunc=sc.gammaln):
    """``y = ln |Gamma(x)|``, with ``dy/dx = psi(x)``.

    Policy: NaN at the poles, but minus infinity at 0.
    """

    def backward(self, gy: Array) -> Array:
        return gy * sc.psi(self.x)


class Loggamma(SingularUnary, ufunc=sc.loggamma):
    """``y = ln Gamma(x)``, for complex numbers too, with ``dy/dx = psi(x)``.

    Policy: NaN at the poles, but minus infinity at 0.
    """

    def backward(self, gy: Array) -> Array:
        return gy * sc.psi(self.x)


class Gammasgn(Step, ufunc=sc.gammasgn):
    """``y = the sign of Gamma(x)``, with ``dy/dx = 0``."""


class Psi(UnaryUfunc, ufunc=sc.psi):
    """``y = psi(x)``, the derivative of ``ln Gamma``, with ``dy/dx = psi'(x)``.

    Policy: infinite at the poles.
    """

    def backward(self, gy: Array) -> Array:
        return gy * polygamma(1, self.x)


class Rgamma(UnaryUfunc, ufunc=sc.rgamma):
    """``y = 1 / Gamma(x)``, with ``dy/dx = -y psi(x)``.

    Policy: the true derivative at the poles of ``Gamma``, where ``y`` is 0.
    """

    def backward(self, gy: Array) -> Array:
        return gy * derivative_of_rgamma(self.x)


def derivative_of_rgamma(x: Array) -> Array:
    """Return the derivative of ``1 / Gamma``."""
    left = plain(x).real < 0.5
    return piecewise(left, (mirrored, (0.0,)), (direct, (1.0,)), x)


def direct(x: Array) -> Array:
    """Return the derivative of ``1 / Gamma`` away from the poles."""
    return -sc.rgamma(x) * sc.psi(x)


def mirrored(x: Array) -> Array:
    """Return the derivative of ``Gamma(1 - x) sin(pi x) / pi``, which is ``1 / Gamma(x)``."""
    turns = np.rint(plain(x).real)
    angle = (x - turns) * math.pi
    slope = xp.cos(angle) - xp.sin(angle) / math.pi * sc.psi(1 - x)
    return sc.gamma(1 - x) * slope * np.where(turns % 2 == 0, 1, -1)


class Poch(SingularBinary, ufunc=sc.poch):
    """``y = Gamma(x0 + x1) / Gamma(x0)``.

    ``dy/dx0 = y (psi(x0 + x1) - psi(x0))`` and ``dy/dx1 = y psi(x0 + x1)``.

    Policy: NaN where ``x0`` or ``x0 + x1`` is a pole of ``Gamma``.
    """

    def backward0(self, gy: Array) -> Array:
        return gy * (self.y * step_of_psi(self.x0, self.x1))

    def backward1(self, gy: Array) -> Array:
        return gy * (self.y * sc.psi(self.x0 + self.x1))


@implements(sc.multigammaln)
def multigammaln(a: Operand, d: int) -> Variable[Any, Any]:
    """Return the logarithm of the multivariate gamma function of dimension ``d``.

    Derivative: ``dy/da = sum of psi(a - j / 2) for j < d``.

    Raises
    ------
    ValueError
        If ``d`` is no positive integer, or ``a`` not above ``(d - 1) / 2``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy import special
    >>> a = ad.Variable(np.array(2.0))
    >>> special.multigammaln(a, 2).backward()
    >>> a.grad.round(4)
    np.float64(0.4593)
    """
    (d,) = constants("scipy.special.multigammaln", ("d",), (d,))
    value = whole.multigammaln(plain(a), d)
    shifted: Any = [sc.gammaln(a - 0.5 * j) for j in range(int(d))]
    y: Any = sum(shifted[1:], shifted[0])
    return exact(y, lambda: value)


refuse("factorials of floats are scipy.special.gamma(v + 1)", sc.factorial)
refuse("it counts; scipy.special.binom(n, k) differentiates", sc.comb)
refuse("it counts; scipy.special.poch(n - k + 1, k) differentiates", sc.perm)
