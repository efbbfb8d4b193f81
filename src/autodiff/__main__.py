"""``python -m autodiff``: what the library knows of the installed NumPy, and of a function."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import numpy as np

from . import __version__
from .bench_command import add_bench
from .check_command import add_check
from .commands import subcommand
from .coverage import Category, Entry, counts, entries
from .graph_command import add_graph
from .versions import show_versions

if TYPE_CHECKING:
    from collections.abc import Sequence

EXAMPLES = """\
examples:
  python -m autodiff ops                          every public function of NumPy
  python -m autodiff ops np.max 'np.*sort*'       what becomes of a Variable in these
  python -m autodiff ops --class refused          what is refused, and what to write instead
  python -m autodiff ops --class differentiable --markdown
  python -m autodiff ops --json | jq '.counts'
"""

COMMANDS = """\
exit status: 0 done, 1 failed, 2 wrong usage

examples:
  python -m autodiff info                                        to paste into a bug report
  python -m autodiff ops np.max                                  what becomes of a Variable in it
  python -m autodiff check package.module:loss --shape 3,2
  python -m autodiff graph package.module:loss --shape 3,2 -o graph.svg
  python -m autodiff bench

"python -m autodiff COMMAND --help" has more of each.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a subcommand; return 0, or 1 if there is nothing to show or it is wrong (2: usage)."""
    parser = argparse.ArgumentParser(
        prog="python -m autodiff",
        description="Automatic differentiation for NumPy: what it covers, and whether it is right.",
        epilog=COMMANDS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"autodiff {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="command", required=True)
    _add_ops(commands)
    add_check(commands)
    add_graph(commands)
    add_bench(commands)
    _add_info(commands)
    options = parser.parse_args(arguments)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


def _add_ops(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    meanings = "\n".join(f"  {c.value:<16}{c.meaning}" for c in Category)
    parser = subcommand(
        commands,
        "ops",
        _ops,
        summary="list NumPy's functions and what becomes of a Variable in each",
        description=f"NumPy's functions, and what becomes of a Variable in each:\n\n{meanings}",
        epilog=EXAMPLES,
    )
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="show these only; * and ? stand for any letters"
    )
    parser.add_argument(
        "--class",
        dest="category",
        choices=[c.value for c in Category],
        help="show the functions of this class only",
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON")
    form.add_argument("--markdown", action="store_true", help="print a table in Markdown")


def _ops(options: argparse.Namespace) -> int:
    rows = [
        entry
        for entry in entries()
        if (options.category is None or entry.category is Category(options.category))
        and (not options.names or any(_is_named(entry, pattern) for pattern in options.names))
    ]
    if options.json:
        print(as_json(rows))
    elif not rows:
        print("no public function of NumPy is of this name and class", file=sys.stderr)
    elif options.markdown:
        print(as_markdown(rows))
    else:
        print(as_text(rows))
    return 0 if rows else 1


def _add_info(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    subcommand(
        commands,
        "info",
        _info,
        summary="print versions, for a bug report",
        description="Print the versions of what is installed, the BLAS and its threads.",
        epilog="example:\n  python -m autodiff info\n",
    )


def _info(_options: argparse.Namespace) -> int:
    show_versions()
    return 0


def _is_named(entry: Entry, pattern: str) -> bool:
    """Whether a name of the entry, from ``np.`` on or its last part, fits the pattern."""
    names = (entry.name, *entry.aliases)
    return any(fnmatchcase(n, pattern) or fnmatchcase(n.split(".")[-1], pattern) for n in names)


def how(entry: Entry) -> str:
    """Return what there is to say of an entry, in one line."""
    if entry.remedy:
        return entry.remedy
    aliases = f"also {', '.join(entry.aliases)}. " if entry.aliases else ""
    return f"{aliases}{entry.derivative} {entry.policy}".strip()


def as_text(rows: list[Entry]) -> str:
    """Return a line for each entry, and the counts."""
    total = f"of NumPy {np.__version__}"
    width = max(len(total), *(len(row.name) for row in rows), *(len(c.value) for c in Category))
    lines = [f"{row.name:<{width}}  {row.category.value:<15} {how(row)}".rstrip() for row in rows]
    totals = [f"{c.value:<{width}}  {n:>4}" for c, n in counts(rows).items() if n]
    return "\n".join([*lines, "", *totals, f"{total:<{width}}  {len(rows):>4}"])


def as_markdown(rows: list[Entry]) -> str:
    """Return a table, and the counts."""
    lines = ["| Function | Class | How |", "|---|---|---|"]
    lines += [f"| `{r.name}` | {r.category.value} | {cell(how(r))} |" for r in rows]
    lines += ["", "| Class | Functions |", "|---|---:|"]
    lines += [f"| {c.value} | {n} |" for c, n in counts(rows).items() if n]
    return "\n".join([*lines, f"| of NumPy {np.__version__} | {len(rows)} |"])


def cell(text: str) -> str:
    """Return text as it stands in a cell of a Markdown table."""
    return text.replace("``", "`").replace("|", "\\|")


def as_json(rows: list[Entry]) -> str:
    """Return everything that is known, for other programs."""
    functions: list[dict[str, object]] = []
    for row in rows:
        function = asdict(row)
        del function["category"]
        functions.append({**function, "class": row.category.value})
    known = {
        "autodiff": __version__,
        "numpy": np.__version__,
        "counts": {c.value: n for c, n in counts(rows).items()},
        "functions": functions,
    }
    return json.dumps(known, indent=2)


if __name__ == "__main__":
    sys.exit(main())
