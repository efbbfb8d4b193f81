"""Several arrays made one."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, overload

from .operands import P

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from autodiff.typing import SameT, ScalarT, ShapeT, TypedOperand, UnknownRank
    from autodiff.variable import Variable

    from .operands import Nested

__all__ = ["Block", "Concatenate", "Joined", "Stack"]


class Concatenate(Protocol[P]):
    """Along an axis of theirs."""

    @overload
    def __call__(
        self, arrays: Sequence[Variable[ScalarT, ShapeT]], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(
        self, arrays: Sequence[npt.NDArray[ScalarT]], /, *args: P.args, **kwargs: P.kwargs
    ) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(
        self, arrays: Sequence[TypedOperand[SameT, Any]], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[SameT]: ...
    # Checkers that join a Variable and an array of another dtype to object find none in it.
    @overload
    def __call__(
        self,
        arrays: Sequence[Variable[Any, Any] | npt.NDArray[Any]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Variable[Any]: ...
    @overload
    def __call__(
        self, arrays: Sequence[Nested], /, *args: P.args, **kwargs: P.kwargs
    ) -> npt.NDArray[Any]: ...


class Joined(Protocol[P]):
    """Of another rank, for those of few axes get more."""

    @overload
    def __call__(
        self, arrays: Sequence[Variable[ScalarT, Any]], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self, arrays: Sequence[npt.NDArray[ScalarT]], /, *args: P.args, **kwargs: P.kwargs
    ) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(
        self, arrays: Sequence[TypedOperand[SameT, Any]], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[SameT]: ...
    @overload
    def __call__(
        self,
        arrays: Sequence[Variable[Any, Any] | npt.NDArray[Any]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Variable[Any]: ...
    @overload
    def __call__(
        self, arrays: Sequence[Nested], /, *args: P.args, **kwargs: P.kwargs
    ) -> npt.NDArray[Any]: ...


class Stack(Protocol[P]):
    """Along a new axis."""

    @overload
    def __call__(
        self, arrays: Sequence[Variable[ScalarT, UnknownRank]], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self, arrays: Sequence[Variable[ScalarT, tuple[()]]], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __call__(
        self, arrays: Sequence[Variable[ScalarT, tuple[int]]], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[ScalarT, tuple[int, int]]: ...
    @overload
    def __call__(
        self,
        arrays: Sequence[Variable[ScalarT, tuple[int, int]]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Variable[ScalarT, tuple[int, int, int]]: ...
    @overload
    def __call__(
        self, arrays: Sequence[Variable[ScalarT, Any]], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self, arrays: Sequence[npt.NDArray[ScalarT]], /, *args: P.args, **kwargs: P.kwargs
    ) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(
        self, arrays: Sequence[TypedOperand[SameT, Any]], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[SameT]: ...
    @overload
    def __call__(
        self,
        arrays: Sequence[Variable[Any, Any] | npt.NDArray[Any]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Variable[Any]: ...
    @overload
    def __call__(
        self, arrays: Sequence[Nested], /, *args: P.args, **kwargs: P.kwargs
    ) -> npt.NDArray[Any]: ...


class Block(Protocol):
    """Of nested lists of arrays."""

    @overload
    def __call__(
        self,
        arrays: Sequence[Variable[ScalarT, Any]] | Sequence[Sequence[Variable[ScalarT, Any]]],
        /,
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self, arrays: Sequence[npt.NDArray[ScalarT]] | Sequence[Sequence[npt.NDArray[ScalarT]]], /
    ) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(
        self, arrays: Sequence[Sequence[Variable[Any, Any] | npt.NDArray[Any] | Nested]], /
    ) -> Variable[Any]: ...
    @overload
    def __call__(
        self, arrays: Sequence[Variable[Any, Any] | npt.NDArray[Any] | Nested], /
    ) -> Variable[Any]: ...
