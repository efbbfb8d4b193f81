"""The exponential, the square root and the logarithm of matrices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

import numpy as np

from autodiff.apply import apply1
from autodiff.batching import looped
from autodiff.errors import UndefinedDerivativeError
from autodiff.operands import data_of, is_variable
from autodiff.operation import Unary
from autodiff.ops.arraylike import as_operand
from autodiff.ops.namespace import xp

from .matrix_function import MatrixFunction, triangular_blocks
from .namespace import checked, finite, lapack, sl, stacked
from .sylvester import solved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autodiff.graph import Mixes
    from autodiff.operation import Array
    from autodiff.typing import ScalarT, TypedOperand
    from autodiff.variable import Variable

__all__ = ["expm", "logm", "sqrtm"]


class Expm(MatrixFunction):
    """``y = e^x``, with ``gx = L(x^T, gy)`` (``L`` by Al-Mohy and Higham 2009)."""

    mixes: ClassVar[Mixes] = (-2, -1)

    def forward(self, x: Any) -> Any:
        return sl.expm(x)

    def derivative(self, a: Any, e: Any) -> Any:
        dtype = np.result_type(a, e)

        def frechet(a: Any, e: Any) -> Any:
            if not finite(a, e):
                return np.full(a.shape, np.nan, dtype)
            return sl.expm_frechet(a, e, compute_expm=False, check_finite=False)

        return stacked(frechet, a.astype(dtype), e.astype(dtype))


class Sqrtm(Unary):
    """``y y = x``, so that ``dy`` solves ``y dy + dy y = dx`` and ``gx`` ``y^T gx + gx y^T = gy``.

    Policy: a matrix that is singular, but for rounding, has no derivative, which is an error
    where one is asked for.
    """

    mixes: ClassVar[Mixes] = (-2, -1)

    def forward(self, x: Any) -> Any:
        return stacked(sl.sqrtm, x, square=True)

    def backward(self, gy: Array) -> Array:
        gx: Array = halved(xp.swapaxes(self.y, -1, -2), gy)
        return gx

    def push(self, tangents: Sequence[Any]) -> Any:
        (dx,) = tangents
        return halved(self.y, dx)


@looped
def halved(y: Any, q: Any) -> Any:
    """Return the solution of ``y s + s y = q``, which ``y`` nonsingular has."""
    if not is_variable(q) and not np.any(q):
        return q
    if finite(data_of(y)):
        _require_nonsingular("sqrtm", _eigenvalues(y) ** 2)
    return solved(y, y, q)


def _eigenvalues(a: Any) -> Any:
    return cast("Any", np.linalg.eigvals(lapack(data_of(a))))


def _require_nonsingular(name: str, w: Any) -> None:
    """Raise if an eigenvalue is 0, but for rounding."""
    size = np.abs(w)
    tolerance = w.shape[-1] * np.finfo(w.dtype).eps * np.max(size, axis=-1, initial=0)
    if np.any(np.min(size, axis=-1, initial=np.inf) <= tolerance):
        msg = (
            f"{name}: at a singular matrix no derivative exists; add a small multiple of the unit "
            "matrix, or differentiate a function of the matrix that is smooth there"
        )
        raise UndefinedDerivativeError(msg)


class Logm(MatrixFunction):
    """``e^y = x``, with ``gx = L(x^T, gy)``.

    ``L`` is a part of the logarithm of a matrix twice as large, which is made triangular first:
    its eigenvalues are then exactly those of ``x``, each twice, and stay on one side of the branch
    cut. A second derivative on the cut is an error, for there that is not so.

    Policy: a singular matrix has no logarithm, which is an error where a derivative is asked for.
    """

    mixes: ClassVar[Mixes] = (-2, -1)

    def forward(self, x: Any) -> Any:
        return stacked(_logarithm, x, square=True)

    def moved(self, a: Any, e: Any) -> Any:
        if is_variable(a) or is_variable(e):
            w = _eigenvalues(a)
            _require_nonsingular("logm", w)
            near = np.sqrt(np.finfo(w.dtype).eps) * np.abs(w)
            if np.any((w.real <= near) & (np.abs(w.imag) <= near)):
                msg = (
                    "logm: where an eigenvalue is negative, on the branch cut, first derivatives "
                    "alone are computed"
                )
                raise UndefinedDerivativeError(msg)
        return super().moved(a, e)

    def derivative(self, a: Any, e: Any) -> Any:
        return stacked(_logarithm_moved, a, e)


def _logarithm(a: Any) -> Any:
    return sl.logm(a) if finite(a) else np.full(a.shape, np.nan, a.dtype)


def _logarithm_moved(a: Any, e: Any) -> Any:
    if not finite(a, e):
        return np.full(a.shape, np.nan, np.result_type(a, e))
    n = len(a)
    t, q = sl.schur(a, output="complex", check_finite=False)
    w: Any = np.diagonal(t)
    _require_nonsingular("logm", w)
    blocks = triangular_blocks(t, q.conj().T @ e @ q)
    moved = q @ sl.logm(blocks)[:n, n:] @ q.conj().T
    positive = np.isrealobj(a) and np.isrealobj(e) and not np.any((w.real <= 0) & (w.imag == 0))
    return moved.real if positive else moved


def matrices(a: Any, name: str) -> Any:
    """Return a stack of square matrices, as a Variable or an array."""
    a = as_operand(a, name)
    if a.ndim < 2 or a.shape[-1] != a.shape[-2]:
        msg = f"{name}: an array of shape {a.shape} is no stack of square matrices"
        raise np.linalg.LinAlgError(msg)
    return a


def expm(A: TypedOperand[ScalarT, Any]) -> Variable[ScalarT]:
    """Return the matrix exponential ``e^A``.

    Derivative: ``gA = L(A^T, gy)`` with Fréchet's derivative ``L`` of the exponential.

    Raises
    ------
    LinAlgError
        If the matrices are not square.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.linalg import expm
    >>> a = ad.Variable(np.array([[0.0, 1.0], [0.0, 0.0]]))
    >>> y = expm(a)
    >>> y[0, 1].backward()
    >>> print(y, a.grad.round(4))
    variable([[1. 1.]
              [0. 1.]]) [[0.5    1.    ]
     [0.1667 0.5   ]]
    """
    a: Any = as_operand(A, "expm")
    if a.size == 1 and a.ndim < 2:  # as SciPy does
        a = np.reshape(a, (1, 1))
    return apply1(Expm(), matrices(a, "expm"))


def sqrtm(A: TypedOperand[Any, Any]) -> Variable[Any, Any]:
    """Return the principal square root ``y`` of matrices, ``y @ y = A``.

    Derivative: ``gA`` solves ``y^T gA + gA y^T = gy`` (Sylvester's equation).

    Policy: a singular matrix has none.

    Raises
    ------
    LinAlgError
        If the matrices are not square.
    UndefinedDerivativeError
        In the backward pass, as the policy says.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.linalg import sqrtm
    >>> a = ad.Variable(np.array([[4.0, 0.0], [0.0, 9.0]]))
    >>> y = sqrtm(a)
    >>> y.sum().backward()
    >>> print(y, a.grad.round(4))
    variable([[2. 0.]
              [0. 3.]]) [[0.25   0.2   ]
     [0.2    0.1667]]
    """
    return apply1(Sqrtm(), matrices(A, "sqrtm"))


def logm(A: TypedOperand[Any, Any]) -> Variable[Any, Any]:
    """Return the principal logarithm ``y`` of matrices, ``e^y = A``.

    Derivative: ``gA = L(A^T, gy)`` with Fréchet's derivative ``L`` of the logarithm.

    Policy: a singular matrix has none. For a negative eigenvalue, on the branch cut, it is that of
    the branch which is computed, and there is no second one.

    Raises
    ------
    LinAlgError
        If the matrices are not square.
    ValueError
        If there are infinities or NaNs.
    UndefinedDerivativeError
        In the backward pass, as the policy says.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.linalg import logm
    >>> a = ad.Variable(np.array([[1.0, 0.0], [0.0, 2.0]]))
    >>> y = logm(a)
    >>> y.sum().backward()
    >>> a.grad.round(4)
    array([[1.    , 0.6931],
           [0.6931, 0.5   ]])
    """
    a = matrices(A, "logm")
    checked(a)
    return apply1(Logm(), a)
