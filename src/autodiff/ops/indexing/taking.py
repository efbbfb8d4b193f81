"""Reading elements by functions: all of them are ``x[index]`` with an index worked out first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from autodiff.operands import as_indices, eagerly, plain
from autodiff.ops.arraylike import arranged
from autodiff.ops.getitem import getitem
from autodiff.ops.indices import along
from autodiff.ops.manipulation.shape import reshape
from autodiff.registry import implements
from autodiff.registry import plain as returns_plain

if TYPE_CHECKING:
    import numpy.typing as npt

    from autodiff.ops.arraylike import Nested
    from autodiff.typing import Integers, Number, ScalarT, TypedOperand
    from autodiff.variable import Variable

returns_plain(
    np.argwhere,
    np.ravel_multi_index,
    np.unravel_index,
)


def _lined_up(a: Any, axis: int | None) -> tuple[Any, int]:
    """Return the operand and the axis to read along, flattened if ``axis`` is None."""
    a = arranged(a)
    if axis is None or np.ndim(a) == 0:
        if axis is not None:
            normalize_axis_index(axis, 1)
        return reshape(a, -1), 0
    return a, normalize_axis_index(axis, a.ndim)


@implements(np.take)
def take(
    a: TypedOperand[ScalarT, Any] | Number,
    indices: Integers,
    axis: int | None = None,
    *,
    mode: Literal["raise", "wrap", "clip"] = "raise",
) -> Variable[ScalarT]:
    """Return the elements at ``indices`` along an axis, or of the flattened array.

    Derivative: cotangents are added at the places that were read.

    Raises
    ------
    IndexError
        If an index does not fit and ``mode`` is ``"raise"``, or there is nothing to take from.
    TypeError
        If ``indices`` are not integers.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.take(ad.Variable(np.array([1.0, 2.0, 3.0])), [0, 4], mode="wrap")
    variable([1. 2.])
    """
    source, at = _lined_up(a, axis)
    index = as_indices(indices).astype(np.intp, casting="safe")
    n = source.shape[at]
    if mode != "raise" or n == 0:
        np.take(np.empty(min(n, 1)), index, mode=mode)  # the errors are NumPy's own
        index = index % max(n, 1) if mode == "wrap" else np.clip(index, 0, max(n - 1, 0))
    return getitem(source, along(at, index))


@implements(np.take_along_axis)
def take_along_axis(
    arr: TypedOperand[ScalarT, Any], indices: Nested, axis: int | None = -1
) -> Variable[ScalarT]:
    """Return, in each line along ``axis``, the elements that its own ``indices`` name.

    Derivative: cotangents are added at the places that were read.

    Raises
    ------
    IndexError
        If ``indices`` are not integers, or one does not fit.
    ValueError
        If the numbers of axes differ.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([[3.0, 1.0], [2.0, 4.0]]))
    >>> np.take_along_axis(x, np.argsort(x, axis=1), axis=1)
    variable([[1. 3.]
              [2. 4.]])
    """
    given: Any = plain(indices)
    source, at = _lined_up(arr, axis)
    if axis is None and given.ndim != 1:
        msg = "when axis=None, `indices` must have a single dimension."
        raise ValueError(msg)
    if given.dtype.kind not in "iu":
        msg = "`indices` must be an integer array"
        raise IndexError(msg)
    if source.ndim != given.ndim:
        msg = "`indices` and `arr` must have the same number of dimensions"
        raise ValueError(msg)
    mesh: list[Any] = list(np.ogrid[tuple(slice(n) for n in source.shape)])
    mesh[at] = given
    return getitem(source, tuple(mesh))


@implements(np.compress)
def compress(
    condition: npt.ArrayLike | Nested, a: TypedOperand[ScalarT, Any], axis: int | None = None
) -> Variable[ScalarT]:
    """Return the slices along ``axis`` for which the condition holds.

    Derivative: the cotangents of what was chosen, 0 for the others.

    Raises
    ------
    IndexError
        If the condition holds beyond the end of the axis.
    ValueError
        If the condition has not exactly one axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.compress([False, True], ad.Variable(np.array([1.0, 2.0, 3.0])))
    variable([2.])
    """
    given: Any = plain(condition)
    chosen = eagerly(given).astype(np.bool_)
    if chosen.ndim != 1:
        msg = "condition must be a 1-d array"
        raise ValueError(msg)
    source, at = _lined_up(a, axis)
    n = source.shape[at]
    if chosen[n:].any():
        return take(a, np.flatnonzero(chosen), axis)  # raises NumPy's error
    mask = np.zeros_like(chosen, shape=n)
    mask[: chosen.size] = chosen[:n]
    return getitem(source, along(at, mask))


@implements(np.extract)
def extract(
    condition: npt.ArrayLike | Nested, arr: TypedOperand[ScalarT, Any] | Number
) -> Variable[ScalarT]:
    """Return the elements for which the condition holds, in one axis.

    Derivative: the cotangents of what was chosen, 0 for the others.

    Raises
    ------
    IndexError
        If the condition holds beyond the last element.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([[1.0, -2.0], [3.0, 4.0]]))
    >>> np.extract(x > 0, x)
    variable([1. 3. 4.])
    """
    given: Any = plain(condition)
    return compress(np.ravel(given), reshape(arranged(arr), -1))
