"""The signatures of functions whose results may be of another dtype, or several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, overload

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from autodiff.typing import ScalarT, ShapeT, TypedOperand
    from autodiff.variable import Variable

__all__ = ["ChoFactor", "ChoSolve", "MatrixFunction", "Sylvester"]


class MatrixFunction(Protocol):
    """A function of square matrices, which may be complex for real ones."""

    @overload
    def __call__(self, A: Variable[Any, ShapeT]) -> Variable[Any, ShapeT]: ...
    @overload
    def __call__(
        self, A: np.ndarray[ShapeT, np.dtype[Any]]
    ) -> np.ndarray[ShapeT, np.dtype[Any]]: ...


class ChoFactor(Protocol):
    """A factor, and whether it is the lower one."""

    @overload
    def __call__(
        self, a: Variable[ScalarT, ShapeT], lower: bool = False, *, check_finite: bool = True
    ) -> tuple[Variable[ScalarT, ShapeT], bool]: ...
    @overload
    def __call__(
        self,
        a: np.ndarray[ShapeT, np.dtype[ScalarT]],
        lower: bool = False,
        *,
        check_finite: bool = True,
    ) -> tuple[np.ndarray[ShapeT, np.dtype[ScalarT]], bool]: ...


class ChoSolve(Protocol):
    """The solution of a system for what ``cho_factor`` returns."""

    @overload
    def __call__(
        self,
        c_and_lower: tuple[Variable[Any, Any], bool],
        b: TypedOperand[Any, ShapeT],
        *,
        check_finite: bool = True,
    ) -> Variable[Any]: ...
    @overload
    def __call__(
        self,
        c_and_lower: tuple[npt.NDArray[Any], bool],
        b: Variable[Any, Any],
        *,
        check_finite: bool = True,
    ) -> Variable[Any]: ...
    @overload
    def __call__(
        self,
        c_and_lower: tuple[npt.NDArray[Any], bool],
        b: npt.NDArray[Any],
        *,
        check_finite: bool = True,
    ) -> npt.NDArray[Any]: ...


class Sylvester(Protocol):
    """The solution of an equation of three matrices."""

    @overload
    def __call__(
        self, a: Variable[Any, Any], b: TypedOperand[Any, Any], q: TypedOperand[Any, Any]
    ) -> Variable[Any]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[Any], b: Variable[Any, Any], q: TypedOperand[Any, Any]
    ) -> Variable[Any]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[Any], b: npt.NDArray[Any], q: Variable[Any, Any]
    ) -> Variable[Any]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[Any], b: npt.NDArray[Any], q: npt.NDArray[Any]
    ) -> npt.NDArray[Any]: ...
