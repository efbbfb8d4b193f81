"""Graphs: used once or more, deep, and what of them stays in memory."""

from __future__ import annotations

import functools
import operator
import sys
import tracemalloc
import weakref
from typing import Any

import numpy as np
from collecting import without_collector
from untyped import variable

import autodiff as ad
from autodiff import GraphFreedError, UntrackedError

from .table import Family

REUSE = Family("reuse of graphs")
DEPTH = Family("depth")
MEMORY = Family("memory")

DEEP = 20_000
"""Far above Python's limit of recursion."""


# Reuse


@REUSE.refused("`backward()` twice", GraphFreedError, "retain_graph=True")
def twice() -> Any:
    y = variable(np.ones(2)) ** 2
    y.backward()
    y.backward()


@REUSE.right("`backward(retain_graph=True)` twice: gradients add up", [4.0])
def retained() -> Any:
    x = variable(np.ones(1))
    y = x**2
    y.backward(retain_graph=True)
    y.backward()
    return x.grad


@REUSE.refused("Two losses that share a trunk, each with its own `backward()`", GraphFreedError,
               "retain_graph=True")  # fmt: skip
def shared_trunk() -> Any:
    trunk = np.exp(variable(np.zeros(1)))
    (trunk * 2.0).backward()
    (trunk * 3.0).backward()


@REUSE.right("The refusal came before anything was added", [2.0])
def refused_before_anything() -> Any:
    x, w = variable(np.zeros(1)), variable(np.zeros(1))
    trunk = np.exp(x)
    (trunk * 2.0).backward()
    try:
        (trunk * np.exp(w)).backward()
    except GraphFreedError:
        assert w.grad is None
    return x.grad


@REUSE.refused("A result of a used graph in a new computation", GraphFreedError, "compute .* again")
def used_result() -> Any:
    h = np.exp(variable(np.zeros(1)))
    h.backward()
    (h * 2.0).backward()


@REUSE.right("The gradient is not set back by itself: it adds up over steps", [2.0])
def not_set_back() -> Any:
    x = variable(np.zeros(1))
    for _ in range(2):
        (x * 1.0).backward()
    return x.grad


@REUSE.right("`cleargrad()` between steps", [1.0])
def cleared() -> Any:
    x = variable(np.zeros(1))
    for _ in range(2):
        x.cleargrad()
        (x * 1.0).backward()
    return x.grad


@REUSE.refused(
    "`backward()` of what was computed under `no_grad()`", UntrackedError, "while recording"
)
def untracked() -> Any:
    with ad.no_grad():
        y = variable(np.ones(1)) * 2.0
    y.backward()


@REUSE.right("`backward()` under `no_grad()` of what was recorded before", [2.0])
def swept_under_no_grad() -> Any:
    x = variable(np.ones(1))
    y = x * 2.0
    with ad.no_grad():
        y.backward()
    return x.grad


@REUSE.right("A leaf's own `backward()`", [1.0, 1.0])
def of_a_leaf() -> Any:
    x = variable(np.ones(2))
    x.backward()
    return x.grad


@REUSE.refused(
    "`ad.gradients(y, x)` of an `x` that `y` does not depend on",
    UntrackedError,
    "allow_unused=True",
)
def unused() -> Any:
    return ad.gradients(variable(np.ones(1)) * 2.0, variable(np.ones(1)))


@REUSE.refused("`ad.gradients(y, x.copy())`: another Variable than the one used", UntrackedError,
               "does not depend")  # fmt: skip
def another_variable() -> Any:
    x = variable(np.ones(1))
    return ad.gradients(x * 2.0, x.copy())


@REUSE.right(
    "The gradients of intermediate results: `retain_grad=True`, not without", (None, [3.0])
)
def intermediate() -> Any:
    x = variable(np.ones(1))
    grads = []
    for keep in (False, True):
        h = x * 2.0
        (h * 3.0).backward(keep)
        grads.append(h.grad)
    return tuple(grads)


@REUSE.right("A pass that failed in the middle, repeated", [6.0])
def repeated_after_failure() -> Any:
    attempts: list[int] = []

    class Fails(ad.Function):
        def forward(self, x: Any) -> Any:
            return x * 3.0

        def backward(self, gy: Any) -> Any:
            attempts.append(1)
            if len(attempts) == 1:
                raise OSError
            return gy * 3.0

    x = variable(np.ones(1))
    y = Fails()(x * 2.0)
    try:
        y.backward(retain_graph=True)
    except OSError:
        assert x.grad is None
    y.backward()
    return x.grad


@REUSE.right("A new value is assigned to `x.data` after the forward pass", [2.0])
def data_assigned_after() -> Any:
    x = variable(np.array([1.0]))
    y = x * x
    x.data = np.array([7.0])
    y.backward()
    return x.grad


@REUSE.right("A branch that is recorded and not used", [1.0])
def unused_branch() -> Any:
    x = variable(np.zeros(1))
    y = x * 1.0
    np.exp(y) * 9.0
    y.backward()
    return x.grad


@REUSE.right("`x.grad is None` of a leaf that was not used, rather than zeros", None)
def not_used() -> Any:
    x, w = variable(np.zeros(1)), variable(np.zeros(1))
    (x * 1.0).backward()
    return w.grad


# Depth


