"""Arithmetic, powers, exponentials, extrema, shape, joining, indexing: the first operations.

Rows are named as NumPy names the function, whatever we call ours.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

import autodiff as ad

from .case import PAIRS, SHAPES, Array, Case, positive, real


def _unary(name: str, numpy: Any, make: Callable[..., Array] = real) -> list[Case]:
    ours = getattr(ad, name, numpy)  # not every function of NumPy stands in the top level
    return [Case(numpy.__name__, ours, numpy, (make(*shape),)) for shape in SHAPES]


def _binary(
    name: str,
    numpy: Any,
    make: Callable[..., Array] = real,
    make1: Callable[..., Array] | None = None,
) -> list[Case]:
    ours = getattr(ad, name)
    return [
        Case(numpy.__name__, ours, numpy, (make(*a), (make1 or make)(*b, seed=1))) for a, b in PAIRS
    ]


def _reduction(name: str, numpy: Any) -> list[Case]:
    ours = getattr(ad, name)
    rows: list[tuple[tuple[int, ...], Any]] = [
        ((), None),
        ((4,), None),
        ((4,), 0),
        ((2, 3), None),
        ((2, 3), 0),
        ((2, 3), -1),
        ((2, 3, 2), (0, 2)),
        ((2, 3, 2), ()),
        ((1, 3), 0),
    ]
    if name in {"sum", "mean"}:
        rows.append(((2, 0), 0))
    return [
        Case(
            name,
            lambda x, a=axis, k=keep: ours(x, a, keepdims=k),
            lambda x, a=axis, k=keep: numpy(x, axis=a, keepdims=k),
            (real(*shape),),
        )
        for shape, axis in rows
        for keep in (False, True)
    ]


def _matmul() -> list[Case]:
    pairs: list[tuple[tuple[int, ...], tuple[int, ...]]] = [
        ((3,), (3,)),
        ((2, 3), (3,)),
        ((3,), (3, 2)),
        ((2, 3), (3, 4)),
        ((5, 2, 3), (3, 4)),
        ((2, 3), (5, 3, 4)),
        ((5, 2, 3), (5, 3, 4)),
        ((4, 1, 2, 3), (5, 3, 2)),
        ((5, 2, 3), (3,)),
        ((3,), (5, 3, 2)),
        ((1, 2, 3), (5, 3, 1)),
        ((0, 3), (3, 2)),
        ((2, 0), (0, 3)),
    ]
    return [Case("matmul", ad.matmul, np.matmul, (real(*a), real(*b, seed=1))) for a, b in pairs]


def _getitem() -> list[Case]:
    rows: list[tuple[tuple[int, ...], Any]] = [
        ((4,), 0),
        ((4,), -1),
        ((4,), slice(1, 3)),
        ((4,), slice(None, None, -1)),
        ((4,), slice(3, None, -2)),
        ((4,), [0, 0, 2]),
        ((4,), np.array([[1, -1], [0, 1]])),
        ((4,), np.array([True, False, True, True])),
        ((4,), None),
        ((4,), ...),
        ((4,), ()),
        ((3, 4), 1),
        ((3, 4), (1, 2)),
        ((3, 4), (slice(None), 2)),
        ((3, 4), (..., [1, 1])),
        ((3, 4), ([0, 2], [1, 1])),
        ((3, 4), ([[0], [2]], [1, 3])),
        ((3, 4), (slice(None), None, [0, 3])),
        ((3, 4), np.array([[True, False, True, False]] * 3)),
        ((3, 4), (np.array([True, False, True]), 1)),
        ((2, 3, 4), (0, slice(None), [1, 2])),
        ((2, 3, 4), ([1, 0], slice(None), [1, 2])),
        ((), ()),
        ((), None),
        ((4,), slice(0, 0)),
    ]
    return [
        Case("getitem", lambda x, i=i: ad.getitem(x, i), lambda x, i=i: x[i], (real(*shape),))
        for shape, i in rows
    ]


def _shape() -> list[Case]:
    cases = [
        Case(
            "reshape",
            lambda x, s=to: ad.reshape(x, s),
            lambda x, s=to: np.reshape(x, s),
            (real(*of),),
        )
        for of, to in [
            ((6,), (2, 3)),
            ((2, 3), -1),
            ((2, 3), (3, -1)),
            ((), (1, 1)),
            ((1,), ()),
            ((0,), (2, 0)),
        ]
    ]
    cases.append(
        Case(
            "reshape",
            lambda x: ad.reshape(x, (3, 2), order="F"),
            lambda x: np.reshape(x, (3, 2), order="F"),
            (real(2, 3),),
        )
    )
    cases += [
        Case(
            "transpose",
            lambda x, a=a: ad.transpose(x, a),
            lambda x, a=a: np.transpose(x, a),
            (real(*of),),
        )
        for of, a in [
            ((2, 3), None),
            ((2, 3, 4), (2, 0, 1)),
            ((2, 3, 4), (-1, 0, 1)),
            ((), None),
            ((3,), (0,)),
        ]
    ]
    cases += [
        Case(
            "swapaxes",
            lambda x, a=a: ad.swapaxes(x, *a),
            lambda x, a=a: np.swapaxes(x, *a),
            (real(*of),),
        )
        for of, a in [((2, 3), (0, 1)), ((2, 3, 4), (-1, 0)), ((3,), (0, 0))]
    ]
    cases += [
        Case(
            "broadcast_to",
            lambda x, s=to: ad.broadcast_to(x, s),
            lambda x, s=to: np.broadcast_to(x, s),
            (real(*of),),
        )
        for of, to in [((), (2, 3)), ((3,), (2, 3)), ((2, 1), (4, 2, 3)), ((3,), 3), ((1,), (0,))]
    ]
    return cases


def _joining() -> list[Case]:
    a, b, c = real(2, 3), real(1, 3, seed=1), real(2, 3, seed=2)
    return [
        Case("concatenate", lambda *x: ad.concatenate(x), lambda *x: np.concatenate(x), (a, b)),
        Case(
            "concatenate",
            lambda *x: ad.concatenate(x, -1),
            lambda *x: np.concatenate(x, -1),
            (a, c),
        ),
        Case(
            "concatenate",
            lambda *x: ad.concatenate(x, None),
            lambda *x: np.concatenate(x, None),
            (a, b),
        ),
        Case(
            "concatenate", lambda *x: ad.concatenate(x), lambda *x: np.concatenate(x), (a, a[:0], b)
        ),
        Case("stack", lambda *x: ad.stack(x), lambda *x: np.stack(x), (a, c)),
        Case("stack", lambda *x: ad.stack(x, -1), lambda *x: np.stack(x, -1), (a, c)),
        Case("stack", lambda *x: ad.stack(x, 1), lambda *x: np.stack(x, 1), (a, c, a + 1)),
        Case("stack", lambda *x: ad.stack(x), lambda *x: np.stack(x), (real(), real(seed=1))),
    ]


def _choice() -> list[Case]:
    mask = np.array([[True, False, True], [False, False, True]])
    rows: list[tuple[tuple[int, ...], tuple[int, ...]]] = [
        ((2, 3), (2, 3)),
        ((3,), (2, 1)),
        ((), (1, 3)),
        ((), ()),
    ]
    cases = [
        Case(
            "where",
            lambda x, y: ad.where(mask, x, y),
            lambda x, y: np.where(mask, x, y),
            (real(*a), real(*b, seed=1)),
        )
        for a, b in rows
    ]
    x = real(2, 3)
    cases += [
        Case(
            "where", lambda x: ad.where(mask, x, 0.0), lambda x: np.where(mask, x, 0.0), (real(3),)
        ),
        Case(
            "where",
            lambda x: ad.where(mask, 1.0, x),
            lambda x: np.where(mask, 1.0, x),
            (real(2, 1),),
        ),
        Case("where", lambda x: ad.where(mask, x, 2), lambda x: np.where(mask, x, 2), (real(),)),
        Case("clip", lambda x: ad.clip(x, -1.0, 1.0), lambda x: np.clip(x, -1.0, 1.0), (x,)),
        Case("clip", lambda x: ad.clip(x, None, 1.0), lambda x: np.clip(x, None, 1.0), (x,)),
        Case("clip", lambda x: ad.clip(x, -1.0, None), lambda x: np.clip(x, -1.0, None), (x,)),
        Case("clip", ad.clip, np.clip, (x, np.array(-0.7), real(3, seed=3, low=0.5, high=1.5))),
    ]
    return cases


def _powers() -> list[Case]:
    exponents: list[float] = [0, 1, 2, 3, -1, 0.5, 2.5, -0.5]
    cases = [
        Case("power", lambda x, n=n: ad.pow(x, n), lambda x, n=n: x**n, (positive(2, 3),))
        for n in exponents
    ]
    cases.append(Case("power", lambda x: ad.pow(2.0, x), lambda x: 2.0**x, (real(3),)))
    return cases + _binary("pow", np.power, positive)


HOLOMORPHIC = {
    "add",
    "subtract",
    "multiply",
    "divide",
    "negative",
    "square",
    "sqrt",
    "exp",
    "log",
    "sin",
    "cos",
    "tan",
    "tanh",
    "power",
    "sum",
    "mean",
    "matmul",
    "getitem",
    "reshape",
    "transpose",
    "swapaxes",
    "broadcast_to",
    "concatenate",
    "stack",
    "where",
    "conjugate",
    "sign",
    "real",
    "imag",
    "absolute",
    "sinh",
    "cosh",
    "arcsinh",
    "arccosh",
    "arctanh",
    "arcsin",
    "arccos",
    "arctan",
    "exp2",
    "expm1",
    "log2",
    "log10",
    "log1p",
    "reciprocal",
    "positive",
}
"""Operations that take complex numbers too."""

CASES: list[Case] = [
    *_binary("add", np.add),
    *_binary("sub", np.subtract),
    *_binary("mul", np.multiply),
    *_binary("div", np.divide, real, positive),
    *_binary("maximum", np.maximum),
    *_binary("minimum", np.minimum),
    *_unary("neg", np.negative),
    *_unary("abs", np.abs),
    *_unary("positive", np.positive),
    *_unary("square", np.square),
    *_unary("sqrt", np.sqrt, positive),
    *_unary("exp", np.exp),
    *_unary("log", np.log, positive),
    *_unary("sin", np.sin),
    *_unary("cos", np.cos),
    *_unary("tan", np.tan, lambda *s, seed=0: real(*s, seed=seed, low=-1.2, high=1.2)),
    *_unary("tanh", np.tanh),
    *_unary("conj", np.conj),
    *_unary("sign", np.sign),
    *[
        case
        for ufunc in (np.sinh, np.cosh, np.arcsinh, np.arctan, np.exp2, np.expm1)
        for case in _unary(ufunc.__name__, ufunc)
    ],
    *[
        case
        for ufunc in (np.radians, np.deg2rad, np.degrees, np.rad2deg)
        for case in _unary(ufunc.__name__, ufunc)
    ],
    *[
        case
        for ufunc in (np.cbrt, np.log2, np.log10, np.log1p, np.reciprocal)
        for case in _unary(ufunc.__name__, ufunc, positive)
    ],
    *[
        case
        for ufunc in (np.arcsin, np.arccos, np.arctanh)
        for case in _unary(
            ufunc.__name__, ufunc, lambda *s, seed=0: real(*s, seed=seed, low=-0.8, high=0.7)
        )
    ],
    *_unary("arccosh", np.arccosh, lambda *s, seed=0: real(*s, seed=seed, low=1.1, high=3.0)),
    *_unary("real", np.real),
    *_reduction("sum", np.sum),
    *_reduction("mean", np.mean),
    *_reduction("max", np.max),
    *_reduction("min", np.min),
    *_powers(),
    *_matmul(),
    *_getitem(),
    *_shape(),
    *_joining(),
    *_choice(),
    *_unary("imag", np.imag),
    Case("astype", lambda x: ad.astype(x, np.float64), lambda x: x.astype(np.float64), (real(3),)),
]

for _case in CASES:
    _case.holomorphic = _case.name in HOLOMORPHIC
    _case.single = _case.name != "astype"
