"""Points where the textbook's formula is 0 / 0, 0 * inf or has a kink, and dropped branches."""

from __future__ import annotations

import warnings
from functools import partial
from typing import Any

import numpy as np
from untyped import variable

import autodiff as ad
from autodiff import UndefinedDerivativeError

from .table import Family, Right

POINTS = Family("singular points")
BRANCHES = Family("singular points: branches not taken")
NANS = Family("singular points: NaN and infinity")
SPECTRA = Family("singular points: linear algebra")

INF, NAN = np.inf, np.nan


def at(f: Any, *xs: Any) -> Any:
    """Return the gradients of the sum of ``f`` at ``xs``, without NumPy's warnings."""
    leaves = [variable(np.asarray(x, float)) for x in xs]
    with np.errstate(all="ignore"):
        y = f(*leaves)
        found = [g.data for g in ad.gradients(y.sum(), leaves, allow_unused=True)]
    return found[0] if len(xs) == 1 else tuple(found)


points: list[tuple[str, str, Any, tuple[Any, ...], Any]] = [
    ("sqrt", "`np.sqrt(x)` at 0: infinite, as it is", np.sqrt, ([0.0, 4.0],), [INF, 0.25]),
    ("cbrt", "`np.cbrt(x)` at 0", np.cbrt, ([0.0, 8.0],), [INF, 1 / 12]),
    ("abs", "`np.abs(x)` at 0: 0, the middle of its slopes", np.abs, ([0.0, -0.0, -1.0],),
     [0.0, 0.0, -1.0]),
    ("sign", "`np.sign(x)` at 0", np.sign, ([0.0, 1.0],), [0.0, 0.0]),
    ("hypot", "`np.hypot(0, 0)`", np.hypot, ([0.0, 3.0], [0.0, 4.0]),
     ([0.0, 0.6], [0.0, 0.8])),
    ("norm", "`np.linalg.norm(x)` of zeros", np.linalg.norm, ([0.0, 0.0],), [0.0, 0.0]),
    ("norm_of_rows", "`np.linalg.norm(X, axis=1)` with a row of zeros",
     lambda x: np.linalg.norm(x, axis=1), ([[0.0, 0.0], [3.0, 4.0]],), [[0.0, 0.0], [0.6, 0.8]]),
    ("std", "`np.std(x)` of equal values", np.std, ([2.0, 2.0],), [0.0, 0.0]),
    ("relu", "`np.maximum(x, 0)` at 0: both sides share", lambda x: np.maximum(x, 0.0),
     ([-1.0, 0.0, 1.0],), [0.0, 0.5, 1.0]),
    ("max_ties", "`x.max()` where elements tie", lambda x: x.max(), ([3.0, 1.0, 3.0],),
     [0.5, 0.0, 0.5]),
    ("power_zero", "`x**0` at 0", lambda x: x**0, ([0.0, 2.0],), [0.0, 0.0]),
    ("power_one", "`x**1` at 0", lambda x: x**1, ([0.0, 2.0],), [1.0, 1.0]),
    ("power_of_array", "`x**n` at 0 with `n` an array", lambda x: x ** np.array([0.0, 1.0, 2.0]),
     ([0.0, 0.0, 0.0],), [0.0, 1.0, 0.0]),
    ("zero_to_the_power", "`0**p` by `p`", np.power, ([0.0], [2.0]), ([0.0], [0.0])),
    ("negative_base", "`x**3` of negative `x`", lambda x: x**3, ([-2.0],), [12.0]),
    ("arctan2", "`np.arctan2(y, x)` on the negative axis", np.arctan2, ([0.0], [-2.0]),
     ([-0.5], [0.0])),
    ("sinc", "`np.sinc(x)` at 0", np.sinc, ([0.0],), [0.0]),
    ("arcsin", "`np.arcsin(x)` at 1", np.arcsin, ([1.0, 0.0],), [INF, 1.0]),
    ("clip", "`np.clip(x, 0, 1)` outside", lambda x: np.clip(x, 0.0, 1.0), ([-1.0, 0.5, 2.0],),
     [0.0, 1.0, 0.0]),
    ("prod", "`np.prod(x)` with a zero", np.prod, ([0.0, 2.0, 3.0],), [6.0, 0.0, 0.0]),
    ("prod_two", "`np.prod(x)` with two zeros", np.prod, ([0.0, 2.0, 0.0],), [0.0, 0.0, 0.0]),
    ("cumprod", "`np.cumprod(x)` with a zero", np.cumprod, ([2.0, 0.0, 3.0],), [1.0, 8.0, 0.0]),
    ("logaddexp", "`np.logaddexp(x, y)` of large arguments", np.logaddexp, ([1e4], [1e4]),
     ([0.5], [0.5])),
    ("log1p", "`np.log1p(x)` of tiny `x`", np.log1p, ([1e-300],), [1.0]),
    ("tanh", "`np.tanh(x)` of huge `x`", np.tanh, ([800.0, -800.0],), [0.0, 0.0]),
    ("mod", "`x % 1` at a multiple", lambda x: x % 1.0, ([2.0, 2.5],), [1.0, 1.0]),
    ("floor", "`np.floor(x)` at an integer", np.floor, ([2.0, 2.5],), [0.0, 0.0]),
    ("sort_ties", "`np.sort(x)` of equal elements",
     lambda x: np.sort(x) * np.array([1.0, 1.0, 5.0]), ([1.0, 2.0, 1.0],), [1.0, 5.0, 1.0]),
    ("median", "`np.median(x)` of an even number", np.median, ([4.0, 1.0, 3.0, 2.0],),
     [0.0, 0.0, 0.5, 0.5]),
    ("interp", "`np.interp(x, xp, fp)` outside the nodes",
     lambda x: np.interp(x, [0.0, 1.0], [0.0, 3.0]), ([-1.0, 0.5, 2.0],), [0.0, 3.0, 0.0]),
]  # fmt: skip
for name, written, f, xs, values in points:
    POINTS.add(f"at_{name}", written, partial(at, f, *xs), Right(values))

