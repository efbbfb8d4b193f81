"""Polynomials, counts and sets that return more than one array."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol, overload

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from autodiff.typing import Operand, SameT, ScalarT, TypedOperand
    from autodiff.variable import Variable

    from .operands import Nested

__all__ = ["Bincount", "Intersect", "Polydiv", "Roots"]


class Polydiv(Protocol):
    """The quotient and the remainder."""

    @overload
    def __call__(
        self, u: Variable[SameT, Any], v: TypedOperand[SameT, Any], /
    ) -> tuple[Variable[SameT, tuple[int]], Variable[SameT, tuple[int]]]: ...
    @overload
    def __call__(
        self, u: npt.NDArray[SameT], v: Variable[SameT, Any], /
    ) -> tuple[Variable[SameT, tuple[int]], Variable[SameT, tuple[int]]]: ...
    @overload
    def __call__(
        self, u: npt.NDArray[Any] | Nested, v: npt.NDArray[Any] | Nested, /
    ) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]: ...
    @overload
    def __call__(self, u: Operand, v: Operand, /) -> tuple[Variable[Any], Variable[Any]]: ...


class Roots(Protocol):
    """Real or complex, as they come."""

    @overload
    def __call__(self, p: Variable[Any, Any], /) -> Variable[Any, tuple[int]]: ...
    @overload
    def __call__(self, p: npt.NDArray[Any] | Nested, /) -> npt.NDArray[Any]: ...


class Bincount(Protocol):
    """How often, or the sums of weights."""

    @overload
    def __call__(
        self, x: Operand | Nested, /, weights: None = None, minlength: int = 0
    ) -> npt.NDArray[np.intp]: ...
    @overload
    def __call__(
        self, x: Operand | Nested, /, weights: Variable[Any, Any], minlength: int = 0
    ) -> Variable[np.float64, tuple[int]]: ...
    @overload
    def __call__(
        self, x: Operand | Nested, /, weights: npt.NDArray[Any] | Nested, minlength: int = 0
    ) -> npt.NDArray[np.float64]: ...


class Intersect(Protocol):
    """What both have, and where, if asked."""

    @overload
    def __call__(
        self,
        ar1: Variable[ScalarT, Any],
        ar2: TypedOperand[ScalarT, Any],
        /,
        assume_unique: bool = False,
        return_indices: Literal[False] = False,
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __call__(
        self,
        ar1: npt.NDArray[ScalarT],
        ar2: Variable[ScalarT, Any],
        /,
        assume_unique: bool = False,
        return_indices: Literal[False] = False,
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __call__(
        self,
        ar1: npt.NDArray[ScalarT],
        ar2: npt.NDArray[ScalarT],
        /,
        assume_unique: bool = False,
        return_indices: Literal[False] = False,
    ) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(
        self,
        ar1: Variable[ScalarT, Any],
        ar2: TypedOperand[ScalarT, Any],
        /,
        assume_unique: bool = False,
        *,
        return_indices: Literal[True],
    ) -> tuple[Variable[ScalarT, tuple[int]], npt.NDArray[np.intp], npt.NDArray[np.intp]]: ...
    @overload
    def __call__(
        self,
        ar1: npt.NDArray[ScalarT],
        ar2: npt.NDArray[ScalarT],
        /,
        assume_unique: bool = False,
        *,
        return_indices: Literal[True],
    ) -> tuple[npt.NDArray[ScalarT], npt.NDArray[np.intp], npt.NDArray[np.intp]]: ...
