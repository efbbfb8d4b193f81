"""Discrete Fourier transforms: complex of the same precision, of the same rank."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol, overload

from .operands import P

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from autodiff.typing import ComplexT, Integral, Real, ShapeT
    from autodiff.variable import Variable

    from .operands import Nested, Reals

__all__ = ["Frequencies", "HalfSpectrum", "Spectrum"]


class Spectrum(Protocol[P]):
    """Complex numbers stay what they are, others become complex."""

    @overload
    def __call__(
        self, a: Variable[ComplexT, ShapeT], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[ComplexT, ShapeT]: ...
    @overload
    def __call__(
        self, a: Variable[np.float64 | Integral, ShapeT], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[np.complex128, ShapeT]: ...
    @overload
    def __call__(
        self, a: Variable[np.float32 | np.float16, ShapeT], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[np.complex64, ShapeT]: ...
    @overload
    def __call__(
        self, a: Variable[np.floating[Any], ShapeT], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[np.complexfloating[Any, Any], ShapeT]: ...
    @overload
    def __call__(
        self, a: np.ndarray[ShapeT, np.dtype[ComplexT]], /, *args: P.args, **kwargs: P.kwargs
    ) -> np.ndarray[ShapeT, np.dtype[ComplexT]]: ...
    @overload
    def __call__(
        self,
        a: np.ndarray[ShapeT, np.dtype[np.float64 | Integral]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> np.ndarray[ShapeT, np.dtype[np.complex128]]: ...
    @overload
    def __call__(
        self,
        a: np.ndarray[ShapeT, np.dtype[np.float32 | np.float16]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> np.ndarray[ShapeT, np.dtype[np.complex64]]: ...
    @overload
    def __call__(
        self,
        a: np.ndarray[ShapeT, np.dtype[np.floating[Any]]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> np.ndarray[ShapeT, np.dtype[np.complexfloating[Any, Any]]]: ...
    @overload
    def __call__(
        self, a: Nested, /, *args: P.args, **kwargs: P.kwargs
    ) -> npt.NDArray[np.complex128]: ...


class HalfSpectrum(Protocol[P]):
    """Of real numbers alone."""

    @overload
    def __call__(
        self, a: Variable[np.float64 | Integral, ShapeT], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[np.complex128, ShapeT]: ...
    @overload
    def __call__(
        self, a: Variable[np.float32 | np.float16, ShapeT], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[np.complex64, ShapeT]: ...
    @overload
    def __call__(
        self, a: Variable[np.floating[Any], ShapeT], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[np.complexfloating[Any, Any], ShapeT]: ...
    @overload
    def __call__(
        self,
        a: np.ndarray[ShapeT, np.dtype[np.float64 | Integral]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> np.ndarray[ShapeT, np.dtype[np.complex128]]: ...
    @overload
    def __call__(
        self,
        a: np.ndarray[ShapeT, np.dtype[np.float32 | np.float16]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> np.ndarray[ShapeT, np.dtype[np.complex64]]: ...
    @overload
    def __call__(
        self,
        a: np.ndarray[ShapeT, np.dtype[np.floating[Any]]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> np.ndarray[ShapeT, np.dtype[np.complexfloating[Any, Any]]]: ...
    @overload
    def __call__(
        self, a: Reals, /, *args: P.args, **kwargs: P.kwargs
    ) -> npt.NDArray[np.complex128]: ...


class Frequencies(Protocol):
    """The frequencies of the bins, for a distance of samples: in double precision."""

    @overload
    def __call__(
        self, n: int, d: Variable[Real, tuple[()]], device: Literal["cpu"] | None = None
    ) -> Variable[np.float64, tuple[int]]: ...
    @overload
    def __call__(
        self,
        n: int,
        d: Variable[np.complexfloating[Any, Any], tuple[()]],
        device: Literal["cpu"] | None = None,
    ) -> Variable[np.complex128, tuple[int]]: ...
    @overload
    def __call__(
        self, n: int, d: float | Real = 1.0, device: Literal["cpu"] | None = None
    ) -> np.ndarray[tuple[int], np.dtype[np.float64]]: ...
