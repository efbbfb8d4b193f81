"""Where families have their mass, by their shape parameters, and which of these are valid."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autodiff.ops.namespace import xp

__all__ = [
    "from_one",
    "half_line",
    "interior",
    "positive",
    "probability",
    "real_line",
    "trials",
    "unit_interval",
    "up_to",
]


def real_line(*_shapes: Any) -> tuple[Any, Any]:
    """Return the ends of the real line."""
    return -math.inf, math.inf


def half_line(*_shapes: Any) -> tuple[Any, Any]:
    """Return the ends of the positive numbers."""
    return 0.0, math.inf


def from_one(*_shapes: Any) -> tuple[Any, Any]:
    """Return the ends of the numbers from 1 on."""
    return 1.0, math.inf


def unit_interval(*_shapes: Any) -> tuple[Any, Any]:
    """Return 0 and 1."""
    return 0.0, 1.0


def up_to(n: Any, *_shapes: Any) -> tuple[Any, Any]:
    """Return 0 and the number of trials."""
    return 0.0, n


def positive(*shapes: Any) -> Any:
    """Whether all parameters are positive, which SciPy asks of them unless it says otherwise."""
    valid: Any = True
    for shape in shapes:
        valid = valid & (shape > 0)
    return valid


def probability(p: Any) -> Any:
    """Whether ``p`` is a probability."""
    return (p >= 0) & (p <= 1)


def trials(n: Any) -> Any:
    """Whether ``n`` is a number of trials."""
    return (n >= 0) & (n == np.floor(n))


def interior(lower: Any, upper: Any) -> Any:
    """Return a point between two ends, either of which may be infinite."""
    low = xp.where(np.isfinite(lower), lower, np.minimum(upper, 1.0) - 1.0)
    high = xp.where(np.isfinite(upper), upper, np.maximum(lower, -1.0) + 1.0)
    return low + (high - low) / 2
