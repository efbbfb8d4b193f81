"""Variances and standard deviations, with and without NaN, under a mask."""

from __future__ import annotations

from math import prod as product
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from autodiff.apply import apply1, untracked
from autodiff.errors import NoRuleError
from autodiff.operands import is_variable, plain
from autodiff.operation import Unary
from autodiff.ops.arraylike import as_operand
from autodiff.ops.casting import cast_to, has_derivative
from autodiff.ops.manipulation.shape import keep_axes
from autodiff.ops.namespace import has_nan, silenced, xp
from autodiff.ops.reductions.masked import count, mask_of, sum_where
from autodiff.registry import implements
from autodiff.values import exact

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from autodiff.graph import Mixes
    from autodiff.operation import Array
    from autodiff.typing import Axis, Number, Operand, TypedOperand
    from autodiff.variable import Variable

__all__ = ["NanStd", "NanVar", "spread_of", "std", "var"]


class Var(Unary):
    """``y = sum |x - m|^2 / (n - ddof)``, with ``dy/dx = 2 conj(x - m) / (n - ddof)``.

    That the mean ``m`` moves with ``x`` adds nothing, for the deviations sum to 0. A rule of its
    own, for it is the inner loop of normalised layers and composed takes twice the time.
    """

    __slots__ = ("axis", "ddof", "hides_nan", "keepdims", "where")

    mixes: ClassVar[Mixes] = "axis"
    axis: Axis
    ddof: float
    keepdims: bool
    where: Any
    function: ClassVar[Callable[..., Any]] = np.var
    takes_nan: ClassVar[bool] = True

    def forward(self, x: Any) -> Any:
        self.hides_nan: bool = (not self.takes_nan or self.where is not True) and has_nan(x)
        function = type(self).function
        return function(x, axis=self.axis, ddof=self.ddof, keepdims=self.keepdims, where=self.where)

    def backward(self, gy: Array) -> Array:
        return self._spread(self.x, xp.multiply(gy, 2), plain(gy) == 0)

    def _spread(self, x: Any, gy: Any, silent: Any) -> Array:
        """Return ``conj(x - m) gy / (n - ddof)``, and 0 where no cotangent came."""
        if x.size == 0:
            return x  # type: ignore[no-any-return]  # as empty
        axis, mask = self.axis, self.where
        if not self.takes_nan:
            mask = mask & ~np.isnan(plain(x))
        n: Any
        if mask is True:
            n = product(x.shape) // gy.size
            mean = xp.mean(x, axis=axis, keepdims=True)
        else:
            n = count(mask, x.shape, axis)
            sums = xp.sum(x, axis=axis, keepdims=True, where=mask)
            mean = sums / np.maximum(n, 1).astype(x.dtype)
        n = np.maximum(n - self.ddof, 0, dtype=gy.dtype)
        deviation = x - mean
        factor = keep_axes(gy, x.shape, axis) / n
        slope: Array = (np.conj(deviation) if x.dtype.kind == "c" else deviation) * factor
        slope = silenced(slope, keep_axes(silent, x.shape, axis))
        return slope if mask is True else xp.where(mask, slope, 0)


class Std(Var):
    """``y = sqrt(sum |x - m|^2 / (n - ddof))``, ``dy/dx = conj(x - m) / ((n - ddof) y)``.

    Policy: 0 where all elements are equal, which is a kink.
    """

    function: ClassVar[Callable[..., Any]] = np.std

    def backward(self, gy: Array) -> Array:
        y = self.y
        return self._spread(self.x, gy / xp.where(y == 0, np.inf, y), plain(gy) == 0)


class NanVar(Var):
    """``y = sum |x - m|^2 / (n - ddof)`` of what is no NaN; a NaN gets 0."""

    function: ClassVar[Callable[..., Any]] = np.nanvar
    takes_nan: ClassVar[bool] = False


class NanStd(Std):
    """``y = sqrt(sum |x - m|^2 / (n - ddof))`` of what is no NaN; a NaN gets 0."""

    function: ClassVar[Callable[..., Any]] = np.nanstd
    takes_nan: ClassVar[bool] = False


