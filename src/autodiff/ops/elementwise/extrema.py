"""The greater and the smaller of two, element by element.

Where both are equal each gets half of the cotangent, so that the shares sum to one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np

from autodiff.apply import apply2
from autodiff.operands import is_array, is_eager, is_scalar, plain
from autodiff.ops.namespace import has_nan, xp
from autodiff.ufunc import BinaryUfunc

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.typing import BoolArray, Operand
    from autodiff.variable import Variable


def chosen(wins: Any, loses: Any, x: Any, other: Any, gy: Array) -> Array:
    """Return ``gy`` where ``x`` was chosen, half of it where it tied, 0 elsewhere.

    A NaN is always chosen, and ties with another.
    """
    if _all(wins | loses):  # as most often
        return cast("Array", gy * wins)
    x, other = plain(x), plain(other)
    ties = x == other
    if not _all(wins | loses | ties):
        is_nan, other_is_nan = np.isnan(x), np.isnan(other)
        wins = wins | (is_nan & ~other_is_nan)
        ties = ties | (is_nan & other_is_nan)
    return gy * (xp.add(wins, wins | ties, dtype=gy.dtype) / 2)


def _all(x: Any) -> bool:
    """Whether all are true; of a foreign array, which may be lazy, nobody knows."""
    if is_array(x) or is_scalar(x):
        return bool(np.count_nonzero(x) == x.size)  # several times as fast as np.all
    return is_eager(x) and bool(x.all())


class Maximum(BinaryUfunc, ufunc=np.maximum):
    """``y = max(x0, x1)``: 1 for the one that was chosen, 0 for the other.

    Policy: two that tie get half each; a NaN, which is what ``y`` is then, gets all.
    """

    def backward0(self, gy: Array) -> Array:
        x0, x1 = self.x0, self.x1
        return chosen(x0 > x1, x1 > x0, x0, x1, gy)

    def backward1(self, gy: Array) -> Array:
        x0, x1 = self.x0, self.x1
        return chosen(x1 > x0, x0 > x1, x1, x0, gy)


class Minimum(BinaryUfunc, ufunc=np.minimum):
    """``y = min(x0, x1)``: 1 for the one that was chosen, 0 for the other.

    Policy: two that tie get half each; a NaN, which is what ``y`` is then, gets all.
    """

    def backward0(self, gy: Array) -> Array:
        x0, x1 = self.x0, self.x1
        return chosen(x0 < x1, x1 < x0, x0, x1, gy)

    def backward1(self, gy: Array) -> Array:
        x0, x1 = self.x0, self.x1
        return chosen(x1 < x0, x0 < x1, x1, x0, gy)


class Fmax(BinaryUfunc, ufunc=np.fmax):
    """``y = max(x0, x1)``, or the one that is no NaN: 1 for the one chosen, 0 for the other.

    Policy: 1/2 each where they tie, as two NaNs do.
    """

    __slots__ = ("hides_nan",)

    def forward(self, x0: Any, x1: Any) -> Any:
        self.hides_nan: bool = has_nan(x0) or has_nan(x1)
        return np.fmax(x0, x1)

    def backward0(self, gy: Array) -> Array:
        x0, x1 = self.x0, self.x1
        return gy * among((x0 >= x1) | np.isnan(x1), (x1 >= x0) | np.isnan(x0), gy)

    def backward1(self, gy: Array) -> Array:
        x0, x1 = self.x0, self.x1
        return gy * among((x1 >= x0) | np.isnan(x0), (x0 >= x1) | np.isnan(x1), gy)


class Fmin(BinaryUfunc, ufunc=np.fmin):
    """``y = min(x0, x1)``, or the one that is no NaN: 1 for the one chosen, 0 for the other.

    Policy: 1/2 each where they tie, as two NaNs do.
    """

    __slots__ = ("hides_nan",)

    def forward(self, x0: Any, x1: Any) -> Any:
        self.hides_nan: bool = has_nan(x0) or has_nan(x1)
        return np.fmin(x0, x1)

    def backward0(self, gy: Array) -> Array:
        x0, x1 = self.x0, self.x1
        return gy * among((x0 <= x1) | np.isnan(x1), (x1 <= x0) | np.isnan(x0), gy)

    def backward1(self, gy: Array) -> Array:
        x0, x1 = self.x0, self.x1
        return gy * among((x1 <= x0) | np.isnan(x0), (x0 <= x1) | np.isnan(x1), gy)


def among(chosen: BoolArray, other_chosen: BoolArray, gy: Array) -> Array:
    """Return 1 where an operand alone was chosen, 1/2 where both were, 0 elsewhere."""
    return xp.add(chosen, chosen & ~other_chosen, dtype=gy.dtype) / 2


def maximum(x0: Operand, x1: Operand) -> Variable[Any, Any]:
    """Return the greater of the two, element by element.

    Derivative: 1 for the one that was chosen, 0 for the other.

    Policy: 1/2 each where they tie.

    Raises
    ------
    ValueError
        If the shapes do not broadcast.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x0, x1 = ad.Variable(np.array(3.0)), ad.Variable(np.array(2.0))
    >>> y = ad.maximum(x0, x1)
    >>> y.backward()
    >>> print(y, x0.grad, x1.grad)
    variable(3.0) 1.0 0.0
    """
    return apply2(Maximum(), x0, x1)


def minimum(x0: Operand, x1: Operand) -> Variable[Any, Any]:
    """Return the smaller of the two, element by element.

    Derivative: 1 for the one that was chosen, 0 for the other.

    Policy: 1/2 each where they tie.

    Raises
    ------
    ValueError
        If the shapes do not broadcast.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x0, x1 = ad.Variable(np.array(3.0)), ad.Variable(np.array(2.0))
    >>> y = ad.minimum(x0, x1)
    >>> y.backward()
    >>> print(y, x0.grad, x1.grad)
    variable(2.0) 0.0 1.0
    """
    return apply2(Minimum(), x0, x1)
