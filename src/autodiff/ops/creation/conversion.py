"""NumPy's conversions to arrays, for Variables and for nested sequences of them.

NumPy's own do not dispatch: they would ask a Variable for its plain values. These stand in their
place in :mod:`autodiff.numpy`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

import numpy as np

from autodiff.operands import is_variable, plain
from autodiff.ops.arraylike import holds_variable, packed
from autodiff.ops.casting import astype
from autodiff.ops.manipulation.shape import reshape
from autodiff.ops.namespace import xp
from autodiff.registry import refuse
from autodiff.values import exact

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from autodiff.ops.arraylike import Nested
    from autodiff.typing import ScalarT, ShapeT
    from autodiff.variable import Variable

    from .filling import Device, Order

refuse("a Variable has no flags to require; use np.require(v.data, ...)", np.require)


@overload
def array(
    object: Variable[ScalarT, ShapeT],
    dtype: None = None,
    *,
    copy: bool | None = True,
    order: Order = "K",
    subok: bool = False,
    ndmin: int = 0,
    like: Any = None,
) -> Variable[ScalarT, ShapeT]: ...
@overload
def array(
    object: Variable[Any, ShapeT],
    dtype: npt.DTypeLike | None = None,
    *,
    copy: bool | None = True,
    order: Order = "K",
    subok: bool = False,
    ndmin: int = 0,
    like: Any = None,
) -> Variable[Any, ShapeT]: ...
@overload
def array(
    object: npt.ArrayLike,
    dtype: npt.DTypeLike | None = None,
    *,
    copy: bool | None = True,
    order: Order = "K",
    subok: bool = False,
    ndmin: int = 0,
    like: Any = None,
) -> npt.NDArray[Any]: ...
@overload
def array(
    object: Sequence[Any],
    dtype: npt.DTypeLike | None = None,
    *,
    copy: bool | None = True,
    order: Order = "K",
    subok: bool = False,
    ndmin: int = 0,
    like: Any = None,
) -> Variable[Any, Any]: ...
def array(
    object: Any,
    dtype: npt.DTypeLike | None = None,
    *,
    copy: bool | None = True,
    order: Order = "K",
    subok: bool = False,
    ndmin: int = 0,
    like: Any = None,
) -> Any:
    """Return a copy of a Variable, or nested sequences with Variables in them as one Variable.

    Derivative: every Variable gets its own section of the cotangent.

    Raises
    ------
    DetachedError
        If the dtype is of integers and a Variable has a gradient.
    ValueError
        If lengths or shapes differ, or if a copy is needed and ``copy`` is False.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.ops.creation.conversion import array
    >>> x = ad.Variable(np.array(2.0))
    >>> y = array([[x, 1.0], [x * x, x]])
    >>> y
    variable([[2. 1.]
              [4. 2.]])
    """
    if not holds_variable(object):
        return np.array(
            object, dtype, copy=copy, order=order, subok=subok, ndmin=ndmin, like=plain(like)
        )
    if is_variable(object):
        y = _converted(object, dtype, order, copy)
    elif copy is False:
        msg = "np.array: a sequence of Variables cannot be one without a copy; leave copy out"
        raise ValueError(msg)
    else:
        y = packed(object, dtype)
        if order == "F" and y.ndim > 1:
            y = exact(y, np.array, y.data, order="F")
    return y if y.ndim >= ndmin else reshape(y, (1,) * (ndmin - y.ndim) + y.shape)


_array: Any = array  # of whatever is passed on to it


def _converted(x: Any, dtype: npt.DTypeLike | None, order: Order, copy: bool | None) -> Any:
    """Return a Variable in another dtype or layout; itself if it is so already and may be kept."""
    wanted = x.dtype if dtype is None else np.dtype(dtype)
    flags = x._value.flags
    laid_out = flags.c_contiguous if order == "C" else order != "F" or flags.f_contiguous
    if wanted == x.dtype and laid_out and not copy:
        return x
    if copy is False:
        msg = "np.array: a Variable of another dtype or layout needs a copy; leave copy=False out"
        raise ValueError(msg)
    y = astype(x, wanted)
    return y if order in {None, "K"} else exact(y, np.array, y.data, order=order)


@overload
def asarray(
    a: Variable[ScalarT, ShapeT],
    dtype: None = None,
    order: Order = None,
    *,
    device: Device = None,
    copy: bool | None = None,
    like: Any = None,
) -> Variable[ScalarT, ShapeT]: ...
@overload
def asarray(
    a: Variable[Any, ShapeT],
    dtype: npt.DTypeLike | None = None,
    order: Order = None,
    *,
    device: Device = None,
    copy: bool | None = None,
    like: Any = None,
) -> Variable[Any, ShapeT]: ...
@overload
def asarray(
    a: npt.ArrayLike,
    dtype: npt.DTypeLike | None = None,
    order: Order = None,
    *,
    device: Device = None,
    copy: bool | None = None,
    like: Any = None,
) -> npt.NDArray[Any]: ...
@overload
def asarray(
    a: Sequence[Any],
    dtype: npt.DTypeLike | None = None,
    order: Order = None,
    *,
    device: Device = None,
    copy: bool | None = None,
    like: Any = None,
) -> Variable[Any, Any]: ...
def asarray(
    a: Any,
    dtype: npt.DTypeLike | None = None,
    order: Order = None,
    *,
    device: Device = None,
    copy: bool | None = None,
    like: Any = None,
) -> Any:
    """Return a Variable as it is, anything else as :func:`array` does.

    Derivative: every Variable gets its own section of the cotangent.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.ops.creation.conversion import asarray
    >>> x = ad.Variable(np.array([2.0]))
    >>> asarray(x) is x
    True
    """
    if not holds_variable(a):
        return xp.asarray(a, dtype, order, device=device, copy=copy, like=plain(like))
    return _array(a, dtype, copy=copy, order=order)


asanyarray = asarray
"""A Variable is no subclass of an array, so that nothing else is passed through."""


def ascontiguousarray(
    a: Nested, dtype: npt.DTypeLike | None = None, *, like: Any = None
) -> Variable[Any, Any]:
    """Return a Variable of at least one axis whose elements lie in C order in memory.

    Derivative: that of the identity.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.ops.creation.conversion import ascontiguousarray
    >>> ascontiguousarray(ad.Variable(np.array(2.0)))
    variable([2.])
    """
    converted: Variable[Any, Any] = _array(a, dtype, copy=None, order="C", ndmin=1, like=like)
    return converted


def asfortranarray(
    a: Nested, dtype: npt.DTypeLike | None = None, *, like: Any = None
) -> Variable[Any, Any]:
    """Return a Variable of at least one axis whose elements lie in Fortran's order in memory.

    Derivative: that of the identity.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.ops.creation.conversion import asfortranarray
    >>> asfortranarray(ad.Variable(np.ones((2, 2)))).data.flags.f_contiguous
    True
    """
    converted: Variable[Any, Any] = _array(a, dtype, copy=None, order="F", ndmin=1, like=like)
    return converted
