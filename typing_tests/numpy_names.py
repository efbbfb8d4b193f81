"""What the checkers infer of ``autodiff.numpy``, and what it returns: a test runs the rows too."""

from __future__ import annotations

from typing import Any, assert_type

import numpy as np
import numpy.typing as npt

import autodiff.numpy as anp
from autodiff import Variable


def unary(
    v: Variable[np.float32, tuple[int]],
    m: Variable[np.float64, tuple[int, int]],
    c: Variable[np.complex128, tuple[int]],
    u: Variable[np.float64],
    i: Variable[np.int64, tuple[int]],
    a: np.ndarray[tuple[int], np.dtype[np.float64]],
    n: np.ndarray[tuple[int], np.dtype[np.int64]],
) -> None:
    assert_type(anp.sin(v), Variable[np.float32, tuple[int]])
    assert_type(anp.exp(m), Variable[np.float64, tuple[int, int]])
    assert_type(anp.log(u), Variable[np.float64])
    assert_type(anp.sqrt(c), Variable[np.complex128, tuple[int]])
    assert_type(anp.tanh(a), np.ndarray[tuple[int], np.dtype[np.float64]])
    assert_type(anp.cos(n), np.ndarray[tuple[int], np.dtype[np.float64]])
    assert_type(anp.tan(1.0), np.float64)
    assert_type(anp.sin(1j), np.complex128)
    assert_type(anp.sin([1.0, 2.0]), npt.NDArray[np.float64])
    assert_type(anp.square(i), Variable[np.int64, tuple[int]])
    assert_type(anp.negative(v), Variable[np.float32, tuple[int]])
    assert_type(anp.abs(c), Variable[np.float64, tuple[int]])
    assert_type(anp.abs(m), Variable[np.float64, tuple[int, int]])
    assert_type(anp.real(c), Variable[np.float64, tuple[int]])


def binary(
    s: Variable[np.float64, tuple[()]],
    f: Variable[np.float32, tuple[int]],
    v: Variable[np.float64, tuple[int]],
    m: Variable[np.float64, tuple[int, int]],
    c: Variable[np.complex64, tuple[int]],
    i: Variable[np.int64, tuple[int]],
    u: Variable[np.float64],
    a: np.ndarray[tuple[int, int], np.dtype[np.float64]],
) -> None:
    assert_type(anp.add(v, v), Variable[np.float64, tuple[int]])
    assert_type(anp.subtract(s, m), Variable[np.float64, tuple[int, int]])
    assert_type(anp.multiply(m, v), Variable[np.float64, tuple[int, int]])
    assert_type(anp.divide(v, 2.0), Variable[np.float64, tuple[int]])
    assert_type(anp.power(f, 2), Variable[np.float32, tuple[int]])
    assert_type(anp.add(f, m), Variable[np.float64, tuple[int, int]])
    assert_type(anp.add(m, f), Variable[np.float64, tuple[int, int]])
    assert_type(anp.add(c, v), Variable[np.complex128, tuple[int]])
    assert_type(anp.add(i, v), Variable[np.float64, tuple[int]])
    assert_type(anp.divide(i, i), Variable[np.float64, tuple[int]])
    assert_type(anp.multiply(i, i), Variable[np.int64, tuple[int]])
    assert_type(anp.add(u, v), Variable[np.float64])
    assert_type(anp.add(v, u), Variable[np.float64])
    assert_type(anp.multiply(a, v), Variable[np.float64, tuple[int, int]])
    assert_type(anp.multiply(2.0, f), Variable[np.float32, tuple[int]])
    assert_type(anp.matmul(m, v), Variable[np.float64, tuple[int]])
    assert_type(anp.matmul(a, m), Variable[np.float64, tuple[int, int]])
    assert_type(anp.add(a, a), npt.NDArray[np.float64])
    assert_type(anp.maximum(v, 0.0), Variable[np.float64, tuple[int]])
    assert_type(anp.minimum(m, m), Variable[np.float64, tuple[int, int]])
    assert_type(anp.less(m, 0.0), npt.NDArray[np.bool_])


def others(
    s: Variable[np.float64, tuple[()]],
    v: Variable[np.float32, tuple[int]],
    m: Variable[np.float64, tuple[int, int]],
    t: Variable[np.float64, tuple[int, int, int]],
    u: Variable[np.float64],
    a: npt.NDArray[np.float64],
    keep: npt.NDArray[np.bool_],
) -> None:
    assert_type(anp.sum(m), Variable[np.float64, tuple[()]])
    assert_type(anp.sum(m, axis=0), Variable[np.float64, tuple[int]])
    assert_type(anp.mean(v, axis=0), Variable[np.float32, tuple[()]])
    assert_type(anp.max(t, axis=1), Variable[np.float64, tuple[int, int]])
    assert_type(anp.sum(u, axis=0), Variable[np.float64])
    assert_type(anp.min(m, axis=1, keepdims=True), Variable[np.float64, tuple[int, int]])
    assert_type(anp.sum(a), np.float64)
    assert_type(anp.reshape(m, -1), Variable[np.float64, tuple[int]])
    assert_type(anp.reshape(v, (3, 1)), Variable[np.float32, tuple[int, int]])
    assert_type(anp.transpose(m), Variable[np.float64, tuple[int, int]])
    assert_type(anp.swapaxes(t, 0, 1), Variable[np.float64, tuple[int, int, int]])
    assert_type(anp.broadcast_to(v, (2, 3)), Variable[np.float32, tuple[int, int]])
    assert_type(anp.concatenate([m, m]), Variable[np.float64, tuple[int, int]])
    assert_type(anp.stack([v, v]), Variable[np.float32, tuple[int, int]])
    assert_type(anp.stack([s, s]), Variable[np.float64, tuple[int]])
    assert_type(anp.where(keep, m, 0.0), Variable[np.float64, tuple[Any, ...]])
    assert_type(anp.clip(v, 0.0, 1.0), Variable[np.float32, tuple[int]])
