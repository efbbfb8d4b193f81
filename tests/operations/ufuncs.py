"""Ufuncs beyond the elementary ones, their methods and keywords, and functions much like them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autodiff.ops.elementwise.bessel import BesselI
from autodiff.ops.elementwise.logaddexp import Logistic
from autodiff.ops.elementwise.sinc import Sinc
from autodiff.ops.reductions.running_extrema import Runs, TiedMean, TiedShares

from .case import NUMPY, PAIRS, SHAPES, Array, Case, positive, real, row


def unary(f: Any, make: Callable[..., Array] = real, **options: Any) -> list[Case]:
    return [row(f.__name__, f, make(*shape), **options) for shape in SHAPES]


def binary(
    f: Any,
    make0: Callable[..., Array] = real,
    make1: Callable[..., Array] = real,
    **options: Any,
) -> list[Case]:
    return [row(f.__name__, f, make0(*a), make1(*b, seed=1), **options) for a, b in PAIRS]


def dividend(*shape: int, seed: int = 0) -> Array:
    """Return values that stay off the multiples of a divisor."""
    n = int(np.prod(shape))
    whole = np.linspace(-2, 2, max(n, 2))[:n].round().reshape(shape)
    return np.asarray(whole * 3 + 0.7 + 0.1 * seed)


def divisor(*shape: int, seed: int = 0) -> Array:
    return np.asarray(real(*shape, seed=seed, low=2.9, high=3.1) - 0.04)


def joined(parts: Any) -> Any:
    return np.concatenate([np.reshape(part, -1) for part in parts])


def ours_of(rule: Any, name: str, *inputs: Array, **options: Any) -> Case:
    """Return a row of a rule that is met as the derivative of another."""
    return Case(name, rule, rule.forward, inputs, **options)


def _powers() -> list[Case]:
    x = real(2, 3)
    return [
        *binary(np.float_power, positive, positive, holomorphic=True, single=False),
        row("power", lambda x: np.power(x, np.array([2, 3, 0])), x, holomorphic=True, single=False),
        row("power", lambda x: np.power(x, np.array([2.0, -3.0, 1.0])), x, single=False),
        row("power", lambda x: np.power(np.array([2, 3, 5]), x), x, single=False),
        row("float_power", lambda x: np.float_power(x, 3), x, holomorphic=True, single=False),
    ]


def _steps() -> list[Case]:
    x = real(2, 3)
    return [
        *unary(np.floor),
        *unary(np.ceil),
        *unary(np.trunc),
        *unary(np.rint, holomorphic=True),
        *unary(np.fix),
        *unary(np.round, holomorphic=True),
        row("round", lambda x: np.round(x, 1), x),
        row("round", lambda x: np.around(x, decimals=-1), 10 * x),
        *binary(np.floor_divide, dividend, divisor),
        row("floor_divide", lambda x: np.floor_divide(x, 0.7), x),
    ]


def _splits() -> list[Case]:
    return [
        case
        for shape in SHAPES
        for x in [real(*shape)]
        for case in (
            row("modf", lambda x: joined(np.modf(x)), x),
            row("modf", lambda x: np.modf(x)[0], x),
            row("frexp", lambda x: np.frexp(x)[0], x),
            row("ldexp", lambda x: np.ldexp(x, 3), x),
        )
    ] + [
        row("ldexp", lambda x: np.ldexp(x, np.array([[1], [-2]])), real(3)),
        row("divmod", lambda x, y: joined(np.divmod(x, y)), dividend(2, 3), divisor(3, seed=1)),
        row("divmod", lambda x: joined(np.divmod(x, 0.3)), real(2, 3)),
        row("divmod", lambda x: joined(np.divmod(2.0, x)), real(2, 3)),
    ]


def _methods() -> list[Case]:
    x, wide = real(2, 3), real(2, 3, 4)
    mask = np.array([True, False, True])
    tied = np.array([[1.0, 3.0, 3.0, 2.0, 3.0, 4.0], [5.0, 5.0, 1.0, 5.0, 5.0, 5.0]])
    runs = Runs.of(tied, np.maximum.accumulate(tied, axis=1))
    cases = [
        row("add.reduce", lambda x, a=a, k=k: np.add.reduce(x, axis=a, keepdims=k), wide, **holo)
        for holo in [{"holomorphic": True}]
        for a in [0, -1, (0, 2), None]
        for k in (False, True)
    ]
    cases += [
        row("add.reduce", np.add.reduce, real(), holomorphic=True),
        row("maximum.reduce", lambda x: np.maximum.reduce(x, axis=1), x),
        row("minimum.reduce", np.minimum.reduce, x),
        row("logaddexp.reduce", lambda x: np.logaddexp.reduce(x, axis=None), x),
        row("logaddexp.reduce", lambda x: np.logaddexp.reduce(x, -1, keepdims=True), wide),
        row("logaddexp.reduce", lambda x: np.logaddexp.reduce(x, axis=(0, 2)), wide),
        row("logaddexp.reduce", lambda x: np.logaddexp.reduce(x, where=mask[:2, None]), x),
        row("logaddexp.reduce", lambda x: np.logaddexp.reduce(x, initial=0.5), x),
        row("logaddexp.reduce", np.logaddexp.reduce, real()),
    ]
    extrema: list[Any] = [np.fmax, np.fmin]
    for ufunc in extrema:
        name = f"{ufunc.__name__}.reduce"
        cases += [
            row(name, lambda x, u=ufunc: u.reduce(x, axis=1), x),
            row(name, lambda x, u=ufunc: u.reduce(x, axis=None, keepdims=True), x),
            row(name, lambda x, u=ufunc: u.reduce(x, axis=1, where=mask, initial=0.1), x),
        ]
    extrema = [np.maximum, np.minimum]
    for ufunc in extrema:
        name = f"{ufunc.__name__}.accumulate"
        for shape, axis in [((5,), 0), ((2, 7), -1), ((3, 4), 0), ((2, 3, 4), 1), ((0, 2), 0)]:
            cases.append(row(name, lambda x, u=ufunc, a=axis: u.accumulate(x, a), real(*shape)))
    cases += [
        ours_of(TiedMean(runs, 1), "tied mean", real(2, 6)),
        ours_of(TiedShares(runs, 1), "tied shares", real(2, 6)),
    ]
    y = positive(2, 2, seed=1)
    cases += [
        row("multiply.outer", np.multiply.outer, x, y, holomorphic=True),
        row("subtract.outer", np.subtract.outer, real(), y, holomorphic=True),
        row("divide.outer", np.divide.outer, x, y, holomorphic=True),
        row("hypot.outer", np.hypot.outer, x, real(seed=1)),
        row("power.outer", lambda x: np.power.outer(x, np.array([1.0, 2.0])), x, single=False),
        row("add.outer", lambda x: np.add.outer(np.array([1.0, 2.0]), x), x, single=False),
        row("maximum.outer", lambda x: np.maximum.outer(x, 0.1), x, single=False),
    ]
    return cases


def _keywords() -> list[Case]:
    x, y = real(2, 3), real(3, seed=1)
    mask = np.array([[True, False, True], [False, False, True]])

    def chosen(f: Any, mask: Any) -> Callable[..., Any]:
        """Return ``f`` under a mask, with NumPy's uninitialised elements set to 0."""

        def masked(*xs: Any) -> Any:
            if any(type(x) is not np.ndarray for x in xs):
                return f(*xs, where=mask)
            out = np.zeros(np.broadcast_shapes(mask.shape, *(x.shape for x in xs)), xs[0].dtype)
            return f(*xs, where=mask, out=out)

        return masked

    wide = real(4, 3, 2)
    exp: Any = np.exp  # called as NumPy's stubs do not know
    matmul: Any = np.matmul
    return [
        row("add dtype=", lambda x, y: np.add(x, y, dtype=np.float64), x, y, single=False),
        row("sin dtype=", lambda x: np.real(np.sin(x, dtype=np.complex128)), x, single=False),
        row("add signature=", lambda x, y: np.add(x, y, signature="dd->d"), x, y, single=False),
        row("modf dtype=", lambda x: joined(np.modf(x, dtype=np.float64)), x, single=False),
        row("add order=", lambda x, y: np.add(x, y, order="F", subok=False), x, y),
        row("exp casting=", lambda x: exp(x, casting="safe", out=(None,)), x),
        Case("add where=", chosen(np.add, mask), chosen(np.add, mask), (x, y)),
        Case("exp where=", chosen(np.exp, mask), chosen(np.exp, mask), (y,)),
        Case("exp where=", chosen(np.exp, mask), chosen(np.exp, mask), (real(),)),
        Case("exp where=", chosen(np.exp, np.array(True)), chosen(np.exp, np.array(True)), (x,)),
        Case("exp where=", chosen(np.exp, np.array(False)), chosen(np.exp, np.array(False)), (x,)),
        Case(
            "exp where=", chosen(np.exp, np.array(True)), chosen(np.exp, np.array(True)), (real(),)
        ),
        row("outer dtype=", lambda x, y: np.add.outer(x, y, dtype=float), x, y, single=False),
        row(
            "matmul axes=",
            lambda a, b: matmul(a, b, axes=[(0, 1), (0, 1), (1, 0)]),
            x,
            real(3, 4, seed=1),
        ),
        row("matmul axes=", lambda a, b: matmul(a, b, axes=[(0, 2), (0, 1), (0, -1)]), wide, x),
        row("matmul axes=", lambda a, b: matmul(a, b, axes=[(2, 1), (0,), (1,)]), wide, y),
    ]


