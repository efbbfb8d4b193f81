"""Sorting and sets."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol, overload

from .operands import P

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from autodiff.typing import ScalarT, ShapeT
    from autodiff.variable import Variable

    from .operands import Nested

__all__ = ["Ordered", "Unique", "UniqueAll", "UniqueWith"]


class Ordered(Protocol[P]):
    """Along an axis; with None for it, all elements in one row."""

    @overload
    def __call__(
        self, a: Variable[ScalarT, Any], /, axis: None
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, ShapeT], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[ScalarT], /, axis: None
    ) -> np.ndarray[tuple[int], np.dtype[ScalarT]]: ...
    @overload
    def __call__(
        self, a: np.ndarray[ShapeT, np.dtype[ScalarT]], /, *args: P.args, **kwargs: P.kwargs
    ) -> np.ndarray[ShapeT, np.dtype[ScalarT]]: ...
    @overload
    def __call__(self, a: Nested, /, *args: P.args, **kwargs: P.kwargs) -> npt.NDArray[Any]: ...


class UniqueWith(Protocol):
    """The distinct elements, and one array of indices or counts."""

    @overload
    def __call__(
        self, x: Variable[ScalarT, Any], /
    ) -> tuple[Variable[ScalarT, tuple[int]], npt.NDArray[np.intp]]: ...
    @overload
    def __call__(
        self, x: npt.NDArray[ScalarT], /
    ) -> tuple[np.ndarray[tuple[int], np.dtype[ScalarT]], npt.NDArray[np.intp]]: ...
    @overload
    def __call__(self, x: Nested, /) -> tuple[npt.NDArray[Any], npt.NDArray[np.intp]]: ...


class UniqueAll(Protocol):
    """The distinct elements, where they are, how to put them back, how many."""

    @overload
    def __call__(
        self, x: Variable[ScalarT, Any], /
    ) -> tuple[
        Variable[ScalarT, tuple[int]],
        npt.NDArray[np.intp],
        npt.NDArray[np.intp],
        npt.NDArray[np.intp],
    ]: ...
    @overload
    def __call__(
        self, x: npt.NDArray[ScalarT], /
    ) -> tuple[
        np.ndarray[tuple[int], np.dtype[ScalarT]],
        npt.NDArray[np.intp],
        npt.NDArray[np.intp],
        npt.NDArray[np.intp],
    ]: ...
    @overload
    def __call__(
        self, x: Nested, /
    ) -> tuple[
        npt.NDArray[Any], npt.NDArray[np.intp], npt.NDArray[np.intp], npt.NDArray[np.intp]
    ]: ...


class Unique(Protocol):
    """The distinct elements; with one of return_index and the like, indices follow."""

    @overload
    def __call__(
        self,
        ar: Variable[ScalarT, Any],
        /,
        return_index: Literal[False] = False,
        return_inverse: Literal[False] = False,
        return_counts: Literal[False] = False,
        axis: int | None = None,
        *,
        equal_nan: bool = True,
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self,
        ar: npt.NDArray[ScalarT],
        /,
        return_index: Literal[False] = False,
        return_inverse: Literal[False] = False,
        return_counts: Literal[False] = False,
        axis: int | None = None,
        *,
        equal_nan: bool = True,
    ) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(
        self,
        ar: Nested,
        /,
        return_index: Literal[False] = False,
        return_inverse: Literal[False] = False,
        return_counts: Literal[False] = False,
        axis: int | None = None,
        *,
        equal_nan: bool = True,
    ) -> npt.NDArray[Any]: ...
    @overload
    def __call__(
        self,
        ar: Variable[ScalarT, Any],
        /,
        return_index: bool = False,
        return_inverse: bool = False,
        return_counts: bool = False,
        axis: int | None = None,
        *,
        equal_nan: bool = True,
    ) -> tuple[Variable[ScalarT], *tuple[npt.NDArray[np.intp], ...]]: ...
    @overload
    def __call__(
        self,
        ar: npt.NDArray[ScalarT],
        /,
        return_index: bool = False,
        return_inverse: bool = False,
        return_counts: bool = False,
        axis: int | None = None,
        *,
        equal_nan: bool = True,
    ) -> tuple[npt.NDArray[ScalarT], *tuple[npt.NDArray[np.intp], ...]]: ...
