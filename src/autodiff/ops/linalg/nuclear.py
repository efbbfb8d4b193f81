"""The nuclear norm, and the unitary factor of a matrix, which is its derivative."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operation import Unary
from autodiff.ops.namespace import applied, xp

from .hermitian import adjoint
from .singular import vanishing

if TYPE_CHECKING:
    from autodiff.operation import Array

__all__ = ["NuclearNorm"]


class NuclearNorm(Unary):
    """``y = sum of singular values``, with ``dy = Re(tr(w^H dx))``, ``w`` the unitary factor of ``x``.

    A rule of its own, for the sum is smooth where singular values are equal, and their vectors have
    no derivative.

    Policy: 0 from a singular value that is 0 but for rounding, a kink.
    """  # noqa: E501  # one formula

    def forward(self, x: Any) -> Any:
        return np.linalg.norm(x, "nuc", (-2, -1))

    def backward(self, gy: Array) -> Array:
        gx: Array = gy[..., None, None] * xp.conj(applied(UnitaryFactor(), self.x))
        return gx


class UnitaryFactor(Unary):
    """``y = u v^H`` of ``x = u diag(s) v^H``, with ``u^H dy v = (m - m^H)_ij / (s_i + s_j)``.

    ``m = u^H dx v``; what ``dx`` has outside of the spaces of ``u`` and ``v`` is divided by ``s_i``
    alone (Bhatia 1997, section VII.2). No gap between singular values is divided by.
    """

    def forward(self, x: Any) -> Any:
        u, s, vh = np.linalg.svd(x, full_matrices=False)
        return (u * ~vanishing(u, s, vh)[..., None, :]) @ vh

    def backward(self, gy: Array) -> Array:
        x = self.x
        u, s, vh = xp.linalg.svd(x, full_matrices=False)
        kept = ~vanishing(u, s, vh)
        safe = xp.where(kept, s, 1)
        pairs = kept[..., :, None] & kept[..., None, :]
        uc, ut, vt, vc = xp.conj(u), xp.swapaxes(u, -1, -2), xp.conj(vh), adjoint(xp.conj(vh))
        h = ut @ gy @ vc * pairs / (safe[..., :, None] + safe[..., None, :])
        gx: Array = uc @ (h - adjoint(h)) @ vt
        inverse = (kept / safe)[..., None, :]
        if x.shape[-2] > x.shape[-1]:
            inner = gy @ vc
            gx = gx + (inner - uc @ (ut @ inner)) * inverse @ vt
        elif x.shape[-2] < x.shape[-1]:
            outer = ut @ gy
            gx = gx + uc * inverse @ (outer - (outer @ vc) @ vt)
        return gx
