"""Cotangents that are mostly zeros, or mostly those that came in: added and cleared in place.

Without this, reading or writing one element of an array would cost an array in the backward pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .batching import Batched
from .operands import is_array, is_scalar
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
    if not _is_own(g):
        return False
    if type(g) is Batched and type(pending.get(edge, g)) is not Batched:
        return False  # what is alike in all elements has no room for a batch
    if edge not in owned:
        if edge not in pending:
            pending[edge] = node.backward(g)
            owned.add(edge)
            return True
        if not exclusive(pending, edge):
            total = pending[edge]
            if not _is_own(total):
                return False
            pending[edge] = np.copy(total)
        owned.add(edge)
    node.add_into(pending[edge], g)
    return True


def _is_own(g: Any) -> bool:
    """Whether ``g`` is an array of NumPy's or a batch, and so may be written to."""
    return is_array(g) or is_scalar(g) or type(g) is Batched


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
    if edge0 in pending or not (is_array(g) or type(g) is Batched):
        return node.backward0(g), gx1
    if mine and gx1 is not None and np.may_share_memory(gx1, g):
        gx1 = gx1.copy()
    total = g if mine else g.copy()
    total[node.index] = 0
    pending[edge0] = total
    owned.add(edge0)
    return None, gx1
