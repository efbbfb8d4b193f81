"""The beta function and its logarithm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autodiff.ufunc import BinaryUfunc

from .namespace import sc, scipys

if TYPE_CHECKING:
    from autodiff.operation import Array


class Beta(BinaryUfunc, ufunc=scipys.beta):
    """``y = B(x0, x1)``: ``dy/dxi = y (psi(xi) - psi(x0 + x1))``."""

    hides_nan = True

    def backward0(self, gy: Array) -> Array:
        return -gy * (self.y * step_of_psi(self.x0, self.x1))

    def backward1(self, gy: Array) -> Array:
        return -gy * (self.y * step_of_psi(self.x1, self.x0))


class Betaln(BinaryUfunc, ufunc=scipys.betaln):
    """``y = ln |B(x0, x1)|``: ``dy/dxi = psi(xi) - psi(x0 + x1)``."""

    hides_nan = True

    def backward0(self, gy: Array) -> Array:
        return -gy * step_of_psi(self.x0, self.x1)

    def backward1(self, gy: Array) -> Array:
        return -gy * step_of_psi(self.x1, self.x0)


def step_of_psi(x: Array, h: Array) -> Array:
    """Return ``psi(x + h) - psi(x)``."""
    return sc.psi(x + h) - sc.psi(x)
