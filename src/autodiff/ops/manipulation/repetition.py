"""Elements several times over."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from autodiff.apply import apply1, untracked
from autodiff.opaque import called
from autodiff.operands import data_of, is_array, plain
from autodiff.ops.arraylike import as_operand
from autodiff.ops.getitem import getitem
from autodiff.ops.indices import along
from autodiff.ops.namespace import xp
from autodiff.registry import implements

from .axes import leading
from .layout import copy, ravel
from .shape import Copy, Reshape, as_shape, broadcast_to, reshape

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from autodiff.typing import Number, Operand, ScalarT, TypedOperand
    from autodiff.variable import Variable

    from .axes import Mixed


@implements(np.broadcast_arrays)
def broadcast_arrays(*args: Operand, subok: bool = False) -> tuple[Mixed, ...]:
    """Return the operands, each broadcast to the one shape that they have together.

    Derivative: of each operand the sum of the cotangents of its copies; a plain array stays one.

    Raises
    ------
    ValueError
        If the shapes do not broadcast.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x, y = np.broadcast_arrays(ad.Variable(np.array([1.0, 2.0])), 3.0)
    >>> y
    array([3., 3.])
    """
    del subok  # no Variable holds an array of a subclass
    xs = [as_operand(x, "broadcast_arrays", i) for i, x in enumerate(args)]
    shape = np.broadcast_shapes(*(x.shape for x in xs))
    return tuple(x if x.shape == shape else xp.broadcast_to(x, shape) for x in xs)


@implements(np.repeat)
def repeat(
    a: TypedOperand[ScalarT, Any],
    repeats: int | Sequence[int] | npt.NDArray[np.integer[Any]],
    axis: int | None = None,
) -> Variable[ScalarT]:
    """Return each element so many times after itself.

    Derivative: of each element the sum of the cotangents of its copies.

    Raises
    ------
    ValueError
        If ``repeats`` is negative, or of another length than the axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.repeat(ad.Variable(np.array([1.0, 2.0])), [2, 1])
    variable([1. 1. 2.])
    """
    x: Any = ravel(a) if axis is None or not a.shape else a
    shape: tuple[int, ...] = x.shape
    at = normalize_axis_index(0 if axis is None else axis, len(shape))
    counts: Any = plain(repeats)
    if np.size(counts) != 1:
        return getitem(x, along(at, called(np.repeat, np.arange(shape[at]), counts)))
    times = len(called(np.repeat, np.arange(1), counts))
    before, after = shape[: at + 1], shape[at + 1 :]
    copies = broadcast_to(reshape(x, (*before, 1, *after)), (*before, times, *after))
    return _copied(copies, (*shape[:at], shape[at] * times, *after))


@implements(np.tile)
def tile(
    A: TypedOperand[ScalarT, Any],  # NumPy's name
    reps: int | Sequence[int],
) -> Variable[ScalarT]:
    """Return copies of the array set side by side, so many along each axis.

    Derivative: the sum of the cotangents of all copies.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.tile(ad.Variable(np.array([1.0, 2.0])), 2)
    variable([1. 2. 1. 2.])
    """
    times = as_shape(plain(reps))
    x: Any = leading(as_operand(A, "tile"), len(times))
    shape: tuple[int, ...] = x.shape
    times = (*(1,) * (len(shape) - len(times)), *times)
    if all(n == 1 for n in times):
        return copy(x)
    apart = [m for n in shape for m in (1, n)]
    copies = [m for pair in zip(times, shape, strict=True) for m in pair]
    return _copied(
        broadcast_to(reshape(x, apart), copies),
        [n * m for n, m in zip(shape, times, strict=True)],
    )


@implements(np.resize)
def resize(
    a: TypedOperand[ScalarT, Any] | Number, new_shape: int | Sequence[int]
) -> Variable[ScalarT]:
    """Return the elements in a new shape, from the first again where there are too few.

    Derivative: of each element the sum of the cotangents of its copies.

    Raises
    ------
    ValueError
        If a length is negative.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.resize(ad.Variable(np.array([1.0, 2.0])), (2, 2))
    variable([[1. 2.]
              [1. 2.]])
    """
    shape = as_shape(plain(new_shape))
    if any(n < 0 for n in shape):
        msg = "all elements of `new_shape` must be non-negative"
        raise ValueError(msg)
    x: Any = ravel(as_operand(a, "resize"))
    n, size = prod(shape), x.size
    if n == 0:
        return reshape(getitem(x, slice(0, 0)), shape)
    if size == 0:
        zeros = np.zeros(shape, x.dtype)
        return untracked(zeros)
    copies = _copied(broadcast_to(x, (-(-n // size), size)), -1)
    return _copied(getitem(copies, slice(0, n)), shape)


def _copied(x: Any, shape: int | Sequence[int]) -> Variable[Any, Any]:
    """Return ``x`` in another shape, as no view even where it could be one."""
    y = apply1(Reshape(as_shape(shape), "C"), x)
    before, after = data_of(x), y._value
    both = is_array(before) and is_array(after)
    return apply1(Copy("C"), y) if both and np.may_share_memory(before, after) else y
