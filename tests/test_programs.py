"""The programs of ``typing_tests/`` that state examples: their gradients, by finite differences."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from differences import gradient
from untyped import variable

from autodiff import gradients

CASES = Path(__file__).parents[1] / "typing_tests"
PROGRAMS = {path.stem: runpy.run_path(str(path)) for path in CASES.glob("programs_s*.py")}
EXAMPLES = [
    pytest.param(f, inputs, id=f"{stem}:{f.__name__}")
    for stem, names in sorted(PROGRAMS.items())
    for f, inputs in names.get("EXAMPLES", [])
]


def test_there_are_programs_to_run() -> None:
    assert len(EXAMPLES) >= 5


@pytest.mark.parametrize(("f", "inputs"), EXAMPLES)
def test_gradients_of_programs(f: Any, inputs: list[Any]) -> None:
    arrays = [np.asarray(x, dtype=np.float64) for x in inputs]
    xs = [variable(x) for x in arrays]
    found = gradients(f(*xs), xs)
    for i, g in enumerate(found):
        expected = gradient(lambda *given: f(*map(variable, given)).item(), arrays, i)
        np.testing.assert_allclose(g.data, expected, rtol=1e-5, atol=1e-6)
