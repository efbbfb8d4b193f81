"""Properties of gradient hooks: what they see, what their result does, how long they live."""

from __future__ import annotations

import copy
import gc
import pickle
import threading
import weakref
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest
from collecting import without_collector
from duck import Duck, unwrapped
from untyped import variable

import autodiff as ad
from autodiff import Variable
from autodiff.diagnosis.hooks import HOOKED

Hook = Callable[[Any], Any]
nx: Any = np  # whose stubs do not know Variables


@pytest.fixture(autouse=True)
def _nothing_is_left() -> Any:
    before = set(HOOKED)
    yield
    gc.collect()
    assert set(HOOKED) <= before


def collecting(seen: list[Any]) -> Hook:
    return lambda g: seen.append(g)  # noqa: PLW0108  # of each test a function of its own


def intermediate(x: Any, hook: Hook) -> Any:
    """Return a result which used a hooked one twice."""
    y = np.sin(x)
    y.register_hook(hook)
    return (y * y + 3.0 * y).sum()


X = np.array([0.5, -1.0, 2.0])
AT_Y = 2 * np.sin(X) + 3.0


def test_sees_the_sum_once_though_the_variable_is_gone() -> None:
    x = variable(X)
    seen: list[Any] = []
    z = intermediate(x, collecting(seen))
    gc.collect()
    z.backward()
    (g,) = seen
    np.testing.assert_allclose(g, AT_Y)
    assert isinstance(g, np.ndarray)
    np.testing.assert_allclose(x.grad, AT_Y * np.cos(X))


def test_result_takes_the_place_of_the_gradient() -> None:
    x = variable(X)
    intermediate(x, lambda g: np.clip(g, -1.0, 4.0)).backward()
    np.testing.assert_allclose(x.grad, np.clip(AT_Y, -1.0, 4.0) * np.cos(X))


def test_leaf_is_given_the_total_of_each_pass() -> None:
    x = variable(X)
    seen: list[Any] = []
    x.register_hook(lambda g: seen.append(g.copy()))
    x.register_hook(lambda g: 10.0 * g)
    for _ in range(2):
        (x * x + x).sum().backward()
    np.testing.assert_allclose(seen, [2 * X + 1, 2 * X + 1])
    np.testing.assert_allclose(x.grad, 20 * (2 * X + 1))


def test_result_that_is_a_leaf_is_given_its_cotangent() -> None:
    x = variable(X)
    x.register_hook(lambda g: 2.0 * g)
    x.backward()
    np.testing.assert_array_equal(x.grad, np.full(3, 2.0))
    np.testing.assert_array_equal(ad.gradients(x, x).data, np.full(3, 2.0))


def test_order_is_that_of_registration() -> None:
    x = variable(X)
    calls: list[int] = []

    def numbered(i: int) -> Hook:
        def hook(g: Any) -> Any:
            calls.append(i)
            return g + i

        return hook

    y = x * 1.0
    handles = [y.register_hook(numbered(i)) for i in range(4)]
    handles[2].remove()
    handles[2].remove()  # again changes nothing
    y.sum().backward()
    assert calls == [0, 1, 3]
    np.testing.assert_array_equal(x.grad, np.full(3, 5.0))


def test_handle_is_a_context_manager() -> None:
    x = variable(X)
    with x.register_hook(lambda g: 0.0 * g):
        x.sum().backward()
        np.testing.assert_array_equal(x.grad, np.zeros(3))
    x.sum().backward()
    np.testing.assert_array_equal(x.grad, np.ones(3))


REVERSE: dict[str, Callable[[Callable[[Any], Any], Any], Any]] = {
    "grad": lambda f, x: ad.grad(f)(x),
    "value_and_grad": lambda f, x: ad.value_and_grad(f)(x)[1],
    "vjp": lambda f, x: ad.vjp(f, x)[1](1.0)[0],
    "jacrev": lambda f, x: ad.jacrev(f)(x),
    "checkpoint": lambda f, x: ad.grad(ad.checkpoint(f))(x),
    "gradients": lambda f, x: ad.gradients(f(v := Variable(x)), v).data,
    "recorded": lambda f, x: ad.gradients(f(v := Variable(x)), v, create_graph=True).data,
}


