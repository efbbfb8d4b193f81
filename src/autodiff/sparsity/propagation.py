"""The pattern of a Jacobian, carried forward over the recorded graph.

Each element of an array has a row: on which elements of the inputs it may depend. An operation
makes the rows of its result by a product with the pattern of its own (Griewank and Walther,
Evaluating Derivatives, 2008, chapter 7, propagate index domains so, one number at a time).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.messages import name_of
from autodiff.variadic import Variadic

from .matrices import applied, empty, stacked, taken
from .structure import Site, factors, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from autodiff.graph import Node

    from .structure import Shape

__all__ = ["pattern"]


def pattern(
    order: Iterable[Node],
    inputs: Sequence[tuple[Any, Shape]],
    outputs: Sequence[tuple[Any, int]],
) -> Any:
    """Return where the Jacobian of recorded outputs may not be zero.

    It covers what is not zero for any values of the inputs in the program that was recorded, in
    which branches were taken, indices are fixed and conditions of ``where`` are constants. Zeros
    of constants are zeros.

    Parameters
    ----------
    order
        Nodes from which the outputs were computed, oldest first.
    inputs
        Edges and shapes of what is differentiated by.
    outputs
        Edges and sizes of what is differentiated; other edges are constants.

    Returns
    -------
    A boolean ``csr_array`` with a row for each element of the outputs, a column for each of the
    inputs, all in order. Its indices are sorted.

    Raises
    ------
    GradientError
        If an intermediate pattern is too dense to be stored.
    """
    n = sum(_size(shape) for _, shape in inputs)
    known: dict[Any, tuple[Shape, Any]] = {}
    start = 0
    for edge, shape in inputs:
        stop = start + _size(shape)
        known[edge] = (shape, taken(np.arange(start, stop), n))
        start = stop
    found = _carried([*order], known, [edge for edge, _ in outputs])
    rows = [found[edge][1] if edge in found else empty(size, n) for edge, size in outputs] or [
        empty(0, n)
    ]
    whole = stacked(rows).copy()
    whole.sort_indices()
    return whole


def _carried(
    order: Sequence[Node], known: dict[Any, tuple[Shape, Any]], wanted: Sequence[Any]
) -> dict[Any, tuple[Shape, Any]]:
    """Return shapes and patterns by edge, of those that vary and are wanted."""
    uses: Counter[Any] = Counter(edge for node in order for edge in node.edges)
    uses.update(wanted)
    given = set(known)
    for node in order:
        if node in given:
            continue
        edges = node.edges
        operands = [known.get(edge) for edge in edges]
        if any(operand is not None for operand in operands):
            known.update(_made(node, operands))
        for edge in edges:
            uses[edge] -= 1
            if not uses[edge]:  # nothing outlives its use
                known.pop(edge, None)
    return known


def _made(node: Node, operands: Sequence[tuple[Shape, Any] | None]) -> dict[Any, tuple[Shape, Any]]:
    """Return shapes and patterns of a node's outputs."""
    inner = node.inner()
    if inner is not None:
        order, starts, ends = inner
        within = {e: known for e, known in zip(starts, operands, strict=True) if known is not None}
        found = _carried(order, within, ends)
        return {
            port: found[end]
            for (port, _), end in zip(_outputs(node, operands), ends, strict=True)
            if port is not None and end in found
        }
    shapes = [None if operand is None else operand[0] for operand in operands]
    varying = [operand is not None for operand in operands]
    return {
        edge: (y_shape, _united(node, y_shape, shapes, varying, operands))
        for edge, y_shape in _outputs(node, operands)
        if edge is not None
    }


def _united(
    node: Node,
    y_shape: Shape,
    shapes: Sequence[Shape | None],
    varying: Sequence[bool],
    operands: Sequence[tuple[Shape, Any] | None],
) -> Any:
    if isinstance(node, Variadic) and (node.moves or node.gathers):
        n = next(operand[1].shape[1] for operand in operands if operand is not None)
        parts = [
            empty(_size(shape), n) if operand is None else operand[1]
            for operand, (shape, _) in zip(operands, node.metas or (), strict=False)
        ]
        return applied([joined(node, y_shape)], stacked(parts), name_of(node))
    total = None
    for i, operand in enumerate(operands):
        if operand is None:
            continue
        site = Site(node, i, shapes, varying, y_shape)
        rows = applied(factors(site), operand[1], name_of(node))
        if total is None:
            total = rows
        elif rows is not total:  # as where an array meets itself
            total = total + rows
    return total


def _outputs(node: Any, operands: Sequence[tuple[Shape, Any] | None]) -> list[tuple[Any, Shape]]:
    """Return edges and shapes of a node's outputs; an edge is None if nobody holds the output."""
    if node.ports is not None:
        return [(reference(), shape) for reference, (shape, _) in node.ports]
    return [(node, _shape(node, operands))]


def _shape(node: Any, operands: Sequence[tuple[Shape, Any] | None]) -> Shape:
    """Return the shape of the only output."""
    if node.metas is not None:
        shape: Shape = node.metas[-1][0]
        return shape
    first = next(operand[0] for operand in operands if operand is not None)
    if node.elementwise:
        return first
    if node.arity == 2:  # has no metas if a number, or a product of matrices that are alike
        return first if node.broadcasts_operands and len(first) > 1 else ()
    if node.linear:
        return np.shape(node._evaluate([np.zeros(first)]))
    return node._meta()[0]  # type: ignore[no-any-return]  # of a Meta


def _size(shape: Shape) -> int:
    return int(np.prod(shape, dtype=np.int64))