branches: list[tuple[str, str, Any, Any, Any]] = [
    ("log", "`np.where(x > 0, np.log(x), 0)` at 0",
     lambda x: np.where(x > 0, np.log(x), 0.0), [0.0, 2.0], [0.0, 0.5]),
    ("sqrt", "`np.where(x > 0, np.sqrt(x), 0)` at 0 and below",
     lambda x: np.where(x > 0, np.sqrt(x), 0.0), [0.0, -1.0, 4.0], [0.0, 0.0, 0.25]),
    ("divide", "`np.where(x != 0, 1 / x, 0)` at 0",
     lambda x: np.where(x != 0, 1.0 / x, 0.0), [0.0, 2.0], [0.0, -0.25]),
    ("product", "`np.where(x > 0, x * np.log(x), 0)` at 0",
     lambda x: np.where(x > 0, x * np.log(x), 0.0), [0.0, 1.0], [0.0, 1.0]),
    ("overflow", "`np.where(x < 99, np.exp(x), x)` where `exp` overflows",
     lambda x: np.where(x < 99, np.exp(x), x), [1e4, 0.0], [1.0, 1.0]),
    ("ratio", "`np.where(x < 99, e / (1 + e), 1)`, `e = np.exp(x)`, where it is inf / inf",
     lambda x: np.where(x < 99, np.exp(x) / (1 + np.exp(x)), 1.0), [1e4, 0.0], [0.0, 0.25]),
    ("mask", "`np.log(x)[x > 0]` at 0", lambda x: np.log(x)[x.data > 0], [0.0, 2.0], [0.0, 0.5]),
    ("overwritten", "`y = np.log(x); y[x <= 0] = 0` at 0",
     lambda x: overwritten(np.log(x), x.data <= 0), [0.0, 2.0], [0.0, 0.5]),
    ("where_argument", "`np.sum(np.log(x), where=x > 0)` at 0",
     lambda x: np.sum(np.log(x), where=x.data > 0), [0.0, 2.0], [0.0, 0.5]),
    ("nan_to_num", "`np.nan_to_num(np.sqrt(x))` below 0",
     lambda x: np.nan_to_num(np.sqrt(x)), [-1.0, 4.0], [0.0, 0.25]),
    ("times_zero", "`mask * np.sqrt(x)` at 0, the mask being 0 there: 0, for it is not picked",
     lambda x: np.array([0.0, 1.0]) * np.sqrt(x), [0.0, 4.0], [0.0, 0.25]),
]  # fmt: skip


def overwritten(y: Any, mask: Any) -> Any:
    y[mask] = 0.0
    return y


for name, written, f, x, values in branches:
    BRANCHES.add(f"branch_{name}", written, partial(at, f, x), Right(values))

