"""Numbers between others."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol, overload

from .operands import P

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from autodiff.typing import Operand, ScalarT, TypedOperand, UnknownRank
    from autodiff.variable import Variable

    from .operands import Nested

__all__ = ["Linspace", "Spaced"]


class Spaced(Protocol[P]):
    """From here to there: one more axis."""

    @overload
    def __call__(
        self,
        start: Variable[ScalarT, UnknownRank],
        stop: Operand,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self,
        start: Variable[ScalarT, tuple[()]],
        stop: Variable[ScalarT, tuple[()]] | float,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __call__(
        self,
        start: float,
        stop: Variable[ScalarT, UnknownRank],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self, start: float, stop: Variable[ScalarT, tuple[()]], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __call__(
        self,
        start: Variable[ScalarT, Any],
        stop: TypedOperand[ScalarT, Any] | float,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self, start: Variable[Any, Any], stop: Operand, /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[Any]: ...
    @overload
    def __call__(
        self, start: Operand, stop: Variable[Any, Any], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[Any]: ...
    @overload
    def __call__(
        self, start: float, stop: float, /, *args: P.args, **kwargs: P.kwargs
    ) -> npt.NDArray[np.float64]: ...
    @overload
    def __call__(
        self,
        start: npt.NDArray[Any] | Nested,
        stop: npt.NDArray[Any] | Nested,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> npt.NDArray[Any]: ...


class Linspace(Protocol):
    """From here to there in equal steps; with the step, if asked."""

    @overload
    def __call__(
        self,
        start: Operand | Nested,
        stop: Operand | Nested,
        /,
        num: int = 50,
        *,
        endpoint: bool = True,
        retstep: Literal[True],
        dtype: npt.DTypeLike | None = None,
        axis: int = 0,
    ) -> tuple[Any, Any]: ...
    @overload
    def __call__(
        self,
        start: Variable[ScalarT, tuple[()]],
        stop: Variable[ScalarT, tuple[()]] | float,
        /,
        num: int = 50,
        endpoint: bool = True,
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __call__(
        self,
        start: float,
        stop: Variable[ScalarT, tuple[()]],
        /,
        num: int = 50,
        endpoint: bool = True,
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __call__(
        self,
        start: float,
        stop: float,
        /,
        num: int = 50,
        endpoint: bool = True,
        *,
        dtype: None = None,
    ) -> np.ndarray[tuple[int], np.dtype[np.float64]]: ...
    @overload
    def __call__(
        self,
        start: npt.NDArray[Any] | Nested,
        stop: npt.NDArray[Any] | Nested,
        /,
        num: int = 50,
        endpoint: bool = True,
        *,
        dtype: npt.DTypeLike | None = None,
        axis: int = 0,
    ) -> npt.NDArray[Any]: ...
    @overload
    def __call__(
        self,
        start: Operand | Nested,
        stop: Operand | Nested,
        /,
        num: int = 50,
        endpoint: bool = True,
        *,
        dtype: npt.DTypeLike | None = None,
        axis: int = 0,
    ) -> Variable[Any]: ...
