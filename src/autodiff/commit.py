"""The last step of a backward pass: gradients are handed to the Variables, all or none."""

from __future__ import annotations

import sys
from threading import Lock
from typing import Any, Final

import numpy as np

from .broadcasting import conform
from .graph import Node, Port

__all__ = ["commit"]

_COMMIT: Final = Lock()


def _references(holder: dict[int, Any]) -> int:
    return sys.getrefcount(holder[0])


# How many references the interpreter counts for an array that nobody else holds.
_ALONE: Final = _references({0: np.empty(1)})


def _is(kind: type, holder: dict[int, Any]) -> bool:
    return isinstance(holder[0], kind)


def _exclusive(holder: dict[int, Any]) -> bool:
    """Whether the array in ``holder`` is seen by nobody else, so that the user may have it."""
    g = holder[0]
    if type(g) is not np.ndarray or g.base is not None or not g.flags.writeable:
        return False
    del g
    return _references(holder) == _ALONE


def _own(holder: dict[int, Any]) -> Any:
    """Take the gradient out of ``holder`` as an array that is the user's alone."""
    if _is(np.generic, holder):
        return np.asarray(holder.pop(0))
    if _is(np.ndarray, holder) and not _exclusive(holder):
        return holder.pop(0).copy()
    return holder.pop(0)


def commit(grads: dict[Any, Any], intermediate: list[tuple[Any, Any]]) -> None:
    """Add the gradients to ``grad`` of the leaves and of the intermediate Variables still alive.

    Everything is computed before anything is assigned.
    """
    totals: list[tuple[Any, Any]] = []
    for reference, g in intermediate:
        variable = reference()
        if variable is not None:
            totals.append((variable, np.array(np.conj(g) if g.dtype.kind == "c" else g)))
    with _COMMIT:
        while grads:
            leaf, g = grads.popitem()
            if isinstance(leaf, (Node, Port)):
                continue
            meta = (leaf.shape, leaf.dtype)
            if g.shape != meta[0] or g.dtype != meta[1]:
                g = conform(g, meta)
            if meta[1].kind == "c":
                g = np.conj(g)
            old = leaf._grad  # Leaf is the protocol between sweep and Variable
            if old is not None:
                g = old + g
            holder = {0: g}
            del g
            totals.append((leaf, _own(holder)))
        for variable, total in totals:
            variable._grad = total  # as above
