"""Derivatives by central differences, of fourth order: the independent reference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

STEP = 1e-3
WEIGHTS = ((1, 8 / 12), (-1, -8 / 12), (2, -1 / 12), (-2, 1 / 12))


def gradient(f: Callable[..., Any], xs: Sequence[Array], i: int) -> Array:
    """Return the derivative of the scalar ``f(*xs)`` by each element of ``xs[i]``."""
    g = np.zeros_like(xs[i])
    for index in np.ndindex(*xs[i].shape):
        for k, weight in WEIGHTS:
            moved = [x.copy() for x in xs]
            moved[i][index] += k * STEP
            g[index] += weight / STEP * float(f(*moved))
    return g
