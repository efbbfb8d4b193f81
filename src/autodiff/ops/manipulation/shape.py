"""Operations that move elements and compute nothing."""

from __future__ import annotations

from inspect import signature
from operator import index
from typing import TYPE_CHECKING, Any, Literal, cast

import numpy as np
from numpy.lib.array_utils import normalize_axis_tuple

from autodiff.apply import apply1
from autodiff.broadcasting import sum_to
from autodiff.errors import InPlaceError
from autodiff.operands import data_of, is_array
from autodiff.operation import Unary
from autodiff.ops.namespace import xp
from autodiff.registry import implements
from autodiff.views import apply_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autodiff.operation import Array
    from autodiff.typing import Number, ScalarT, TypedOperand
    from autodiff.variable import Variable


def keep_axes(y: Array, shape: tuple[int, ...], axis: int | tuple[int, ...] | None) -> Array:
    """Give a reduction of an array of ``shape`` its axes back, with length 1."""
    if len(y.shape) == len(shape):
        return y
    axes = range(len(shape)) if axis is None else normalize_axis_tuple(axis, len(shape))
    return y.reshape(tuple(1 if i in axes else n for i, n in enumerate(shape)))


class Reshape(Unary):
    """``y = x`` in another shape: the cotangent is reshaped back."""

    linear = True
    moves = True
    shape: int | tuple[int, ...]
    order: Literal["C", "F"]

    def forward(self, x: Array) -> Array:
        return xp.reshape(x, self.shape, self.order)

    def backward(self, gy: Array) -> Array:
        return xp.reshape(gy, self.x_shape, self.order)

    def written(self, source: Any, value: Any) -> Any:
        return reshape(value, source.shape, self.order)


class Transpose(Unary):
    """``y = x`` with its axes permuted: the cotangent is permuted back."""

    linear = True
    moves = True
    axes: tuple[int, ...] | None

    def forward(self, x: Array) -> Array:
        return x.transpose(self.axes)

    def backward(self, gy: Array) -> Array:
        axes = self.axes
        if axes is None:
            return gy.transpose()
        order = normalize_axis_tuple(axes, len(axes))
        return gy.transpose(tuple(sorted(range(len(order)), key=order.__getitem__)))

    def written(self, source: Any, value: Any) -> Any:  # noqa: ARG002  # all of it is written
        return self.backward(value)


class BroadcastTo(Unary):
    """``y = x``, copied along new axes and those of length 1: cotangents are summed."""

    linear = True
    moves = True
    shape: tuple[int, ...]

    def forward(self, x: Array) -> Array:
        return xp.broadcast_to(x, self.shape)

    def backward(self, gy: Array) -> Array:
        return cast("Array", sum_to(gy, self.x_shape))

    def written(self, source: Any, value: Any) -> Any:  # noqa: ARG002  # there is no way
        msg = (
            "broadcast_to: the result is read-only, as in NumPy, for its elements are one; copy it"
        )
        raise InPlaceError(msg)


class Copy(Unary):
    """``y = x``, in memory of its own."""

    elementwise = True
    order: Literal["K", "C", "F", "A"]

    def forward(self, x: Any) -> Array:
        copy: Array = x.copy(order=self.order) if is_array(x) else x.copy()
        return copy

    def backward(self, gy: Array) -> Array:
        return gy


def memory_order(a: Any, order: Literal["C", "F", "A"]) -> Literal["C", "F"]:
    """Return what the order "A" means for ``a``: Fortran's if it lies so in memory."""
    if order != "A":
        return order
    flags: Any = getattr(a._value if hasattr(a, "_value") else a, "flags", None)
    return "F" if flags is not None and flags.fnc else "C"


def as_shape(given: Any) -> tuple[int, ...]:
    """Return integers, or a single one, as a tuple that nobody else can change."""
    if hasattr(given, "__iter__") and getattr(given, "ndim", 1) != 0:
        return tuple(index(n) for n in given)
    return (index(given),)


@implements(np.reshape)
def reshape(
    a: TypedOperand[ScalarT, Any] | Number,
    /,
    shape: int | Sequence[int],
    order: Literal["C", "F", "A"] = "C",
    *,
    copy: bool | None = None,
) -> Variable[ScalarT]:
    """Return the same elements in another shape, of which one length may be -1.

    The order is ``"C"`` (last axis fastest), ``"F"`` (first axis fastest), or ``"A"``: ``"F"`` if
    ``a`` lies so in memory, otherwise ``"C"``. ``copy=True`` gives memory of its own.

    Derivative: the cotangent in the shape of ``a``.

    Raises
    ------
    ValueError
        If the number of elements differs, or with ``copy=False`` if a copy is needed.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> ad.reshape(ad.Variable(np.array([1.0, 2.0])), (2, 1)).shape
    (2, 1)
    """
    if copy is False:
        cast("Any", np.reshape)(data_of(a), shape, order=order, copy=False)  # raises
    y = apply_view(Reshape(as_shape(shape), memory_order(a, order)), a)
    return apply1(Copy("C"), y) if copy else y


if "newshape" in signature(np.reshape).parameters:  # another name of shape, up to NumPy 2.3

    @implements(np.reshape)
    def _reshape(
        a: Any,
        /,
        shape: Any = None,
        order: Any = "C",
        *,
        newshape: Any = None,
        copy: bool | None = None,
    ) -> Variable[Any, Any]:
        return reshape(a, newshape if shape is None else shape, order, copy=copy)

    _reshape.__doc__ = reshape.__doc__


@implements(np.transpose)
def transpose(
    a: TypedOperand[ScalarT, Any] | Number, axes: int | Sequence[int] | None = None
) -> Variable[ScalarT]:
    """Return the same elements with the axes permuted, reversed by default.

    Derivative: the cotangent permuted back.

    Raises
    ------
    ValueError
        If ``axes`` is no permutation.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> ad.transpose(ad.Variable(np.ones((2, 3)))).shape
    (3, 2)
    """
    return apply_view(Transpose(None if axes is None else as_shape(axes)), a)


@implements(np.swapaxes)
def swapaxes(a: TypedOperand[ScalarT, Any], axis1: int, axis2: int) -> Variable[ScalarT]:
    """Return the same elements with two axes interchanged.

    Derivative: the cotangent with the two interchanged.

    Raises
    ------
    numpy.exceptions.AxisError
        If there is no such axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> ad.swapaxes(ad.Variable(np.ones((2, 3, 4))), 0, 2).shape
    (4, 3, 2)
    """
    n = len(a.shape)
    i, j = (normalize_axis_tuple(axis, n, "swapaxes")[0] for axis in (axis1, axis2))
    axes = list(range(n))
    axes[i], axes[j] = j, i
    return transpose(a, axes)


@implements(np.broadcast_to)
def broadcast_to(
    array: TypedOperand[ScalarT, Any] | Number, shape: int | Sequence[int], subok: bool = False
) -> Variable[ScalarT]:
    """Return copies of the elements along new axes and along those of length 1.

    Derivative: of each element the sum of the cotangents of its copies.

    Raises
    ------
    ValueError
        If ``array`` does not broadcast to ``shape``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array(1.0))
    >>> ad.broadcast_to(x, (2, 3)).backward()
    >>> x.grad
    array(6.)
    """
    del subok
    return apply_view(BroadcastTo(as_shape(shape)), array)
