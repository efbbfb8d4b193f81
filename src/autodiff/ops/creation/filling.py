"""Arrays like another: zeros, ones, or one value everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from autodiff.apply import apply1, untracked
from autodiff.batching import looped
from autodiff.broadcasting import sum_to
from autodiff.operands import accepted, is_array, is_scalar, is_variable, plain
from autodiff.operation import Unary
from autodiff.ops.arraylike import arranged
from autodiff.ops.casting import require_inexact
from autodiff.ops.namespace import xp
from autodiff.registry import implements

if TYPE_CHECKING:
    import numpy.typing as npt

    from autodiff.operation import Array
    from autodiff.ops.arraylike import Nested
    from autodiff.typing import Operand
    from autodiff.variable import Variable

    Order: TypeAlias = Literal["K", "A", "C", "F"] | None
    Shape: TypeAlias = int | tuple[int, ...]
    Device: TypeAlias = Literal["cpu"] | None


class Full(Unary):
    """``y = x``, in every place of ``shape`` that it broadcasts to: cotangents are summed."""

    linear = True
    moves = True
    shape: tuple[int, ...]
    dtype: Any
    order: Literal["C", "F"]

    @looped
    def forward(self, x: Any) -> Array:
        if not (is_array(x) or is_scalar(x)):
            y: Any = xp.broadcast_to(x, self.shape).astype(self.dtype or x.dtype)
            return y.copy()  # type: ignore[no-any-return]  # an array
        return np.full(self.shape, x, self.dtype, self.order)

    def backward(self, gy: Array) -> Array:
        total: Array = sum_to(gy, self.x_shape)
        return total


def _new(array: Any) -> Variable[Any, Any]:
    return untracked(accepted(array))


@implements(np.zeros_like)
def zeros_like(
    a: Operand,
    dtype: npt.DTypeLike | None = None,
    order: Order = "K",
    subok: bool = True,
    shape: Shape | None = None,
    *,
    device: Device = None,
) -> Variable[Any, Any]:
    """Return zeros of the shape and dtype of ``a``, as a Variable that may be assigned into.

    Derivative: 0 by ``a``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.zeros_like(ad.Variable(np.array([1.0, 2.0])))
    variable([0. 0.])
    """
    return _new(np.zeros_like(plain(a), dtype, order, subok, plain(shape), device=device))


@implements(np.ones_like)
def ones_like(
    a: Operand,
    dtype: npt.DTypeLike | None = None,
    order: Order = "K",
    subok: bool = True,
    shape: Shape | None = None,
    *,
    device: Device = None,
) -> Variable[Any, Any]:
    """Return ones of the shape and dtype of ``a``, as a Variable that may be assigned into.

    Derivative: 0 by ``a``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.ones_like(ad.Variable(np.array([1.0, 2.0])))
    variable([1. 1.])
    """
    return _new(np.ones_like(plain(a), dtype, order, subok, plain(shape), device=device))


@implements(np.empty_like)
def empty_like(
    prototype: Operand,
    dtype: npt.DTypeLike | None = None,
    order: Order = "K",
    subok: bool = True,
    shape: Shape | None = None,
    *,
    device: Device = None,
) -> Variable[Any, Any]:
    """Return a Variable of the shape and dtype of ``prototype``, to be assigned into.

    Derivative: 0 by ``prototype``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.empty_like(ad.Variable(np.array([1.0, 2.0]))).shape
    (2,)
    """
    return _new(np.empty_like(plain(prototype), dtype, order, subok, plain(shape), device=device))


@implements(np.full_like)
def full_like(  # NumPy's signature
    a: Operand,
    fill_value: Nested,
    dtype: npt.DTypeLike | None = None,
    order: Order = "K",
    subok: bool = True,
    shape: Shape | None = None,
    *,
    device: Device = None,
) -> Variable[Any, Any]:
    """Return ``fill_value`` in every place of an array of the shape and dtype of ``a``.

    Derivative: cotangents are summed for ``fill_value``; 0 by ``a``.

    Raises
    ------
    DetachedError
        If ``fill_value`` has a gradient and the dtype is of integers.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> c = ad.Variable(np.array(2.0))
    >>> np.full_like(np.zeros(3), 1.0) * c
    variable([2. 2. 2.])
    """
    fill = arranged(fill_value)
    like: Any = np.empty_like(plain(a), dtype, order, subok, plain(shape), device=device)
    require_inexact("np.full_like", like.dtype, fill)
    if not is_variable(fill):
        return _new(np.full_like(like, fill))
    return apply1(Full(like.shape, like.dtype, "F" if like.flags.fnc else "C"), fill)


def full(
    shape: Shape,
    fill_value: Nested,
    dtype: npt.DTypeLike | None = None,
    order: Literal["C", "F"] = "C",
    *,
    device: Device = None,
    like: Any = None,
) -> Variable[Any, Any]:
    """Return ``fill_value`` in every place of an array of ``shape``.

    Derivative: cotangents are summed for ``fill_value``.

    Raises
    ------
    DetachedError
        If ``fill_value`` has a gradient and the dtype is of integers.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.ops.creation.filling import full
    >>> x = ad.Variable(np.array(2.0))
    >>> full((2, 2), x).backward()
    >>> x.grad
    array(4.)
    """
    fill = arranged(fill_value)
    if not is_variable(fill):
        prototype = plain(like)
        return _new(np.full(plain(shape), fill, dtype, order, device=device, like=prototype))
    require_inexact("np.full", dtype, fill)
    lengths = np.empty(plain(shape), np.bool_).shape
    return apply1(Full(lengths, fill.dtype if dtype is None else np.dtype(dtype), order), fill)
