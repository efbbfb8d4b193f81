"""Elements chosen, elements limited."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol, overload

from .operands import P

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from autodiff.typing import Number, Operand, ScalarT, ShapeT, TypedOperand
    from autodiff.variable import Variable

    from .operands import Nested

__all__ = ["Choose", "Chosen", "Clip", "Select", "Where"]


class Where(Protocol):
    """One or the other, elementwise; or where the condition holds."""

    @overload
    def __call__(self, condition: Operand | Nested, /) -> tuple[npt.NDArray[np.intp], ...]: ...
    @overload
    def __call__(
        self,
        condition: Operand,
        x: Variable[ScalarT, ShapeT],
        y: TypedOperand[ScalarT, ShapeT] | float,
        /,
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self,
        condition: Operand,
        x: TypedOperand[ScalarT, ShapeT] | float,
        y: Variable[ScalarT, ShapeT],
        /,
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self, condition: Operand, x: Variable[Any, Any], y: Operand, /
    ) -> Variable[Any]: ...
    @overload
    def __call__(
        self, condition: Operand, x: Operand, y: Variable[Any, Any], /
    ) -> Variable[Any]: ...
    @overload
    def __call__(
        self,
        condition: Operand | Nested,
        x: npt.NDArray[ScalarT],
        y: npt.NDArray[ScalarT] | float,
        /,
    ) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(
        self, condition: Operand | Nested, x: float, y: npt.NDArray[ScalarT], /
    ) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(
        self,
        condition: Operand | Nested,
        x: npt.NDArray[Any] | Nested,
        y: npt.NDArray[Any] | Nested,
        /,
    ) -> npt.NDArray[Any]: ...


class Clip(Protocol):
    """Limited to an interval; limits with axes may add some."""

    @overload
    def __call__(
        self,
        a: Variable[ScalarT, ShapeT],
        /,
        a_min: float | None = None,
        a_max: float | None = None,
        *,
        min: float | None = None,
        max: float | None = None,
    ) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(
        self,
        a: Variable[ScalarT, Any],
        /,
        a_min: Operand | None = None,
        a_max: Operand | None = None,
        *,
        min: Operand | None = None,
        max: Operand | None = None,
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self,
        a: np.ndarray[ShapeT, np.dtype[ScalarT]],
        /,
        a_min: float | None = None,
        a_max: float | None = None,
        *,
        min: float | None = None,
        max: float | None = None,
    ) -> np.ndarray[ShapeT, np.dtype[ScalarT]]: ...
    @overload
    def __call__(
        self,
        a: npt.NDArray[Any] | Nested,
        /,
        a_min: npt.NDArray[Any] | Nested | None = None,
        a_max: npt.NDArray[Any] | Nested | None = None,
        *,
        min: npt.NDArray[Any] | Nested | None = None,
        max: npt.NDArray[Any] | Nested | None = None,
    ) -> npt.NDArray[Any]: ...
    @overload
    def __call__(
        self,
        a: Operand,
        /,
        a_min: Operand | None = None,
        a_max: Operand | None = None,
        *,
        min: Operand | None = None,
        max: Operand | None = None,
    ) -> Variable[Any]: ...


class Chosen(Protocol[P]):
    """Elements of the second where the first is true."""

    @overload
    def __call__(
        self,
        condition: Operand | Nested,
        a: Variable[ScalarT, Any],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self,
        condition: Operand | Nested,
        a: npt.NDArray[ScalarT],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(
        self, condition: Operand | Nested, a: Nested, /, *args: P.args, **kwargs: P.kwargs
    ) -> npt.NDArray[Any]: ...


class Choose(Protocol):
    """Elements of the array of that number."""

    @overload
    def __call__(
        self,
        a: Operand | Nested,
        choices: Sequence[Variable[ScalarT, Any]] | Variable[ScalarT, Any],
        /,
        *,
        mode: Literal["raise", "wrap", "clip"] = "raise",
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self,
        a: Operand | Nested,
        choices: Sequence[npt.NDArray[ScalarT]] | npt.NDArray[ScalarT],
        /,
        *,
        mode: Literal["raise", "wrap", "clip"] = "raise",
    ) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(
        self,
        a: Operand | Nested,
        choices: Sequence[Variable[Any, Any] | npt.NDArray[Any] | Number],
        /,
        *,
        mode: Literal["raise", "wrap", "clip"] = "raise",
    ) -> Variable[Any]: ...


class Select(Protocol):
    """Elements of the first array whose condition holds."""

    @overload
    def __call__(
        self,
        condlist: Sequence[Operand],
        choicelist: Sequence[Variable[ScalarT, Any]],
        default: TypedOperand[ScalarT, Any] | float = 0,
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self,
        condlist: Sequence[Operand],
        choicelist: Sequence[npt.NDArray[ScalarT]],
        default: npt.NDArray[ScalarT] | float = 0,
    ) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(
        self,
        condlist: Sequence[Operand],
        choicelist: Sequence[Variable[Any, Any] | npt.NDArray[Any] | Number],
        default: Operand = 0,
    ) -> Variable[Any]: ...
