"""What a recorded call computed with that it was not given: where a function's closure begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autodiff.graph import Node, Port, owner_of, topological
from autodiff.operands import UNTRACKED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

__all__ = ["nodes_since", "outside"]


def nodes_since(since: int, own: Collection[Any], edges: Iterable[Any]) -> list[Node]:
    """Return the nodes of a recorded call that lead to ``edges``, oldest first.

    Parameters
    ----------
    since
        Number of the call in the order of nodes.
    own
        The edges of its inputs, which are where it begins.
    edges
        Those of its results.
    """
    roots = [edge for edge in edges if isinstance(edge, (Node, Port)) and edge not in own]
    return [node for node in topological(roots, since=since) if node not in own]


def outside(
    since: int, order: Sequence[Node], own: Collection[Any], results: Iterable[Any]
) -> list[Any]:
    """Return the edges that lead out of a recorded call, each once.

    Parameters
    ----------
    since, own, results
        As for :func:`nodes_since`; results may be from outside themselves.
    order
        The nodes of the call.

    Returns
    -------
    Nodes, ports and leaves from before the call, but for leaves that came from nowhere. What was
    made within, as the arguments of transforms that the function uses, nobody else has.
    """
    edges: set[Any] = {edge for node in order for edge in node.edges}
    edges.update(results)
    edges.difference_update(order, own, [None])
    if not edges:
        return []
    nodes = set(order)
    return [
        edge
        for edge in sorted(edges, key=_age)
        if (
            edge.owner not in nodes
            if isinstance(edge, Port)
            else isinstance(edge, Node)
            or (edge._kind != UNTRACKED and getattr(edge, "_made", 0) < since)
        )
    ]


def _age(edge: Any) -> int:
    """Return when an edge's end was made, so that their order is that of the program."""
    end = owner_of(edge)
    return end.seq if isinstance(end, Node) else getattr(end, "_made", 0)
