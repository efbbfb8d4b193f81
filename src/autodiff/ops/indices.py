"""Indices: what stands in ``[]``."""

from __future__ import annotations

from typing import Any

import numpy as np

from autodiff.errors import DetachedError
from autodiff.operands import as_tuple, data_of, is_array, is_duck_array, is_scalar, plain

__all__ = ["along", "fixed", "is_basic", "picks"]

_PLAIN = frozenset({bool, int, slice})
_OTHERS = _PLAIN | {type(None), type(...)}


def along(axis: int, part: Any) -> tuple[Any, ...]:
    """Return the index that is ``part`` on one axis and takes all of the others."""
    return (*(slice(None),) * axis, part)


def is_basic(index: Any) -> bool:
    """Whether ``index`` reads no element twice: only integers, slices, None, Ellipsis, masks."""
    return not any(_is_array(part) and part.dtype.kind != "b" for part in as_tuple(index))


def picks(index: Any) -> bool:
    """Whether ``index`` chooses elements by a mask or by integer arrays."""
    return any(map(_is_array, as_tuple(index)))


def _is_array(part: Any) -> bool:
    return is_array(part) or (type(part) not in _OTHERS and is_duck_array(part))


def fixed(index: Any) -> Any:
    """Return a copy of the index that no later change of the user's arrays can reach."""
    if isinstance(index, tuple):
        return tuple(_part(part) for part in as_tuple(index))
    return _part(index)


def _part(part: Any) -> Any:
    """Return a copy of one part of an index, as an integer, a slice, None, Ellipsis or array.

    What NumPy would take for an array is made one here, for only arrays are asked whether they
    name an element twice; one without axes is the integer or the truth that it stands for.
    """
    if part is None or part is ... or type(part) in _PLAIN or is_scalar(part):
        return part
    data = data_of(part)
    if data is not part and data.dtype.kind in "fc":
        msg = f"getitem: an index is of integers or booleans, got a Variable of {data.dtype}"
        raise DetachedError(msg)
    if is_array(data):
        return data.copy() if data.ndim or data.dtype.kind not in "biu" else data.item()
    if is_duck_array(data):
        return data
    if hasattr(data, "__index__"):
        return data.__index__()
    array = np.array(plain(data))
    # NumPy takes an empty list for one of integers, though as an array it is one of floats
    return array if array.size else array.astype(np.intp)
