"""Bases of the elementwise operations that are NumPy's ufuncs; to name one is to register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

import numpy as np

from .operation import Binary, Unary
from .registry import UFUNCS

if TYPE_CHECKING:
    from collections.abc import Callable

    from .operation import Array

__all__ = ["BinaryStep", "BinaryUfunc", "Step", "UnaryUfunc", "nothing"]


class UnaryUfunc(Unary):
    """An elementwise operation that is a NumPy ufunc; naming the ufunc is the registration."""

    ufunc: ClassVar[np.ufunc]
    elementwise = True
    makes_scalars = True
    stepwise: ClassVar[bool] = False
    """Whether the value is constant piece by piece, so that the gradient is 0."""

    def __init_subclass__(
        cls, *, ufunc: np.ufunc | None = None, forward: Callable[[Any], Any] | None = None
    ) -> None:
        super().__init_subclass__()
        if ufunc is not None:
            cls.ufunc = ufunc
            UFUNCS[ufunc] = cls
        if forward is not None:
            cls.forward = staticmethod(forward)  # type: ignore[assignment]  # takes no self

    def forward(self, x: Any, /) -> Any:
        return self.ufunc(x)


class Step(UnaryUfunc):
    """Constant piece by piece: ``dy/dx = 0``, at the steps too."""

    stepwise = True

    def backward(self, gy: Array) -> Array:
        return nothing(gy)


class BinaryUfunc(Binary):
    """An elementwise operation of two inputs that is a NumPy ufunc.

    ``forward=`` names a faster callable of the same values: Python's operators take NumPy's
    scalars ten times as fast as ufuncs do.
    """

    ufunc: ClassVar[np.ufunc]
    elementwise = True
    stepwise: ClassVar[bool] = False
    """Whether the value is constant piece by piece, so that the gradient is 0."""
    broadcasts_operands = True

    def __init_subclass__(
        cls, *, ufunc: np.ufunc | None = None, forward: Callable[[Any, Any], Any] | None = None
    ) -> None:
        super().__init_subclass__()
        if ufunc is not None:
            cls.ufunc = ufunc
            UFUNCS[ufunc] = cls
        if forward is not None:
            cls.forward = staticmethod(forward)  # type: ignore[assignment]  # takes no self

    def forward(self, x0: Any, x1: Any, /) -> Any:
        return self.ufunc(x0, x1)


class BinaryStep(BinaryUfunc):
    """Constant piece by piece: ``dy/dx0 = dy/dx1 = 0``, at the steps too."""

    stepwise = True

    def backward0(self, gy: Array) -> Array:
        return nothing(gy)

    def backward1(self, gy: Array) -> Array:
        return nothing(gy)


def nothing(gy: Array) -> Array:
    """Return zeros for a cotangent, an infinite one too (``inf * 0`` is no zero)."""
    return cast("Array", np.where(False, cast("Any", gy), 0))
