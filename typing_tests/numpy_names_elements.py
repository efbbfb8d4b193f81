"""What the checkers infer of elements, parts, spreads and rows of a Variable. Run too."""

from __future__ import annotations

from typing import assert_type

import numpy as np
import numpy.typing as npt

from autodiff import Variable, jvp


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
