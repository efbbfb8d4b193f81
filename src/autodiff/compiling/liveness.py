"""When an array is used for the last time, so that the next one can be written into it."""

from __future__ import annotations

import operator
from math import prod
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .blocks import is_elementwise
from .steps import CALL, UPDATE, VIEW, operands

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from .steps import Step

__all__ = ["Lives"]

LARGE: Final = 2**14
"""From so many bytes on, writing into an array that is there saves more than it costs to say so."""


class Lives:
    """Which arrays are alive while steps are computed one after the other.

    Parameters
    ----------
    uses
        For each place of the order the steps that are computed there, and those that it uses.
    kept
        What is used after all of them.
    """

    def __init__(
        self, uses: Sequence[tuple[Sequence[Step], Iterable[Step]]], kept: Collection[Step]
    ) -> None:
        self._root: Final[dict[Step, Step]] = {}
        self._owned: Final[set[Step]] = set()
        self._last: Final[dict[Step, int]] = {}
        self._free: Final[dict[Any, list[tuple[Step, int]]]] = {}
        for place, (made, used) in enumerate(uses):
            for step in made:
                base = step.args[0] if step.kind == VIEW else step
                self._root[step] = self._root.get(base, base)
                if _is_new(step):
                    self._owned.add(step)
            for step in (*used, *made):
                self._last[self.root(step)] = place
        for step in kept:
            self._last[self.root(step)] = len(uses)

    def root(self, step: Step) -> Step:
        """Return the step whose memory the step's value is."""
        return self._root.get(step, step)

    def dies(self, step: Step, place: int) -> bool:
        """Whether the memory of an array of the program's own is not used after a place."""
        root = self.root(step)
        return root in self._owned and self._last[root] <= place

    def owns(self, step: Step) -> bool:
        """Whether the step is an array that the program has made, and no view of one."""
        return step in self._owned and self.root(step) is step

    def target(self, step: Step, place: int) -> Step | None:
        """Return a step whose array may be written to instead of a new one.

        An operand that is not used any more, if the step is elementwise; of large arrays
        also any other that is free.
        """
        if not isinstance(step.function, np.ufunc) and step.function not in _FILLING:
            return None
        kind = (step.shape, step.dtype)
        if not step.shape or step.kind != CALL:
            return None
        if is_elementwise(step):
            for x in operands(step):
                if (x.shape, x.dtype) == kind and self.owns(x) and self.dies(x, place):
                    self.handed_on(x, step)
                    return x
        elif step.function not in _FILLING or (step.function is np.matmul and step.kwargs):
            return None
        free = self._free.get(kind) if is_large(step) else None
        if not free:
            return None
        x, _ = free.pop()
        self.handed_on(x, step)
        return x

    def handed_on(self, x: Step, step: Step) -> None:
        """Note that a step is written into the array of another."""
        self._owned.discard(x)
        self._owned.add(step)

    def ended(self, used: Iterable[Step], place: int) -> list[Step]:
        """Note which arrays a place was the last to use; return them."""
        dead: list[Step] = []
        for x in dict.fromkeys(map(self.root, used)):
            if x in self._owned and self._last[x] <= place and x.shape and is_large(x):
                self._owned.discard(x)
                self._free.setdefault((x.shape, x.dtype), []).append((x, place))
                dead.append(x)
        return dead

    def unused(self) -> set[Step]:
        """Return the dead arrays that no step was written into."""
        return {x for free in self._free.values() for x, _ in free}


def _is_new(step: Step) -> bool:
    """Whether a step surely makes memory of its own."""
    if step.kind == UPDATE:
        return True
    f: Any = step.function
    return step.kind == CALL and (
        is_elementwise(step) or f in _MAKERS or getattr(f, "__name__", "") == "reduce"
    )


_MAKERS: Final = frozenset({np.matmul, np.full, np.concatenate, operator.getitem})
"""Whose results are memory of their own, elements read by arrays of indices among them."""


_FILLING: Final = frozenset({np.matmul, np.full, np.concatenate})
"""Apart from ufuncs, what can write into an array that is there."""


def is_large(step: Step) -> bool:
    """Whether reuse of its memory pays."""
    return _bytes(step) >= LARGE


def _bytes(step: Step) -> int:
    return 0 if step.dtype is None else prod(step.shape) * int(step.dtype.itemsize)
