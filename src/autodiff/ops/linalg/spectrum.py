"""Where vectors of a spectrum have a derivative: where its values differ, and bases cancel."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.errors import UndefinedDerivativeError
from autodiff.operands import data_of, is_variable
from autodiff.operation import Unary
from autodiff.ops.namespace import xp

if TYPE_CHECKING:
    from autodiff.operation import Array

__all__ = [
    "asked",
    "diagonal",
    "largest",
    "once_differentiable",
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


def _equal_pairs(w: Array) -> Any:
    """Return which pairs of two different values are equal but for rounding."""
    return _equal(data_of(w)) & ~np.eye(w.shape[-1], dtype=bool)


def diagonal(w: Array) -> Array:
    """Return diagonal matrices of values."""
    return w[..., None] * np.eye(w.shape[-1], dtype=w.dtype)


def over_gaps(w: Array, m: Array, *, equal: float = 0.0) -> Array:
    """Return ``m_ij / (w_j - w_i)``: 0 on the diagonal, ``equal`` where other values are equal."""
    alike = _equal(data_of(w))
    gaps = xp.where(alike, 1, w[..., None, :] - w[..., :, None])
    undefined = np.where(np.eye(w.shape[-1], dtype=bool), 0.0, equal).astype(w.dtype)
    return xp.where(alike, undefined, m / gaps)


def asked(g: Any) -> Any:
    """Return which columns a cotangent asks for; one of 0 may have a derivative of its own."""
    if g is None:
        return np.False_
    return np.True_ if is_variable(g) else np.any(g != 0, axis=-2)


def require_distinct(name: str, w: Array, gw: Any, used: Any) -> None:
    """Raise if one of the vectors that are ``used`` shares its value with another.

    The vectors of equal values are any basis of a space: they jump when the matrix moves, and
    no derivative exists. Where nothing is asked of them, nothing is lost. Who asks for vectors
    and for these values uses both: ``v diag(w) v^H`` asks nothing of vectors where ``w`` is 0, and
    yet it moves with them.
    """
    equal = _equal_pairs(w)
    if not np.any(equal):
        return
    if gw is not None:
        used = used | asked(gw[..., None, :])
    pairs = used[..., None, :] | used[..., :, None] if used.ndim else used
    if np.any(equal & pairs):
        msg = (
            f"{name}: the vectors of equal values have no derivative; values alone do, vectors of "
            "simple values do (with what else is used of those alone), and so do "
            "np.linalg.matrix_power, np.linalg.inv and other functions of the whole matrix"
        )
        raise UndefinedDerivativeError(msg)


class OnceDifferentiable(Unary):
    """``y = 0``, with no derivative where it would depend on vectors of equal values.

    The gradient of values is a sum over vectors, ``l diag(g) r^T``. Where values are equal its
    derivative depends on the second one by these values, which nobody knows here; nor does the
    cotangent of the vectors show that they matter, for it is 0 where ``g`` is.
    """

    name: str
    left: Any
    right: Any
    equal: Any
    zero: Any

    def forward(self, x: Any) -> Any:
        return np.zeros((*self.left.shape[:-1], self.right.shape[-2]), x.dtype)

    def backward(self, gy: Array) -> Array:
        w = data_of(gy)
        tolerance = 4 * max(w.shape[-2:]) * np.finfo(w.dtype).eps * largest(w)
        rows, columns = np.swapaxes(self.left, -1, -2) @ w, w @ self.right
        if (
            is_variable(gy)
            or np.any(self.equal & (np.abs(rows @ self.right) > tolerance))
            or np.any(self.zero[..., :, None] & (np.abs(rows) > tolerance))
            or np.any(self.zero[..., None, :] & (np.abs(columns) > tolerance))
        ):
            msg = (
                f"{self.name}: equal values, and singular values of 0, have no second derivative; "
                "np.linalg.matrix_power, np.linalg.inv and np.linalg.norm have, and other "
                "functions of the whole matrix"
            )
            raise UndefinedDerivativeError(msg)
        return np.zeros(self.x_shape, w.dtype)


def once_differentiable(
    name: str, w: Array, v: Array, ga: Array, left: Array, right: Array, zero: Any = np.False_
) -> Array:
    """Return a gradient of values ``w``, which was made of vectors ``v``, as ``l diag(g) r^T``.

    If it is to be differentiated again, that is an error where the result would be undefined.
    """
    if is_variable(v):
        equal = _equal_pairs(w)
        if np.any(equal) or np.any(zero):
            zero = np.broadcast_to(zero, w.shape)
            rule = OnceDifferentiable(name, data_of(left), data_of(right), equal, zero)
            return ga + rule(v)
    return ga


def largest(*arrays: Any) -> Any:
    """Return the largest modulus in each matrix of several stacks, with two axes of length 1."""
    sizes = [
        np.max(np.abs(data_of(a)), axis=(-2, -1), initial=0, keepdims=True)
        for a in arrays
        if a is not None
    ]
    return reduce(np.maximum, sizes)


def _exceeds(error: Any, scale: Any) -> bool:
    """Return whether what ought to vanish is more than an error of rounding.

    A cotangent whose terms cancel, as of a constant, is nothing but rounding; of their size
    nothing is known here, and 1 is assumed.
    """
    eps = np.finfo(error.dtype).eps
    return bool(np.any(np.abs(error) > np.sqrt(eps) * scale + 64 * eps))


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
            f"{name}: the columns that complete a basis are any basis of a space, and the result "
            "depends on which; let it depend on the space alone, as through q @ q.conj().T, "
            "or leave these columns out"
        )
        raise UndefinedDerivativeError(msg)
