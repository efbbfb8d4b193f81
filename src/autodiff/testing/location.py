"""Which leaf, and which of its elements, something is most wrong with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .leaves import magnitudes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .rules import Leaves

__all__ = ["MOST", "gradient", "located", "units"]

MOST: Final = 32
"""As many elements are looked at one by one."""


def located(excess: Callable[[Leaves], float], vs: Leaves) -> tuple[int, Any]:
    """Return the number of a leaf, and the flat indices of up to ``MOST`` of its elements.

    Parameters
    ----------
    excess
        How wrong the derivative in a direction is.
    vs
        A direction in which it is wrong. Leaves are compared by it, and so are the halves of a
        large leaf, and their halves.
    """
    alone = [[v if i == j else np.zeros_like(v) for j, v in enumerate(vs)] for i in range(len(vs))]
    i = int(np.argmax([excess(direction) for direction in alone])) if len(vs) > 1 else 0
    indices = np.arange(np.size(vs[i]))
    while indices.size > MOST:
        halves = np.array_split(indices, 2)
        indices = max(halves, key=lambda half: excess(_at(vs, i, half, np.ravel(vs[i])[half])))
    return i, indices


def units(xs: Leaves, i: int, index: int) -> tuple[list[Leaves], float]:
    """Return directions in which one element moves, and how far they move it.

    Along the real axis, and along the imaginary one if the leaf is complex.
    """
    length = float(np.ravel(magnitudes(xs[i]))[index])
    likes = [np.zeros_like(np.asarray(x)) for x in xs]
    steps = [length, 1j * length] if likes[i].dtype.kind == "c" else [length]
    return [_at(likes, i, [index], step) for step in steps], length


def gradient(parts: Sequence[Sequence[float]], like: Any) -> Any:
    """Return derivatives by elements, each of one part or two, as an array.

    Of the shape of the leaf that they belong to if they are all of them.
    """
    found = np.array([complex(*p) if len(p) == 2 else p[0] for p in parts])
    return found.reshape(np.shape(like)) if found.size == np.size(like) else found


def _at(likes: Leaves, i: int, indices: Any, values: Any) -> Leaves:
    moved = np.zeros_like(likes[i])
    moved.reshape(-1)[indices] = values
    return [moved if i == j else np.zeros_like(v) for j, v in enumerate(likes)]
