"""Whether an array is seen by nobody else, so that it may be written to or given away."""

from __future__ import annotations

import sys
from typing import Any, Final

import numpy as np

__all__ = ["exclusive"]


def _references(holder: dict[Any, Any], key: Any) -> int:
    return sys.getrefcount(holder[key])


# How many references the interpreter counts for an array that only a dictionary holds.
_ALONE: Final = _references({0: np.empty(1)}, 0)


def exclusive(holder: dict[Any, Any], key: Any) -> bool:
    """Whether ``holder[key]`` is an array that nothing but ``holder`` refers to."""
    g = holder[key]
    if type(g) is not np.ndarray or g.base is not None or not g.flags.writeable:
        return False
    del g
    return _references(holder, key) == _ALONE
