"""The layers: who may import whom."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import autodiff

PACKAGE = Path(autodiff.__file__).parent

LAYERS = [
    ["errors", "typing"],
    ["config", "registry", "broadcasting", "ownership"],
    ["graph"],
    ["operands"],
    ["messages", "seed", "accumulation"],
    ["sweep"],
    ["commit", "forward", "apply"],
    ["call"],
    ["operation"],
    ["ufunc", "variadic", "function"],
    ["views"],
    ["ops"],
    ["inplace"],
    ["ufunc_calls"],
    ["dispatch"],
    ["operators", "augmented", "bitwise", "writing"],
    ["methods", "conversions"],
    ["variable"],
    ["transforms"],
    ["ufunc_methods"],
    ["binary"],
    ["signatures"],
    ["numpy"],
    ["coverage"],
    ["__init__"],
    ["__main__"],
]
"""From the ground up; a module imports only from layers below its own."""

HEIGHT = {name: height for height, names in enumerate(LAYERS) for name in names}
MODULES = sorted(PACKAGE.rglob("*.py"))


def layer(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Return the layers that a module imports when it runs (not those for its annotations)."""
    tree = ast.parse(path.read_text())
    guarded = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    depth = len(path.relative_to(PACKAGE).parts)
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in guarded or not isinstance(node, ast.ImportFrom):
            continue
        module = node.module or ""
        if node.level == depth:  # from the package itself
            names = [alias.name if alias.name in HEIGHT else "__init__" for alias in node.names]
            found |= {module.split(".")[0]} if module else set(names)
        elif node.level == 0 and module.startswith("autodiff."):
            found.add(module.split(".")[1])
        elif node.level == 0:
            assert module != "autodiff", f"{path}: imports the whole package"
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_imports_only_from_below(path: Path) -> None:
    own = HEIGHT[layer(path)]
    for name in imported(path) - {layer(path)}:
        assert HEIGHT[name] < own, f"{layer(path)} imports {name}, which stands above it"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_holds_one_idea(path: Path) -> None:
    lines = len(path.read_text().splitlines())
    generated = path.name in {"operators.py", "binary.py"}
    assert generated or lines <= 300, f"{path.name} has {lines} lines"


def test_rules_do_not_write_into_foreign_arrays() -> None:
    """What a rule does has to work on Dask and the like too."""
    for path in (PACKAGE / "ops").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.keyword):
                assert node.arg != "out", f"{path.name}:{node.value.lineno} writes with out="


def test_importing_loads_numpy_and_typing_extensions_only() -> None:
    allowed = {"numpy", "typing_extensions", "autodiff"}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text())):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module or ""]
            for name in names:
                top = name.split(".")[0]
                assert top in allowed or top in STANDARD, f"{path.name} imports {name}"


STANDARD = {
    "__future__", "abc", "argparse", "collections", "contextvars", "copy", "dataclasses", "enum",
    "fnmatch", "functools", "inspect", "itertools", "json", "math", "operator", "os", "re", "sys",
    "threading", "types", "typing", "weakref",
}  # fmt: skip
