"""Each cause of a wrong derivative is told from numbers, and from no other's."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import autodiff as ad
from autodiff import Function
from autodiff.testing import GradientCheckError, causes, check_grads
from autodiff.testing.causes import Evidence

RNG = np.random.default_rng(5)
SQUARE = RNG.normal(size=(3, 3))
COMPLEX = SQUARE + 1j * RNG.normal(size=(3, 3))
ONE_WRONG = np.where(np.arange(9).reshape(3, 3) == 7, 1.5, 1.0)
RTOL = 1e-7

TOLD: dict[str, tuple[Any, Any, str]] = {
    "not_finite": (SQUARE, np.where(ONE_WRONG > 1, np.nan, SQUARE), "NaN"),
    "missing": (SQUARE, 0 * SQUARE, "lost"),
    "sign": (SQUARE, -SQUARE, "sign"),
    "conjugate": (COMPLEX, np.conj(COMPLEX), "conj is missing"),
    "part": (COMPLEX, np.real(COMPLEX), "imaginary part is lost"),
    "transposed": (SQUARE, SQUARE.T, "transpose"),
    "factor": (SQUARE, 2.5 * SQUARE, "expected times 2.5"),
    "collapsed": (SQUARE, np.broadcast_to(SQUARE.sum(1, keepdims=True), (3, 3)), "sum over axis 1"),
    "permuted": (SQUARE, SQUARE[::-1], "reverse order along axis 0"),
    "partial": (SQUARE, ONE_WRONG * SQUARE, "1 of 9 elements"),
}


def test_every_hypothesis_has_its_numbers() -> None:
    assert set(TOLD) == {hypothesis.__name__ for hypothesis in causes.HYPOTHESES}


@pytest.mark.parametrize("name", TOLD)
def test_a_hypothesis_tells_its_own_numbers(name: str) -> None:
    expected, found, text = TOLD[name]
    evidence = Evidence(expected, found, RTOL)
    said = getattr(causes, name)(evidence)
    assert text in said
    assert causes.likely(evidence) == said  # none before it claims them
    if name not in {"not_finite", "partial"}:  # noise far below the tolerance changes nothing
        noisy = Evidence(expected, found * (1 + 1e-10 * RNG.normal(size=(3, 3))), RTOL)
        assert text in causes.likely(noisy)  # type: ignore[operator]  # None fails


@pytest.mark.parametrize("name", TOLD)
def test_right_gradients_have_no_cause(name: str) -> None:
    expected = TOLD[name][0]
    assert getattr(causes, name)(Evidence(expected, expected.copy(), RTOL)) is None


@pytest.mark.parametrize("expected", [SQUARE + SQUARE.T, np.ones((3, 3)), np.zeros((3, 3))])
def test_what_is_symmetric_or_constant_is_no_proof_of_anything(expected: Any) -> None:
    assert causes.likely(Evidence(expected, expected.copy(), RTOL)) is None


def test_other_numbers_have_no_cause() -> None:
    assert causes.likely(Evidence(SQUARE, RNG.normal(size=(3, 3)), RTOL)) is None


@pytest.mark.parametrize(
    ("times", "text"),
    [
        (2.0, "times 2"),
        (-3.0, "times -3"),
        (0.25, "divided by 4"),
        (1 / 3, "a mean over 3"),
        (1.0001, "times 1.0001"),
        (1 + 1e-6, "times 1.000001"),
        (1.5j, "times 0+1.5j"),
    ],
)
def test_factors_are_named(times: complex, text: str) -> None:
    expected = COMPLEX if np.iscomplexobj(times) else SQUARE
    said = causes.factor(Evidence(expected, times * expected, RTOL, frozenset({3})))
    assert said is not None
    assert text in said


@given(
    st.floats(1e-12, 1e12),
    st.floats(-1e3, 1e3, allow_subnormal=False).filter(lambda c: abs(c - 1) > 1e-3),
)
def test_a_factor_is_found_at_any_scale(scale: float, times: float) -> None:
    said = causes.likely(Evidence(scale * SQUARE, times * scale * SQUARE, RTOL))
    assert said is not None
    assert ("sign" in said) == (times == -1)


def test_the_other_parts_are_told_too() -> None:
    assert causes.part(Evidence(COMPLEX, 1j * np.imag(COMPLEX), RTOL)) == "the real part is lost"
    assert causes.transposed(Evidence(COMPLEX, np.conj(COMPLEX.T), RTOL)) is not None
    mean = np.broadcast_to(SQUARE.mean(0), (3, 3))
    assert "mean over axis 0" in str(causes.collapsed(Evidence(SQUARE, mean, RTOL)))
    shuffled = SQUARE[[1, 0, 2]]
    assert "wrong places" in str(causes.permuted(Evidence(SQUARE, shuffled, RTOL)))
    infinite = Evidence(SQUARE, np.full((3, 3), np.inf), RTOL)
    assert "infinite" in str(causes.likely(infinite))
    zeroed = Evidence(SQUARE, np.where(ONE_WRONG > 1, 0.0, SQUARE), RTOL)
    assert "is 0 there" in str(causes.likely(zeroed))


def test_causes_of_probes() -> None:
    assert causes.of_scaling("cotangent", 1.0, 2.0, RTOL) is None
    assert causes.of_scaling("cotangent", 0.0, 0.0, RTOL) is None
    assert "twice" in str(causes.of_scaling("cotangent", 1.0, 4.0, RTOL))
    assert "does not multiply" in str(causes.of_scaling("tangent", 1.0, 1.0, RTOL))
    assert "not linear" in str(causes.of_scaling("tangent", 1.0, 3.0, RTOL))
    assert causes.of_calls(1.0, 1.0) is None
    assert causes.of_calls(np.nan, np.nan) is None
    assert "deterministic" in str(causes.of_calls(1.0, 2.0))
    assert causes.of_writing([]) is None
    assert causes.of_order(1, "argument 0") is None
    assert "first derivatives are right" in str(causes.of_order(2, "argument 0"))
    assert "up to order 2 are right" in str(causes.of_order(3, "cotangent of result 0"))
    assert causes.of_modes("forward", agrees=False) is None
    assert "only forward mode" in str(causes.of_modes("forward", agrees=True))


def function(forward: Any, backward: Any) -> Any:
    """Return an operation with a rule of its own, of cotangent and inputs."""

    class Spoiled(Function):
        def forward(self, *xs: Any) -> Any:
            return forward(*xs)

        def backward(self, gy: Any) -> Any:
            return backward(gy, *self.inputs)

    return Spoiled()


ROW = RNG.normal(size=3)

SPOILED: dict[str, tuple[Any, Any, tuple[Any, ...], str]] = {
    "sign": (np.sin, lambda g, x: -np.cos(x) * g, (SQUARE,), "the sign is wrong"),
    "factor": (np.sin, lambda g, x: 2 * np.cos(x) * g, (SQUARE,), "times 2"),
    "conjugate": (lambda x: x * x, lambda g, x: 2 * x * g, (COMPLEX,), ""),
    "lost conjugate": (lambda x: 3j * x, lambda g, x: 3j * g + 0 * x, (COMPLEX,), "sign"),
    "transposed": (lambda x: 2.0 * x, lambda g, x: 2.0 * g.T + 0 * x, (SQUARE,), "transpose"),
    "lost": (np.sin, lambda g, x: 0 * g * x, (SQUARE,), "is lost"),
    "first row": (
        lambda x, y: x * y,
        lambda g, x, y: (g * y, (g * x)[0]),
        (SQUARE, ROW),
        "not summed over",
    ),
    "mean": (
        lambda x, y: x * y,
        lambda g, x, y: (g * y, np.mean(g * x, axis=0)),
        (SQUARE, ROW),
        "a mean over 3",
    ),
    "summed": (
        lambda x, y: x * y,
        lambda g, x, y: (np.sum(g * y, axis=0) + 0 * x, np.sum(g * x, axis=0)),
        (SQUARE, ROW),
        "the sum over axis 0",
    ),
    "twice": (np.sin, lambda g, x: g * g * np.cos(x), (SQUARE,), "the cotangent twice"),
    "never": (np.sin, lambda g, x: np.cos(x) + 0 * g, (SQUARE,), "not multiply by the cotangent"),
    "infinite": (np.sin, lambda g, x: g * np.cos(x) / (ONE_WRONG < 1), (SQUARE,), "overflows"),
    "reversed": (lambda x: 2.0 * x, lambda g, x: 2.0 * g[::-1] + 0 * x, (SQUARE,), "reverse order"),
    "second": (
        np.sin,
        lambda g, x: g * np.cos(ad.stop_gradient(x)),
        (SQUARE,),
        "first derivatives are right",
    ),
}


@pytest.mark.parametrize("name", SPOILED)
def test_the_cause_of_a_failure_is_told(name: str) -> None:
    forward, backward, args, text = SPOILED[name]
    with pytest.raises(GradientCheckError) as error:
        check_grads(function(forward, backward), args)
    assert text in error.value.cause
    assert all(
        f"likely    {cause}" in str(error.value) for cause in error.value.cause.split("; ") if cause
    )


def test_which_of_both_modes_is_wrong_is_told() -> None:
    class Pushed(Function):
        def forward(self, x: Any) -> Any:
            return np.sin(x)

        def backward(self, gy: Any) -> Any:
            return np.cos(self.inputs[0]) * gy

        def push(self, tangents: Any) -> Any:
            return 2.0 * super().push(tangents)

    with pytest.raises(GradientCheckError, match="forward mode disagrees") as error:
        check_grads(Pushed(), (SQUARE,))
    assert "times 2" in error.value.cause
    assert "reverse mode is right here" in error.value.cause
