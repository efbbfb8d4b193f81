"""Write the table of hazards into the page that explains them.

Run after a row of ``tests/hazards`` was added or changed. With ``--check`` nothing is written, and
the status is 1 if the page is stale.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "explanation" / "never-silently-wrong.md"
MARK = (
    "<!-- From here on written by tools/generate_hazards.py from tests/hazards; do not edit. -->\n"
)


def hazards() -> Any:
    """Return the package of the rows, which has no stubs."""
    sys.path.insert(0, str(ROOT / "tests"))
    return import_module("hazards")


def cell(text: str) -> str:
    """Return text as it stands in a cell of a Markdown table."""
    return text.replace("|", "\\|")


def table(package: Any) -> str:
    """Return the rows, by family, with how many there are of each outcome."""
    outcomes = [str(hazard.outcome) for hazard in package.HAZARDS]
    right = outcomes.count("right")
    lines = [
        "",
        f"{len(outcomes)} programs: {right} are right, {len(outcomes) - right} are refused.",
    ]
    for family in package.FAMILIES:
        name = family.name[0].upper() + family.name[1:]
        lines += ["", f"### {name}", "", "| Hazard | Outcome |", "|---|---|"]
        lines += [f"| {cell(row.written)} | {row.outcome} |" for row in family.rows]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the table, or with ``--check`` compare it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 if stale")
    check = parser.parse_args().check
    page = PAGE.read_text()
    written, _, _ = page.partition(MARK)
    current = written + MARK + table(hazards())
    if not check:
        PAGE.write_text(current)
    elif page != current:
        print(f"{PAGE.name} is stale: run {Path(__file__).name}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
