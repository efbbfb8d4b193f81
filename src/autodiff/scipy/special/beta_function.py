"""The beta function, its logarithm, and binomial coefficients of floats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autodiff.operands import plain
from autodiff.ufunc import BinaryUfunc

from .gamma_function import derivative_of_rgamma
from .namespace import sc, xp
from .singular import SingularBinary
from .steps_of_psi import step_of_psi

if TYPE_CHECKING:
    from .namespace import Array


class Beta(SingularBinary, ufunc=sc.beta):
    """``y = B(x0, x1)``: ``dy/dxi = y (psi(xi) - psi(x0 + x1))``.

    Policy: NaN at the poles.
    """

    def backward0(self, gy: Array) -> Array:
        return -gy * (self.y * step_of_psi(self.x0, self.x1))

    def backward1(self, gy: Array) -> Array:
        return -gy * (self.y * step_of_psi(self.x1, self.x0))


class Betaln(SingularBinary, ufunc=sc.betaln):
    """``y = ln |B(x0, x1)|``: ``dy/dxi = psi(xi) - psi(x0 + x1)``.

    Policy: NaN at the poles.
    """

    def backward0(self, gy: Array) -> Array:
        return -gy * step_of_psi(self.x0, self.x1)

    def backward1(self, gy: Array) -> Array:
        return -gy * step_of_psi(self.x1, self.x0)


class Binom(BinaryUfunc, ufunc=sc.binom):
    """``y = Gamma(x0 + 1) / (Gamma(x1 + 1) Gamma(x0 - x1 + 1))``.

    ``dy/dx0 = y (psi(x0 + 1) - psi(x0 - x1 + 1))`` and
    ``dy/dx1 = y (psi(x0 - x1 + 1) - psi(x1 + 1))``.

    Policy: the true derivative where ``y`` is 0, for integers ``x1 < 0`` and ``x1 > x0``.
    """

    def backward0(self, gy: Array) -> Array:
        x0, x1 = self.x0, self.x1
        inner = inside(x0, x1)
        n, k = xp.where(inner, x0, 1), xp.where(inner, x1, 0)
        return gy * xp.where(
            inner, sc.binom(n, k) * step_of_psi(n - k + 1, k), by_upper(x0, x1, inner)
        )

    def backward1(self, gy: Array) -> Array:
        x0, x1 = self.x0, self.x1
        inner = inside(x0, x1)
        n, k = xp.where(inner, x0, 1), xp.where(inner, x1, 0)
        return gy * xp.where(
            inner, sc.binom(n, k) * step_of_psi(k + 1, n - 2 * k), by_lower(x0, x1, inner)
        )


def inside(x0: Array, x1: Array) -> Array:
    """Whether the gamma functions of the denominator are far from their poles."""
    n, k = plain(x0), plain(x1)
    return (k > -0.5) & (n - k > -0.5)


def by_upper(x0: Array, x1: Array, inner: Array) -> Array:
    """Return the derivative by the upper argument, through ``1 / Gamma``, which has no poles."""
    n, k = xp.where(inner, 1, x0), xp.where(inner, 0, x1)
    return sc.rgamma(k + 1) * (
        sc.gamma(n + 1) * (sc.psi(n + 1) * sc.rgamma(n - k + 1) + derivative_of_rgamma(n - k + 1))
    )


def by_lower(x0: Array, x1: Array, inner: Array) -> Array:
    """Return the derivative by the lower argument, through ``1 / Gamma``."""
    n, k = xp.where(inner, 1, x0), xp.where(inner, 0, x1)
    slope = derivative_of_rgamma(k + 1) * sc.rgamma(n - k + 1) - sc.rgamma(
        k + 1
    ) * derivative_of_rgamma(n - k + 1)
    return sc.gamma(n + 1) * slope
