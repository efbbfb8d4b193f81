"""A user's function applied along or over axes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, cast

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from autodiff.operands import as_tuple, plain
from autodiff.ops.arraylike import as_operand
from autodiff.ops.getitem import getitem
from autodiff.ops.namespace import xp
from autodiff.registry import implements

from .axes import moveaxis

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autodiff.typing import Operand, ScalarT, TypedOperand
    from autodiff.variable import Variable

P = ParamSpec("P")


@implements(np.apply_along_axis)
def apply_along_axis(
    func1d: Callable[Concatenate[Variable[ScalarT], P], Operand],
    axis: int,
    arr: TypedOperand[ScalarT, Any],
    *args: P.args,
    **kwargs: P.kwargs,
) -> Variable[Any, Any]:
    """Return what a function makes of each vector along an axis, in the place of that axis.

    Derivative: that of the function, which is given Variables.

    Policy: where it returns plain arrays only, the result is a plain array.

    Raises
    ------
    ValueError
        If there is no vector.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([[1.0, 2.0], [3.0, 4.0]]))
    >>> np.apply_along_axis(lambda v: v[0] * v[1], 1, x)
    variable([ 2. 12.])
    """
    n = len(arr.shape)
    axis = normalize_axis_index(axis, n)
    vectors = moveaxis(arr, axis, -1)
    before: tuple[int, ...] = vectors.shape[:-1]
    results: list[Any] = [
        as_operand(func1d(getitem(vectors, (*i, ...)), *args, **kwargs), "apply_along_axis")
        for i in np.ndindex(before)
    ]
    if not results:
        msg = "Cannot apply_along_axis when any iteration dimensions are 0"
        raise ValueError(msg)
    first = results[0]
    # as NumPy does, which writes all results into an array made for the first
    alike = [r if r.dtype == first.dtype else r.astype(first.dtype) for r in results]
    alike = [r if r.shape == first.shape else xp.broadcast_to(r, first.shape) for r in alike]
    y: Any = xp.reshape(xp.stack(alike), (*before, *first.shape))
    k = len(first.shape)
    moved: Any = xp.moveaxis(y, tuple(range(n - 1, n - 1 + k)), tuple(range(axis, axis + k)))
    return cast("Variable[Any, Any]", moved)


@implements(np.apply_over_axes)
def apply_over_axes(
    func: Callable[[Any, int], Any], a: Operand, axes: int | Sequence[int]
) -> Variable[Any, Any]:
    """Return what a function of array and axis makes over one axis after the other.

    Derivative: that of the function, which is given Variables.

    Raises
    ------
    ValueError
        If the function returns an array that has lost more than the one axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.apply_over_axes(np.sum, ad.Variable(np.ones((2, 3))), (0, 1))
    variable([[6.]])
    """
    value: Any = as_operand(a, "apply_over_axes")
    n = len(value.shape)
    given: Any = plain(axes)
    for axis in as_tuple(given) if np.ndim(given) == 0 else given:
        at = int(axis) + n if axis < 0 else int(axis)
        result = func(value, at)
        if len(result.shape) != len(value.shape):
            result = xp.expand_dims(result, at)
            if len(result.shape) != len(value.shape):
                msg = "function is not returning an array of the correct shape"
                raise ValueError(msg)
        value = result
    return value  # type: ignore[no-any-return]  # a Variable
