"""Where vectors of a spectrum have a derivative: where its values differ, and bases cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.errors import UndefinedDerivativeError
from autodiff.operands import data_of, is_variable
from autodiff.ops.namespace import xp

if TYPE_CHECKING:
    from autodiff.operation import Array

__all__ = [
    "asked",
    "diagonal",
    "largest",
    "over_gaps",
    "require_distinct",
    "require_no_phase",
    "require_no_rotation",
]


def _equal(w: Any) -> Any:
    """Return which pairs of values are equal but for rounding, each with itself included."""
    scale = np.max(np.abs(w), axis=-1, initial=0, keepdims=True)[..., None]
    tolerance = w.shape[-1] * np.finfo(w.dtype).eps * scale
    return np.abs(w[..., None, :] - w[..., :, None]) <= tolerance


def diagonal(w: Array) -> Array:
    """Return diagonal matrices of values."""
    return w[..., None] * np.eye(w.shape[-1], dtype=w.dtype)


def over_gaps(w: Array, m: Array, *, equal: float = 0.0) -> Array:
    """Return ``m_ij / (w_j - w_i)``: 0 on the diagonal, ``equal`` where other values are equal."""
    alike = _equal(data_of(w))
    gaps = xp.where(alike, 1, w[..., None, :] - w[..., :, None])
    undefined = np.where(np.eye(w.shape[-1], dtype=bool), 0.0, equal).astype(w.dtype)
    return xp.where(alike, undefined, m / gaps)


def asked(gv: Any) -> Any:
    """Return which columns a cotangent asks for; one of 0 may have a derivative of its own."""
    if gv is None:
        return np.False_
    return np.True_ if is_variable(gv) else np.any(gv != 0, axis=-2)


def require_distinct(name: str, w: Array, used: Any) -> None:
    """Raise if one of the vectors that are ``used`` shares its value with another.

    The vectors of equal values are any basis of a space: they jump when the matrix moves, and
    no derivative exists. Where nothing is asked of them, nothing is lost.
    """
    equal = _equal(data_of(w)) & ~np.eye(w.shape[-1], dtype=bool)
    pairs = used[..., None, :] | used[..., :, None] if used.ndim else used
    if np.any(equal & pairs):
        msg = (
            f"{name}: the vectors of equal values have no derivative; the values alone do "
            "(use them, or the vectors of simple values), as have np.linalg.matrix_power, "
            "inv and other functions of the whole matrix"
        )
        raise UndefinedDerivativeError(msg)


def largest(*arrays: Any) -> Any:
    """Return the largest modulus in each matrix of several stacks, with two axes of length 1."""
    sizes = [
        np.max(np.abs(data_of(a)), axis=(-2, -1), initial=0, keepdims=True)
        for a in arrays
        if a is not None
    ]
    return np.max(sizes, axis=0)


def _exceeds(error: Any, scale: Any) -> bool:
    """Return whether what ought to vanish is more than an error of rounding."""
    return bool(np.any(np.abs(error) > np.sqrt(np.finfo(error.dtype).eps) * scale))


def require_no_phase(name: str, overlap: Array, scale: Any) -> None:
    """Raise if a cotangent depends on the phases of complex vectors, which are arbitrary.

    ``overlap`` has ``v_i . gv_i`` on its diagonal, the derivative by the phase in its
    imaginary part; ``scale`` is the size of ``gv``.
    """
    data = data_of(overlap)
    if data.dtype.kind != "c":
        return
    if _exceeds(np.imag(np.diagonal(data, axis1=-2, axis2=-1)), scale[..., 0]):
        msg = (
            f"{name}: the result depends on the phase of a complex vector, which is arbitrary; "
            "let the phase cancel, as in np.abs(v) or in v[:, i, None] * v[:, i].conj()"
        )
        raise UndefinedDerivativeError(msg)


def require_no_rotation(name: str, overlap: Array, scale: Any) -> None:
    """Raise if a cotangent depends on which basis of a space some vectors are.

    ``overlap`` is ``v^T gv``, the derivative by a rotation in its anti-Hermitian part.
    """
    data = data_of(overlap)
    if _exceeds(data - np.conj(np.swapaxes(data, -1, -2)), scale):
        msg = (
            f"{name}: the columns beyond the rank are any basis of a space, and the result "
            "depends on which; let it depend on the space alone, as through q @ q.conj().T, "
            "or leave these columns out"
        )
        raise UndefinedDerivativeError(msg)
