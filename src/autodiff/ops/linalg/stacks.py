"""Stacks of matrices, not all of which are used.

What is computed from a matrix of NaN, or from one that has no inverse, may not be multiplied by a
cotangent of 0, which comes from results that were not picked.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from autodiff.operands import data_of
from autodiff.ops.namespace import has_nan, silenced, xp

__all__ = ["none_where_unused", "used"]

_MATRIX = (-2, -1)


def none_where_unused(gx: Any, gy: Any, axes: tuple[int, ...] = _MATRIX) -> Any:
    """Return cotangents, 0 in place of NaN where all of ``gy`` over ``axes`` is 0."""
    return silenced(gx, _unused(gy, axes)) if has_nan(data_of(gx)) else gx


def used(m: Any, gy: Any, otherwise: Any = 0, axes: tuple[int, ...] = _MATRIX) -> Any:
    """Return what is finite or used of ``m``, and ``otherwise`` in place of the rest."""
    if np.isfinite(data_of(m)).all():
        return m
    return xp.where(_unused(gy, axes), otherwise, m)


def _unused(gy: Any, axes: tuple[int, ...]) -> Any:
    return np.all(data_of(gy) == 0, axis=axes, keepdims=True)
