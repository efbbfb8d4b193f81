"""The tool of mutation testing: what it changes, and that a change is noticed."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tools"))

from mutants import Mutant, mutants, mutated  # noqa: E402  # a tool, in no package
from mutation_results import results_of  # noqa: E402  # as above

SAMPLES = {
    "x = a + b": {"a - b"},
    "x = a ** -b": {"a * -b", "b"},
    "if a < 2: f()": {"a <= 2", "3", "pass", "if not a < 2: f()", "if False: f()"},
    "x = not a and b": {"not a or b", "a"},
    "x = [a if b else c]": {"c if b else a"},
    "x = a[i:j]": {"i:", ":j"},
    "x = True": {"False"},
    "x = np.conj(a).T": {"a", "np.conj(a)"},
    "f(a, b, axis=c)": {"pass", "f(b, a, axis=c)", "f(a, b)"},
    "x += a": {"pass", "x -= a"},
    "def f():\n  return a": {"return None"},
    "while a:\n  break": {"continue"},
    "def f():\n  raise E('a' + b)": {"pass"},
}
UNTOUCHED = [
    '"""A docstring."""',
    "x: Annotated[int, 1 + 2]",
    "def f(x: 1 + 1) -> 2 * 3: pass",
    "if TYPE_CHECKING:\n  x = 1",
    "__all__ = ['a'][:1]",
    "import a",
    "@overload\ndef f(x=1): ...",
    "class P(Protocol):\n  x = 1",
    "def f(): raise NotImplementedError",
    "msg = f'{a + 1}'",
    "x = 'a'",
    "x = zip(a, strict=True)",
    "x = max(a, b)",
    "x = cast(a, b)",
]


def of(source: str, folder: Path) -> list[Mutant]:
    (folder / "module.py").write_text(source)
    return mutants(folder, folder / "module.py")


@pytest.mark.parametrize(("source", "instead"), SAMPLES.items())
def test_the_mistakes_of_each_kind(source: str, instead: set[str], tmp_path: Path) -> None:
    assert {m.change.partition(" -> ")[2] for m in of(source, tmp_path)} == instead


@pytest.mark.parametrize("source", UNTOUCHED)
def test_what_means_nothing_at_run_time_is_left_alone(source: str, tmp_path: Path) -> None:
    assert not of(source, tmp_path)


@pytest.mark.parametrize("name", ["graph.py", "ops/pow.py", "ops/linalg/svd.py"])
def test_each_mutant_of_a_module_is_another_program_that_compiles(name: str) -> None:
    path = ROOT / "src" / "autodiff" / name
    source = path.read_text()
    found = mutants(ROOT / "src", path)
    texts = [ast.unparse(mutated(source, m.number)) for m in found]
    assert len({ast.unparse(ast.parse(source)), *texts}) == len(texts) + 1
    for text in texts:
        ast.parse(text)
    assert all(first <= last for first, last in (m.lines for m in found))


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="a mutant lives in a fork")
def test_mistakes_are_noticed(tmp_path: Path) -> None:
    """A short form of ``make mutants``: one module, and tests that are about it among others."""
    command = [sys.executable, str(ROOT / "tools" / "mutate.py"), "ops/pow.py", "--whole"]
    command += ["--share", "0.4", "--folder", str(tmp_path / "results"), "--tests"]
    command += ["tests/test_semantics.py"]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert run.returncode == 0, run.stderr
    found = results_of(tmp_path / "results")
    statuses = [result.status for result in found]
    assert set(statuses) <= {"killed", "survived", "unreached"}
    assert statuses.count("killed") > len(found) / 2 > 5, run.stdout
    assert all(bool(r.by) == (r.status == "killed") for r in found)
    assert all(r.tests > 0 for r in found if r.status != "unreached")
    assert f"{statuses.count('killed')}/{len(found)} = " in run.stdout.splitlines()[-1]
