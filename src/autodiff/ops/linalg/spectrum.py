"""Where vectors of a spectrum have a derivative: where its values differ, and phases cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.errors import UndefinedDerivativeError
from autodiff.operands import data_of, is_variable
from autodiff.ops.namespace import xp

if TYPE_CHECKING:
    from autodiff.operation import Array

__all__ = ["over_gaps", "require_distinct", "require_no_phase"]


def _equal(w: Any) -> Any:
    """Return which pairs of values are equal but for rounding, each with itself included."""
    scale = np.max(np.abs(w), axis=-1, initial=0, keepdims=True)[..., None]
    tolerance = w.shape[-1] * np.finfo(w.dtype).eps * scale
    return np.abs(w[..., None, :] - w[..., :, None]) <= tolerance


def over_gaps(w: Array, m: Array, *, equal: float = 0.0) -> Array:
    """Return ``m_ij / (w_j - w_i)``: 0 on the diagonal, ``equal`` where other values are equal."""
    alike = _equal(data_of(w))
    gaps = xp.where(alike, 1, w[..., None, :] - w[..., :, None])
    undefined = np.where(np.eye(w.shape[-1], dtype=bool), 0.0, equal).astype(w.dtype)
    return xp.where(alike, undefined, m / gaps)


def require_distinct(name: str, w: Array, gv: Any) -> None:
    """Raise if a vector that ``gv`` asks for shares its value with another.

    The vectors of equal values are any basis of a space: they jump when the matrix moves, and
    no derivative exists. Where nothing is asked of them, nothing is lost.
    """
    equal = _equal(data_of(w)) & ~np.eye(w.shape[-1], dtype=bool)
    asked: Any = True  # a cotangent of 0 may have a derivative of its own
    if not is_variable(gv):
        used = np.any(gv != 0, axis=-2)
        asked = used[..., None, :] | used[..., :, None]
    if np.any(equal & asked):
        msg = (
            f"{name}: the vectors of equal values have no derivative; the values alone do "
            "(use them, or the vectors of simple values), as have np.linalg.matrix_power, "
            "inv and other functions of the whole matrix"
        )
        raise UndefinedDerivativeError(msg)


def require_no_phase(name: str, overlap: Array) -> None:
    """Raise if a cotangent depends on the phases of complex vectors, which are arbitrary.

    ``overlap`` has ``v_i . gv_i`` on its diagonal, the derivative by the phase in its
    imaginary part.
    """
    data = data_of(overlap)
    if data.dtype.kind != "c" or not data.size:
        return
    phase = np.abs(np.imag(np.diagonal(data, axis1=-2, axis2=-1)))
    tolerance = np.sqrt(np.finfo(data.dtype).eps) * np.max(np.abs(data), axis=(-2, -1))
    if np.any(phase > tolerance[..., None]):
        msg = (
            f"{name}: the result depends on the phase of a complex vector, which is arbitrary; "
            "let the phase cancel, as in np.abs(v) or in v[:, i, None] * v[:, i].conj()"
        )
        raise UndefinedDerivativeError(msg)
