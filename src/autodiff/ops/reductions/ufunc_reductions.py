"""``reduce`` and ``accumulate`` of the ufuncs that have a reduction with a name of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import apply1, untracked
from autodiff.errors import NoRuleError
from autodiff.operands import arrayed, data_of, plain
from autodiff.operation import Unary
from autodiff.ops.casting import cast_to
from autodiff.ops.elementwise.logaddexp import logaddexp_reduce
from autodiff.ops.manipulation.shape import keep_axes
from autodiff.ops.namespace import has_nan, xp
from autodiff.registry import FUNCTIONS, METHODS
from autodiff.values import valued

if TYPE_CHECKING:
    from collections.abc import Callable

    from autodiff.operation import Array
    from autodiff.typing import Axis
    from autodiff.variable import Variable

_NO_VALUE: Any = np._NoValue


class FmaxReduce(Unary):
    """``y = max of x over axis`` without its NaNs.

    Policy: elements that tie share the cotangent evenly; those of a slice of nothing but NaN tie.
    """

    __slots__ = ("axis", "hides_nan", "keepdims")

    axis: Axis
    keepdims: bool

    def forward(self, x: Any) -> Any:
        self.hides_nan: bool = has_nan(x)
        return xp.fmax.reduce(x, axis=self.axis, keepdims=self.keepdims)

    def backward(self, gy: Array) -> Array:
        x = self.x
        y = keep_axes(self.y, x.shape, self.axis)
        chosen = (x == y) | np.isnan(y)
        shares = np.sum(chosen, axis=self.axis, keepdims=True, dtype=gy.dtype)
        return keep_axes(gy, x.shape, self.axis) * (chosen / shares)


class FminReduce(FmaxReduce):
    """``y = min of x over axis`` without its NaNs, with ties as for the maximum."""

    __slots__ = ()

    def forward(self, x: Any) -> Any:
        self.hides_nan: bool = has_nan(x)
        return xp.fmin.reduce(x, axis=self.axis, keepdims=self.keepdims)


def fmax_reduce(array: Any, axis: Axis, *, keepdims: bool) -> Variable[Any, Any]:
    """Return the greatest element over ``axis`` that is no NaN."""
    return apply1(FmaxReduce(axis, keepdims), array)


def fmin_reduce(array: Any, axis: Axis, *, keepdims: bool) -> Variable[Any, Any]:
    """Return the smallest element over ``axis`` that is no NaN."""
    return apply1(FminReduce(axis, keepdims), array)


def reduced_by(ufunc: np.ufunc, function: Callable[..., Any], *, casts: bool) -> None:
    """Register a named reduction, such as ``np.sum``, for ``ufunc.reduce``.

    ``casts`` says that the function takes no ``dtype=``, so that its operand is cast.
    """

    def reduce(  # NumPy's signature
        array: Variable[Any, Any],
        axis: Axis = 0,
        dtype: Any = None,
        keepdims: bool = False,
        initial: Any = _NO_VALUE,
        where: Any = True,
    ) -> Variable[Any, Any]:
        options: dict[str, Any] = {}
        if initial is None:
            ufunc.reduce(plain(array), axis=axis, initial=None)  # refuses to reduce nothing
        elif initial is not _NO_VALUE:
            options["initial"] = initial
        if where is not True:
            options["where"] = where
        if casts:
            array = cast_to(f"np.{ufunc.__name__}.reduce", array, dtype)
        elif dtype is not None:
            options["dtype"] = dtype
        return named(function, array, axis_of(array, axis), keepdims=keepdims is True, **options)

    METHODS[ufunc, "reduce"] = reduce


def accumulated_by(ufunc: np.ufunc, function: Callable[..., Any]) -> None:
    """Register a named scan, such as ``np.cumsum``, for ``ufunc.accumulate``."""

    def accumulate(
        array: Variable[Any, Any], axis: int = 0, dtype: Any = None
    ) -> Variable[Any, Any]:
        if array.ndim == 0:
            ufunc.accumulate(plain(array), axis)  # raises NumPy's own error
        options = {} if dtype is None else {"dtype": dtype}
        return named(function, array, axis, **options)

    METHODS[ufunc, "accumulate"] = accumulate


def folded_by(ufunc: np.ufunc, fold: Callable[..., Variable[Any, Any]], neutral: float) -> None:
    """Register a reduction of our own, on which ``initial`` and ``where`` are built.

    ``neutral`` stands in the place of what ``where`` leaves out.
    """

    def reduce(  # NumPy's signature
        array: Variable[Any, Any],
        axis: Axis = 0,
        dtype: Any = None,
        keepdims: bool = False,
        initial: Any = _NO_VALUE,
        where: Any = True,
    ) -> Variable[Any, Any]:
        x = cast_to(f"np.{ufunc.__name__}.reduce", array, dtype)
        axis = axis_of(array, axis)
        keepdims = keepdims is True
        given: dict[str, Any] = {} if initial is _NO_VALUE else {"initial": initial}
        if where is not True:
            given["where"] = where
        if not given:
            return fold(x, axis, keepdims=keepdims)
        options: dict[str, Any] = {"axis": axis, "keepdims": keepdims, "dtype": dtype, **given}
        value = ufunc.reduce(plain(array), **{k: plain(o) for k, o in options.items()})
        if array.size == 0:
            return untracked(arrayed(value))
        chosen = x if where is True else xp.where(data_of(where), x, neutral)
        y = fold(chosen, axis, keepdims=keepdims)
        if given.get("initial") is not None:
            y = ufunc(y, initial)
        return valued(y, value)

    METHODS[ufunc, "reduce"] = reduce


def named(
    function: Callable[..., Any], array: Any, axis: Axis, **options: Any
) -> Variable[Any, Any]:
    """Call our function in the place of NumPy's."""
    ours = FUNCTIONS.get(function)
    if ours is None:
        msg = f"np.{function.__name__} has no differentiation rule; use v.data for its plain value"
        raise NoRuleError(msg)
    y: Variable[Any, Any] = ours(array, axis, **options)
    return y


def axis_of(array: Any, axis: Any) -> Any:
    """Return the axis, or none if there is none to reduce, which ufuncs let pass for 0 and -1."""
    return None if np.ndim(array) == 0 and axis in {0, -1} else axis


reduced_by(np.add, np.sum, casts=False)
reduced_by(np.multiply, np.prod, casts=False)
reduced_by(np.maximum, np.max, casts=True)
reduced_by(np.minimum, np.min, casts=True)
accumulated_by(np.add, np.cumsum)
accumulated_by(np.multiply, np.cumprod)
folded_by(np.fmax, fmax_reduce, np.nan)
folded_by(np.fmin, fmin_reduce, np.nan)
folded_by(np.logaddexp, logaddexp_reduce, -np.inf)
