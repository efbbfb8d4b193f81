"""The residual evaluated once and recorded, to carry tangents and cotangents through it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.apply import apply1, edge_of, wrap
from autodiff.config import enable_grad
from autodiff.forward import push
from autodiff.graph import next_seq
from autodiff.operands import LEAF, data_of, is_variable
from autodiff.ops.neg import Positive
from autodiff.sweep import sweep
from autodiff.transforms.boundary import nodes_since, outside

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
    closure
        The same for what ``F`` computed with that it was not given.
    outputs
        The leaves of the residual.
    """

    __slots__ = ("_edges", "_order", "closure", "outputs", "ps", "xs")

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
        starts = [*map(edge_of, inputs)]
        self.xs: Final = starts[: len(xs)]
        self.ps: Final = starts[len(xs) :]
        self.outputs: Final[list[Any]] = [y if is_variable(y) else np.asarray(y) for y in outputs]
        self._edges: Final[list[Any]] = [
            edge_of(y) if is_variable(y) else None for y in self.outputs
        ]
        own = {*starts}
        self._order: Final = nodes_since(since, own, self._edges)
        self.closure: Final = outside(since, self._order, own, [e for e in self._edges if e])

    @property
    def values(self) -> list[Any]:
        """The residual as arrays."""
        return [np.asarray(data_of(y)) for y in self.outputs]

    def pull(self, ws: Sequence[Any], ends: Sequence[Any], wrap: Wrap | None = None) -> list[Any]:
        """Return the cotangents at ``ends`` for those of the outputs, None for one that is 0.

        What leads to a None among the ends is skipped.
        """
        seeds: list[Any] = [(e, w) for e, w in zip(self._edges, ws, strict=True) if e is not None]
        found, _ = sweep(
            seeds,
            order=self._order,
            targets={end: 0 for end in ends if end is not None},
            wrap=wrap,
            retain_graph=True,
        )
        return [None if end is None else found.get(end) for end in ends]

    def push(self, starts: Sequence[Any], ts: Sequence[Any], wrap: Wrap | None = None) -> list[Any]:
        """Return the tangents of the outputs for those at ``starts``, None for one that is 0."""
        seeds = {start: t for start, t in zip(starts, ts, strict=True) if t is not None}
        roots = [e for e in self._edges if e is not None]
        found = push(roots, seeds, wrap, order=self._order)
        return [None if e is None else found.get(e) for e in self._edges]


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
