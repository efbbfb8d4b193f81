"""Functions of each element of large arrays, where memory is what takes the time."""

from __future__ import annotations

from typing import Any

import numpy as np

from .problem import Problem

RATE = 0.03
ROOT = float(np.sqrt(2 / np.pi))


def decay(size: int | None = None) -> Problem:
    """Sum ``tanh(x w + b)^2 exp(-x)`` over 10 million numbers."""
    x = np.random.default_rng(0).uniform(0.0, 2.0, size or 10_000_000)

    def program(np_: Any, x: Any, w: Any, b: Any) -> Any:
        return (np_.tanh(x * w + b) ** 2 * np_.exp(-x)).sum()

    def by_hand(x: Any, w: Any, b: Any) -> list[Any]:
        t = x * w
        t += b
        np.tanh(t, out=t)
        e = np.negative(x)
        np.exp(e, out=e)
        square = t * t
        value = square @ e
        t *= e
        t *= 2
        e *= square
        t *= np.subtract(1, square, out=square)
        gw, gb = t @ x, t.sum()
        t *= w
        t -= e
        return [value, t, gw, gb]

    return Problem(program, by_hand, (x, np.array(1.3), np.array(-0.2)))


def _normal(np_: Any, x: Any) -> Any:
    """Return the normal distribution function by Page's approximation.

    NumPy has no error function, and neither have some of the libraries (E. Page, Approximations
    to the cumulative normal function and its inverse for use on a pocket calculator, Applied
    Statistics 26, 1977).
    """
    return 0.5 * (1 + np_.tanh(ROOT * x * (1 + 0.044715 * x**2)))


def _normal_and_slope(x: Any) -> tuple[Any, Any]:
    square = x * x
    p = 0.044715 * square
    p += 1
    p *= x
    p *= ROOT
    np.tanh(p, out=p)
    slope = 1 - p * p
    square *= 3 * 0.044715
    square += 1
    slope *= square
    slope *= 0.5 * ROOT
    p += 1
    p *= 0.5
    return p, slope


def black_scholes(size: int | None = None) -> Problem:
    """Price a million call options, and differentiate by price, volatility and time."""
    n = size or 1_000_000
    rng = np.random.default_rng(0)
    spot, strike = rng.uniform(50.0, 150.0, (2, n))
    volatility, time = rng.uniform(0.1, 0.5, n), rng.uniform(0.2, 2.0, n)

    def program(np_: Any, s: Any, sigma: Any, t: Any, k: Any) -> Any:
        spread = sigma * np_.sqrt(t)
        d1 = (np_.log(s / k) + (RATE + 0.5 * sigma**2) * t) / spread
        d2 = d1 - spread
        return (s * _normal(np_, d1) - k * np_.exp(-RATE * t) * _normal(np_, d2)).sum()

    def by_hand(s: Any, sigma: Any, t: Any, k: Any) -> list[Any]:
        root = np.sqrt(t)
        spread = sigma * root
        drift = sigma * sigma
        drift *= 0.5
        drift += RATE
        d1 = s / k
        np.log(d1, out=d1)
        d1 += drift * t
        d1 /= spread
        n1, slope1 = _normal_and_slope(d1)
        n2, slope2 = _normal_and_slope(d1 - spread)
        discounted = -RATE * t
        np.exp(discounted, out=discounted)
        discounted *= k
        value = s @ n1 - discounted @ n2
        slope2 *= discounted
        g1 = s * slope1
        g1 -= slope2  # by d1, through both
        g1 /= spread
        d1 *= g1
        slope2 -= d1  # by the spread
        gs = g1 / s
        gs += n1
        g1_t = g1 * t
        g1_t *= sigma
        root_g = slope2 * root
        g1_t += root_g
        slope2 *= sigma
        slope2 /= root
        slope2 *= 0.5
        g1 *= drift
        g1 += slope2
        discounted *= n2
        discounted *= RATE
        g1 += discounted
        return [value, gs, g1_t, g1]

    return Problem(program, by_hand, (spot, volatility, time), (strike,))
