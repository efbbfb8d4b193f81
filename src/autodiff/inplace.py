"""Assignment and augmented assignment: ``y[i] = x`` and ``y += x`` with NumPy's meaning.

No array is written to. The Variable gets a new value and a new creator, all names of it see
that, since they name one object, and so do its views and what it is a view of: a write to a view
is carried up to the memory's owner, and down again to all living views.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import ref

import numpy as np

from .apply import apply2
from .config import recording
from .diagnosis.hooks import parted
from .errors import DetachedError, InPlaceError
from .graph import next_seq
from .messages import describe
from .operands import (
    CONSTANT,
    LEAF,
    RESULT,
    SHARED,
    UNTRACKED,
    data_of,
    is_array,
    is_scalar,
    is_variable,
)
from .ops.add import add
from .ops.casting import astype
from .ops.getitem import Getitem
from .ops.indexing.setitem import AddAt, SetItem, SubtractAt
from .ops.indices import fixed, is_basic
from .ops.sub import sub
from .views import refresh, root_of, view_of, views_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from .variable import Variable

__all__ = ["assign", "overwrite", "update"]


def assign(target: Variable[Any, Any], index: Any, value: Any) -> None:
    """Do ``target[index] = value``."""
    if is_scalar(target._value):
        msg = "setitem: a result without axes is a number, and has no elements to assign to"
        raise TypeError(msg)
    index = fixed(index)
    if not _reads(value, target, index):  # as the second half of y[i] += x does
        overwrite(target, apply2(SetItem(index), present(target), value), "setitem")


def _reads(value: Any, target: Any, index: Any) -> bool:
    """Whether ``value`` is the very view ``target[index]``, kept up to date by earlier writes."""
    source, node = view_of(value)
    basic = index is not None and is_basic(index)
    return basic and source is target and getattr(node, "index", None) == index


def update(
    operation: Callable[[Any, Any], Variable[Any, Any]], target: Any, other: Any
) -> Any:  # Any: the target itself
    """Do ``target += other``, where ``operation`` is the sum, and return the target.

    A result without axes is a number, as in NumPy, and numbers do not change: the sum is
    another one.
    """
    if is_scalar(target._value):
        return operation(target, other)
    source, node = view_of(target)
    if operation in {add, sub} and isinstance(node, Getitem):
        # y[i] += x, the accumulation of most programs, in one pass
        rule = AddAt(node.index) if operation is add else SubtractAt(node.index)
        overwrite(source, apply2(rule, present(source), other), operation.__name__)
        return target
    new = operation(present(target), other)
    name = operation.__name__
    if new.shape != target.shape:
        msg = (
            f"{name}: a result of shape {new.shape} does not fit in place into {target.shape}; "
            "write x = x + y instead of x += y"
        )
        raise ValueError(msg)
    if new.dtype != target.dtype:
        if not np.can_cast(new.dtype, target.dtype, "same_kind"):
            msg = (
                f"{name}: a result of dtype {new.dtype} does not fit in place into "
                f"{target.dtype}; write x = x + y instead of x += y"
            )
            raise TypeError(msg)
        new = astype(new, target.dtype)
    overwrite(target, new, name)
    return target


def present(target: Any) -> Any:
    """Return what ``target`` is before the write: as a constant unless it is a recorded result."""
    return target if target._kind in {RESULT, SHARED} else data_of(target)


def overwrite(target: Any, new: Any, name: str) -> None:
    """Give ``target`` the value and the history of ``new``, and what shares its memory too.

    Raises
    ------
    InPlaceError
        If the memory's owner is a leaf while operations are recorded, for its gradient would be
        that of a value which nobody has any more; or a recorded result while they are not, for
        it would keep no gradient at all.
    DetachedError
        If integers would take up a value with a gradient.
    """
    root = root_of(target)
    if root._kind == LEAF and recording():
        msg = (
            f"{name}: in place on a Variable that you made{_as_view(target, root)}, while "
            "operations are recorded, would lose its gradient; write y = x + ..., start from a "
            "copy (x.copy()), or update it under no_grad()"
        )
        raise InPlaceError(msg)
    if root._kind == RESULT and not recording():
        msg = (
            f"{name}: in place on a recorded result{_as_view(target, root)}, while nothing is "
            "recorded, would lose its history; write outside of no_grad(), or to a copy of v.data"
        )
        raise InPlaceError(msg)
    value = new
    above = target
    while above is not root:
        source, node = above._view
        value = node.written(present(source), value)
        above = source
    if root._kind == CONSTANT and is_variable(value) and value._kind != CONSTANT:
        msg = f"{name}: {describe(root)} cannot hold a gradient; make it of floats"
        raise DetachedError(msg)
    value._value = _laid_out(value._value, root._value)
    _become(root, value)
    for view in views_of(root):
        _become(view, refresh(view))


def _as_view(target: Any, root: Any) -> str:
    return "" if target is root else " (through a view of it)"


def _laid_out(new: Any, old: Any) -> Any:
    """Return ``new`` in the memory layout of ``old``: on it depends what will be a view."""
    if not is_array(old) or not is_array(new) or new.strides == old.strides:
        return new
    laid_out = np.empty_like(old)
    laid_out[...] = new
    return laid_out


def _become(v: Any, new: Any) -> None:
    """Give ``v`` the value and the history of ``new``."""
    old = v._edge
    if old is not None:
        old.output = parted(old.output)  # v is its output no more
    if v._kind == LEAF:  # not recording, or it would have been refused
        v._value = data_of(new)
        return
    if v._kind == UNTRACKED:  # what was read of it before still came from nowhere
        v._made = next_seq()
    v._value = new._value
    v._edge = new._edge
    v._kind = UNTRACKED if new._kind == LEAF else new._kind
    if v._edge is not None:
        v._edge.output = ref(v)
