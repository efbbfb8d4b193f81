"""Compiled code gives what the eager engine gives, for every operation of the table."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from grouped import each
from operations import CASES, Case

import autodiff as ad
from autodiff.compiling import compile as compiled


def derivative(case: Case) -> Any:
    """Return a function to the value and the cotangents of a row, weighted by fixed numbers."""
    gy = np.random.default_rng(7).normal(size=np.shape(case.numpy(*case.inputs)))

    def f(*xs: Any) -> Any:
        y, pull = ad.vjp(case.ours, *xs)
        return y, pull(gy.astype(y.dtype))

    return f


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@each(CASES)
def test_compiled_is_eager(case: Case) -> None:
    f = derivative(case)
    with np.errstate(all="ignore"):
        y, gxs = f(*(x.copy() for x in case.inputs))
    g = compiled(f)
    try:
        got = g(*case.inputs)
    except ad.TracingError:
        pytest.skip("refused")
    for _ in range(2):
        np.testing.assert_allclose(got[0], y, rtol=1e-9, atol=1e-10)
        for a, b in zip(got[1], gxs, strict=True):
            assert a.dtype == b.dtype
            assert a.shape == b.shape
            np.testing.assert_allclose(a, b, rtol=1e-8, atol=1e-9)
        got = g(*case.inputs)
