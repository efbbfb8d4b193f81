"""Elliptic integrals, Jacobi's elliptic functions and the mean that belongs to them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.operands import plain
from autodiff.ufunc import BinaryUfunc, UnaryUfunc

from .composition import composes
from .namespace import sc, xp
from .pieces import piecewise

if TYPE_CHECKING:
    from .namespace import Array

_SMALL: Final = 0.3
"""Up to there the power series is used, for in the differences the leading terms cancel."""

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(32)


class Ellipk(UnaryUfunc, ufunc=sc.ellipk):
    """``y = K(x)``, with ``dy/dx = (E(x) - (1 - x) K(x)) / (2 x (1 - x))``."""

    def backward(self, gy: Array) -> Array:
        return gy * slope_of_k(self.x)


class Ellipkm1(UnaryUfunc, ufunc=sc.ellipkm1):
    """``y = K(1 - x)``, with ``dy/dx = -(E(1 - x) - x K(1 - x)) / (2 x (1 - x))``."""

    def backward(self, gy: Array) -> Array:
        x = self.x
        near = abs(1 - plain(x)) < _SMALL
        return -gy * piecewise(near, (mirrored_series, (1.0,)), (mirrored_difference, (0.5,)), x)


class Ellipe(UnaryUfunc, ufunc=sc.ellipe):
    """``y = E(x)``, with ``dy/dx = (E(x) - K(x)) / (2 x)``."""

    def backward(self, gy: Array) -> Array:
        return gy * slope_of_e(self.x)


def slope_of_k(m: Array) -> Array:
    """Return the derivative of the complete integral of the first kind."""
    near = abs(plain(m)) < _SMALL
    return piecewise(near, (series_of_k, (0.0,)), (difference_of_k, (0.5,)), m)


def series_of_k(m: Array) -> Array:
    """Return the derivative of ``K`` by its power series."""
    return sc.hyp2f1(1.5, 1.5, 2, m) * (math.pi / 8)


def difference_of_k(m: Array) -> Array:
    """Return the derivative of ``K`` by both complete integrals."""
    return (sc.ellipe(m) - (1 - m) * sc.ellipk(m)) / (2 * m * (1 - m))


def mirrored_series(p: Array) -> Array:
    """Return ``K'(1 - p)`` by its power series."""
    return series_of_k(1 - p)


def mirrored_difference(p: Array) -> Array:
    """Return ``K'(1 - p)`` by both complete integrals; ``p`` keeps its digits."""
    return (sc.ellipe(1 - p) - p * sc.ellipkm1(p)) / (2 * p * (1 - p))


def slope_of_e(m: Array) -> Array:
    """Return the derivative of the complete integral of the second kind."""
    near = abs(plain(m)) < _SMALL
    return piecewise(near, (series_of_e, (0.0,)), (difference_of_e, (0.5,)), m)


def series_of_e(m: Array) -> Array:
    """Return the derivative of ``E`` by its power series."""
    return sc.hyp2f1(0.5, 1.5, 2, m) * (-math.pi / 8)


def difference_of_e(m: Array) -> Array:
    """Return the derivative of ``E`` by both complete integrals."""
    return (sc.ellipe(m) - sc.ellipk(m)) / (2 * m)


class Ellipkinc(BinaryUfunc, ufunc=sc.ellipkinc):
    """``y = F(x0, x1)``, the integral of ``(1 - x1 sin(t)**2) ** (-1/2)`` from 0 to ``x0``.

    ``dy/dx0 = (1 - x1 sin(x0)**2) ** (-1/2)``, and by ``x1`` the integral of that derivative.
    """

    def backward0(self, gy: Array) -> Array:
        s = xp.sin(self.x0)
        return gy / xp.sqrt(1 - self.x1 * s * s)

    def backward1(self, gy: Array) -> Array:
        return gy * by_parameter(integral_of_f, difference_of_f, slope_of_k, self.x0, self.x1)


class Ellipeinc(BinaryUfunc, ufunc=sc.ellipeinc):
    """``y = E(x0, x1)``, the integral of ``(1 - x1 sin(t)**2) ** (1/2)`` from 0 to ``x0``.

    ``dy/dx0 = (1 - x1 sin(x0)**2) ** (1/2)`` and ``dy/dx1 = (E(x0, x1) - F(x0, x1)) / (2 x1)``.
    """

    def backward0(self, gy: Array) -> Array:
        s = xp.sin(self.x0)
        return gy * xp.sqrt(1 - self.x1 * s * s)

    def backward1(self, gy: Array) -> Array:
        return gy * by_parameter(integral_of_e, difference_of_e_inc, slope_of_e, self.x0, self.x1)


def by_parameter(integral: Any, difference: Any, complete: Any, phi: Array, m: Array) -> Array:
    """Return the derivative of an incomplete integral by ``m``.

    Whole half turns of the angle contribute twice the complete integral each. Of the rest it is
    an integral, or a difference of known ones where the integrand has a peak.
    """
    turns, rest = half_turns(phi)
    smooth = abs(plain(m)) * np.sin(plain(rest)) ** 2 < 0.5
    part = piecewise(smooth, (integral, (0.0, 0.0)), (difference, (0.5, 0.6)), rest, m)
    if not np.any(turns):
        return part
    turned = turns != 0
    return part + xp.where(turned, 2 * turns * complete(xp.where(turned, m, 0)), 0)


def integral_of_f(phi: Array, m: Array) -> Array:
    """Return the derivative of ``F`` by ``m`` as an integral."""
    return quadrature(phi, m, -1.5, 0.5)


def difference_of_f(phi: Array, m: Array) -> Array:
    """Return the derivative of ``F`` by ``m`` by the integrals of both kinds."""
    s, c = xp.sin(phi), xp.cos(phi)
    direct = sc.ellipeinc(phi, m) / (2 * m * (1 - m)) - sc.ellipkinc(phi, m) / (2 * m)
    return direct - s * c / (2 * (1 - m) * xp.sqrt(1 - m * s * s))


def integral_of_e(phi: Array, m: Array) -> Array:
    """Return the derivative of ``E`` by ``m`` as an integral."""
    return quadrature(phi, m, -0.5, -0.5)


def difference_of_e_inc(phi: Array, m: Array) -> Array:
    """Return the derivative of ``E`` by ``m`` by the integrals of both kinds."""
    return (sc.ellipeinc(phi, m) - sc.ellipkinc(phi, m)) / (2 * m)


def half_turns(phi: Array) -> tuple[Any, Array]:
    """Return the nearest number of half turns, and what is left of the angle."""
    turns: Any = np.rint(plain(phi) / math.pi)
    return turns, phi - turns * math.pi


def quadrature(phi: Array, m: Array, power: float, factor: float) -> Array:
    """Return the integral of ``factor sin(t)**2 (1 - m sin(t)**2) ** power`` from 0 to ``phi``.

    By the rule of Gauss, exact to rounding as long as ``m sin(phi)**2`` is not near 1. The small
    integral of a small angle keeps all its digits.
    """
    total: Any = 0.0
    for node, weight in zip(_NODES, _WEIGHTS, strict=True):
        square = xp.square(xp.sin(phi * float((node + 1) / 2)))
        total = total + square * (1 - m * square) ** power * float(weight / 2 * factor)
    return phi * total


@composes(sc.agm, "a b")
def agm(a: Any, b: Any) -> Any:
    """Return the arithmetic-geometric mean, ``pi (a + b) / (4 K(((a - b) / (a + b)) ** 2))``."""
    total = a + b
    return total * (math.pi / 4) / sc.ellipk(xp.square((a - b) / total))
