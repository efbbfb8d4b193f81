"""Properties of ``graph_summary``: what it counts is there, and it counts it once."""

from __future__ import annotations

import dataclasses
import gc
import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from grouped import each
from operations import CASES, Case
from untyped import variable

import autodiff as ad
from autodiff import Variable
from autodiff.implicit import root

N = 100_000
ARRAY = 8 * N


def counts(summary: Any) -> dict[str, tuple[int, int]]:
    return {o.name: (o.count, o.nbytes) for o in summary.operations}


def test_counts_and_bytes() -> None:
    x = Variable(np.ones(N))
    s = ad.graph_summary((np.exp(np.exp(x)) * x).sum())
    assert (s.nodes, s.leaves, s.depth, s.freed) == (4, 1, 4, 0)
    # both exponentials are kept, the second by two operations; x by one
    assert counts(s) == {
        "exp": (2, 2 * ARRAY),
        "multiply": (1, ARRAY),
        "sum": (1, 0),
    }
    assert (s.nbytes, s.user_nbytes) == (3 * ARRAY, 0)  # that of x is a copy
    assert [a.nbytes for a in s.largest] == 3 * [ARRAY]


def test_what_is_too_large_to_be_copied_is_the_users() -> None:
    x = Variable(np.ones(2**21))
    s = ad.graph_summary((np.exp(x) * x).sum())
    assert (s.nbytes, s.user_nbytes) == (2**25, 2**24)
    assert [a.from_user for a in s.largest].count(True) == 1


def programs() -> dict[str, Callable[[Any], Any]]:
    w = np.ones(N)
    index = np.arange(N)
    return {
        "elementwise": lambda x: np.tanh(np.sin(x) * np.exp(x)),
        "views": lambda x: np.exp(x)[:10] * np.exp(x)[5:15],
        "constants": lambda x: (x * w) * (x * w),
        "index": lambda x: np.exp(x)[index] * 2.0,
        "variadic": lambda x: np.einsum("i,i,i->", np.sin(x), np.cos(x), x),
        "several": lambda x: np.linalg.eigh(np.outer(x[:300], x[:300]))[1],
        "solve": lambda x: np.linalg.solve(np.diag(x[:300] + 1.0), x[:300]),
        "function": lambda x: Kept()(np.sin(x)),
        "checkpoint": lambda x: ad.checkpoint(np.sin)(np.exp(x)),
        "implicit": lambda x: root(lambda y, p: y - np.sin(p), np.sin)(np.exp(x[:300])),
    }


class Kept(ad.Function):
    def forward(self, x: Any) -> Any:
        self.cosine = np.cos(x)
        return np.sin(x)

    def backward(self, gy: Any) -> Any:
        return gy * self.cosine


@pytest.mark.parametrize("name", programs())
def test_bytes_are_those_that_the_graph_holds(name: str) -> None:
    """What is counted, less what is the user's, is what is freed with the graph."""
    program = programs()[name]
    x = Variable(np.linspace(0.1, 1.0, N))
    program(x)  # what is loaded and cached at the first call is not the graph's
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        edge = program(x)._edge  # the graph, without the Variable that holds its result
        gc.collect()
        held = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    y = Variable(np.zeros(1))
    y._edge = edge
    s = ad.graph_summary(y)
    assert s.nbytes - s.user_nbytes == pytest.approx(held, rel=0.02, abs=30_000)


@each(CASES)
def test_every_operation_can_be_summarised(case: Case) -> None:
    y = case.ours(*[Variable(x.copy()) for x in case.inputs])
    s = ad.graph_summary(y)
    assert sum(o.count for o in s.operations) == s.nodes
    assert sum(o.nbytes for o in s.operations) == s.nbytes
    assert s.user_nbytes <= s.nbytes
    assert str(s)
    y.sum().backward()
    freed = ad.graph_summary(y)
    assert freed.freed <= freed.nodes == s.nodes  # less what no cotangent came to
    assert (freed.freed > 0) == (s.nodes > 0)


def test_freed_graph_keeps_nothing() -> None:
    x = Variable(np.ones(N))
    y = (np.sin(x) * x).sum()
    y.backward()
    s = ad.graph_summary(y)
    assert (s.nodes, s.freed, s.nbytes) == (3, 3, 0)
    assert "used up" in str(s)


def test_containers_and_leaves() -> None:
    x, w = Variable(np.ones(3)), Variable(np.ones(3))
    s = ad.graph_summary({"a": [x * w, None], "b": (x, Variable(np.ones(2)), 3.0)})
    assert (s.nodes, s.leaves, s.depth) == (1, 3, 1)
    s = ad.graph_summary(x)
    assert (s.nodes, s.leaves, s.depth, s.nbytes) == (0, 1, 0, 0)
    assert str(s).startswith("0 operations on 1 leaf,")
    with pytest.raises(TypeError, match="graph_summary"):
        ad.graph_summary(object())


def test_depth_is_that_of_the_longest_way() -> None:
    x = Variable(np.ones(3))
    a, b = np.linalg.eigh(variable(np.eye(3)))
    depth = ad.graph_summary(b[0, 0]).depth
    y = a[0] * x + np.sin(np.sin(b[0, 0]))
    assert ad.graph_summary(y).depth == depth + 3
    assert ad.graph_summary((y, np.exp(np.exp(y)))).depth == depth + 5


def test_a_chain_of_a_million() -> None:
    y = Variable(np.array(1.0))
    for _ in range(1_000_000):
        y = -y
    s = ad.graph_summary(y)
    assert (s.nodes, s.depth, s.nbytes) == (1_000_000, 1_000_000, 0)


def test_lines_are_those_of_the_program() -> None:
    x = Variable(np.ones(N))
    with ad.detect_anomaly():
        y = np.exp(x)
    s = ad.graph_summary(y, largest=1)
    (array,) = s.largest
    assert array.line is not None
    assert array.line.filename == __file__
    assert "y = np.exp(x)" in str(s)


def test_is_a_value() -> None:
    y = np.exp(Variable(np.ones(3)))
    s = ad.graph_summary(y)
    assert s == ad.graph_summary(y)
    with pytest.raises(dataclasses.FrozenInstanceError):
        s.nodes = 3  # type: ignore[misc]  # that is the point
