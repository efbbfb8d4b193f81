"""Axes moved, added and removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

import numpy as np
from numpy.lib.array_utils import normalize_axis_index, normalize_axis_tuple

from autodiff.operands import as_tuple
from autodiff.ops.arraylike import as_operand
from autodiff.ops.namespace import xp
from autodiff.registry import implements

from .shape import reshape, swapaxes, transpose

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    import numpy.typing as npt

    from autodiff.operation import Array
    from autodiff.typing import Axis, Operand, ScalarT, TypedOperand
    from autodiff.variable import Variable

    Mixed: TypeAlias = Variable[Any, Any] | npt.NDArray[Any]


@implements(np.moveaxis)
def moveaxis(
    a: TypedOperand[ScalarT, Any],
    source: int | Sequence[int],
    destination: int | Sequence[int],
) -> Variable[ScalarT]:
    """Return the same elements with some axes moved; the others keep their order.

    Derivative: the cotangent with the axes moved back.

    Raises
    ------
    ValueError
        If ``source`` and ``destination`` are of different length, or name an axis twice.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.moveaxis(ad.Variable(np.ones((2, 3, 4))), 0, -1).shape
    (3, 4, 2)
    """
    n = len(a.shape)
    sources = normalize_axis_tuple(source, n, "source")
    destinations = normalize_axis_tuple(destination, n, "destination")
    if len(sources) != len(destinations):
        msg = "`source` and `destination` arguments must have the same number of elements"
        raise ValueError(msg)
    order = [i for i in range(n) if i not in sources]
    for to, axis in sorted(zip(destinations, sources, strict=True)):
        order.insert(to, axis)
    return transpose(a, order)


@implements(np.rollaxis)
def rollaxis(a: TypedOperand[ScalarT, Any], axis: int, start: int = 0) -> Variable[ScalarT]:
    """Return the same elements with ``axis`` moved to stand before the axis ``start``.

    Derivative: the cotangent with the axis moved back.

    Raises
    ------
    numpy.exceptions.AxisError
        If there is no such axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.rollaxis(ad.Variable(np.ones((2, 3, 4))), 2).shape
    (4, 2, 3)
    """
    n = len(a.shape)
    axis = normalize_axis_index(axis, n)
    before = start + n if start < 0 else start
    if not 0 <= before <= n:
        msg = f"'start' arg requires {-n} <= start < {n + 1}, but {before} was passed in"
        raise np.exceptions.AxisError(msg)
    order = [i for i in range(n) if i != axis]
    order.insert(before - (axis < before), axis)
    return transpose(a, order)


@implements(np.matrix_transpose)
def matrix_transpose(x: TypedOperand[ScalarT, Any], /) -> Variable[ScalarT]:
    """Return each matrix of a stack transposed: the last two axes interchanged.

    Derivative: the cotangent's matrices transposed.

    Raises
    ------
    ValueError
        If there are fewer than two axes.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.matrix_transpose(ad.Variable(np.ones((2, 3, 4)))).shape
    (2, 4, 3)
    """
    if len(x.shape) < 2:
        msg = f"Input array must be at least 2-dimensional, but it is {len(x.shape)}"
        raise ValueError(msg)
    return swapaxes(x, -1, -2)


@implements(np.squeeze)
def squeeze(a: TypedOperand[ScalarT, Any], axis: Axis = None) -> Variable[ScalarT]:
    """Return the same elements without axes of length 1: all of them, or those named.

    Derivative: the cotangent in the shape of ``a``.

    Raises
    ------
    ValueError
        If an axis that is named is of another length.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.squeeze(ad.Variable(np.ones((1, 3, 1)))).shape
    (3,)
    """
    shape = a.shape
    if axis is None:
        return reshape(a, [n for n in shape if n != 1])
    if not shape and not isinstance(axis, tuple) and axis in {0, -1}:
        return reshape(a, ())  # NumPy lets a scalar pass
    axes = normalize_axis_tuple(axis, len(shape))
    if any(shape[i] != 1 for i in axes):
        msg = "cannot select an axis to squeeze out which has size not equal to one"
        raise ValueError(msg)
    return reshape(a, [n for i, n in enumerate(shape) if i not in axes])


@implements(np.expand_dims)
def expand_dims(
    a: TypedOperand[ScalarT, Any] | float, axis: int | Sequence[int]
) -> Variable[ScalarT]:
    """Return the same elements with new axes of length 1, at those places of the result.

    Derivative: the cotangent in the shape of ``a``.

    Raises
    ------
    numpy.exceptions.AxisError
        If the result has no such axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.expand_dims(ad.Variable(np.ones(3)), (0, -1)).shape
    (1, 3, 1)
    """
    x: Any = as_operand(a, "expand_dims")
    given: Any = tuple(axis) if isinstance(axis, list) else as_tuple(axis)
    n = len(given) + len(x.shape)
    axes = normalize_axis_tuple(given, n)
    old = iter(x.shape)
    return reshape(x, [1 if i in axes else next(old) for i in range(n)])


def leading(x: Any, n: int) -> Array:
    """Return ``x`` with at least ``n`` axes, new ones first; a plain array stays plain."""
    missing = n - len(x.shape)
    return xp.reshape(x, (*(1,) * missing, *x.shape)) if missing > 0 else x


def as_volume(x: Any) -> Array:
    """Return ``x`` with at least three axes, as ``numpy.atleast_3d`` adds them."""
    shape = x.shape
    if len(shape) > 2:
        return x  # type: ignore[no-any-return]  # an array
    return xp.reshape(x, (*((1,) * (2 - len(shape)) + shape)[:2], 1))


def _each(name: str, arys: Sequence[Any], raised: Callable[[Any], Any]) -> Any:
    """Apply to each operand; the result for a single one is no tuple."""
    results = tuple(raised(as_operand(a, name, i)) for i, a in enumerate(arys))
    return results[0] if len(results) == 1 else results


@overload
def atleast_1d(a0: Variable[ScalarT, Any], /) -> Variable[ScalarT]: ...
@overload
def atleast_1d(a0: Operand, a1: Operand, /, *arys: Operand) -> tuple[Mixed, ...]: ...
@implements(np.atleast_1d)
def atleast_1d(*arys: Any) -> Any:
    """Return each operand with at least one axis; a tuple if there are several.

    Derivative: the cotangent in the shape of the operand; a plain array stays one.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.atleast_1d(ad.Variable(np.array(2.0)))
    variable([2.])
    """
    return _each("atleast_1d", arys, lambda x: leading(x, 1))


@overload
def atleast_2d(a0: Variable[ScalarT, Any], /) -> Variable[ScalarT]: ...
@overload
def atleast_2d(a0: Operand, a1: Operand, /, *arys: Operand) -> tuple[Mixed, ...]: ...
@implements(np.atleast_2d)
def atleast_2d(*arys: Any) -> Any:
    """Return each operand with at least two axes, new ones first; a tuple if there are several.

    Derivative: the cotangent in the shape of the operand; a plain array stays one.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.atleast_2d(ad.Variable(np.array([2.0, 3.0])))
    variable([[2. 3.]])
    """
    return _each("atleast_2d", arys, lambda x: leading(x, 2))


@overload
def atleast_3d(a0: Variable[ScalarT, Any], /) -> Variable[ScalarT]: ...
@overload
def atleast_3d(a0: Operand, a1: Operand, /, *arys: Operand) -> tuple[Mixed, ...]: ...
@implements(np.atleast_3d)
def atleast_3d(*arys: Any) -> Any:
    """Return each operand with at least three axes; a tuple if there are several.

    The axis of a vector becomes the second one, those of a matrix the first two.

    Derivative: the cotangent in the shape of the operand; a plain array stays one.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.atleast_3d(ad.Variable(np.array([2.0, 3.0]))).shape
    (1, 2, 1)
    """
    return _each("atleast_3d", arys, as_volume)
