"""What a recorded call computed with that it was not given: where a function's closure begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autodiff.graph import Node, Port, owner_of, topological
from autodiff.operands import UNTRACKED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = ["bounded"]


def bounded(
    since: int, own: Collection[Any], results: Iterable[Any]
) -> tuple[list[Node], list[Any]]:
    """Return the nodes of a recorded call, and the edges that lead out of it.

    Parameters
    ----------
    since
        Number of the call in the order of nodes.
    own
        The edges of its inputs, which are where it begins.
    results
        Those of its results, which may be from outside themselves.

    Returns
    -------
    The nodes that lead to the results, oldest first.
    Nodes, ports and leaves from before the call, each once, but for leaves that came from nowhere.
    What was made within, as the arguments of transforms that the function uses, nobody else has.
    """
    results = {*results}.difference(own)
    met: set[Any] = {*own}
    order = topological([e for e in results if isinstance(e, (Node, Port))], since=since, met=met)
    met.update(results)
    met.difference_update(order, own, (None,))
    if not met:
        return order, []
    nodes = set(order)
    return order, [
        edge
        for edge in sorted(met, key=_age)
        if (
            edge.owner not in nodes
            if isinstance(edge, Port)
            else edge.ports is None  # otherwise it is no edge, but has some
            if isinstance(edge, Node)
            else (edge._kind != UNTRACKED and getattr(edge, "_made", 0) < since)
        )
    ]


def _age(edge: Any) -> int:
    """Return when an edge's end was made, so that their order is that of the program."""
    end = owner_of(edge)
    return end.seq if isinstance(end, Node) else getattr(end, "_made", 0)
