"""The beta function, its logarithm, and binomial coefficients of floats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autodiff.operands import plain
from autodiff.ufunc import BinaryUfunc

from .gamma_function import derivative_of_rgamma
from .namespace import sc
from .pieces import piecewise
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
        return gy * piecewise(
            inside(x0, x1), (upper, (1.0, 0.5)), (upper_by_rgamma, (1.0, 0.5)), x0, x1
        )

    def backward1(self, gy: Array) -> Array:
        x0, x1 = self.x0, self.x1
        return gy * piecewise(
            inside(x0, x1), (lower, (1.0, 0.5)), (lower_by_rgamma, (1.0, 0.5)), x0, x1
        )


def inside(n: Array, k: Array) -> Any:
    """Whether the gamma functions of the denominator are far from their poles."""
    return (plain(k) > -0.5) & (plain(n) - plain(k) > -0.5)


def upper(n: Array, k: Array) -> Array:
    """Return the derivative of a binomial coefficient by its upper argument."""
    return sc.binom(n, k) * step_of_psi(n - k + 1, k)


def lower(n: Array, k: Array) -> Array:
    """Return the derivative of a binomial coefficient by its lower argument."""
    return sc.binom(n, k) * step_of_psi(k + 1, n - 2 * k)


def upper_by_rgamma(n: Array, k: Array) -> Array:
    """Return the derivative by the upper argument, through ``1 / Gamma``, which has no poles."""
    m = n - k + 1
    slope = sc.psi(n + 1) * sc.rgamma(m) + derivative_of_rgamma(m)
    return sc.gamma(n + 1) * slope * sc.rgamma(k + 1)


def lower_by_rgamma(n: Array, k: Array) -> Array:
    """Return the derivative by the lower argument, through ``1 / Gamma``."""
    m = n - k + 1
    rising = derivative_of_rgamma(k + 1) * sc.rgamma(m)
    return sc.gamma(n + 1) * (rising - sc.rgamma(k + 1) * derivative_of_rgamma(m))
