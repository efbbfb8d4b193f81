"""Reductions in a dtype of choice, under a mask, and from an initial value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from autodiff.apply import apply1, apply2
from autodiff.broadcasting import sum_to
from autodiff.operands import arrayed, eagerly, plain
from autodiff.operation import Binary, Unary
from autodiff.ops.casting import require_inexact
from autodiff.ops.manipulation.shape import keep_axes
from autodiff.ops.namespace import has_nan, xp
from autodiff.values import exact

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from autodiff.operation import Array
    from autodiff.typing import Axis
    from autodiff.variable import Variable

__all__ = ["count", "extremum_from", "mask_of", "mean_where", "sum_where"]


def mask_of(where: Any) -> Any:
    """Return the mask as an array that nobody else can change, or True for none."""
    if where is True:
        return True
    mask = eagerly(plain(where)).copy()
    return True if mask.ndim == 0 and mask.dtype.kind == "b" and mask else mask


def count(mask: Any, shape: tuple[int, ...], axis: Axis) -> Any:
    """Return how many elements of an array of ``shape`` each reduced one is made of."""
    return np.sum(np.broadcast_to(mask, shape), axis=axis, keepdims=True)


class SumWhere(Unary):
    """``y = sum of x over axis``, of the elements under the mask, in ``dtype``."""

    __slots__ = ("axis", "dtype", "hides_nan", "keepdims", "where")

    linear = True
    gathers = True
    axis: Axis
    dtype: npt.DTypeLike | None
    keepdims: bool
    where: Any

    def forward(self, x: Any) -> Any:
        self.hides_nan: bool = self.where is not True and has_nan(x)
        return np.sum(x, axis=self.axis, dtype=self.dtype, keepdims=self.keepdims, where=self.where)

    def backward(self, gy: Array) -> Array:
        shape = self.x_shape
        g = xp.broadcast_to(keep_axes(gy, shape, self.axis), shape)
        return g if self.where is True else xp.where(self.where, g, 0)


class MeanWhere(SumWhere):
    """``y = mean of x over axis``, of the elements under the mask, computed in ``dtype``."""

    def forward(self, x: Any) -> Any:
        self.hides_nan: bool = self.where is not True and has_nan(x)
        return np.mean(
            x, axis=self.axis, dtype=self.dtype, keepdims=self.keepdims, where=self.where
        )

    def backward(self, gy: Array) -> Array:
        shape = self.x_shape
        n = np.maximum(count(self.where, shape, self.axis), 1).astype(gy.dtype)
        g = xp.broadcast_to(keep_axes(gy, shape, self.axis) / n, shape)
        return g if self.where is True else xp.where(self.where, g, 0)


class MaxFrom(Binary):
    """``y = max(x1, x0 over axis)``, of the elements under the mask.

    Policy: the elements that tie, the initial value ``x1`` with them, share the cotangent evenly.
    """

    __slots__ = ("axis", "hides_nan", "keepdims", "where")

    axis: Axis
    keepdims: bool
    where: Any
    function: ClassVar[Callable[..., Any]] = np.max
    takes_nan: ClassVar[bool] = True
    """Whether a NaN makes the result NaN; otherwise it is passed over."""

    def forward(self, x0: Any, x1: Any) -> Any:
        self.hides_nan: bool = (not self.takes_nan or self.where is not True) and has_nan(x0)
        function = type(self).function
        return function(x0, axis=self.axis, keepdims=self.keepdims, initial=x1, where=self.where)

    def backward0(self, gy: Array) -> Array:
        chosen, _, ties = self._ties(self.x0, self.x1, self.y, gy)
        return xp.where(chosen, keep_axes(gy, chosen.shape, self.axis) / ties, 0)

    def backward1(self, gy: Array) -> Array:
        chosen, initial, ties = self._ties(self.x0, self.x1, self.y, gy)
        shares = xp.where(initial, keep_axes(gy, chosen.shape, self.axis) / ties, 0)
        return sum_to(shares, ())  # type: ignore[no-any-return]  # an Array

    def _ties(self, x: Any, initial: Any, y: Any, gy: Any) -> tuple[Any, Any, Any]:
        """Return which elements were chosen, whether the initial value was, and how many."""
        y = keep_axes(y, x.shape, self.axis)
        chosen, from_initial = x == y, arrayed(initial == y)
        if self.takes_nan:  # which equals nothing, but is what made the result NaN
            chosen, from_initial = chosen | (x != x), from_initial | (initial != initial)  # noqa: PLR0124
        chosen = arrayed(chosen & self.where)
        ties = np.sum(chosen, axis=self.axis, keepdims=True, dtype=gy.dtype) + from_initial
        return chosen, from_initial, np.maximum(ties, 1).astype(gy.dtype)


class MinFrom(MaxFrom):
    """``y = min(x1, x0 over axis)``, with ties as for the maximum."""

    function: ClassVar[Callable[..., Any]] = np.min


def sum_where(
    a: Any, axis: Axis, dtype: npt.DTypeLike | None, *, keepdims: bool, initial: Any, where: Any
) -> Variable[Any, Any]:
    """Return a sum with any of the keywords of ``numpy.sum``."""
    require_inexact("sum", dtype, a)
    mask = mask_of(where)
    y = apply1(SumWhere(axis, dtype, keepdims, mask), a)
    if initial is None:
        return y
    options = {"axis": axis, "dtype": dtype, "keepdims": keepdims, "where": mask}
    return exact(y + initial, np.sum, a, initial=initial, **options)


def mean_where(
    a: Any, axis: Axis, dtype: npt.DTypeLike | None, *, keepdims: bool, where: Any
) -> Variable[Any, Any]:
    """Return a mean with any of the keywords of ``numpy.mean``."""
    require_inexact("mean", dtype, a)
    return apply1(MeanWhere(axis, dtype, keepdims, mask_of(where)), a)


def extremum_from(
    rule: type[MaxFrom], a: Any, axis: Axis, *, keepdims: bool, initial: Any, where: Any
) -> Variable[Any, Any]:
    """Return an extremum with any of the keywords of ``numpy.max``."""
    mask = mask_of(where)
    if initial is None:
        # an error: without an initial value there may be nothing under the mask
        rule.function(plain(a), axis=axis, keepdims=keepdims, where=mask)
    return apply2(rule(axis, keepdims, mask), a, initial)
