"""The gamma function, its logarithm and the derivatives of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from autodiff.operands import plain
from autodiff.ufunc import Step, UnaryUfunc

from .namespace import sc, scipys, xp
from .polygammas import polygamma

if TYPE_CHECKING:
    from autodiff.operation import Array


class Gamma(UnaryUfunc, ufunc=scipys.gamma):
    """``y = Gamma(x)``, with ``dy/dx = y psi(x)``.

    Policy: NaN at the poles.
    """

    hides_nan = True  # a NaN at a pole where no cotangent came

    def backward(self, gy: Array) -> Array:
        return gy * (self.y * sc.psi(self.x))


class Gammaln(UnaryUfunc, ufunc=scipys.gammaln):
    """``y = ln |Gamma(x)|``, with ``dy/dx = psi(x)``.

    Policy: NaN at the poles, but minus infinity at 0.
    """

    hides_nan = True

    def backward(self, gy: Array) -> Array:
        return gy * sc.psi(self.x)


class Loggamma(UnaryUfunc, ufunc=scipys.loggamma):
    """``y = ln Gamma(x)``, for complex numbers too, with ``dy/dx = psi(x)``.

    Policy: NaN at the poles, but minus infinity at 0.
    """

    hides_nan = True

    def backward(self, gy: Array) -> Array:
        return gy * sc.psi(self.x)


class Gammasgn(Step, ufunc=scipys.gammasgn):
    """``y = the sign of Gamma(x)``, with ``dy/dx = 0``."""


class Psi(UnaryUfunc, ufunc=scipys.psi):
    """``y = psi(x)``, the derivative of ``ln Gamma``, with ``dy/dx = psi'(x)``.

    Policy: infinite at the poles.
    """

    hides_nan = True

    def backward(self, gy: Array) -> Array:
        return gy * polygamma(1, self.x)


class Rgamma(UnaryUfunc, ufunc=scipys.rgamma):
    """``y = 1 / Gamma(x)``, with ``dy/dx = -y psi(x)``.

    Policy: the true derivative at the poles of ``Gamma``, where ``y`` is 0.
    """

    def backward(self, gy: Array) -> Array:
        return gy * derivative_of_rgamma(self.x)


def derivative_of_rgamma(x: Array) -> Array:
    """Return the derivative of ``1 / Gamma``.

    On the left by ``1 / Gamma(x) = Gamma(1 - x) sin(pi x) / pi``, in which nothing is singular.
    """
    left = plain(x).real < 0.5
    there = xp.where(left, x, 0)
    turns = np.rint(plain(there).real)
    angle = np.pi * (there - turns)
    mirrored = sc.gamma(1 - there) * (np.cos(angle) - np.sin(angle) / np.pi * sc.psi(1 - there))
    sign = np.where(turns % 2 == 0, 1, -1)
    here = xp.where(left, 1, x)
    return xp.where(left, sign * mirrored, -sc.rgamma(here) * sc.psi(here))
