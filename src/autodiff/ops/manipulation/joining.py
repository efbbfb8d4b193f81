"""Joining arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from autodiff.apply import apply_many
from autodiff.ops.arraylike import as_operands
from autodiff.ops.casting import require_inexact
from autodiff.ops.indices import along
from autodiff.ops.namespace import xp
from autodiff.registry import implements
from autodiff.variadic import Variadic

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from autodiff.operation import Array
    from autodiff.typing import Operand
    from autodiff.variable import Variable

Casting: TypeAlias = Literal["no", "equiv", "safe", "same_kind", "unsafe"]
"""Which casts NumPy allows."""


class Concatenate(Variadic):
    """``y = x0, x1, ... one after the other``: each gets its own section of the cotangent."""

    moves = True
    axis: int
    options: dict[str, Any]

    def forward(self, *xs: Any) -> Array:
        y: Array = xp.concatenate(xs, axis=self.axis, **self.options)
        return y

    def backward(self, i: int, gy: Array) -> Array:
        axis = self.axis % gy.ndim
        end = sum(shape[axis] for shape in self.x_shapes[: i + 1])
        section = slice(end - self.x_shapes[i][axis], end)
        return gy[along(axis, section)]


class Stack(Variadic):
    """``y = x0, x1, ... side by side``, along a new axis: each gets its own slice."""

    moves = True
    axis: int
    options: dict[str, Any]

    def forward(self, *xs: Any) -> Array:
        y: Array = xp.stack(xs, axis=self.axis, **self.options)
        return y

    def backward(self, i: int, gy: Array) -> Array:
        return gy[along(self.axis % gy.ndim, i)]


def _options(name: str, xs: Sequence[Any], dtype: Any, casting: Casting) -> dict[str, Any]:
    """Return the keywords that are not NumPy's own defaults."""
    options: dict[str, Any] = {} if casting == "same_kind" else {"casting": casting}
    if dtype is None:
        return options
    require_inexact(name, dtype, *xs)
    return {**options, "dtype": np.dtype(dtype)}


@implements(np.concatenate)
def concatenate(
    arrays: Sequence[Operand],
    axis: int | None = 0,
    *,
    dtype: npt.DTypeLike | None = None,
    casting: Casting = "same_kind",
) -> Variable[Any, Any]:
    """Return the arrays joined along an axis that they have, flattened first if it is None.

    Derivative: of each array its own section of the cotangent.

    Raises
    ------
    ValueError
        If there is nothing to join, or the shapes differ.
    DetachedError
        If ``dtype`` is of integers or booleans, which would lose the gradient.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> v, w = ad.Variable(np.array([1.0])), ad.Variable(np.array([2.0, 3.0]))
    >>> ad.concatenate([v, w])
    variable([1. 2. 3.])
    """
    xs = as_operands(arrays, "concatenate")
    options = _options("concatenate", xs, dtype, casting)
    if axis is None:
        return apply_many(Concatenate(0, options), [xp.reshape(x, -1) for x in xs])
    return apply_many(Concatenate(axis, options), xs)


@implements(np.stack)
def stack(
    arrays: Sequence[Operand],
    axis: int = 0,
    *,
    dtype: npt.DTypeLike | None = None,
    casting: Casting = "same_kind",
) -> Variable[Any, Any]:
    """Return arrays of one shape side by side, along a new axis of the result.

    Derivative: of each array its own slice of the cotangent.

    Raises
    ------
    ValueError
        If there is nothing to join, or the shapes differ.
    DetachedError
        If ``dtype`` is of integers or booleans, which would lose the gradient.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> v, w = ad.Variable(np.array(1.0)), ad.Variable(np.array(2.0))
    >>> ad.stack([v, w])
    variable([1. 2.])
    """
    xs = as_operands(arrays, "stack")
    return apply_many(Stack(axis, _options("stack", xs, dtype, casting)), xs)
