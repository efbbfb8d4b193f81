"""What differences say of their own error is true, and what is made of it is cautious."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autodiff.testing.complex_step import complex_step
from autodiff.testing.extrapolation import Extrapolation, difference, jump
from autodiff.testing.slopes import Slopes
from autodiff.testing.verdicts import SAFETY, Estimate, Verdict, judge

EPS = float(np.finfo(np.float64).eps)

CURVES: dict[str, tuple[Any, float]] = {
    "sin": (lambda t: np.sin(0.3 + t), np.cos(0.3)),
    "exp": (lambda t: np.exp(3 * t), 3.0),
    "pole": (lambda t: 1 / (0.2 + t), -25.0),
    "fast": (lambda t: np.sin(500 * t + 1), 500 * np.cos(1.0)),
    "offset": (lambda t: 1e8 + np.sin(0.3 + t), np.cos(0.3)),
    "kink at a distance": (lambda t: abs(t - 1e-3), -1.0),
    "end of the domain": (lambda t: np.sqrt(1e-4 + t), 50.0),
    "cubic": (lambda t: t**3 - t, -1.0),
    "constant": (lambda _: 3.0, 0.0),
}
ROUGH: dict[str, tuple[Any, float]] = {
    "noise": (lambda t: np.sin(t) + 1e-9 * np.sin(1e13 * (np.real(t) + 0.1)), 1.0),
    "single precision": (lambda t: np.float64(np.float32(np.sin(0.3 + t.real))), np.cos(0.3)),
    "six digits": (lambda t: np.round(np.sin(0.3 + np.real(t)), 6), np.cos(0.3)),
}
"""Curves that are less precise than their numbers."""


@pytest.mark.parametrize("first", [0.125, 0.09])
@pytest.mark.parametrize("accuracy", [0.0, 1e-8, 1e-3])
@pytest.mark.parametrize("name", CURVES)
def test_the_error_is_within_a_safe_multiple_of_its_estimate(
    name: str, accuracy: float, first: float
) -> None:
    curve, slope = CURVES[name]
    y = np.array([curve(0.0)])
    table = Extrapolation(lambda t: np.array([curve(t)]), y, np.abs(y), EPS, 1.0, first)
    with np.errstate(invalid="ignore"):
        table.refine(accuracy)
    error = abs(table.value[0] - slope)
    assert error <= SAFETY * table.error[0]
    assert table.error[0] <= max(accuracy, 1e-6) * max(abs(slope), abs(y[0]) * 1e-1)


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("name", [*CURVES, *ROUGH])
def test_a_thorough_estimate_of_a_rough_curve_is_too_high_rather_than_too_low(
    name: str, seed: int
) -> None:
    curve, slope = {**CURVES, **ROUGH}[name]
    length = np.random.default_rng(seed).uniform(0.5, 2.0)
    x = np.float64(1.0)
    with np.errstate(invalid="ignore"):
        estimate = slopes(lambda x: curve(x - 1.0), x)([np.array(length)], thorough=True)
    assert abs(estimate.value - slope * length) <= SAFETY * estimate.error
    if name == "single precision":
        assert estimate.error <= 2e-3


def test_refining_goes_on_where_it_stopped_and_ends_where_it_is_accurate() -> None:
    calls: list[float] = []

    def curve(t: float) -> Any:
        calls.append(t)
        return np.array([np.sin(1 + t), np.exp(t)])

    table = Extrapolation(curve, curve(0.0), np.ones(2), EPS, 1.0)
    table.refine(1e-3)
    rough, few = table.error.max(), len(calls)
    table.refine(1e-9)
    assert table.error.max() < rough
    assert len(calls) > few
    assert len({*calls}) == len(calls)  # none is computed again
    np.testing.assert_allclose(table.value, [np.cos(1), 1], rtol=1e-9)


def test_a_jump_is_half_of_the_difference_of_slopes() -> None:
    assert jump(abs, 0.0, 1e-3) == pytest.approx(1.0)
    assert jump(lambda t: max(t, 0.0), 0.0, 1e-3) == pytest.approx(0.5)
    assert jump(lambda t: t**2, 0.0, 1e-3) == pytest.approx(1e-3)

    def outside(t: float) -> float:
        raise ZeroDivisionError(t)

    assert np.isnan(jump(outside, 0.0, 1e-3))
    assert np.isnan(difference(outside, 1e-3))


def slopes(f: Any, x: Any) -> Any:
    y = f(x)
    return Slopes(lambda x: (f(x),), lambda x: (f(x),), [x], [y], [np.ones(np.shape(y))], 1e-8, [x])


X = np.array([0.3, 0.5, 1.2])


@pytest.mark.parametrize("thorough", [False, True])
def test_a_complex_step_is_believed_where_differences_agree_with_it(thorough: bool) -> None:
    exact = slopes(np.sin, X)([X], thorough=thorough)
    assert exact.tight
    assert exact.value == pytest.approx(np.sum(np.cos(X) * X), rel=1e-15)
    for f in (np.conj, np.abs, np.real, lambda x: x + np.abs(x), lambda x: np.asarray(x, float)):
        estimate = slopes(f, X)([X], thorough=thorough)
        assert not estimate.tight
        assert abs(estimate.value - np.sum(np.real(f(1.0 + 0 * X)) * X)) <= SAFETY * estimate.error


def test_a_complex_step_takes_no_complex_numbers_no_errors_and_no_other_shapes() -> None:
    def refusing(x: Any) -> Any:
        if np.iscomplexobj(x):
            raise TypeError
        return (x,)

    def terms(f: Any, x: Any) -> Any:
        return complex_step(f, [x], [x], [x], [x])

    assert terms(lambda x: (x,), X + 1j) is None
    assert terms(refusing, X) is None
    assert terms(lambda x: (x.astype(float),), X) is None  # with a ComplexWarning
    assert terms(lambda x: (x[:1],), X) is None
    np.testing.assert_array_equal(terms(lambda x: (2 * x,), X), 2 * X * X)


def test_a_staircase_is_uncertain_and_a_kink_is_seen_on_its_element_alone() -> None:
    steps = slopes(lambda x: np.round(np.real(x), 3), X)([X], thorough=True)
    assert steps.error > 0.1 * abs(steps.value)
    bent = slopes(lambda x: np.abs(np.real(x) - 0.5) + x**2, X)
    assert bent.kink([X], 1e-6) == pytest.approx(0.5, rel=1e-3)
    assert bent.kink([X * [1.0, 0.0, 1.0]], 1e-6) == 0.0


VALUES = st.floats(-1e6, 1e6)
ERRORS = st.floats(0, 1e3)


@given(VALUES, ERRORS, VALUES)
def test_verdicts(value: float, error: float, found: float) -> None:
    verdict = judge(Estimate(value, error), found, (0.0, 0.0), 1e-6, 1e-9).verdict
    apart = abs(value - found)
    tolerance = 1e-9 + 1e-6 * max(abs(value), abs(found))
    if verdict is Verdict.DIFFERS:
        assert apart > tolerance + SAFETY * error
    if verdict is Verdict.AGREES:
        assert apart <= tolerance + SAFETY * min(error, tolerance)
    if verdict is Verdict.UNCERTAIN:
        assert error > 0
    exactly = judge(Estimate(value), found, (0.0, 0.0), 1e-6, 1e-9)
    assert (exactly.verdict is Verdict.AGREES) == (exactly.excess <= 1)


@pytest.mark.parametrize(
    ("estimate", "found", "verdict"),
    [
        (Estimate(1.0, 1e-10), np.nan, Verdict.DIFFERS),
        (Estimate(1.0, 1e-10), np.inf, Verdict.DIFFERS),
        (Estimate(np.nan, np.inf), 1.0, Verdict.UNCERTAIN),
        (Estimate(np.nan, np.inf), np.nan, Verdict.UNCERTAIN),
        (Estimate(1.0, np.inf), 2.0, Verdict.UNCERTAIN),
        (Estimate(1.0, 0.5), 2.0, Verdict.UNCERTAIN),
        (Estimate(1.0, 0.5), 1e9, Verdict.UNCERTAIN),  # far apart, but nothing is known of it
        (Estimate(1.0, 1e-3), -1.0, Verdict.DIFFERS),
        (Estimate(0.0, 0.0), 0.0, Verdict.AGREES),
    ],
)
def test_verdicts_at_the_ends(estimate: Estimate, found: float, verdict: Verdict) -> None:
    assert judge(estimate, found, (0.0, 0.0), 1e-6, 1e-9).verdict is verdict


def test_what_complex_numbers_make_a_function_warn_of_is_not_shown() -> None:
    def warning(x: Any) -> Any:
        if np.iscomplexobj(x):
            warnings.warn("complex", UserWarning, stacklevel=1)
        return (2 * x,)

    assert complex_step(warning, [X], [X], [X], [X]) is not None
