"""Cholesky's factors of positive definite matrices, and systems solved by them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import apply1
from autodiff.operation import Unary
from autodiff.ops.arraylike import as_operand
from autodiff.ops.linalg.hermitian import Hermitian, adjoint, onto_triangle
from autodiff.ops.namespace import applied, xp
from autodiff.scipy.implicit import Implicit, solution

from .namespace import checked, sl, square, stacked
from .triangular import solved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autodiff.operation import Array
    from autodiff.ops.linalg.hermitian import Triangle
    from autodiff.typing import TypedOperand
    from autodiff.variable import Variable

__all__ = ["cho_factor", "cho_solve", "cholesky"]


class Cholesky(Unary):
    """``c c^H = a`` for a lower triangle ``c``, with ``ga = c^-T m conj(c)^-1``.

    ``m`` is the Hermitian part of the lower triangle of ``c^T gc``, its diagonal halved (Murray
    2016, "Differentiation of the Cholesky decomposition"), and ``ga`` is folded into the triangle
    of ``a`` that is read. The upper factor is ``c^H``. The other triangle of the result holds
    what SciPy leaves there, which has no derivative.
    """

    lower: bool

    def forward(self, x: Any) -> Any:
        def factor(a: Any) -> Any:
            return sl.cho_factor(a, lower=self.lower, check_finite=False)[0]

        return stacked(factor, x, square=True)

    def backward(self, gy: Array) -> Array:
        c, gc = self._factor(self.y), self._factor(gy)
        m = _halved(xp.swapaxes(c, -1, -2) @ gc)
        m = (m + adjoint(m)) / 2
        half = solved(c, m, trans=1, lower=True)
        whole = solved(xp.conj(c), xp.swapaxes(half, -1, -2), trans=1, lower=True)
        return onto_triangle(xp.swapaxes(whole, -1, -2), self.uplo)

    def push(self, tangents: Sequence[Any]) -> Any:
        """Return ``dc = c (tril(c^-1 da c^-H), its diagonal halved)``."""
        (dx,) = tangents
        c = self._factor(self.y)
        half = solved(c, applied(Hermitian(self.uplo), dx), trans=0, lower=True)
        dc = c @ _halved(adjoint(solved(c, adjoint(half), trans=0, lower=True)))
        return dc if self.lower else adjoint(dc)

    def _factor(self, c: Any) -> Any:
        """Return the lower triangle, without what stands in the other."""
        return xp.tril(c) if self.lower else adjoint(xp.triu(c))

    @property
    def uplo(self) -> Triangle:
        """The triangle that is read and written."""
        return "L" if self.lower else "U"


def _halved(m: Any) -> Any:
    """Return the lower triangle, its diagonal halved."""
    return (xp.tril(m) + xp.tril(m, -1)) / 2


class ChoSolve(Implicit):
    """``a y = b`` for ``a = c c^H``: ``gb = a^-T gy``, ``gc = tril((ga + ga^H) conj(c))``.

    ``ga = -gb y^T``. For the upper factor all is transposed.
    """

    lower: bool

    def forward(self, *xs: Any) -> Any:
        def solve(c: Any, b: Any) -> Any:
            return sl.cho_solve((c, self.lower), b, check_finite=False)

        return stacked(solve, *xs)

    def backward(self, gy: Array) -> Sequence[Array | None]:
        (c,) = self.xs
        gb = xp.conj(solution(ChoSolve(self.lower), c, xp.conj(gy)))
        if self.y is None:
            return None, gb
        ga = -(gb @ xp.swapaxes(self.y, -1, -2))
        ga = ga + adjoint(ga)
        conj = xp.conj(c)
        gc: Array = xp.tril(ga @ xp.tril(conj)) if self.lower else xp.triu(xp.triu(conj) @ ga)
        return gc, gb

    def residual(self, *dxs: Array | None) -> Array | None:
        (c,), (dc,) = self.xs, dxs
        if self.lower:
            half = xp.tril(dc) @ adjoint(xp.tril(c))
        else:
            half = adjoint(xp.triu(dc)) @ xp.triu(c)
        moved: Array = (half + adjoint(half)) @ self.y
        return moved


def cho_factor(
    a: TypedOperand[Any, Any], lower: bool = False, *, check_finite: bool = True
) -> tuple[Variable[Any, Any], bool]:
    """Return the factor ``c`` of ``a = c^H c``, or of ``a = c c^H`` if lower, and which it is.

    One triangle of ``a`` is read and one of ``c`` written; in the other stands what SciPy leaves
    there, and nothing that is computed from it has a gradient.

    Derivative: ``dc = c tril(c^-1 da c^-H)``, the diagonal halved, for the lower factor. The
    gradient is that of the triangle that is read.

    Raises
    ------
    LinAlgError
        If a matrix is not positive definite.
    ValueError
        If the matrices are not square, or there are infinities or NaNs.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.linalg import cho_factor
    >>> a = ad.Variable(np.array([[4.0, 2.0], [2.0, 10.0]]))
    >>> c, lower = cho_factor(a, lower=True)
    >>> np.log(np.diagonal(c)).sum().backward()  # half the logarithm of the determinant
    >>> a.grad.round(4)
    array([[ 0.1389,  0.    ],
           [-0.0556,  0.0556]])
    """
    a = square(a, "cho_factor")
    if check_finite:
        checked(a)
    return apply1(Cholesky(lower), a), lower


def cholesky(
    a: TypedOperand[Any, Any], lower: bool = False, *, check_finite: bool = True
) -> Variable[Any, Any]:
    """Return the triangle ``c`` of ``a = c^H c``, or of ``a = c c^H`` if lower.

    Derivative: ``dc = c tril(c^-1 da c^-H)``, the diagonal halved, for the lower factor. The
    gradient is that of the triangle that is read.

    Raises
    ------
    LinAlgError
        If a matrix is not positive definite.
    ValueError
        If the matrices are not square, or there are infinities or NaNs.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.linalg import cholesky
    >>> a = ad.Variable(np.array([[4.0, 2.0], [2.0, 10.0]]))
    >>> c = cholesky(a)
    >>> c.sum().backward()
    >>> print(c, a.grad.round(4))
    variable([[2. 1.]
              [0. 3.]]) [[0.1667 0.3333]
     [0.     0.1667]]
    """
    c, _ = cho_factor(a, lower, check_finite=check_finite)
    return xp.tril(c) if lower else xp.triu(c)  # type: ignore[no-any-return]  # of a Variable


def cho_solve(
    c_and_lower: tuple[TypedOperand[Any, Any], bool],
    b: TypedOperand[Any, Any],
    *,
    check_finite: bool = True,
) -> Variable[Any, Any]:
    """Return the solution of ``a y = b`` for the factor of ``a`` that ``cho_factor`` gives.

    Derivative: ``gb = a^-T gy``, and ``gc = tril((ga + ga^H) conj(c))`` for the lower factor,
    with ``ga = -gb y^T``. What stands in the other triangle has none.

    Raises
    ------
    ValueError
        If the shapes do not fit, or there are infinities or NaNs.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.linalg import cho_factor, cho_solve
    >>> a = ad.Variable(np.array([[4.0, 2.0], [2.0, 10.0]]))
    >>> y = cho_solve(cho_factor(a), np.array([6.0, 12.0]))
    >>> y.sum().backward()
    >>> print(y, a.grad.round(4))
    variable([1. 1.]) [[-0.2222 -0.2778]
     [ 0.     -0.0556]]
    """
    c, lower = c_and_lower
    c = square(c, "cho_solve")
    b = as_operand(b, "cho_solve", 1)
    if b.ndim == 0 or c.shape[-1] != b.shape[-2 if b.ndim > 1 else 0]:
        msg = f"cho_solve: shapes of c {c.shape} and b {b.shape} are incompatible"
        raise ValueError(msg)
    if check_finite:
        checked(c, b)
    vector = b.ndim == 1
    y = ChoSolve(bool(np.all(lower)))(c, b[:, None] if vector else b)
    return y[..., 0] if vector else y
