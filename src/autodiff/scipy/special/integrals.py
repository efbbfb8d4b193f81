"""Exponential, trigonometric and Fresnel integrals, and the dilogarithm."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from autodiff.apply import apply1
from autodiff.operands import plain
from autodiff.operation import Unary
from autodiff.registry import METHODS
from autodiff.ufunc import UnaryUfunc

from .namespace import sc, xp
from .parametric import Parametric
from .pieces import piecewise

if TYPE_CHECKING:
    from .namespace import Array


class Expi(UnaryUfunc, ufunc=sc.expi):
    """``y = Ei(x)``, with ``dy/dx = e ** x / x``."""

    def backward(self, gy: Array) -> Array:
        x = self.x
        return gy * (xp.exp(x) / x)


class Exp1(UnaryUfunc, ufunc=sc.exp1):
    """``y = E_1(x)``, with ``dy/dx = -e ** -x / x``."""

    def backward(self, gy: Array) -> Array:
        x = self.x
        return -gy * (xp.exp(-x) / x)


class Expn(Parametric, ufunc=sc.expn, arguments="n x", by="x"):
    """``y = E_n(x)``, with ``dy/dx = -E_(n - 1)(x)``, for ``n = 0`` ``-e ** -x (1 + 1/x) / x``."""

    def backward(self, gy: Array) -> Array:
        (n,), x = self.p, self.x
        last = xp.exp(-x) / x  # E_0
        zero = last * xp.where(np.less(n, 1), 1 + 1 / x, 1)
        below = xp.where(np.less(n, 2), zero, sc.expn(np.maximum(n - 1, 1), x))
        return -gy * below


class Spence(UnaryUfunc, ufunc=sc.spence):
    """``y = the integral of ln t / (1 - t) from 1 to x``, with ``dy/dx = ln x / (1 - x)``.

    Policy: the true derivative at 1, -1; infinite at 0.
    """

    def backward(self, gy: Array) -> Array:
        return -gy * log_quotient(self.x)


def log_quotient(x: Array) -> Array:
    """Return ``ln x / (x - 1)``, and all its derivatives at 1: near it is hypergeometric."""
    near = abs(plain(x) - 1) < 0.5
    return piecewise(near, (series, (1.0,)), (quotient, (2.0,)), x)


def series(x: Array) -> Array:
    """Return ``ln x / (x - 1)`` near 1."""
    return sc.hyp2f1(1, 1, 2, 1 - x)


def quotient(x: Array) -> Array:
    """Return ``ln x / (x - 1)`` elsewhere."""
    return xp.log(x) / (x - 1)


class Part(Unary):
    """One of the results of a ufunc of several."""

    elementwise = True
    ufunc: ClassVar[Any]
    number: ClassVar[int]

    def forward(self, x: Any) -> Any:
        return self.ufunc(x)[self.number]


class SineIntegral(Part):
    """``y = Si(x)``, with ``dy/dx = sin x / x``, 1 at 0."""

    ufunc = sc.sici
    number = 0

    def backward(self, gy: Array) -> Array:
        return gy * xp.sinc(self.x / math.pi)


class CosineIntegral(Part):
    """``y = Ci(x)``, with ``dy/dx = cos x / x``."""

    ufunc = sc.sici
    number = 1

    def backward(self, gy: Array) -> Array:
        x = self.x
        return gy * (xp.cos(x) / x)


class HyperbolicSineIntegral(Part):
    """``y = Shi(x)``, with ``dy/dx = sinh x / x``, 1 at 0."""

    ufunc = sc.shichi
    number = 0

    def backward(self, gy: Array) -> Array:
        x = self.x
        if x.dtype.kind == "c":
            return gy * xp.sinc(x * (1j / math.pi))
        return gy * ((sc.exprel(x) + sc.exprel(-x)) / 2)


class HyperbolicCosineIntegral(Part):
    """``y = Chi(x)``, with ``dy/dx = cosh x / x``."""

    ufunc = sc.shichi
    number = 1

    def backward(self, gy: Array) -> Array:
        x = self.x
        return gy * (xp.cosh(x) / x)


class FresnelSine(Part):
    """``y = S(x)``, with ``dy/dx = sin(pi x**2 / 2)``."""

    ufunc = sc.fresnel
    number = 0

    def backward(self, gy: Array) -> Array:
        return gy * xp.sin(self.x * self.x * (math.pi / 2))


class FresnelCosine(Part):
    """``y = C(x)``, with ``dy/dx = cos(pi x**2 / 2)``."""

    ufunc = sc.fresnel
    number = 1

    def backward(self, gy: Array) -> Array:
        return gy * xp.cos(self.x * self.x * (math.pi / 2))


def in_parts(*rules: type[Part]) -> None:
    """Register the rules of the results of a ufunc of one argument."""

    def call(x: Any) -> tuple[Any, ...]:
        return tuple(apply1(rule(), x) for rule in rules)

    METHODS[rules[0].ufunc, "__call__"] = call


in_parts(SineIntegral, CosineIntegral)
in_parts(HyperbolicSineIntegral, HyperbolicCosineIntegral)
in_parts(FresnelSine, FresnelCosine)
