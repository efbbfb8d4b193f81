"""The source of a program: one assignment a step, loops over blocks where that is faster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .blocks import Block, scheduled
from .floats import Floats
from .liveness import Lives
from .loops import Loop
from .naming import Names
from .results import annotated, arranged
from .statements import INDENT, Statements, annotation
from .steps import Step, operands

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .program import Program

__all__ = ["Source"]

_TERMS: Final = 6
"""So many numbers are looked at together."""


class Source:
    """The text of a module with a function ``run``, and the objects that it needs.

    Attributes
    ----------
    text
        The source, which needs nothing but NumPy and ``objects``.
    objects
        Arrays and other constants by their names.
    kinds
        Shapes and dtypes of the inputs by their names; None for numbers of Python's.
    """

    def __init__(
        self,
        program: Program,
        inputs: Sequence[str],
        shape: Any,
        *,
        careful: bool,
        threads: int = 1,
    ) -> None:
        self._program: Final = program
        self._names: Final = Names()
        self._names.of.update(zip(program.inputs, inputs, strict=True))
        for step in program.constants:
            self._names.of[step] = self._names.object(step.function)
        self._statements: Final = Statements(self._names, Floats(program, used=not careful))
        self._threads: Final = threads
        self._functions: Final[list[str]] = []
        body = self._body(shape)
        given = zip(inputs, map(annotation, program.inputs), strict=True)
        parameters = ", ".join(f"{name}: {kind}" for name, kind in given)
        result = annotated(shape, [annotation(o) for o in program.outputs])
        self.text: Final = "\n".join(
            [
                "import numpy as np",
                "from numpy.typing import NDArray",
                *sorted(self._names.imports),
                "",
                "",
                *self._functions,
                f"def run({parameters}) -> {result}:",
                *(f"{INDENT}{line}" for line in body),
                "",
            ]
        )
        self.objects: Final = self._names.objects
        self.kinds: Final[dict[str, Any]] = {
            name: None if step.dtype is None else (step.shape, step.dtype)
            for name, step in zip(inputs, program.inputs, strict=True)
        }

    def _body(self, shape: Any) -> list[str]:
        program, names = self._program, self._names
        items = scheduled(program)
        outputs = [o for o in program.outputs if type(o) is Step]
        uses = [_uses(item) for item in items]
        lives = Lives(uses, outputs)
        lines = self._converted()
        ends: list[tuple[int, Step]] = []
        for place, item in enumerate(items):
            if isinstance(item, Block):
                used = set(outputs).union(*(after for _, after in uses[place + 1 :]))
                number = sum(line.startswith("def ") for line in self._functions)
                loop = Loop(number, item, used, self._statements, place, lives, self._threads)
                self._functions.extend([*loop.function, "", ""])
                lines += loop.lines
            else:
                lines += self._statements.of(item, place, lives)
            ends += [(len(lines), x) for x in lives.ended(uses[place][1], place)]
        unused = lives.unused()
        for at, x in reversed(ends):
            if x in unused:
                lines.insert(at, f"del {names.of[x]}")
        return [*lines, *self._doubts(), f"return {arranged(shape, self._results(lives))}"]

    def _converted(self) -> list[str]:
        """Return the lines that make floats of single numbers."""
        lines: list[str] = []
        for step in self._program.inputs:
            if step in self._statements.floats:
                name = self._names.of[step]
                self._names.of[step] = f"{name}_"
                lines.append(f"{name}_ = float({name})")
        return lines

    def _doubts(self) -> list[str]:
        """Return the lines that see to it that no number has become a NaN without a word."""
        lines: list[str] = []
        steps = self._statements.floats.leaving(self._program)
        for start in range(0, len(steps), _TERMS):
            names = [self._names.of[s] for s in steps[start : start + _TERMS]]
            total = " + ".join(f"({name} - {name})" for name in names)
            lines += [
                f"if {total} != 0:  # one is NaN or infinite",
                f"{INDENT}raise FloatingPointError",
            ]
        return lines

    def _results(self, lives: Lives) -> list[str]:
        """Return the texts of the outputs, each an array of the caller's own."""
        texts: list[str] = []
        given: set[Step] = set()
        for o in self._program.outputs:
            if type(o) is not Step:
                texts.append(self._names.written(o))
                continue
            name = self._names.of[o]
            if o in self._statements.floats:
                wrapped = "np.float64" if o.scalar else "np.asarray"
                texts.append(name if o.dtype is None else f"{wrapped}({name})")
                continue
            root = lives.root(o)
            fresh = o.scalar or (lives.owns(root) and root not in given)
            given.add(root)
            texts.append(name if fresh else f"{name}.copy()")
        return texts


def _uses(item: Step | Block) -> tuple[Sequence[Step], Sequence[Step]]:
    """Return what a place of the order makes, and what it uses."""
    if not isinstance(item, Block):
        return [item], operands(item)
    inside = set(item.steps)
    return item.steps, [x for s in item.steps for x in operands(s) if x not in inside]
