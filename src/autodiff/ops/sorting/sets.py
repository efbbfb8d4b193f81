"""Sets: distinct elements, and which of them two arrays have in common.

Which elements are distinct is a matter of integers, taken from NumPy; only values carry a
derivative, and indices and counts are plain arrays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import apply1
from autodiff.operands import as_tuple, data_of, eagerly, plain
from autodiff.operation import Unary
from autodiff.ops.arraylike import as_operand, as_operands
from autodiff.ops.getitem import getitem
from autodiff.ops.indices import along
from autodiff.ops.manipulation.joining import concatenate
from autodiff.registry import implements

from .sorting import sort

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from autodiff.operation import Array
    from autodiff.typing import Number, Operand, ScalarT, TypedOperand
    from autodiff.variable import Variable


class Unique(Unary):
    """``y[k]``: the value of a group of equal elements of ``x``.

    Policy: the ``n`` elements of a group share evenly, ``dy[k]/dx[i] = 1/n``.
    """

    values: Any  # what NumPy found, together with indices and counts
    axis: int | None
    equal_nan: bool

    def forward(self, x: Any) -> Any:  # noqa: ARG002  # its distinct values are known already
        return self.values

    def backward(self, gy: Array) -> Array:
        x: Any = eagerly(plain(self.x))
        axis = self.axis
        found: Any = np.unique(
            x, return_inverse=True, return_counts=True, axis=axis, equal_nan=self.equal_nan
        )
        _, inverse, members = found
        where: Any = inverse.reshape(-1)
        if axis is None:  # NumPy may have left the values as they came out of its hash table
            gy = gy[np.argsort(self.values, kind="stable")]
        else:
            members = members.reshape((-1,) + (1,) * (x.ndim - 1 - axis % x.ndim))
            where = along(axis % x.ndim, where)
        wide = np.promote_types(gy.dtype, np.float64)
        shares: Any = (gy.astype(wide) / members).astype(gy.dtype)[where]
        gx: Array = shares.reshape(x.shape)
        return gx


def _values(a: Any, found: Any, *, axis: int | None = None, equal_nan: bool = False) -> Any:
    """Return the values that NumPy found as a Variable."""
    if axis is not None and len(data_of(a).shape) == 1:
        axis = None  # elements, not rows
    return apply1(Unique(found, axis, equal_nan), a)


@implements(np.unique)
def unique(
    ar: TypedOperand[ScalarT, Any] | Number,
    return_index: bool = False,
    return_inverse: bool = False,
    return_counts: bool = False,
    axis: int | None = None,
    *,
    equal_nan: bool = True,
    sorted: bool = True,
) -> Variable[ScalarT] | tuple[Any, ...]:
    """Return the distinct elements in order, or the distinct slices along ``axis``.

    Derivative: an element gets the cotangent of its value; indices and counts are plain arrays.

    Policy: equal elements share evenly.

    Raises
    ------
    numpy.exceptions.AxisError
        If there is no such axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([3.0, 1.0, 3.0]))
    >>> np.unique(x)
    variable([1. 3.])
    >>> np.unique(x, return_counts=True)[1]
    array([1, 2])
    """
    options: dict[str, Any] = {} if sorted else {"sorted": False}  # since NumPy 2.3
    find: Callable[..., Any] = np.unique
    result = find(
        data_of(ar),
        return_index,
        return_inverse,
        return_counts,
        axis,
        equal_nan=equal_nan,
        **options,
    )
    found = as_tuple(result)
    values = _values(ar, found[0], axis=axis, equal_nan=equal_nan)
    return (values, *found[1:]) if len(found) > 1 else values


@implements(np.unique_values)
def unique_values(x: TypedOperand[ScalarT, Any] | Number, /) -> Variable[ScalarT]:
    """Return the distinct elements, every NaN one of them, in no promised order.

    Derivative: an element gets the cotangent of its value.

    Policy: equal elements share evenly.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.sort(np.unique_values(ad.Variable(np.array([3.0, 1.0, 3.0]))))
    variable([1. 3.])
    """
    values: Variable[ScalarT] = _values(x, np.unique_values(data_of(x)))
    return values


@implements(np.unique_all)
def unique_all(
    x: TypedOperand[ScalarT, Any] | Number, /
) -> tuple[Variable[ScalarT], npt.NDArray[np.intp], npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return NumPy's named tuple of distinct elements, first indices, inverse and counts.

    Derivative: an element gets the cotangent of its value; indices and counts are plain arrays.

    Policy: equal elements share evenly.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.unique_all(ad.Variable(np.array([3.0, 1.0, 3.0]))).values
    variable([1. 3.])
    """
    result: tuple[Variable[ScalarT], Any, Any, Any] = _named(np.unique_all, x)
    return result


