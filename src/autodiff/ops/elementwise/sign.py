"""The sign, which is constant piece by piece: its derivative is 0 where it has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from autodiff.ops.namespace import xp
from autodiff.ufunc import UnaryUfunc, nothing

if TYPE_CHECKING:
    from autodiff.operation import Array


class Sign(UnaryUfunc, ufunc=np.sign):
    """``y = sign(x)``, with ``dy/dx = 0``; for complex ``x`` the unit number ``x / |x|``.

    Policy: 0 at the origin.
    """

    stepwise = True  # along the real axis
    diagonal = False  # for complex numbers the Jacobian of two rows and columns is not symmetric

    def backward(self, gy: Array) -> Array:
        x, y = self.x, self.y
        if x.dtype.kind != "c":
            return nothing(gy)
        # dy = (dx - y Re(conj(y) dx)) / |x|, and 0 at the origin
        radius = np.abs(x)
        along: Array = gy - np.conj(y) * xp.real(gy * y)
        return along / xp.where(radius == 0, np.inf, radius)
