"""Singular values and vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, overload

import numpy as np

from autodiff.apply import apply1
from autodiff.multioutput import MultiOutput
from autodiff.operands import data_of, plain
from autodiff.operation import Unary
from autodiff.ops.namespace import xp
from autodiff.registry import implements
from autodiff.values import valued

from .eigh import eigh
from .hermitian import adjoint
from .results import SVDResult
from .singular import Side, moved_vectors, over_sums, require_no_zero, vanishing
from .spectrum import (
    diagonal,
    largest,
    once_differentiable,
    over_gaps,
    require_distinct,
    require_no_phase,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autodiff.graph import Mixes
    from autodiff.operation import Array
    from autodiff.typing import Number, ScalarT, TypedOperand
    from autodiff.variable import Variable


class Svdvals(Unary):
    """``s_i = u_i^H a v_i``, with ``ga = conj(u) diag(gs) conj(v)^T``.

    Policy: 0 where the value is 0 but for rounding, for there it is the modulus at its kink.
    """

    mixes: ClassVar[Mixes] = (-2, -1)

    def forward(self, x: Any) -> Any:
        return np.linalg.svd(x, compute_uv=False)

    def backward(self, gy: Array) -> Array:
        u, s, vh = xp.linalg.svd(self.x, full_matrices=False)
        return _of_values("svdvals", u, s, vh, gy)

    def push(self, tangents: Sequence[Any]) -> Any:
        u, s, vh = xp.linalg.svd(self.x, full_matrices=False)
        moved = xp.sum(xp.conj(u) * (tangents[0] @ adjoint(vh)), axis=-2)
        return xp.where(vanishing(u, s, vh), 0, xp.real(moved))


def _of_values(name: str, u: Array, s: Array, vh: Array, gs: Any) -> Array:
    zero = vanishing(u, s, vh)
    left, right = xp.conj(u), xp.conj(vh)
    ga = left * xp.where(zero, 0, gs)[..., None, :] @ right
    return once_differentiable(name, s, u, ga, left, xp.swapaxes(right, -1, -2), zero)


class Svd(MultiOutput):
    """``a = u diag(s) w^T``, with ``ga = conj(u) (diag(gs) + f*(h + k) + e*(h - k)) w^H``.

    ``h`` is the anti-Hermitian part of ``u^T gu``, ``k`` the conjugate of that of ``w^T gw``;
    ``f_ij = 1 / (s_j - s_i)``, ``e_ij = 1 / (s_j + s_i)``. What ``gu`` has outside of the space
    of the first ``u`` adds ``gu / s w^H``, and ``gw`` alike. Gaps and sums instead of
    differences of squares (Wan and Zhang 2019) keep what is small accurate.
    """

    batches = False  # what is singular is an error, which depends on the cotangents
    mixes: ClassVar[Mixes] = (-2, -1)

    full_matrices: bool

    def forward(self, x: Any) -> Sequence[Any]:
        return np.linalg.svd(x, full_matrices=self.full_matrices)

    def backward(self, gu: Array | None, gs: Array | None, gvh: Array | None) -> Array:
        u, s, vh = self.ys
        rank = s.shape[-1]
        thin_u, thin_vh = u[..., :rank], vh[..., :rank, :]
        if gu is None and gvh is None:
            return _of_values("svd", thin_u, s, thin_vh, gs)
        w, gw = xp.swapaxes(vh, -1, -2), None if gvh is None else xp.swapaxes(gvh, -1, -2)
        left, right = Side(u, gu, rank), Side(w, gw, rank)
        require_distinct("svd", s, gs, left.asked | right.asked)
        zero = vanishing(thin_u, s, thin_vh)
        if np.any(zero):
            require_no_zero(zero, left, right, gs if gu is not None and gvh is not None else None)
        h, k = left.turn, xp.conj(right.turn)
        scale = largest(gu, gvh)
        require_no_phase("svd", h + k, scale)
        require_no_phase("svd", np.eye(rank) * zero[..., None] * data_of(h - k), scale)
        inner = over_gaps(s, h + k) + over_sums(s, h - k, zero)
        if gs is not None:
            inner = inner + diagonal(xp.where(zero, 0, gs))
        divisor = xp.where(zero, 1, s)[..., None, :]
        rows = xp.conj(left.v) @ inner
        if left.outside is not None:
            rows = rows + left.outside / divisor
        ga: Array = rows @ adjoint(right.v)
        if right.outside is not None:
            ga = ga + xp.conj(left.v) @ xp.swapaxes(right.outside / divisor, -1, -2)
        return ga

    def pushforward(self, dx: Array) -> Sequence[Array | None]:
        u, s, vh = self.ys
        rank = s.shape[-1]
        w = xp.swapaxes(vh, -1, -2)
        left, right = u[..., :rank], w[..., :rank]
        zero = vanishing(left, s, vh[..., :rank, :])
        columns = dx @ xp.conj(right)
        moved = adjoint(left) @ columns
        ds = xp.where(zero, 0, xp.real(xp.diagonal(moved, axis1=-2, axis2=-1)))
        if not (self.wants(0) or self.wants(2)):
            return None, ds, None
        both = over_gaps(s, moved + adjoint(moved), equal=np.nan) / 2
        undefined = np.nan if self.wants(0) and self.wants(2) else 0.0
        apart = over_sums(s, moved - adjoint(moved), zero, undefined=undefined) / 2
        divisor = xp.where(zero, np.nan, s)[..., None, :]
        rows = xp.swapaxes(dx, -1, -2) @ xp.conj(left) - right @ xp.swapaxes(moved, -1, -2)
        du = moved_vectors(u, both + apart, columns - left @ moved, divisor)
        dw = moved_vectors(w, xp.conj(both - apart), rows, divisor)
        return du, ds, xp.swapaxes(dw, -1, -2)


@overload
def svd(
    a: TypedOperand[ScalarT, Any] | Number,
    full_matrices: bool = True,
    compute_uv: Literal[True] = True,
    hermitian: bool = False,
) -> SVDResult[Variable[ScalarT], Variable[Any, Any]]: ...
@overload
def svd(
    a: TypedOperand[ScalarT, Any] | Number,
    full_matrices: bool,
    compute_uv: Literal[False],
    hermitian: bool = False,
) -> Variable[Any, Any]: ...
@overload
def svd(
    a: TypedOperand[ScalarT, Any] | Number,
    full_matrices: bool = True,
    *,
    compute_uv: Literal[False],
    hermitian: bool = False,
) -> Variable[Any, Any]: ...
@implements(np.linalg.svd)
def svd(
    a: Any, full_matrices: bool = True, compute_uv: bool = True, hermitian: bool = False
) -> Any:
    """Return the singular value decomposition ``u @ diag(s) @ vh``, or the values ``s`` alone.

    Derivative: ``ds_i = Re(u_i^H da v_i)``; of the vectors, the rotations among them divided by
    gaps and sums of values. If ``hermitian``, that of ``eigh``, which reads the lower triangle, and
    of values together with vectors the one of ``abs(w)`` with the sign that was computed.

    Policy: values have theirs wherever they are (equal ones in the basis that was computed), which
    is 0 where a value is 0 but for rounding, the kink of a modulus. Vectors of equal values have
    none, nor have those of 0 on the longer side, nor a pair of those with its value: an error where
    a gradient is asked of them, and a tangent of NaN. The phase that each pair of complex vectors
    shares is arbitrary, and so is the basis of the columns that ``full_matrices`` adds: a result
    that depends on one is an error in the backward pass, and no tangent changes it. Equal values,
    and those of 0, have no second derivative, which is an error too.

    Raises
    ------
    LinAlgError
        If an operand is no stack of matrices, or the algorithm does not converge.
    UndefinedDerivativeError
        In the backward pass, as the policy says.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> a = ad.Variable(np.array([[3.0, 0.0], [0.0, 4.0]]))
    >>> u, s, vh = np.linalg.svd(a)
    >>> s[0].backward()
    >>> print(s, a.grad)
    variable([4. 3.]) [[0. 0.]
     [0. 1.]]
    """
    if hermitian:
        if compute_uv:
            return _hermitian(a, smooth=True)
        _, s, _ = _hermitian(a, smooth=False)
        return valued(s, np.linalg.svd(plain(a), compute_uv=False, hermitian=True))
    if compute_uv:
        return SVDResult(*Svd(bool(full_matrices))(a))
    return apply1(Svdvals(), a)


def _hermitian(a: Any, *, smooth: bool) -> SVDResult[Any, Any]:
    """Return singular values and vectors as NumPy takes them from eigenvalues.

    Together they move on through 0, ``smooth``, with ``u diag(s) v^H``; values alone turn round.
    """
    w, u = eigh(a)
    values: Any = data_of(w)
    size = np.abs(values)
    sign = np.copysign(1.0, values)
    order = np.argsort(size)[..., ::-1]
    kink = np.False_ if smooth else vanishing(u, size, adjoint(data_of(u)))
    s: Any = valued(w * np.where(kink, 0, sign), size)
    s = xp.take_along_axis(s, order, axis=-1)
    u = xp.take_along_axis(u, order[..., None, :], axis=-1)
    sign = np.take_along_axis(sign, order, axis=-1)
    return SVDResult(u, s, adjoint(u * sign[..., None, :]))


@implements(np.linalg.svdvals)
def svdvals(x: TypedOperand[ScalarT, Any] | Number, /) -> Variable[Any, Any]:
    """Return singular values, the largest first.

    Derivative: ``ds_i = Re(u_i^H dx v_i)``, with the singular vectors ``u_i`` and ``v_i``.

    Policy: equal values have theirs in the basis that was computed, so that what is symmetric in
    them is right; one that is 0 but for rounding has 0, being a modulus at its kink. Neither has a
    second derivative, which is an error.

    Raises
    ------
    LinAlgError
        If the operand is no stack of matrices, or the algorithm does not converge.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([[3.0, 0.0], [0.0, -4.0]]))
    >>> s = np.linalg.svdvals(x)
    >>> s.sum().backward()
    >>> print(s, x.grad)
    variable([4. 3.]) [[ 1.  0.]
     [ 0. -1.]]
    """
    return apply1(Svdvals(), x)
