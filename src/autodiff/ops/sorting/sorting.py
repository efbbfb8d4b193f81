"""Sorting: elements are moved to their places, and cotangents moved back.

Which element goes where is a matter of integers, found from the data when a cotangent arrives,
so that sorting itself costs what NumPy's costs. Where elements are equal, which of them went
where is an accident of the algorithm: they share evenly what arrives at their places.
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias

import numpy as np
from numpy.lib.array_utils import normalize_axis_tuple

from autodiff.apply import apply1
from autodiff.errors import NoRuleError
from autodiff.operands import eagerly, owned, plain, taken
from autodiff.operation import Unary
from autodiff.ops.casting import astype
from autodiff.ops.getitem import scatter
from autodiff.ops.manipulation.shape import reshape
from autodiff.ops.namespace import xp
from autodiff.registry import implements, named
from autodiff.registry import plain as register_plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from autodiff.graph import Mixes
    from autodiff.operation import Array
    from autodiff.typing import Axis, Number, ScalarT, TypedOperand
    from autodiff.variable import Variable

    Integers: TypeAlias = npt.NDArray[np.intp]

SortKind: TypeAlias = Literal["quicksort", "mergesort", "heapsort", "stable"]


def _rows(x: Any, axis: Axis) -> Any:
    """Return ``x`` as a matrix: what is next to each other along ``axis`` is in one row."""
    n = len(x.shape)
    axes = range(n) if axis is None else sorted(normalize_axis_tuple(axis, n))
    kept = [i for i in range(n) if i not in axes]
    shape = tuple(prod([x.shape[i] for i in part]) for part in (kept, axes))
    return x.transpose((*kept, *axes)).reshape(shape)


class Ordering:
    """Where the elements of ``x`` are in the order along ``axis``.

    Attributes
    ----------
    places
        For each row the flat positions in ``x`` of its elements, the smallest first, NaNs last.
    values
        Those elements.
    groups
        For each of them, row by row, the number of its group of equals; None if all differ.
    """

    def __init__(self, x: Any, axis: Axis, *, nans_tie: bool = False) -> None:
        x = eagerly(plain(x))
        values = _rows(x, axis)
        m, n = values.shape
        order: Any = np.argsort(values, axis=-1, kind="stable" if np.isnan(values).any() else None)
        order += xp.arange(m)[:, None] * n
        self.shape: tuple[int, ...] = x.shape
        self.values: npt.NDArray[Any] = values.reshape(-1)[order]
        self.groups: Integers | None = self._groups(nans_tie=nans_tie)
        places: Any = _rows(xp.arange(x.size).reshape(x.shape), axis).reshape(-1)
        self.places: Integers = taken(places, order)

    def _groups(self, *, nans_tie: bool) -> Integers | None:
        left, right = self.values[:, :-1], self.values[:, 1:]
        equal = left == right
        if nans_tie:
            equal |= np.isnan(left) & np.isnan(right)
        if not equal.any():
            return None
        first = np.ones_like(equal, shape=self.values.shape)
        first[:, 1:] = ~equal
        return np.cumsum(first) - 1

    def restored(self, gs: Array, at: Integers | None = None) -> Array:
        """Return cotangents of ``x`` for those of its elements in order, row by row.

        ``at`` says of which elements they are, if not of all.
        """
        size = prod(self.shape)
        places = self.places.reshape(-1)
        if at is None or self.groups is not None:
            gs = self._shared(gs if at is None else scatter(gs, at, (size,)))
        else:
            places = places[at]
        return xp.reshape(scatter(gs, places, (size,)), self.shape)

    def _shared(self, gs: Array) -> Array:
        """Give each of a group of equals the mean of what arrived at all of them."""
        groups = self.groups
        if groups is None:
            return gs
        wide = np.promote_types(gs.dtype, np.float64)  # many small shares add up
        members = np.bincount(groups)
        return (scatter(gs.astype(wide), groups, members.shape) / members)[groups].astype(gs.dtype)


class Sort(Unary):
    """``y[i] = x[p[i]]``, with ``p`` the order of ``x`` along an axis: ``dy[i]/dx[p[i]] = 1``.

    Policy: equal elements share evenly the cotangents of the places that they occupy.
    """

    mixes: ClassVar[Mixes] = "axis"
    axis: int
    kind: SortKind | None
    stable: bool | None

    def forward(self, x: Any) -> Any:
        return np.sort(x, self.axis, self.kind, stable=self.stable)

    def backward(self, gy: Array) -> Array:
        return Ordering(self.x, self.axis).restored(_rows(gy, self.axis).reshape(-1))


class Partition(Unary):
    """``y[i] = x[p[i]]``, with ``p`` a part of the order of ``x``: ``dy[i]/dx[p[i]] = 1``.

    Policy: equal elements share evenly the cotangents of the places that they occupy.
    """

    mixes: ClassVar[Mixes] = "axis"
    kth: Any
    axis: int
    kind: Literal["introselect"]

    def forward(self, x: Any) -> Any:
        return np.partition(x, self.kth, self.axis, self.kind)

    def backward(self, gy: Array) -> Array:
        # Both have the same elements, so what comes n-th in the one came n-th in the other.
        gs = gy.reshape(-1)[Ordering(self.y, self.axis).places.reshape(-1)]
        return Ordering(self.x, self.axis).restored(gs)


def _refuse_order(name: str, order: object) -> None:
    if order is not None:
        msg = f"{name}: order= names fields of structured arrays, which no Variable holds"
        raise NoRuleError(msg)


@implements(np.sort)
def sort(
    a: TypedOperand[ScalarT, Any] | Number,
    axis: int | None = -1,
    kind: SortKind | None = None,
    order: None = None,
    *,
    stable: bool | None = None,
) -> Variable[ScalarT]:
    """Return the elements in order along ``axis``, of the flattened array if it is None.

    Derivative: the cotangent of each place goes to the element that came to stand there.

    Policy: equal elements share evenly the cotangents of the places that they occupy; NaNs come
    last, in the order in which they were.

    Raises
    ------
    numpy.exceptions.AxisError
        If there is no such axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([3.0, 1.0, 2.0]))
    >>> np.sort(x)
    variable([1. 2. 3.])
    """
    _refuse_order("sort", order)
    if axis is None:
        return apply1(Sort(-1, kind, stable), reshape(a, -1))
    return apply1(Sort(axis, kind, stable), a)


@implements(np.partition)
def partition(
    a: TypedOperand[ScalarT, Any] | Number,
    kth: int | Sequence[int] | npt.NDArray[np.integer[Any]],
    axis: int | None = -1,
    kind: Literal["introselect"] = "introselect",
    order: None = None,
) -> Variable[ScalarT]:
    """Return the elements with the ``kth`` in its place, smaller before it and greater after it.

    Derivative: the cotangent of each place goes to the element that came to stand there.

    Policy: equal elements share evenly the cotangents of the places that they occupy.

    Raises
    ------
    ValueError
        If ``kth`` is out of bounds.
    numpy.exceptions.AxisError
        If there is no such axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([3.0, 1.0, 2.0]))
    >>> np.partition(x, 0)[0]
    variable(1.0)
    """
    _refuse_order("partition", order)
    if axis is None:
        return apply1(Partition(owned(kth), -1, kind), reshape(a, -1))
    return apply1(Partition(owned(kth), axis, kind), a)


@implements(np.sort_complex)
def sort_complex(a: TypedOperand[Any, Any]) -> Variable[Any, Any]:
    """Return the elements along the last axis as complex numbers, by real then imaginary part.

    Derivative: that of :func:`sort`; real elements get the real part of the cotangent.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.sort_complex(ad.Variable(np.array([2.0, 1.0])))
    variable([1.+0.j 2.+0.j])
    """
    ordered: Variable[Any, Any] = sort(a)
    return astype(ordered, np.sort_complex(np.empty(0, ordered.dtype)).dtype)


register_plain(
    np.argpartition,
    np.digitize,
    np.lexsort,
    np.nanargmax,
    np.nanargmin,
    np.searchsorted,
)
register_plain(np.isin, *named("in1d"))
