"""What the generators of checked-in modules share: they write them, or say that they are stale."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PACKAGE = Path(__file__).parents[1] / "src" / "autodiff"


def formatted(text: str, path: Path) -> str:
    """Return the text of a module as ruff writes it."""
    ruff = [sys.executable, "-m", "ruff"]
    rules = ["check", "--select", "I", "--fix-only", "--quiet"]
    for command in (rules, ["format", "--quiet"]):
        run = subprocess.run(  # noqa: S603  # our own tool
            [*ruff, *command, "--stdin-filename", str(path), "-"],
            input=text,
            capture_output=True,
            text=True,
            check=True,
        )
        text = run.stdout
    return text


def write_or_check(description: str | None, modules: Mapping[Path, str]) -> int:
    """Write the modules, or with ``--check`` compare them; return 1 if any is stale."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 if stale")
    check = parser.parse_args().check
    stale = 0
    for path, text in modules.items():
        if not check:
            path.write_text(formatted(text, path))
        elif path.read_text() != formatted(text, path):
            print(f"{path.name} is stale: run {Path(sys.argv[0]).name}")
            stale = 1
    return stale
