"""Counts and sums of weights by bins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import apply1, untracked
from autodiff.operands import as_indices, plain
from autodiff.operation import Unary
from autodiff.ops.arraylike import as_operand
from autodiff.registry import implements, refuse

if TYPE_CHECKING:
    import numpy.typing as npt

    from autodiff.operation import Array
    from autodiff.typing import Operand
    from autodiff.variable import Variable

__all__ = ["bincount"]

refuse(
    "counts do not change with the data until an element crosses an edge; give it v.data, and for "
    "sums of weights that are Variables np.bincount(np.digitize(v.data, edges), weights=w)",
    np.histogram,
    np.histogram2d,
    np.histogramdd,
)
refuse(
    "the edges of bins are chosen by counting, which has no derivative; give it v.data",
    np.histogram_bin_edges,
)


class Bincount(Unary):
    """``y_k = sum of the weights x_i with index_i = k``: each gets the cotangent of its bin."""

    linear = True
    gathers = True
    index: npt.NDArray[np.integer[Any]]
    length: int

    def forward(self, x: Any) -> Any:
        return np.bincount(self.index, x, self.length)

    def backward(self, gy: Array) -> Array:
        return gy[self.index]


@implements(np.bincount)
def bincount(
    x: Operand, /, weights: Operand | None = None, minlength: int = 0
) -> Variable[Any, Any]:
    """Return how often each integer occurs in ``x``, or the sum of its weights.

    Derivative: ``dy_k/dweights_i = 1`` if ``x_i = k``, otherwise 0; counts have none.

    Raises
    ------
    ValueError
        If an integer is negative, or there are not as many weights as integers.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> w = ad.Variable(np.array([0.5, 1.0, 2.0]))
    >>> np.bincount(np.array([0, 2, 2]), weights=w)
    variable([0.5 0.  3. ])
    """
    index = as_indices(x)
    length = int(plain(minlength))
    if weights is None:
        return untracked(np.bincount(index, None, length))
    w = as_operand(weights, "bincount")
    value = np.bincount(index, plain(w), length)
    if index.size == 0:  # integers, even for weights that are none
        return untracked(value)
    return apply1(Bincount(index.astype(np.intp), length), w)
