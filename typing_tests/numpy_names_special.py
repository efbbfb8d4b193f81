"""What the checkers infer of SciPy's special functions. Run too."""

from __future__ import annotations

from typing import assert_type

import numpy as np

from autodiff import Variable
from autodiff.scipy import special


def elementwise(
    s: Variable[np.float64, tuple[()]],
    v: Variable[np.float64, tuple[int]],
    m: Variable[np.float32, tuple[int, int]],
    c: Variable[np.complex128, tuple[int]],
    a: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> None:
    assert_type(special.erf(s), Variable[np.float64, tuple[()]])
    assert_type(special.gammaln(v), Variable[np.float64, tuple[int]])
    assert_type(special.expit(m), Variable[np.float32, tuple[int, int]])
    assert_type(special.loggamma(c), Variable[np.complex128, tuple[int]])
    assert_type(special.ndtr(a), np.ndarray[tuple[int], np.dtype[np.float64]])
    assert_type(special.psi(0.5), np.float64)
    assert_type(special.xlogy(v, v), Variable[np.float64, tuple[int]])
    assert_type(special.betaln(2.0, v), Variable[np.float64, tuple[int]])
    assert_type(special.betaln(m, m), Variable[np.float32, tuple[int, int]])
    assert_type(special.xlogy(a, a), np.ndarray[tuple[int], np.dtype[np.float64]])
    assert_type(special.wofz(v), Variable[np.complex128, tuple[int]])
    assert_type(
        special.sici(v), tuple[Variable[np.float64, tuple[int]], Variable[np.float64, tuple[int]]]
    )


def of_parameters(
    v: Variable[np.float64, tuple[int]],
    m: Variable[np.float64, tuple[int, int]],
    c: Variable[np.complex128, tuple[int]],
    a: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> None:
    assert_type(special.jv(0, v), Variable[np.float64, tuple[int]])
    assert_type(special.kv(0.5, c), Variable[np.complex128, tuple[int]])
    assert_type(special.jv(a, v), Variable[np.float64])
    assert_type(special.jv(1, a), np.ndarray[tuple[int], np.dtype[np.float64]])
    assert_type(special.gammainc(2, m), Variable[np.float64, tuple[int, int]])
    assert_type(special.betainc(2.0, 1.0, v), Variable[np.float64, tuple[int]])
    assert_type(special.hyp2f1(1, 1, 2, 0.5), np.float64)
    assert_type(special.hankel1(1, v), Variable[np.complex128, tuple[int]])
    assert_type(special.polygamma(1, v), Variable[np.float64, tuple[int]])
    assert_type(special.spherical_jn(1, m, derivative=True), Variable[np.float64, tuple[int, int]])
    assert_type(special.lambertw(v), Variable[np.complex128, tuple[int]])
    assert_type(special.zeta(m + 2, 3.0), Variable[np.float64, tuple[int, int]])


def sums(
    v: Variable[np.float64, tuple[int]],
    m: Variable[np.float32, tuple[int, int]],
    a: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> None:
    assert_type(special.logsumexp(m, axis=0), Variable[np.float32])
    assert_type(special.logsumexp(v, return_sign=True)[0], Variable[np.float64])
    assert_type(special.softmax(m, axis=-1), Variable[np.float32, tuple[int, int]])
    assert_type(special.log_softmax(v), Variable[np.float64, tuple[int]])
    assert_type(special.softmax(a), np.ndarray[tuple[int], np.dtype[np.float64]])
