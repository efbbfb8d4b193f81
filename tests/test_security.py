"""What SECURITY.md promises: no code from data, few dependencies, each pinned with its hash."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

import autodiff

ROOT = Path(__file__).parents[1]
SOURCES = sorted([*(ROOT / "src").rglob("*.py"), *(ROOT / "tools").rglob("*.py")])
PROJECT: Any = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LOCKS = {"dev.lock": ["dev", "examples"], "docs.lock": ["docs"], "typing.lock": ["typing"]}

BUILTINS = {"eval", "exec", "compile", "__import__", "open"}
MODULES = {
    "code", "codeop", "ctypes", "dbm", "dill", "cloudpickle", "ftplib", "http", "imp", "jsonpickle",
    "marshal", "pickle", "pty", "requests", "runpy", "shelve", "smtplib", "socket", "ssl",
    "subprocess", "tempfile", "urllib", "yaml",
}  # fmt: skip
"""None of which is imported: they run code, unpickle, or talk to others."""

METHODS = {
    "system", "popen", "execv", "execve", "execvp", "spawnl", "spawnv", "posix_spawn",
    "loads", "unsafe_load", "exec_module", "load_module", "read_pickle",
    "write_text", "write_bytes", "tofile", "savetxt", "savez", "memmap", "fromfile", "genfromtxt",
}  # fmt: skip
"""Calls that run or load something, or write files, whatever they are called on."""

ALLOWED = {
    ("src/autodiff/__main__.py", "open"): "os.open of the null device, when the reader is gone",
    ("src/autodiff/check_command.py", "import_module"): "the module that the command line names",
    ("src/autodiff/check_command.py", "loads"): "JSON from the command line",
    ("src/autodiff/compiling/version.py", "compile"): "a program that it has written itself",
    ("src/autodiff/compiling/version.py", "exec"): "as above",
    ("src/autodiff/compiling/compiled.py", "write_text"): "save writes the file that it is told to",
    ("src/autodiff/conversions.py", "import_module"): (
        "autodiff.scipy.special and its like, for an error that names our function"
    ),
    ("src/autodiff/registry.py", "import_module"): "a value of EXTENSIONS, our own modules",
    ("src/autodiff/ufunc_calls.py", "import_module"): "as the registry's",
    ("src/autodiff/drawing/image.py", "open"): "draw writes the file that it is told to",
    ("tools/generated.py", "subprocess"): "runs ruff over what a generator wrote",
    ("tools/generated.py", "write_text"): "a generator writes a module",
    ("tools/generate_hazards.py", "write_text"): "a generator writes a page",
    ("tools/generate_mirror.py", "write_text"): "a generator writes a module",
    ("tools/generate_reference.py", "write_text"): "a generator writes a page",
    ("tools/forks.py", "open"): "os.open of the null device",
    ("tools/mutate.py", "import_module"): "packages that the tests import, from a list",
    ("tools/mutate.py", "loads"): "JSON that a fork wrote",
    ("tools/mutate.py", "write_text"): "empties its own results",
    ("tools/mutation_results.py", "loads"): "JSON that it wrote itself",
    ("tools/mutation_runs.py", "compile"): "a mutant of our own source, in a fork",
    ("tools/mutation_runs.py", "import_module"): "the modules in src/",
    ("tools/typing_table.py", "subprocess"): "runs the type checkers",
}
"""Exceptions, each with its reason."""


def called(node: ast.Call) -> str:
    f = node.func
    return f.id if isinstance(f, ast.Name) else f.attr if isinstance(f, ast.Attribute) else ""


def is_builtin(node: ast.Call) -> bool:
    """Whether a call is of a function of Python's own, and not of ``re.compile`` and its like."""
    f = node.func
    owner = f.value if isinstance(f, ast.Attribute) else None
    return isinstance(f, ast.Name) or (
        isinstance(owner, ast.Name) and owner.id in {"builtins", "os", "io"}
    )


