"""The logistic function, its inverse and its logarithm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autodiff.ufunc import UnaryUfunc

from .namespace import sc

if TYPE_CHECKING:
    from .namespace import Array


class Expit(UnaryUfunc, ufunc=sc.expit):
    """``y = 1 / (1 + e ** -x)``, with ``dy/dx = y (1 - y)``."""

    def backward(self, gy: Array) -> Array:
        return gy * (sc.expit(self.x) * sc.expit(-self.x))  # 1 - y would round to 0


class LogExpit(UnaryUfunc, ufunc=sc.log_expit):
    """``y = ln(1 / (1 + e ** -x))``, with ``dy/dx = 1 / (1 + e ** x)``."""

    def backward(self, gy: Array) -> Array:
        return gy * sc.expit(-self.x)


class Logit(UnaryUfunc, ufunc=sc.logit):
    """``y = ln(x / (1 - x))``, with ``dy/dx = 1 / (x (1 - x))``, infinite at 0 and 1."""

    def backward(self, gy: Array) -> Array:
        return gy / (self.x * (1 - self.x))
