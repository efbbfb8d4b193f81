"""Shape and dtype of what each node computed, as far as the graph still tells."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.graph import FREED, Node, Port

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Known", "described", "inferred"]

Known = tuple[tuple[int, ...], Any]
"""Shape and dtype."""

_SMALL: Final = 1 << 14
"""Elements of an input up to which a linear operation is asked for the shape of its output."""


def described(known: Known | None) -> str:
    """Return dtype and shape as text."""
    return "" if known is None else f"{known[1]}{list(known[0])}"


def inferred(order: Sequence[Node], values: dict[Any, Known]) -> dict[Any, Known]:
    """Return shape and dtype of what nodes and ports of several outputs stand for.

    A node keeps what its pullbacks read and no more. What its result was is known from the
    result itself while it is alive, from what the node notes for broadcasting, from what was
    computed of it, or from its inputs; of a graph that was used up often nothing is left.

    Parameters
    ----------
    order
        All nodes, oldest first.
    values
        What is known already of results and of leaves.
    """
    known = dict(values)
    for node in order:
        _of_itself(node, known)
    for node in reversed(order):
        _of_consumers(node, known)
    for node in order:
        if node not in known and node.ports is None:
            found = _of_inputs(node, known)
            if found is not None:
                known[node] = found
    return known


def _meta(array: Any) -> Known:
    return tuple(array.shape), array.dtype


def _of_itself(node: Node, known: dict[Any, Known]) -> None:
    """Note what the node says of its results."""
    if node.ports is not None:
        for reference, meta in node.ports:
            port = reference()
            if port is not None:
                known[port] = meta
        return
    alive = None if node.output is None else node.output()
    if alive is not None and alive._value is not None:
        known[node] = _meta(alive._value)
    elif node.metas is FREED:
        return
    elif node.metas is not None:
        known[node] = node.metas[-1]
    elif getattr(node, "y_meta", None) is not None:
        known[node] = node.y_meta  # type: ignore[attr-defined]  # of operations of one input
    elif getattr(node, "y", None) is not None:
        known[node] = _meta(node.y)  # type: ignore[attr-defined]  # as above


def _of_consumers(node: Node, known: dict[Any, Known]) -> None:
    """Note what the node says of the results that it was computed from."""
    if node.metas is FREED:
        return
    edges = node.edges
    for i, edge in enumerate(edges):
        if not isinstance(edge, (Node, Port)) or edge in known:
            continue
        if node.metas is not None and len(node.metas) > i:
            known[edge] = node.metas[i]
        elif node.elementwise and node in known:
            known[edge] = known[node]  # had it been otherwise, it would be noted
        else:
            array = getattr(node, "x", None) if len(edges) == 1 else getattr(node, f"x{i}", None)
            if hasattr(array, "dtype"):
                known[edge] = _meta(array)


def _of_edge(edge: Any, known: dict[Any, Known]) -> Known | None:
    """Return what is known of an input."""
    if isinstance(edge, (Node, Port)) or edge is None:
        return known.get(edge)
    return None if edge._value is None else _meta(edge._value)


def _of_inputs(node: Node, known: dict[Any, Known]) -> Known | None:
    """Return what follows from the inputs."""
    inputs = [_of_edge(edge, known) for edge in node.edges]
    if node.elementwise and (node.metas is None or len(inputs) == 1):
        return next((found for found in inputs if found is not None), None)  # all are alike
    first = inputs[0] if inputs else None
    if node.arity == 2 and node.metas is None:  # operands that are alike, of a product
        first = first or inputs[1]
        return first if first is None or len(first[0]) > 1 else ((), first[1])
    if first is None or len(inputs) > 1:
        return None
    copied = getattr(node, "_copy", None)
    if not getattr(node, "linear", False) or copied is None or prod(first[0]) > _SMALL:
        return None
    try:
        return _meta(np.asarray(copied().forward(np.zeros(*first))))
    except Exception:  # noqa: BLE001  # a picture without this shape is better than none
        return None