@pytest.mark.parametrize("name", REVERSE)
@pytest.mark.parametrize("where", ["argument", "intermediate"])
def test_is_called_by_everything_in_reverse_mode(name: str, where: str) -> None:
    seen: list[Any] = []

    def hook(g: Any) -> Any:
        seen.append(g)
        return 2.0 * g

    def f(x: Any) -> Any:
        if where == "intermediate":
            return intermediate(x, hook)
        x.register_hook(hook)
        return (x * x).sum()

    at = AT_Y if where == "intermediate" else 2 * X
    after = np.cos(X) if where == "intermediate" else 1.0
    np.testing.assert_allclose(REVERSE[name](f, X), 2.0 * at * after)
    assert len(seen) == 1
    g = getattr(seen[0], "data", seen[0]) if name == "recorded" else seen[0]
    np.testing.assert_allclose(g, at)


def test_argument_that_is_returned_as_it_is() -> None:
    def f(x: Any) -> Any:
        x.register_hook(lambda g: 2.0 * g)
        return x, 3.0 * x

    _, pullback = ad.vjp(f, X)
    (g,) = pullback((np.ones(3), np.ones(3)))
    np.testing.assert_array_equal(g, np.full(3, 8.0))


def test_forward_mode_has_no_gradient_to_show() -> None:
    def f(x: Any) -> Any:
        y = np.sin(x)
        y.register_hook(_raise)
        return y

    np.testing.assert_allclose(ad.jvp(f, (X,), (np.ones(3),))[1], np.cos(X))
    np.testing.assert_allclose(ad.jacfwd(f)(X), np.diag(np.cos(X)))


def test_rows_of_a_jacobian_are_shown_one_after_the_other() -> None:
    seen: list[Any] = []

    def f(x: Any) -> Any:
        y = np.sin(x)
        y.register_hook(collecting(seen))
        y.register_hook(np.sign)
        return 5.0 * y

    np.testing.assert_allclose(ad.jacrev(f)(X), np.diag(np.cos(X)))
    np.testing.assert_array_equal(seen, 5.0 * np.eye(3))


def test_second_derivative_goes_through_the_hook() -> None:
    """It is as good as an operation that does nothing, but to the gradient."""

    class Cubed(ad.Function):
        def forward(self, x: Any) -> Any:
            return x

        def backward(self, gy: Any) -> Any:
            return gy**3

    def by_operation(x: Any) -> Any:
        y = Cubed()(x * x)
        return (y * y).sum()

    def by_hook(x: Any) -> Any:
        y = x * x
        y.register_hook(lambda g: g**3)
        return (y * y).sum()

    def second(f: Any) -> Any:
        x = variable(X)
        g = ad.gradients(f(x), x, create_graph=True)
        np.testing.assert_allclose(g.data, 16 * X**7)  # (2 x^2)^3 2x
        return ad.gradients(g.sum(), x).data

    np.testing.assert_allclose(second(by_hook), second(by_operation))
    rows = [ad.jacrev(ad.grad(f))(X) for f in (by_hook, by_operation)]
    np.testing.assert_allclose(*rows)
    recorded = ad.jacrev(ad.grad(by_hook))(variable(X))
    np.testing.assert_allclose(recorded.data, rows[0])


def test_plain_array_in_a_recorded_pass_is_refused() -> None:
    def second(hook: Hook) -> Any:
        x = variable(X)
        y = x * x
        y.register_hook(hook)
        g = ad.gradients((y * y).sum(), x, create_graph=True)
        return ad.gradients(g.sum(), x).data

    with pytest.raises(ad.GradientError, match="second derivative"):
        second(lambda g: 2.0 * g.data)
    np.testing.assert_array_equal(second(lambda _: np.zeros(3)), np.zeros(3))
    np.testing.assert_array_equal(second(lambda _: Variable(np.ones(3))), np.full(3, 2.0))


def test_complex_gradients_are_shown_as_users_see_them() -> None:
    z0 = np.array([1.0 + 2.0j, -0.5j])
    seen: list[Any] = []
    z = variable(z0)
    w = z * 1.0
    for v in (z, w):
        v.register_hook(collecting(seen))
        v.register_hook(lambda g: 2.0 * g)
    (np.abs(w) ** 2).sum().backward()
    np.testing.assert_allclose(seen, [2 * z0, 4 * z0])
    np.testing.assert_allclose(z.grad, 8 * z0)


