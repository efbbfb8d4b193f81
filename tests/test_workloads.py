"""The benchmarks' workloads: at small sizes, our derivatives are those by hand."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
NAMES = ("agreement", "libraries", "workloads")


@pytest.fixture(scope="module")
def scripts() -> dict[str, Any]:
    """Return the modules, which are imported as scripts import them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(BENCHMARKS)
        return {name: import_module(name) for name in NAMES}


def test_small_workloads(scripts: dict[str, Any], subtests: Any) -> None:
    workloads, libraries = scripts["workloads"].WORKLOADS, scripts["libraries"]
    for name, workload in workloads.items():
        with subtests.test(name):
            problem = workload.make(workload.small)
            expected = libraries.step("numpy", problem)()
            for library in libraries.able(["autodiff", "compiled"], problem):
                results = libraries.step(library, problem)()
                scripts["agreement"].check(name, library, results, expected)