nans: list[tuple[str, str, Any, tuple[Any, ...], Any]] = [
    ("maximum", "`np.maximum(x, y)` where one is NaN: it is what was chosen", np.maximum,
     ([NAN, 1.0, NAN], [1.0, NAN, NAN]), ([1.0, 0.0, 0.5], [0.0, 1.0, 0.5])),
    ("fmax", "`np.fmax(x, y)` where one is NaN: it is passed over", np.fmax,
     ([NAN, 1.0], [1.0, NAN]), ([0.0, 1.0], [1.0, 0.0])),
    ("clip", "`np.clip(x, low, high)` of NaN", np.clip, ([NAN, 0.5], [0.0, NAN], [1.0, 1.0]),
     ([1.0, 0.0], [0.0, 1.0], [0.0, 0.0])),
    ("max", "`x.max()` with a NaN", np.max, ([1.0, NAN, 2.0],), [0.0, 1.0, 0.0]),
    ("nanmean", "`np.nanmean(x)`", np.nanmean, ([1.0, NAN, 3.0],), [0.5, 0.0, 0.5]),
    ("nanmax", "`np.nanmax(x)`", np.nanmax, ([1.0, NAN, 3.0],), [0.0, 0.0, 1.0]),
    ("sin", "`np.sin(x)` of NaN: NaN, for nothing hides it", np.sin, ([NAN, 0.0],), [NAN, 1.0]),
    ("hypot_inf", "`np.hypot(inf, 1)`", np.hypot, ([INF], [1.0]), ([1.0], [0.0])),
    ("hypot_both", "`np.hypot(inf, -inf)`", np.hypot, ([INF], [-INF]),
     ([0.5**0.5], [-(0.5**0.5)])),
    ("arctan2_inf", "`np.arctan2(1, -inf)`", np.arctan2, ([1.0], [-INF]), ([0.0], [0.0])),
    ("minimum", "`np.minimum(x, y)` where one is NaN", np.minimum,
     ([NAN, 1.0, NAN], [1.0, NAN, NAN]), ([1.0, 0.0, 0.5], [0.0, 1.0, 0.5])),
    ("hypot_nan", "`np.hypot(inf, NaN)`, which is infinite", np.hypot, ([INF], [NAN]),
     ([1.0], [0.0])),
    ("arctan2_nan", "`np.arctan2(inf, NaN)`", np.arctan2, ([INF], [NAN]), ([NAN], [NAN])),
    ("elsewhere", "A row with NaN of which nothing is used",
     lambda x: np.prod(x, axis=1)[:1], ([[2.0, 3.0], [NAN, 1.0]],), [[3.0, 2.0], [0.0, 0.0]]),
    ("var_ddof", "`np.var(x, ddof=1)` of one value: NaN, as its value is",
     lambda x: ignoring(lambda: np.var(x, ddof=1)), ([1.0],), [NAN]),
]  # fmt: skip


def ignoring(f: Any) -> Any:
    """Return what ``f`` gives, without NumPy's word that there are no degrees of freedom."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return f()


for name, written, f, xs, values in nans:
    NANS.add(f"nan_{name}", written, partial(at, f, *xs), Right(values))


@NANS.right("A second derivative beside a NaN that is not picked", [16.0, 0.0])
def second_derivative_beside_nan() -> Any:
    x = variable(np.array([2.0, NAN]))
    picked = (x * 1.0)[:1]
    y = np.sum(np.square(picked * picked - 4.0)) / 2
    g = ad.gradients(y, x, create_graph=True)
    return ad.gradients(g[0], x)


# Linear algebra


@SPECTRA.right("`np.linalg.det(A)` of a singular matrix: its cofactors", [[4.0, -2.0], [-2.0, 1.0]])
def det_singular() -> Any:
    return at(np.linalg.det, [[1.0, 2.0], [2.0, 4.0]])


@SPECTRA.right("`np.linalg.eigvalsh(A).sum()` with equal eigenvalues: the trace", np.eye(2))
def equal_eigenvalues() -> Any:
    return at(lambda a: np.linalg.eigvalsh(a).sum(), np.eye(2))


@SPECTRA.refused(
    "Eigenvectors of equal eigenvalues", UndefinedDerivativeError, "equal|distinct|no derivative"
)
def vectors_of_equal_eigenvalues() -> Any:
    return at(lambda a: np.linalg.eigh(a)[1][0, 0], np.eye(2))


@SPECTRA.right("The nuclear norm of a matrix with equal singular values", np.eye(2))
def nuclear_norm() -> Any:
    return at(lambda a: np.linalg.norm(a, "nuc"), np.eye(2))


@SPECTRA.refused("`np.linalg.inv(A)` of a singular matrix", np.linalg.LinAlgError, "[Ss]ingular")
def inverse_of_singular() -> Any:
    return at(np.linalg.inv, [[1.0, 2.0], [2.0, 4.0]])
