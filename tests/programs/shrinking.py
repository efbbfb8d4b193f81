"""A shorter program with the same fault."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from .comparison import Mismatch, compare
from .steps import Program, Step


def difference(program: Program) -> Mismatch | None:
    """Return how the two sides differ, None if they do not, or if the program makes no sense."""
    try:
        compare(program)
    except Mismatch as mismatch:
        return mismatch
    except Exception:  # noqa: BLE001  # a name is missing where a step was left out
        return None
    return None


def shorter(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """Yield the steps without one of them, or without one of those in a block; latest first."""
    for i in reversed(range(len(steps))):
        rest = [*steps[:i], *steps[i + 1 :]]
        yield rest
        step = steps[i]
        if step.kind == "block":
            yield [*steps[:i], *step.steps, *steps[i + 1 :]]
            for inner in shorter(step.steps):
                yield [*steps[:i], replace(step, steps=tuple(inner)), *steps[i + 1 :]]


def shrunk(program: Program) -> Program:
    """Leave out what can be left out while the two sides still differ."""
    shrinking = True
    while shrinking:
        shrinking = False
        for steps in shorter(program.steps):
            fewer = Program(program.leaves, program.constants, steps)
            if difference(fewer) is not None:
                program, shrinking = fewer, True
                break
    text = "\n".join(line for step in program.steps for line in step.lines())
    constants = {n: c for n, c in program.constants.items() if n in text}
    return Program(program.leaves, constants, program.steps)
