"""The last step of a backward pass: gradients are handed to the Variables, all or none."""

from __future__ import annotations

from collections import deque
from itertools import repeat
from threading import Lock
from typing import Any, Final

import numpy as np

from .broadcasting import conform
from .graph import Node, Port
from .ownership import taken

__all__ = ["commit"]

_COMMIT: Final = Lock()


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
            totals.append((leaf, taken(holder, 0)))
        variables, sums = [v for v, _ in totals], [g for _, g in totals]
        # One call, in which Python looks at no signal: an interrupt comes before it or after it.
        deque(map(setattr, variables, repeat("_grad"), sums), maxlen=0)
