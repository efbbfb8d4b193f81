"""Joining arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import apply_many
from autodiff.operands import constant, data_of
from autodiff.registry import implements
from autodiff.variadic import Variadic

from .shape import reshape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autodiff.operation import Array
    from autodiff.typing import Operand
    from autodiff.variable import Variable


class Concatenate(Variadic):
    """Arrays one after the other: each gets its own section of the cotangent."""

    axis: int

    def forward(self, *xs: Any) -> Array:
        return np.concatenate(xs, axis=self.axis)

    def backward(self, i: int, gy: Array) -> Array:
        axis = self.axis % gy.ndim
        end = sum(shape[axis] for shape in self.x_shapes[: i + 1])
        section = slice(end - self.x_shapes[i][axis], end)
        return gy[(slice(None),) * axis + (section,)]


class Stack(Variadic):
    """Arrays side by side along a new axis."""

    axis: int

    def forward(self, *xs: Any) -> Array:
        return np.stack(xs, axis=self.axis)

    def backward(self, i: int, gy: Array) -> Array:
        before: tuple[slice | int, ...] = (slice(None),) * (self.axis % gy.ndim)
        return gy[(*before, i)]


def _operands(name: str, xs: Any) -> list[Any]:
    """Return the operands as a list of Variables and arrays."""
    rows: list[Any] = [xs[i] for i in range(len(xs))]
    return [
        row if data_of(row) is not row else np.asarray(constant(row, name, i))
        for i, row in enumerate(rows)
    ]


@implements(np.concatenate)
def concatenate(arrays: Sequence[Operand], axis: int | None = 0) -> Variable[Any, Any]:
    """Join arrays one after the other along an axis that they have.

    Parameters
    ----------
    arrays
        At least one, of the same shape except along ``axis``.
    axis
        Along which to join; None to flatten all first.

    Returns
    -------
    Each operand's cotangent is its own section of the result's. As ``numpy.concatenate``.

    Raises
    ------
    ValueError
        If there is nothing to join, or the shapes differ.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> v, w = ad.Variable(np.array([1.0])), ad.Variable(np.array([2.0, 3.0]))
    >>> ad.concatenate([v, w])
    variable([1. 2. 3.])
    """
    operands = _operands("concatenate", arrays)
    if axis is None:
        return apply_many(Concatenate(0), [reshape(x, -1) for x in operands])
    return apply_many(Concatenate(axis), operands)


@implements(np.stack)
def stack(arrays: Sequence[Operand], axis: int = 0) -> Variable[Any, Any]:
    """Join arrays of one shape side by side along a new axis.

    Parameters
    ----------
    arrays
        At least one, all of the same shape.
    axis
        Where the new axis stands in the result.

    Returns
    -------
    With one axis more than the operands. As ``numpy.stack``.

    Raises
    ------
    ValueError
        If there is nothing to join, or the shapes differ.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> v, w = ad.Variable(np.array(1.0)), ad.Variable(np.array(2.0))
    >>> ad.stack([v, w])
    variable([1. 2.])
    """
    return apply_many(Stack(axis), _operands("stack", arrays))
