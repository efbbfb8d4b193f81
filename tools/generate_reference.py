"""Write the pages of reference that the registry knows best: coverage and derivatives.

Run after a rule was added or its docstring changed. With ``--check`` nothing is written, and the
status is 1 if a page is stale. Pages name the NumPy they are of; with another one, ``--check``
only makes sure that they can be made.
"""

from __future__ import annotations

import argparse
import re
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.coverage import (
    NAMESPACES,
    Category,
    Entry,
    callables,
    counts,
    dispatches,
    entries,
    synonyms,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

scipy: Any = import_module("scipy")  # which has no types
ROOT = Path(__file__).parents[1]
PAGES = ROOT / "docs" / "reference"
COVERAGE = """\
<!-- Written by tools/generate_reference.py from the registry; do not edit. -->

# Coverage of NumPy

What becomes of a Variable that is given to a function of NumPy. Each function is in exactly one
class. `python -m autodiff ops` prints this for the NumPy that is installed.

NumPy {numpy} has {all} public functions and ufuncs in {namespaces}, each counted once whatever
names it has. {asking} of them ask their arguments what to do (by the protocols NEP 13 and NEP 18);
the others know no Variables. Of those that ask,

- {derived} have a derivative, {zero} of them the derivative 0;
- {plain} return plain results;
- {refused} are refused.

{table}

A test calls every public callable of NumPy, also in `np.random`, `np.ma`, `np.polynomial`,
`np.lib` and the like, with a Variable in each position. It has to raise, to return Variables that
gradients flow through, or to be listed here as plain.
"""
DERIVATIVES = """\
<!-- Written by tools/generate_reference.py from the registry; do not edit. -->

# Derivatives

The derivative of each function of NumPy {numpy} that has one, as its rule states it; `dy` and `dx`
are small changes, `gy` is a cotangent.

*Rows* says in how many forms of call a function is checked: shapes, axes, keywords. In each of
them, in float64, the gradient equals central differences, and so does the second derivative;
forward mode equals reverse mode, and so do the derivatives of both; the value is NumPy's own to the
bit. *Dtypes* adds float32 where value and gradient keep it, and complex128 where the gradient
equals differences along both axes of the plane.

| NumPy | Derivative | At kinks, ties, zeros | Rows | Dtypes |
|---|---|---|---:|---|
{table}
"""
SPECIAL = """\
<!-- Written by tools/generate_reference.py from the registry; do not edit. -->

# Derivatives of special functions

SciPy {scipy} has {all} functions in `scipy.special`, of which {derived} have a derivative. The
ufuncs among these take Variables by themselves, as `scipy.special.erf(v)`; the others, which SciPy
writes in Python, are in `autodiff.scipy.special` by the same names, and SciPy's own raise and say
so. What is left raises too: {refused} are refused by name, and the rest reads its arguments as
arrays, which a Variable does not allow.

| SciPy | Derivative | At kinks, ties, zeros | Rows | Dtypes |
|---|---|---|---:|---|
{table}

## Refused

| SciPy | Why, and what to write instead |
|---|---|
{remedies}
"""
WITH_DERIVATIVE = {Category.DIFFERENTIABLE, Category.ZERO_GRADIENT}


def cell(text: str) -> str:
    """Return text of a docstring as it stands in a cell of a Markdown table."""
    return re.sub(r":\w+:`~?([^`]+)`", r"`\1`", text.replace("``", "`")).replace("|", "\\|")


def names(entry: Entry) -> str:
    """Return all names of an entry."""
    return ", ".join(f"`{name}`" for name in (entry.name, *entry.aliases))


def title(category: Category) -> str:
    """Return a heading for a category."""
    return category.value.replace("-", " ").capitalize()


def share(part: int, whole: int) -> str:
    """Return a part of a whole, in words."""
    return f"{part} of {whole} ({100 * part / whole:.0f} %)"


def numbers(rows: list[Entry]) -> str:
    """Return a table of how many functions are in each class, by namespace."""
    lines = [
        "| | " + " | ".join(title(c) for c in Category) + " | All |",
        "|---|" + "---:|" * (len(Category) + 1),
    ]
    parts = {f"`{p}`": [r for r in rows if r.name.rsplit(".", 1)[0] == p] for p in NAMESPACES}
    for name, own in {**parts, "all": rows}.items():
        cells = [name, *map(str, counts(own).values()), str(len(own))]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def coverage_page(rows: list[Entry]) -> str:
    """Return the page on what becomes of a Variable in each function."""
    asking_names = {own[0] for f, own in callables().items() if dispatches(f)}
    total = counts([row for row in rows if row.name in asking_names])
    asking = len(asking_names)
    page = COVERAGE.format(
        numpy=np.__version__,
        all=len(rows),
        namespaces=", ".join(f"`{name}`" for name in NAMESPACES),
        asking=asking,
        derived=share(sum(total[c] for c in WITH_DERIVATIVE), asking),
        zero=total[Category.ZERO_GRADIENT],
        plain=share(total[Category.PLAIN_RESULT], asking),
        refused=share(total[Category.REFUSED], asking),
        table=numbers(rows),
    )
    return page + "".join(section(c, [r for r in rows if r.category is c]) for c in Category)


def section(category: Category, rows: list[Entry]) -> str:
    """Return the functions of one class."""
    if category in WITH_DERIVATIVE:
        lines = ["| NumPy | Ours |", "|---|---|"]
        lines += [f"| {names(r)} | {ours(r)} |" for r in rows]
    elif category is Category.REFUSED:
        lines = refused(rows)
    else:
        lines = [", ".join(names(r) for r in rows) + "."]
    body = "\n".join(lines) if rows else "None."
    return f"\n## {title(category)}: {len(rows)}\n\n{category.meaning}\n\n{body}\n"


def ours(entry: Entry) -> str:
    """Return what computes it."""
    return f"`{entry.ours}`" if entry.ours else cell(entry.derivative)


def refused(rows: list[Entry]) -> list[str]:
    """Return a line for each remedy: those that have one of their own, then the others."""
    remedies: dict[str, list[str]] = {}
    for row in rows:
        remedies.setdefault(row.remedy, []).append(names(row))
    ordered = sorted(remedies.items(), key=lambda item: len(item[1]))
    table = [f"| {', '.join(own)} | {cell(remedy)} |" for remedy, own in ordered]
    return ["| NumPy | Why, and what to write instead |", "|---|---|", *table]


def rows_by_name() -> dict[str, list[Any]]:
    """Return the rows of the tests, by the name of the function."""
    sys.path.insert(0, str(ROOT / "tests"))
    operations: Any = import_module("operations")
    found: dict[str, list[Any]] = {}
    for case in operations.CASES:
        found.setdefault(case.name, []).append(case)
    return found


def checked(f: Any, cases: dict[str, list[Any]]) -> tuple[int, str]:
    """Return how many rows a function has in the tests, and in which dtypes they are checked."""
    rows = [row for g in synonyms(f) for row in cases.get(g.__name__, [])]
    dtypes = ["float64"]
    if any(row.single for row in rows):
        dtypes.insert(0, "float32")
    if any(row.holomorphic for row in rows):
        dtypes.append("complex128")
    return len(rows), ", ".join(dtypes)


def formulas(rows: list[Entry], namespaces: Mapping[str, Any]) -> str:
    """Return the lines of a table of derivatives."""
    cases = rows_by_name()
    by_name = {name: f for f, own in callables(namespaces).items() for name in own}
    lines: list[str] = []
    for row in rows:
        if row.category in WITH_DERIVATIVE:
            n, dtypes = checked(by_name[row.name], cases)
            told = f"{cell(row.derivative)} | {cell(row.policy)}"
            lines.append(f"| {names(row)} | {told} | {n} | {dtypes} |")
    return "\n".join(lines)


def derivatives_page(rows: list[Entry]) -> str:
    """Return the page of formulas."""
    return DERIVATIVES.format(numpy=np.__version__, table=formulas(rows, NAMESPACES))


def special_page() -> str:
    """Return the page of special functions."""
    import_module("autodiff.scipy.special")  # registers its rules
    namespaces = {"scipy.special": import_module("scipy.special")}
    rows = entries(namespaces)
    remedies = [r for r in rows if r.category is Category.REFUSED]
    total = counts(rows)
    return SPECIAL.format(
        scipy=scipy.__version__,
        all=len(rows),
        derived=sum(total[c] for c in WITH_DERIVATIVE),
        refused=total[Category.REFUSED],
        table=formulas(rows, namespaces),
        remedies="\n".join(refused(remedies)[2:]),
    )


def main() -> int:
    """Write the pages, or with ``--check`` compare them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 if stale")
    check = parser.parse_args().check
    rows = entries()
    stale = 0
    for name, text in {
        "coverage.md": coverage_page(rows),
        "derivatives.md": derivatives_page(rows),
        "special-functions.md": special_page(),
    }.items():
        path = PAGES / name
        library = scipy if name.startswith("special") else np
        version = f"{'SciPy' if library is scipy else 'NumPy'} {library.__version__} "
        if not check:
            path.write_text(text)
        elif version not in path.read_text():
            print(f"{name} is of another version than {version}; it can be made of this one")
        elif path.read_text() != text:
            print(f"{name} is stale: run tools/generate_reference.py")
            stale = 1
    return stale


if __name__ == "__main__":
    sys.exit(main())
