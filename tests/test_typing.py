"""What the type checkers say of ``typing_tests/``: what is inferred, refused and accepted."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CASES = ROOT / "typing_tests"


def mypy(*paths: Path) -> set[tuple[str, int, str]]:
    pytest.importorskip("mypy")
    command = [sys.executable, "-m", "mypy", "--strict", "--no-pretty", "--show-column-numbers"]
    options = ["--config-file", str(ROOT / "mypy.ini"), "--no-error-summary"]
    run = subprocess.run(
        [*command, *options, *map(str, paths)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    found = re.findall(r"^(?:.*/)?(\w+\.py):(\d+):\d+: error: (.*)$", run.stdout, re.MULTILINE)
    assert run.returncode in {0, 1}, run.stdout + run.stderr
    return {(name, int(line), text) for name, line, text in found}


def _pyright() -> str:
    command = shutil.which(
        "pyright", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    )
    if command is None or os.environ.get("AUTODIFF_SKIP_PYRIGHT") == "1":
        pytest.skip("pyright is not installed")
    return command


def pyright(*paths: Path) -> set[tuple[str, int, str]]:
    command = _pyright()
    run = subprocess.run(
        [command, "--pythonpath", sys.executable, "--outputjson", *map(str, paths)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    report = json.loads(run.stdout[run.stdout.index("{") :])
    return {
        (Path(d["file"]).name, d["range"]["start"]["line"] + 1, d["message"])
        for d in report["generalDiagnostics"]
        if d["severity"] == "error"
    }


CHECKERS = [mypy, pyright]
ACCEPTED = [CASES / "inferred.py", CASES / "numpy_names.py", *sorted(CASES.glob("programs*.py"))]


@pytest.mark.parametrize("checker", CHECKERS, ids=lambda c: c.__name__)
def test_types_are_inferred_and_programs_accepted(checker: object) -> None:
    assert callable(checker)
    assert checker(*ACCEPTED) == set()


@pytest.mark.parametrize("checker", CHECKERS, ids=lambda c: c.__name__)
def test_marked_lines_are_refused_and_no_others(checker: object) -> None:
    assert callable(checker)
    lines = (CASES / "rejected.py").read_text().splitlines()
    marked = {n for n, line in enumerate(lines, 1) if line.endswith("# E")}
    assert len(marked) >= 90
    got = checker(CASES / "rejected.py")
    assert {n for _, n, _ in got} == marked, sorted(got)


def test_all_that_is_public_has_a_known_type(tmp_path: Path) -> None:
    command = _pyright()
    options = ["--pythonpath", sys.executable, "--ignoreexternal", "--outputjson"]
    run = subprocess.run(
        [command, *options, "--verifytypes", "autodiff"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    report = json.loads(run.stdout[run.stdout.index("{") :])["typeCompleteness"]
    unknown = [s["name"] for s in report["symbols"] if s["isExported"] and not s["isTypeKnown"]]
    assert unknown == []
    assert len(report["symbols"]) > 500
    assert report["completenessScore"] == 1.0
