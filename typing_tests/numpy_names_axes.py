"""What the checkers infer of ``autodiff.numpy``: reductions, order, products. Run too."""

from __future__ import annotations

from typing import Any, assert_type

import numpy.typing as npt

import autodiff.numpy as anp
from autodiff import Variable


def reductions(
    f: Variable[anp.float32, tuple[int]],
    m: Variable[anp.float64, tuple[int, int]],
    t: Variable[anp.float64, tuple[int, int, int]],
    c: Variable[anp.complex128, tuple[int, int]],
    u: Variable[anp.float64],
    i: Variable[anp.int32, tuple[int]],
    b: Variable[anp.bool_, tuple[int]],
    a: npt.NDArray[anp.float32],
) -> None:
    assert_type(anp.prod(m), Variable[anp.float64, tuple[()]])
    assert_type(anp.prod(t, axis=0), Variable[anp.float64, tuple[int, int]])
    assert_type(anp.sum(m, axis=(0, 1)), Variable[anp.float64])
    assert_type(anp.sum(m, axis=0, initial=1.0), Variable[anp.float64])
    assert_type(anp.sum(i), Variable[anp.int64, tuple[()]])
    assert_type(anp.sum(b), Variable[anp.int64, tuple[()]])
    assert_type(anp.sum(f, dtype=anp.float64), Variable[anp.float64, tuple[()]])
    assert_type(anp.sum(f, axis=0, dtype=anp.float64), Variable[anp.float64])
    assert_type(anp.sum(a, dtype=anp.float64), anp.float64)
    assert_type(anp.nansum(m, 0), Variable[anp.float64, tuple[int]])
    assert_type(anp.max(u, 0), Variable[anp.float64])
    assert_type(anp.max(m, axis=0, initial=0.0), Variable[anp.float64])
    assert_type(anp.amax(m), Variable[anp.float64, tuple[()]])
    assert_type(anp.nanmin(m, axis=1, keepdims=True), Variable[anp.float64, tuple[int, int]])
    assert_type(anp.ptp(m, axis=1), Variable[anp.float64, tuple[int]])
    assert_type(anp.max(a), anp.float32)
    assert_type(anp.max(a, axis=0), npt.NDArray[anp.float32])
    assert_type(anp.var(m, axis=0), Variable[anp.float64, tuple[int]])
    assert_type(anp.var(m, axis=0, ddof=1), Variable[anp.float64, tuple[int]])
    assert_type(anp.std(f), Variable[anp.float32, tuple[()]])
    assert_type(anp.std(c), Variable[anp.float64, tuple[()]])
    assert_type(anp.std(i), Variable[anp.float64, tuple[()]])
    assert_type(anp.std(a), anp.float32)
    assert_type(anp.mean(i), Variable[anp.float64, tuple[()]])
    assert_type(anp.mean(c, axis=0), Variable[anp.complex128, tuple[int]])
    assert_type(anp.median(m, axis=1), Variable[anp.float64, tuple[int]])
    assert_type(anp.median(i), Variable[anp.float64, tuple[()]])
    assert_type(anp.quantile(m, q=0.5, axis=0, method="lower"), Variable[anp.float64])
    assert_type(anp.percentile(i, [10, 90]), Variable[anp.float64])
    assert_type(anp.quantile(a, 0.5, axis=0), npt.NDArray[anp.float32])
    assert_type(anp.average(m, axis=0), Variable[anp.float64, tuple[int]])
    assert_type(anp.average(m, weights=m), Variable[anp.float64])
    assert_type(anp.average(m, returned=True), tuple[Variable[anp.float64], Variable[anp.float64]])


def along_axes(
    f: Variable[anp.float32, tuple[int]],
    m: Variable[anp.float64, tuple[int, int]],
    i: Variable[anp.int32, tuple[int]],
    a: anp.ndarray[tuple[int, int], anp.dtype[anp.float64]],
) -> None:
    assert_type(anp.cumsum(m), Variable[anp.float64, tuple[int]])
    assert_type(anp.cumsum(m, axis=0), Variable[anp.float64, tuple[int, int]])
    assert_type(anp.cumsum(i), Variable[anp.int64, tuple[int]])
    assert_type(anp.cumprod(f, 0, dtype=anp.float64), Variable[anp.float64, tuple[int]])
    assert_type(anp.cumsum(a, axis=1), anp.ndarray[tuple[int, int], anp.dtype[anp.float64]])
    assert_type(anp.cumulative_sum(m, axis=0), Variable[anp.float64, tuple[int, int]])
    assert_type(anp.cumulative_sum(f, include_initial=True), Variable[anp.float32])
    assert_type(anp.gradient(f), Variable[anp.float32, tuple[int]])
    assert_type(anp.gradient(m, axis=0), Variable[anp.float64, tuple[int, int]])
    assert_type(anp.gradient(m), tuple[Variable[anp.float64, tuple[int, int]], ...])
    assert_type(anp.trapezoid(m, dx=0.5), Variable[anp.float64])
    assert_type(anp.unique(f), Variable[anp.float32])
    assert_type(anp.unique_values(f), Variable[anp.float32, tuple[int]])
    assert_type(anp.union1d(f, f), Variable[anp.float32, tuple[int]])
    assert_type(anp.cov(m, rowvar=False), Variable[anp.float64])


