"""Right derivatives pass, of any order and type; each kind of wrong one is caught, and named."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
import pytest
from untyped import variable

import autodiff as ad
from autodiff import Function
from autodiff.testing import (
    GradientCheckError,
    InconclusiveCheckError,
    check_grads,
    numerical_jvp,
)

VECTOR = np.array([0.5, 1.0, 2.0])
MATRIX = np.random.default_rng(0).normal(size=(3, 3))


class Layer(NamedTuple):
    w: Any
    b: Any


RIGHT: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "array": (np.sin, (VECTOR,)),
    "float": (lambda x: x**3, (2.0,)),
    "NumPy scalar": (np.exp, (np.float32(0.5),)),
    "single": (lambda x: np.tanh(x) * x, (VECTOR.astype(np.float32),)),
    "half": (lambda x: np.tanh(x) * x, (VECTOR.astype(np.float16),)),
    "extended": (lambda x: np.tanh(x) * x, (VECTOR.astype(np.longdouble),)),
    "complex": (lambda z: np.abs(z) ** 2 + np.real(z) * np.exp(z), (VECTOR + 1j,)),
    "complex of Python": (lambda z: z * z * np.exp(z), (1 + 2j,)),
    "complex of real": (lambda x: np.exp(1j * x), (VECTOR,)),
    "no axes": (np.cosh, (np.array(0.3),)),
    "empty argument": (lambda x: np.sum(x) + 1.0, (np.zeros(0),)),
    "empty result": (lambda x: x[:0], (VECTOR,)),
    "constant": (lambda _: 3.0, (VECTOR,)),
    "result that is 0 beside its parts": (
        lambda x: np.sum(np.exp(x) / np.sum(np.exp(x))),
        (VECTOR,),
    ),
    "large offset": (lambda x: 1e6 + np.sin(x), (VECTOR,)),
    "tiny": (lambda x: np.sum(x**2), (np.array([1e-150, 2e-150]),)),
    "huge": (lambda x: np.sum(x**2), (np.array([1e100, 2e100]),)),
    "zeros": (lambda x: np.cos(x) + x, (np.zeros(3),)),
    "fast": (lambda x: np.sin(200 * x), (VECTOR,)),
    "end of the domain nearby": (np.log, (np.array([1e-3, 1.0]),)),
    "kink not too near": (lambda x: np.maximum(x, 0.0), (np.array([0.05, -1.0, -1e-2]),)),
    "matrices": (np.linalg.inv, (MATRIX,)),
    "raises nearby": (lambda x: np.linalg.cholesky(x @ x.T + 0.01 * np.eye(3)), (MATRIX,)),
    "containers": (
        lambda p, n: {"y": [p["layers"][0].w @ p["x"], p["b"] * n], "n": n, "text": "s"},
        ({"layers": [Layer(MATRIX, None)], "x": VECTOR, "b": 3.0, "k": 4}, 5),
    ),
    "Variables": (lambda x: np.sin(x) * variable(VECTOR), (variable(VECTOR),)),
    "several": (lambda x, y: (x * y, x - y), (VECTOR, 2.0)),
}


@pytest.mark.parametrize("name", RIGHT)
def test_right_derivatives_pass(name: str) -> None:
    check_grads(*RIGHT[name])


@pytest.mark.parametrize("modes", [("rev",), ("fwd",), ["rev", "fwd"]])
def test_right_derivatives_pass_to_higher_order(modes: Any) -> None:
    check_grads(lambda x, y: np.sin(x * y) / y, (VECTOR, 2.0), order=3, modes=modes)
    check_grads(lambda z: z * np.conj(z) * z, (VECTOR + 1j,), order=3, modes=modes)


def test_what_the_function_closes_over_may_be_a_variable() -> None:
    w: Any = variable(VECTOR)
    check_grads(lambda x: np.sin(x) * w, (VECTOR,))
    assert w.grad is None


class Sine(Function):
    """``sin(x)``, with a rule to spoil."""

    def forward(self, x: Any) -> Any:
        return np.sin(x)

    def backward(self, gy: Any) -> Any:
        return np.cos(self.inputs[0]) * gy


class WrongSign(Sine):
    def backward(self, gy: Any) -> Any:
        return -np.cos(self.inputs[0]) * gy


class WrongFactor(Sine):
    def backward(self, gy: Any) -> Any:
        return np.cos(self.inputs[0]) * gy * (1 + 1e-5)


class WrongInOneElement(Sine):
    def backward(self, gy: Any) -> Any:
        return np.cos(self.inputs[0]) * gy * np.array([1.0, 1.001, 1.0])


class Swapped(Function):
    def forward(self, x0: Any, x1: Any) -> Any:
        return x0 * x1

    def backward(self, gy: Any) -> Any:
        x0, x1 = self.inputs
        return gy * x0, gy * x1


class WrongSecond(Sine):
    """Its first derivative is right, and that of its rule is not the derivative of the first."""

    def backward(self, gy: Any) -> Any:
        return ad.where(True, np.sqrt(1 - np.sin(ad.stop_gradient(self.inputs[0])) ** 2), 0.0) * gy


class ConstantCotangent(Sine):
    def backward(self, gy: Any) -> Any:
        return np.cos(self.inputs[0]) * ad.stop_gradient(gy)


class WrongForward(Sine):
    def push(self, tangents: Any) -> Any:
        return 2.0 * super().push(tangents)


def message(error: pytest.ExceptionInfo[GradientCheckError]) -> tuple[str, int, str]:
    return error.value.check, error.value.order, error.value.argument


SMALL = np.array([0.3, 0.5, 1.2])


@pytest.mark.parametrize("modes", [("rev",), ("fwd", "rev")])
@pytest.mark.parametrize("wrong", [WrongSign, WrongFactor, WrongInOneElement])
def test_a_wrong_rule_is_caught(wrong: Any, modes: Any) -> None:
    with pytest.raises(GradientCheckError) as error:
        check_grads(lambda p: wrong()(p["x"]), ({"c": 1.0, "x": SMALL},), modes=modes)
    assert message(error) == ("reverse mode disagrees with differences", 1, "argument 0['x']")


def test_the_input_that_is_most_wrong_is_named() -> None:
    with pytest.raises(GradientCheckError) as error:
        check_grads(lambda x, y: Swapped()(x, 3.0) + WrongFactor()(y), (SMALL, SMALL))
    assert error.value.argument == "argument 0"
    with pytest.raises(GradientCheckError, match="argument 1"):
        check_grads(lambda x, y: Swapped()(x, x) + WrongFactor()(y), (SMALL, SMALL), argnums=-1)


def test_what_is_wrong_from_the_second_order_on_passes_the_first() -> None:
    check_grads(WrongSecond(), (SMALL,), order=1)
    with pytest.raises(GradientCheckError) as error:
        check_grads(WrongSecond(), (SMALL,))
    assert message(error) == ("reverse mode disagrees with differences", 2, "argument 0")
    assert "order     2, of reverse" in str(error.value)


def test_rules_that_lose_a_derivative_are_refused_or_caught() -> None:
    class Data(Sine):
        def backward(self, gy: Any) -> Any:
            return np.cos(self.inputs[0].data) * gy

    class Constant(Sine):
        def forward(self, x: Any) -> Any:
            self.slope = np.cos(x)
            return np.sin(x)

        def backward(self, gy: Any) -> Any:
            return ad.Variable(self.slope) * gy

    check_grads(Data(), (SMALL,), order=1, modes=("rev",))
    with pytest.raises(ad.DetachedError, match=r"\.data"):
        check_grads(Data(), (SMALL,))
    check_grads(Constant(), (SMALL,), order=1)
    with pytest.raises(GradientCheckError, match="order     2"):
        check_grads(Constant(), (SMALL,))
    check_grads(ConstantCotangent(), (SMALL,), order=1, modes=("rev",))
    with pytest.raises(GradientCheckError, match="cotangent of result 0"):
        check_grads(ConstantCotangent(), (SMALL,), modes=("rev",))


def test_wrong_forward_mode_is_caught_beside_right_reverse_mode() -> None:
    with pytest.raises(GradientCheckError) as error:
        check_grads(WrongForward(), (SMALL,))
    assert message(error) == ("forward mode disagrees with differences", 1, "argument 0")
    check_grads(WrongForward(), (SMALL,), modes=("rev",))


def test_modes_are_compared_more_closely_than_differences_allow() -> None:
    class Slightly(Sine):
        def push(self, tangents: Any) -> Any:
            return (1 + 1e-9) * super().push(tangents)

    with pytest.raises(GradientCheckError, match="forward mode disagrees with reverse mode"):
        check_grads(Slightly(), (SMALL,))


def sine(x: Any) -> Any:
    return np.sin(x)


def custom(pullback: Any = None, pushforward: Any = None) -> Any:
    return ad.custom_function(sine, pullback=pullback, pushforward=pushforward)


def right(g: Any, _y: Any, x: Any) -> Any:
    return g * np.cos(x)


def wrong(g: Any, _y: Any, x: Any) -> Any:
    return 2.0 * g * np.cos(x)


def test_custom_functions_are_checked_by_both_their_rules() -> None:
    check_grads(custom(right, right), (SMALL,), order=3)
    for f in (custom(wrong), custom(None, wrong), custom(wrong, wrong), custom(wrong, right)):
        with pytest.raises(GradientCheckError, match="reverse mode disagrees with differences"):
            check_grads(f, (SMALL,))
    check_grads(custom(right, wrong), (SMALL,), modes=("rev",), order=1)
    with pytest.raises(GradientCheckError, match="forward mode disagrees with differences"):
        check_grads(custom(right, wrong), (SMALL,))


def test_rules_that_disagree_by_little_are_caught() -> None:
    def slightly(g: Any, y: Any, x: Any) -> Any:
        return right(g, y, x) * (1 + 1e-9)

    with pytest.raises(GradientCheckError, match="forward mode disagrees with reverse mode"):
        check_grads(custom(right, slightly), (SMALL,))


def test_what_is_no_function_does_not_pass_and_is_named() -> None:
    rng = np.random.default_rng(0)
    with pytest.raises(GradientCheckError, match="f of Variables disagrees") as error:
        check_grads(lambda x: x * rng.normal(), (VECTOR,))
    assert "f is not deterministic" in error.value.cause

    def shifted(x: Any) -> Any:
        if isinstance(x, np.ndarray):
            x += 1.0
        return x * x

    with pytest.raises(GradientCheckError, match="f of Variables disagrees") as error:
        check_grads(lambda p: shifted(p["x"]), ({"x": VECTOR},))
    assert error.value.cause == "f writes into argument 0['x']"
    np.testing.assert_array_equal(VECTOR, [0.5, 1.0, 2.0])


UNKNOWN: dict[str, tuple[Any, float, str]] = {
    "kink": (np.abs, 0.0, "kink"),
    "kink of which the rule has the mean": (lambda x: np.maximum(x, 0.0), 0.0, "kink"),
    "kink very near": (np.abs, 1e-9, "kink"),
    "kink of the derivative": (lambda x: x * np.abs(x), 0.0, "kink"),
    "infinite slope": (np.sqrt, 0.0, "slope is infinite"),
    "staircase": (lambda x: np.round(x, 3) * 1.0, 0.3, "not smooth"),
    "chaos": (lambda x: np.sin(1e12 * x), 0.3, "faster than steps"),
    "noise": (lambda x: x + 1e-6 * np.sin(1e12 * np.sum(x)), 0.3, "noisy"),
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_where_differences_cannot_tell_the_check_says_so(name: str) -> None:
    f, at, why = UNKNOWN[name]
    with pytest.raises(InconclusiveCheckError, match="inconclusive") as error:
        check_grads(lambda p: f(p["x"]), ({"x": np.array([1.0, at, 0.5])},))
    assert why in error.value.cause
    assert error.value.argument == "argument 0['x']"
    if name not in {"chaos", "noise"}:  # of which every element is uncertain
        assert error.value.element == (1,) or name == "staircase"


def test_where_f_is_not_finite_nothing_is_compared() -> None:
    with pytest.raises(InconclusiveCheckError, match="infinite or NaN at the point"):
        check_grads(np.log, (np.array([0.0, 1.0]),))
    check_grads(np.log, (np.array([1e-9, 1.0]),))


def test_a_wrong_rule_is_caught_through_noise_of_a_solver() -> None:
    """As long as that noise is small beside what is wrong."""
    right, wrong = (
        ad.custom_function(
            lambda x: np.sin(x) + 1e-11 * np.sin(1e12 * x),
            pullback=lambda g, _y, x, times=times: g * times * np.cos(x),
        )
        for times in (1.0, 1.001)
    )
    check_grads(right, (SMALL,), order=1, modes=("rev",))
    with pytest.raises(GradientCheckError, match=r"expected times 1\.001"):
        check_grads(wrong, (SMALL,), order=1, modes=("rev",))


def smallest_caught(x: Any, f: Any) -> float:
    """Return the smallest power of ten by which a rule may be wrong and is caught."""

    class Wrong(Function):
        def forward(self, x: Any) -> Any:
            return f(np.sin(x))

        def backward(self, gy: Any) -> Any:
            return np.cos(self.inputs[0]) * gy * self.times

        def __init__(self, times: float) -> None:
            self.times = times

    for power in range(1, 16):
        try:
            check_grads(Wrong(1 + 10.0**-power), (x,), order=1, modes=("rev",))
        except GradientCheckError:
            continue
        return 10.0 ** (1 - power)
    return 0.0


def test_a_complex_step_sees_what_differences_do_not() -> None:
    analytic = smallest_caught(SMALL, lambda y: y)
    real_only = smallest_caught(SMALL, np.real)
    assert analytic <= 1e-7
    assert analytic < real_only <= 1e-5
    assert smallest_caught(SMALL.astype(np.float32), lambda y: y) <= 1e-2


@pytest.mark.parametrize("post", [np.positive, np.real])
def test_a_factor_that_all_elements_share_is_caught_in_all_directions(post: Any) -> None:
    """Although in some of them the derivative by a random direction is nearly 0."""
    x = np.random.default_rng(0).normal(size=10)
    wrong = ad.custom_function(
        lambda x: post(np.sin(x)), pullback=lambda g, _y, x: g * np.cos(x) * (1 + 1e-4)
    )
    for seed in range(50):
        with pytest.raises(GradientCheckError, match=r"expected times 1\.0001"):
            check_grads(wrong, (x,), order=1, modes=("rev",), seed=seed)


@pytest.mark.parametrize(
    "f",
    [
        lambda x: np.abs(x) * x,
        lambda x: np.conj(x) * x**2,
        lambda x: np.real(x) ** 3 + x,
        lambda x: np.where(x > 1.0, x**2, np.sin(x)),
        lambda x: x**3 + 1e-3 * np.abs(x),
        lambda x: np.array([math.sin(t) for t in x]) if isinstance(x, np.ndarray) else np.sin(x),
    ],
)
def test_what_is_not_analytic_is_compared_with_differences(f: Any) -> None:
    check_grads(f, (SMALL,))


def test_the_element_that_is_most_wrong_is_found_in_containers_and_large_arrays() -> None:
    def spoiled(shape: tuple[int, ...], at: tuple[int, ...]) -> Any:
        times = np.ones(shape)
        times[at] = 1.5
        return custom(lambda g, _y, x: g * np.cos(x) * times)

    wrong, x = spoiled((3, 3), (2, 1)), MATRIX
    with pytest.raises(GradientCheckError) as error:
        check_grads(lambda p: (wrong(p["w"]), p["b"] ** 2), ({"b": VECTOR, "w": x},))
    assert (error.value.argument, error.value.element) == ("argument 0['w']", (2, 1))
    assert "input     argument 0['w'][2, 1]" in str(error.value)
    np.testing.assert_allclose(error.value.got, 1.5 * error.value.expected)
    assert error.value.cause == "1 of 9 elements looked at differ, the others are right"


def test_a_failure_in_a_large_array_does_not_take_a_call_for_each_element() -> None:
    calls = 0
    times = np.ones((40, 50))
    times[31, 7] = 1.5
    wrong = custom(lambda g, _y, x: g * np.cos(x) * times)

    def counted(x: Any) -> Any:
        nonlocal calls
        calls += 1
        return wrong(x)

    with pytest.raises(GradientCheckError) as error:
        check_grads(counted, (np.random.default_rng(1).normal(size=(40, 50)),))
    assert error.value.element == (31, 7)
    assert calls < 4000


def test_a_failure_can_be_repeated_and_tolerances_be_set() -> None:
    failures = []
    for seed in (1, 1, 2):
        with pytest.raises(GradientCheckError, match=f"seed={seed}") as error:
            check_grads(WrongFactor(), (SMALL,), seed=seed)
        failures.append(error.value.expected)
    assert failures[0] == failures[1] != failures[2]
    check_grads(WrongFactor(), (SMALL,), rtol=1e-4)
    check_grads(WrongFactor(), (SMALL,), atol=1e-3)
    with pytest.raises(AssertionError):
        check_grads(WrongFactor(), (SMALL,), rtol=1e-7)


@pytest.mark.parametrize(
    ("arguments", "error", "text"),
    [
        ((np.sin, VECTOR), TypeError, "args is a tuple"),
        ((np.sin, (VECTOR,), 0), ValueError, "order is 1 or more"),
        ((np.sin, (VECTOR,), 1, ("backward",)), ValueError, "'fwd', 'rev' or both"),
        ((np.sin, (VECTOR,), 1, ()), ValueError, "'fwd', 'rev' or both"),
        ((np.sin, (3,)), ad.NotDifferentiableError, "no argument"),
        ((lambda x: x > 0, (VECTOR,)), ad.NotDifferentiableError, "returned nothing"),
        ((np.sum, ({1.0, 2.0},)), TypeError, "argument 0 is <class 'set'>"),
    ],
)
def test_wrong_arguments_are_refused(arguments: Any, error: Any, text: str) -> None:
    with pytest.raises(error, match=text):
        check_grads(*arguments)


def test_differences_have_ten_digits() -> None:
    x, v = VECTOR, np.array([1.0, -2.0, 0.5])
    for f in (np.sin, np.exp, np.log, lambda x: 1 / x, lambda x: np.cumsum(x) ** 3):
        y, dy = numerical_jvp(f, (x,), (v,))
        np.testing.assert_array_equal(y, f(x))
        np.testing.assert_allclose(dy, ad.jvp(f, (x,), (v,))[1], rtol=1e-10)


def test_differences_take_and_give_what_jvp_does() -> None:
    def f(p: Any, k: int) -> Any:
        return {"y": p[0] * p[1] * k, "k": k, "none": None}

    primals, tangents = ([VECTOR, 2.0], 3), ([np.ones(3), 1.0], 0)
    y, dy = numerical_jvp(f, primals, tangents)
    assert (y["k"], dy["k"], dy["none"]) == (3, 0.0, None)
    np.testing.assert_allclose(dy["y"], 3 * (2.0 + VECTOR), rtol=1e-10)
    _, dy = numerical_jvp(np.sqrt, (np.array([0.0, 4.0]),), (np.ones(2),))
    np.testing.assert_allclose(dy, [np.nan, 0.25], rtol=1e-10)
    assert numerical_jvp(lambda x: x, (1.0,), (0.0,)) == (1.0, 0.0)
    assert numerical_jvp(np.abs, (np.float64(0.0),), (1.0,))[1] == 0.0
    with pytest.raises(TypeError, match="2 primals and 1 tangents"):
        numerical_jvp(f, primals, tangents[:1])
