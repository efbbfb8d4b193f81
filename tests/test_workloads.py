"""The benchmarks: at small sizes, our derivatives are those by hand; the scripts run."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture(scope="module", autouse=True)
def _as_scripts() -> Iterator[None]:
    """Import the modules as scripts import them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(BENCHMARKS)
        yield


def test_small_workloads(subtests: Any) -> None:
    agreement, libraries = import_module("agreement"), import_module("libraries")
    for name, workload in import_module("workloads").WORKLOADS.items():
        with subtests.test(name):
            problem = workload.make(workload.small)
            expected = libraries.step("numpy", problem)()
            for library in libraries.able(["autodiff", "compiled"], problem):
                results = libraries.step(library, problem)()
                agreement.check(name, library, results, expected)


def test_a_wrong_gradient_is_noticed() -> None:
    agreement = import_module("agreement")
    agreement.check("f", "x", [1.0, [1.0, 2.0]], [1.0, [1.0, 2.0 + 1e-12]])
    with pytest.raises(agreement.WrongGradientError, match="f: result 1 of x"):
        agreement.check("f", "x", [1.0, [1.0, 2.1]], [1.0, [1.0, 2.0]])
    with pytest.raises(agreement.WrongGradientError, match="result 0"):
        agreement.check("f", "x", [[1.0]], [1.0])


def test_the_gate_keeps_its_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = import_module("gate")
    recorded = json.loads(gate.RECORDED.read_text())
    assert recorded.keys() == gate.WORKLOADS.keys()
    monkeypatch.setattr(gate, "measure", lambda name: dict(recorded[name]))
    assert gate.check() == 0
    monkeypatch.setattr(gate, "measure", lambda _name: {"numpy": 1e6})
    assert gate.check() == 1


def test_the_script_writes_what_it_measured(tmp_path: Path) -> None:
    path = tmp_path / "ratios.json"
    command = [sys.executable, str(BENCHMARKS / "run.py"), "--quick", "--only", "Goldstein"]
    command += ["--libraries", "autodiff", "--parts", "workloads", "--json", str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "| Goldstein-Price, 0-d " in run.stdout
    measured = json.loads(path.read_text())["workloads"]["Goldstein-Price, 0-d"]
    assert measured["seconds"].keys() == {"numpy", "autodiff"}
