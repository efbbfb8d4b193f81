"""Products with logarithms, and the entropies that are made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from autodiff.ufunc import BinaryUfunc

from .namespace import sc, scipys, xp

if TYPE_CHECKING:
    from autodiff.operation import Array


class Xlogy(BinaryUfunc, ufunc=scipys.xlogy):
    """``y = x0 ln x1``, 0 where ``x0`` is: ``dy/dx0 = ln x1``, ``dy/dx1 = x0 / x1``.

    Policy: where both are 0 the first is minus infinity, as of ``x ln x``, and the second 0.
    """

    def backward0(self, gy: Array) -> Array:
        return gy * np.log(self.x1)

    def backward1(self, gy: Array) -> Array:
        x0, x1 = self.x0, self.x1
        return gy * (x0 / xp.where((x0 == 0) & (x1 == 0), 1, x1))


class Xlog1py(BinaryUfunc, ufunc=scipys.xlog1py):
    """``y = x0 ln(1 + x1)``, 0 where ``x0`` is.

    ``dy/dx0 = ln(1 + x1)``, ``dy/dx1 = x0 / (1 + x1)``.

    Policy: where ``x0 = 0`` and ``x1 = -1`` the first is minus infinity and the second 0.
    """

    def backward0(self, gy: Array) -> Array:
        return gy * sc.log1p(self.x1)

    def backward1(self, gy: Array) -> Array:
        x0, x1 = self.x0, 1 + self.x1
        return gy * (x0 / xp.where((x0 == 0) & (x1 == 0), 1, x1))