def test_one_of_several_results() -> None:
    x = variable(np.diag([1.0, 2.0]))
    values, vectors = nx.linalg.eigh(x)
    values.register_hook(lambda g: np.array([0.0, 1.0]) * g)
    vectors.register_hook(_raise)
    values.sum().backward()
    np.testing.assert_allclose(x.grad, np.diag([0.0, 1.0]))


def test_shape_of_no_axes() -> None:
    x = variable(np.array(2.0))
    y = x * x
    seen: list[Any] = []
    y.register_hook(collecting(seen))
    y.register_hook(lambda g: 3.0 * g)
    y.register_hook(lambda g: 2.0 * g.item())
    y.backward()
    assert isinstance(seen[0], np.ndarray)
    assert seen[0].shape == ()
    np.testing.assert_array_equal(x.grad, 24.0)


@pytest.mark.parametrize(
    ("returned", "message"),
    [
        (np.ones(2), r"float64\[2\] for a gradient of float64\[3\]"),
        (np.ones(3, np.float32), r"float32\[3\] for a gradient of float64\[3\]"),
        (np.ones((1, 3)), r"float64\[1, 3\]"),
        (1.0, "float"),
        ([1.0, 1.0, 1.0], "list"),
    ],
)
@pytest.mark.parametrize("leaf", [False, True])
def test_wrong_results_are_refused(returned: Any, message: str, leaf: bool) -> None:
    x = variable(X)
    y = x * 2.0
    (x if leaf else y).register_hook(lambda _: returned)
    with pytest.raises(ad.GradientError, match=message):
        y.sum().backward()
    assert x.grad is None


def _raise(_: Any) -> None:
    raise KeyError


@pytest.mark.parametrize("leaf", [False, True])
def test_exception_leaves_every_grad(leaf: bool) -> None:
    x, w = variable(X), variable(X)
    y = x * w
    (w if leaf else y).register_hook(_raise)
    with pytest.raises(KeyError):
        (y * x).sum().backward(retain_grad=True)
    assert x.grad is w.grad is y.grad is None
    assert ad.Config.enable_backprop


def test_gradient_cannot_be_written_to() -> None:
    x = variable(X)

    def hook(g: Any) -> None:
        g *= 2.0

    for v in (x, x * 1.0):
        with v.register_hook(hook), pytest.raises(ValueError, match="read-only"):
            (v * X).sum().backward()


def test_what_a_hook_keeps_or_returns_is_not_shared() -> None:
    x = variable(X)
    buffer = np.empty(3)
    seen: list[Any] = []

    def hook(g: Any) -> Any:
        seen.append(g)
        return np.multiply(g, 2.0, out=buffer)

    y = x + 0.0
    z = y + 0.0
    for v in (z, y, x):
        v.register_hook(hook)
    (z + y).sum().backward()
    np.testing.assert_array_equal(seen, [np.ones(3), np.full(3, 3.0), np.full(3, 6.0)])
    np.testing.assert_array_equal(x.grad, np.full(3, 12.0))
    assert x.grad is not None
    assert not np.shares_memory(x.grad, buffer)


def test_reads_and_writes_of_elements() -> None:
    x = variable(X)
    y = x * 1.0
    seen: list[Any] = []
    y.register_hook(collecting(seen))
    z = y * 1.0
    z[0] = y[2]
    kept = y[1]
    kept.register_hook(lambda g: 7.0 * g)
    (z.sum() + kept + y[1]).backward()
    np.testing.assert_array_equal(seen, [[0.0, 9.0, 2.0]])
    np.testing.assert_array_equal(x.grad, [0.0, 9.0, 2.0])


def test_stays_with_the_old_value_after_a_write() -> None:
    x = variable(X)
    seen: list[Any] = []
    y = x * 1.0
    y.register_hook(collecting(seen))
    y.retain_grad()
    y *= 5.0
    y.sum().backward()
    np.testing.assert_array_equal(seen, [np.full(3, 5.0)])
    assert y.grad is None


def test_retained_graph_keeps_its_hooks_and_a_freed_one_drops_them() -> None:
    x = variable(X)
    seen: list[Any] = []
    hook = collecting(seen)
    alive = weakref.ref(hook)
    y = x * x
    y.register_hook(hook)
    del hook
    z = y.sum()
    z.backward(retain_graph=True)
    z.backward()
    assert len(seen) == 2
    assert alive() is None