def spread_of(
    rule: type[Var],
    a: Any,
    axis: Axis,
    dtype: npt.DTypeLike | None,
    ddof: float,
    *,
    keepdims: bool,
    where: Any,
    mean: Any,
    correction: float | None,
) -> Variable[Any, Any]:
    """Return a variance or standard deviation with any of NumPy's keywords."""
    name = rule.function.__name__
    if correction is not None:
        if ddof != 0:
            msg = f"{name}: ddof and correction are two names of one thing; give one of them"
            raise ValueError(msg)
        ddof = correction
    if is_variable(ddof):
        ddof = _constant(ddof, name)
    mask = mask_of(where)
    if dtype is None and mean is None:
        return apply1(rule(axis, ddof, keepdims, mask), a)
    x = as_operand(a, name)
    options: dict[str, Any] = {"ddof": ddof, "keepdims": keepdims, "where": mask}
    if not has_derivative(x, mean):
        if mean is not None:
            options["mean"] = plain(mean)
        return untracked(rule.function(plain(x), axis, dtype, **options))
    x = cast_to(name, x, dtype)
    if mean is None:
        y = apply1(rule(axis, ddof, keepdims, mask), x)
    else:
        options["mean"] = mean
        y = _about(rule, x, axis, mean, ddof, keepdims=keepdims, mask=mask)
    return exact(y, rule.function, a, axis, dtype, **options)


def _constant(ddof: Any, name: str) -> Any:
    """Return the value of a ``ddof`` that is a Variable, if it has no derivative."""
    if ddof.dtype.kind in "fc":
        msg = f"{name}: ddof= is a constant of the estimator; give its plain value, ddof.item()"
        raise NoRuleError(msg)
    return ddof.item()


def _about(
    rule: type[Var], x: Any, axis: Axis, mean: Any, ddof: float, *, keepdims: bool, mask: Any
) -> Any:
    """Return the mean square, or its root, of the deviations from a mean that was given."""
    if not rule.takes_nan:
        mask = mask & ~np.isnan(plain(x))
    deviation = x - mean
    square = xp.square(deviation)
    if deviation.dtype.kind == "c":
        square = xp.real(deviation * np.conj(deviation))
    total = sum_where(square, axis, None, keepdims=keepdims, initial=None, where=mask)
    n = np.sum(np.broadcast_to(mask, x.shape), axis=axis, keepdims=keepdims)
    n = np.maximum(n - ddof, 0, dtype=total.dtype)
    y = total / xp.where(n == 0, np.inf, n)
    if not issubclass(rule, Std):
        return y
    level = y.data == 0  # at the kink the root is not taken, so that the gradient is 0
    return xp.where(level, 0, xp.sqrt(xp.where(level, 1, y)))


@implements(np.var)
def var(
    a: TypedOperand[Any, Any] | Number,
    axis: Axis = None,
    dtype: npt.DTypeLike | None = None,
    *,
    ddof: float = 0,
    keepdims: bool = False,
    where: Operand = True,
    mean: Operand | None = None,
    correction: float | None = None,
) -> Variable[Any, Any]:
    """Return the variance over ``axis``, which is real for complex numbers too.

    Derivative: ``dy/da = 2 conj(a - m) / (n - ddof)`` for n elements with the mean m.

    Policy: a ``mean=`` is differentiated as an argument of its own. Where there are no degrees
    of freedom, and NumPy divides by 0, so does the gradient.

    Raises
    ------
    ValueError
        If both ``ddof`` and ``correction`` are given.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, 3.0]))
    >>> np.var(x).backward()
    >>> x.grad
    array([-1.,  1.])
    """
    return spread_of(
        Var, a, axis, dtype, ddof, keepdims=keepdims, where=where, mean=mean, correction=correction
    )


@implements(np.std)
def std(
    a: TypedOperand[Any, Any] | Number,
    axis: Axis = None,
    dtype: npt.DTypeLike | None = None,
    *,
    ddof: float = 0,
    keepdims: bool = False,
    where: Operand = True,
    mean: Operand | None = None,
    correction: float | None = None,
) -> Variable[Any, Any]:
    """Return the standard deviation over ``axis``, which is real for complex numbers too.

    Derivative: ``dy/da = conj(a - m) / ((n - ddof) y)`` for n elements with the mean m.

    Policy: 0 where all elements are equal, which is a kink; otherwise as for :func:`var`.

    Raises
    ------
    ValueError
        If both ``ddof`` and ``correction`` are given.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, 3.0]))
    >>> np.std(x).backward()
    >>> x.grad
    array([-0.5,  0.5])
    """
    return spread_of(
        Std, a, axis, dtype, ddof, keepdims=keepdims, where=where, mean=mean, correction=correction
    )
