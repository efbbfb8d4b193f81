"""Large elementwise steps put together, to be computed block by block within the cache.

A pass over an array that does not fit into the cache waits for memory; ten steps done on a block
that does wait once. So steps of one shape that need nothing but each other, and sums that close
them, become one loop.
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.operands import as_tuple

from .functions import as_type
from .steps import CALL, operands

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .program import Program
    from .steps import Step

__all__ = ["Block", "is_elementwise", "reduced_axes", "scheduled"]

BLOCK: Final = 2**16
"""Bytes of a block: with a dozen of them alive they stay in the second-level cache."""

LARGE: Final = 2**17
"""Arrays of more elements are computed in blocks."""

CLOSING: Final = frozenset({np.add, np.maximum, np.minimum, np.logical_or, np.logical_and})
"""Ufuncs of which parts can be reduced by themselves."""


class Block:
    """Steps of one shape that are computed block by block.

    Attributes
    ----------
    steps
        In an order in which they can be computed; those that close the block are reductions.
    shape
        Of all but these.
    flat
        Whether blocks are cut from all elements in a row, and not along the first axis.
    rows
        So many elements of the first axis, or of all, are a block.
    """

    __slots__ = ("flat", "rows", "shape", "steps")

    def __init__(self, steps: list[Step], shape: tuple[int, ...]) -> None:
        self.steps: Final = steps
        self.shape: Final = shape
        inside = set(steps)
        whole = all(
            x.shape == () or (x.shape == shape and x.contiguous)
            for step in steps
            for x in operands(step)
            if x not in inside
        ) and all(reduced_axes(s) in {None, "all"} for s in steps)
        self.flat: Final = whole and len(shape) > 1
        width = max(4, *(s.dtype.itemsize for s in steps))
        length = 1 if self.flat else prod(shape[1:])
        self.rows: Final = max(1, BLOCK // (width * length))

    @property
    def length(self) -> int:
        """What is cut into blocks."""
        return prod(self.shape) if self.flat else self.shape[0]


def is_elementwise(step: Step) -> bool:
    """Whether each element of the result comes from one of each operand."""
    if step.kind != CALL:
        return False
    f = step.function
    if isinstance(f, np.ufunc):
        return f.signature is None and f.nout == 1 and not step.kwargs.keys() - {"dtype"}
    return f is np.where or f is as_type


def reduced_axes(step: Step) -> str | None:
    """Return "all", "first" or "others" for a reduction that can close a block."""
    f: Any = step.function
    if f is np.vdot and step.args[0].shape == step.args[1].shape:
        return "all"
    if step.kind != CALL or getattr(f, "__name__", "") != "reduce" or f.__self__ not in CLOSING:
        return None
    axis: Any = step.kwargs.get("axis", 0)
    ndim = len(step.args[0].shape)
    given = tuple(range(ndim)) if axis is None else as_tuple(axis)
    axes = tuple(sorted(a % ndim for a in given)) if ndim else ()
    if len(axes) == ndim:
        return "all"
    return "first" if axes == (0,) else "others" if 0 not in axes else "mixed"


def scheduled(program: Program) -> list[Step | Block]:
    """Return the steps of a program, large elementwise ones in blocks."""
    level: dict[Step, int] = {}  # of a member of a block when it is computed, of others too
    ready: dict[Step, int] = {}  # from when on it can be used outside
    members: set[Step] = set()
    for step in program.steps:
        axes = reduced_axes(step)
        large = is_elementwise(step) and _is_large(step)
        shape = step.shape if large else step.args[0].shape if axes and axes != "mixed" else None
        first = max((ready.get(x, 0) for x in operands(step)), default=0)
        if shape is not None:
            inside = [x for x in operands(step) if x in members and x.shape == shape]
            own = max(
                (
                    level[x] if x in members and x.shape == shape else ready.get(x, 0)
                    for x in operands(step)
                ),
                default=0,
            )
            if large or (inside and level[inside[0]] == own):
                level[step] = own
                ready[step] = own + 1
                if large:
                    members.add(step)
                continue
        level[step] = ready[step] = first
    return _ordered(program.steps, level, ready)


def _is_large(step: Step) -> bool:
    return prod(step.shape) > LARGE


def _ordered(
    steps: Sequence[Step], level: dict[Step, int], ready: dict[Step, int]
) -> list[Step | Block]:
    groups: dict[tuple[int, tuple[int, ...]], list[Step]] = {}
    for step in steps:
        if ready[step] > level[step]:
            shape = step.shape if is_elementwise(step) else step.args[0].shape
            groups.setdefault((level[step], shape), []).append(step)
    blocks = {key: Block(group, key[1]) for key, group in groups.items() if len(group) > 1}
    if not blocks:
        return list(steps)
    of = {step: block for block in blocks.values() for step in block.steps}
    items: list[Step | Block] = []
    for step in sorted(steps, key=lambda s: (level[s], ready[s] > level[s], s.number)):
        block = of.get(step)
        if block is None:
            items.append(step)
        elif step is block.steps[0]:
            items.append(block)
    return items
