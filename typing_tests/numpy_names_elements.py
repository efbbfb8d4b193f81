"""What the checkers infer of elements, parts, spreads and rows of a Variable. Run too."""

from __future__ import annotations

from typing import assert_type

import numpy as np
import numpy.typing as npt

import autodiff.numpy as anp
from autodiff import Variable, jvp
from autodiff.numpy.lib.stride_tricks import sliding_window_view


def indices(
    s: Variable[np.float64, tuple[()]],
    v: Variable[np.float64, tuple[int]],
    m: Variable[np.float32, tuple[int, int]],
    t: Variable[np.float64, tuple[int, int, int]],
    u: Variable[np.float64],
    i: np.ndarray[tuple[int], np.dtype[np.int64]],
    j: np.ndarray[tuple[int, int], np.dtype[np.intp]],
    n: npt.NDArray[np.int64],
    keep: np.ndarray[tuple[int], np.dtype[np.bool_]],
) -> None:
    assert_type(v[i], Variable[np.float64, tuple[int]])
    assert_type(v[j], Variable[np.float64, tuple[int, int]])
    assert_type(v[n], Variable[np.float64])
    assert_type(v[keep], Variable[np.float64, tuple[int]])
    assert_type(v[[0, 2]], Variable[np.float64, tuple[int]])
    assert_type(v[v.size - 1], Variable[np.float64, tuple[()]])
    assert_type(v[..., None], Variable[np.float64, tuple[int, int]])
    assert_type(s[None], Variable[np.float64, tuple[int]])
    assert_type(m[i, i], Variable[np.float32, tuple[int]])
    assert_type(m[i, 0], Variable[np.float32, tuple[int]])
    assert_type(m[n, i], Variable[np.float32])
    assert_type(m[i], Variable[np.float32])
    assert_type(m[m > 0.5], Variable[np.float32])
    assert_type(m[None, :, :], Variable[np.float32, tuple[int, int, int]])
    assert_type(m[:, None, :], Variable[np.float32, tuple[int, int, int]])
    assert_type(m[:, None], Variable[np.float32, tuple[int, int, int]])
    assert_type(m[1:, :-1], Variable[np.float32, tuple[int, int]])
    assert_type(m[..., 0], Variable[np.float32, tuple[int]])
    assert_type(t[0, :, 1:], Variable[np.float64, tuple[int, int]])
    assert_type(t[:, 0], Variable[np.float64, tuple[int, int]])
    assert_type(t[:, :, 0], Variable[np.float64, tuple[int, int]])
    assert_type(t[0, :, 1], Variable[np.float64, tuple[int]])
    assert_type(t[1:, :, 1:], Variable[np.float64, tuple[int, int, int]])
    assert_type(t[i], Variable[np.float64])
    assert_type(u[i], Variable[np.float64])
    assert_type(u[0], Variable[np.float64])


def parts(
    v: Variable[np.float64, tuple[int]],
    m: Variable[np.float32, tuple[int, int]],
    c: Variable[np.complex128, tuple[int]],
    d: Variable[np.complex64, tuple[int, int]],
    n: Variable[np.int64, tuple[int, int]],
    u: Variable[np.float64],
) -> None:
    assert_type(c.real, Variable[np.float64, tuple[int]])
    assert_type(d.imag, Variable[np.float32, tuple[int, int]])
    assert_type(v.real, Variable[np.float64, tuple[int]])
    assert_type(v.astype(np.float32), Variable[np.float32, tuple[int]])
    assert_type(v.astype(np.dtype(np.complex128)), Variable[np.complex128, tuple[int]])
    assert_type(n.astype(float), Variable[np.float64, tuple[int, int]])
    assert_type(v.std(), Variable[np.float64, tuple[()]])
    assert_type(m.var(axis=0, ddof=1), Variable[np.float32, tuple[int]])
    assert_type(m.std(axis=1, keepdims=True), Variable[np.float32, tuple[int, int]])
    assert_type(c.var(), Variable[np.float64, tuple[()]])
    assert_type(d.std(axis=0), Variable[np.float32])
    assert_type(n.var(), Variable[np.float64, tuple[()]])
    assert_type(u.var(axis=0), Variable[np.float64])
    assert_type(list(v), list[Variable[np.float64, tuple[()]]])
    assert_type(list(m), list[Variable[np.float32, tuple[int]]])
    assert_type(list(u), list[Variable[np.float64]])
    assert_type([row.sum() for row in m], list[Variable[np.float32, tuple[()]]])


def forward(
    s: Variable[np.float64, tuple[()]],
    v: Variable[np.float64, tuple[int]],
    m: Variable[np.float64, tuple[int, int]],
) -> None:
    assert_type(
        jvp(lambda x: x * x, (v,), (v,)),
        tuple[Variable[np.float64, tuple[int]], Variable[np.float64, tuple[int]]],
    )
    assert_type(
        jvp(lambda x, y: (x @ y).sum(), (m, v), (m, v)),
        tuple[Variable[np.float64, tuple[()]], Variable[np.float64, tuple[()]]],
    )
    assert_type(
        jvp(lambda x: x.sum(), (v,), (v.data,)),
        tuple[Variable[np.float64, tuple[()]], Variable[np.float64, tuple[()]]],
    )


def ufuncs(
    v: Variable[np.float64, tuple[int]],
    m: Variable[np.float32, tuple[int, int]],
    u: Variable[np.float64],
    a: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> None:
    assert_type(anp.add.reduce(v), Variable[np.float64, tuple[()]])
    assert_type(anp.logaddexp.reduce(m, axis=1), Variable[np.float32, tuple[int]])
    assert_type(anp.logaddexp.reduce(m, axis=None), Variable[np.float32, tuple[()]])
    assert_type(anp.maximum.reduce(m, axis=1, keepdims=True), Variable[np.float32, tuple[int, int]])
    assert_type(anp.add.reduce(u, axis=0), Variable[np.float64])
    assert_type(anp.maximum.accumulate(v), Variable[np.float64, tuple[int]])
    assert_type(anp.add.accumulate(a), np.ndarray[tuple[int], np.dtype[np.float64]])
    assert_type(anp.subtract.outer(v, v), Variable[np.float64])
    assert_type(anp.multiply.outer(a, v), Variable[np.float64])


def pairs(
    v: Variable[np.float64, tuple[int]],
    f: Variable[np.float32, tuple[int]],
    m: Variable[np.float64, tuple[int, int]],
    i: Variable[np.int64, tuple[int, int]],
    a: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> None:
    assert_type(anp.convolve(v, a, mode="same"), Variable[np.float64, tuple[int]])
    assert_type(anp.outer(a, v), Variable[np.float64, tuple[int, int]])
    assert_type(anp.polyadd(v, [1.0, 2.0]), Variable[np.float64, tuple[int]])
    assert_type(anp.polymul([1, 2], v), Variable[np.float64, tuple[int]])
    assert_type(anp.dot(v, [1, 2, 3]), Variable[np.float64])
    assert_type(anp.append(0.0, v), Variable[np.float64])
    assert_type(anp.quantile(v, 0.5), Variable[np.float64, tuple[()]])
    assert_type(anp.quantile(m, 0.5, axis=0), Variable[np.float64, tuple[int]])
    assert_type(anp.percentile(i, q=50), Variable[np.float64, tuple[()]])
    assert_type(anp.nanquantile(f, [0.1, 0.9]), Variable[np.float64])
    assert_type(anp.std(f, ddof=1), Variable[np.float32, tuple[()]])
    assert_type(sliding_window_view(v, 2), Variable[np.float64])
    assert_type(sliding_window_view(a, 2), npt.NDArray[np.float64])
