"""Roads by which a derivative could be lost or spoilt without a word."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from untyped import variable

import autodiff as ad
from autodiff import DetachedError, Variable

INF, NAN = np.inf, np.nan


def grads(f: Any, *xs: Any) -> list[Any]:
    variables = [variable(np.asarray(x, float)) for x in xs]
    f(*variables).sum().backward()
    return [v.grad.tolist() for v in variables]


@pytest.mark.parametrize("f", [np.maximum, np.minimum])
def test_a_nan_operand_gets_the_gradient_of_the_nan_it_made(f: Any) -> None:
    g0, g1 = grads(f, [NAN, 1.0, NAN, 1.0], [1.0, NAN, NAN, 1.0])
    assert g0 == [1.0, 0.0, 0.5, 0.5]
    assert g1 == [0.0, 1.0, 0.5, 0.5]


def test_clip_hands_a_nan_its_gradient() -> None:
    assert grads(np.clip, [NAN, 0.5], [0.0, NAN], [1.0, 1.0]) == [[1.0, 0.0], [0.0, 1.0], [0, 0]]


@pytest.mark.parametrize(
    ("f", "x", "expected"),
    [
        (np.hypot, (INF, 1.0), (1.0, 0.0)),
        (np.hypot, (2.0, -INF), (0.0, -1.0)),
        (np.hypot, (INF, NAN), (1.0, 0.0)),
        (np.hypot, (INF, -INF), (0.5**0.5, -(0.5**0.5))),
        (np.hypot, (3.0, 4.0), (0.6, 0.8)),
        (np.arctan2, (INF, 1.0), (0.0, 0.0)),
        (np.arctan2, (1.0, -INF), (0.0, 0.0)),
        (np.arctan2, (INF, NAN), (NAN, NAN)),
    ],
)
def test_lengths_and_angles_have_their_limit_at_infinity(f: Any, x: Any, expected: Any) -> None:
    np.testing.assert_allclose(grads(f, *x), expected)
    mixed = [np.array([a, 3.0]) for a in x]
    np.testing.assert_allclose([g[0] for g in grads(f, *mixed)], expected)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("f", [np.std, np.var])
def test_without_degrees_of_freedom_a_spread_has_no_gradient(f: Any) -> None:
    (g,) = grads(lambda x: f(x, ddof=1), [1.0])
    assert np.isnan(g).all()
    (g,) = grads(lambda x: f(x, axis=1, ddof=1)[np.array([False])], [[1.0]])
    assert g == [[0.0]]


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(
    "f", [np.std, np.var, np.prod, np.cumprod, np.nanstd, np.nanvar, np.nanprod, np.max, np.sort]
)
@pytest.mark.parametrize("row", [[NAN, 1.0, 2.0], [INF, 1.0, 2.0], [INF, -INF, 0.0], [0.0] * 3])
def test_rows_not_picked_give_zero(f: Any, row: list[float]) -> None:
    (g,) = grads(lambda x: f(x, axis=1)[np.array([True, False])], [[0.3, 0.5, 0.9], row])
    assert np.isfinite(g[0]).all()
    assert g[1] == [0.0, 0.0, 0.0]


@pytest.mark.parametrize("pick", [slice(0, 1), np.array([True, False, False]), [0]])
def test_a_nan_elsewhere_costs_no_second_derivative(pick: Any) -> None:
    """A cotangent that is 0 here still changes with ``x``."""

    def f(x: Any) -> Any:
        v = (x * 1.0)[pick]
        return np.sum(np.square(v * v - 4.0)) / 2

    x = variable(np.array([2.0, NAN, 3.0]))
    (g,) = ad.gradients(f(x), [x], create_graph=True)
    (h,) = ad.gradients(g[0], [x])
    assert g.data.tolist() == [0.0, 0.0, 0.0]
    assert h.data.tolist() == [16.0, 0.0, 0.0]
    t: Any = ad.jvp(lambda v: ad.jvp(f, (v,), (variable(np.eye(3)[0]),))[1], (x,), (x * 0.5,))
    assert t[1].item() == 16.0


def test_an_infinite_slope_elsewhere_costs_no_second_derivative() -> None:
    x = variable(np.array([2.0, 0.0]))
    with np.errstate(divide="ignore"):
        w = np.where(np.array([True, False]), 1.0, 1.0 / x)
    u = (x * x - np.array([4.0, 1.0])) * w
    (g,) = ad.gradients(np.sum(np.square(u[:1])) / 2, [x], create_graph=True)
    (h,) = ad.gradients(g[0], [x])
    assert h.data[0] == 16.0


def test_a_copy_has_the_same_history() -> None:
    x = variable(np.array([1.0, 2.0]))
    y = copy.copy(x)
    (y * y).sum().backward()
    assert x.grad.tolist() == [2.0, 4.0]
    view = (x * 1.0)[:1]
    twin = copy.copy(view)
    twin += 1.0
    assert (view.item(), twin.item()) == (1.0, 2.0)
    assert copy.copy(Variable(None, "later")).name == "later"


def stored(v: Any) -> Any:
    return pickle.loads(pickle.dumps(v))  # noqa: S301  # our own


@pytest.mark.parametrize("twin", [copy.deepcopy, stored])
def test_leaves_are_stored_and_results_are_not(twin: Callable[[Any], Any]) -> None:
    x = variable(np.array([1.0, 2.0]))
    x.name = "x"
    part = x[:1]  # a view that is alive is no hindrance, and does not come along
    (x * x).sum().backward()
    y = twin(x)
    assert (y.name, y.data.tolist(), y.grad.tolist()) == ("x", [1.0, 2.0], [2.0, 4.0])
    (y * 3.0).sum().backward()
    assert y.grad.tolist() == [5.0, 7.0]
    assert x.grad.tolist() == [2.0, 4.0]
    for result in (x * 2.0, part):
        with pytest.raises(DetachedError, match=r"v\.data.*np\.copy"):
            twin(result)


def test_integers_are_changed_bit_by_bit_in_place() -> None:
    k = variable(np.array([1, 2, 3]))
    alias, part = k, k[1:]
    k <<= 2
    part |= 1
    part ^= variable(np.array([1, 1]))
    k >>= 1
    alias &= 6
    assert (k.data.tolist(), part.data.tolist()) == ([2, 4, 6], [4, 6])
    flags = variable(np.array([True, False]))
    with pytest.raises(TypeError, match="does not fit in place"):
        flags &= 2
