"""What transforms keep and what they walk: no more than the call that they differentiate."""

from __future__ import annotations

import sys
import tracemalloc
import weakref
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from untyped import variable

import autodiff as ad
from autodiff import grad, graph, jvp, value_and_grad, vjp


def watched(f: Callable[[Any], Any], nodes: list[Any]) -> Callable[[Any], Any]:
    """Return ``f``, with weak references to what it records noted."""

    def noting(x: Any) -> Any:
        y = f(x)
        nodes.append(weakref.ref(y.creator))
        return y

    return noting


def program(x: Any) -> Any:
    return np.sum(np.tanh(x * x)[::-1] ** 2)


X = np.ones(3)
CALLS: dict[str, Callable[[Any], Any]] = {
    "grad": lambda f: grad(f)(X),
    "value_and_grad": lambda f: value_and_grad(f)(X),
    "hessian": lambda f: ad.hessian(f)(X),
    "hvp": lambda f: ad.hvp(f)(X, X),
    "jacobian": lambda f: ad.jacobian(f)(X),
    "jacfwd": lambda f: ad.jacfwd(f)(X),
    "jvp": lambda f: jvp(f, (X,), (X,)),
    "grad of grad": lambda f: grad(lambda x: np.sum(grad(f)(x)))(X),
    "vjp, used": lambda f: vjp(f, X)[1](1.0),
    "linearize, used": lambda f: ad.linearize(f, X)[1](X),
    "aux": lambda f: grad(lambda x: (f(x), x * 2.0), has_aux=True)(X),
}


@pytest.mark.usefixtures("no_collector")
@pytest.mark.parametrize("name", CALLS)
def test_graphs_are_freed_by_reference_counting_alone(name: str) -> None:
    nodes: list[Any] = []
    result = CALLS[name](watched(program, nodes))
    assert nodes
    assert all(node() is None for node in nodes)
    del result


@pytest.mark.usefixtures("no_collector")
def test_a_pullback_keeps_its_graph_as_long_as_it_lives() -> None:
    nodes: list[Any] = []
    _, pullback = vjp(watched(program, nodes), X)
    assert nodes[0]() is not None
    pullback(1.0)
    assert nodes[0]() is not None
    del pullback
    assert nodes[0]() is None


@pytest.mark.usefixtures("no_collector")
def test_an_exception_keeps_nothing() -> None:
    nodes: list[Any] = []

    def failing(x: Any) -> Any:
        watched(program, nodes)(x)
        raise ZeroDivisionError

    for transform in (grad, ad.hessian, ad.jacobian):
        with pytest.raises(ZeroDivisionError):
            transform(failing)(X)
    assert all(node() is None for node in nodes)


@pytest.mark.usefixtures("no_collector")
def test_memory_is_flat_over_steps() -> None:
    step = value_and_grad(lambda p: np.sum((p["w"] @ p["x"] + p["b"]) ** 2))
    p: Any = {"w": np.ones((3, 3)), "x": np.ones(3), "b": 1.0}
    for _ in range(2500):
        step(p)
    tracemalloc.start()
    for _ in range(500):
        step(p)
    before = tracemalloc.get_traced_memory()[0]
    for _ in range(500):
        step(p)
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert after - before < 4096


def chain(n: int) -> Callable[[Any], Any]:
    def f(x: Any) -> Any:
        for _ in range(n):
            x = x * 1.000001 + 1e-9
        return x

    return f


def test_long_loops_do_not_recurse() -> None:
    n = 50_000
    assert n > 10 * sys.getrecursionlimit()
    slope = 1.000001**n
    assert grad(chain(n))(1.0) == pytest.approx(slope)
    assert jvp(chain(n), (1.0,), (1.0,))[1] == pytest.approx(slope)
    assert ad.hvp(lambda x: chain(n // 10)(x) ** 2)(1.0, 1.0) == pytest.approx(2 * slope**0.2)


INNER: dict[str, Callable[[Any, Any], Any]] = {
    "grad": lambda f, w: grad(f)(w),
    "value_and_grad": lambda f, w: value_and_grad(f)(w)[1],
    "vjp": lambda f, w: vjp(f, w)[1](np.ones(()))[0],
    "jvp": lambda f, w: jvp(f, (w,), (np.ones(2),))[1] * np.ones(2),
    "hvp": lambda f, w: ad.hvp(f)(w, np.ones(2)),
    "jacobian": lambda f, w: ad.jacobian(f)(w),
    "checkpoint": lambda f, w: ad.checkpoint(f)(w) * np.ones(2),
}


@pytest.mark.parametrize("name", INNER)
def test_inner_transforms_do_not_walk_what_came_before(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The steps of an unrolled optimisation cost the same, however many there were before."""
    seen = 0
    count_all = graph._BY_SEQ

    def counting(node: Any) -> int:
        nonlocal seen
        seen += 1
        return int(count_all(node))

    monkeypatch.setattr(graph, "_BY_SEQ", counting)

    def walked(steps: int) -> int:
        nonlocal seen
        seen = 0

        def unrolled(lr: Any) -> Any:
            w = lr * np.ones(2)
            for _ in range(steps):
                w = w - lr * INNER[name](lambda w: np.sum(np.sin(w) * np.prod(w)), w)
            return np.sum(w)

        grad(unrolled)(0.01)
        jvp(unrolled, (0.01,), (1.0,))
        return seen

    few, many = walked(5), walked(20)
    assert many <= 4.5 * few


def test_forward_mode_does_not_walk_what_came_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """An operation without a rule of its own pushes by its transpose, which is its own graph."""
    seen = 0
    count_all = graph._BY_SEQ

    def counting(node: Any) -> int:
        nonlocal seen
        seen += 1
        return int(count_all(node))

    monkeypatch.setattr(graph, "_BY_SEQ", counting)

    def walked(steps: int) -> int:
        nonlocal seen
        seen = 0

        def f(x: Any) -> Any:
            for _ in range(steps):
                x = np.sort(x) * np.linalg.norm(x) / 3.0
            return x

        jvp(lambda x: jvp(f, (x,), (X,))[1], (X + 0.5,), (X,))
        return seen

    few, many = walked(5), walked(20)
    assert many <= 4.5 * few


def test_an_inner_sweep_frees_only_what_is_its_own() -> None:
    x: Any = variable(np.ones(3))
    h = np.exp(x)
    with ad.no_grad():
        assert grad(lambda y: np.sum(y * h))(X) == pytest.approx(np.exp(1.0))
    h.sum().backward()
    np.testing.assert_allclose(x.grad, np.exp(X))
