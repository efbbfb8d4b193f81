"""Eigenvalues and eigenvectors of general matrices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from autodiff.apply import apply1
from autodiff.batching import looped
from autodiff.broadcasting import spread
from autodiff.errors import UndefinedDerivativeError
from autodiff.multioutput import MultiOutput
from autodiff.operands import data_of
from autodiff.operation import Unary
from autodiff.ops.namespace import xp
from autodiff.registry import implements

from .results import EigResult
from .spectrum import (
    asked,
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


class Eigvals(Unary):
    """``a = v diag(w) v^-1``, with ``ga = (v^-1)^T diag(gw) v^T``.

    Policy: an error where the matrix is defective to working precision.
    """

    mixes: ClassVar[Mixes] = (-2, -1)

    def forward(self, x: Any) -> Any:
        return xp.linalg.eigvals(x)

    @looped
    def backward(self, gy: Array) -> Array:
        w, v = _paired(self.y, *xp.linalg.eig(self.x))
        return _of_values("eigvals", w, v, gy)

    def push(self, tangents: Sequence[Any]) -> Any:
        _, v = _paired(self.y, *xp.linalg.eig(self.x))
        left = _inverse("eigvals", v, np.False_, undefined=np.nan)
        return spread(_diagonal_of(left @ tangents[0], v), self.y_meta)


class Eig(MultiOutput):
    """``a = v diag(w) v^-1``, with ``ga = (v^-1)^T (diag(gw) + f * (v^T gz)) v^T``.

    ``f_ij = 1 / (w_j - w_i)``, 0 for ``i = j``. LAPACK makes vectors of length 1 whose largest
    component, here ``k``, is real, so that ``dv = dz - v (Re(v^H dz) + 1j Im(dz_k) / v_k)`` for
    ``dz = v (f * (v^-1 da v))``; ``gz`` is ``gv`` through the transpose of this.
    """

    batches = False  # what is singular is an error, which depends on the cotangents
    mixes: ClassVar[Mixes] = (-2, -1)

    def forward(self, x: Any) -> Sequence[Any]:
        return np.linalg.eig(x)

    def backward(self, gw: Array | None, gv: Array | None) -> Array:
        w, v = self.ys
        if gv is None:
            return _of_values("eig", w, v, gw)
        used = asked(gv)
        require_distinct("eig", w, gw, used)
        own = np.False_ if gw is None else asked(gw[..., None, :])
        left = _inverse("eig", v, own | np.any(used, axis=-1, keepdims=True))
        gz = gv - xp.conj(v) * _real_sum(v * gv)
        if v.dtype.kind == "c":
            overlap = xp.sum(v * gv, axis=-2, keepdims=True)
            anchor = _anchors(data_of(v))
            loose = _tied(data_of(v), real=self.metas is not None and _is_real(self.metas))
            require_no_phase("eig", diagonal(xp.where(loose, overlap[..., 0, :], 0)), largest(gv))
            gz = gz - 1j * anchor * (xp.imag(overlap) / _real_sum(anchor * v))
        inner = over_gaps(w, xp.swapaxes(v, -1, -2) @ gz)
        if gw is not None:
            inner = inner + diagonal(gw)
        ga: Array = xp.swapaxes(left, -1, -2) @ inner @ xp.swapaxes(v, -1, -2)
        return ga

    def pushforward(self, dx: Array) -> Sequence[Array | None]:
        w, v = self.ys
        rows = _inverse("eig", v, np.False_, undefined=np.nan) @ dx
        dw = _diagonal_of(rows, v)
        if not self.wants(1):
            return dw, None
        dz = v @ over_gaps(w, rows @ v, equal=np.nan)
        turn = _real_sum(xp.conj(v) * dz)
        if v.dtype.kind == "c":
            anchor = _anchors(data_of(v))
            turn = turn + 1j * xp.sum(anchor * xp.imag(dz), axis=-2, keepdims=True) / _real_sum(
                anchor * v
            )
        return dw, dz - v * turn


def _of_values(name: str, w: Array, v: Array, gw: Any) -> Array:
    left = xp.swapaxes(_inverse(name, v, asked(gw[..., None, :])), -1, -2)
    ga = left * gw[..., None, :] @ xp.swapaxes(v, -1, -2)
    return once_differentiable(name, w, v, ga, left, v)


def _diagonal_of(a: Any, b: Any) -> Any:
    """Return the diagonal of ``a @ b``."""
    return xp.sum(xp.swapaxes(a, -1, -2) * b, axis=-2)


def _real_sum(a: Array) -> Any:
    return xp.sum(xp.real(a), axis=-2, keepdims=True)


def _is_real(metas: Any) -> bool:
    """Return whether the input is real."""
    return metas[0][1].kind != "c"  # type: ignore[no-any-return]  # a bool


def _inverse(name: str, v: Array, used: Any, *, undefined: float = 0.0) -> Array:
    """Return ``v^-1``, whose rows are left eigenvectors; raise if one that is used does not exist.

    The length of a row is the condition number of its eigenvalue, infinite where the matrix is
    defective; such rows are filled with ``undefined``.
    """
    try:
        left: Any = xp.linalg.inv(v)
    except np.linalg.LinAlgError:
        left = np.full(v.shape, np.inf, v.dtype)
    condition = np.max(np.abs(data_of(left)), axis=-1, initial=0)
    precision = np.finfo(v.dtype).eps * v.shape[-1]
    defective = ~(condition * precision < 1)
    if np.any(defective & used):
        msg = (
            f"{name}: the matrix is defective, it lacks eigenvectors, and its equal eigenvalues "
            "have no derivative; their sum and product have, as np.trace and np.linalg.det"
        )
        raise UndefinedDerivativeError(msg)
    if np.any(defective):
        left = xp.where(defective[..., None], undefined, left)
    return left  # type: ignore[no-any-return]  # an Array


def _anchors(v: Any) -> Any:
    """Return a 1 in each column at the component that LAPACK has made real, the largest."""
    size = np.where(np.imag(v) == 0, np.abs(v), -1.0)
    anchors = np.zeros_like(size)
    if size.size:
        np.put_along_axis(anchors, np.argmax(size, axis=-2, keepdims=True), 1, axis=-2)
    return anchors


def _tied(v: Any, *, real: bool) -> Any:
    """Return which vectors have a phase that jumps, two components being the largest.

    Those that are real, of a real matrix, remain so.
    """
    size = np.abs(v)
    top = np.max(size, axis=-2, initial=0, keepdims=True)
    tied = np.sum(size >= top * (1 - 8 * v.shape[-1] * np.finfo(v.dtype).eps), axis=-2) > 1
    return tied & np.any(np.imag(v) != 0, axis=-2) if real else tied


def _paired(y: Array, w: Array, v: Array) -> tuple[Array, Array]:
    """Return values and vectors in the order of the values ``y``."""
    order = pairing(data_of(y), data_of(w))
    if order is None:
        return w, v
    columns = order[..., None, :]
    return xp.take_along_axis(w, order, axis=-1), xp.take_along_axis(v, columns, axis=-1)


def pairing(y: Any, w: Any) -> Any:
    """Return where in ``w`` each value of ``y`` is, the same values from another algorithm.

    ``None`` if they are in the same order, as they mostly are.
    """
    if np.array_equal(y, w):
        return None
    distance = np.abs(y[..., :, None] - w[..., None, :])
    order: Any = xp.argmin(distance, axis=-1)
    n = y.shape[-1]
    if np.all(np.sort(order, axis=-1) == [*range(n)]):
        return order
    for i in range(n):  # those that are equal share what is nearest: each takes one that is left
        order[..., i] = np.argmin(distance[..., i, :], axis=-1)
        np.put_along_axis(distance, order[..., i, None, None], np.inf, axis=-1)
    return order


@implements(np.linalg.eig)
def eig(
    a: TypedOperand[ScalarT, Any] | Number,
) -> EigResult[Variable[Any, Any], Variable[Any, Any]]:
    """Return eigenvalues and eigenvectors, real ones where all eigenvalues of a real stack are.

    Derivative: ``dw_i = u_i da v_i`` for the rows ``u`` of ``v^-1``, and
    ``dv_i = sum_j v_j (u_j da v_i) / (w_i - w_j)``, normalised as LAPACK does: of length 1, and
    with the largest component real.

    Policy: equal eigenvalues have theirs in the basis that was computed, so that what is symmetric
    in them is right; their vectors have none, nor has a vector's phase where two components are
    the largest, nor anything of a defective matrix: an error where a gradient is asked of them,
    and (but for the phase) a tangent of NaN.

    Raises
    ------
    LinAlgError
        If the matrices are not square, not finite, or the algorithm does not converge.
    UndefinedDerivativeError
        In the backward pass, as the policy says.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> a = ad.Variable(np.array([[0.0, 1.0], [-1.0, 0.0]]))
    >>> w, v = np.linalg.eig(a)
    >>> np.imag(w[0]).backward()
    >>> print(w, a.grad)
    variable([0.+1.j 0.-1.j]) [[ 0.   0.5]
     [-0.5  0. ]]
    """
    return EigResult(*Eig()(a))


@implements(np.linalg.eigvals)
def eigvals(a: TypedOperand[ScalarT, Any] | Number) -> Variable[Any, Any]:
    """Return eigenvalues, real ones where all those of a real stack are.

    Derivative: ``dw_i = u_i da v_i`` for the columns ``v`` that ``eig`` returns, and the rows
    ``u`` of ``v^-1``.

    Policy: equal values have theirs in the basis that was computed, so that what is symmetric in
    them is right; those of a defective matrix have none, which is an error in the backward pass.

    Raises
    ------
    LinAlgError
        If the matrices are not square, not finite, or the algorithm does not converge.
    UndefinedDerivativeError
        In the backward pass, as the policy says.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> a = ad.Variable(np.array([[2.0, 1.0], [0.0, 3.0]]))
    >>> w = np.linalg.eigvals(a)
    >>> w[0].backward()
    >>> print(w, a.grad)
    variable([2. 3.]) [[ 1.  0.]
     [-1.  0.]]
    """
    return apply1(Eigvals(), a)
