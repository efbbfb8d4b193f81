"""Spreads, as methods: those of complex numbers are real, those of integers float64."""

# NumPy's functions are called through Any, for its stubs do not know that they dispatch.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Literal, overload

import numpy as np

from autodiff.typing import ScalarT_co, ShapeT_co

if TYPE_CHECKING:
    import numpy.typing as npt

    from autodiff.typing import Axis, BoolArray, Integral, Operand, ScalarT, UnknownRank
    from autodiff.variable import Variable

__all__ = ["Spreads"]

_np: Any = np


class Spreads(Generic[ScalarT_co, ShapeT_co]):
    """About the mean, over all axes or over some."""

    __slots__ = ()

    @overload
    def var(
        self: Spreads[np.complex128, Any],
        axis: None = None,
        *,
        ddof: float = 0,
        keepdims: Literal[False] = False,
    ) -> Variable[np.float64, tuple[()]]: ...
    @overload
    def var(
        self: Spreads[np.complex128, Any],
        axis: Axis = None,
        *,
        ddof: float = 0,
        keepdims: bool = False,
        where: BoolArray | bool = ...,
    ) -> Variable[np.float64]: ...
    @overload
    def var(
        self: Spreads[np.complex64, Any],
        axis: None = None,
        *,
        ddof: float = 0,
        keepdims: Literal[False] = False,
    ) -> Variable[np.float32, tuple[()]]: ...
    @overload
    def var(
        self: Spreads[np.complex64, Any],
        axis: Axis = None,
        *,
        ddof: float = 0,
        keepdims: bool = False,
        where: BoolArray | bool = ...,
    ) -> Variable[np.float32]: ...
    @overload
    def var(
        self: Spreads[Integral, Any],
        axis: None = None,
        *,
        ddof: float = 0,
        keepdims: Literal[False] = False,
    ) -> Variable[np.float64, tuple[()]]: ...
    @overload
    def var(
        self: Spreads[Integral, Any],
        axis: Axis = None,
        *,
        ddof: float = 0,
        keepdims: bool = False,
        where: BoolArray | bool = ...,
    ) -> Variable[np.float64]: ...
    @overload
    def var(
        self: Spreads[ScalarT, Any],
        axis: None = None,
        *,
        ddof: float = 0,
        keepdims: Literal[False] = False,
    ) -> Variable[ScalarT, tuple[()]]: ...
    @overload
    def var(
        self: Spreads[ScalarT, UnknownRank],
        axis: int,
        *,
        ddof: float = 0,
        keepdims: Literal[False] = False,
    ) -> Variable[ScalarT]: ...
    @overload
    def var(
        self: Spreads[ScalarT, tuple[int]],
        axis: int,
        *,
        ddof: float = 0,
        keepdims: Literal[False] = False,
    ) -> Variable[ScalarT, tuple[()]]: ...
    @overload
    def var(
        self: Spreads[ScalarT, tuple[int, int]],
        axis: int,
        *,
        ddof: float = 0,
        keepdims: Literal[False] = False,
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def var(
        self: Spreads[ScalarT, tuple[int, int, int]],
        axis: int,
        *,
        ddof: float = 0,
        keepdims: Literal[False] = False,
    ) -> Variable[ScalarT, tuple[int, int]]: ...
    @overload
    def var(
        self, axis: Axis = None, *, ddof: float = 0, keepdims: Literal[True]
    ) -> Variable[ScalarT_co, ShapeT_co]: ...
    @overload
    def var(
        self: Spreads[ScalarT, Any],
        axis: Axis = None,
        *,
        ddof: float = 0,
        keepdims: bool = False,
        where: BoolArray | bool = ...,
    ) -> Variable[ScalarT]: ...
    @overload
    def var(
        self,
        axis: Axis = None,
        dtype: npt.DTypeLike | None = None,
        *,
        ddof: float = 0,
        keepdims: bool = False,
        where: BoolArray | bool = ...,
        mean: Operand = ...,
        correction: float = ...,
    ) -> Variable[Any]: ...
    def var(
        self,
        axis: Axis = None,
        dtype: npt.DTypeLike | None = None,
        *,
        ddof: float = 0,
        keepdims: bool = False,
        **options: Any,
    ) -> Variable[Any, Any]:
        """Return the variance over ``axis``; see ``numpy.var``."""
        return _np.var(self, axis=axis, dtype=dtype, ddof=ddof, keepdims=keepdims, **options)

    if TYPE_CHECKING:
        std = var
    else:

        def std(
            self,
            axis: Axis = None,
            dtype: npt.DTypeLike | None = None,
            *,
            ddof: float = 0,
            keepdims: bool = False,
            **options: Any,
        ) -> Any:
            """Return the standard deviation over ``axis``; see ``numpy.std``."""
            return _np.std(self, axis=axis, dtype=dtype, ddof=ddof, keepdims=keepdims, **options)
