"""Our gradients against those of JAX, on the rows of the table.

A row is a function that calls ``np``; with ``jax.numpy`` in the place of ``np`` the same row is
JAX's. What JAX has not, or computes otherwise than NumPy, is left out.
"""

from __future__ import annotations

import sys
from types import FunctionType
from typing import Any

import numpy as np
import pytest
from operations import CASES, Case

from autodiff import Variable

jax: Any = pytest.importorskip("jax")
jax.config.update("jax_enable_x64", val=True)

pytestmark = pytest.mark.filterwarnings("ignore")


class Missing(Exception):  # noqa: N818  # not an error
    """Raised where the other library has no function of a name."""


class Special:
    """``jax.scipy.special``."""

    def __getattr__(self, name: str) -> Any:
        try:
            return getattr(jax.scipy.special, name)
        except AttributeError as error:
            raise Missing(name) from error


class Namespace:
    """``jax.numpy`` or a module of it, with NumPy's own names for dtypes and constants."""

    def __init__(self, numpys: Any = np, jaxs: Any = jax.numpy) -> None:
        self._numpys = numpys
        self._jaxs = jaxs

    def __getattr__(self, name: str) -> Any:
        theirs = getattr(self._numpys, name)
        if theirs in MODULES:
            return Namespace(theirs, getattr(self._jaxs, name))
        if isinstance(theirs, type) or not callable(theirs):
            return theirs
        if name in {"array", "zeros", "ones", "arange", "asarray", "linspace"}:
            return theirs  # constants stay NumPy's, which JAX's functions take
        try:
            return getattr(self._jaxs, name)
        except AttributeError as error:
            raise Missing(name) from error


MODULES = (np.linalg, np.fft)


def theirs(value: Any) -> Any:
    """Return ``value`` with JAX's functions in the place of NumPy's."""
    if value is np:
        return Namespace()
    name = getattr(value, "__name__", "")
    for module, jaxs in ((np, jax.numpy), (np.linalg, jax.numpy.linalg), (np.fft, jax.numpy.fft)):
        if callable(value) and getattr(module, name, None) is value:
            return getattr(Namespace(module, jaxs), name)
    if name in {"scipy.special", "autodiff.scipy.special"}:
        return Special()
    if callable(value) and getattr(sys.modules.get("scipy.special"), name, None) is value:
        return getattr(Special(), name)
    if isinstance(value, FunctionType) and value.__module__.startswith(("operations", __name__)):
        cells = tuple(type(cell)(theirs(cell.cell_contents)) for cell in value.__closure__ or ())
        names = {
            k: theirs(value.__globals__[k])
            for k in value.__code__.co_names
            if k in value.__globals__
        }
        defaults = tuple(theirs(d) for d in value.__defaults__ or ())
        return FunctionType(value.__code__, names, value.__name__, defaults, cells)
    return value


DETACHED = "JAX's gradient is zero without a word; ours goes to the elements of each value"
CONVENTIONS = dict.fromkeys(
    [
        "intersect1d",
        "setdiff1d",
        "setxor1d",
        "union1d",
        "unique",
        "unique_all",
        "unique_counts",
        "unique_inverse",
        "unique_values",
    ],
    DETACHED,
)
"""Functions on which the two disagree, and why."""

MOST = 12


def rows() -> list[Case]:
    """Return at most a few rows of each operation, since JAX compiles anew for each."""
    found: dict[str, list[Case]] = {}
    for case in CASES:
        found.setdefault(case.name, []).append(case)
    spread = (cases[:: -(-len(cases) // MOST)] for cases in found.values())
    return [case for cases in spread for case in cases]


ROWS = rows()


@pytest.mark.parametrize("case", ROWS, ids=[f"{i}-{c}" for i, c in enumerate(ROWS)])
def test_gradients_agree(case: Case) -> None:
    try:
        y, pull = jax.vjp(theirs(case.numpy), *case.inputs)
    except Exception as error:  # noqa: BLE001  # JAX lacks something, in one of many ways
        pytest.skip(f"{case.name}: {type(error).__name__}: {error}".splitlines()[0][:100])
    expected = np.asarray(case.numpy(*case.inputs))
    if np.shape(y) != expected.shape or not np.allclose(y, expected):
        pytest.skip(f"{case.name}: another value")
    gy = np.random.default_rng(7).normal(size=expected.shape)
    theirs_gx = pull(jax.numpy.asarray(gy, y.dtype))
    if case.name in CONVENTIONS and not any(np.any(g) for g in theirs_gx):
        return
    if any(np.isnan(g).any() for g in theirs_gx):
        pytest.skip(f"{case.name}: NaN, where JAX multiplies 0 by infinity")
    xs = [Variable(x) for x in case.inputs]
    case.ours(*xs).backward(gy=gy)
    for x, g in zip(xs, theirs_gx, strict=True):
        assert x.grad is not None
        np.testing.assert_allclose(x.grad, g, rtol=1e-8, atol=1e-8)


TIED = np.array([1.0, 2.0, 1.0])
ZERO = np.zeros(1)
WEIGHTS = np.array([1.0, 2.0, 4.0])
KINKS: dict[str, tuple[Any, Any, str]] = {
    "max": (np.max, -TIED, ""),
    "min": (np.min, TIED, ""),
    "maximum": (lambda x: np.maximum(x, 0.0), ZERO, ""),
    "clip": (lambda x: np.clip(x, 1.0, 3.0), TIED, ""),
    "sign": (np.sign, ZERO, ""),
    "sqrt": (np.sqrt, ZERO, ""),
    "square": (lambda x: x**2.0, ZERO, ""),
    "abs": (np.abs, ZERO, "ours is 0, between both sides; JAX takes the right side"),
    "sort": (lambda x: np.sort(x) * WEIGHTS, TIED, "ours shares evenly, JAX goes by position"),
    "partition": (lambda x: np.partition(x, 1) * WEIGHTS, TIED, "as for sort"),
    "median": (np.median, TIED, "as for sort"),
    "quantile": (lambda x: np.quantile(x, 0.1), TIED, "as for sort"),
    "median of NaNs": (
        np.median,
        np.array([np.nan, 1.0, np.nan]),
        "ours goes to the NaNs that made the result, JAX's is 0",
    ),
    "where": (
        lambda x: np.where(x > 0, np.sqrt(x), 0.0 * x),
        np.array([0.0, 4.0]),
        "ours is 0 on the branch not taken, JAX's is 0 * inf",
    ),
}
"""Points without a derivative, and why the two disagree there, if they do."""


@pytest.mark.parametrize("name", KINKS)
def test_conventions_at_ties_and_kinks_are_known(name: str) -> None:
    f, at, reason = KINKS[name]
    x = Variable(at)
    f(x).sum().backward()
    assert x.grad is not None
    g = np.asarray(jax.grad(lambda v: theirs(f)(v).sum())(at))
    assert np.array_equal(x.grad, g, equal_nan=True) == (not reason), (x.grad, g, reason)
