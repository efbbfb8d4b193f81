"""Reading, writing, choosing and converting elements, as methods."""

# NumPy's functions are called through Any, for its stubs do not know that they dispatch.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Literal, cast, overload

import numpy as np

from autodiff.inplace import assign
from autodiff.ops.casting import astype
from autodiff.ops.elementwise import complex as parts
from autodiff.ops.elementwise.clip import clip
from autodiff.ops.elementwise.complex import conj
from autodiff.ops.getitem import getitem
from autodiff.typing import ScalarT_co, ShapeT_co

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import EllipsisType
    from typing import TypeAlias

    import numpy.typing as npt

    from autodiff.typing import BoolArray, Index, Integers, Operand, ScalarT, ShapeT, UnknownRank
    from autodiff.variable import Variable

    # Arrays of integers have __index__ too, so SupportsIndex would take them for one place.
    Place: TypeAlias = int | np.integer[Any]
    Places: TypeAlias = npt.NDArray[np.integer[Any]]
    Vector: TypeAlias = np.ndarray[tuple[int], np.dtype[np.integer[Any]]]
    OneNew: TypeAlias = tuple[slice | EllipsisType, None] | tuple[None, slice | EllipsisType]
    TwoAndNew: TypeAlias = (
        tuple[None, slice, slice] | tuple[slice, None, slice] | tuple[slice, slice, None]
    )

__all__ = ["Elements"]

_np: Any = np

if TYPE_CHECKING:

    class Part:
        """A property whose type depends on the dtype: the parts of complex numbers are real."""

        @overload
        def __get__(
            self, instance: Elements[np.complex128, ShapeT], owner: object, /
        ) -> Variable[np.float64, ShapeT]: ...
        @overload
        def __get__(
            self, instance: Elements[np.complex64, ShapeT], owner: object, /
        ) -> Variable[np.float32, ShapeT]: ...
        @overload
        def __get__(
            self, instance: Elements[ScalarT, ShapeT], owner: object, /
        ) -> Variable[ScalarT, ShapeT]: ...
        def __get__(self, instance: Any, owner: object, /) -> Any: ...


