"""Products over axes."""

from __future__ import annotations

from math import prod as product
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.lib.array_utils import normalize_axis_tuple

from autodiff.apply import apply1, untracked
from autodiff.operands import plain
from autodiff.operation import Unary
from autodiff.ops.arraylike import as_operand
from autodiff.ops.casting import cast_to, has_derivative
from autodiff.ops.manipulation.shape import keep_axes
from autodiff.ops.namespace import silenced, xp
from autodiff.registry import implements
from autodiff.values import exact

from .masked import mask_of

if TYPE_CHECKING:
    import numpy.typing as npt

    from autodiff.graph import Mixes
    from autodiff.operation import Array
    from autodiff.typing import Axis, Number, Operand, ScalarT, TypedOperand
    from autodiff.variable import Variable

__all__ = ["away_from_zero", "prod"]


class Prod(Unary):
    """``y = product of x over axis``, with ``dy/dx_i`` the product of the other elements.

    Policy: true at zeros, to every order: where the product has come near zero nothing is
    divided by.
    """

    mixes: ClassVar[Mixes] = "axis"
    axis: Axis
    keepdims: bool

    def forward(self, x: Any) -> Any:
        return np.prod(x, axis=self.axis, keepdims=self.keepdims)

    def backward(self, gy: Array) -> Array:
        x, y, axis = self.x, self.y, self.axis
        if 0 in x.shape:
            return x
        gy = keep_axes(gy, x.shape, axis)
        if away_from_zero(y):
            return gy * keep_axes(y, x.shape, axis) / x
        gx: Array = silenced(gy * _others(x, axis), plain(gy) == 0)
        return gx


def away_from_zero(products: Any) -> bool:
    """Whether no product is 0 or has lost digits to underflow or overflow, so that it divides."""
    size: Any = np.abs(plain(products))
    return bool(np.all((size > np.finfo(size.dtype).tiny) & np.isfinite(size)))


def _others(x: Any, axis: Axis) -> Array:
    """Return for each element the product of those it is multiplied with: before and after it."""
    # NumPy lets an axis be named where there is none
    axes = range(x.ndim) if axis is None or not x.ndim else normalize_axis_tuple(axis, x.ndim)
    order = (*(i for i in range(x.ndim) if i not in axes), *axes)
    moved = xp.transpose(x, order)
    n = product(x.shape[i] for i in axes)
    rows = xp.reshape(moved, (x.size // n, n))
    one = np.ones((x.size // n, 1), x.dtype)
    before = xp.concatenate([one, xp.cumprod(rows[:, :-1], axis=1)], axis=1)
    after = xp.concatenate([one, xp.cumprod(rows[:, :0:-1], axis=1)], axis=1)[:, ::-1]
    others = xp.reshape(before * after, moved.shape)
    y: Array = xp.transpose(others, sorted(range(x.ndim), key=order.__getitem__))
    return y


@implements(np.prod)
def prod(
    a: TypedOperand[ScalarT, Any] | Number,
    axis: Axis = None,
    dtype: npt.DTypeLike | None = None,
    *,
    keepdims: bool = False,
    initial: Operand | None = None,
    where: Operand = True,
) -> Variable[ScalarT]:
    """Return the product over ``axis``.

    Derivative: ``dy/da_i`` is the product of all elements but ``a_i``.

    Policy: true at zeros, of which there may be several; elements where the mask does not hold
    get 0.

    Raises
    ------
    numpy.exceptions.AxisError
        If there is no such axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([0.0, 2.0, 3.0]))
    >>> np.prod(x).backward()
    >>> x.grad
    array([6., 0., 0.])
    """
    if dtype is None and initial is None and where is True:
        return apply1(Prod(axis, keepdims), a)
    mask = mask_of(where)
    options: dict[str, Any] = {"axis": axis, "dtype": dtype, "keepdims": keepdims, "where": mask}
    if initial is not None:
        options["initial"] = initial
    x = as_operand(a, "prod")
    if not has_derivative(x, initial):
        options = {name: plain(value) for name, value in options.items()}
        return untracked(np.prod(plain(x), **options))
    x = cast_to("prod", x, dtype)
    y = apply1(Prod(axis, keepdims), x if mask is True else xp.where(mask, x, 1))
    return exact(y if initial is None else y * initial, np.prod, a, **options)
