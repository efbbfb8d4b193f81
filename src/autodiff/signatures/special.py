"""Special functions of signatures of their own."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, overload

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from autodiff.typing import Axis, InexactT, Number, Operand, ShapeT
    from autodiff.variable import Variable

    from .operands import Nested

    Double: TypeAlias = np.float64 | np.complex128
    Single: TypeAlias = np.float32 | np.complex64
    Plain: TypeAlias = npt.NDArray[Any] | Nested

__all__ = ["ComplexResult", "Lambertw", "Logsumexp", "Zeta"]


class ComplexResult(Protocol):
    """Elementwise; the result is complex."""

    @overload
    def __call__(self, z: Variable[Double, ShapeT], /) -> Variable[np.complex128, ShapeT]: ...
    @overload
    def __call__(self, z: Variable[Single, ShapeT], /) -> Variable[np.complex64, ShapeT]: ...
    @overload
    def __call__(
        self, z: np.ndarray[ShapeT, np.dtype[Double]], /
    ) -> np.ndarray[ShapeT, np.dtype[np.complex128]]: ...
    @overload
    def __call__(
        self, z: np.ndarray[ShapeT, np.dtype[Single]], /
    ) -> np.ndarray[ShapeT, np.dtype[np.complex64]]: ...
    @overload
    def __call__(self, z: complex, /) -> np.complex128: ...


class Lambertw(Protocol):
    """A branch of the inverse of ``w e ** w``; the result is complex."""

    @overload
    def __call__(
        self, z: Variable[Double, ShapeT], k: int = 0, tol: float = 1e-8
    ) -> Variable[np.complex128, ShapeT]: ...
    @overload
    def __call__(
        self, z: Variable[Any, ShapeT], k: int = 0, tol: float = 1e-8
    ) -> Variable[Any, ShapeT]: ...
    @overload
    def __call__(self, z: complex, k: int = 0, tol: float = 1e-8) -> np.complex128: ...
    @overload
    def __call__(self, z: Plain, k: int = 0, tol: float = 1e-8) -> npt.NDArray[Any]: ...


class Logsumexp(Protocol):
    """The logarithm of a sum of exponentials, with its sign if that is wanted."""

    @overload
    def __call__(
        self,
        a: Variable[InexactT, Any],
        axis: Axis = None,
        b: Operand | None = None,
        keepdims: bool = False,
        return_sign: Literal[False] = False,
    ) -> Variable[InexactT]: ...
    @overload
    def __call__(
        self,
        a: Variable[InexactT, Any],
        axis: Axis = None,
        b: Operand | None = None,
        keepdims: bool = False,
        *,
        return_sign: Literal[True],
    ) -> tuple[Variable[InexactT], Any]: ...
    @overload
    def __call__(
        self,
        a: Plain,
        axis: Axis = None,
        b: Plain | Number | None = None,
        keepdims: bool = False,
        return_sign: Literal[False] = False,
    ) -> Any: ...
    @overload
    def __call__(
        self,
        a: Plain,
        axis: Axis = None,
        b: Plain | Number | None = None,
        keepdims: bool = False,
        *,
        return_sign: Literal[True],
    ) -> tuple[Any, Any]: ...


class Zeta(Protocol):
    """Riemann's zeta function, with a second argument Hurwitz's."""

    @overload
    def __call__(
        self, x: Variable[InexactT, ShapeT], q: float | None = None
    ) -> Variable[InexactT, ShapeT]: ...
    @overload
    def __call__(self, x: Variable[Any, Any], q: Operand | None = None) -> Variable[Any]: ...
    @overload
    def __call__(self, x: Operand, q: Variable[Any, Any]) -> Variable[Any]: ...
    @overload
    def __call__(
        self, x: np.ndarray[ShapeT, np.dtype[InexactT]], q: float | None = None
    ) -> np.ndarray[ShapeT, np.dtype[InexactT]]: ...
    @overload
    def __call__(self, x: float, q: float | None = None) -> np.float64: ...
    @overload
    def __call__(self, x: Plain, q: Plain | None = None) -> npt.NDArray[Any]: ...
