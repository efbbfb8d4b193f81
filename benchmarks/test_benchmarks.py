"""The same workloads under pytest-benchmark: ``pytest benchmarks``."""

from __future__ import annotations

from typing import Any

import agreement
import libraries
import pytest
from workloads import WORKLOADS


@pytest.mark.parametrize("name", WORKLOADS)
@pytest.mark.parametrize("library", libraries.MODULES)
def test_step(name: str, library: str, benchmark: Any) -> None:
    """One forward and backward pass, with the right gradients."""
    problem = WORKLOADS[name].make(None)
    if not libraries.able([library], problem):
        pytest.skip(f"{library} is not installed, or cannot do this")
    results = benchmark(libraries.step(library, problem))
    agreement.check(name, library, results, libraries.step("numpy", problem)())