def dangers(tree: ast.AST) -> set[str]:
    """Return the names of what a module does that would have to be looked at."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names} & MODULES
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found |= {(node.module or "").split(".")[0]} & MODULES
            if node.module != "numpy":  # whose names autodiff.numpy hands on
                found |= {alias.name for alias in node.names} & (BUILTINS | METHODS)
        elif isinstance(node, ast.Call):
            name = called(node)
            unknown = name == "import_module" and not isinstance(node.args[0], ast.Constant)
            if (name in BUILTINS and is_builtin(node)) or name in METHODS or unknown:
                found.add(name)
            found |= {k.arg for k in node.keywords if k.arg in {"allow_pickle", "shell"}}
        elif isinstance(node, ast.Name) and node.id in {"eval", "exec", "__import__"}:
            found.add(node.id)  # by another name is no better
    return found


def test_nothing_runs_loads_or_writes_but_for_stated_reasons() -> None:
    found = {
        (path.relative_to(ROOT).as_posix(), danger)
        for path in SOURCES
        for danger in dangers(ast.parse(path.read_text()))
    }
    assert found == set(ALLOWED)


@pytest.mark.parametrize(
    "code",
    [
        "eval(s)",
        "f = eval",
        "exec(s)",
        "builtins.exec(s)",
        "compile(s, '', 'exec')",
        "from pickle import loads",
        "import marshal as m",
        "__import__(name)",
        "import_module(name)",
        "importlib.import_module(f'autodiff.{name}')",
        "os.system(s)",
        "from os import system",
        "import subprocess",
        "np.load(file, allow_pickle=True)",
        "pd.read_pickle(file)",
        "import urllib.request",
        "open(path, 'w')",
        "path.write_text(s)",
    ],
)
def test_the_search_finds(code: str) -> None:
    assert dangers(ast.parse(code))


@pytest.mark.parametrize("code", ["re.compile(s)", "import_module('scipy')", "model.eval()"])
def test_the_search_passes(code: str) -> None:
    assert not dangers(ast.parse(code))


def test_few_dependencies() -> None:
    assert {name_of(r) for r in PROJECT["dependencies"]} == {"numpy", "typing-extensions"}


# The lock


def name_of(requirement: str) -> str:
    """Return the name of a package as indices normalise it."""
    name = re.match(r"[\w.-]+", requirement)
    assert name
    return re.sub(r"[-_.]+", "-", name[0]).lower()


def pins(lock: str) -> dict[str, list[str]]:
    """Return for each package the lines of its pins, hashes and markers included."""
    found: dict[str, list[str]] = defaultdict(list)
    text = (ROOT / "requirements" / lock).read_text().replace("\\\n", "")
    for line in text.splitlines():
        if not line.startswith("#"):
            found[name_of(line)].append(line)
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_each_pin_is_of_one_version_with_hashes_and_nothing_else(lock: str) -> None:
    pin = re.compile(r"[a-z0-9.-]+==[\w.]+( ; [\w .*<>=!'()]+?)?( +--hash=sha256:[0-9a-f]{64})+ *")
    lines = [line for found in pins(lock).values() for line in found]
    assert lines
    assert not [line for line in lines if not pin.fullmatch(line)]


@pytest.mark.parametrize(("lock", "extras"), LOCKS.items())
def test_the_lock_covers_what_is_required(lock: str, extras: list[str]) -> None:
    required = [*PROJECT["dependencies"]]
    required += [r for extra in extras for r in PROJECT["optional-dependencies"][extra]]
    assert {name_of(r) for r in required} <= set(pins(lock))


def test_the_lock_covers_what_the_project_is_built_with() -> None:
    build: Any = tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]
    assert {name_of(r) for r in build["requires"]} <= set(pins("dev.lock"))


def versions(lines: list[str]) -> set[str]:
    """Return the pins without markers, which say when another package wants this one."""
    return {line.split(";")[0].split("--hash")[0].strip() for line in lines}


def test_locks_that_share_an_environment_agree() -> None:
    dev = pins("dev.lock")
    for lock in ("docs.lock", "typing.lock"):
        both = {name: found for name, found in pins(lock).items() if name in dev}
        assert all(versions(found) <= versions(dev[name]) for name, found in both.items())


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_each_python_has_a_numpy_of_the_lock(python: str) -> None:
    """A version of Python compares by its numbers, which the markers do by ``<`` and ``>=``."""
    version = tuple(map(int, python.split(".")))
    matching = 0
    for line in pins("dev.lock")["numpy"]:
        marker = re.search(r"python_full_version (<|>=) '(3\.\d+)'", line)
        bound = tuple(map(int, marker[2].split("."))) if marker else (0,)
        matching += (version < bound) == (marker is not None and marker[1] == "<")
    assert matching == 1


def test_wheels_of_several_platforms_are_hashed() -> None:
    """One wheel would be one platform's; NumPy has dozens, and a lock of one machine one."""
    assert all(line.count("sha256:") > 20 for line in pins("dev.lock")["numpy"])


def test_the_policy_names_the_supported_version() -> None:
    text = (ROOT / "SECURITY.md").read_text()
    assert autodiff.__version__.rpartition(".")[0] + ".x" in text
