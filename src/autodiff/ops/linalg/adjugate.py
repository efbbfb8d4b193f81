"""The adjugate: ``det(x) x^-1`` where there is an inverse, and continued where there is none.

It is a polynomial in the elements, hence has derivatives of all orders everywhere; the trouble is
to divide by nothing that may vanish. Here it is written with differentiable operations, in the
basis of the singular vectors: these are held constant, for ``det(u^H x v)`` is ``det(x)`` times a
constant whatever ``u`` and ``v`` are, as long as they are unitary.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from autodiff.operands import data_of, is_variable
from autodiff.ops.namespace import xp

from .hermitian import adjoint

__all__ = ["adjugate"]

_NEXT: Final = np.array([1, 2, 0])
_SECOND: Final = np.array([2, 0, 1])


def adjugate(x: Any, det: Any) -> Any:
    """Return the adjugates of matrices, given their determinants."""
    n = x.shape[-1]
    if n == 0:
        return x
    if n == 1:
        return np.ones_like(data_of(x))
    if n == 2:
        return x[..., ::-1, ::-1].swapaxes(-1, -2) * np.array([[1, -1], [-1, 1]], x.dtype)
    if n == 3:
        return _cofactors(x)
    data, size = data_of(x), np.abs(data_of(det))
    extreme = ~((size > np.finfo(size.dtype).tiny) & np.isfinite(size))
    known = x
    if extreme.any():  # NumPy inverts no stack that holds a singular matrix
        known = xp.where(extreme[..., None, None], np.eye(n, dtype=x.dtype), x)
    inverse = xp.linalg.inv(known)
    y = det[..., None, None] * inverse
    ill = extreme
    if is_variable(x):
        ill = ill | (_norm(data) * _norm(data_of(inverse)) * _negligible(data) > 1)
    if not ill.any():
        return y
    finite = np.isfinite(data).all(axis=(-2, -1))
    y = xp.where((extreme & ~finite)[..., None, None], np.nan, y)
    return _by_rank(x, y, ill & finite)


def _norm(x: Any) -> Any:
    return np.sum(np.abs(x), axis=-2).max(axis=-1)


def _negligible(x: Any) -> float:
    """Return which part of the largest singular value is split off as if it were 0.

    The derivative of ``det(x) x^-1`` is a difference of terms larger than it by the condition.
    """
    return float(np.sqrt(np.finfo(x.dtype).eps))


def _cofactors(x: Any) -> Any:
    """Return the adjugates of matrices of three rows, whose cofactors have no signs if cyclic."""
    i, j = _NEXT, _SECOND
    return (
        x[..., i, i[:, None]] * x[..., j, j[:, None]]
        - x[..., i, j[:, None]] * x[..., j, i[:, None]]
    )


def _by_rank(x: Any, regular: Any, ill: Any) -> Any:
    """Return the adjugates of matrices, of which those nearly singular are taken rank by rank.

    Of the others they are given.
    """
    n = x.shape[-1]
    matrices = xp.reshape(x, (-1, n, n))
    places = np.flatnonzero(ill)
    rank = np.full_like(places, -1, shape=len(matrices))
    u, s, vh = np.linalg.svd(data_of(matrices)[places])
    rank[places] = np.count_nonzero(s > _negligible(s) * s[:, :1], axis=-1)
    order: list[Any] = []
    parts: list[Any] = []
    for k in np.unique(rank):
        chosen = np.flatnonzero(rank == k)
        order.append(chosen)
        some = matrices[chosen]
        if k < 0:
            parts.append(xp.reshape(regular, matrices.shape)[chosen])
        elif k == n:
            parts.append(_times_det(some, xp.linalg.inv(some)))
        elif k == 0:
            parts.append(_polynomial(some))
        else:
            among = np.searchsorted(places, chosen)
            parts.append(_split(some, u[among], vh[among], k))
    whole = parts[0] if len(parts) == 1 else xp.concatenate(parts)
    return xp.reshape(whole[np.argsort(np.concatenate(order))], x.shape)


def _times_det(x: Any, y: Any) -> Any:
    """Return ``det(x) y`` for regular matrices, whose determinants alone may over- or underflow."""
    largest = np.abs(data_of(y)).max(axis=(-2, -1))
    largest = np.where(largest > 0, largest, 1)
    sign, log = xp.linalg.slogdet(x)
    scale = sign * xp.exp(log + np.log(largest))
    return scale[:, None, None] * (y / largest[:, None, None])


def _split(x: Any, u: Any, vh: Any, k: int) -> Any:
    """Return the adjugates of matrices of which ``k`` singular values are not small.

    The small ones remain in a matrix of few rows, the Schur complement of the others, and its
    adjugate is taken in turn. They are smaller by orders of magnitude each time, so that this
    comes to an end after few.
    """
    uh, v = adjoint(u), adjoint(vh)
    b = uh @ x @ v
    top, left, right, small = b[:, :k, :k], b[:, k:, :k], b[:, :k, k:], b[:, k:, k:]
    inverse = xp.linalg.inv(top)
    left, right = left @ inverse, inverse @ right
    schur = small - left @ b[:, :k, k:]
    det = xp.linalg.det(schur)
    others = adjugate(schur, det)
    whole = xp.concatenate(
        [
            xp.concatenate(
                [det[:, None, None] * inverse + right @ others @ left, -right @ others], axis=-1
            ),
            xp.concatenate([-others @ left, others], axis=-1),
        ],
        axis=-2,
    )
    constant = np.linalg.det(u) * np.linalg.det(vh)
    return v @ (constant[:, None, None] * _times_det(top, whole)) @ uh


def _polynomial(x: Any) -> Any:
    """Return the adjugates of matrices that are 0, by a polynomial (Faddeev and LeVerrier)."""
    n = x.shape[-1]
    if not is_variable(x):
        return np.zeros_like(x)
    one = np.eye(n, dtype=x.dtype)
    m: Any = one
    for k in range(1, n):
        y = x @ m
        m = y - xp.trace(y, axis1=-2, axis2=-1)[:, None, None] * (one / k)
    return m if n % 2 else -m
