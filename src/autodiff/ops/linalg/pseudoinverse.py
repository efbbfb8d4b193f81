"""The pseudo-inverse of Moore and Penrose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from autodiff.apply import apply1
from autodiff.operands import data_of, plain
from autodiff.operation import Unary
from autodiff.ops.arraylike import as_operand
from autodiff.ops.namespace import xp
from autodiff.registry import implements

from .hermitian import Hermitian, adjoint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from autodiff.graph import Mixes
    from autodiff.operation import Array
    from autodiff.typing import Operand, ScalarT, TypedOperand
    from autodiff.variable import Variable

_NO_VALUE: Any = np._NoValue

__all__ = ["pinv", "truncates"]


class Pinv(Unary):
    """``y = x^+``, with ``dy = -y dx y + y y^H dx^H (1 - x y) + (1 - y x) dx^H y^H y``.

    The formula of Golub and Pereyra (1973) for matrices that keep their rank. Where ``cutoff``
    drops singular values that are more than errors of rounding, the derivative is that of what is
    computed, a function of the singular values that drops some of them (Noferini 2017).

    Policy: the derivative among matrices of the same rank; where the rank changes, ``y`` jumps.
    """

    mixes: ClassVar[Mixes] = (-2, -1)
    cutoff: Any
    """The singular values that are dropped, relative to the largest."""
    options: Mapping[str, Any]

    def forward(self, x: Any) -> Any:
        return xp.linalg.pinv(x, **self.options)

    def backward(self, gy: Array) -> Array:
        x, y = self.x, self.y
        if truncates(data_of(x), self.cutoff):
            return _of_truncated(x, self.cutoff, gy)
        gx: Array
        if x.shape[-2] >= x.shape[-1]:
            gx = _of_rank(x, y, gy)
            return gx
        transposed = (xp.swapaxes(a, -1, -2) for a in (x, y, gy))
        gx = xp.swapaxes(_of_rank(*transposed), -1, -2)
        return gx


def truncates(a: Any, cutoff: Any) -> bool:
    """Return whether the pseudo-inverse drops singular values that are no errors of rounding."""
    if not a.size:
        return False
    rounding = max(a.shape[-2:]) * np.finfo(a.dtype).eps
    if np.all(cutoff <= rounding):
        return False
    s = np.linalg.svd(a, compute_uv=False)
    s = s / np.where(s[..., :1] == 0, 1, s[..., :1])
    return bool(np.any((s <= cutoff[..., None]) & (s > rounding)))


def _of_rank(x: Any, y: Any, gy: Any) -> Any:
    """Return the cotangent of ``x``, which has no more columns than rows, and keeps its rank.

    Nothing as large as the square of the number of rows is formed.
    """
    xt, yt, gh = xp.swapaxes(x, -1, -2), xp.swapaxes(y, -1, -2), adjoint(gy)
    if x.shape[-2] == x.shape[-1] and _full_rank(x, y):
        return -yt @ gy @ yt
    square = xp.conj(y) @ yt
    inner = gy @ yt + xt @ gh @ square
    if not _full_rank(x, y):
        inner = inner - xp.conj(y) @ (gh - (gh @ xt) @ yt)
    return gh @ square - yt @ inner


def _full_rank(x: Any, y: Any) -> bool:
    """Whether all columns are independent: the trace of the projector ``y x`` is the rank."""
    trace = np.sum(data_of(y) * np.swapaxes(data_of(x), -1, -2), axis=(-2, -1))
    return bool(np.all(np.real(trace) > x.shape[-1] - 0.5))


def _of_truncated(x: Array, cutoff: Any, gy: Array) -> Array:
    """Return the cotangent of ``x``, of whose singular values some are dropped.

    With ``m = u^H dx v``, ``u^H`` and ``v`` the singular vectors, ``v^H dy u`` is ``-m_ij / (s_i
    s_j)`` where both are kept, and ``(s_i conj(m_ji) + s_j m_ij) / (s_i (s_i^2 - s_j^2))`` where
    of two only that of ``s_i`` is.
    """
    u, s, vh = xp.linalg.svd(x, full_matrices=False)
    values = data_of(s)
    kept = values > cutoff[..., None] * values[..., :1]
    safe = xp.where(kept, s, 1)
    both = kept[..., :, None] & kept[..., None, :]
    one = kept[..., :, None] ^ kept[..., None, :]
    large = xp.where(kept[..., :, None], s[..., :, None], s[..., None, :])
    small = xp.where(kept[..., :, None], s[..., None, :], s[..., :, None])
    gap = xp.where(one, (large - small) * (large + small), 1)
    straight = xp.where(one, small / (xp.where(one, large, 1) * gap), 0)
    straight = straight - both / (safe[..., :, None] * safe[..., None, :])
    crossed = one / gap
    uc, vt, gh = xp.conj(u), xp.conj(vh), adjoint(gy)
    h = vt @ gy @ uc
    gx: Array = uc @ (h * straight + adjoint(h * crossed)) @ vt
    weights = (kept / safe**2)[..., None, :]
    if x.shape[-2] > x.shape[-1]:
        outside = gh - uc @ (xp.swapaxes(u, -1, -2) @ gh)
        gx = gx + (outside @ adjoint(vt) * weights) @ vt
    elif x.shape[-2] < x.shape[-1]:
        outside = gh - (gh @ adjoint(vt)) @ vt
        gx = gx + (uc * weights) @ (xp.swapaxes(u, -1, -2) @ outside)
    return gx


@implements(np.linalg.pinv)
def pinv(
    a: TypedOperand[ScalarT, Any],
    rcond: Operand | None = None,
    hermitian: bool = False,
    *,
    rtol: Operand | None = _NO_VALUE,
) -> Variable[ScalarT]:
    """Return the pseudo-inverse of each matrix.

    Derivative: with ``y`` the result, ``dy = -y da y + y y^H da^H (1 - a y) + (1 - y a) da^H y^H
    y``. If ``hermitian``, the gradient is that of the lower triangle, which alone is read.

    Policy: singular values that are dropped stay so. Where the rank changes the pseudo-inverse
    jumps, and the derivative is that among matrices of the same rank.

    Raises
    ------
    LinAlgError
        If an operand is no stack of matrices, or the algorithm does not converge.
    ValueError
        If both ``rcond`` and ``rtol`` are given.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> a = ad.Variable(np.array([[1.0], [1.0]]))
    >>> y = np.linalg.pinv(a)
    >>> y.backward()
    >>> print(y, a.grad)
    variable([[0.5 0.5]]) [[-0.5]
     [-0.5]]
    """
    x = as_operand(a, "pinv")
    # both are constant piece by piece
    options: dict[str, Any] = {"hermitian": bool(hermitian)}
    cutoff: Any = 1e-15
    if rcond is not None:
        options["rcond"] = cutoff = np.array(plain(rcond))
    if rtol is not _NO_VALUE:
        options["rtol"] = None if rtol is None else np.array(plain(rtol))
        if rtol is not None:
            cutoff = options["rtol"]
        elif x.dtype.kind in "fc" and x.ndim > 1:
            cutoff = max(x.shape[-2:]) * np.finfo(x.dtype).eps
    if hermitian and x.ndim > 1:
        x = apply1(Hermitian("L"), x)
    return apply1(Pinv(np.asarray(cutoff), options), x)
