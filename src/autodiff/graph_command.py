"""``python -m autodiff graph``: a picture of what a function computes, drawn from a shell."""

from __future__ import annotations

import inspect
import sys
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from . import trees
from .check_command import POINT, UsageError, add_point, arguments, named
from .commands import subcommand
from .drawing import draw, to_mermaid
from .operands import is_array
from .variable import Variable

if TYPE_CHECKING:
    import argparse

__all__ = ["add_graph"]

EXAMPLES: Final = f"""\
{POINT}
exit status: 0 drawn, 1 the function failed or the file cannot be written, 2 wrong usage

examples:
  python -m autodiff graph package.module:loss --shape 3,2 -o graph.svg
  python -m autodiff graph package.module:loss --at example -o graph.dot --limit 50
  python -m autodiff graph numpy:linalg.norm --json '[[3.0, 4.0]]'     in Mermaid, to the terminal
"""


def add_graph(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subcommand(
        commands,
        "graph",
        _graph,
        summary="draw what a function computes",
        description="Call a function and draw the graph of its result: see autodiff.draw.",
        epilog=EXAMPLES,
    )
    parser.add_argument("function", metavar="module:function", help="which function to draw")
    add_point(parser)
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="to write: .svg, .dot, .gv or .mmd (Mermaid, printed)",
    )
    parser.add_argument("--limit", type=int, default=200, help="the largest number of boxes (200)")
    parser.add_argument("--brief", action="store_true", help="without shapes and dtypes")
    parser.add_argument("--all", action="store_true", help="with all that is repeated")


def _graph(options: argparse.Namespace) -> int:
    say = "python -m autodiff graph"
    shown: dict[str, Any] = {
        "limit": options.limit,
        "verbose": not options.brief,
        "collapse": not options.all,
    }
    try:
        f = _function(options.function)
        args = _named_arguments(f, arguments(options))
    except (UsageError, ModuleNotFoundError) as error:
        print(f"{say}: {error}", file=sys.stderr)
        return 2
    try:
        y = f(*args)
    except Exception as error:  # noqa: BLE001  # the function's own, whatever it is
        print(f"{say}: {options.function}: {type(error).__name__}: {error}", file=sys.stderr)
        return 1
    try:
        if options.output is None:
            print(to_mermaid(y, **shown))
        else:
            for note in draw(y, options.output, **shown).notes:
                print(f"{options.output}: {note}")
    except (TypeError, ValueError) as error:
        print(f"{say}: {error}", file=sys.stderr)
        return 1 if isinstance(error, TypeError) else 2
    except OSError as error:
        print(f"{say}: {options.output}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


def _function(name: str) -> Any:
    f = named(name)
    if not callable(f):
        msg = f"{name} is no function, but {type(f)}"
        raise UsageError(msg)
    return f


def _named_arguments(f: Any, args: Any) -> list[Any]:
    """Return the arguments as Variables, with the names of the parameters."""
    try:
        names = [*inspect.signature(f).parameters]
    except (TypeError, ValueError):  # a function in C
        names = []
    names += [f"x{i}" for i in range(len(names), len(args))]
    return [_variables(x, name) for x, name in zip(args, names, strict=False)]


def _variables(tree: Any, name: str) -> Any:
    parts = len(trees.leaves(tree))
    made = 0

    def variable(x: Any) -> Any:
        nonlocal made
        made += 1
        if isinstance(x, (float, complex)):
            x = np.array(x)
        if not is_array(x) or x.dtype.kind not in "fc":
            return x
        return Variable(x, name if parts == 1 else f"{name}[{made - 1}]")

    return trees.map(variable, tree)
