"""The loop over the blocks of large arrays, and the function that computes one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from .blocks import reduced_axes
from .liveness import Lives
from .naming import expression
from .statements import INDENT, Statements, annotation
from .steps import Step, operands

if TYPE_CHECKING:
    from collections.abc import Collection

    from .blocks import Block

__all__ = ["Loop"]


class Loop:
    """What is written for a block.

    Attributes
    ----------
    lines
        The loop itself.
    function
        The lines of the function that it calls.
    """

    def __init__(
        self,
        number: int,
        block: Block,
        needed: Collection[Step],
        statements: Statements,
        place: int,
        lives: Lives,
        threads: int,
    ) -> None:
        self._block: Final = block
        self._statements: Final = statements
        self._names: Final = statements.names
        inside = set(block.steps)
        outside = (x for s in block.steps for x in operands(s) if x not in inside)
        self._outside: Final = list(dict.fromkeys(outside))
        closing = {s: reduced_axes(s) for s in block.steps}
        self._closed: Final = [s for s in block.steps if closing[s] in {"all", "first"}]
        self._stored: Final = [s for s in block.steps if s in needed and s not in self._closed]
        arguments = {self._names.of[x]: x for x in self._outside}
        self.lines: Final[list[str]] = []
        for s in self._stored:
            given = self._given(s, place, lives)
            if given is not None:
                self._names.of[s] = self._names.of[given]
                continue
            name = self._names.of[s] = f"t{s.number}"
            shape, dtype = map(self._names.written, (s.shape, s.dtype))
            self.lines.append(f"{name} = np.empty({shape}, {dtype})")
            arguments[name] = s
        name = f"block_{number}"
        self.function: Final = self._function(name, arguments)
        self._call(name, arguments, threads)
        for s in self._closed:
            self._names.of[s] = f"t{s.number}"

    def _given(self, step: Step, place: int, lives: Lives) -> Step | None:
        """Return what is not used any more once a block has come to a step, if it is like that."""
        steps = self._block.steps
        if not isinstance(step.function, np.ufunc) or step.shape != self._block.shape:
            return None
        later = {x for s in steps[steps.index(step) + 1 :] for x in operands(s)}
        for x in self._outside:
            alike = (x.shape, x.dtype) == (step.shape, step.dtype) and x.contiguous
            if alike and x not in later and lives.owns(x) and lives.dies(x, place):
                lives.handed_on(x, step)
                return x
        return None

    def _call(self, function: str, arguments: dict[str, Step], threads: int) -> None:
        """Write the loop."""
        block = self._block
        given = list(arguments)
        if block.flat:
            whole = [a for a, s in arguments.items() if s.shape == block.shape]
            self.lines.extend(f"{a}_ = {a}.reshape(-1)" for a in whole)
            given = [f"{a}_" if a in whole else a for a in arguments]
        call = f"{function}(i, {', '.join(given)})"
        starts = f"range(0, {block.length}, {block.rows})"
        if threads > 1:
            self.lines.append(f"parts = spread(lambda i: {call}, {starts}, {threads})")
        elif not self._closed:
            self.lines.extend((f"for i in {starts}:", f"{INDENT}{call}"))
        else:
            self.lines.append(f"parts = [{call} for i in {starts}]")
        names = [f"p{s.number}" for s in self._closed]
        if names:
            target = f"{', '.join(names)}{',' if len(names) == 1 else ''}"
            self.lines.append(f"{target} = zip(*parts, strict=True)")
        for s, name in zip(self._closed, names, strict=True):
            u = "np.add.reduce" if s.function is np.vdot else self._names.function(s.function)
            self.lines.append(f"t{s.number} = {u}({name})")

    def _function(self, name: str, arguments: dict[str, Step]) -> list[str]:
        """Return the lines of the function that computes one block."""
        block, names, statements = self._block, self._names, self._statements
        before = dict(names.of)
        span = f"[i : i + {block.rows}]"
        body: list[str] = []
        for argument, x in arguments.items():
            if x in self._outside and _is_cut(x, block):
                names.of[x] = f"{argument}_"
                body.append(f"{argument}_ = {argument}{span}")
        cut = {argument for argument, x in arguments.items() if names.of[x] != before[x]}
        kept = [*self._stored, *self._closed]
        uses = [([s], operands(s)) for s in block.steps]
        lives = Lives(uses, [s for s in block.steps if s in kept])
        for place, s in enumerate(block.steps):
            if s not in self._stored:
                body += statements.of(s, place, lives)
            else:
                target = before[s]
                if target not in cut:
                    body.append(f"{target}_ = {target}{span}")
                if isinstance(s.function, np.ufunc):
                    body.append(statements.into(s, f"{target}_"))
                else:
                    body.append(f"{target}_[...] = {expression(names, s)}")
                names.of[s] = f"{target}_"
            lives.ended(uses[place][1], place)
        if self._closed:
            results = [names.of[s] for s in self._closed]
            body.append(f"return {', '.join(results)}{',' if len(results) == 1 else ''}")
        names.of.clear()
        names.of.update(before)
        typed = ", ".join(f"{a}: {annotation(s)}" for a, s in arguments.items())
        types = ", ".join(map(annotation, self._closed))
        result = f"tuple[{types}]" if self._closed else "None"
        return [
            f"def {name}(i: int, {typed}) -> {result}:",
            *(f"{INDENT}{line}" for line in body),
        ]


def _is_cut(x: Step, block: Block) -> bool:
    """Whether a block needs a part of an array only."""
    if block.flat:
        return x.shape == block.shape
    return len(x.shape) == len(block.shape) and x.shape[0] == block.shape[0] != 1