class Elements(Generic[ScalarT_co, ShapeT_co]):
    """One by one, by indices and by conditions."""

    __slots__ = ()

    @overload
    def __getitem__(self: Elements[ScalarT, UnknownRank], index: Index, /) -> Variable[ScalarT]: ...
    @overload
    def __getitem__(
        self: Elements[ScalarT, tuple[int]], index: Place, /
    ) -> Variable[ScalarT, tuple[()]]: ...
    @overload
    def __getitem__(
        self: Elements[ScalarT, tuple[int]], index: np.ndarray[ShapeT, np.dtype[np.integer[Any]]], /
    ) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __getitem__(
        self: Elements[ScalarT, tuple[int]], index: BoolArray | list[int] | list[bool], /
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __getitem__(
        self: Elements[ScalarT, tuple[int]], index: OneNew | None, /
    ) -> Variable[ScalarT, tuple[int, int]]: ...
    @overload
    def __getitem__(
        self: Elements[ScalarT, tuple[int, int]],
        index: Place | tuple[Place, slice] | tuple[slice | EllipsisType, Place],
        /,
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __getitem__(
        self: Elements[ScalarT, tuple[int, int]], index: tuple[Place, Place], /
    ) -> Variable[ScalarT, tuple[()]]: ...
    @overload
    def __getitem__(
        self: Elements[ScalarT, tuple[int, int]],
        index: tuple[np.ndarray[UnknownRank, np.dtype[np.integer[Any]]], Places]
        | tuple[Places, np.ndarray[UnknownRank, np.dtype[np.integer[Any]]]],
        /,
    ) -> Variable[ScalarT]: ...
    @overload
    def __getitem__(
        self: Elements[ScalarT, tuple[int, int]],
        index: tuple[Vector, Vector] | tuple[Vector, Place] | tuple[Place, Vector],
        /,
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __getitem__(
        self: Elements[ScalarT, tuple[int, int]], index: OneNew | TwoAndNew | None, /
    ) -> Variable[ScalarT, tuple[int, int, int]]: ...
    @overload
    def __getitem__(
        self: Elements[ScalarT, tuple[int, int, int]],
        index: Place
        | tuple[EllipsisType, Place]
        | tuple[Place, slice]
        | tuple[slice, Place]
        | tuple[Place, slice, slice]
        | tuple[slice, Place, slice]
        | tuple[slice, slice, Place],
        /,
    ) -> Variable[ScalarT, tuple[int, int]]: ...
    @overload
    def __getitem__(
        self: Elements[ScalarT, tuple[int, int, int]],
        index: tuple[Place, Place]
        | tuple[Place, Place, slice]
        | tuple[Place, slice, Place]
        | tuple[slice, Place, Place],
        /,
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __getitem__(
        self: Elements[ScalarT, tuple[int, int, int]], index: tuple[Place, Place, Place], /
    ) -> Variable[ScalarT, tuple[()]]: ...
    @overload
    def __getitem__(
        self: Elements[ScalarT, tuple[()]], index: None, /
    ) -> Variable[ScalarT, tuple[int]]: ...
    # Slices keep the axes, however many there are of either.
    @overload
    def __getitem__(
        self, index: slice | EllipsisType | tuple[slice | EllipsisType, ...], /
    ) -> Variable[ScalarT_co, ShapeT_co]: ...
    @overload
    def __getitem__(self, index: Index, /) -> Variable[ScalarT_co]: ...
    def __getitem__(self, index: Any, /) -> Variable[Any, Any]:
        return getitem(cast("Any", self), index)

    @overload
    def __iter__(self: Elements[ScalarT, UnknownRank]) -> Iterator[Variable[ScalarT]]: ...
    @overload
    def __iter__(self: Elements[ScalarT, tuple[int]]) -> Iterator[Variable[ScalarT, tuple[()]]]: ...
    @overload
    def __iter__(
        self: Elements[ScalarT, tuple[int, int]],
    ) -> Iterator[Variable[ScalarT, tuple[int]]]: ...
    @overload
    def __iter__(
        self: Elements[ScalarT, tuple[int, int, int]],
    ) -> Iterator[Variable[ScalarT, tuple[int, int]]]: ...
    @overload
    def __iter__(self) -> Iterator[Variable[ScalarT_co]]: ...
    def __iter__(self) -> Iterator[Variable[Any, Any]]:
        me: Any = self
        if me.ndim == 0:
            msg = "iteration over a Variable without axes"
            raise TypeError(msg)
        return (me[i] for i in range(len(me)))

    def __setitem__(self, index: Index, value: Operand | list[float], /) -> None:
        """Write elements: this Variable gets a new value and a new history."""
        assign(cast("Any", self), index, value)

    def clip(self, min: Operand | None = None, max: Operand | None = None) -> Variable[ScalarT_co]:  # noqa: A002  # NumPy's names
        """Return the values limited to ``min`` and ``max``; see :func:`autodiff.clip`."""
        return clip(cast("Any", self), min, max)

    def conj(self) -> Variable[ScalarT_co, ShapeT_co]:
        """Return the complex conjugate; of real numbers, as in NumPy, the Variable itself."""
        x: Any = self
        return conj(x) if x.dtype.kind == "c" else x

    def conjugate(self) -> Variable[ScalarT_co, ShapeT_co]:
        """Return the complex conjugate, as :meth:`conj`."""
        return self.conj()

    if TYPE_CHECKING:
        real: Part = Part()
        imag: Part = Part()
    else:

        @property
        def real(self) -> Any:
            """The real part: of complex128, it is float64."""
            return parts.real(self)

        @property
        def imag(self) -> Any:
            """The imaginary part: of complex128, it is float64."""
            return parts.imag(self)

    @overload
    def astype(self, dtype: type[ScalarT] | np.dtype[ScalarT]) -> Variable[ScalarT, ShapeT_co]: ...
    @overload
    def astype(self, dtype: type[float]) -> Variable[np.float64, ShapeT_co]: ...
    @overload
    def astype(self, dtype: npt.DTypeLike) -> Variable[Any, ShapeT_co]: ...
    def astype(self, dtype: Any) -> Variable[Any, ShapeT_co]:
        """Return the same values in another dtype (Any: of the scalar type that it names)."""
        return astype(cast("Any", self), dtype)

    def round(self, decimals: int = 0) -> Variable[ScalarT_co, ShapeT_co]:
        """Return the values rounded, with gradient 0; see ``numpy.round``."""
        return _np.round(self, decimals)

    def take(
        self,
        indices: Integers,
        axis: int | None = None,
        *,
        mode: Literal["raise", "wrap", "clip"] = "raise",
    ) -> Variable[ScalarT_co]:
        """Return the elements at ``indices``."""
        return _np.take(self, indices, axis, mode=mode)

    def compress(
        self, condition: BoolArray | Sequence[bool], axis: int | None = None
    ) -> Variable[ScalarT_co]:
        """Return the slices where the condition holds."""
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
        self,
        indices: Integers,
        values: Operand | Sequence[float],
        mode: Literal["raise", "wrap", "clip"] = "raise",
    ) -> None:
        """Write elements by their place in the flat array; see ``numpy.put``."""
        _np.put(self, indices, values, mode)

    def sort(self, axis: int = -1, *, stable: bool | None = None) -> None:
        """Sort along ``axis``, in place; ``np.sort`` returns a sorted copy instead."""
        assign(cast("Any", self), ..., _np.sort(self, axis, stable=stable))

    def partition(self, kth: int | Sequence[int], axis: int = -1) -> None:
        """Move the elements so that the ``kth`` stand where sorting puts them, in place."""
        assign(cast("Any", self), ..., _np.partition(self, kth, axis))
