"""Transforms within transforms: each tells its own perturbation, to any order, with any mixture."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import product
from threading import Barrier
from typing import Any

import numpy as np
import pytest
from untyped import variable

import autodiff as ad
from autodiff import grad, jvp, vjp
from autodiff.testing import check_grads

X = np.array([0.5, -1.0, 2.0])


def by_grad(f: Any) -> Any:
    return grad(f)


def by_vjp(f: Any) -> Any:
    return lambda x: vjp(f, x)[1](np.ones(()))[0]


def by_jvp(f: Any) -> Any:
    return lambda x: jvp(f, (x,), (np.ones(()),))[1]


def by_linearize(f: Any) -> Any:
    return lambda x: ad.linearize(f, x)[1](1.0)


def by_gradients(f: Any) -> Any:
    def derivative(x: Any) -> Any:
        x = np.positive(x) if isinstance(x, ad.Variable) else variable(np.asarray(x))
        return ad.gradients(f(x), x, create_graph=True)

    return derivative


DERIVATIVES: dict[str, Any] = {
    "grad": by_grad,
    "vjp": by_vjp,
    "jvp": by_jvp,
    "linearize": by_linearize,
    "jacfwd": ad.jacfwd,
    "jacrev": ad.jacrev,
    "elementwise_grad": ad.elementwise_grad,
}
PAIRS = [*product(DERIVATIVES, DERIVATIVES)]


@pytest.mark.parametrize(("outer", "inner"), PAIRS)
def test_perturbations_are_not_confused(outer: str, inner: str) -> None:
    """After Siskind and Pearlmutter, Perturbation confusion and referential transparency (2005)."""
    d, e = DERIVATIVES[outer], DERIVATIVES[inner]
    assert d(lambda x: x * e(lambda y: x + y)(1.0))(1.0) == 1.0
    assert d(lambda x: x * e(lambda y: x * y)(2.0))(3.0) == 6.0
    assert d(lambda x: x * e(lambda _y: x)(2.0))(3.0) == 0.0
    assert d(lambda x: e(lambda y: x * y * y)(x))(3.0) == 12.0
    assert d(lambda x: x * e(lambda y: x * e(lambda z: x * y * z)(y))(x))(2.0) == 12.0
    assert d(e(lambda x: x * x))(5.0) == 2.0
    assert d(lambda x: e(lambda y: y**3)(x) * x)(2.0) == 36.0


@pytest.mark.parametrize(("outer", "inner"), PAIRS)
def test_second_derivatives_in_any_mixture(outer: str, inner: str) -> None:
    f = DERIVATIVES[outer](DERIVATIVES[inner](np.sin))
    result = f(0.5)
    assert result == pytest.approx(-np.sin(0.5))
    assert isinstance(result, (float, np.floating))


@pytest.mark.parametrize("names", [*product(["grad", "jvp", "jacrev"], repeat=3)])
def test_third_derivatives_in_any_mixture(names: tuple[str, ...]) -> None:
    f: Any = np.sin
    for name in names:
        f = DERIVATIVES[name](f)
    assert f(0.5) == pytest.approx(-np.cos(0.5))


@pytest.mark.parametrize("name", DERIVATIVES)
def test_transforms_of_gradients_and_of_backward(name: str) -> None:
    assert DERIVATIVES[name](by_gradients(np.sin))(0.5) == pytest.approx(-np.sin(0.5))
    x: Any = variable(np.array(0.5))
    y = DERIVATIVES[name](np.sin)(x) * x
    y.backward()
    assert x.grad == pytest.approx(np.cos(0.5) - 0.5 * np.sin(0.5))


def cubic(x: Any) -> Any:
    return np.sum(x**3) + np.prod(x)


def element_of_gradient(i: int) -> Any:
    return lambda x: grad(cubic)(x)[i]


def test_third_order_of_arrays() -> None:
    tensor = ad.jacobian(ad.hessian(cubic))(X)
    assert tensor.shape == (3, 3, 3)
    for i, j, k in np.ndindex(3, 3, 3):
        different = len({i, j, k}) == 3
        assert tensor[i, j, k] == pytest.approx(6.0 if i == j == k else float(different))
    for i in range(3):
        np.testing.assert_allclose(ad.hessian(element_of_gradient(i))(X), tensor[i])
    v, w = np.array([1.0, 2.0, -1.0]), np.array([0.5, 0.0, 1.0])
    expected = tensor @ v @ w
    np.testing.assert_allclose(grad(lambda x: w @ ad.hvp(cubic)(x, v))(X), expected)
    np.testing.assert_allclose(jvp(lambda x: ad.hvp(cubic)(x, v), (X,), (w,))[1], expected)
    np.testing.assert_allclose(vjp(lambda x: ad.hessian(cubic)(x) @ v, X)[1](w)[0], expected)
    hessian = ad.hessian(cubic)(X)
    products: list[Any] = [
        lambda x: jvp(grad(cubic), (x,), (v,))[1],
        lambda x: vjp(grad(cubic), x)[1](v)[0],
        grad(lambda y: jvp(cubic, (y,), (v,))[1]),
        lambda x: jvp(lambda y: vjp(cubic, y)[1](1.0)[0], (x,), (v,))[1],
        lambda x: vjp(lambda y: jvp(cubic, (y,), (v,))[1], x)[1](1.0)[0],
    ]
    for f in products:
        np.testing.assert_allclose(f(X), hessian @ v)
        np.testing.assert_allclose(ad.jacobian(f)(X), tensor @ v)


def test_products_with_hessians_of_products_with_hessians() -> None:
    v, w, u = np.array([1.0, 2.0, -1.0]), np.array([0.5, 0.0, 1.0]), np.array([3.0, 1.0, 1.0])
    inner = ad.hvp(lambda x: np.sum(x**4))
    np.testing.assert_allclose(ad.hvp(lambda x: np.sum(inner(x, v) * w))(X, u), 24 * v * w * u)


@pytest.mark.parametrize("name", ["grad", "jvp", "vjp", "linearize", "jacfwd", "elementwise_grad"])
def test_closures_over_variables_at_each_level(name: str) -> None:
    d = DERIVATIVES[name]
    a, b, c = (variable(np.array(v)) for v in (2.0, 3.0, 5.0))
    y = d(lambda x: a * x * d(lambda y: b * x * y**2 + c * d(lambda z: a * x * y * z)(7.0))(11.0))(
        13.0
    )
    # x: a x (2 b x y + c a x) = a (2 b y + c a) x**2
    assert isinstance(y, ad.Variable)
    assert y.item() == pytest.approx(2 * 2.0 * 13.0 * (2 * 3.0 * 11.0 + 5.0 * 2.0))
    y.backward()
    slopes = (2 * 13.0 * (2 * 3.0 * 11.0 + 2 * 5.0 * 2.0), 2 * 2.0 * 13.0 * 22.0, 2 * 13.0 * 4.0)
    assert [v.grad.item() for v in (a, b, c)] == pytest.approx(slopes)


def test_a_variable_both_passed_and_closed_over() -> None:
    x: Any = variable(np.array(3.0))
    g = grad(lambda y: y**2 * x)(x)
    assert g.item() == 18.0  # by y alone
    g.backward()
    assert x.grad == 12.0  # of 2 x**2
    x.cleargrad()
    g0, g1 = grad(lambda y, z: y**2 * z * x, argnums=(0, 1))(x, x)
    assert (g0.item(), g1.item()) == (54.0, 27.0)
    _, dy = jvp(lambda y: y * x, (x,), (np.array(1.0),))
    assert dy.item() == 3.0


def test_inner_variables_do_not_collect_gradients_and_outer_graphs_stay() -> None:
    x: Any = variable(np.array(2.0))
    h = x * x
    value, g = ad.value_and_grad(lambda y: y * h)(3.0)
    assert isinstance(value, ad.Variable)
    assert x.grad is None
    (g + h + value).backward()  # h is still there, for the inner sweep did not free it
    assert x.grad == 4.0 + 4.0 + 12.0


def test_nothing_is_recorded_within_no_grad_but_what_transforms_need() -> None:
    w: Any = variable(np.array(2.0))
    with ad.no_grad():
        g = grad(lambda x: w * x**3)(3.0)
        assert g == 54.0
        assert isinstance(g, float)
        assert ad.hessian(lambda x: w * x**3)(3.0) == 36.0
        assert grad(lambda x: x * grad(lambda y: x * y * w)(2.0))(3.0) == 12.0
        assert ad.Config.enable_backprop is False

    def f(x: Any) -> Any:
        with ad.no_grad():
            scale = x * 2.0
        return x * scale

    assert grad(f)(3.0) == 6.0
    assert jvp(f, (3.0,), (1.0,))[1] == 6.0


def test_plain_in_is_plain_out_whatever_the_function_makes_within() -> None:
    def f(x: Any) -> Any:
        state: Any = variable(np.zeros(3))
        for _ in range(3):
            state = state + x * grad(lambda s: np.sum(np.sin(s)))(state)
        return np.sum(state)

    value, g = ad.value_and_grad(f)(0.5)
    assert (type(value), type(g)) == (np.float64, float)
    check_grads(f, (0.5,))


def test_what_is_read_before_it_is_written_came_from_nowhere() -> None:
    """A recurrence reads the zeros that it starts from."""

    def recurrence(x: Any) -> Any:
        y = np.zeros_like(x)
        for i in range(1, x.size):
            y[i] = y[i - 1] ** 2 + x[i]
        return y

    def total(x: Any) -> Any:
        return np.sum(recurrence(x))

    x = np.array([1.0, 2.0, 3.0])
    for derivative, f in ((ad.jacobian, recurrence), (ad.grad, total), (ad.hessian, total)):
        assert type(derivative(f)(x)) is np.ndarray
    np.testing.assert_array_equal(ad.jacobian(recurrence)(x), [[0, 0, 0], [0, 1, 0], [0, 4, 1]])
    np.testing.assert_array_equal(ad.hessian(total)(x), np.diag([0, 2, 0]))


def test_generators_and_closures_that_are_called_later() -> None:
    def powers(x: Any) -> Any:
        y = x
        while True:
            yield y
            y = y * x

    def f(x: Any) -> Any:
        steps = powers(x)
        return sum(next(steps) for _ in range(4))

    assert grad(f)(2.0) == 1 + 4 + 12 + 32
    pullbacks = [vjp(partial(np.multiply, float(n)), 2.0)[1] for n in range(1, 4)]
    assert [pull(1.0)[0] for pull in pullbacks] == [1.0, 2.0, 3.0]


def test_each_thread_has_transforms_of_its_own() -> None:
    barrier = Barrier(8)

    def work(k: int) -> list[float]:
        barrier.wait()
        results = []
        for _ in range(30):
            with ad.no_grad() if k % 2 else ad.enable_grad():
                f = DERIVATIVES[[*DERIVATIVES][k % len(DERIVATIVES)]]
                results.append(float(grad(lambda x, f=f: x * f(lambda y: k * x * y**2)(x))(2.0)))
        return results

    with ThreadPoolExecutor(8) as pool:
        for k, results in enumerate(pool.map(work, range(8))):
            assert results == [24.0 * k] * 30


@pytest.mark.parametrize("name", DERIVATIVES)
@pytest.mark.parametrize("recording", [True, False])
def test_an_exception_leaves_everything_as_it_was(name: str, recording: bool) -> None:
    w: Any = variable(np.array(2.0))
    h = w * w

    def failing(x: Any) -> Any:
        y = x * h
        grad(lambda z: z * y)(1.0)
        raise ZeroDivisionError

    with ad.using_config("enable_backprop", recording):
        for f in (failing, grad(failing)):
            with pytest.raises(ZeroDivisionError):
                DERIVATIVES[name](f)(1.0)
            assert ad.Config.enable_backprop is recording
    assert np.geterr()["invalid"] == "warn"
    assert w.grad is None
    h.backward()
    assert w.grad == 4.0
