"""Whole powers of many numbers, by their moduli."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

__all__ = ["power"]

_AT_ONCE: Final = frozenset({-1, 0, 0.5, 1, 2})
"""Exponents for which NumPy has no need of logarithms."""

_MANY: Final = 1000


def power(x: Any, n: float) -> Any:
    """Return ``x ** n``; of many numbers for a whole ``n`` by their moduli.

    Where it has vectors NumPy leaves the negative ones among them to another algorithm, at thirty
    times the cost and with other last bits.
    """
    if type(x) is not np.ndarray or x.size < _MANY or x.dtype.char != "d" or n in _AT_ONCE or n % 1:
        return x**n
    y = np.abs(x) ** n
    return np.copysign(y, x) if n % 2 else y
