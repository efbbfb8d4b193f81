"""The characteristic polynomial of a matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operation import Unary
from autodiff.ops.namespace import xp

if TYPE_CHECKING:
    from autodiff.operation import Array

__all__ = ["CharacteristicPolynomial"]


class CharacteristicPolynomial(Unary):
    """``y = coefficients of det(t - x)``, with ``dy_k = -tr(b_k dx)``.

    ``b_1 = 1``, ``b_(k+1) = x b_k + y_k`` are the coefficients of the adjugate of ``t - x``, by
    Faddeev and LeVerrier. A rule of its own, for the coefficients are smooth where eigenvalues,
    of which NumPy makes them, have no derivative: where several are equal.
    """

    def forward(self, x: Any) -> Any:
        return np.poly(x)

    def backward(self, gy: Array) -> Array:
        x, y = self.x, self.y
        n = x.shape[-1]
        identity = np.eye(n, dtype=x.dtype)
        total: Any = 0 * identity
        for k in range(n - 1, -1, -1):  # Horner's scheme for sum_k gy_k b_k, in powers of x
            total = x @ total + xp.sum(gy[k + 1 :] * y[: n - k]) * identity
        gx: Array = -total.T
        return gx
