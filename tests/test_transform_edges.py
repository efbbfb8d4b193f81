"""The edge of transforms: who owns which array, which argument is meant, what is refused."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest
from untyped import variable

import autodiff as ad

# As a program without annotations sees them: most calls here are wrong.
untyped: Any = ad
grad, jvp, linearize, vjp = untyped.grad, untyped.jvp, untyped.linearize, untyped.vjp
value_and_grad, hvp, leaves = untyped.value_and_grad, untyped.hvp, untyped.trees.leaves

X = np.array([0.5, 1.0, 2.0])


def arrays_in(result: Any) -> list[Any]:
    return [leaf for leaf in leaves(result) if isinstance(leaf, np.ndarray)]


KEEPING: dict[str, Callable[[Any], Any]] = {
    "identity": lambda x: x,
    "square": lambda x: x * x,
    "view": lambda x: x[::-1],
    "reshaped": lambda x: np.reshape(x, (1, 3)),
    "exp keeps its result": np.exp,
    "twice": lambda x: (x, x, np.tanh(x)),
    "transposed": lambda x: (np.outer(x, x).T, x),
    "broadcast": lambda x: np.broadcast_to(x, (2, 3)),
}


@pytest.mark.parametrize("name", KEEPING)
def test_what_was_given_or_returned_may_be_written_to(name: str) -> None:
    f = KEEPING[name]
    expected_y, x = f(X.copy()), X.copy()
    y, pullback, aux = vjp(lambda x: (f(x), f(x)), x, has_aux=True)
    gy = ad.trees.map(np.cos, expected_y)
    before = pullback(gy)[0].copy()
    y_linear, pushforward = linearize(f, x)
    dy = pushforward(X)
    tangent = ad.trees.map(np.copy, dy)
    for array in [*arrays_in([y, aux, y_linear]), *arrays_in([pullback(gy), dy, gy]), x]:
        array[...] = np.nan
    (g,) = pullback(ad.trees.map(np.cos, expected_y))
    np.testing.assert_array_equal(g, before)
    for a, b in zip(leaves(pushforward(X)), leaves(tangent), strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("name", KEEPING)
def test_gradients_and_tangents_are_arrays_of_their_own(name: str) -> None:
    x, v = X.copy(), X.copy()
    y, pullback = vjp(KEEPING[name], x)
    gy = ad.trees.map(np.copy, y)
    _, dy = jvp(KEEPING[name], (x,), (v,))
    groups = [
        [x],
        [v],
        arrays_in(gy),
        arrays_in(pullback(gy)),
        arrays_in(pullback(gy)),
        arrays_in(dy),
    ]
    for i, group in enumerate(groups):
        for j, other in enumerate(groups):
            for a in group:
                assert a.flags.writeable
                assert i == j or not any(np.shares_memory(a, b) for b in other)
    ga, gb = grad(lambda a, b: np.sum(a + b), argnums=(0, 1))(x, v)
    assert not np.shares_memory(ga, gb)


def test_an_argument_is_not_written_to() -> None:
    def written(x: Any) -> Any:
        y = x * 1.0
        y[0] = 5.0
        y += x
        return np.sum(y * y)

    x = X.copy()
    for transform in (grad, value_and_grad, ad.hessian, ad.jacobian):
        transform(written)(x)
    np.testing.assert_array_equal(x, X)

    def into_argument(x: Any) -> Any:
        x[0] = 5.0
        return np.sum(x * x)

    for transform in (grad, ad.hessian):
        with pytest.raises(ad.InPlaceError, match=r"x\.copy\(\)"):
            transform(into_argument)(x)
    np.testing.assert_array_equal(x, X)


def test_auxiliary_results_of_any_kind() -> None:
    marker = object()
    state = {"step": 3, "marker": marker, "history": [1, 2]}

    def f(x: Any) -> Any:
        y = np.sum(x**2)
        return y, {"y": y, "x": x, "none": None, "state": state, "pair": (y * 2.0, "text")}

    g, aux = grad(f, has_aux=True)(X)
    np.testing.assert_array_equal(g, 2 * X)
    assert aux["state"] is state
    assert type(aux["y"]) is np.float64
    assert type(aux["x"]) is np.ndarray
    assert aux["pair"] == (2 * aux["y"], "text")
    (value, aux), g = value_and_grad(f, has_aux=True)(X)
    assert value == aux["y"]
    for aux in (marker, None, {1, 2}, lambda: 3, "text", state, [state]):
        assert grad(lambda x, a=aux: (np.sum(x), a), has_aux=True)(X)[1] is aux
    *_, aux = jvp(lambda x: (x, marker), (X,), (X,), has_aux=True)
    assert aux is marker
    for wrong in (lambda x: x, lambda x: [x, 1], lambda x: (x, 1, 2)):
        with pytest.raises(TypeError, match=r"has_aux=True f returns \(result, aux\)"):
            grad(wrong, has_aux=True)(2.0)


def test_auxiliary_results_that_depend_on_variables_stay_differentiable() -> None:
    w: Any = variable(np.array(2.0))
    (_, aux), _ = value_and_grad(lambda x: (x * x, w * 3.0), has_aux=True)(1.0)
    aux.backward()
    assert w.grad == 3.0
    y, _ = vjp(lambda _x: w, 1.0)
    assert y is w


class Model:
    """Has a method that is differentiated."""

    def __init__(self) -> None:
        self.k = 3.0

    def loss(self, x: Any, y: Any = 1.0) -> Any:
        """Return a loss."""
        return self.k * x * x * y

    @ad.grad(argnums=1)
    def slope(self, x: Any) -> Any:
        return self.k * x * x

    def __call__(self, x: Any, *, scale: Any) -> Any:
        return self.k * x * scale


def test_functions_methods_partials_and_callables() -> None:
    model: Any = Model()
    assert grad(model.loss)(2.0) == 12.0
    assert grad(model.loss).__name__ == "loss"
    assert grad(model.loss).__doc__ == "Return a loss."
    assert model.slope(2.0) == 12.0
    assert grad(model)(2.0, scale=2.0) == 6.0
    assert grad(partial(model.loss, y=2.0))(2.0) == 24.0
    assert grad(partial(model.loss, 2.0))(5.0) == 12.0
    assert grad(np.multiply, argnums=1)(2.0, 3.0) == 2.0
    assert grad(lambda *xs: xs[0] * xs[1], argnums=(1, 0))(2.0, 3.0) == (2.0, 3.0)
    assert grad(np.dot)(X, X).tolist() == X.tolist()

    @ad.grad
    def plain(x: Any) -> Any:
        return x**2

    @ad.grad(argnums=(0,), has_aux=True)
    def with_options(x: Any) -> Any:
        return x**2, "aux"

    assert plain(3.0) == 6.0
    assert with_options(3.0) == ((6.0,), "aux")


def test_which_argument_is_meant() -> None:
    def f(x: Any, y: Any = 2.0, *rest: Any, scale: Any = 1.0) -> Any:
        return x * y**2 * scale * sum(rest, 1.0)

    assert grad(f, argnums=1)(3.0, 2.0) == 12.0
    assert grad(f, argnums=1)(3.0, y=2.0, scale=2.0) == 24.0
    assert grad(f, argnums=(1, 0))(y=2.0, x=3.0) == (12.0, 4.0)
    assert grad(f, argnums=-1)(3.0, 2.0, 5.0, scale=0.5) == 6.0
    assert grad(f, argnums=(-1, 0))(3.0, 2.0, 5.0) == (12.0, 24.0)
    assert grad(f, argnums=[0])(3.0, 2.0) == (4.0,)
    assert grad(f, argnums=np.int64(1))(3.0, 2.0) == 12.0
    assert grad(f)(3.0, 2) == 4.0


@pytest.mark.parametrize(
    "transform", [grad, value_and_grad, ad.jacobian, ad.hessian, ad.hvp, ad.elementwise_grad]
)
def test_wrong_argnums_and_functions_are_refused(transform: Any) -> None:
    for argnums in (True, 1.0, "x", None, (0, "x")):
        with pytest.raises(TypeError, match="argnums is an int or a tuple of ints"):
            transform(np.sin, argnums)
    for numbers in ((), (0, 0)):
        with pytest.raises(ValueError, match="argnums has numbers, each once"):
            transform(np.sin, numbers)
    with pytest.raises(TypeError, match="f is a function, got <class 'int'>"):
        transform(3)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda f: grad(f, 2)(1.0, 2.0), TypeError, r"argnums has 2, but f was called with 2 pos"),
        (lambda f: grad(f, 1)(1.0), TypeError, r"argnums has 1, .* and without y"),
        (lambda f: grad(f, -3)(1.0, 2.0), TypeError, r"argnums has -3"),
        (lambda f: grad(f, (1, -1))(1.0, 2.0), ValueError, r"mean one argument twice"),
        (lambda f: grad(f)(), TypeError, r"argnums has 0, .* and without x"),
        (lambda f: grad(f)(1), ad.NotDifferentiableError, r"argument 0 of int has no derivative"),
        (lambda f: grad(f)(np.arange(3)), TypeError, r"argument 0 of dtype int64"),
        (lambda f: grad(f)(X), ad.GradientError, r"array of shape \(3,\).*jacobian.*vjp.*element"),
        (lambda f: grad(f)(1j), ad.NotDifferentiableError, r"complex128.*real part or its modulus"),
        (lambda f: grad(lambda x: (f(x), 1))(1.0), TypeError, r"returned <class 'tuple'>.*has_aux"),
        (lambda f: grad(lambda x: [f(x)][:0])(1.0), TypeError, r"returned <class 'list'>"),
        (
            lambda f: vjp(f, X)[1](np.ones(2)),
            ad.GradientError,
            r"vjp.*\(2,\), the result has \(3,\)",
        ),
        (lambda f: vjp(f, X)[1](1.0), ad.GradientError, r"vjp.*shape \(\), the result has \(3,\)"),
        (
            lambda f: vjp(f, X)[1](X + 1j),
            ad.GradientError,
            r"complex128 for a result of dtype float",
        ),
        (lambda f: vjp(f, X)[1](X.tolist()), TypeError, r"an array of shape \(3,\), got .*list"),
        (
            lambda f: jvp(f, (X,), (X[:2],)),
            ad.GradientError,
            r"tangent 0 has shape \(2,\), its pri",
        ),
        (lambda f: jvp(f, (X,), (X + 1j,)), ad.GradientError, r"tangent 0 has dtype complex128"),
        (lambda f: jvp(f, (X,), ()), TypeError, r"1 primals and 0 tangents"),
        (lambda f: linearize(f, X)[1](X, X), TypeError, r"1 primals and 2 tangents"),
        (lambda f: hvp(lambda x: np.sum(f(x)))(X, X[:2]), ad.GradientError, r"hvp: v.*\(2,\)"),
        (lambda f: grad(lambda x: np.dot(f(x), np.ones(4)))(X), ValueError, r"dot\(float64\[3\]"),
    ],
)
def test_errors_say_what_is_wrong(call: Any, error: Any, message: str) -> None:
    def f(x: Any, y: Any = 1.0) -> Any:
        return x * y

    with pytest.raises(error, match=message):
        call(f)
    assert ad.Config.enable_backprop is True


def test_a_refused_cotangent_spoils_nothing() -> None:
    y, pullback = vjp(lambda x: (x * x, np.sin(x)), X)
    for wrong in ((X, X[:2]), (X, None), X):
        with pytest.raises((TypeError, ad.GradientError)):
            pullback(wrong)
    np.testing.assert_allclose(pullback((X, X))[0], 2 * X * X + np.cos(X) * X)
    np.testing.assert_array_equal(y[0], X * X)


def test_numbers_stand_for_cotangents_and_tangents_without_axes() -> None:
    for one in (1, 1.0, np.float32(1), np.array(1)):
        assert vjp(lambda x: x * x, 2.0)[1](one) == (4.0,)
        assert jvp(lambda x: x * x, (2.0,), (one,)) == (4.0, 4.0)
    assert vjp(lambda: 3.0)[1](1.0) == ()
    assert jvp(lambda: 3.0, (), ()) == (3.0, 0.0)
