"""Choice by a condition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import apply2
from autodiff.operands import data_of
from autodiff.operation import Binary
from autodiff.registry import implements

from .namespace import has_nan, xp

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.typing import Operand
    from autodiff.variable import Variable


class Where(Binary):
    """``y = x0 where condition, else x1``: each cotangent goes to the one that was chosen."""

    __slots__ = ("condition", "hides_nan")

    elementwise = True
    condition: Any

    def forward(self, x0: Array, x1: Array) -> Array:
        self.hides_nan: bool = has_nan(x0) or has_nan(x1)
        return xp.where(self.condition, x0, x1)

    def backward0(self, gy: Array) -> Array:
        return xp.where(self.condition, gy, 0)

    def backward1(self, gy: Array) -> Array:
        return xp.where(self.condition, 0, gy)


@implements(np.where)
def where(condition: Operand, x0: Operand, x1: Operand) -> Variable[Any, Any]:
    """Return ``x0`` where the condition holds and ``x1`` elsewhere.

    Parameters
    ----------
    condition
        Booleans; a Variable is taken by its value, for a condition has no derivative.
    x0, x1
        Of shapes that broadcast with it and each other.

    Returns
    -------
    Of the broadcast shape. What was not chosen gets a gradient of exactly 0, even where its own
    derivative is infinite. As ``numpy.where`` with three arguments.

    Raises
    ------
    ValueError
        If the shapes do not broadcast.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([0.0, 4.0]))
    >>> ad.where(x.data > 0, ad.sqrt(x), 0.0).sum().backward()
    >>> x.grad
    array([0.  , 0.25])
    """
    return apply2(Where(data_of(condition)), x0, x1)