@DEPTH.right("A loop of 20,000 operations", 1.0)
def long_loop() -> Any:
    x = variable(np.array(1.0))
    y = x
    for _ in range(DEEP):
        y = y + 1e-9
    y.backward()
    return x.grad


@DEPTH.right("`sum` of 20,000 Variables", float(DEEP))
def long_sum() -> Any:
    x = variable(np.array(1.0))
    y: Any = sum(x * 1.0 for _ in range(DEEP))
    y.backward()
    return x.grad


@DEPTH.right("A chain that is dropped unused: destructors do not recurse", True)
def dropped() -> Any:
    y = variable(np.array(1.0))
    for _ in range(DEEP):
        y = y * 1.0
    node = weakref.ref(y.creator)
    del y
    return node() is None


@DEPTH.right("A doubling, `y = y + y`, 60 times: one visit a node", 2.0**60)
def doubling() -> Any:
    x = variable(np.array(1.0))
    y = x
    for _ in range(60):
        y = y + y
    y.backward()
    return x.grad


@DEPTH.right("Forward mode along 20,000 operations", 1.0)
def long_tangent() -> Any:
    def f(x: Any) -> Any:
        for _ in range(DEEP):
            x = x + 1e-9
        return x

    return ad.jvp(f, (1.0,), (1.0,))[1]


@DEPTH.right("A view of a view, 2,000 deep, written to", [0.0, 2.0])
def deep_views() -> Any:
    x = variable(np.ones(2))
    y = x * 1.0
    view = y
    for _ in range(2_000):
        view = view[:]
    view[0] = 0.0
    (y * y).sum().backward()
    return x.grad


@DEPTH.right("A list of lists, 300 deep, as an argument of `grad`", 2.0)
def deep_container() -> Any:
    nested: Any = 1.0
    for _ in range(300):
        nested = [nested]

    def f(tree: Any) -> Any:
        while isinstance(tree, list):
            (tree,) = tree
        return tree * 2.0

    g: Any = ad.grad(f)(nested)
    while isinstance(g, list):
        (g,) = g
    return g


@DEPTH.right("`functools.reduce(operator.mul, xs)` of 1,000 factors", 1.0)
def long_product() -> Any:
    xs = [variable(np.array(1.0)) for _ in range(1_000)]
    functools.reduce(operator.mul, xs).backward()
    return xs[500].grad


@DEPTH.right("Repeated squaring by a recursive function, near Python's limit", 1.0)
def recursive_function() -> Any:
    def f(x: Any, depth: int) -> Any:
        return x * 1.0 if depth == 0 else f(x, depth - 1) * 1.0

    return ad.grad(lambda x: f(x, sys.getrecursionlimit() // 4))(1.0)


# Memory


def uncollected(program: Any) -> Any:
    """Return what a program gives while all freeing is left to reference counting."""
    with without_collector():
        return program()


@MEMORY.right("A graph is freed by `backward()`, without the cycle collector", (True, True))
def freed_by_backward() -> Any:
    def program() -> Any:
        x = variable(np.ones(3))
        h = np.exp(x)
        saved = weakref.ref(h)
        y = h * h
        node = weakref.ref(y.creator)
        y.sum().backward()
        del h, y
        return saved() is None, node() is None

    return uncollected(program)


@MEMORY.right("A graph is freed with its result", True)
def freed_with_result() -> Any:
    def program() -> Any:
        y = np.exp(variable(np.ones(3))) * 2.0
        node = weakref.ref(y.creator)
        del y
        return node() is None

    return uncollected(program)


@MEMORY.right("`create_graph=True` makes no cycle", True)
def no_cycle() -> Any:
    def program() -> Any:
        x = variable(np.ones(3))
        g = ad.gradients((x**3).sum(), x, create_graph=True)
        node = weakref.ref(g.creator)
        del g
        return node() is None

    return uncollected(program)


@MEMORY.right("An intermediate result is freed as soon as its name goes", True)
def intermediate_freed() -> Any:
    def program() -> Any:
        x = variable(np.ones(3))
        h = x + 1.0
        watched = weakref.ref(h)
        y = h * 2.0
        del h
        return watched() is None and y.shape == (3,)

    return uncollected(program)


@MEMORY.right("`total += loss.item()` over many steps: flat", True)
def flat() -> Any:
    x = variable(np.ones(100))

    def step() -> float:
        loss = np.mean(np.tanh(x) ** 2)
        loss.backward()
        x.cleargrad()
        return float(loss.item())

    total = 0.0
    tracemalloc.start()
    for _ in range(2_500):  # Python keeps freed tuples for a while
        total += step()
    before = tracemalloc.get_traced_memory()[0]
    for _ in range(200):
        total += step()
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return after - before < 4096 and total > 0.0


@MEMORY.right("A failed pass leaves nothing behind", True)
def nothing_behind() -> Any:
    def program() -> Any:
        x = variable(np.ones(3))
        y = np.exp(x) * 2.0
        node = weakref.ref(y.creator)
        try:
            y.backward(gy=np.ones(2))
        except ValueError:
            del y
        return node() is None

    return uncollected(program)


@MEMORY.right("A view keeps what it looks at, and nothing keeps the view", (True, True))
def view_freed() -> Any:
    def program() -> Any:
        y = variable(np.ones(3)) * 2.0
        part = y[1:]
        source, view = weakref.ref(y), weakref.ref(part)
        del y
        alive = source() is not None
        del part
        return alive, source() is None and view() is None

    return uncollected(program)
