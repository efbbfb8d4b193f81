"""Compiled code gives what the eager engine gives, for every operation of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from grouped import each
from operations import CASES, Case

import autodiff as ad
from autodiff.compiling import compile as compiled

if TYPE_CHECKING:
    from collections.abc import Callable

REFUSED = {
    "logm": "SciPy draws random numbers for it, which would be constants of a program",
    "take_along_axis": "the row calls np.array of an array that it has captured",
}
"""Operations that no program is made of, for some of their rows, and why."""


def derivative(case: Case) -> Callable[..., Any]:
    """Return a function to the value and the cotangents of a row, weighted by fixed numbers."""
    gy = np.random.default_rng(7).normal(size=np.shape(case.numpy(*case.inputs)))

    def f(*xs: Any) -> Any:
        y, pull = ad.vjp(case.ours, *xs)
        return y, pull(gy.astype(y.dtype))

    return f


def check(g: Callable[..., Any], f: Callable[..., Any], inputs: list[Any]) -> None:
    """Check what a compiled function gives when it is traced, and when its program runs."""
    with np.errstate(all="ignore"):
        y, gxs = f(*(x.copy() for x in inputs))
        for _ in range(2):
            got = g(*inputs)
            np.testing.assert_allclose(got[0], y, rtol=1e-9, atol=1e-10)
            for a, b in zip(got[1], gxs, strict=True):
                assert a.dtype == b.dtype
                assert a.shape == b.shape
                np.testing.assert_allclose(a, b, rtol=1e-8, atol=1e-9)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@each(CASES)
def test_compiled_is_eager(case: Case) -> None:
    f = derivative(case)
    try:
        check(compiled(f), f, list(case.inputs))
    except ad.TracingError:
        assert case.name in REFUSED


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@each(case for case in CASES if any(x.size > 1 for x in case.inputs))
def test_a_program_is_for_other_values_too(case: Case) -> None:
    """Of the same elements in the opposite order, where the operation takes them."""
    f = derivative(case)
    others = [x.reshape(-1)[::-1].reshape(x.shape) for x in case.inputs]
    with np.errstate(all="ignore"):
        try:
            f(*others)
        except (ArithmeticError, ValueError, ad.AutodiffError):
            return  # of no positive definite matrix, no nonsingular one
        g = compiled(f)
        try:
            g(*case.inputs)
            check(g, f, others)
        except ad.TracingError:
            assert case.name in REFUSED
