"""What moves and copies elements, as methods."""

# NumPy's functions are called through Any, for its stubs do not know that they dispatch.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Literal, SupportsIndex, cast, overload

import numpy as np

from autodiff.apply import apply1
from autodiff.ops.manipulation.shape import Copy, Transpose, reshape, swapaxes
from autodiff.typing import ScalarT_co, ShapeT_co
from autodiff.views import apply_view

if TYPE_CHECKING:
    from autodiff.typing import Axis, Integers
    from autodiff.variable import Variable

__all__ = ["Shape"]

_np: Any = np


class Shape(Generic[ScalarT_co, ShapeT_co]):
    """Axes, their order and their number."""

    __slots__ = ()

    @property
    def T(self) -> Variable[ScalarT_co, ShapeT_co]:  # noqa: N802  # NumPy's name
        """The axes in reverse order."""
        return apply_view(Transpose(None), self)

    @property
    def mT(self) -> Variable[ScalarT_co, ShapeT_co]:  # noqa: N802  # NumPy's name
        """The last two axes interchanged."""
        return _np.matrix_transpose(self)

    def transpose(
        self, *axes: SupportsIndex | tuple[SupportsIndex, ...] | None
    ) -> Variable[ScalarT_co, ShapeT_co]:
        """Return the axes in another order, reversed by default; see :func:`autodiff.transpose`."""
        order: Any = axes[0] if len(axes) == 1 and not isinstance(axes[0], int) else axes or None
        return apply_view(Transpose(order), self)

    def swapaxes(self, axis1: int, axis2: int) -> Variable[ScalarT_co, ShapeT_co]:
        """Return two axes interchanged; see :func:`autodiff.swapaxes`."""
        result: Variable[Any, Any] = swapaxes(cast("Any", self), axis1, axis2)
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
        return reshape(cast("Any", self), shape[0] if len(shape) == 1 else shape, order)

    def ravel(self, order: Literal["C", "F", "A", "K"] = "C") -> Variable[ScalarT_co, tuple[int]]:
        """Return the elements along one axis, a view where NumPy's is; see ``numpy.ravel``."""
        return _np.ravel(self, order)

    def flatten(self, order: Literal["C", "F", "A", "K"] = "C") -> Variable[ScalarT_co, tuple[int]]:
        """Return a copy of the elements along one axis."""
        return _np.ravel(_np.copy(self), order)

    def squeeze(self, axis: Axis = None) -> Variable[ScalarT_co]:
        """Return the array without axes of length 1; see ``numpy.squeeze``."""
        return _np.squeeze(self, axis)

    def repeat(self, repeats: Integers, axis: int | None = None) -> Variable[ScalarT_co]:
        """Return each element repeated; see ``numpy.repeat``."""
        return _np.repeat(self, repeats, axis)

    def diagonal(self, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Variable[ScalarT_co]:
        """Return a diagonal; see ``numpy.diagonal``."""
        return _np.diagonal(self, offset, axis1, axis2)

    def trace(self, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Variable[ScalarT_co]:
        """Return the sum along a diagonal; see ``numpy.trace``."""
        return _np.trace(self, offset, axis1, axis2)

    def copy(self, order: Literal["C", "F", "A", "K"] = "C") -> Variable[ScalarT_co, ShapeT_co]:
        """Return the same values in another Variable, with memory of its own."""
        return apply1(Copy(order), self)  # of a number a number, unlike np.copy
