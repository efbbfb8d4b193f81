"""``python -m autodiff check``: the derivatives of a function in a module, checked from a shell."""

from __future__ import annotations

import importlib
import json
import sys
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .commands import subcommand
from .operands import is_list
from .testing import GradientCheckError, InconclusiveCheckError, check_grads

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

__all__ = ["POINT", "UsageError", "add_check", "add_point", "arguments", "named"]

POINT: Final = """\
the point, one of:
  --shape 3,2 --shape 4    an argument each of this shape, of random numbers; --shape 1 and so on
                           for vectors, --shape '' for a number
  --json '[1.0, {"w": [[1.0, 2.0]]}, 3]'
                           the arguments in JSON: lists of numbers become arrays, integers are
                           not differentiated
  --at NAME                the tuple of this name in the module, or module:name; if it is a
                           function, what it returns
"""

EXAMPLES: Final = f"""\
{POINT}
exit status: 0 right, 1 wrong, 2 wrong usage or an error of the function's own, 3 inconclusive

examples:
  python -m autodiff check package.module:loss --shape 3,2 --shape 2
  python -m autodiff check package.module:loss --at example --order 3
  python -m autodiff check package.module:Layer.rule --json '[[0.5, 1.0]]' --modes rev
"""


class UsageError(Exception):
    """What is on the command line cannot be followed."""


def add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subcommand(
        commands,
        "check",
        _check,
        summary="check the derivatives of a function against differences",
        description="Check derivatives of a function at a point: see autodiff.testing.check_grads.",
        epilog=EXAMPLES,
    )
    parser.add_argument("function", metavar="module:function", help="which function to check")
    add_point(parser)
    parser.add_argument("--order", type=_order, default=2, help="of derivatives, up to (2)")
    parser.add_argument(
        "--modes", default="fwd,rev", choices=["fwd", "rev", "fwd,rev"], help="of differentiation"
    )
    parser.add_argument("--rtol", type=float, help="largest relative difference")
    parser.add_argument("--atol", type=float, help="largest absolute difference")


def add_point(parser: argparse.ArgumentParser) -> None:
    """Add the options by which one says what a function is called with."""
    point = parser.add_mutually_exclusive_group(required=True)
    point.add_argument("--shape", action="append", type=_shape, help="of an argument: 3,2")
    point.add_argument("--json", help="the arguments, as a list in JSON")
    point.add_argument("--at", metavar="NAME", help="the arguments, by the name of a tuple")
    parser.add_argument("--dtype", default="float64", help="of the arguments of --shape")
    parser.add_argument("--seed", type=int, default=0, help="of all random numbers (0)")


def _check(options: argparse.Namespace) -> int:
    try:
        f = named(options.function)
        args = arguments(options)
        check_grads(
            f,
            args,
            options.order,
            options.modes.split(","),
            rtol=options.rtol,
            atol=options.atol,
            seed=options.seed,
        )
    except UsageError as error:
        print(f"python -m autodiff check: {error}", file=sys.stderr)
        return 2
    except GradientCheckError as error:
        print(f"{options.function}: {error}", file=sys.stderr)
        return 3 if isinstance(error, InconclusiveCheckError) else 1
    except Exception as error:  # noqa: BLE001  # the function's own: status 1 would say it is wrong
        sys.excepthook(type(error), error, error.__traceback__)
        return 2
    print(f"{options.function}: derivatives up to order {options.order} are right")
    return 0


def named(name: str, default: str = "") -> Any:
    """Return what is called ``module:name``, or a name in the ``default`` module."""
    module, colon, path = name.rpartition(":")
    module = module or default
    if not module or not path or (colon and not name.partition(":")[0]):
        msg = f"{name!r} is not of the form module:function"
        raise UsageError(msg)
    try:
        found: Any = importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name is None or not f"{module}.".startswith(f"{error.name}."):
            raise  # it imports what is not installed
        msg = f"there is no module {module!r} here or among those installed"
        raise UsageError(msg) from None
    for part in path.split("."):
        if not hasattr(found, part):
            msg = f"{module!r} has no {path!r}"
            raise UsageError(msg)
        found = getattr(found, part)
    return found


def arguments(options: argparse.Namespace) -> Sequence[Any]:
    """Return the arguments that the options of :func:`add_point` stand for."""
    if options.shape is not None:
        return _random(options.shape, options.dtype, options.seed)
    if options.json is not None:
        try:
            given = json.loads(options.json)
        except json.JSONDecodeError as error:
            msg = f"--json is not JSON: {error}"
            raise UsageError(msg) from None
        if not is_list(given):
            msg = f"--json is the list of all arguments, as in '[{options.json}]'"
            raise UsageError(msg)
        return [_arrays(x) for x in given]
    args = named(options.at, options.function.rpartition(":")[0])
    args = args() if callable(args) else args
    if not isinstance(args, (tuple, list)):
        msg = f"--at {options.at}: a tuple of arguments is wanted, got {type(args)}"
        raise UsageError(msg)
    return args  # pyright: ignore[reportUnknownVariableType]  # of anything


def _random(shapes: Sequence[tuple[int, ...]], dtype: str, seed: int) -> list[Any]:
    try:
        kind = np.dtype(dtype)
    except TypeError:
        msg = f"--dtype: NumPy knows no {dtype!r}"
        raise UsageError(msg) from None
    if kind.kind not in "fc":
        msg = f"--dtype: {dtype} has no derivatives, float64 or complex128 has"
        raise UsageError(msg)
    rng = np.random.default_rng([seed, 1 << 31])  # not the numbers that directions are of
    values = [rng.normal(size=shape) + 1j * rng.normal(size=shape) for shape in shapes]
    return [np.asarray(x if kind.kind == "c" else np.real(x)).astype(kind) for x in values]


def _arrays(given: Any) -> Any:
    """Return JSON with lists of numbers, of lists of them and so on, as arrays."""
    if isinstance(given, dict):
        return {key: _arrays(x) for key, x in given.items()}  # pyright: ignore[reportUnknownVariableType]  # of JSON
    if not is_list(given):
        return given
    try:
        array: Any = np.array(given)
    except ValueError:  # of several shapes
        return [_arrays(x) for x in given]
    return array if array.dtype.kind in "if" else [_arrays(x) for x in given]


def _shape(text: str) -> tuple[int, ...]:
    return tuple(int(n) for n in text.split(",") if n.strip())


def _order(text: str) -> int:
    if int(text) < 1:
        raise ValueError
    return int(text)
