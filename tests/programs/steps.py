"""A program as data: arrays to start from, and statements."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from types import CodeType
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

IMPORTS = "import numpy as np, autodiff as ad"


@dataclass(frozen=True)
class Step:
    """One statement.

    Attributes
    ----------
    kind
        ``"new"`` gives ``target`` a value, ``"write"`` changes it in place; the others are named
        after what they call.
    text
        The statement for Variables.
    plain
        The statement for plain arrays, where it is another one.
    target
        The name that the step is about.
    reads
        The names that it needs too.
    steps, raises
        Of a ``with`` block: its body, and whether it ends by an exception.
    """

    kind: str
    text: str
    target: str = ""
    reads: tuple[str, ...] = ()
    plain: str = ""
    steps: tuple[Step, ...] = ()
    raises: bool = False

    @cached_property
    def code(self) -> CodeType:
        return compile(self.text, "<program>", "exec")

    @cached_property
    def plain_code(self) -> CodeType:
        return compile(self.plain or self.text, "<program>", "exec")

    def lines(self) -> list[str]:
        """Return the step as a program has it."""
        if self.kind != "block":
            return [self.text]
        body = [f"    {line}" for step in self.steps for line in step.lines()]
        end = ["    raise Abandoned"] if self.raises else []
        return [self.text, *(body + end or ["    pass"])]


@dataclass
class Program:
    """Leaves, constants and the steps."""

    leaves: dict[str, Array]
    constants: dict[str, Array]
    steps: list[Step] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [IMPORTS]
        lines += [f"{name} = ad.Variable({literal(x)})" for name, x in self.leaves.items()]
        lines += [f"{name} = {literal(c)}" for name, c in self.constants.items()]
        for step in self.steps:
            lines += step.lines()
        return "\n".join(lines)


def literal(x: Array) -> str:
    """Return an array as Python text."""
    shape = "" if x.ndim == 1 and x.size else f".reshape({x.shape})"
    kind = "" if x.size else f", {x.dtype}"
    return f"np.array({x.ravel().tolist()}{kind}){shape}".replace(", float64", "").replace(
        ", int64", ", int"
    )


def random_array(rng: Any, shape: tuple[int, ...]) -> Array:
    """Return values that are not alike, from a generator of Python's kind."""
    values = [round(rng.uniform(-1.5, 1.5), 6) for _ in range(int(np.prod(shape)))]
    return np.array(values, float).reshape(shape)
