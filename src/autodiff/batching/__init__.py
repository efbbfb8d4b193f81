"""Many cotangents, or tangents, in one sweep: a duck array with an axis that rules do not see."""

from __future__ import annotations

from typing import Any

from . import (
    array,
    description,
    fourier,
    linalg,
    placement,
    products,
    protocols,
    reductions,
    shapes,
)
from .alignment import over
from .array import Batched
from .loop import each, looped

__all__ = [
    "Batched",
    "description",
    "each",
    "fourier",
    "linalg",
    "looped",
    "placement",
    "products",
    "reductions",
    "shapes",
    "unbatched",
]

array.use(protocols)


def unbatched(x: Any, size: int) -> Any:
    """Return the plain array ``(size, *shape)`` of a batch, or of what is alike in all of it.

    Examples
    --------
    >>> import numpy as np
    >>> unbatched(np.ones(2), 3).shape
    (3, 2)
    """
    return over(x, size)
