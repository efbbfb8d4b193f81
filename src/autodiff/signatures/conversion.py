"""Arrays made of what is given: Variables of Variables, arrays of arrays."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, overload

from .operands import P

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from autodiff.typing import Number, ScalarT, ShapeT
    from autodiff.variable import Variable

    from .operands import Nested

__all__ = ["Conversion", "Full"]


class Conversion(Protocol[P]):
    """Of the same dtype, unless another is given."""

    @overload
    def __call__(self, a: Variable[ScalarT, ShapeT], /) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(
        self, a: Variable[Any, ShapeT], /, dtype: type[ScalarT] | np.dtype[ScalarT]
    ) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(
        self, a: Variable[Any, Any], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[Any]: ...
    @overload
    def __call__(
        self, a: np.ndarray[ShapeT, np.dtype[ScalarT]], /
    ) -> np.ndarray[ShapeT, np.dtype[ScalarT]]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[Any] | Nested, /, dtype: type[ScalarT] | np.dtype[ScalarT]
    ) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[Any] | Nested, /, *args: P.args, **kwargs: P.kwargs
    ) -> npt.NDArray[Any]: ...
    # NumPy's arrays of other things, then nested sequences with Variables in them.
    @overload
    def __call__(
        self,
        a: Sequence[str] | Sequence[bytes] | Sequence[npt.NDArray[Any]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> npt.NDArray[Any]: ...
    @overload
    def __call__(
        self,
        a: Sequence[Variable[Any, Any] | npt.NDArray[Any] | Number],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Variable[Any]: ...
    @overload
    def __call__(
        self,
        a: Sequence[Sequence[Variable[Any, Any] | npt.NDArray[Any] | Number]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Variable[Any]: ...


class Full(Protocol[P]):
    """The same value everywhere."""

    @overload
    def __call__(
        self, shape: int | tuple[int], fill_value: Variable[ScalarT, tuple[()]], /
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __call__(
        self, shape: tuple[int, int], fill_value: Variable[ScalarT, tuple[()]], /
    ) -> Variable[ScalarT, tuple[int, int]]: ...
    @overload
    def __call__(
        self, shape: int | Sequence[int], fill_value: Variable[ScalarT, Any], /
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self,
        shape: int | Sequence[int],
        fill_value: Variable[Any, Any],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Variable[Any]: ...
    @overload
    def __call__(
        self,
        shape: int | Sequence[int],
        fill_value: npt.NDArray[Any] | Nested,
        /,
        dtype: type[ScalarT] | np.dtype[ScalarT],
    ) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(
        self, shape: int | Sequence[int], fill_value: ScalarT, /
    ) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(
        self,
        shape: int | Sequence[int],
        fill_value: npt.NDArray[Any] | Nested,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> npt.NDArray[Any]: ...
