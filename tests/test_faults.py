"""Faults injected into rules: all gradients or none, and everything usable afterwards.

A rule may fail in any way, a user may press Ctrl-C at any moment. Then ``grad`` of every leaf is
what it was before or what it is to be after, recording is on, NumPy's error state is the user's,
no lock is held, and the same computation gives the right gradients.
"""

from __future__ import annotations

import linecache
import random
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import numpy as np
import pytest
from operations import CASES, Case
from untyped import variable

import autodiff as ad
from autodiff import Function, GradientError
from autodiff.commit import _COMMIT, commit
from autodiff.graph import topological

pytestmark = [
    pytest.mark.filterwarnings("ignore::RuntimeWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]

FAULTS: list[type[BaseException]] = [ZeroDivisionError, KeyboardInterrupt, MemoryError]
ROWS = random.Random(7).sample(CASES, 250)  # noqa: S311  # no secret


def require_usable() -> None:
    """Check what an interrupted pass might have left behind."""
    assert ad.Config.enable_backprop
    assert np.geterr()["invalid"] == "warn"
    assert np.geterrcall() is None
    done: list[float] = []

    def work() -> None:
        x = variable(np.array([1.0, 2.0]))
        (x * x).sum().backward()
        done.extend(x.grad)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(10)
    assert done == [2.0, 4.0]


def leaves_of(case: Case) -> list[Any]:
    return [variable(x.copy()) for x in case.inputs]


def result_of(case: Case, xs: list[Any]) -> Any:
    y = case.ours(*xs)
    return y[0] if isinstance(y, tuple) else y


def broken(monkeypatch: pytest.MonkeyPatch, rule: Any, fault: type[BaseException]) -> None:
    """Let every way to ask for the cotangents of a rule fail."""

    def fail(*_args: Any) -> Any:
        raise fault

    if rule.pullbacks is not None:
        monkeypatch.setattr(rule, "pullbacks", tuple(fail for _ in rule.pullbacks))
    for name in ("pull", "add_into", "backward", "backward0", "backward1"):
        if hasattr(rule, name):
            monkeypatch.setattr(rule, name, fail)


@pytest.mark.parametrize("number", range(len(ROWS)), ids=lambda n: str(ROWS[n]))
def test_a_rule_that_fails_changes_nothing(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    case, fault = ROWS[number], FAULTS[number % len(FAULTS)]
    xs = leaves_of(case)
    y = result_of(case, xs)
    if not isinstance(y, ad.Variable) or y.creator is None or y.dtype.kind not in "fc":
        pytest.skip("nothing is recorded")
    y.backward(retain_graph=True)
    before = [None if x.grad is None else x.grad.copy() for x in xs]
    start: Any = y._edge
    nodes = topological([start])
    met = []
    with monkeypatch.context() as patch:
        broken(patch, type(nodes[number % len(nodes)]), fault)
        try:
            y.backward(retain_graph=True, retain_grad=True)
        except fault:
            met.append(fault)
    if not met:  # its cotangent is wanted by nobody
        return
    for x, g in zip(xs, before, strict=True):
        np.testing.assert_array_equal(x.grad, g)
        x.cleargrad()
    assert y.grad is None
    require_usable()
    y.backward()  # what was retained is still there
    for x, g in zip(xs, before, strict=True):
        np.testing.assert_array_equal(x.grad, g)


# What a user's backward may return, and what it may do


class Returning(Function):
    """``y = 2 x``, with a gradient of the test's making."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        self.make = make

    def forward(self, x: Any) -> Any:
        return x * 2.0

    def backward(self, gy: Any) -> Any:
        return self.make(gy)


@pytest.mark.parametrize(
    "make",
    [
        lambda gy: gy[:1],
        lambda gy: np.broadcast_to(gy, (2, 2)),
        lambda gy: (gy, gy),
        lambda _gy: (),
        lambda _gy: 1.0,
        list,
        lambda gy: {"x": gy},
        iter,
        lambda gy: gy.astype(object),
        lambda gy: gy.astype("U"),
        lambda gy: gy.astype("M8[s]"),
        lambda gy: np.ma.array(gy, mask=[True, False]),
        lambda gy: np.array([gy]).view(np.matrix),
        lambda gy: gy * 1j,
    ],
)
def test_what_is_no_gradient_is_refused_by_name(make: Any) -> None:
    x, w = variable(np.ones(2)), variable(np.ones(2))
    y = w * Returning(make)(x * 1.0)
    with pytest.raises(GradientError, match=r"Returning\.backward returned"):
        y.backward()
    assert x.grad is None
    assert w.grad is None
    require_usable()


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda gy: 2 * gy, [2.0, 2.0]),
        (lambda gy: (2 * gy).astype(np.float32), [2.0, 2.0]),
        (lambda gy: (2 * gy).astype(int), [2.0, 2.0]),
        (lambda gy: gy > 0, [1.0, 1.0]),
        (lambda gy: gy * np.array([np.nan, 2.0]), [np.nan, 2.0]),
        (lambda gy: gy * np.array([np.inf, 2.0]), [np.inf, 2.0]),
    ],
)
def test_gradients_have_the_dtype_of_their_input(make: Any, expected: Any) -> None:
    x = variable(np.ones(2))
    Returning(make)(x).backward()
    assert type(x.grad) is np.ndarray
    assert x.grad.dtype == x.dtype
    np.testing.assert_array_equal(x.grad, expected)


def test_a_gradient_may_be_complex_where_an_output_is() -> None:
    class Turned(Returning):
        def forward(self, x: Any) -> Any:
            return x * 2.0j

    x = variable(np.ones(2))
    y: Any = Turned(lambda gy: gy * -2.0j)(x)
    y.imag.sum().backward()
    np.testing.assert_array_equal(x.grad, [2.0, 2.0])


def doubling(gy: Any) -> Any:
    gy *= 2.0
    return gy


@pytest.mark.parametrize("shared", [lambda w, y: w + y, lambda w, y: y + w, lambda w, y: w - y])
def test_a_cotangent_is_not_written_to(shared: Any) -> None:
    """Others are given it too: the gradient of ``w`` would have been 2."""
    x, w = variable(np.ones(2)), variable(np.ones(2))
    gy = np.ones(2)
    with pytest.raises(ValueError, match="read-only"):
        shared(w, Returning(doubling)(x)).backward(gy=gy)
    np.testing.assert_array_equal(gy, [1.0, 1.0])
    assert w.grad is None


def test_a_cotangent_that_is_recorded_is_not_written_to_either() -> None:
    x, w, v = variable(np.ones(2)), variable(np.array([3.0, 4.0])), variable(np.ones(2))
    y: Any = Returning(doubling)(x)
    with pytest.raises(GradientError, match=r"Returning\.backward wrote into a cotangent"):
        ad.gradients((w + y) * v, [x, w], create_graph=True)
    with pytest.raises(ad.InPlaceError):
        ad.gradients(w + y, [x, w], v, create_graph=True)


def test_a_recorded_input_is_not_written_to() -> None:
    class Writing(Returning):
        def backward(self, gy: Any) -> Any:
            self.inputs[0].data[...] = 5.0
            return gy

    x = variable(np.ones(2))
    h = x * 1.0
    with pytest.raises(ValueError, match="read-only"):
        (h * h + Writing(doubling)(h)).backward()
    assert x.grad is None
    np.testing.assert_array_equal(h.data, [1.0, 1.0])
    (x * x + Writing(doubling)(x)).backward()  # the data of a leaf are the user's to change
    np.testing.assert_array_equal(x.data, [5.0, 5.0])
    np.testing.assert_array_equal(x.grad, [3.0, 3.0])


# Ctrl-C


@pytest.fixture
def interrupting() -> Iterator[Callable[[float], None]]:
    """Return what sends an interrupt after some seconds, as Ctrl-C does."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)

    def arm(seconds: float) -> None:
        signal.setitimer(signal.ITIMER_REAL, seconds)

    yield arm
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("part", range(1, 25))
def test_an_interrupt_leaves_all_gradients_or_none(
    part: int, interrupting: Callable[[float], None]
) -> None:
    """A wide graph, so that much of the pass is spent handing gradients over."""
    xs = [variable(np.array([float(i)])) for i in range(400)]
    held = [x * 2.0 for x in xs]
    y = held[0]
    for h in held[1:]:
        y = y + h
    y.backward(retain_graph=True)  # as long as the pass that is interrupted
    try:
        interrupting(part * 0.0002)
        y.backward(retain_graph=True)
        interrupting(0)
    except KeyboardInterrupt:
        pass
    totals = {float(x.grad[0]) for x in xs}
    assert totals in ({2.0}, {4.0})
    require_usable()
    for x in xs:
        x.cleargrad()
    y.backward()
    assert {float(x.grad[0]) for x in xs} == {2.0}


@pytest.mark.parametrize("line", range(1, 80))
def test_no_line_of_the_last_step_splits_it(line: int) -> None:
    """An interrupt before each line that is run while gradients are handed over."""
    xs = [variable(np.array([float(i)])) for i in range(4)]
    y = xs[0] * 2.0 + xs[1] * 2.0 + xs[2] * 2.0 + xs[3] * 2.0
    left = line
    lock: Any = _COMMIT

    def trace(frame: FrameType, event: str, _arg: Any) -> Any:
        nonlocal left
        if event == "line":
            leaving = linecache.getline(frame.f_code.co_filename, frame.f_lineno).strip()
            if leaving == "with _COMMIT:" and lock._is_owned():
                return trace  # Python looks at no signal between here and the lock's release
            left -= 1
            if left == 0:
                raise KeyboardInterrupt
        return trace if frame.f_code is commit.__code__ else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        y.backward(retain_graph=True)
    except KeyboardInterrupt:
        pass
    finally:
        sys.settrace(before)
    totals = [None if x.grad is None else x.grad.item() for x in xs]
    assert totals in ([None] * 4, [2.0] * 4)
    require_usable()


def test_an_interrupt_leaves_no_setting_behind(interrupting: Callable[[float], None]) -> None:
    """Of short passes much is spent in entering and leaving what the sweep sets."""
    rng = random.Random(0)  # noqa: S311  # no secret
    x = variable(np.ones(2))
    y = x * x

    def passes(seconds: float) -> None:
        interrupting(seconds)
        while True:
            y.backward(retain_graph=True)

    settings: Any = np.geterr()
    left_behind = 0
    for _ in range(400):
        with pytest.raises(KeyboardInterrupt):
            passes(rng.uniform(2e-6, 6e-5))
        left_behind += not ad.Config.enable_backprop or np.geterr() != settings
        ad.Config.enable_backprop = True
        np.seterr(**settings)
        np.seterrcall(None)
    assert left_behind == 0
