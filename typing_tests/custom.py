"""Functions with rules of one's own: what they return, and programs that define them."""

from __future__ import annotations

from typing import Any, assert_type

import numpy as np
import numpy.typing as npt

import autodiff as ad
from autodiff import Variable

Vector = Variable[np.float64, tuple[int]]
Scalar = Variable[np.float64, tuple[()]]
Array1 = np.ndarray[tuple[int], np.dtype[np.float64]]
Array = npt.NDArray[np.float64]


@ad.custom_function
def log1pexp(x: Array) -> Array:
    y: Array = np.logaddexp(0.0, x)
    return y


@log1pexp.pullback
def _(gy: Array, y: Array, x: Array) -> Array:
    return gy / (1.0 + np.exp(-x))


@log1pexp.pushforward
def _(dx: Array, y: Array, x: Array) -> Array:
    return dx / (1.0 + np.exp(-x))


@ad.custom_function
def total(x: Array1, *, power: int = 2) -> np.float64:
    y: np.float64 = np.sum(x**power)
    return y


@total.pullback
def _(gy: np.float64, y: np.float64, x: Array1, *, power: int = 2) -> Array1:
    return gy * power * x ** (power - 1)


@ad.custom_function
def scale(c: float, x: Array1) -> Array1:
    return c * x


@scale.pullback
def _(gy: Array1, y: Array1, c: float, x: Array1) -> tuple[Any, Array1]:
    return np.sum(gy * x), c * gy


@scale.pushforward
def _(dx: tuple[float, Array1], y: Array1, c: float, x: Array1) -> Array1:
    dc, d = dx
    return dc * x + c * d


@ad.custom_function
def muladd(a: Array, b: Array, c: Array) -> Array:
    return a * b + c


@muladd.pullback
def _(gy: Array, y: Array, a: Array, b: Array, c: Array) -> tuple[Array, Array, None]:
    return gy * b, gy * a, None


@ad.custom_function(residuals=True)
def root(x: Array1) -> tuple[Array1, float]:
    r = float(np.linalg.norm(x))
    return x / r, r


@root.pullback
def _(gy: Array1, r: float, x: Array1) -> Array1:
    return gy / r - x * float(np.sum(gy * x)) / r**3


@ad.custom_function(nondiff="n")
def power(x: Array, n: int) -> Array:
    r: Array = x**n
    return r


@power.pullback
def _(gy: Array, y: Array, x: Array, n: int) -> Array:
    r: Array = gy * n * x ** (n - 1)
    return r


def of_variables(x: Vector) -> Scalar:
    return (log1pexp(x) * scale(2.0, x)).sum()


def rows(f: float, a: Array1, n: Array, v: Vector, s: Scalar, u: Variable[np.float64]) -> None:
    assert_type(log1pexp(n), Array)
    assert_type(log1pexp(v), Variable[np.float64])
    assert_type(log1pexp(u), Variable[np.float64])
    assert_type(total(a), np.float64)
    assert_type(total(a, power=3), np.float64)
    assert_type(total(v, power=3), Scalar)
    assert_type(scale(2.0, a), Array1)
    assert_type(scale(2.0, v), Vector)
    assert_type(scale(s, a), Vector)
    assert_type(scale(s, v), Vector)
    assert_type(muladd(n, n, n), Array)
    assert_type(muladd(u, n, n), Variable[np.float64])
    assert_type(muladd(n, n, u), Variable[np.float64])
    assert_type(root(a), Array1)
    assert_type(root(v), Vector)
    assert_type(power(n, 3), Array)
    assert_type(power(u, 3), Any)
    assert_type(ad.grad(total)(a), Array1)
    assert_type(ad.grad(total)(a, power=3), Array1)
    assert_type(ad.grad(of_variables)(a), Array1)