def _planar() -> list[Case]:
    return [
        *binary(np.hypot),
        *binary(np.arctan2),
        row("arctan2", lambda x: np.arctan2(x, 1), real(3)),
        row("arctan2", lambda x: np.arctan2(-1.0, x), real(3)),
        *unary(np.angle, holomorphic=True),
        row("angle", lambda z: np.angle(z, deg=True), real(2, 3), holomorphic=True),
        *binary(np.copysign),
        *binary(np.heaviside),
        row(
            "heaviside",
            lambda x: np.heaviside(np.array([0.0, 1.0, -1.0]), x),
            real(2, 3),
            single=False,
        ),
        *binary(np.nextafter),
        *unary(np.spacing),
        *unary(np.fabs),
    ]


def _mended() -> list[Case]:
    x = real(2, 3)
    steps = np.cumsum(5.0 * real(3, 4), axis=1)
    return [
        *unary(np.nan_to_num, holomorphic=True),
        row(
            "nan_to_num",
            lambda x: np.nan_to_num(
                x * np.array([1.0, np.nan, np.inf]), nan=2.0, posinf=3.0, neginf=-3.0
            ),
            x,
            single=False,
        ),
        row("real_if_close", np.real_if_close, x),
        row("real_if_close", lambda x: np.real_if_close(x + 0j), x),
        row("unwrap", np.unwrap, steps),
        row("unwrap", lambda x: np.unwrap(x, axis=0, period=2.5), steps),
        row("unwrap", lambda x: np.unwrap(x, 3.0), steps),
        *(_clipped_by_keyword(x) if NUMPY >= "2.1.0" else []),
    ]


