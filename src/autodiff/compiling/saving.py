"""A program as a module that needs NumPy alone."""

from __future__ import annotations

import sys
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.operands import is_array, is_list, is_scalar

from .statements import INDENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .version import Version

__all__ = ["module"]

_MANY: Final = 1000
"""Arrays of more elements are no constants that one reads."""

_KINDS: Final = "?bhilqBHILQefdFD"

_MISMATCH: Final = '''
class Mismatch(Exception):
    """The program does not hold for these arguments: another kind, or another way."""
'''

_SPREAD: Final = '''
def spread(block, starts, threads):
    """Return what each block gives, one after the other."""
    return [block(i) for i in starts]
'''


def module(version: Version) -> str:
    """Return the text of a module with a program as its function ``run``.

    Raises
    ------
    ValueError
        If the program needs an array or an object that cannot be written down.
    """
    head, _, body = version.source.partition("\n\n\n")
    imports: list[str] = []
    constants: list[str] = []
    for name, x in version.objects.items():
        found = _imported(x)
        if found is not None:
            imports.append(f"from {found[0]} import {found[1]} as {name}")
        else:
            constants.append(f"{name} = {_literal(name, x)}")
    functions, _, run = f"\n{body}".rpartition("\ndef run(")
    signature, _, lines = run.partition("\n")
    states = 'all="ignore"' if version.careful else _FAST
    checks = [line for name, kind in version.kinds.items() for line in _check(name, kind)]
    parts = [
        '"""Written by autodiff.compile; needs NumPy."""\n',
        "\n".join([head, *imports]),
        *(["\n".join(["", *constants])] if constants else []),
        "",
        _MISMATCH,
        *([_SPREAD] if "spread(" in body else []),
        functions,
        f"@np.errstate({states})\ndef run({signature}",
        *checks,
        lines,
    ]
    return "\n".join(parts)


_FAST: Final = 'divide="ignore", over="ignore", under="ignore", invalid="raise"'


def _check(name: str, kind: Any) -> list[str]:
    """Return the lines that see to it that an input is of the kind that the program is for."""
    if kind is None:
        condition = f"not isinstance({name}, (float, complex))"
    else:
        shape, dtype = kind
        condition = f"np.shape({name}) != {shape!r} or {name}.dtype != np.{np.dtype(dtype).name}"
        condition = f'not hasattr({name}, "dtype") or {condition}'
    return [f"{INDENT}if {condition}:", f"{INDENT * 2}raise Mismatch"]


def _imported(x: Any) -> tuple[str, str] | None:
    """Return the module and the name by which something is imported."""
    owner: str = getattr(x, "__module__", None) or type(x).__module__
    name: str = getattr(x, "__name__", "")
    for place in (owner, owner.partition("._")[0], "scipy.special"):
        if name.isidentifier() and place.partition(".")[0] in {"numpy", "scipy", "operator"}:
            here: Mapping[str, Any] = vars(sys.modules[place]) if place in sys.modules else {}
            if here.get(name) is x:
                return place, name
    return None


def _literal(name: str, x: Any) -> str:
    """Return the text of a constant."""
    if is_scalar(x) and x.dtype.char in _KINDS:
        return f"np.{x.dtype.name}({_number(x.item())})"
    if _is_dtype(x) and x.char in _KINDS:
        return f"np.dtype({x.name!r})"
    if is_array(x) and x.dtype.char in _KINDS:
        if x.size > _MANY:
            msg = (
                f"compile: save: {name} has {x.size} elements, which f computes of none of its "
                "arguments; pass it as an argument"
            )
            raise ValueError(msg)
        reshaped = f".reshape({x.shape!r})" if not x.size else ""
        return f"np.array({_number(x.tolist())}, np.{x.dtype.name}){reshaped}"
    msg = f"compile: save: the program needs {type(x)}, which cannot be written down"
    raise ValueError(msg)


def _is_dtype(x: object) -> bool:
    return isinstance(x, np.dtype)


def _number(x: Any) -> str:
    if is_list(x):
        return f"[{', '.join(map(_number, x))}]"
    if isinstance(x, complex):
        return f"complex({_number(x.real)}, {_number(x.imag)})"
    if isinstance(x, float) and not isfinite(x):
        return f'float("{x}")'
    return repr(x)
