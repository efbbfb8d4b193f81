"""The norm of the von Mises density."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operands import data_of
from autodiff.operation import Unary
from autodiff.ops.namespace import applied, xp
from autodiff.scipy.special.namespace import sc
from autodiff.scipy.special.scaled_bessel import slope_of_ive

if TYPE_CHECKING:
    from autodiff.operation import Array

__all__ = ["log_bessel"]


class LogBessel(Unary):
    """``y = ln I0(x) - x`` for ``x >= 0``, with ``dy/dx = I1(x) / I0(x) - 1``."""

    elementwise = True

    def forward(self, x: Any) -> Any:
        return np.log(sc.i0e(x))

    def backward(self, gy: Array) -> Array:
        x = self.x
        near = data_of(x) < 1  # where the scale that is divided out has a kink, at 0
        small, great = xp.where(near, x, 1), xp.where(near, 1, x)
        slope = xp.where(
            near, sc.i1(small) / sc.i0(small) - 1, slope_of_ive(0, great) / sc.i0e(great)
        )
        return gy * slope


def log_bessel(x: Array) -> Array:
    """Return ``ln I0(x) - x`` for ``x >= 0``."""
    return applied(LogBessel(), x)
