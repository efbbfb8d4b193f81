"""Whether an array is seen by nobody else, so that it may be written to or given away."""

from __future__ import annotations

import sys
from typing import Any, Final

import numpy as np

__all__ = ["exclusive", "taken"]


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


def taken(holder: dict[Any, Any], key: Any) -> Any:
    """Take an array out of ``holder`` that will be the user's alone: a copy if anybody sees it."""
    g = holder[key]
    if isinstance(g, np.generic):
        return np.asarray(holder.pop(key))
    is_array = isinstance(g, np.ndarray)
    if not is_array and not g.shape:
        return holder.pop(key)[...]  # as above, of a foreign one
    del g
    if is_array and not exclusive(holder, key):
        return holder.pop(key).copy()
    return holder.pop(key)
