"""Eigenvalues and eigenvectors of Hermitian matrices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from autodiff.apply import apply1
from autodiff.multioutput import MultiOutput
from autodiff.operation import Unary
from autodiff.ops.namespace import xp
from autodiff.registry import implements

from .hermitian import Hermitian, adjoint, triangle
from .results import EighResult
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

    from .hermitian import Triangle


class Eigh(MultiOutput):
    """``h = v diag(w) v^H``, with ``gh = conj(v) (diag(gw) + f * (v^T gv)) v^T``.

    ``f_ij = 1 / (w_j - w_i)``, 0 for ``i = j``. Forward, ``dw = diag(v^H dh v)`` and
    ``dv = v (f * (v^H dh v))`` (Giles 2008, section 3.1).
    """

    batches = False  # what is singular is an error, which depends on the cotangents
    mixes: ClassVar[Mixes] = (-2, -1)

    uplo: Triangle

    def forward(self, x: Any) -> Sequence[Any]:
        return np.linalg.eigh(x, UPLO=self.uplo)

    def backward(self, gw: Array | None, gv: Array | None) -> Array:
        w, v = self.ys
        if gv is None:
            return _of_values("eigh", w, v, gw)
        overlap = xp.swapaxes(v, -1, -2) @ gv
        require_distinct("eigh", w, gw, asked(gv))
        require_no_phase("eigh", overlap, largest(gv))
        inner = over_gaps(w, overlap)
        if gw is not None:
            inner = inner + diagonal(gw)
        gh: Array = xp.conj(v) @ inner @ xp.swapaxes(v, -1, -2)
        return gh

    def pushforward(self, dx: Array) -> Sequence[Array | None]:
        w, v = self.ys
        columns = dx @ v
        dw = xp.real(xp.sum(xp.conj(v) * columns, axis=-2))
        if not self.wants(1):
            return dw, None
        moved = adjoint(v) @ columns
        return dw, v @ over_gaps(w, moved, equal=np.nan)


class Eigvalsh(Unary):
    """``w_i = v_i^H h v_i``, with ``gh = conj(v) diag(gw) v^T``."""

    mixes: ClassVar[Mixes] = (-2, -1)
    uplo: Triangle

    def forward(self, x: Any) -> Any:
        return np.linalg.eigvalsh(x, UPLO=self.uplo)

    def backward(self, gy: Array) -> Array:
        w, v = xp.linalg.eigh(self.x, UPLO=self.uplo)
        return _of_values("eigvalsh", w, v, gy)

    def push(self, tangents: Sequence[Any]) -> Any:
        _, v = xp.linalg.eigh(self.x, UPLO=self.uplo)
        return xp.real(xp.sum(xp.conj(v) * (tangents[0] @ v), axis=-2))


def _of_values(name: str, w: Array, v: Array, gw: Any) -> Array:
    conjugate = xp.conj(v)
    gh = conjugate * gw[..., None, :] @ xp.swapaxes(v, -1, -2)
    return once_differentiable(name, w, v, gh, conjugate, v)


@implements(np.linalg.eigh)
def eigh(
    a: TypedOperand[ScalarT, Any] | Number, UPLO: Triangle = "L"
) -> EighResult[Variable[Any, Any], Variable[ScalarT]]:
    """Return eigenvalues and eigenvectors of Hermitian matrices, of which it reads one triangle.

    Derivative: ``dw_i = v_i^H da v_i`` and ``dv_i = sum_j v_j (v_j^H da v_i) / (w_i - w_j)``. The
    gradient is that of the triangle that is read; the other has none.

    Policy: eigenvalues have theirs wherever they are (equal ones in the basis that was computed);
    vectors of equal values have none, nor have such values a second one, which is an error where a
    gradient is asked of them, and a tangent of NaN. Phases of complex eigenvectors are arbitrary: a
    result that depends on one is an error in the backward pass, and no tangent changes it.

    Raises
    ------
    LinAlgError
        If the matrices are not square, or the algorithm does not converge.
    UndefinedDerivativeError
        In the backward pass, as the policy says.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> a = ad.Variable(np.array([[2.0, 0.0], [1.0, 2.0]]))
    >>> w, v = np.linalg.eigh(a)
    >>> w[1].backward()
    >>> print(w, a.grad)
    variable([1. 3.]) [[0.5 0. ]
     [1.  0.5]]
    """
    uplo = triangle(UPLO)
    return EighResult(*Eigh(uplo)(apply1(Hermitian(uplo), a)))


@implements(np.linalg.eigvalsh)
def eigvalsh(a: TypedOperand[ScalarT, Any] | Number, UPLO: Triangle = "L") -> Variable[Any, Any]:
    """Return eigenvalues of Hermitian matrices, of which it reads one triangle, in ascending order.

    Derivative: ``dw_i = v_i^H da v_i``. The gradient is that of the triangle that is read; the
    other has none.

    Policy: equal values have theirs in the basis that was computed, so that what is symmetric in
    them is right; they have no second derivative, which is an error.

    Raises
    ------
    LinAlgError
        If the matrices are not square, or the algorithm does not converge.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> a = ad.Variable(np.array([[2.0, 0.0], [1.0, 2.0]]))
    >>> w = np.linalg.eigvalsh(a)
    >>> w[1].backward()
    >>> print(w, a.grad)
    variable([1. 3.]) [[0.5 0. ]
     [1.  0.5]]
    """
    uplo = triangle(UPLO)
    return apply1(Eigvalsh(uplo), apply1(Hermitian(uplo), a))