def times(v: Any, g: Any) -> Any:
    return g * v.data


@pytest.mark.parametrize("leaf", [False, True])
def test_hook_on_its_own_variable_does_not_live_for_ever(leaf: bool) -> None:
    x = variable(X)
    v = x if leaf else x * x
    v.register_hook(partial(times, v))
    gone = weakref.ref(v)
    del x, v
    gc.collect()
    assert gone() is None
    assert not HOOKED


def test_graph_that_is_used_up_needs_no_collector() -> None:
    x = variable(X)
    with without_collector():
        y = x * x
        y.register_hook(partial(times, y))
        gone = weakref.ref(y.creator)
        y.sum().backward()
        del y
        assert gone() is None


def test_copies_have_no_hooks() -> None:
    x = variable(X)
    x.register_hook(lambda g: 2.0 * g)
    for other in (copy.deepcopy(x), pickle.loads(pickle.dumps(x))):  # noqa: S301  # our own
        other.sum().backward()
        np.testing.assert_array_equal(other.grad, np.ones(3))


def test_variables_without_a_gradient_are_refused() -> None:
    with ad.no_grad():
        untracked = variable(X) * 2.0
    for name in ("register_hook", "retain_grad"):
        args = (_raise,) if name == "register_hook" else ()
        with pytest.raises(ad.UntrackedError, match=f"{name}: .*no_grad"):
            getattr(untracked, name)(*args)
        with pytest.raises(ad.NotDifferentiableError, match=f"{name}: int64"):
            getattr(Variable(np.arange(3)), name)(*args)
    with pytest.raises(TypeError, match="is a function"):
        variable(X).register_hook(3)


def test_settings_of_the_user_hold_in_a_hook() -> None:
    x = variable(X)
    y = x * 1.0
    seen: list[Any] = []

    def hook(_: Any) -> None:
        seen.append((ad.Config.enable_backprop, np.geterr()["divide"]))

    y.register_hook(hook)
    with np.errstate(divide="raise"):
        ad.gradients(y.sum(), x, create_graph=True)
        ad.gradients(y.sum(), x)
    assert seen == [(True, "raise"), (False, "raise")]


def test_retained_gradients() -> None:
    x = variable(X)
    y = np.sin(x)
    z = y * y
    y.retain_grad()
    y.register_hook(lambda g: 2.0 * g)
    x.retain_grad()
    total = z.sum()
    for _ in range(2):
        total.backward(retain_graph=True)
        np.testing.assert_allclose(y.grad, 4 * np.sin(X))  # replaced, not added up
    assert z.grad is None
    np.testing.assert_allclose(x.grad, 2 * 4 * np.sin(X) * np.cos(X))
    matrix = variable(np.diag([1.0, 2.0]))
    values, _ = nx.linalg.eigh(matrix)
    values.retain_grad()
    values.sum().backward()
    np.testing.assert_array_equal(values.grad, np.ones(2))
    w = np.sin(x)
    w.retain_grad()
    w.sum().backward(retain_grad=True)
    np.testing.assert_array_equal(w.grad, np.ones(3))


def test_threads_that_hook_one_leaf() -> None:
    x = variable(X)
    seen: list[Any] = []

    def register() -> None:
        for _ in range(200):
            with x.register_hook(_raise):
                pass
            x.register_hook(collecting(seen))

    threads = [threading.Thread(target=register) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    x.sum().backward()
    assert len(seen) == 800


def test_foreign_arrays() -> None:
    x = variable(Duck(np.array([4.0, 1.0])))
    y = np.sqrt(x)
    y.register_hook(lambda g: g * 2.0)
    x.register_hook(lambda g: g * 10.0)
    y.sum().backward()
    assert type(x.grad) is Duck
    np.testing.assert_array_equal(unwrapped(x.grad), [5.0, 10.0])


@pytest.mark.parametrize("data", [np.ones(1), np.array([1, 2, 3])])
def test_a_hook_is_not_given_the_gradient_of_replaced_data(data: Any) -> None:
    """The total of a leaf is checked against what it holds now, whether anybody sees it or not."""
    seen: list[Any] = []
    x = variable(np.ones(3))
    y = (x * 2.0).sum()
    x.register_hook(seen.append)
    x.data = data
    with pytest.raises(ad.GradientError, match=r"replaced.*backward"):
        y.backward()
    assert not seen
    assert x.grad is None
