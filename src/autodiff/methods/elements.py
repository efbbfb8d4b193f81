"""Reading, writing, choosing and converting elements, as methods."""

# NumPy's functions are called through Any, for its stubs do not know that they dispatch.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Literal, SupportsIndex, cast, overload

import numpy as np

from autodiff.inplace import assign
from autodiff.ops.casting import astype
from autodiff.ops.clip import clip
from autodiff.ops.complex import conj, imag, real
from autodiff.ops.getitem import getitem
from autodiff.typing import ScalarT_co, ShapeT_co

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import EllipsisType

    import numpy.typing as npt

    from autodiff.typing import Index, Operand, ScalarT, UnknownRank
    from autodiff.variable import Variable

__all__ = ["Elements"]

_np: Any = np


class Elements(Generic[ScalarT_co, ShapeT_co]):
    """One by one, by indices and by conditions."""

    __slots__ = ()

    @overload
    def __getitem__(
        self: Elements[ScalarT, UnknownRank],
        index: SupportsIndex | tuple[SupportsIndex | slice | EllipsisType | None, ...] | None,
        /,
    ) -> Variable[ScalarT]: ...
    @overload
    def __getitem__(
        self: Elements[ScalarT, tuple[int]], index: SupportsIndex, /
    ) -> Variable[ScalarT, tuple[()]]: ...
    @overload
    def __getitem__(
        self: Elements[ScalarT, tuple[int, int]],
        index: SupportsIndex
        | tuple[SupportsIndex, slice]
        | tuple[slice, SupportsIndex]
        | tuple[EllipsisType, SupportsIndex],
        /,
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __getitem__(
        self: Elements[ScalarT, tuple[int, int]], index: tuple[SupportsIndex, SupportsIndex], /
    ) -> Variable[ScalarT, tuple[()]]: ...
    @overload
    def __getitem__(
        self: Elements[ScalarT, tuple[int, int, int]],
        index: SupportsIndex | tuple[EllipsisType, SupportsIndex],
        /,
    ) -> Variable[ScalarT, tuple[int, int]]: ...
    @overload
    def __getitem__(
        self: Elements[ScalarT, tuple[int, int, int]], index: tuple[SupportsIndex, SupportsIndex], /
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __getitem__(
        self: Elements[ScalarT, tuple[int, int, int]],
        index: tuple[SupportsIndex, SupportsIndex, SupportsIndex],
        /,
    ) -> Variable[ScalarT, tuple[()]]: ...
    @overload
    def __getitem__(
        self: Elements[ScalarT, tuple[()]], index: None, /
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __getitem__(
        self: Elements[ScalarT, tuple[int]],
        index: tuple[slice, None] | tuple[None, slice] | None,
        /,
    ) -> Variable[ScalarT, tuple[int, int]]: ...
    @overload
    def __getitem__(
        self: Elements[ScalarT, tuple[int, int]], index: None, /
    ) -> Variable[ScalarT, tuple[int, int, int]]: ...
    @overload
    def __getitem__(
        self: Elements[ScalarT, tuple[int, int]], index: tuple[slice, slice], /
    ) -> Variable[ScalarT, tuple[int, int]]: ...
    @overload
    def __getitem__(self, index: slice | EllipsisType, /) -> Variable[ScalarT_co, ShapeT_co]: ...
    @overload
    def __getitem__(self, index: Index, /) -> Variable[ScalarT_co]: ...
    def __getitem__(self, index: Any, /) -> Variable[Any, Any]:
        return getitem(cast("Any", self), index)

    def __setitem__(self, index: Index, value: Operand | list[float], /) -> None:
        """Write elements: this Variable gets a new value and a new history."""
        assign(cast("Any", self), index, value)

    def clip(self, min: Operand | None = None, max: Operand | None = None) -> Variable[ScalarT_co]:  # noqa: A002  # NumPy's names
        """Return the values limited to ``min`` and ``max``; see :func:`autodiff.clip`."""
        return clip(cast("Any", self), min, max)

    def conj(self) -> Variable[ScalarT_co, ShapeT_co]:
        """Return the complex conjugate."""
        return conj(cast("Any", self))

    @property
    def real(self) -> Variable[Any, ShapeT_co]:
        """The real part (Any: float64 of complex128, but no checker can be told so)."""
        return real(cast("Any", self))

    @property
    def imag(self) -> Variable[Any, ShapeT_co]:
        """The imaginary part (Any: as for the real part)."""
        return imag(cast("Any", self))

    def astype(self, dtype: npt.DTypeLike) -> Variable[Any, ShapeT_co]:
        """Return the same values in another dtype (Any: of the scalar type that it names)."""
        return astype(cast("Any", self), dtype)

    def round(self, decimals: int = 0) -> Variable[ScalarT_co, ShapeT_co]:
        """Return the values rounded, with gradient 0; see ``numpy.round``."""
        return _np.round(self, decimals)

    def take(
        self,
        indices: Any,
        axis: int | None = None,
        *,
        mode: Literal["raise", "wrap", "clip"] = "raise",
    ) -> Variable[ScalarT_co]:
        """Return the elements at ``indices`` (Any: integers, or arrays of them)."""
        return _np.take(self, indices, axis, mode=mode)

    def compress(self, condition: Any, axis: int | None = None) -> Variable[ScalarT_co]:
        """Return the slices where the condition holds (Any: booleans)."""
        return _np.compress(condition, self, axis)

    def choose(
        self, choices: Sequence[Operand], mode: Literal["raise", "wrap", "clip"] = "raise"
    ) -> Variable[Any]:
        """Return, with these integers as numbers of the choices, what they choose."""
        return _np.choose(self, choices, mode=mode)

    def dot(self, b: Operand) -> Variable[Any]:
        """Return the dot product; see ``numpy.dot`` (Any: of the common dtype)."""
        return _np.dot(self, b)

    def nonzero(self) -> tuple[npt.NDArray[np.intp], ...]:
        """Return the indices of the elements that are not zero, as plain integers."""
        return _np.nonzero(self)

    def argsort(self, axis: int | None = -1, *, stable: bool | None = None) -> npt.NDArray[np.intp]:
        """Return the indices that sort, as plain integers."""
        return _np.argsort(self, axis, stable=stable)

    def searchsorted(self, v: Operand, side: Literal["left", "right"] = "left") -> Any:
        """Return where ``v`` goes in this sorted vector (Any: an integer, or an array of them)."""
        return _np.searchsorted(self, v, side)

    def fill(self, value: Operand) -> None:
        """Set all elements to ``value``."""
        assign(cast("Any", self), ..., value)

    def put(
        self, indices: Any, values: Any, mode: Literal["raise", "wrap", "clip"] = "raise"
    ) -> None:
        """Write elements by their place in the flat array; see ``numpy.put``."""
        _np.put(self, indices, values, mode)

    def sort(self, axis: int = -1, *, stable: bool | None = None) -> None:
        """Sort along ``axis``, in place; ``np.sort`` returns a sorted copy instead."""
        assign(cast("Any", self), ..., _np.sort(self, axis, stable=stable))

    def partition(self, kth: int | Sequence[int], axis: int = -1) -> None:
        """Move the elements so that the ``kth`` stand where sorting puts them, in place."""
        assign(cast("Any", self), ..., _np.partition(self, kth, axis))
