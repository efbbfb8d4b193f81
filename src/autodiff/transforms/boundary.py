"""What a recorded call computed with that it was not given: where a function's closure begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autodiff.graph import Node, Port, topological
from autodiff.operands import UNTRACKED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

__all__ = ["nodes_since", "outside"]


def nodes_since(since: int, edges: Iterable[Any]) -> list[Node]:
    """Return the nodes made from number ``since`` on that lead to ``edges``, oldest first."""
    roots = {edge.owner if isinstance(edge, Port) else edge for edge in edges}
    return topological([root for root in roots if isinstance(root, Node)], since=since)


def outside(
    since: int, order: Sequence[Node], own: Collection[Any], results: Iterable[Any]
) -> list[Any]:
    """Return the edges that lead out of a recorded call, each once.

    Parameters
    ----------
    since
        Number of the call in the order of nodes.
    order
        The nodes of the call.
    own
        The edges of its inputs.
    results
        Those of its results, which may be from outside themselves.

    Returns
    -------
    Nodes, ports and leaves from before the call, but for leaves that came from nowhere. What was
    made within, as the arguments of transforms that the function uses, nobody else has.
    """
    known: set[Any] = {None, *order, *own}
    found: list[Any] = []
    inner = (edge for node in order if node not in own for edge in node.edges)
    for edges in (inner, results):
        for edge in edges:
            if edge in known:
                continue
            known.add(edge)
            if isinstance(edge, Port):
                if edge.owner not in known:
                    found.append(edge)
            elif isinstance(edge, Node) or (
                edge._kind != UNTRACKED and getattr(edge, "_made", 0) < since
            ):
                found.append(edge)
    return found
