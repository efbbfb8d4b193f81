"""Reading elements, and its transpose, adding into zeros."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.apply import apply2
from autodiff.graph import Scattering
from autodiff.operands import is_array, is_scalar, is_variable
from autodiff.operation import Unary
from autodiff.variadic import Variadic
from autodiff.views import apply_view

from .indexing.scattering import add_at, zeros
from .indexing.setitem import SetItem
from .indices import fixed, is_basic, picks
from .namespace import has_nan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autodiff.operation import Array
    from autodiff.typing import Index, ScalarT, TypedOperand
    from autodiff.variable import Variable

_BASIC: Final = frozenset({int, slice, type(None), type(...)})
"""Types of what reads a part of an axis as it stands."""


class Getitem(Unary, Scattering):
    """``y = x[index]``: cotangents of an element that was read twice are summed."""

    __slots__ = ("hides_nan", "index", "once", "watch")

    linear = True
    moves = True
    index: Any
    once: bool
    watch: bool

    def __init__(self, index: Any, once: bool = False, watch: bool = True) -> None:
        self.index = index
        self.once = once
        """Whether no element can be read twice."""
        self.watch = watch
        """Whether a NaN that is not read may matter to a rule before."""

    def forward(self, x: Array) -> Array:
        self.hides_nan: bool = self.watch and has_nan(x)
        return x[self.index]

    def backward(self, gy: Any) -> Array:
        if self.once and (is_array(gy) or is_scalar(gy)):
            y: Any = np.zeros(self.x_shape, gy.dtype)
            y[self.index] = gy
            return y  # type: ignore[no-any-return]  # an array
        return scatter(gy, self.index, self.x_shape)

    def push(self, tangents: Sequence[Any]) -> Any:
        return tangents[0][self.index]

    def written(self, source: Any, value: Any) -> Any:
        return apply2(SetItem(self.index), source, value)

    def add_into(self, total: Any, g: Any) -> None:
        if self.once:
            total[self.index] += g
        else:
            add_at(total, self.index, g)

    @staticmethod
    def scatter_all(nodes: Sequence[Any], gs: Sequence[Any]) -> Any:
        if len(nodes) == 1:
            return nodes[0].backward(gs[0])
        return ScatterAll([node.index for node in nodes], nodes[0].x_shape)(*gs)


class Scatter(Unary):
    """``y = 0; y[index] += x``: the transpose of :class:`Getitem`."""

    linear = True
    gathers = True
    index: Any
    shape: tuple[int, ...]

    def forward(self, x: Any) -> Array:
        if is_basic(self.index):
            y: Any = zeros(self.shape, x)
            y[self.index] = x
            return y  # type: ignore[no-any-return]  # an array
        if x.dtype.char == "e":  # as in NumPy's sums, halves are added in single precision
            return self.forward(x.astype(np.float32)).astype(x.dtype)
        y = zeros(self.shape, x)
        add_at(y, self.index, x)
        return y  # type: ignore[no-any-return]  # as above

    def backward(self, gy: Array) -> Array:
        return gy[self.index]


class ScatterAll(Variadic):
    """``y = 0``, then ``y[index] += x`` for one index an input."""

    gathers = True
    indices: list[Any]
    shape: tuple[int, ...]

    def forward(self, *xs: Any) -> Array:
        y = zeros(self.shape, *xs)
        for index, x in zip(self.indices, xs, strict=True):
            add_at(y, index, x)
        return y  # type: ignore[no-any-return]  # an array

    def backward(self, i: int, gy: Array) -> Array:
        return gy[self.indices[i]]


def scatter(x: Array, index: Any, shape: tuple[int, ...]) -> Array:
    """Add ``x`` into zeros of ``shape`` at ``index``."""
    rule = Scatter(index, shape)
    return rule(x) if is_variable(x) else rule.forward(x)


def getitem(x: TypedOperand[ScalarT, Any], index: Index) -> Variable[ScalarT]:
    """Return the elements ``x[index]``, for whatever NumPy takes as an index.

    Derivative: cotangents are added at the places that were read, twice where one is read twice.

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
    if type(index) in _BASIC or (type(index) is tuple and _BASIC.issuperset(map(type, index))):
        return apply_view(Getitem(index, True, False), x)
    index = fixed(index)
    # A slice leaves out what is next to it, a mask what is not to be computed with; before a
    # leaf there is no rule.
    source: Any = x
    watch = picks(index) and is_variable(x) and source._edge is not None
    return apply_view(Getitem(index, is_basic(index), watch), x)
