"""Reading elements, and its transpose, adding into zeros."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import apply1, as_tuple, data_of, is_array, is_list, is_scalar
from autodiff.errors import DetachedError
from autodiff.operation import Unary

from .namespace import has_nan

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.typing import Index, ScalarT, TypedOperand
    from autodiff.variable import Variable


def is_basic(index: Any) -> bool:
    """Whether ``index`` reads no element twice: only integers, slices, None, Ellipsis, masks."""
    return not any(is_array(part) and part.dtype.kind != "b" for part in as_tuple(index))


def picks(index: Any) -> bool:
    """Whether ``index`` chooses elements by a mask or by integer arrays."""
    return any(is_array(part) for part in as_tuple(index))


class Getitem(Unary):
    """``y = x[index]``: cotangents of an element that was read twice are summed."""

    __slots__ = ("hides_nan", "index")

    index: Any

    def forward(self, x: Array) -> Array:
        # a slice leaves out what is next to it, a mask what is not to be computed with
        self.hides_nan: bool = picks(self.index) and has_nan(x)
        return x[self.index]

    def backward(self, gy: Array) -> Array:
        return scatter(gy, self.index, self.x_shape)


class Scatter(Unary):
    """``y = 0; y[index] += x``: the transpose of :class:`Getitem`."""

    index: Any
    shape: tuple[int, ...]

    def forward(self, x: Any) -> Array:
        y = np.zeros(self.shape, x.dtype)
        if is_basic(self.index):
            y[self.index] = x
        else:
            np.add.at(y, self.index, x)
        return y

    def backward(self, gy: Array) -> Array:
        return gy[self.index]


def scatter(x: Array, index: Any, shape: tuple[int, ...]) -> Array:
    """Add ``x`` into zeros of ``shape`` at ``index``."""
    rule = Scatter(index, shape)
    return rule.forward(x) if is_array(x) or is_scalar(x) else rule(x)


def getitem(x: TypedOperand[ScalarT, Any], index: Index) -> Variable[ScalarT]:
    """Return the elements ``x[index]``.

    Parameters
    ----------
    x
        Any shape.
    index
        Whatever NumPy's ``[]`` takes: integers, slices, None, Ellipsis, masks, integer arrays.

    Returns
    -------
    As NumPy's. Cotangents are added at the places that were read, those of an element read
    twice both.

    Raises
    ------
    IndexError
        If the index does not fit.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, 2.0, 3.0]))
    >>> ad.getitem(x, [0, 0, 2]).sum().backward()
    >>> x.grad
    array([2., 0., 1.])
    """
    return apply1(Getitem(_fixed(index)), x)


def _fixed(index: Any) -> Any:
    """Return a copy of the index that no later change of the user's arrays can reach."""
    if isinstance(index, tuple):
        return tuple(_fixed(part) for part in as_tuple(index))
    plain = data_of(index)
    if plain is not index and plain.dtype.kind == "f":
        msg = f"getitem: an index is of integers or booleans, got a Variable of {plain.dtype}"
        raise DetachedError(msg)
    return np.array(plain) if is_array(plain) or is_list(plain) else plain
