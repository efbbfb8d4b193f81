"""``numpy.emath`` beyond the real line."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from differences import gradient
from untyped import variable


@pytest.mark.parametrize("name", ["sqrt", "log", "log2", "log10", "arccos", "arcsin", "arctanh"])
def test_values_turn_complex_and_gradients_stay_right(name: str) -> None:
    f: Any = getattr(np.emath, name)
    x0 = np.array([-1.7, 0.3, 2.2]) if name.startswith("a") else np.array([-1.7, 0.3, -0.4])
    x = variable(x0)
    y = f(x)
    np.testing.assert_array_equal(y.data, f(x0))
    assert y.dtype == np.complex128
    (np.real(y) + np.imag(y)).sum().backward()
    expected = gradient(lambda a: np.sum(f(a).real + f(a).imag), [x0], 0)
    np.testing.assert_allclose(x.grad, expected, rtol=1e-8)


def test_powers_of_negative_numbers() -> None:
    x = variable(np.array([-2.0, 3.0]))
    y: Any = np.emath.power(x, 0.5)
    np.testing.assert_array_equal(y.data, np.emath.power(x.data, 0.5))
    k: Any = np.emath.power(variable(np.array([2, 4])), -1)
    np.testing.assert_array_equal(k.data, [0.5, 0.25])
    one: Any = np.emath.power(variable(np.array([2, 4])), 0)
    assert one.dtype == np.emath.power(np.array([2, 4]), 0).dtype


@pytest.mark.parametrize("code", "efdgFDG")
def test_every_precision_turns_into_the_complex_one_of_numpy(code: str) -> None:
    for x0 in (np.array([-1.5, 0.25], code), np.array([0.5, 0.25], code)):
        for f in (np.emath.sqrt, np.emath.log, np.emath.arctanh):
            x = variable(x0)
            y: Any = f(x)
            assert (y.dtype, y.tolist()) == (f(x0).dtype, f(x0).tolist())
            np.real(y).sum().backward()
            assert x.grad.dtype == x0.dtype
