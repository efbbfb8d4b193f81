"""Programs of images and of samples: checked, and run against finite differences."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

import autodiff.numpy as anp
from autodiff import Variable
from autodiff.numpy.lib.stride_tricks import sliding_window_view

Scalar = Variable[np.float64, tuple[()]]
Vec = Variable[np.float64, tuple[int]]
Mat = Variable[np.float64, tuple[int, int]]
AVec = np.ndarray[tuple[int], np.dtype[np.float64]]
AMat = np.ndarray[tuple[int, int], np.dtype[np.float64]]


# Blur of an image with pad and sliding windows; total variation.


def blur(x: Mat, kernel: Mat) -> Mat:
    n = kernel.shape[0] // 2
    padded = anp.pad(x, n, mode="reflect")
    w = sliding_window_view(padded, (3, 3))
    return anp.einsum("ijkl,kl->ij", w, kernel)


def by_slices(x: Mat, kernel: Mat) -> Mat:
    p = anp.pad(x, ((1, 1), (1, 1)))
    h, w = x.shape
    total = anp.zeros_like(x)
    for i in range(3):
        for j in range(3):
            total += kernel[i, j] * p[i : i + h, j : j + w]
    return total


def box(x: Mat) -> Mat:
    h, w = x.shape
    return x.reshape(h // 2, 2, w // 2, 2).mean(axis=(1, 3))


def variation(x: Mat) -> Scalar:
    dy = anp.diff(x, axis=0)[:, :-1]
    dx = anp.diff(x, axis=1)[:-1]
    return anp.sum(anp.sqrt(dx**2 + dy**2 + 1e-6))


def normalized(x: Mat) -> Mat:
    lo, hi = x.min(), x.max()
    y = (x - lo) / (hi - lo)
    return anp.clip(y, 0.0, 1.0)


def image(x: Mat, k: Mat) -> Scalar:
    r = blur(x, k)
    return (
        (r**2).mean()
        + 0.1 * variation(x)
        + anp.sum(by_slices(x, k) ** 2)
        + anp.sum(box(x) ** 2)
        + anp.sum(normalized(x) ** 2)
    )


# Portfolio: covariance, correlation, quantiles.


def weights(raw: Vec) -> Vec:
    e = anp.exp(raw - anp.max(raw))
    return e / anp.sum(e)


def variance(w: Vec, returns: Mat) -> Scalar:
    c = anp.cov(returns, rowvar=False)
    return w @ c @ w


def sharpe(w: Vec, returns: Mat) -> Scalar:
    r = returns @ w
    s = anp.std(r, ddof=1)
    return anp.mean(r) / s


def shortfall(w: Vec, returns: Mat, level: float = 0.1) -> Scalar:
    r = returns @ w
    q = anp.quantile(r, level)
    qs = anp.quantile(r, [0.1, 0.5])
    p = anp.percentile(returns, 50, axis=0)
    tail = r[r <= q]
    return q + tail.mean() + anp.median(r) + p.sum() + qs[0]


def diversification(returns: Mat) -> Scalar:
    rho = anp.corrcoef(returns, rowvar=False)
    off = rho[anp.triu_indices(3, 1)]
    return anp.mean(off**2)


def drawdown(w: Vec, returns: Mat) -> Scalar:
    wealth = anp.cumprod(1.0 + returns @ w)
    peak = anp.maximum.accumulate(wealth)
    return anp.max(1.0 - wealth / peak)


def ewma(returns: Mat, lam: Scalar) -> Mat:
    n = len(returns)
    k = lam ** anp.arange(n)[::-1]
    k = k / k.sum()
    m = anp.average(returns, axis=0, weights=k)
    x = returns - m
    return (x * k[:, None]).T @ x


def portfolio(raw: Vec, returns: Mat, lam: Scalar) -> Scalar:
    w = weights(raw)
    return (
        variance(w, returns)
        - sharpe(w, returns)
        + shortfall(w, returns)
        + diversification(returns)
        + drawdown(w, returns)
        + anp.sum(ewma(returns, lam) ** 2)
    )


NOISE = np.random.default_rng(2)

EXAMPLES: list[tuple[Callable[..., Scalar], list[object]]] = [
    (image, [NOISE.normal(size=(6, 6)), NOISE.normal(size=(3, 3))]),
    (portfolio, [[0.1, 0.2, -0.3], 0.1 * NOISE.normal(size=(21, 3)), 0.94]),
]
