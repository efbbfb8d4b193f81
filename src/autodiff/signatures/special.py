"""Special functions: of parameters and an argument, of several results, of complex results."""

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
    Four: TypeAlias = tuple[
        Variable[InexactT, ShapeT],
        Variable[InexactT, ShapeT],
        Variable[InexactT, ShapeT],
        Variable[InexactT, ShapeT],
    ]
    FourArrays: TypeAlias = tuple[
        npt.NDArray[Any], npt.NDArray[Any], npt.NDArray[Any], npt.NDArray[Any]
    ]

__all__ = [
    "ComplexOfOrder",
    "ComplexResult",
    "Fourfold",
    "FourfoldOfParameter",
    "Lambertw",
    "Logsumexp",
    "OfFour",
    "OfOrder",
    "OfThree",
    "Spherical",
    "TwofoldOfOrder",
    "Zeta",
]


class OfOrder(Protocol):
    """Of a parameter and an argument: numbers as parameters keep dtype and rank of that."""

    @overload
    def __call__(
        self, v: float, x: Variable[InexactT, ShapeT], /
    ) -> Variable[InexactT, ShapeT]: ...
    @overload
    def __call__(self, v: Operand, x: Variable[Any, Any], /) -> Variable[Any]: ...
    @overload
    def __call__(self, v: Variable[Any, Any], x: Operand, /) -> Variable[Any]: ...
    @overload
    def __call__(
        self, v: float, x: np.ndarray[ShapeT, np.dtype[InexactT]], /
    ) -> np.ndarray[ShapeT, np.dtype[InexactT]]: ...
    @overload
    def __call__(self, v: float, x: float, /) -> np.float64: ...
    @overload
    def __call__(self, v: float, x: complex, /) -> np.complex128: ...
    @overload
    def __call__(self, v: Plain, x: Plain, /) -> npt.NDArray[Any]: ...


class OfThree(Protocol):
    """Of two parameters and an argument, or three arguments."""

    @overload
    def __call__(
        self, a: float, b: float, x: Variable[InexactT, ShapeT], /
    ) -> Variable[InexactT, ShapeT]: ...
    @overload
    def __call__(self, a: Operand, b: Operand, x: Variable[Any, Any], /) -> Variable[Any]: ...
    @overload
    def __call__(self, a: Operand, b: Variable[Any, Any], x: Operand, /) -> Variable[Any]: ...
    @overload
    def __call__(self, a: Variable[Any, Any], b: Operand, x: Operand, /) -> Variable[Any]: ...
    @overload
    def __call__(
        self, a: float, b: float, x: np.ndarray[ShapeT, np.dtype[InexactT]], /
    ) -> np.ndarray[ShapeT, np.dtype[InexactT]]: ...
    @overload
    def __call__(self, a: float, b: float, x: float, /) -> np.float64: ...
    @overload
    def __call__(self, a: float, b: float, x: complex, /) -> np.complex128: ...
    @overload
    def __call__(self, a: Plain, b: Plain, x: Plain, /) -> npt.NDArray[Any]: ...


class OfFour(Protocol):
    """Of three parameters and an argument."""

    @overload
    def __call__(
        self, a: float, b: float, c: float, x: Variable[InexactT, ShapeT], /
    ) -> Variable[InexactT, ShapeT]: ...
    @overload
    def __call__(
        self, a: Operand, b: Operand, c: Operand, x: Variable[Any, Any], /
    ) -> Variable[Any]: ...
    @overload
    def __call__(
        self, a: float, b: float, c: float, x: np.ndarray[ShapeT, np.dtype[InexactT]], /
    ) -> np.ndarray[ShapeT, np.dtype[InexactT]]: ...
    @overload
    def __call__(self, a: float, b: float, c: float, x: float, /) -> np.float64: ...
    @overload
    def __call__(self, a: float, b: float, c: float, x: complex, /) -> np.complex128: ...
    @overload
    def __call__(self, a: Plain, b: Plain, c: Plain, x: Plain, /) -> npt.NDArray[Any]: ...


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


class ComplexOfOrder(Protocol):
    """Of a parameter and an argument; the result is complex."""

    @overload
    def __call__(
        self, v: float, z: Variable[Double, ShapeT], /
    ) -> Variable[np.complex128, ShapeT]: ...
    @overload
    def __call__(
        self, v: float, z: Variable[Single, ShapeT], /
    ) -> Variable[np.complex64, ShapeT]: ...
    @overload
    def __call__(self, v: Operand, z: Variable[Any, Any], /) -> Variable[Any]: ...
    @overload
    def __call__(self, v: float, z: complex, /) -> np.complex128: ...
    @overload
    def __call__(self, v: Plain, z: Plain, /) -> npt.NDArray[Any]: ...


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


class Spherical(Protocol):
    """A spherical Bessel function of an order, or its derivative."""

    @overload
    def __call__(
        self, n: int, z: Variable[InexactT, ShapeT], derivative: bool = False
    ) -> Variable[InexactT, ShapeT]: ...
    @overload
    def __call__(
        self, n: Operand, z: Variable[Any, Any], derivative: bool = False
    ) -> Variable[Any]: ...
    @overload
    def __call__(
        self, n: int, z: np.ndarray[ShapeT, np.dtype[InexactT]], derivative: bool = False
    ) -> np.ndarray[ShapeT, np.dtype[InexactT]]: ...
    @overload
    def __call__(self, n: int, z: float, derivative: bool = False) -> np.float64: ...
    @overload
    def __call__(self, n: Plain, z: Plain, derivative: bool = False) -> npt.NDArray[Any]: ...


class TwofoldOfOrder(Protocol):
    """Of a parameter and an argument: a function and its derivative."""

    @overload
    def __call__(
        self, v: float, x: Variable[InexactT, ShapeT], /
    ) -> tuple[Variable[InexactT, ShapeT], Variable[InexactT, ShapeT]]: ...
    @overload
    def __call__(
        self, v: Operand, x: Variable[Any, Any], /
    ) -> tuple[Variable[Any], Variable[Any]]: ...
    @overload
    def __call__(
        self, v: Plain | float, x: Plain | float, /
    ) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]: ...


class Fourfold(Protocol):
    """Four results of one argument."""

    @overload
    def __call__(self, z: Variable[InexactT, ShapeT], /) -> Four[InexactT, ShapeT]: ...
    @overload
    def __call__(self, z: Plain | Number, /) -> FourArrays: ...


class FourfoldOfParameter(Protocol):
    """Four results of one argument and a parameter."""

    @overload
    def __call__(self, u: Variable[InexactT, ShapeT], m: float, /) -> Four[InexactT, ShapeT]: ...
    @overload
    def __call__(
        self, u: Variable[InexactT, Any], m: Operand, /
    ) -> Four[InexactT, tuple[Any, ...]]: ...
    @overload
    def __call__(self, u: Plain | float, m: Plain | float, /) -> FourArrays: ...


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
    ) -> tuple[Variable[InexactT], npt.NDArray[InexactT]]: ...
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
