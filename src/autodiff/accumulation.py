"""Cotangents that are mostly zeros, or mostly those that came in: added and cleared in place.

Without this, reading or writing one element of an array would cost an array in the backward pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .batching import Batched
from .operands import is_array, is_eager, is_scalar
from .ownership import exclusive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .graph import Scattering

__all__ = ["joined", "replaced", "scattered"]


def scattered(node: Any, g: Any, pending: dict[Any, Any], owned: set[Any]) -> bool:
    """Add a few elements to the cotangent of an edge, in place; False for foreign arrays.

    So many reads of one array cost what is read, not as many arrays of zeros.
    """
    edge = node.edge0
    if not is_eager(g) and (type(g) is not Batched or type(pending.get(edge, g)) is not Batched):
        return False  # nor has what is alike in a whole batch room for one
    if edge not in owned:
        if edge not in pending:
            pending[edge] = node.backward(g)
            owned.add(edge)
            return True
        if not exclusive(pending, edge):
            total = pending[edge]
            if is_array(total) or is_scalar(total):
                pending[edge] = np.array(total)
            elif type(total) is Batched or is_eager(total):
                pending[edge] = total.copy()
            else:
                return False
        owned.add(edge)
    node.add_into(pending[edge], g)
    return True


def joined(g: Any, parts: Sequence[tuple[Scattering, Any]]) -> Any:
    """Return ``g`` plus what several nodes scatter, as one operation."""
    nodes, gs = zip(*parts, strict=True)
    total = nodes[0].scatter_all(nodes, gs)
    return total if g is None else g + total


def replaced(
    node: Any, g: Any, pending: dict[Any, Any], owned: set[Any], *, mine: bool
) -> Sequence[Any]:
    """Return the cotangents of ``y = x0; y[index] = x1``, that of ``x0`` in the memory of ``g``.

    Parameters
    ----------
    mine
        Whether nobody else sees ``g``.
    """
    edge0, edge1 = node.edge0, node.edge1
    gx1 = None if edge1 is None else node.backward1(g)
    if edge0 is None:
        return None, gx1
    if edge0 in pending or is_scalar(g) or not (is_eager(g) or type(g) is Batched):
        return node.backward0(g), gx1
    if mine and gx1 is not None and np.may_share_memory(gx1, g):
        gx1 = gx1.copy()
    total = g if mine else g.copy()
    total[node.index] = 0
    pending[edge0] = total
    owned.add(edge0)
    return None, gx1
