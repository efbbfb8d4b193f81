"""Numbers as NumPy computes with them fastest: scalars by themselves, arrays next to arrays."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

__all__ = ["FLOAT64", "as_0d", "as_scalar", "known_0d"]

FLOAT64: Final = np.dtype(np.float64)

_MANY: Final = 1000
_known: Final[dict[Any, Any]] = {}
_array: Final = np.array

known_0d: Final = _known.get
"""What :func:`as_0d` has kept."""


def as_scalar(x: Any) -> Any:
    """Return an array of float64 without axes as a scalar, which nobody can change either."""
    return x[()] if x.dtype is FLOAT64 else x


def as_0d(number: Any) -> Any:
    """Return a real number of Python as an array of float64, made once for those that come again.

    NumPy computes with arrays twice as fast with it, in a pullback too.
    """
    x = _array(number, FLOAT64)
    if number:  # 0.0 and -0.0 are equal
        if len(_known) >= _MANY:
            _known.clear()
        x.flags.writeable = False
        _known[number] = x
    return x
