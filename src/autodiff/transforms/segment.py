"""A recorded stretch of program, through which cotangents and tangents are carried."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from autodiff.diagnosis.hooks import at_ends
from autodiff.forward import push
from autodiff.sweep import sweep

from .boundary import bounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autodiff.graph import Node, Wrap

__all__ = ["Segment"]


class Segment:
    """The nodes between the inputs of a call and its results.

    Parameters
    ----------
    since
        Number of the call in the order of nodes.
    starts, ends
        The edges of its inputs and of its results, ``None`` for a result that is a constant.

    Attributes
    ----------
    order
        The nodes, oldest first.
    closure
        The edges that lead out, except for those of the inputs.
    """

    __slots__ = ("closure", "ends", "order", "starts")

    def __init__(self, since: int, starts: Sequence[Any], ends: Sequence[Any]) -> None:
        own = {*starts}
        self.starts: Final = starts
        self.ends: Final = ends
        order, closure = bounded(since, own, ends)
        self.order: Final[list[Node]] = order
        self.closure: Final[list[Any]] = closure

    def pull(
        self,
        gys: Sequence[Any],
        targets: Sequence[Any],
        wrap: Wrap | None = None,
        *,
        retain_graph: bool,
    ) -> list[Any]:
        """Return the cotangents at ``targets`` for those of the results, ``None`` for 0.

        What leads to a target that is ``None`` is skipped.
        """
        seeds = [
            (end, g)
            for end, g in zip(self.ends, gys, strict=True)
            if end is not None and g is not None
        ]
        found, _ = sweep(
            seeds,
            order=self.order,
            targets={target: 0 for target in targets if target is not None},
            wrap=wrap,
            retain_graph=retain_graph,
        )
        found = at_ends(found, self.starts, recorded=wrap is not None)
        return [None if target is None else found.get(target) for target in targets]

    def push(
        self, sources: Sequence[Any], tangents: Sequence[Any], wrap: Wrap | None = None
    ) -> list[Any]:
        """Return the tangents of the results for those at ``sources``, ``None`` for 0."""
        seeds = {source: t for source, t in zip(sources, tangents, strict=True) if t is not None}
        roots = [end for end in self.ends if end is not None]
        found = push(roots, seeds, wrap, order=self.order)
        return [None if end is None else found.get(end) for end in self.ends]
