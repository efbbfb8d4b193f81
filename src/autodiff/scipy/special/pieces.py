"""Formulas that hold in parts of the domain."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from .namespace import xp

if TYPE_CHECKING:
    from .namespace import Array

__all__ = ["Piece", "piecewise"]

Piece: TypeAlias = tuple[Callable[..., Any], tuple[float, ...]]
"""A function, and arguments at which it is regular."""


def piecewise(condition: Any, inside: Piece, outside: Piece, *xs: Array) -> Array:
    """Return one function where a condition holds, and another elsewhere.

    Where the other is taken, a function is given the arguments that it comes with, so that
    nothing singular enters the derivative. What is taken nowhere is not computed.
    """
    f, regular_f = inside
    g, regular_g = outside
    if np.all(condition):
        return f(*xs)
    if not np.any(condition):
        return g(*xs)
    fs = [xp.where(condition, x, a) for x, a in zip(xs, regular_f, strict=True)]
    gs = [xp.where(condition, a, x) for x, a in zip(xs, regular_g, strict=True)]
    return xp.where(condition, f(*fs), g(*gs))
