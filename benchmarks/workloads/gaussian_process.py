"""The marginal likelihood of a Gaussian process, by a squared exponential kernel.

Its parameters are the length scale, the amplitude and the noise (Rasmussen and Williams 2006,
sections 2.3 and 5.4.1).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from .problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable


def _inverse_and_log_det(k: Any) -> tuple[Any, Any]:
    """Return both of a positive definite matrix, by its Cholesky factor.

    SciPy has LAPACK's inverse of such a matrix, which is several times as fast as NumPy's of any.
    """
    try:
        lapack: Any = import_module("scipy.linalg.lapack")
    except ImportError:
        factor = np.linalg.cholesky(k)
        inverse = np.linalg.inv(k)
    else:
        factor, _ = lapack.dpotrf(k, lower=True)
        inverse, _ = lapack.dpotri(factor, lower=True)  # its lower triangle
        inverse = np.tril(inverse)
        inverse += np.tril(inverse, -1).T
    return inverse, 2 * np.log(np.diagonal(factor)).sum()


def _likelihood(of_kernel: Callable[..., Any], size: int | None) -> Problem:
    n = size or 300
    rng = np.random.default_rng(0)
    x = np.sort(rng.uniform(0.0, 10.0, n))
    y = np.sin(x) + 0.1 * rng.normal(size=n)
    constants = (x[:, None] - x) ** 2, np.eye(n), y, np.arange(n)

    def program(np_: Any, length: Any, amplitude: Any, noise: Any, *constants: Any) -> Any:
        squared, eye, y, diagonal = constants
        k = amplitude**2 * np_.exp(-0.5 * squared / length**2) + noise**2 * eye
        return of_kernel(np_, k, y, diagonal)

    def by_hand(length: Any, amplitude: Any, noise: Any, *constants: Any) -> list[Any]:
        squared, _, y, _ = constants
        shape = squared * (-0.5 / length**2)
        np.exp(shape, out=shape)
        k = amplitude**2 * shape
        k.ravel()[:: n + 1] += noise**2
        inverse, log_det = _inverse_and_log_det(k)
        alpha = inverse @ y
        value = 0.5 * (y @ alpha) + 0.5 * log_det
        inverse -= np.outer(alpha, alpha)
        inverse *= 0.5
        g_noise = 2 * noise * np.trace(inverse)
        inverse *= shape
        g_length = np.vdot(inverse, squared) * amplitude**2 / length**3
        return [value, g_length, 2 * amplitude * np.sum(inverse), g_noise]

    return Problem(
        program,
        by_hand,
        (np.array(1.3), np.array(0.8), np.array(0.2)),
        constants,
        without=frozenset({"mygrad"}),  # has no linear algebra
    )


def cholesky(size: int | None = None) -> Problem:
    """Compute it on 300 points by a Cholesky factor."""

    def of_kernel(np_: Any, k: Any, y: Any, diagonal: Any) -> Any:
        factor = np_.linalg.cholesky(k)
        z = np_.linalg.solve(factor, y)
        return 0.5 * (z @ z) + np_.sum(np_.log(factor[diagonal, diagonal]))

    return _likelihood(of_kernel, size)


def slogdet(size: int | None = None) -> Problem:
    """Compute it by ``slogdet`` and ``solve``."""

    def of_kernel(np_: Any, k: Any, y: Any, _diagonal: Any) -> Any:
        return 0.5 * (y @ np_.linalg.solve(k, y)) + 0.5 * np_.linalg.slogdet(k)[1]

    return _likelihood(of_kernel, size)
