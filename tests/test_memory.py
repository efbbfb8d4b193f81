"""What is kept, and for how long."""

from __future__ import annotations

import gc
import tracemalloc
import weakref
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from training import STEPS, Training
from untyped import variable

import autodiff as ad


def loss_of(w: Any, b: Any, x: Any) -> Any:
    hidden = np.tanh(x @ w + b)
    return np.mean(np.where(hidden > 0, hidden, 0.1 * hidden)[:, [0, 1]] ** 2)


@pytest.mark.usefixtures("no_collector")
def test_a_graph_is_freed_by_reference_counting_alone() -> None:
    w, b = variable(np.ones((3, 2))), variable(np.zeros(2))
    y = loss_of(w, b, np.ones((4, 3)))
    node = weakref.ref(y.creator)
    y.backward()
    grads = ad.gradients(loss_of(w, b, np.ones((4, 3))), [w, b], create_graph=True)
    second = weakref.ref(grads[0].creator)
    assert node() is not None
    assert second() is not None
    del y, grads
    assert node() is None
    assert second() is None
    leaf = weakref.ref(w)
    del w
    assert leaf() is None


@pytest.mark.usefixtures("no_collector")
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_memory_is_flat_over_training_steps(step: Callable[[Training], None]) -> None:
    """In short, by objects and arrays that are alive; ``tests/soak.py`` counts blocks of memory."""
    training = Training()

    def more(count: Callable[[], int], steps: int) -> int:
        before = count()
        for _ in range(steps):
            step(training)
        return count() - before

    def arrays() -> int:
        of_numpy = tracemalloc.DomainFilter(inclusive=True, domain=np.lib.tracemalloc_domain)
        return len(tracemalloc.take_snapshot().filter_traces([of_numpy]).traces)

    for _ in range(10):
        step(training)
    assert more(lambda: len(gc.get_objects()), 200) < 20
    tracemalloc.start()
    try:
        step(training)
        assert more(arrays, 50) < 10
    finally:
        tracemalloc.stop()


def test_intermediate_results_are_not_kept_alive() -> None:
    x = variable(np.ones(3))
    h = x * 2.0
    watched = weakref.ref(h)
    y = h + 1.0
    del h
    assert watched() is None
    y.backward()
    np.testing.assert_array_equal(x.grad, [2.0] * 3)


@pytest.mark.parametrize(
    ("make", "kept"),
    [
        (lambda x, y: x + y, set()),
        (lambda x, y: x - y, set()),
        (lambda x, _y: -x, set()),
        (lambda x, y: x * y, {"x0", "x1"}),
        (lambda x, y: x * y.data, {"x1"}),
        (lambda x, y: x.data * y, {"x0"}),
        (lambda x, y: x / y.data, {"x1"}),
        (lambda x, _y: np.exp(x), {"y"}),
        (lambda x, _y: np.tanh(x), {"y"}),
        (lambda x, _y: np.sin(x), {"x"}),
        (lambda x, _y: x.sum(), {"x_shape"}),
        (lambda x, y: x @ y.data, {"x1"}),
    ],
)
def test_only_what_a_wanted_pullback_reads_is_saved(make: Any, kept: set[str]) -> None:
    x, y = variable(np.ones(3)), variable(np.ones(3))
    node: Any = make(x, y).creator
    assert {name for name in node.arrays if getattr(node, name, None) is not None} == kept


def test_saved_arrays_are_freed_during_the_sweep() -> None:
    alive: list[bool] = []

    class Probe(ad.Function):
        def forward(self, x: Any) -> Any:
            return x * 1.0

        def backward(self, gy: Any) -> Any:
            alive.append(watched() is not None)
            return gy

    x = variable(np.ones(1000))
    h = np.exp(Probe()(x))
    watched = weakref.ref(h._value)
    y = (h * h).sum()
    del h
    assert watched() is not None
    y.backward()
    assert alive == [False]
    assert watched() is None


def test_a_chain_of_a_million_operations() -> None:
    x = variable(np.array(1.0))
    y: Any = x
    for _ in range(10**6):
        y = y + 1e-9
    y.backward()
    assert x.grad == 1.0
    assert y.generation == 10**6
    del y


def test_one_variable_used_twenty_thousand_times() -> None:
    x = variable(np.ones(10))
    y: Any = x * 1.0
    for i in range(2, 20_001):
        y = y + x * float(i)
    y.backward()
    np.testing.assert_array_equal(x.grad, np.full(10, 20_000 * 20_001 / 2))


def test_gradients_share_memory_with_nothing() -> None:
    x, w = variable(np.ones(3)), variable(np.ones(3))
    gy, c = np.ones(3), np.full(3, 2.0)
    (x + w).backward(gy=gy)
    arrays = [x.grad, w.grad, gy, x.data, w.data]
    for i, a in enumerate(arrays):
        for b in arrays[:i]:
            assert a is not None
            assert b is not None
            assert not np.shares_memory(a, b)
    y = x.reshape(1, 3) * c
    x.cleargrad()
    y.backward()
    assert x.grad is not None
    assert not np.shares_memory(x.grad, c)
    assert x.grad.flags.writeable
    (g,) = ad.gradients((x * c).sum(), [x])
    assert not np.shares_memory(g.data, c)
    before = x.grad
    (x * c).sum().backward()
    np.testing.assert_array_equal(before, [2.0] * 3)


def test_a_result_is_read_only_and_its_users_array_is_not() -> None:
    a = np.ones(3)
    x = variable(a)
    assert x.data is a
    y = ad.reshape(x, (3,))
    with pytest.raises(ValueError, match="read-only"):
        y.data[0] = 5.0
    a[0] = 2.0
    assert x.data[0] == 2.0
