"""Choice by a condition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

import numpy as np

from autodiff.apply import apply2
from autodiff.operands import data_of, is_array, is_duck_array
from autodiff.operation import Binary
from autodiff.registry import implements

from .arraylike import arranged
from .namespace import has_nan, xp

if TYPE_CHECKING:
    import numpy.typing as npt

    from autodiff.operation import Array
    from autodiff.variable import Variable

    from .arraylike import Nested


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


@overload
def where(condition: npt.ArrayLike | Nested, /) -> tuple[npt.NDArray[np.intp], ...]: ...
@overload
def where(condition: npt.ArrayLike | Nested, x: Nested, y: Nested, /) -> Variable[Any, Any]: ...
@implements(np.where)
def where(condition: Any, /, *xy: Any) -> Any:
    """Return ``x`` where the condition holds and ``y`` elsewhere; alone, where it holds.

    The condition is taken by its value, for it has no derivative; what it gives alone are plain
    indices.

    Derivative: the cotangent for the one that was chosen, exactly 0 for the other, even where
    its own derivative is infinite.

    Raises
    ------
    ValueError
        If the shapes do not broadcast, or only one of ``x`` and ``y`` is given.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([0.0, 4.0]))
    >>> ad.where(x.data > 0, ad.sqrt(x), 0.0).sum().backward()
    >>> x.grad
    array([0.  , 0.25])
    """
    chosen = data_of(arranged(condition))
    if not xy:
        return np.nonzero(chosen)
    if len(xy) != 2:
        msg = "either both or neither of x and y should be given"
        raise ValueError(msg)
    # a copy, for the pullback reads it after the user may have changed it
    foreign = is_duck_array(chosen) and not is_array(chosen)
    own = chosen if foreign else np.array(chosen, np.bool_)
    return apply2(Where(own), arranged(xy[0]), arranged(xy[1]))
