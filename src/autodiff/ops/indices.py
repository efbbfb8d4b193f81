"""Questions about what stands in ``[]``."""

from __future__ import annotations

from typing import Any

import numpy as np

from autodiff.errors import DetachedError
from autodiff.operands import as_tuple, data_of, is_array, is_list

__all__ = ["fixed", "is_basic", "picks"]


def is_basic(index: Any) -> bool:
    """Whether ``index`` reads no element twice: only integers, slices, None, Ellipsis, masks."""
    return not any(is_array(part) and part.dtype.kind != "b" for part in as_tuple(index))


def picks(index: Any) -> bool:
    """Whether ``index`` chooses elements by a mask or by integer arrays."""
    return any(is_array(part) for part in as_tuple(index))


def fixed(index: Any) -> Any:
    """Return a copy of the index that no later change of the user's arrays can reach."""
    if isinstance(index, tuple):
        return tuple(fixed(part) for part in as_tuple(index))
    plain = data_of(index)
    if plain is not index and plain.dtype.kind == "f":
        msg = f"getitem: an index is of integers or booleans, got a Variable of {plain.dtype}"
        raise DetachedError(msg)
    return np.array(plain) if is_array(plain) or is_list(plain) else plain
