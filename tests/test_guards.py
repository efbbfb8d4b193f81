"""What a recorded operation keeps is beyond the reach of its user."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np
import pytest
from grouped import each
from operations import CASES, Case
from untyped import variable

import autodiff as ad
from autodiff import guards
from autodiff.graph import Node, Port, topological
from autodiff.operands import SHARED, is_variable

EDGES = {"__weakref__", "edge0", "edge1", "edges", "output", "ports"}
PACKAGE = str(Path(ad.__file__).parent)


def attributes(x: Any) -> set[str]:
    """Return the names of attributes and slots, but for those that lead on in the graph."""
    slots = [s for k in type(x).__mro__ for s in getattr(k, "__slots__", ())]
    return {*slots, *getattr(x, "__dict__", {})} - EDGES


def arrays_in(x: Any, *, inner: bool = False) -> Iterator[Any]:
    """Yield the arrays in containers, leaves and sparse matrices; ``inner``, in objects of ours."""
    seen: set[int] = set()
    todo = [x]
    while todo:
        x = todo.pop()
        if id(x) in seen:
            continue
        seen.add(id(x))
        if isinstance(x, np.ndarray) and x.dtype != object:
            yield x
        elif is_variable(x):
            todo += [x._value] * (x._edge is None)  # what was recorded is out of reach
        elif isinstance(x, (dict, tuple, list)):
            todo += x.values() if isinstance(x, dict) else x
        elif type(x).__module__.startswith("scipy.sparse"):
            todo.append(vars(x))
        elif inner and type(x).__module__.startswith("autodiff"):
            parts = [getattr(x, name, None) for name in attributes(x)]
            todo += [part for part in parts if not isinstance(part, (Node, Port))]


@contextmanager
def noting(given: list[Any]) -> Iterator[None]:
    """Collect the arrays that calls from outside hand to the package."""

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(PACKAGE):
            back = frame.f_back
            if back is None or not back.f_code.co_filename.startswith(PACKAGE):
                code = frame.f_code
                n = code.co_argcount + code.co_kwonlyargcount + 2
                for name in code.co_varnames[:n]:
                    given.extend(arrays_in(frame.f_locals.get(name)))

    sys.setprofile(note)
    try:
        yield
    finally:
        sys.setprofile(None)


def reachable(kept: Any, owned: list[Any]) -> bool:
    return any(np.may_share_memory(kept, x) and np.shares_memory(kept, x) for x in owned)


def recorded(case: Case, number: int) -> tuple[list[Any], list[Any], list[Any]]:
    """Call it; return the arguments, what the user can reach, and the results that are recorded.

    Argument ``number`` is a constant, all others are Variables.
    """
    args: list[Any] = [
        x.copy() if i == number else variable(x.copy()) for i, x in enumerate(case.inputs)
    ]
    owned = [*arrays_in(args)]
    with noting(owned), np.errstate(all="ignore"):
        returned = case.ours(*args)
    results = [returned] if is_variable(returned) else [*returned]
    return args, owned, [y for y in results if is_variable(y) and y.creator is not None]


def choices(case: Case) -> range:
    """Return which argument may be the constant; -1 for none."""
    return range(-1, len(case.inputs) if len(case.inputs) > 1 else 0)


@each(CASES)
def test_no_node_keeps_what_its_user_can_reach(case: Case) -> None:
    for number in choices(case):
        _, owned, results = recorded(case, number)
        for y in results:
            assert y._kind == SHARED or not reachable(y._value, owned), "a result"
        for node in topological([y._edge for y in results]):
            for name in attributes(node):
                for kept in arrays_in(getattr(node, name, None), inner=True):
                    assert not reachable(kept, owned), f"{type(node).__name__}.{name} is {kept!r}"


@contextmanager
def changed(xs: list[Any]) -> Iterator[None]:
    """Change arrays in place, as far as they let us, and put them back: rows share constants."""
    xs = [x for x in xs if x.flags.writeable]
    old = [x.copy() for x in xs]
    for x in xs:
        x[...] = ~x if x.dtype.kind == "b" else 0 if x.dtype.kind in "iu" else 0.5 * x + 0.125
    try:
        yield
    finally:
        for x, values in zip(reversed(xs), reversed(old), strict=True):
            x[...] = values


def gradients_of(args: list[Any], results: list[Any]) -> list[Any]:
    total = sum(np.sum(np.real(y) * 1.5) for y in results)
    if is_variable(total):
        total.backward()
    return [a.grad for a in args if is_variable(a)]


@contextmanager
def limits(small: int, large: int) -> Iterator[None]:
    old = guards.SMALL, guards.LARGE
    guards.SMALL, guards.LARGE = small, large  # type: ignore[misc]  # for the test alone
    try:
        yield
    finally:
        guards.SMALL, guards.LARGE = old  # type: ignore[misc]  # as above


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@each(CASES)
def test_a_change_afterwards_changes_no_gradient(case: Case) -> None:
    """Whether arrays are copied, share a copy, or are watched: the same, or an error."""
    for number in choices(case):
        args, _, results = recorded(case, number)
        expected = gradients_of(args, results)
        for small, large in ((2**13, 2**23), (-1, 2**23), (-1, -1)):
            with limits(small, large):
                args, owned, results = recorded(case, number)
                with changed(owned):
                    try:
                        actual = gradients_of(args, results)
                    except ad.MutationError:
                        assert large == -1
                        assert all(a.grad is None for a in args if is_variable(a))
                        continue
            for g, e in zip(actual, expected, strict=True):
                np.testing.assert_array_equal(g, e)


N = guards.LARGE // 8 + 1
"""Elements of an array that is too large to be copied."""


def test_a_large_array_is_watched_until_its_graph_is_freed() -> None:
    data: Any = np.ones(N)
    x = variable(data)
    y = (x * x).sum()
    alias: Any = memoryview(data)
    alias[3] = 7.0
    for attempt in range(2):
        with pytest.raises(ad.MutationError, match=r"multiply.*float64\[.*changed in place.*copy"):
            y.backward(retain_graph=bool(attempt))
    assert getattr(x, "grad") is None  # noqa: B009  # it will not stay so
    alias[3] = 1.0  # as it was
    y.backward()
    assert x.grad[3] == 2.0
    assert not guards._guards
    data[3] = 5.0
    assert data.flags.writeable


@pytest.mark.parametrize("n", [N, 3 * N + 5])
def test_no_stretch_of_a_512th_changes_unnoticed(n: int) -> None:
    data: Any = np.ones(n)
    stretch = n // 512 + 1
    for start in np.linspace(0, n - stretch, 40).astype(int):
        x = variable(data)
        y = (x * x).sum()
        data[start : start + stretch] = 2.0
        with pytest.raises(ad.MutationError):
            y.backward()
        data[start : start + stretch] = 1.0


def test_single_elements_are_noticed_where_anomalies_are_looked_for() -> None:
    data: Any = np.ones(N)
    x = variable(data)
    with ad.detect_anomaly():
        y = (x * x).sum()
    for i in range(N // 2, N // 2 + 5):
        data[i] = 2.0
        with pytest.raises(ad.MutationError):
            y.backward()
        data[i] = 1.0
    y.backward()


def test_each_guard_looks_elsewhere() -> None:
    """So that with many operations on one array little of it is unseen."""
    data: Any = np.zeros(N)
    x = variable(data)
    ys = [x * x for _ in range(150)]
    data[N // 2] = 1.0
    noticed = 0
    for y in ys:
        try:
            y.backward(gy=np.ones(N))
        except ad.MutationError:
            noticed += 1
    assert 0 < noticed < 20


def test_the_graph_of_a_gradient_is_watched_too() -> None:
    x = variable(np.ones(N))
    (g,) = ad.gradients((x * x * x).sum(), [x], create_graph=True)
    x.data[0] = 2.0
    with pytest.raises(ad.MutationError):
        ad.gradients(g.sum(), [x])


def test_views_of_large_arrays_are_watched() -> None:
    x = variable(np.ones((N + 1, 1)))
    y = (x.reshape(-1)[1:] ** 2).sum()
    x.data[5] = 3.0
    with pytest.raises(ad.MutationError):
        y.backward()


def test_a_pushforward_kept_for_later_is_watched() -> None:
    c = np.ones(N)
    _, pushforward = ad.linearize(lambda x: x * c, np.ones(N))
    c[0] = 2.0
    with pytest.raises(ad.MutationError):
        pushforward(np.ones(N))


def test_copies_are_shared_while_they_are_equal() -> None:
    """What a loop uses again and again is copied once."""
    w = variable(np.ones((100, 100)))
    y = w * w
    for _ in range(3):
        y = y * w
    nodes: list[Any] = [*topological([y._edge])]
    copies = {id(node.x1) for node in nodes}
    assert len(copies) == 1
    w.data[0, 0] = 2.0
    z = y * w
    assert id(z.creator.x1) not in copies
    del y, z
    assert not guards._copies


def test_the_creator_knows_its_leaf_unless_that_has_changed() -> None:
    x = variable(np.ones(3), "x")
    y = x * 2.0
    assert y.creator.inputs[0] is x
    z: Any = ad.square(x)
    assert z.creator.inputs[0] is x
    x.data[0] = 5.0
    assert z.creator.inputs[0] is not x
    assert z.creator.inputs[0].data.tolist() == [1.0, 1.0, 1.0]


def test_a_graph_that_nobody_uses_hinders_no_update() -> None:
    x = variable(np.ones(N))
    validation = (x * x).sum()
    loss = (x * 2.0).sum()
    loss.backward()
    x.data -= 0.5 * x.grad
    (x * x).sum().backward()
    with pytest.raises(ad.MutationError):
        validation.backward()
