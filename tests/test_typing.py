"""What the type checkers say of ``typing_tests/``: what is inferred, refused and accepted."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import autodiff
from autodiff import transforms

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
REJECTED = sorted(CASES.glob("*rejected.py"))
ACCEPTED = sorted(set(CASES.glob("*.py")) - set(REJECTED))


@pytest.mark.parametrize("checker", CHECKERS, ids=lambda c: c.__name__)
def test_types_are_inferred_and_programs_accepted(checker: object) -> None:
    assert callable(checker)
    assert checker(*ACCEPTED) == set()


@pytest.mark.parametrize("checker", CHECKERS, ids=lambda c: c.__name__)
def test_marked_lines_are_refused_and_no_others(checker: object) -> None:
    assert callable(checker)
    marked = {
        (path.name, n)
        for path in REJECTED
        for n, line in enumerate(path.read_text().splitlines(), 1)
        if line.endswith("# E")
    }
    assert len(marked) > 180
    got = checker(*REJECTED)
    assert {(name, n) for name, n, _ in got} == marked, sorted(got)


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


PAGE = ROOT / "docs" / "how-to" / "type-your-code.md"
TABLE = """
import numpy as np
import numpy.typing as npt
from typing import assert_type

import autodiff.numpy as anp
from autodiff import Variable


def table(
    s: Variable[np.float64, tuple[()]],
    v: Variable[np.float64, tuple[int]],
    m: Variable[np.float64, tuple[int, int]],
    t: Variable[np.float64, tuple[int, int, int]],
    u: Variable[np.float64],
    f: Variable[np.float32, tuple[int]],
    c: Variable[np.complex64, tuple[int]],
    i: Variable[np.int64, tuple[int]],
    a: np.ndarray[tuple[int, int], np.dtype[np.float64]],
) -> None:
"""


@pytest.mark.parametrize("checker", CHECKERS, ids=lambda c: c.__name__)
def test_the_page_on_types_is_true(checker: object, tmp_path: Path) -> None:
    assert callable(checker)
    text = PAGE.read_text()
    snippets = tmp_path / "snippets.py"
    snippets.write_text("\n".join(re.findall(r"```python\n(.*?)```", text, re.DOTALL)))
    section = text.split("## What is inferred")[1].split("## ")[0]
    rows = re.findall(r"^\| `(.*?)` \| `(.*?)` \|$", section, re.MULTILINE)
    assert len(rows) >= 30
    table = tmp_path / "table.py"
    table.write_text(TABLE + "\n".join(f"    assert_type({x}, {y})" for x, y in rows) + "\n")
    assert checker(snippets, table) == set()


BINARY = "of mixed dtypes; the operators and autodiff.numpy say it exactly"
ANY = {
    **dict.fromkeys(["add", "sub", "mul", "div", "pow", "matmul", "maximum", "minimum"], BINARY),
    **dict.fromkeys(["clip", "concatenate", "conj", "stack", "where"], BINARY),
    **dict.fromkeys(["sum", "mean"], "with dtype= of the scalar type that it names"),
    "var": "with dtype= of the scalar type that it names",
    **dict.fromkeys(["real", "imag"], "float64 of complex128; autodiff.numpy and v.real say it"),
    **dict.fromkeys(["choose", "dot"], BINARY),
    **dict.fromkeys(["all", "any", "argmax", "argmin", "searchsorted"], "a scalar or an array"),
    "astype": "of the scalar type that dtype names",
    **dict.fromkeys(["item", "tolist"], "of Python's type, as NumPy's own"),
    "ravel": "of a container of Variables whatever vector goes back: a Variable of that length",
    "gradients": "of as many dtypes as there are Variables, when these are in a sequence",
}
"""Public results in which Any stands, and why."""


def results(path: Path) -> list[tuple[str, str]]:
    """Return the public functions of a module with the results that their signatures state."""
    tree = ast.parse(path.read_text())
    found: list[tuple[str, str]] = []
    owners: list[ast.Module | ast.ClassDef] = [tree]
    owners += [n for n in ast.walk(tree) if isinstance(n, ast.ClassDef)]
    for owner in owners:
        functions = [n for n in owner.body if isinstance(n, ast.FunctionDef)]
        overloaded = {f.name for f in functions if "overload" in map(ast.unparse, f.decorator_list)}
        for f in functions:
            decorators = [*map(ast.unparse, f.decorator_list)]
            stated = "overload" in decorators or f.name not in overloaded
            if "_typed" in decorators:  # by a Protocol, which promises what it returns
                continue
            if stated and not f.name.startswith("_") and f.returns is not None:
                found.append((f.name, ast.unparse(f.returns)))
    return found


def is_at_top_level(path: Path, name: str) -> bool:
    module = getattr(getattr(autodiff, name, None), "__module__", "")
    return module.startswith("autodiff.ops.") and module.endswith(f".{path.stem}")


def test_any_leaks_from_no_public_signature_but_those_listed() -> None:
    package = ROOT / "src" / "autodiff"
    modules = [package / "variable.py", package / "config.py", package / "display.py"]
    for folder in ("methods", "transforms"):
        modules += sorted((package / folder).glob("*.py"))
    leaks = {
        name
        for path in [*modules, *(package / "ops").rglob("*.py")]
        for name, result in results(path)
        if re.search(r"(Variable|NDArray)\[Any|^Any$", result)
        # of the operations only those at top level; autodiff.numpy types the others
        and ("ops" not in path.parts or is_at_top_level(path, name))
        and ("transforms" not in path.parts or name in transforms.__all__)
    }
    assert leaks == set(ANY)
