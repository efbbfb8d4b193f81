"""The same workloads under pytest-benchmark: ``pytest benchmarks``."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from workloads import WORKLOADS


@pytest.mark.parametrize("name", WORKLOADS)
@pytest.mark.parametrize("library", ["numpy", "autodiff", "torch", "autograd"])
def test_step(name: str, library: str, benchmark: Any) -> None:
    """One forward and backward pass, with the right gradients."""
    steps = WORKLOADS[name](None)
    if library not in steps:
        pytest.skip(f"{library} is not installed, or cannot do this")
    gradients = benchmark(steps[library])
    for g, e in zip(gradients, steps["numpy"](), strict=True):
        np.testing.assert_allclose(g, e, rtol=1e-3, atol=1e-6)
