"""Properties of ``detect_anomaly``: it names the line to blame, and blames nobody else."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from duck import Duck
from grouped import each
from operations import CASES, Case
from untyped import variable

import autodiff as ad
from autodiff import Variable
from autodiff.config import mode, recording
from autodiff.implicit import root


def line_of(function: Callable[..., Any], mark: str = "# here") -> int:
    """Return the number of the line of ``function`` that is marked."""
    code = function.__code__
    with open(code.co_filename) as file:  # noqa: PTH123  # as linecache has it
        lines = file.read().splitlines()[code.co_firstlineno - 1 :]
    return code.co_firstlineno + next(i for i, text in enumerate(lines) if mark in text)


def caught(function: Callable[[], Any], **options: bool) -> ad.AnomalyError:
    with (
        ad.detect_anomaly(**options),
        np.errstate(all="ignore"),
        pytest.raises(ad.AnomalyError) as info,
    ):
        function()
    return info.value


def assert_blames(error: ad.AnomalyError, operation: str, kind: str, where: Any) -> None:
    assert (error.operation, error.kind) == (operation, kind)
    assert error.filename == __file__
    assert error.lineno == line_of(where)
    assert f'File "{__file__}", line {error.lineno}' in str(error)
    assert "# here" in str(error)  # the source line is shown


def root_of_difference(x: Any) -> Any:
    shifted = x - 1.0
    y = np.sqrt(shifted)  # here
    return (2.0 * y).sum()


@pytest.mark.parametrize("x", [np.array(0.5), np.array([2.0, 0.5])])
def test_forward_line_is_named(x: Any) -> None:
    error = caught(lambda: root_of_difference(Variable(x)))
    assert_blames(error, "sqrt", "NaN", root_of_difference)


@pytest.mark.parametrize("x", [np.array(1.0), np.array([2.0, 1.0])])
def test_backward_names_the_forward_line(x: Any) -> None:
    error = caught(lambda: root_of_difference(Variable(x)).backward())
    assert_blames(error, "sqrt", "inf", root_of_difference)
    error = caught(lambda: ad.grad(root_of_difference)(x))
    assert_blames(error, "sqrt", "inf", root_of_difference)


def test_tangents_name_the_forward_line() -> None:
    x = np.array([2.0, 1.0])
    error = caught(lambda: ad.jvp(root_of_difference, (x,), (np.ones(2),)))
    assert_blames(error, "sqrt", "inf", root_of_difference)


def power(x: Any) -> Any:
    return (x**1.5).sum()  # here


@pytest.mark.parametrize("derivative", ["gradients", "grad", "hessian", "forward over reverse"])
def test_second_derivative_names_the_forward_line(derivative: str) -> None:
    def run() -> Any:
        x = np.array([0.0, 1.0])
        if derivative == "gradients":
            v = Variable(x)
            g = ad.gradients(power(v), v, create_graph=True)
            return g.sum().backward()
        if derivative == "grad":
            return ad.grad(lambda x: ad.grad(power)(x).sum())(x)
        if derivative == "hessian":
            return ad.hessian(power)(x)
        return ad.jvp(ad.grad(power), (x,), (np.ones(2),))

    assert_blames(caught(run), "power", "inf", power)


def test_line_within_a_checkpoint_is_named() -> None:
    error = caught(lambda: ad.checkpoint(root_of_difference)(Variable(np.ones(2))).backward())
    assert_blames(error, "sqrt", "inf", root_of_difference)


def test_line_of_several_results_is_named() -> None:
    def f(x: Any) -> Any:
        values, _ = np.linalg.eigh(x)  # here
        return values.sum()

    large = np.full((2, 2), 1e308) + np.diag([0.5e308, 0.0])
    assert_blames(caught(lambda: f(Variable(large))), "eigh", "inf", f)

    class Bad(ad.Function):
        def forward(self, x: Any) -> Any:
            return x, x / 0.0

        def backward(self, gy0: Any, _: Any) -> Any:
            return gy0

    def g(x: Any) -> Any:
        return Bad()(x)  # here

    assert_blames(caught(lambda: g(Variable(np.ones(2)))), "bad", "inf", g)


def test_rule_of_the_users_own_is_blamed() -> None:
    class Bad(ad.Function):
        def forward(self, x: Any) -> Any:
            return x + 1.0

        def backward(self, gy: Any) -> Any:
            return gy / np.zeros(2)

    def f(x: Any) -> Any:
        return Bad()(x).sum()  # here

    assert_blames(caught(lambda: f(Variable(np.ones(2))).backward()), "bad", "inf", f)


def test_line_within_an_equation_is_named() -> None:
    def f(p: Any) -> Any:
        def equation(x: Any, p: Any) -> Any:
            return x - p * np.sqrt(p - 1.0)  # here

        return root(equation, lambda p: p * np.sqrt(p - 1.0))(p)

    error = caught(lambda: f(Variable(np.array(1.0))).backward())
    assert_blames(error, "sqrt", "inf", f)


def test_no_line_is_known_of_what_was_recorded_outside() -> None:
    y = root_of_difference(Variable(np.ones(2)))
    error = caught(y.backward)
    assert (error.operation, error.filename, error.lineno) == ("sqrt", None, None)
    assert "outside of detect_anomaly()" in str(error)


def test_nothing_is_looked_at_outside() -> None:
    x = Variable(np.ones(2))
    with ad.detect_anomaly():
        y = root_of_difference(x)
    y.backward()
    assert x.grad is not None
    assert np.isinf(x.grad).all()


def test_error_leaves_grad_alone() -> None:
    x = Variable(np.ones(2))
    x.grad = np.array([5.0, 6.0])
    caught(lambda: root_of_difference(x).backward())
    np.testing.assert_array_equal(x.grad, [5.0, 6.0])


def test_zero_cotangent_of_a_singular_rule_is_no_anomaly() -> None:
    x = Variable(np.array([0.0, 4.0]))
    with ad.detect_anomaly():
        np.where(x.data > 0, np.sqrt(x), 0.0).sum().backward()
    np.testing.assert_array_equal(x.grad, [0.0, 0.25])


def test_what_was_there_before_is_no_anomaly() -> None:
    with ad.detect_anomaly(), np.errstate(all="ignore"):
        x = Variable(np.array([np.nan, np.inf, 1.0]))
        y = np.exp(x) + x - np.array([np.inf, 1.0, -np.inf])
        assert np.isnan(y.data[0])
    error = caught(lambda: x - np.array([0.0, np.inf, 0.0]))
    assert error.kind == "NaN"  # of infinities, which were there, but it was not


def test_new_nan_beside_an_old_one_is_an_anomaly() -> None:
    x = Variable(np.array([np.nan, -1.0]))
    assert caught(lambda: np.sqrt(x)).kind == "NaN"


def test_options() -> None:
    x = Variable(np.array([0.0, 1.0]))
    assert caught(lambda: np.log(x)).kind == "inf"
    with ad.detect_anomaly(infinite=False), np.errstate(all="ignore"):
        y = np.log(x)
    error = caught(lambda: y * 0.0, infinite=False)
    assert (error.operation, error.kind) == ("multiply", "NaN")
    with ad.detect_anomaly(forward=False), np.errstate(all="ignore"):
        y = np.where(x.data > 0, np.log(x), 0.0)
        y.sum().backward()
    np.testing.assert_array_equal(x.grad, [0.0, 1.0])
    assert caught(lambda: np.log(x).sum().backward(), forward=False).operation == "log"


def test_is_off_again_after_everything() -> None:
    caught(lambda: np.log(Variable(np.array(0.0))))
    assert mode() is True
    with ad.no_grad():
        with ad.detect_anomaly():
            assert not recording()
            with ad.enable_grad():
                assert mode() not in {True, False}
            ad.Config.enable_backprop = True
            assert recording()
            assert mode() not in {True, False}
        assert mode() is True  # what was switched within stays
    assert mode() is True
    with ad.detect_anomaly():
        with ad.no_grad():
            np.log(Variable(np.array(1.0)))
            assert not recording()
        outer = mode()
        with ad.detect_anomaly(forward=False):
            assert mode() is not outer
        assert mode() is outer
        ad.Config.enable_backprop = False
    assert not recording()
    ad.Config.enable_backprop = True


def test_holds_for_the_body_alone() -> None:
    @ad.detect_anomaly()
    def steps() -> Iterator[Any]:
        yield mode()
        yield mode()

    for inside in steps():
        assert inside not in {True, False}
        assert mode() is True

    @ad.detect_anomaly()
    def log(x: Any) -> Any:
        return np.log(x)

    with np.errstate(all="ignore"), pytest.raises(ad.AnomalyError):
        log(Variable(np.array(0.0)))
    assert mode() is True


def test_other_threads_are_left_alone() -> None:
    seen: list[Any] = []
    with ad.detect_anomaly():
        thread = threading.Thread(target=lambda: seen.append(mode()))
        thread.start()
        thread.join()
    assert seen == [True]


def test_foreign_arrays() -> None:
    error = caught(lambda: root_of_difference(variable(Duck(np.ones(2)))).backward())
    assert_blames(error, "sqrt", "inf", root_of_difference)


@each(CASES)
def test_regular_points_are_no_anomalies(case: Case) -> None:
    """Neither in values nor in derivatives, also where several operations compute them."""
    with ad.detect_anomaly(), np.errstate(all="ignore"):
        xs = [Variable(x.copy()) for x in case.inputs]
        y = case.ours(*xs)
        wanted = [x for x in xs if x.dtype.kind in "fc"]
        ad.gradients(y, wanted, create_graph=True, allow_unused=True)
