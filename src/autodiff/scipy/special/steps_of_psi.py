"""Differences of the digamma function, without cancellation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from autodiff.operands import plain

from .namespace import sc
from .pieces import piecewise

if TYPE_CHECKING:
    from .namespace import Array

__all__ = ["step_of_psi"]

_SHIFT: Final = 10
"""From there on the asymptotic series is exact."""

_COEFFICIENTS: Final = (1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12)
"""``B_2k / 2k``, for ``k`` from 1 on."""


def step_of_psi(x: Array, h: Array) -> Array:
    """Return ``psi(x + h) - psi(x)``.

    For positive ``x`` and ``x + h`` by the recurrence and by the asymptotic series ``psi(x) = ln x
    - 1/2x - sum of B_2k / (2k x**2k)``, each difference with its factor ``h`` taken out.
    """
    regular = (plain(x) > 0) & (plain(x) + plain(h) > 0)
    return piecewise(regular, (positive_step, (1.0, 1.0)), (direct_step, (1.0, 1.0)), x, h)


def direct_step(x: Array, h: Array) -> Array:
    """Return ``psi(x + h) - psi(x)``."""
    return sc.psi(x + h) - sc.psi(x)


def positive_step(x: Array, h: Array) -> Array:
    """Return ``psi(x + h) - psi(x)`` for positive ``x`` and ``x + h``."""
    end = x + h
    total = h / (x * end)
    for k in range(1, _SHIFT):
        total = total + h / ((x + k) * (end + k))
    u, v = 1 / (x + _SHIFT), 1 / (end + _SHIFT)
    across = h * u * v  # u - v
    squares, both = across * (u + v), v * v
    series = 0.0 * across
    for c in _COEFFICIENTS:  # u**2k - v**2k, each by the one before
        series = series + c * squares
        squares = squares * (u * u) + across * (u + v) * both
        both = both * (v * v)
    return total + (sc.log1p(h * u) + (across / 2 + series))