def _clipped_by_keyword(x: Array) -> list[Case]:
    low = real(3, seed=4, low=-1.5, high=-0.5)
    return [
        row("clip", lambda x: np.clip(x, min=-0.5), x),
        row("clip", lambda x: np.clip(x, max=0.5), x),
        row("clip", lambda x, low: np.clip(x, min=low, max=1), x, low),
        row("clip", lambda x: np.clip(x, None, None), x, holomorphic=True),
    ]


def _interpolated() -> list[Case]:
    knots, values = np.array([-1.0, -0.2, 0.7, 1.5]), real(4, seed=3)
    rows: list[tuple[int, ...]] = [(), (5,), (2, 3), (0,)]
    interp: Any = np.interp
    cases = [row("interp", np.interp, real(*s), knots, values, single=False) for s in rows]
    x = real(2, 3)
    cases += [
        row("interp", lambda x: np.interp(x, [0.0, 1.0], [2.0, 5.0], left=-1.0), x, single=False),
        row("interp", lambda f: np.interp(0.3, knots, f), values, single=False),
        row("interp", lambda f: np.imag(np.interp(x, knots, f * (1 + 2j))), values, single=False),
        row("interp", lambda *a: interp(*a, period=1.9), x, knots, values, single=False),
        row("interp", np.interp, x, knots[:1], values[:1], single=False),
    ]
    return cases


CASES: list[Case] = [
    *_powers(),
    *_steps(),
    *_splits(),
    *binary(np.remainder, dividend, divisor),
    *binary(np.fmod, dividend, divisor),
    row("remainder", lambda x: np.mod(x, 0.37), real(2, 3)),
    row("remainder", lambda x: np.remainder(7, x), divisor(2, 3)),
    *binary(np.fmax),
    *binary(np.fmin),
    *binary(np.logaddexp),
    *binary(np.logaddexp2),
    row("logaddexp", lambda x: np.logaddexp(x, 0), real(3)),
    ours_of(Logistic(), "logistic", real(2, 3)),
    *_planar(),
    *unary(np.sinc, holomorphic=True),
    *[ours_of(Sinc(n), "sinc", real(5), holomorphic=True) for n in (1, 2, 3)],
    row("sinc", np.sinc, np.array([0.0, 1e-9, -1e-4, 1.0])),
    *unary(np.i0),
    *[ours_of(BesselI(n), "bessel_i", real(5)) for n in (1, 2, 3)],
    row("i0", np.i0, np.array([0.0, 1e-3, 4.0, -5.0])),
    *_mended(),
    *_interpolated(),
    *_methods(),
    *_keywords(),
]
