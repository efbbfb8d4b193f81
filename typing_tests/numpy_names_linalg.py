"""What the checkers infer of ``autodiff.numpy.linalg``. Run too."""

from __future__ import annotations

from typing import Any, assert_type

import numpy as np
import numpy.typing as npt

import autodiff.numpy as anp
from autodiff import Variable


def decompositions(
    m: Variable[np.float64, tuple[int, int]],
    f: Variable[np.float32, tuple[int, int]],
    c: Variable[np.complex128, tuple[int, int]],
    i: Variable[np.int64, tuple[int, int]],
    u: Variable[np.float64],
    a: np.ndarray[tuple[int, int], np.dtype[np.complex64]],
) -> None:
    assert_type(anp.linalg.eigh(m).eigenvalues, Variable[np.float64])
    assert_type(anp.linalg.eigh(c).eigenvalues, Variable[np.float64])
    assert_type(anp.linalg.eigh(c, "U").eigenvectors, Variable[np.complex128])
    assert_type(anp.linalg.eigh(i)[1], Variable[np.float64])
    assert_type(anp.linalg.eigh(a).eigenvalues, npt.NDArray[np.float32])
    assert_type(anp.linalg.eigvalsh(c), Variable[np.float64])
    assert_type(anp.linalg.eigvalsh(f), Variable[np.float32])
    assert_type(anp.linalg.eig(m).eigenvalues, Variable)
    assert_type(anp.linalg.eigvals(m), Variable)
    assert_type(anp.linalg.svd(m).S, Variable[np.float64])
    assert_type(anp.linalg.svd(c).Vh, Variable[np.complex128])
    assert_type(anp.linalg.svd(c, full_matrices=False).S, Variable[np.float64])
    assert_type(anp.linalg.svd(c, compute_uv=False), Variable[np.float64])
    assert_type(anp.linalg.svdvals(f), Variable[np.float32])
    assert_type(anp.linalg.qr(f).Q, Variable[np.float32])
    assert_type(anp.linalg.qr(m, "complete").R, Variable[np.float64])
    assert_type(anp.linalg.qr(c, mode="r"), Variable[np.complex128])
    assert_type(anp.linalg.slogdet(m).logabsdet, Variable[np.float64])
    assert_type(anp.linalg.slogdet(c).sign, Variable[np.complex128])
    assert_type(anp.linalg.slogdet(c).logabsdet, Variable[np.float64])
    assert_type(anp.linalg.cholesky(m), Variable[np.float64, tuple[int, int]])
    assert_type(anp.linalg.cholesky(u, upper=True), Variable[np.float64])


def systems(
    m: Variable[np.float64, tuple[int, int]],
    v: Variable[np.float64, tuple[int]],
    t: Variable[np.float64, tuple[int, int, int]],
    f: Variable[np.float32, tuple[int]],
    u: Variable[np.float64],
    a: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    b: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> None:
    assert_type(anp.linalg.solve(m, v), Variable[np.float64, tuple[int]])
    assert_type(anp.linalg.solve(m, m), Variable[np.float64, tuple[int, int]])
    assert_type(anp.linalg.solve(m, b), Variable[np.float64, tuple[int]])
    assert_type(anp.linalg.solve(a, v), Variable[np.float64, tuple[int]])
    assert_type(anp.linalg.solve(u, v), Variable[np.float64])
    assert_type(anp.linalg.solve(t, v), Variable[np.float64])
    assert_type(anp.linalg.solve(m, f), Variable)
    assert_type(anp.linalg.solve(a, b), npt.NDArray[np.float64])
    assert_type(anp.linalg.inv(t), Variable[np.float64, tuple[int, int, int]])
    assert_type(anp.linalg.pinv(m), Variable[np.float64, tuple[int, int]])
    assert_type(anp.linalg.matrix_power(m, 3), Variable[np.float64, tuple[int, int]])
    assert_type(anp.linalg.det(m), Variable[np.float64])
    assert_type(anp.linalg.lstsq(m, v)[0], Variable[np.float64])
    assert_type(anp.linalg.lstsq(m, v, rcond=None)[2], np.int32)
    assert_type(anp.linalg.multi_dot([m, m, v]), Variable[np.float64])
    assert_type(anp.linalg.tensorinv(m, ind=1), Variable[np.float64])
    assert_type(anp.linalg.tensorsolve(m, v), Variable[np.float64])


def measures(
    m: Variable[np.float64, tuple[int, int]],
    v: Variable[np.float64, tuple[int]],
    c: Variable[np.complex64, tuple[int, int]],
    i: Variable[np.int64, tuple[int]],
) -> None:
    assert_type(anp.linalg.norm(m), Variable[np.float64])
    assert_type(anp.linalg.norm(c, "fro"), Variable[np.float32])
    assert_type(anp.linalg.norm(i, ord=np.inf), Variable[np.float64])
    assert_type(anp.linalg.norm([3.0, 4.0]), Any)
    assert_type(anp.linalg.vector_norm(v, ord=1), Variable[np.float64])
    assert_type(anp.linalg.matrix_norm(c, ord="nuc"), Variable[np.float32])
    assert_type(anp.linalg.cond(m, 1), Variable[np.float64])
    assert_type(anp.linalg.trace(c), Variable[np.complex64])
    assert_type(anp.linalg.diagonal(m, offset=1), Variable[np.float64])
    assert_type(anp.linalg.matrix_transpose(m), Variable[np.float64, tuple[int, int]])
    assert_type(anp.linalg.outer(v, v), Variable[np.float64, tuple[int, int]])
    assert_type(anp.linalg.vecdot(v, v), Variable[np.float64])
