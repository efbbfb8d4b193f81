"""Blocks of steps that a program runs through several times in a row: layers, iterations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from .tracing import Leaf, Output

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autodiff.diagnosis.names import Part

    from .tracing import Input, Step

__all__ = ["Repeat", "found", "place_of"]

_FEW: Final = 24
"""Steps that are shown one by one, whatever they repeat."""
_TIMES: Final = 3
_SAVED: Final = 6
_LONGEST: Final = 600
_COLUMNS: Final = 3

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A block of ``period`` steps from ``start`` on, ``times`` times; ``inner`` are within it."""

    start: int
    period: int
    times: int
    inner: tuple[Repeat, ...] = ()

    @property
    def stop(self) -> int:
        """The first step after all repetitions."""
        return self.start + self.period * self.times


def found(steps: Sequence[Step]) -> tuple[Repeat, ...]:
    """Return the blocks that are repeated, in order, with those within them.

    Two blocks are alike if their steps have the same names, shapes and dtypes, and take their
    inputs from the same places: within the block, from the block before, or from further back.
    """
    if len(steps) <= _FEW:
        return ()
    return tuple(_Search(steps).between(0, len(steps)))


class _Search:
    """What steps are and where their inputs are from, in numbers that are compared at once.

    Attributes
    ----------
    kinds
        What each step is, and what kinds of inputs it has.
    loose
        The same without the inputs.
    back
        How far back the first inputs are.
    begins
        Whether a part of the program begins there.
    """

    def __init__(self, steps: Sequence[Step]) -> None:
        self.steps: Final = steps
        self.kinds: Final[Ints] = np.empty(len(steps), np.int64)
        self.loose: Final[Ints] = np.empty(len(steps), np.int64)
        self.back: Final[Ints] = np.zeros((_COLUMNS, len(steps)), np.int64)
        self.begins: Final[Ints] = np.zeros(len(steps), np.int64)
        numbers: dict[Any, int] = {}
        before: tuple[Part, ...] = ()
        for i, step in enumerate(steps):
            inputs: list[Any] = []
            column = 0
            for x in step.inputs:
                if not isinstance(x, Output):
                    inputs.append((isinstance(x, Leaf), x.detail))
                elif column < _COLUMNS:
                    self.back[column, i] = i - x.step
                    column += 1
                    inputs.append(x.label)
                else:
                    inputs.append((x.label, i - x.step))
            names = tuple(re.sub(r"\d+", "#", part.name) for part in step.parts)
            begins = bool({*step.parts} - {*before})
            before = step.parts
            detail = step.detail.rpartition(": ")[2]
            loose = (step.name, detail, len(inputs), names, begins)
            self.begins[i] = begins
            self.loose[i] = numbers.setdefault(loose, len(numbers))
            self.kinds[i] = numbers.setdefault((loose, tuple(inputs)), len(numbers))

    def between(self, lo: int, hi: int) -> list[Repeat]:
        """Return the repetitions between two steps, those that save most first of all."""
        repeats: list[Repeat] = []
        pending = [(lo, hi)]
        while pending:
            a, b = pending.pop()
            best = self._best(a, b)
            if best is None:
                continue
            start, period, times = best
            inner = self.between(start, start + period)
            repeat = Repeat(start, period, times, tuple(inner))
            repeats.append(repeat)
            pending += [(a, start), (repeat.stop, b)]
        return sorted(repeats, key=lambda r: r.start)

    def _best(self, lo: int, hi: int) -> tuple[int, int, int] | None:
        """Return start, period and times of the repetition that saves most steps."""
        best: tuple[int, int, int] | None = None
        saved = _SAVED - 1
        for period in range(1, min((hi - lo) // 2, _LONGEST) + 1):
            run = self._longest(lo, hi, period)
            if run is None:
                continue
            first, stop = run
            start = stop - (stop - first) // period * period  # the first pass may differ
            begun = np.flatnonzero(self.begins[first : first + period])
            if begun.size:  # a block is a part of the program
                start = first + int(begun[0])
            times = (stop - start) // period
            if times > 1 and period * times > saved and self._precedes(lo, start, period):
                start, times = start - period, times + 1
            if times >= _TIMES and period * (times - 1) > saved:
                saved = period * (times - 1)
                best = (start, period, times)
        return best

    def _longest(self, lo: int, hi: int, period: int) -> tuple[int, int] | None:
        """Return the longest stretch in which each step is like the one a period later."""
        first, second = self.back[:, lo : hi - period], self.back[:, lo + period : hi]
        alike = (first == second) | ((first > period) & (second > period))
        same = self.kinds[lo : hi - period] == self.kinds[lo + period : hi]
        same &= alike.all(axis=0)
        edges = np.flatnonzero(np.diff(np.concatenate(([0], same.astype(np.int8), [0]))))
        if not edges.size:
            return None
        longest = int(np.argmax(edges[1::2] - edges[::2]))
        return lo + int(edges[2 * longest]), lo + int(edges[2 * longest + 1]) + period

    def _precedes(self, lo: int, start: int, period: int) -> bool:
        """Whether the block before is the first pass, which has initial values for some inputs."""
        if start - period < lo:
            return False
        if (self.loose[start - period : start] != self.loose[start : start + period]).any():
            return False
        return all(
            self._initial(start, period, x, y)
            for i in range(start, start + period)
            for x, y in zip(self.steps[i - period].inputs, self.steps[i].inputs, strict=True)
        )

    def _initial(self, start: int, period: int, x: Input, y: Input) -> bool:
        """Whether ``x`` may be in the block before what ``y`` is to a step of this one."""
        if not isinstance(y, Output):
            alike = isinstance(x, Leaf) == isinstance(y, Leaf)
            return alike and not isinstance(x, Output) and x.detail == y.detail
        if y.step >= start:  # of the block's own
            return isinstance(x, Output) and (x.step, x.label) == (y.step - period, y.label)
        if isinstance(x, Output):
            return x.step < start - period
        handed = self.steps[y.step].detail.rpartition(": ")[2] if y.step >= 0 else ""
        return x.detail in {"", "number", handed}


def place_of(step: int, repeats: Sequence[Repeat]) -> tuple[int, tuple[tuple[int, int], ...]]:
    """Return the step that is shown for ``step``, and which repetition it is of each block."""
    copies: list[tuple[int, int]] = []
    while True:
        repeat = next((r for r in repeats if r.start <= step < r.stop), None)
        if repeat is None:
            return step, tuple(copies)
        copy, place = divmod(step - repeat.start, repeat.period)
        copies.append((repeat.start, copy))
        step = repeat.start + place
        repeats = repeat.inner
