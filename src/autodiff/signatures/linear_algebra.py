"""Linear algebra of two operands, and values that turn out real or complex."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy takes a type variable with values for any of them, and later signatures for hidden.
# mypy: disable-error-code="overload-overlap, overload-cannot-match"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, overload

from .operands import P

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from autodiff.ops.linalg.results import EigResult
    from autodiff.typing import Operand, SameT, ShapeT, TypedOperand, UnknownRank
    from autodiff.variable import Variable

    from .operands import Nested

__all__ = ["Eig", "Fit", "MultiDot", "Solve", "Values"]


class Eig(Protocol[P]):
    """Real or complex, as the values turn out to be."""

    @overload
    def __call__(
        self, a: Variable[Any, Any], /, *args: P.args, **kwargs: P.kwargs
    ) -> EigResult[Variable, Variable]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[Any] | Nested, /, *args: P.args, **kwargs: P.kwargs
    ) -> EigResult[npt.NDArray[Any], npt.NDArray[Any]]: ...


class Values(Protocol):
    """Real or complex, as they turn out to be."""

    @overload
    def __call__(self, a: Variable[Any, Any]) -> Variable: ...
    @overload
    def __call__(self, a: npt.NDArray[Any] | Nested) -> npt.NDArray[Any]: ...


class Fit(Protocol[P]):
    """A solution of the dtype of both, sums of squares, a rank, and singular values."""

    @overload
    def __call__(
        self,
        a: Variable[SameT, Any],
        b: TypedOperand[SameT, Any],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[Variable[SameT], Variable, np.int32, Variable]: ...
    @overload
    def __call__(
        self,
        a: npt.NDArray[SameT],
        b: Variable[SameT, Any],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[Variable[SameT], Variable, np.int32, Variable]: ...
    @overload
    def __call__(
        self, a: Variable[Any, Any], b: Operand | Nested, /, *args: P.args, **kwargs: P.kwargs
    ) -> tuple[Variable, Variable, np.int32, Variable]: ...
    @overload
    def __call__(
        self, a: Operand | Nested, b: Variable[Any, Any], /, *args: P.args, **kwargs: P.kwargs
    ) -> tuple[Variable, Variable, np.int32, Variable]: ...
    @overload
    def __call__(
        self,
        a: npt.NDArray[Any] | Nested,
        b: npt.NDArray[Any] | Nested,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[npt.NDArray[Any], npt.NDArray[Any], np.int32, npt.NDArray[Any]]: ...


class Solve(Protocol):
    """The dtype of both, and the rank of the right-hand side, if there is a single matrix."""

    @overload
    def __call__(
        self, a: Variable[SameT, UnknownRank], b: TypedOperand[SameT, Any]
    ) -> Variable[SameT]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[SameT], b: Variable[SameT, UnknownRank]
    ) -> Variable[SameT]: ...
    @overload
    def __call__(
        self, a: Variable[SameT, tuple[int, int]], b: TypedOperand[SameT, ShapeT]
    ) -> Variable[SameT, ShapeT]: ...
    @overload
    def __call__(
        self, a: np.ndarray[tuple[int, int], np.dtype[SameT]], b: Variable[SameT, ShapeT]
    ) -> Variable[SameT, ShapeT]: ...
    @overload
    def __call__(self, a: Variable[SameT, Any], b: TypedOperand[SameT, Any]) -> Variable[SameT]: ...
    @overload
    def __call__(self, a: npt.NDArray[SameT], b: Variable[SameT, Any]) -> Variable[SameT]: ...
    @overload
    def __call__(self, a: Variable[Any, Any], b: Operand | Nested) -> Variable: ...
    @overload
    def __call__(self, a: Operand | Nested, b: Variable[Any, Any]) -> Variable: ...
    @overload
    def __call__(self, a: npt.NDArray[SameT], b: npt.NDArray[SameT]) -> npt.NDArray[SameT]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[Any] | Nested, b: npt.NDArray[Any] | Nested
    ) -> npt.NDArray[Any]: ...


class MultiDot(Protocol):
    """The dtype of all."""

    @overload
    def __call__(self, arrays: Sequence[Variable[SameT, Any]]) -> Variable[SameT]: ...
    @overload
    def __call__(self, arrays: Sequence[npt.NDArray[SameT]]) -> npt.NDArray[SameT]: ...
    @overload
    def __call__(self, arrays: Sequence[TypedOperand[SameT, Any]]) -> Variable[SameT]: ...