@implements(np.unique_counts)
def unique_counts(
    x: TypedOperand[ScalarT, Any] | Number, /
) -> tuple[Variable[ScalarT], npt.NDArray[np.intp]]:
    """Return NumPy's named tuple of distinct elements and how often each occurs.

    Derivative: an element gets the cotangent of its value; the counts are a plain array.

    Policy: equal elements share evenly.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.unique_counts(ad.Variable(np.array([3.0, 1.0, 3.0]))).counts
    array([1, 2])
    """
    result: tuple[Variable[ScalarT], Any] = _named(np.unique_counts, x)
    return result


@implements(np.unique_inverse)
def unique_inverse(
    x: TypedOperand[ScalarT, Any] | Number, /
) -> tuple[Variable[ScalarT], npt.NDArray[np.intp]]:
    """Return NumPy's named tuple of distinct elements and the indices that give ``x`` back.

    Derivative: an element gets the cotangent of its value; the indices are a plain array.

    Policy: equal elements share evenly.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.unique_inverse(ad.Variable(np.array([3.0, 1.0, 3.0]))).inverse_indices
    array([1, 0, 1])
    """
    result: tuple[Variable[ScalarT], Any] = _named(np.unique_inverse, x)
    return result


def _named(find: Callable[..., Any], x: Any) -> Any:
    found = find(data_of(x))
    return found._replace(values=_values(x, found.values))


@implements(np.union1d)
def union1d(ar1: Operand, ar2: Operand) -> Variable[Any, Any]:
    """Return the distinct elements of both arrays in order.

    Derivative: an element gets the cotangent of its value.

    Policy: equal elements share evenly, those of both arrays together.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.union1d(ad.Variable(np.array([3.0, 1.0])), np.array([2.0, 1.0]))
    variable([1. 2. 3.])
    """
    joined: Any = concatenate([x.reshape(-1) for x in as_operands((ar1, ar2), "union1d")])
    values: Variable[Any, Any] = _values(joined, np.unique(joined.data), equal_nan=True)
    return values


@implements(np.intersect1d)
def intersect1d(
    ar1: Operand, ar2: Operand, assume_unique: bool = False, return_indices: bool = False
) -> Variable[Any, Any] | tuple[Any, ...]:
    """Return the elements that both arrays have in order.

    Derivative: an element gets the cotangent of its value; the indices are plain arrays.

    Policy: the two arrays share evenly, and so do equal elements within each.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.intersect1d(ad.Variable(np.array([3.0, 1.0])), np.array([2.0, 1.0]))
    variable([1.])
    """
    both = _both_in_order("intersect1d", ar1, ar2, assume_unique)
    values = getitem(both[:-1], both.data[1:] == both.data[:-1])
    if not return_indices:
        return values
    _, *indices = np.intersect1d(
        plain(ar1), plain(ar2), assume_unique=assume_unique, return_indices=True
    )
    return (values, *indices)


@implements(np.setxor1d)
def setxor1d(ar1: Operand, ar2: Operand, assume_unique: bool = False) -> Variable[Any, Any]:
    """Return the elements that one of the arrays has and the other has not, in order.

    Derivative: an element gets the cotangent of its value.

    Policy: equal elements share evenly.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.setxor1d(ad.Variable(np.array([3.0, 1.0])), np.array([2.0, 1.0]))
    variable([2. 3.])
    """
    both = _both_in_order("setxor1d", ar1, ar2, assume_unique)
    values: Any = both.data
    change = values[1:] != values[:-1]
    ends = np.ones(1, np.bool_)
    before, after = (np.concatenate(parts) for parts in ((ends, change), (change, ends)))
    return getitem(both, (before & after)[: both.size])


@implements(np.setdiff1d)
def setdiff1d(ar1: Operand, ar2: Operand, assume_unique: bool = False) -> Variable[Any, Any]:
    """Return the elements of the first array that the second has not, in order.

    Derivative: an element of the first gets the cotangent of its value; 0 by the second array,
    which only decides what is left out.

    Policy: equal elements share evenly.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.setdiff1d(ad.Variable(np.array([3.0, 1.0])), np.array([2.0, 1.0]))
    variable([3.])
    """
    left = _distinct("setdiff1d", ar1, assume_unique)
    right = plain(_distinct("setdiff1d", ar2, assume_unique))
    return getitem(left, np.isin(plain(left), right, assume_unique=True, invert=True))


def _distinct(name: str, x: Any, assume_unique: bool) -> Any:
    """Return the elements of ``x`` along one axis, each once."""
    elements = as_operand(x, name)
    return elements.reshape(-1) if assume_unique else np.unique(elements)


def _both_in_order(name: str, ar1: Any, ar2: Any, assume_unique: bool) -> Any:
    """Return the elements of both arrays in one order, so that common ones are neighbours."""
    return sort(
        concatenate((_distinct(name, ar1, assume_unique), _distinct(name, ar2, assume_unique)))
    )
