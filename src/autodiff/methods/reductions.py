"""Reductions and scans, as methods."""

# NumPy's functions are called through Any, for its stubs do not know that they dispatch.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Literal, overload

import numpy as np

from autodiff.apply import apply1
from autodiff.ops.reductions.reduction import Max, Mean, Min, Sum
from autodiff.typing import ScalarT_co, ShapeT_co

if TYPE_CHECKING:
    import numpy.typing as npt

    from autodiff.typing import Axis, BoolArray, Integral, Operand, ScalarT, UnknownRank
    from autodiff.variable import Variable

__all__ = ["Reductions"]

_np: Any = np


class Reductions(Generic[ScalarT_co, ShapeT_co]):
    """Over all axes, or over some."""

    __slots__ = ()

    @overload
    def sum(
        self, axis: None = None, *, keepdims: Literal[False] = False
    ) -> Variable[ScalarT_co, tuple[()]]: ...
    @overload
    def sum(
        self: Reductions[ScalarT, UnknownRank], axis: int, *, keepdims: Literal[False] = False
    ) -> Variable[ScalarT]: ...
    @overload
    def sum(
        self: Reductions[ScalarT, tuple[int]], axis: int, *, keepdims: Literal[False] = False
    ) -> Variable[ScalarT, tuple[()]]: ...
    @overload
    def sum(
        self: Reductions[ScalarT, tuple[int, int]], axis: int, *, keepdims: Literal[False] = False
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def sum(
        self: Reductions[ScalarT, tuple[int, int, int]],
        axis: int,
        *,
        keepdims: Literal[False] = False,
    ) -> Variable[ScalarT, tuple[int, int]]: ...
    @overload
    def sum(
        self, axis: Axis = None, *, keepdims: Literal[True]
    ) -> Variable[ScalarT_co, ShapeT_co]: ...
    @overload
    def sum(self, axis: Axis = None, *, keepdims: bool = False) -> Variable[ScalarT_co]: ...
    @overload
    def sum(
        self,
        axis: Axis = None,
        dtype: npt.DTypeLike | None = None,
        *,
        keepdims: bool = False,
        initial: Operand = ...,
        where: BoolArray | bool = ...,
    ) -> Variable[Any]: ...
    def sum(
        self, axis: Axis = None, dtype: Any = None, *, keepdims: bool = False, **options: Any
    ) -> Variable[Any, Any]:
        """Return the sum over ``axis``; see :func:`autodiff.sum`."""
        if options or dtype is not None:
            return _np.sum(self, axis=axis, dtype=dtype, keepdims=keepdims, **options)
        return apply1(Sum(axis, keepdims), self)

    @overload
    def mean(
        self: Reductions[Integral, Any], axis: None = None, *, keepdims: Literal[False] = False
    ) -> Variable[np.float64, tuple[()]]: ...
    @overload
    def mean(
        self: Reductions[Integral, Any], axis: Axis = None, *, keepdims: bool = False
    ) -> Variable[np.float64]: ...
    @overload
    def mean(
        self, axis: None = None, *, keepdims: Literal[False] = False
    ) -> Variable[ScalarT_co, tuple[()]]: ...
    @overload
    def mean(
        self: Reductions[ScalarT, UnknownRank], axis: int, *, keepdims: Literal[False] = False
    ) -> Variable[ScalarT]: ...
    @overload
    def mean(
        self: Reductions[ScalarT, tuple[int]], axis: int, *, keepdims: Literal[False] = False
    ) -> Variable[ScalarT, tuple[()]]: ...
    @overload
    def mean(
        self: Reductions[ScalarT, tuple[int, int]], axis: int, *, keepdims: Literal[False] = False
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def mean(
        self: Reductions[ScalarT, tuple[int, int, int]],
        axis: int,
        *,
        keepdims: Literal[False] = False,
    ) -> Variable[ScalarT, tuple[int, int]]: ...
    @overload
    def mean(
        self, axis: Axis = None, *, keepdims: Literal[True]
    ) -> Variable[ScalarT_co, ShapeT_co]: ...
    @overload
    def mean(self, axis: Axis = None, *, keepdims: bool = False) -> Variable[ScalarT_co]: ...
    @overload
    def mean(
        self,
        axis: Axis = None,
        dtype: npt.DTypeLike | None = None,
        *,
        keepdims: bool = False,
        where: BoolArray | bool = ...,
    ) -> Variable[Any]: ...
    def mean(
        self, axis: Axis = None, dtype: Any = None, *, keepdims: bool = False, **options: Any
    ) -> Variable[Any, Any]:
        """Return the arithmetic mean over ``axis``; see :func:`autodiff.mean`."""
        if options or dtype is not None:
            return _np.mean(self, axis=axis, dtype=dtype, keepdims=keepdims, **options)
        return apply1(Mean(axis, keepdims), self)

    if TYPE_CHECKING:
        max = sum  # noqa: A003  # NumPy's name
        min = sum  # noqa: A003  # NumPy's name
    else:

        def max(self, axis: Axis = None, *, keepdims: bool = False, **options: Any) -> Any:
            """Return the greatest element over ``axis``; see :func:`autodiff.max`."""
            if options:
                return _np.max(self, axis=axis, keepdims=keepdims, **options)
            return apply1(Max(axis, keepdims), self)

        def min(self, axis: Axis = None, *, keepdims: bool = False, **options: Any) -> Any:
            """Return the smallest element over ``axis``; see :func:`autodiff.min`."""
            if options:
                return _np.min(self, axis=axis, keepdims=keepdims, **options)
            return apply1(Min(axis, keepdims), self)

    def prod(
        self,
        axis: Axis = None,
        dtype: npt.DTypeLike | None = None,
        *,
        keepdims: bool = False,
        initial: Operand | None = None,
        where: BoolArray | bool = True,
    ) -> Variable[ScalarT_co]:
        """Return the product over ``axis``; see ``numpy.prod``."""
        options: dict[str, Any] = {} if initial is None else {"initial": initial}
        if where is not True:
            options["where"] = where
        return _np.prod(self, axis=axis, dtype=dtype, keepdims=keepdims, **options)

    def cumsum(
        self, axis: int | None = None, dtype: npt.DTypeLike | None = None
    ) -> Variable[ScalarT_co]:
        """Return the running sums along ``axis``; see ``numpy.cumsum``."""
        return _np.cumsum(self, axis, dtype)

    def cumprod(
        self, axis: int | None = None, dtype: npt.DTypeLike | None = None
    ) -> Variable[ScalarT_co]:
        """Return the running products along ``axis``; see ``numpy.cumprod``."""
        return _np.cumprod(self, axis, dtype)

    def all(self, axis: Axis = None, *, keepdims: bool = False) -> Any:
        """Return whether all elements are true, as NumPy's bools (Any: one or an array)."""
        return _np.all(self, axis=axis, keepdims=keepdims)

    def any(self, axis: Axis = None, *, keepdims: bool = False) -> Any:
        """Return whether any element is true, as NumPy's bools (Any: one or an array)."""
        return _np.any(self, axis=axis, keepdims=keepdims)

    def argmax(self, axis: int | None = None, *, keepdims: bool = False) -> Any:
        """Return where the greatest element is, as integers (Any: one or an array)."""
        return _np.argmax(self, axis=axis, keepdims=keepdims)

    def argmin(self, axis: int | None = None, *, keepdims: bool = False) -> Any:
        """Return where the smallest element is, as integers (Any: one or an array)."""
        return _np.argmin(self, axis=axis, keepdims=keepdims)
