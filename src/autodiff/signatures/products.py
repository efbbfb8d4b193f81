"""Products and other functions of two arrays whose ranks are no broadcast."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy takes a type variable with values for any of them, and later signatures for hidden.
# mypy: disable-error-code="overload-overlap, overload-cannot-match"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, overload

from autodiff.typing import ShapeT_co

from .operands import P

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from autodiff.typing import Narrow, Number, Operand, SameT, TypedOperand
    from autodiff.variable import Variable

    from .operands import Nested, Reals

__all__ = ["Einsum", "Pair"]


class Pair(Protocol[P, ShapeT_co]):
    """The dtype of both, and the rank of the function."""

    @overload
    def __call__(
        self,
        a: Variable[SameT, Any],
        b: TypedOperand[SameT, Any],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Variable[SameT, ShapeT_co]: ...
    @overload
    def __call__(
        self,
        a: npt.NDArray[SameT],
        b: Variable[SameT, Any],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Variable[SameT, ShapeT_co]: ...
    @overload
    def __call__(
        self,
        a: Variable[np.float64, Any],
        b: TypedOperand[Narrow, Any] | Reals,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Variable[np.float64, ShapeT_co]: ...
    @overload
    def __call__(
        self,
        a: TypedOperand[Narrow, Any] | Reals,
        b: Variable[np.float64, Any],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Variable[np.float64, ShapeT_co]: ...
    @overload
    def __call__(
        self,
        a: Variable[Narrow, Any],
        b: npt.NDArray[np.float64],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Variable[np.float64, ShapeT_co]: ...
    @overload
    def __call__(
        self,
        a: npt.NDArray[np.float64],
        b: Variable[Narrow, Any],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Variable[np.float64, ShapeT_co]: ...
    @overload
    def __call__(
        self, a: Variable[Any, Any], b: Operand | Nested, /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[Any, ShapeT_co]: ...
    @overload
    def __call__(
        self, a: Operand | Nested, b: Variable[Any, Any], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[Any, ShapeT_co]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[SameT], b: npt.NDArray[SameT], /, *args: P.args, **kwargs: P.kwargs
    ) -> np.ndarray[ShapeT_co, np.dtype[SameT]]: ...
    @overload
    def __call__(
        self,
        a: npt.NDArray[Any] | Nested,
        b: npt.NDArray[Any] | Nested,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> np.ndarray[ShapeT_co, np.dtype[Any]]: ...


class Einsum(Protocol):
    """Products summed over the indices that the result lacks."""

    @overload
    def __call__(
        self,
        subscripts: str,
        /,
        *operands: Variable[SameT, Any],
        optimize: bool | str = False,
    ) -> Variable[SameT]: ...
    @overload
    def __call__(
        self,
        subscripts: str,
        /,
        *operands: npt.NDArray[SameT],
        optimize: bool | str = False,
    ) -> npt.NDArray[SameT]: ...
    @overload
    def __call__(
        self,
        subscripts: str,
        /,
        *operands: TypedOperand[SameT, Any],
        optimize: bool | str = False,
    ) -> Variable[SameT]: ...
    @overload
    def __call__(
        self,
        subscripts: str,
        /,
        *operands: npt.NDArray[Any] | Number,
        optimize: bool | str = False,
    ) -> npt.NDArray[Any]: ...
    @overload
    def __call__(
        self, subscripts: str, /, *operands: Operand, optimize: bool | str = False
    ) -> Variable[Any]: ...
