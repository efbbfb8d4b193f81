"""The residual evaluated once and recorded, to carry tangents and cotangents through it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.apply import apply1, edge_of, wrap
from autodiff.config import enable_grad
from autodiff.graph import next_seq
from autodiff.operands import LEAF, data_of, is_variable
from autodiff.ops.neg import Positive
from autodiff.transforms.segment import Segment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autodiff.graph import Wrap

__all__ = ["Evaluation", "size"]


class Evaluation:
    """``F(xs, ps)``, recorded.

    Attributes
    ----------
    xs, ps
        Where tangents of unknowns and parameters start, and their cotangents arrive.
    outputs
        The leaves of the residual.
    """

    __slots__ = ("_segment", "outputs", "ps", "xs")

    def __init__(
        self,
        residual: Callable[[Sequence[Any], Sequence[Any]], Sequence[Any]],
        xs: Sequence[Any],
        ps: Sequence[Any],
    ) -> None:
        inputs = [_input(x) for x in (*xs, *ps)]
        since = next_seq()
        with enable_grad():
            outputs = residual(inputs[: len(xs)], inputs[len(xs) :])
        self.outputs: Final[list[Any]] = [y if is_variable(y) else np.asarray(y) for y in outputs]
        starts: list[Any] = [*map(edge_of, inputs)]
        ends: list[Any] = [edge_of(y) if is_variable(y) else None for y in self.outputs]
        self.xs: Final = starts[: len(xs)]
        self.ps: Final = starts[len(xs) :]
        self._segment: Final = Segment(since, starts, ends)

    @property
    def closure(self) -> Sequence[Any]:
        """The same for what ``F`` computed with that it was not given."""
        return self._segment.closure

    @property
    def values(self) -> list[Any]:
        """The residual as arrays."""
        return [np.asarray(data_of(y)) for y in self.outputs]

    def pull(self, ws: Sequence[Any], ends: Sequence[Any], wrap: Wrap | None = None) -> list[Any]:
        """Return the cotangents at ``ends`` for those of the outputs, None for one that is 0.

        What leads to a None among the ends is skipped.
        """
        return self._segment.pull(ws, ends, wrap, retain_graph=True)

    def push(self, starts: Sequence[Any], ts: Sequence[Any], wrap: Wrap | None = None) -> list[Any]:
        """Return the tangents of the outputs for those at ``starts``, None for one that is 0."""
        return self._segment.push(starts, ts, wrap)


def size(arrays: Sequence[Any]) -> float:
    """Return the largest modulus among the elements of all arrays; NaN if there is one."""
    return max((float(np.max(np.abs(a))) for a in arrays if a.size), default=0.0)


def _input(x: Any) -> Any:
    """Return a Variable that stands for ``x`` in this evaluation alone."""
    if is_variable(x):
        return apply1(Positive(), x)
    v = wrap(x, None)
    v._kind = LEAF
    return v
