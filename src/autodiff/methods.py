"""The methods of ``ndarray`` that are differentiable, on ``Variable``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Literal, SupportsIndex, cast, overload

from . import ops
from .apply import apply1
from .augmented import Augmented
from .inplace import assign
from .operators import Operators
from .ops.reduction import Max, Mean, Min, Sum
from .ops.shape import Transpose
from .typing import ScalarT_co, ShapeT_co
from .views import apply_view

if TYPE_CHECKING:
    from types import EllipsisType

    import numpy as np
    import numpy.typing as npt

    from .typing import Axis, Index, Integral, Operand, ScalarT, UnknownRank
    from .variable import Variable

__all__ = ["Methods"]


class Methods(Operators[ScalarT_co, ShapeT_co], Augmented, Generic[ScalarT_co, ShapeT_co]):
    """Indexing, shape and reductions, as methods of :class:`Variable`."""

    __slots__ = ()

    # Reductions

    @overload
    def sum(
        self, axis: None = None, *, keepdims: Literal[False] = False
    ) -> Variable[ScalarT_co, tuple[()]]: ...
    @overload
    def sum(
        self: Methods[ScalarT, UnknownRank], axis: int, *, keepdims: Literal[False] = False
    ) -> Variable[ScalarT]: ...
    @overload
    def sum(
        self: Methods[ScalarT, tuple[int]], axis: int, *, keepdims: Literal[False] = False
    ) -> Variable[ScalarT, tuple[()]]: ...
    @overload
    def sum(
        self: Methods[ScalarT, tuple[int, int]], axis: int, *, keepdims: Literal[False] = False
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def sum(
        self: Methods[ScalarT, tuple[int, int, int]], axis: int, *, keepdims: Literal[False] = False
    ) -> Variable[ScalarT, tuple[int, int]]: ...
    @overload
    def sum(
        self, axis: Axis = None, *, keepdims: Literal[True]
    ) -> Variable[ScalarT_co, ShapeT_co]: ...
    @overload
    def sum(self, axis: Axis = None, *, keepdims: bool = False) -> Variable[ScalarT_co]: ...
    def sum(self, axis: Axis = None, *, keepdims: bool = False) -> Variable[Any, Any]:
        """Return the sum over ``axis``; see :func:`autodiff.sum`."""
        return apply1(Sum(axis, keepdims), self)

    @overload
    def mean(
        self: Methods[Integral, Any], axis: None = None, *, keepdims: Literal[False] = False
    ) -> Variable[np.float64, tuple[()]]: ...
    @overload
    def mean(
        self: Methods[Integral, Any], axis: Axis = None, *, keepdims: bool = False
    ) -> Variable[np.float64]: ...
    @overload
    def mean(
        self, axis: None = None, *, keepdims: Literal[False] = False
    ) -> Variable[ScalarT_co, tuple[()]]: ...
    @overload
    def mean(
        self: Methods[ScalarT, UnknownRank], axis: int, *, keepdims: Literal[False] = False
    ) -> Variable[ScalarT]: ...
    @overload
    def mean(
        self: Methods[ScalarT, tuple[int]], axis: int, *, keepdims: Literal[False] = False
    ) -> Variable[ScalarT, tuple[()]]: ...
    @overload
    def mean(
        self: Methods[ScalarT, tuple[int, int]], axis: int, *, keepdims: Literal[False] = False
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def mean(
        self: Methods[ScalarT, tuple[int, int, int]], axis: int, *, keepdims: Literal[False] = False
    ) -> Variable[ScalarT, tuple[int, int]]: ...
    @overload
    def mean(
        self, axis: Axis = None, *, keepdims: Literal[True]
    ) -> Variable[ScalarT_co, ShapeT_co]: ...
    @overload
    def mean(self, axis: Axis = None, *, keepdims: bool = False) -> Variable[ScalarT_co]: ...
    def mean(self, axis: Axis = None, *, keepdims: bool = False) -> Variable[Any, Any]:
        """Return the arithmetic mean over ``axis``; see :func:`autodiff.mean`."""
        return apply1(Mean(axis, keepdims), self)

    if TYPE_CHECKING:
        max = sum  # noqa: A003  # NumPy's name
        min = sum  # noqa: A003  # NumPy's name
    else:

        def max(self, axis: Axis = None, *, keepdims: bool = False) -> Variable[Any, Any]:
            """Return the greatest element over ``axis``; see :func:`autodiff.max`."""
            return apply1(Max(axis, keepdims), self)

        def min(self, axis: Axis = None, *, keepdims: bool = False) -> Variable[Any, Any]:
            """Return the smallest element over ``axis``; see :func:`autodiff.min`."""
            return apply1(Min(axis, keepdims), self)

    # Shape

    @property
    def T(self) -> Variable[ScalarT_co, ShapeT_co]:  # noqa: N802  # NumPy's name
        """The axes in reverse order."""
        return apply_view(Transpose(None), self)

    def transpose(
        self, *axes: SupportsIndex | tuple[SupportsIndex, ...] | None
    ) -> Variable[ScalarT_co, ShapeT_co]:
        """Return the axes in another order, reversed by default; see :func:`autodiff.transpose`."""
        order: Any = axes[0] if len(axes) == 1 and not isinstance(axes[0], int) else axes or None
        return apply_view(Transpose(order), self)

    def swapaxes(self, axis1: int, axis2: int) -> Variable[ScalarT_co, ShapeT_co]:
        """Return two axes interchanged; see :func:`autodiff.swapaxes`."""
        result: Variable[Any, Any] = ops.swapaxes(cast("Any", self), axis1, axis2)
        return result

    @overload
    def reshape(
        self, shape: SupportsIndex, /, *, order: Literal["C", "F"] = "C"
    ) -> Variable[ScalarT_co, tuple[int]]: ...
    @overload
    def reshape(
        self, shape: tuple[()], /, *, order: Literal["C", "F"] = "C"
    ) -> Variable[ScalarT_co, tuple[()]]: ...
    @overload
    def reshape(
        self, shape: tuple[int], /, *, order: Literal["C", "F"] = "C"
    ) -> Variable[ScalarT_co, tuple[int]]: ...
    @overload
    def reshape(
        self, shape: tuple[int, int], /, *, order: Literal["C", "F"] = "C"
    ) -> Variable[ScalarT_co, tuple[int, int]]: ...
    @overload
    def reshape(
        self, shape: tuple[int, int, int], /, *, order: Literal["C", "F"] = "C"
    ) -> Variable[ScalarT_co, tuple[int, int, int]]: ...
    @overload
    def reshape(
        self, n0: SupportsIndex, n1: SupportsIndex, /, *, order: Literal["C", "F"] = "C"
    ) -> Variable[ScalarT_co, tuple[int, int]]: ...
    @overload
    def reshape(
        self,
        n0: SupportsIndex,
        n1: SupportsIndex,
        n2: SupportsIndex,
        /,
        *,
        order: Literal["C", "F"] = "C",
    ) -> Variable[ScalarT_co, tuple[int, int, int]]: ...
    @overload
    def reshape(
        self, *shape: SupportsIndex | tuple[SupportsIndex, ...], order: Literal["C", "F"] = "C"
    ) -> Variable[ScalarT_co]: ...
    def reshape(self, *shape: Any, order: Literal["C", "F"] = "C") -> Variable[Any, Any]:
        """Return the same elements in another shape; see :func:`autodiff.reshape`."""
        return ops.reshape(cast("Any", self), shape[0] if len(shape) == 1 else shape, order)

    # Elements

    @overload
    def __getitem__(
        self: Methods[ScalarT, UnknownRank],
        index: SupportsIndex | tuple[SupportsIndex | slice | EllipsisType | None, ...] | None,
        /,
    ) -> Variable[ScalarT]: ...
    @overload
    def __getitem__(
        self: Methods[ScalarT, tuple[int]], index: SupportsIndex, /
    ) -> Variable[ScalarT, tuple[()]]: ...
    @overload
    def __getitem__(
        self: Methods[ScalarT, tuple[int, int]],
        index: SupportsIndex
        | tuple[SupportsIndex, slice]
        | tuple[slice, SupportsIndex]
        | tuple[EllipsisType, SupportsIndex],
        /,
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __getitem__(
        self: Methods[ScalarT, tuple[int, int]], index: tuple[SupportsIndex, SupportsIndex], /
    ) -> Variable[ScalarT, tuple[()]]: ...
    @overload
    def __getitem__(
        self: Methods[ScalarT, tuple[int, int, int]],
        index: SupportsIndex | tuple[EllipsisType, SupportsIndex],
        /,
    ) -> Variable[ScalarT, tuple[int, int]]: ...
    @overload
    def __getitem__(
        self: Methods[ScalarT, tuple[int, int, int]], index: tuple[SupportsIndex, SupportsIndex], /
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __getitem__(
        self: Methods[ScalarT, tuple[int, int, int]],
        index: tuple[SupportsIndex, SupportsIndex, SupportsIndex],
        /,
    ) -> Variable[ScalarT, tuple[()]]: ...
    @overload
    def __getitem__(
        self: Methods[ScalarT, tuple[()]], index: None, /
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __getitem__(
        self: Methods[ScalarT, tuple[int]], index: tuple[slice, None] | tuple[None, slice] | None, /
    ) -> Variable[ScalarT, tuple[int, int]]: ...
    @overload
    def __getitem__(
        self: Methods[ScalarT, tuple[int, int]], index: None, /
    ) -> Variable[ScalarT, tuple[int, int, int]]: ...
    @overload
    def __getitem__(
        self: Methods[ScalarT, tuple[int, int]], index: tuple[slice, slice], /
    ) -> Variable[ScalarT, tuple[int, int]]: ...
    @overload
    def __getitem__(self, index: slice | EllipsisType, /) -> Variable[ScalarT_co, ShapeT_co]: ...
    @overload
    def __getitem__(self, index: Index, /) -> Variable[ScalarT_co]: ...
    def __getitem__(self, index: Any, /) -> Variable[Any, Any]:
        return ops.getitem(cast("Any", self), index)

    def __setitem__(self, index: Index, value: Operand | list[float], /) -> None:
        """Write elements: this Variable gets a new value and a new history."""
        assign(cast("Any", self), index, value)

    def clip(self, min: Operand | None = None, max: Operand | None = None) -> Variable[ScalarT_co]:  # noqa: A002  # NumPy's names
        """Return the values limited to ``min`` and ``max``; see :func:`autodiff.clip`."""
        return ops.clip(cast("Any", self), min, max)

    def conj(self) -> Variable[ScalarT_co, ShapeT_co]:
        """Return the complex conjugate."""
        return ops.conj(cast("Any", self))

    @property
    def real(self) -> Variable[Any, ShapeT_co]:
        """The real part (Any: float64 of complex128, but no checker can be told so)."""
        return ops.real(cast("Any", self))

    @property
    def imag(self) -> Variable[Any, ShapeT_co]:
        """The imaginary part (Any: as for the real part)."""
        return ops.imag(cast("Any", self))

    def astype(self, dtype: npt.DTypeLike) -> Variable[Any, ShapeT_co]:
        """Return the same values in another dtype (Any: of the scalar type that it names)."""
        return ops.astype(cast("Any", self), dtype)
