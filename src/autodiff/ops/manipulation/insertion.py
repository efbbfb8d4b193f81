"""Elements put in and taken out."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.lib.array_utils import normalize_axis_index, normalize_axis_tuple

from autodiff.apply import apply_many
from autodiff.broadcasting import sum_to
from autodiff.errors import NoRuleError
from autodiff.operands import as_int, data_of, is_variable, plain
from autodiff.ops.arraylike import as_operand, as_operands
from autodiff.ops.casting import require_room
from autodiff.ops.getitem import getitem
from autodiff.ops.indices import along
from autodiff.ops.namespace import xp
from autodiff.registry import implements
from autodiff.variadic import Variadic

from .joining import concatenate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    import numpy.typing as npt

    from autodiff.operation import Array
    from autodiff.typing import Axis, BoolArray, Operand, ScalarT, TypedOperand
    from autodiff.variable import Variable

    Places: TypeAlias = int | slice | Sequence[int] | npt.NDArray[np.integer[Any]] | BoolArray
    Values: TypeAlias = Operand | Sequence[Operand]


class Insert(Variadic):
    """``y = x0 with x1 put in before the places``: each gets the cotangents where it went."""

    moves = True
    places: Any
    axis: int

    def forward(self, *xs: Any) -> Array:
        arr, values = xs
        y: Array = xp.insert(arr, self.places, values, self.axis)
        return y

    def backward(self, i: int, gy: Array) -> Array:
        axis, shape = self.axis, self.x_shapes[i]
        n = self.x_shapes[0][axis]
        # NumPy says where the elements went: those of x0 are not negative, those of x1 count down
        new = -1 - np.arange(int(gy.shape[axis]) - n)
        origins: Any = xp.insert(np.arange(n), self.places, new)
        if i == 0:
            return gy[along(axis, origins >= 0)]
        order = np.argsort(-origins, kind="stable")[n:]
        g = gy[along(axis, order)]
        if not isinstance(self.places, slice) and np.ndim(self.places) == 0:
            g = xp.moveaxis(g, axis, 0)
        return sum_to(g, shape)  # type: ignore[no-any-return]  # an Array


@implements(np.insert)
def insert(
    arr: TypedOperand[ScalarT, Any],
    obj: Places,
    values: Values,
    axis: int | None = None,
) -> Variable[ScalarT]:
    """Return the elements of ``arr`` with ``values`` put in before the places ``obj``.

    Derivative: of ``arr`` and of ``values`` the cotangents at the places where they went.

    Raises
    ------
    IndexError
        If a place is out of bounds.
    DetachedError
        If ``values`` would be rounded to the integers of ``arr``, which loses their gradient.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.insert(ad.Variable(np.array([1.0, 2.0])), 1, 5.0)
    variable([1. 5. 2.])
    """
    x: Any = as_operand(arr, "insert")
    new: Any = as_operand(values, "insert", 1)
    require_room("insert", "values", new, x)
    if axis is None:
        x = xp.ravel(x)
    axis = normalize_axis_index(0 if axis is None else axis, len(x.shape))
    if is_variable(new) and len(new.shape) > len(x.shape):
        msg = f"insert: values have {len(new.shape)} axes, the array {len(x.shape)}; reshape them"
        raise NoRuleError(msg)
    return apply_many(Insert(copy(plain(obj)), axis), [x, new])


@implements(np.delete)
def delete(
    arr: TypedOperand[ScalarT, Any], obj: Places, axis: int | None = None
) -> Variable[ScalarT]:
    """Return the elements of ``arr`` without those at the places ``obj``.

    Derivative: 1 for what is left, 0 for what was taken out.

    Raises
    ------
    IndexError
        If a place is out of bounds.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.delete(ad.Variable(np.array([1.0, 2.0, 3.0])), 1)
    variable([1. 3.])
    """
    x: Any = xp.ravel(arr) if axis is None else arr
    at = normalize_axis_index(0 if axis is None else axis, len(x.shape))
    places = xp.arange(x.shape[at])
    kept = np.isin(places, xp.delete(places, plain(obj)), assume_unique=True)
    return getitem(x, along(at, kept))


@implements(np.append)
def append(arr: Operand, values: Values, axis: int | None = None) -> Variable[Any, Any]:
    """Return ``values`` joined to the end of ``arr``, both flattened if there is no axis.

    Derivative: of each its own section of the cotangent.

    Raises
    ------
    ValueError
        If the shapes differ.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.append(ad.Variable(np.array([1.0, 2.0])), 3.0)
    variable([1. 2. 3.])
    """
    xs = as_operands((arr, values), "append")
    if axis is None:
        return concatenate([xp.ravel(x) for x in xs], 0)
    return concatenate(xs, axis)


@implements(np.trim_zeros)
def trim_zeros(
    filt: TypedOperand[ScalarT, Any], trim: Literal["fb", "f", "b"] = "fb", axis: Axis = None
) -> Variable[ScalarT]:
    """Return the elements without the zeros at the front, at the back, or at both.

    Derivative: 1 for what is left, 0 for what was cut off.

    Raises
    ------
    ValueError
        If ``trim`` is none of the three.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.trim_zeros(ad.Variable(np.array([0.0, 1.0, 0.0, 2.0, 0.0])))
    variable([1. 0. 2.])
    """
    sides = trim.lower()
    if sides not in {"fb", "bf", "f", "b"}:
        msg = f"unexpected character(s) in `trim`: {sides!r}"
        raise ValueError(msg)
    n = len(filt.shape)
    axes = range(n) if axis is None else normalize_axis_tuple(axis, n, "axis")
    places = np.argwhere(data_of(filt))
    if len(places) == 0:
        return getitem(filt, tuple(slice(0, 0) if i in axes else slice(None) for i in range(n)))
    starts = [*map(as_int, places.min(axis=0))] if "f" in sides else [None] * n
    stops = [*map(as_int, places.max(axis=0) + 1)] if "b" in sides else [None] * n
    return getitem(
        filt, tuple(slice(starts[i], stops[i]) if i in axes else slice(None) for i in range(n))
    )
