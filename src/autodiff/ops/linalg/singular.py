"""Where singular vectors have a derivative: not where a value of 0 leaves them arbitrary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.errors import UndefinedDerivativeError
from autodiff.operands import data_of
from autodiff.ops.namespace import xp

from .hermitian import adjoint
from .spectrum import asked, largest, require_no_rotation

if TYPE_CHECKING:
    from autodiff.operation import Array

__all__ = ["Side", "moved_vectors", "over_sums", "require_no_zero", "vanishing"]


def vanishing(u: Array, s: Array, vh: Array) -> Any:
    """Return which singular values are 0 but for the rounding of the elements.

    Each element known to an ulp, ``s_i`` is known to ``eps |u_i|^T |a| |v_i|``: a value of 1e-20
    of a diagonal matrix is one, however large the others are, and of ``ones((2, 2))`` it is none.
    """
    left, values, right = data_of(u), data_of(s), data_of(vh)
    unit = max(left.shape[-2], right.shape[-1]) * np.finfo(values.dtype).eps
    small = values <= unit * np.max(values, axis=-1, initial=0, keepdims=True)
    if not np.any(small):
        return small
    a = np.abs(left * values[..., None, :] @ right)
    known = np.abs(right) @ np.swapaxes(a, -1, -2)
    return small & (values <= unit * np.sum(known * np.abs(np.swapaxes(left, -1, -2)), axis=-1))


class Side:
    """The vectors of one side, as columns, and what their cotangent asks of them."""

    def __init__(self, v: Array, gv: Array | None, rank: int) -> None:
        self.v: Array = v[..., :rank]
        self.asked: Any = np.False_
        self.outside: Array | None = None
        """What the cotangent has in the complement of the first vectors."""
        self.turn: Any = np.zeros((rank, rank), v.dtype)
        """The anti-Hermitian part of ``v^T gv``, the derivative by a rotation among them."""
        self.longer: bool = v.shape[-2] > rank
        if gv is None:
            return
        if v.shape[-1] > rank:  # du_2 = -u_1 (u_2^H du_1)^H
            rest, grest = v[..., rank:], gv[..., rank:]
            scale = largest(gv)
            require_no_rotation("svd", xp.swapaxes(rest, -1, -2) @ grest, scale)
            overlap = xp.swapaxes(self.v, -1, -2) @ grest
            gv = gv[..., :rank] - xp.conj(rest) @ adjoint(overlap)
        self.asked = asked(gv)
        overlap = xp.swapaxes(self.v, -1, -2) @ gv
        self.turn = (overlap - adjoint(overlap)) / 2
        if self.longer:
            self.outside = gv - xp.conj(self.v) @ overlap


def require_no_zero(zero: Any, left: Side, right: Side, gs: Any) -> None:
    """Raise if vectors of a singular value of 0 are asked for that have no derivative.

    On the longer side they are part of any basis of the complement. A pair of them, with their
    value, jumps from one sign to the other; ``u diag(s) v^H`` does not, but asks nothing of them,
    so that the cotangent of values is given for where both sides are used.
    """
    used: Any = any(np.any(zero & side.asked) for side in (left, right) if side.longer)
    if gs is not None:
        used = used | np.any(zero & asked(gs[..., None, :]))
    if used:
        msg = (
            "svd: the vectors of a singular value of 0 have no derivative on the longer side of a "
            "matrix, where they are part of a basis of the complement, nor has a pair of them "
            "with their value; use the values alone, vectors of the shorter side, or those of "
            "other values"
        )
        raise UndefinedDerivativeError(msg)


def over_sums(s: Array, m: Array, zero: Any, *, undefined: float = 0.0) -> Array:
    """Return ``m_ij / (s_i + s_j)``, and ``undefined`` where both are 0."""
    both = zero[..., None, :] & zero[..., :, None]
    return xp.where(both, undefined, m / xp.where(both, 1, s[..., None, :] + s[..., :, None]))


def moved_vectors(v: Array, turn: Array, outside: Array, divisor: Array) -> Array:
    """Return the tangent of vectors for their rotation and what moves them out of their space."""
    rank = turn.shape[-1]
    first, rest = v[..., :rank], v[..., rank:]
    dfirst = first @ turn
    if v.shape[-2] > rank:
        dfirst = dfirst + outside / divisor
    if not rest.shape[-1]:
        return dfirst
    moved: Array = xp.concatenate([dfirst, -first @ (adjoint(dfirst) @ rest)], axis=-1)
    return moved
