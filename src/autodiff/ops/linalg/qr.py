"""Orthogonal and triangular factors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, overload

import numpy as np

from autodiff.apply import apply1
from autodiff.errors import NoRuleError, UndefinedDerivativeError
from autodiff.multioutput import MultiOutput
from autodiff.operands import data_of, is_variable
from autodiff.operation import Unary
from autodiff.ops.namespace import xp
from autodiff.registry import implements

from .factorization import factorize
from .hermitian import adjoint
from .results import QRResult
from .solve import Solve
from .spectrum import largest, require_no_rotation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autodiff.graph import Mixes
    from autodiff.operation import Array
    from autodiff.typing import Number, ScalarT, TypedOperand
    from autodiff.variable import Variable


class Qr(MultiOutput):
    """``a = q r``, with ``ga = (gq - conj(q) h + conj(q) m) (r^-1)^T``, ``h = q^T gq``.

    ``m`` is ``triu(k) + tril(k^H + h - h^H)`` for ``k = gr r^T``, the two halved where they share
    the diagonal (that of ``r`` is real). Columns of ``a`` beyond a square, ``c`` in ``r``, have
    ``conj(q) gc``, and add ``conj(c gc^T)`` to ``h`` in ``m`` (Roberts and Roberts 2020).
    """

    batches = False  # what is singular is an error, which depends on the cotangents
    mixes: ClassVar[Mixes] = (-2, -1)

    mode: str

    def forward(self, x: Any) -> Sequence[Any]:
        return tuple(xp.linalg.qr(x, mode=self.mode))

    def backward(self, gq: Array | None, gr: Array | None) -> Array:
        q, r = self.ys
        return _pulled_back(q, r, gq, gr)

    def pushforward(self, dx: Array) -> Sequence[Array | None]:
        q, r = self.ys
        rank = min(q.shape[-2], r.shape[-1])
        first, rest = q[..., :rank], q[..., rank:]
        columns = _divided(dx[..., :rank], r[..., :rank, :rank])
        moved = adjoint(first) @ columns
        below = xp.tril(moved, -1)
        turn = below - adjoint(below)
        if q.dtype.kind == "c":
            turn = turn + 1j * np.eye(rank) * xp.imag(moved)
        dq = columns + first @ (turn - moved)
        dr = xp.triu(adjoint(first) @ dx - turn @ r[..., :rank, :])
        if rest.shape[-1]:
            dq = xp.concatenate([dq, -first @ (adjoint(dq) @ rest)], axis=-1)
            dr = xp.concatenate([dr, np.zeros_like(data_of(r)[..., rank:, :])], axis=-2)
        return dq, dr


class QrTriangle(Unary):
    """``a = q r``, of which ``r`` alone: the part of the rule of both."""

    mixes: ClassVar[Mixes] = (-2, -1)

    def forward(self, x: Any) -> Any:
        return np.linalg.qr(x, mode="r")

    def backward(self, gy: Array) -> Array:
        q, r = xp.linalg.qr(self.x)
        return _pulled_back(q, r, None, gy)


def _pulled_back(q: Array, r: Array, gq: Array | None, gr: Array | None) -> Array:
    """Return the cotangent of ``a``, see :class:`Qr`."""
    rank = min(q.shape[-2], r.shape[-1])
    first, square, beyond = q[..., :rank], r[..., :rank, :rank], r[..., :rank, rank:]
    inside: Any = 0
    m: Any = 0
    ga_beyond: Any = np.zeros((*q.shape[:-1], beyond.shape[-1]), q.dtype)
    if gq is not None:
        if q.shape[-1] > rank:
            gq = _onto_first(first, q[..., rank:], gq)
        inside = xp.swapaxes(first, -1, -2) @ gq
        m = xp.tril(inside - adjoint(inside))
    if gr is not None:
        k = xp.triu(gr[..., :rank, :rank]) @ xp.swapaxes(square, -1, -2)
        m = m + xp.triu(k) + xp.tril(adjoint(k))
        if beyond.shape[-1]:
            gc = gr[..., rank:]
            h = xp.conj(beyond @ xp.swapaxes(gc, -1, -2))
            m = m + xp.tril(h - adjoint(h))
            ga_beyond = xp.conj(first) @ gc
    m = m * (1 - np.eye(rank, dtype=np.real(data_of(r)).dtype) / 2)
    longer = gq is not None and q.shape[-2] > rank
    rows = xp.conj(first) @ (m - inside if longer else m)
    ga: Array = _divided_by_transpose(rows + gq if longer else rows, square, gq, gr)
    if beyond.shape[-1]:
        ga = xp.concatenate([ga, ga_beyond], axis=-1)
    return ga


def _onto_first(first: Array, rest: Array, gq: Array) -> Array:
    """Return the cotangent of the first columns alone: ``dq_2 = -q_1 (q_2^H dq_1)^H``."""
    rank = first.shape[-1]
    grest = gq[..., rank:]
    require_no_rotation("qr", xp.swapaxes(rest, -1, -2) @ grest, largest(gq))
    overlap = xp.swapaxes(first, -1, -2) @ grest
    onto: Array = gq[..., :rank] - xp.conj(rest) @ adjoint(overlap)
    return onto


def _solved(r: Array, b: Array) -> Array:
    """Return ``r^-1 b`` for triangles, which are solved as such if they are large."""
    rule = Solve(factorize(data_of(r)))
    y: Array = rule(r, b) if is_variable(r) or is_variable(b) else rule.forward(r, b)
    return y


def _lacking(r: Any) -> Any:
    """Return which matrices have a column that is, but for rounding, a sum of those before it."""
    data = data_of(r)
    size = np.sqrt(np.sum(np.abs(data) ** 2, axis=-2))
    rounding = data.shape[-1] * np.finfo(data.dtype).eps * size
    return np.any(np.abs(np.diagonal(data, axis1=-2, axis2=-1)) <= rounding, axis=-1)


def _divided(x: Array, r: Array) -> Array:
    """Return ``x r^-1``, NaN where that does not exist."""
    lacking = _lacking(r)[..., None, None]
    if np.any(lacking):
        r = xp.where(lacking, np.eye(r.shape[-1]), r)
    y: Array = xp.swapaxes(_solved(xp.swapaxes(r, -1, -2), xp.swapaxes(x, -1, -2)), -1, -2)
    if np.any(lacking):
        y = xp.where(lacking, np.nan, y)
    return y


def _divided_by_transpose(x: Array, r: Array, *gs: Array | None) -> Array:
    """Return ``x (r^-1)^T``; raise where that does not exist and a cotangent asks for it."""
    lacking = _lacking(r)[..., None, None]
    if np.any(lacking):
        for g in gs:
            if g is not None and np.any(
                lacking & (is_variable(g) or np.any(g != 0, axis=(-2, -1), keepdims=True))
            ):
                msg = (
                    "qr: a column depends linearly on those before it, so that its direction in q "
                    "is arbitrary, and there is no derivative; np.linalg.svd has its own"
                )
                raise UndefinedDerivativeError(msg)
        r = xp.where(lacking, np.eye(r.shape[-1]), r)
    y: Array = xp.swapaxes(_solved(r, xp.swapaxes(x, -1, -2)), -1, -2)
    return y


@overload
def qr(
    a: TypedOperand[ScalarT, Any] | Number, mode: Literal["reduced", "complete"] = "reduced"
) -> QRResult[Variable[ScalarT]]: ...
@overload
def qr(a: TypedOperand[ScalarT, Any] | Number, mode: Literal["r"]) -> Variable[ScalarT]: ...
@implements(np.linalg.qr)
def qr(a: Any, mode: Literal["reduced", "complete", "r"] = "reduced") -> Any:
    """Return factors ``q @ r`` of orthonormal columns and an upper triangle, or ``r`` alone.

    Derivative: with ``m = q^H da r^-1``, ``dq = q t + (1 - q q^H) da r^-1`` and
    ``dr = q^H da - t r``, where ``t`` is anti-Hermitian and equals ``m`` below the diagonal.

    Policy: where a column depends on those before it there is none, which is an error in the
    backward pass and a tangent of NaN. The columns that "complete" adds are any basis of a space:
    a result that depends on which is an error in the backward pass, and no tangent changes it.

    Raises
    ------
    LinAlgError
        If the operand is no stack of matrices.
    NoRuleError
        If the mode is "raw" or "economic", which return what LAPACK stores.
    UndefinedDerivativeError
        In the backward pass, as the policy says.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> a = ad.Variable(np.array([[3.0, 1.0], [4.0, 2.0]]))
    >>> r = np.linalg.qr(a, mode="r")
    >>> r[0, 0].backward()
    >>> a.grad
    array([[-0.6,  0. ],
           [-0.8,  0. ]])
    """
    name: str = mode
    if name in {"raw", "economic", "e"}:
        msg = (
            f"qr: mode {name!r} returns what LAPACK stores, which has no rule; the factors have: "
            'use mode "reduced", "complete" or "r"'
        )
        raise NoRuleError(msg)
    if name == "r":
        return apply1(QrTriangle(), a)
    return QRResult(*Qr(name)(a))
