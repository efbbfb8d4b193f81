"""What is written is true: docstrings, README and pages run, public names are documented."""

from __future__ import annotations

import doctest
import importlib
import inspect
import os
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import autodiff

ROOT = Path(__file__).parents[1]
MODULES = ["autodiff"] + [
    m.name
    for m in pkgutil.walk_packages(autodiff.__path__, "autodiff.")
    if "__main__" not in m.name
]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("name", MODULES)
def test_docstring_examples_run(name: str) -> None:
    if name.startswith("autodiff.scipy."):
        pytest.importorskip("scipy")
    failed, _ = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_python_blocks_of_a_page_run(page: Path) -> None:
    """Blocks of a page share one namespace, and print what the page says.

    That is the text of a line ``print(...)  # text``, and a block of text after one of Python.
    """
    text = page.read_text()
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    if not blocks:
        return
    source = "\n".join(blocks)
    for library in ("scipy", "sklearn", "statsmodels"):
        if f"from {library}" in source:
            pytest.importorskip(library)
    run = subprocess.run(
        [sys.executable, "-W", "error", "-"],
        input=source,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "MPLBACKEND": "Agg"},
    )
    assert run.returncode == 0, run.stderr
    printed = re.findall(r"^ *print\(.*\)  # (.*)$", source, re.MULTILINE)
    lines = run.stdout.splitlines()
    for expected in printed:
        assert expected in lines
    for shown in re.findall(
        r"```python\n(?:[^`]|`(?!``))*```\n\n```text\n(.*?)```", text, re.DOTALL
    ):
        assert shown in run.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_of_a_page_lead_to_files(page: Path) -> None:
    prose = re.sub(r"```.*?```", "", page.read_text(), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)\s#]+)(?:#[^)]*)?\)", re.sub(r"`[^`]*`", "", prose))
    missing = [n for n in links if "://" not in n and not (page.parent / n).exists()]
    assert not missing


def described() -> set[str]:
    """Return the names that the pages of reference have entries for, as Sphinx would find them."""
    found: set[str] = set()
    for page in (ROOT / "docs" / "reference").glob("*.md"):
        text = page.read_text()
        for module, options in re.findall(r"automodule:: (\S+)\n((?: +:.*\n)*)", text):
            found.add(module)
            members = re.search(r":members:(.*)", options)
            if members is None:
                continue
            exported = importlib.import_module(module)
            names = members[1].split(", ") if members[1] else exported.__all__
            found |= {
                f"{module}.{name.strip()}"
                for name in names
                if inspect.isroutine(getattr(exported, name.strip()))
                or inspect.isclass(getattr(exported, name.strip()))
            }
        found |= set(re.findall(r"autodata:: (\S+)", text))
        data = re.findall(r"py:data:: (\S+)\n +:module: (\S+)", text)
        found |= {f"{module}.{name}" for name, module in data}
    return found


REFERENCES = ["autodiff", "autodiff.implicit", "autodiff.testing", "autodiff.trees"]
OF_SCIPY = ["integrate", "linalg", "sparse", "stats"]


@pytest.mark.parametrize("module", [*REFERENCES, *(f"autodiff.scipy.{m}" for m in OF_SCIPY)])
def test_public_names_are_in_the_reference(module: str) -> None:
    if module.startswith("autodiff.scipy."):
        pytest.importorskip("scipy")
    names = {f"{module}.{n}" for n in importlib.import_module(module).__all__}
    if module == "autodiff.scipy.stats":  # its names are modules, one a family
        names |= {
            f"{family}.{n}" for family in names for n in importlib.import_module(family).__all__
        }
    assert names <= described()


def test_pages_are_in_a_table_of_contents() -> None:
    docs = ROOT / "docs"
    listed = {docs / "index.md"}
    for page in docs.rglob("index.md"):
        for entries in re.findall(r"```{toctree}\n(.*?)```", page.read_text(), re.DOTALL):
            names = [n for n in entries.splitlines() if n and not n.startswith(":")]
            listed |= {page.parent / f"{name}.md" for name in names}
    pages = {p for p in PAGES if docs in p.parents and p.parent.name != "inventories"}
    assert listed == pages


def public() -> list[str]:
    return [n for n in autodiff.__all__ if n != "__version__"]


@pytest.mark.parametrize("name", public())
def test_public_names_are_documented(name: str) -> None:
    assert inspect.getdoc(getattr(autodiff, name))


def test_public_names_are_complete_and_sorted() -> None:
    assert list(autodiff.__all__) == sorted(autodiff.__all__)
    hiding_builtins = {"abs", "compile", "max", "min", "pow", "sum"}
    modules = {m.split(".")[1] for m in MODULES if "." in m}
    names = {n for n in vars(autodiff) if not n.startswith("_")} - {"annotations"}
    public_modules = {"__version__", "ops", "trees"}
    assert names - modules - hiding_builtins == set(autodiff.__all__) - public_modules


@pytest.mark.parametrize(
    "tool", ["generate_operators.py", "generate_reductions.py", "generate_decompositions.py"]
)
def test_generated_modules_are_current(tool: str) -> None:
    pytest.importorskip("ruff", reason="the generator formats with ruff")
    command = [sys.executable, str(ROOT / "tools" / tool), "--check"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
