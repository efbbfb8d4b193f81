"""The last step of a backward pass: gradients are handed to the Variables, all or none."""

from __future__ import annotations

import os
from collections import deque
from itertools import repeat
from threading import RLock
from typing import Any, Final

import numpy as np

from .broadcasting import conformed
from .diagnosis.hooks import HOOKED, at_ends
from .graph import Node, Port
from .ownership import taken

__all__ = ["commit"]

_COMMIT: Final = RLock()
if hasattr(os, "register_at_fork"):
    # A process that is forked while another thread commits would wait for that thread, which it
    # does not have; and have half of its gradients.
    os.register_at_fork(
        before=_COMMIT.acquire, after_in_parent=_COMMIT.release, after_in_child=_COMMIT.release
    )


def commit(grads: dict[Any, Any], intermediate: list[tuple[Any, Any]]) -> None:
    """Add the gradients to ``grad`` of the leaves and of the intermediate Variables still alive.

    Everything is computed before anything is assigned; so the hooks of leaves are called first.
    """
    if HOOKED:
        at_ends(grads, grads)
    totals: list[tuple[Any, Any]] = []
    for reference, g in intermediate:
        variable = reference()
        if variable is not None:
            totals.append((variable, np.array(np.conj(g) if g.dtype.kind == "c" else g)))
    with _COMMIT:
        while grads:
            leaf, g = grads.popitem()
            if isinstance(leaf, (Node, Port)) or leaf._edge is not None:
                continue  # the latter was a constant when it was read, and was written to since
            data = leaf._value  # itself, for a property costs as much as all that is asked here
            if g.shape != data.shape or g.dtype != data.dtype:
                g = conformed(g, leaf)
            if g.dtype.kind == "c":
                g = np.conj(g)
            old = leaf._grad  # Leaf is the protocol between sweep and Variable
            if old is not None:
                g = old + g
            holder = {0: g}
            del g
            totals.append((leaf, taken(holder, 0)))
        variables, sums = [v for v, _ in totals], [g for _, g in totals]
        # One call, in which Python looks at no signal: an interrupt comes before it or after it.
        deque(map(setattr, variables, repeat("_grad"), sums), maxlen=0)
