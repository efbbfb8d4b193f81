"""What each type checker sees of ``typing_tests/``, as a table.

Run as ``make typing``. A checker passes if it has nothing to say of the programs and refuses at
least 95 % of the lines marked ``# E``; those that it lets pass are listed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
CASES = ROOT / "typing_tests"
PROGRAMS = sorted(CASES.glob("programs*.py"))
REJECTED = sorted(CASES.glob("*rejected.py"))
TABLES = [CASES / "inferred.py", CASES / "custom.py", CASES / "transforms.py"]
INFERRED = sorted({*TABLES, *CASES.glob("numpy_names*.py")} - set(REJECTED))
CHECKERS = {
    "mypy": ["--config-file", str(ROOT / "mypy.ini"), "--no-error-summary"],
    "pyright": ["--pythonpath", sys.executable],
    "basedpyright": ["--pythonpath", sys.executable],
    "ty": ["check", "--python", sys.executable, "--output-format", "concise"],
    "pyrefly": [
        "check",
        "--python-interpreter-path",
        sys.executable,
        "--output-format",
        "min-text",
    ],
}
SHARE = 0.95


def diagnostics(command: list[str], paths: list[Path]) -> set[tuple[str, int]]:
    """Return the file and the line of each error."""
    run = subprocess.run(  # noqa: S603  # our own tools
        [*command, *map(str, paths)], capture_output=True, text=True, check=False, cwd=ROOT
    )
    errors = [
        line for line in run.stdout.splitlines() if re.search(r"\berror\b", line, re.IGNORECASE)
    ]
    places = [re.search(r"(\w+\.py):(\d+)", line) for line in errors]
    return {(place[1], int(place[2])) for place in places if place is not None}


def main() -> int:
    """Print the table."""
    marked = {
        (path.name, n): line
        for path in REJECTED
        for n, line in enumerate(path.read_text().splitlines(), 1)
        if line.endswith("# E")
    }
    rows = sum(path.read_text().count("assert_type(") for path in INFERRED)
    failed = False
    missed: list[str] = []
    print("| Checker | Diagnostics on the programs | Refused | Inferred exactly |")
    print("|---|---|---|---|")
    for name, options in CHECKERS.items():
        found = shutil.which(name, path=str(Path(sys.executable).parent))
        if found is None:
            print(f"| {name} | not installed | | |")
            continue
        command = [found, *options]
        version = subprocess.run(  # noqa: S603  # our own tools
            [found, "--version"], capture_output=True, text=True, check=False
        ).stdout
        number = re.search(r"\d+\.\d+[.\d]*", version)
        noise = len(diagnostics(command, PROGRAMS))
        refused = diagnostics(command, REJECTED)
        inexact = len(diagnostics(command, INFERRED))
        label = f"{name} {number[0] if number else ''}"
        seen = f"{len(marked.keys() & refused)} of {len(marked)}"
        print(f"| {label} | {noise} | {seen} | {rows - inexact} of {rows} |")
        missed += [f"{name}: {marked[place]}" for place in sorted(marked.keys() - refused)]
        failed |= bool(noise) or len(marked.keys() & refused) < SHARE * len(marked)
        failed |= bool(refused - marked.keys())
    print("\n".join(["", "Not refused:", *missed]) if missed else "")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