def products(
    f: Variable[anp.float32, tuple[int]],
    v: Variable[anp.float64, tuple[int]],
    m: Variable[anp.float64, tuple[int, int]],
    c: Variable[anp.complex64, tuple[int]],
    a: npt.NDArray[anp.float64],
) -> None:
    assert_type(anp.dot(m, v), Variable[anp.float64])
    assert_type(anp.dot(a, m), Variable[anp.float64])
    assert_type(anp.dot(m, f), Variable[anp.float64])
    assert_type(anp.dot(f, m), Variable[anp.float64])
    assert_type(anp.dot(c, v), Variable[Any])
    assert_type(anp.dot(a, a), npt.NDArray[anp.float64])
    assert_type(anp.outer(c, c), Variable[anp.complex64, tuple[int, int]])
    assert_type(anp.inner(m, a), Variable[anp.float64])
    assert_type(anp.tensordot(m, m, axes=1), Variable[anp.float64])
    assert_type(anp.kron(f, f), Variable[anp.float32])
    assert_type(anp.cross(v, v, axis=0), Variable[anp.float64])
    assert_type(anp.convolve(v, f, mode="same"), Variable[anp.float64, tuple[int]])
    assert_type(anp.einsum("ij,j->i", m, v), Variable[anp.float64])
    assert_type(anp.einsum("ij,jk", m, a), Variable[anp.float64])
    assert_type(anp.einsum("i,i", f, v), Variable[Any])
    assert_type(anp.einsum("ij,jk", a, a), npt.NDArray[anp.float64])
    assert_type(anp.polyval(v, f), Variable[anp.float64])


def plain_results(
    v: Variable[anp.float64, tuple[int]],
    m: Variable[anp.float64, tuple[int, int]],
    a: npt.NDArray[anp.float64],
) -> None:
    assert_type(anp.argmax(m), anp.intp)
    assert_type(anp.argmax(m, axis=0), npt.NDArray[anp.intp])
    assert_type(anp.argmin(a), anp.intp)
    assert_type(anp.argsort(m, axis=0), npt.NDArray[anp.intp])
    assert_type(anp.argsort(a), npt.NDArray[anp.intp])
    assert_type(anp.isnan(m), anp.ndarray[tuple[int, int], anp.dtype[anp.bool_]])
    assert_type(anp.isfinite(a), npt.NDArray[anp.bool_])
    assert_type(anp.isnan(1.0), anp.bool_)
    assert_type(anp.any(m > 0.0), anp.bool_)
    assert_type(anp.all(m > 0.0, axis=0), npt.NDArray[anp.bool_])
    assert_type(anp.allclose(m, a, rtol=1e-3), bool)
    assert_type(anp.searchsorted(v, 0.5), anp.intp)
    assert_type(anp.searchsorted(v, a, side="right"), npt.NDArray[anp.intp])
    assert_type(anp.count_nonzero(m), int | anp.intp)
    assert_type(anp.ndim(m), int)
    assert_type(anp.shape(m), tuple[int, int])
    assert_type(anp.bitwise_and(anp.arange(3), 1), anp.ndarray[tuple[int], anp.dtype[anp.int_]])


def ufuncs(
    f: Variable[anp.float32, tuple[int]],
    m: Variable[anp.float64, tuple[int, int]],
    i: Variable[anp.int64, tuple[int]],
    c: Variable[anp.complex128, tuple[int]],
    a: anp.ndarray[tuple[int], anp.dtype[anp.float64]],
) -> None:
    assert_type(anp.arctan2(f, f), Variable[anp.float32, tuple[int]])
    assert_type(anp.hypot(m, f), Variable[anp.float64, tuple[int, int]])
    assert_type(anp.remainder(f, 2.0), Variable[anp.float32, tuple[int]])
    assert_type(anp.floor_divide(i, 2), Variable[anp.int64, tuple[int]])
    assert_type(anp.floor(m), Variable[anp.float64, tuple[int, int]])
    assert_type(anp.rint(i), Variable[anp.float64, tuple[int]])
    assert_type(anp.rint(a), anp.ndarray[tuple[int], anp.dtype[anp.float64]])
    assert_type(anp.fmax(f, 0.0), Variable[anp.float32, tuple[int]])
    assert_type(anp.ldexp(f, 2), Variable[anp.float32, tuple[int]])
    assert_type(anp.angle(c), Variable[anp.float64, tuple[int]])
    assert_type(anp.angle(a), anp.ndarray[tuple[int], anp.dtype[anp.float64]])
    assert_type(anp.logaddexp(f, f), Variable[anp.float32, tuple[int]])
    assert_type(anp.clip(m, a_min=0.0, a_max=None), Variable[anp.float64, tuple[int, int]])
    assert_type(anp.clip(a, 0.0, 1.0), anp.ndarray[tuple[int], anp.dtype[anp.float64]])
    assert_type(anp.astype(m, anp.float32), Variable[anp.float32, tuple[int, int]])
