"""Arrays cut into pieces."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from autodiff.operands import plain
from autodiff.ops.getitem import getitem
from autodiff.ops.indices import along
from autodiff.registry import implements, named

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    import numpy.typing as npt

    from autodiff.typing import ScalarT, TypedOperand
    from autodiff.variable import Variable

    Sections: TypeAlias = int | Sequence[int] | npt.NDArray[np.integer[Any]]


@implements(np.array_split)
def array_split(
    ary: TypedOperand[ScalarT, Any], indices_or_sections: Sections, axis: int = 0
) -> list[Variable[ScalarT]]:
    """Return the pieces between the given indices, or so many pieces of about the same length.

    Derivative: each cotangent at the place of its piece.

    Raises
    ------
    ValueError
        If a number of pieces is not positive.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.array_split(ad.Variable(np.array([1.0, 2.0, 3.0])), 2)
    [variable([1. 2.]), variable([3.])]
    """
    n: int = ary.shape[axis]
    wanted: Any = plain(indices_or_sections)
    try:
        bounds = [0, *wanted[: len(wanted)], n]
    except TypeError:
        sections = int(wanted)
        if sections <= 0:
            msg = "number sections must be larger than 0."
            raise ValueError(msg) from None
        size, extras = divmod(n, sections)
        bounds = [i * size + min(i, extras) for i in range(sections + 1)]
    at = normalize_axis_index(axis, len(ary.shape))
    return [getitem(ary, along(at, slice(start, stop))) for start, stop in pairwise(bounds)]


@implements(np.split)
def split(
    ary: TypedOperand[ScalarT, Any], indices_or_sections: Sections, axis: int = 0
) -> list[Variable[ScalarT]]:
    """Return the pieces between the given indices, or so many pieces of the same length.

    Derivative: each cotangent at the place of its piece.

    Raises
    ------
    ValueError
        If pieces of the same length are not possible.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.split(ad.Variable(np.array([1.0, 2.0, 3.0])), [1])
    [variable([1.]), variable([2. 3.])]
    """
    wanted: Any = plain(indices_or_sections)
    if np.ndim(wanted) == 0 and ary.shape[axis] % wanted:
        msg = "array split does not result in an equal division"
        raise ValueError(msg)
    return array_split(ary, wanted, axis)


@implements(np.hsplit)
def hsplit(
    ary: TypedOperand[ScalarT, Any], indices_or_sections: Sections
) -> list[Variable[ScalarT]]:
    """Return the pieces along the second axis, of a vector along its only one.

    Derivative: each cotangent at the place of its piece.

    Raises
    ------
    ValueError
        If there is no axis, or pieces of the same length are not possible.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.hsplit(ad.Variable(np.array([[1.0, 2.0]])), 2)
    [variable([[1.]]), variable([[2.]])]
    """
    _require_axes("hsplit", ary, 1)
    return split(ary, indices_or_sections, 1 if len(ary.shape) > 1 else 0)


@implements(np.vsplit)
def vsplit(
    ary: TypedOperand[ScalarT, Any], indices_or_sections: Sections
) -> list[Variable[ScalarT]]:
    """Return the pieces along the first axis.

    Derivative: each cotangent at the place of its piece.

    Raises
    ------
    ValueError
        If there are fewer than two axes, or pieces of the same length are not possible.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.vsplit(ad.Variable(np.array([[1.0], [2.0]])), 2)
    [variable([[1.]]), variable([[2.]])]
    """
    _require_axes("vsplit", ary, 2)
    return split(ary, indices_or_sections, 0)


@implements(np.dsplit)
def dsplit(
    ary: TypedOperand[ScalarT, Any], indices_or_sections: Sections
) -> list[Variable[ScalarT]]:
    """Return the pieces along the third axis.

    Derivative: each cotangent at the place of its piece.

    Raises
    ------
    ValueError
        If there are fewer than three axes, or pieces of the same length are not possible.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> [piece.shape for piece in np.dsplit(ad.Variable(np.ones((1, 2, 4))), 2)]
    [(1, 2, 2), (1, 2, 2)]
    """
    _require_axes("dsplit", ary, 3)
    return split(ary, indices_or_sections, 2)


@implements(*named("unstack"))
def unstack(x: TypedOperand[ScalarT, Any], /, *, axis: int = 0) -> tuple[Variable[ScalarT], ...]:
    """Return the slices along an axis, without it.

    Derivative: each cotangent at the place of its slice.

    Raises
    ------
    ValueError
        If there is no axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> ad.ops.manipulation.splitting.unstack(
    ...     ad.Variable(np.array([[1.0, 2.0], [3.0, 4.0]])), axis=1
    ... )
    (variable([1. 3.]), variable([2. 4.]))
    """
    if not x.shape:
        msg = "Input array must be at least 1-d."
        raise ValueError(msg)
    at = normalize_axis_index(axis, len(x.shape))
    return tuple(getitem(x, along(at, i)) for i in range(x.shape[at]))


def _require_axes(name: str, ary: TypedOperand[Any, Any], n: int) -> None:
    if len(ary.shape) < n:
        msg = f"{name} only works on arrays of {n} or more dimensions"
        raise ValueError(msg)
