"""What the inputs of a program are called: as the function calls them, where it does."""

from __future__ import annotations

import inspect
import keyword
import re
from typing import TYPE_CHECKING, Any, Final

from .signature import with_leaves

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

__all__ = ["labels", "parameters"]

_TAKEN: Final = re.compile(
    r"[tcp]\d+(_\d*)*|block_\d+|np|math|special|i|parts|spread|float|run|_+|"
    "zip|range|slice|complex|bool|int|tuple|list|dict|NDArray|Mismatch|FloatingPointError"
)
"""Names that a source has for other things."""


def parameters(f: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> list[str]:
    """Return for each input among the arguments which parameter it came with."""
    try:
        bound = inspect.signature(f).bind(*args, **kwargs)
        named = [*bound.arguments][: len(args)]
    except (TypeError, ValueError):  # of a builtin
        named = []
    named += ["x"] * (len(args) - len(named))
    found: list[str] = []
    for name, value in [*zip(named, args, strict=False), *kwargs.items()]:
        leaves: list[Any] = []
        with_leaves(value, leaves.append, lambda x: x)
        found += [name] * len(leaves)
    return found


def labels(wanted: Iterable[str]) -> list[str]:
    """Return names that Python allows, each once."""
    found: dict[str, None] = {}
    for want in wanted:
        name = re.sub(r"\W", "_", want, flags=re.ASCII).strip("_") or "x"
        if name[0].isdigit() or keyword.iskeyword(name) or _TAKEN.fullmatch(name):
            name = f"x_{name}"
        number = 1
        unique = name
        while unique in found or f"{unique}_" in found or unique.removesuffix("_") in found:
            number += 1
            unique = f"{name}_{number}"
        found[unique] = None
    return [*found]
