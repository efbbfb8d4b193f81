"""Determinants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

import numpy as np

from autodiff.apply import apply1
from autodiff.config import recording
from autodiff.errors import UndefinedDerivativeError
from autodiff.multioutput import MultiOutput
from autodiff.operands import arrayed, data_of
from autodiff.operation import Unary
from autodiff.ops.arraylike import as_operand
from autodiff.ops.casting import has_derivative
from autodiff.ops.namespace import applied, may_hold, xp
from autodiff.registry import implements

from .adjugate import adjugate
from .factorization import ANEW, factorization_of
from .inverse import Inv
from .results import SlogdetResult
from .stacks import none_where_unused, used

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autodiff.graph import Mixes
    from autodiff.operation import Array
    from autodiff.typing import Number, ScalarT, TypedOperand
    from autodiff.variable import Variable

    from .factorization import Factorization

__all__ = ["Det", "Slogdet", "det", "slogdet"]


class Det(Unary):
    """``y = det(x)``, with ``gx = gy adj(x)^T``, that is ``gy y x^-T`` for a regular matrix.

    Policy: true for singular matrices, to every order.
    """

    mixes: ClassVar[Mixes] = (-2, -1)

    def forward(self, x: Any) -> Any:
        return np.linalg.det(x)

    def backward(self, gy: Array) -> Array:
        outer = gy[..., None, None]
        whole = outer * adjugate(self.x, self.y).swapaxes(-1, -2)
        gx: Array = none_where_unused(whole, outer)
        return gx

    def push(self, tangents: Sequence[Any]) -> Any:
        (dx,) = tangents
        return _trace(adjugate(self.x, self.y), dx)


def _trace(a: Any, b: Any) -> Any:
    """Return the traces of products of matrices."""
    return xp.sum(a.swapaxes(-1, -2) * b, axis=(-2, -1))


@implements(np.linalg.det)
def det(a: TypedOperand[ScalarT, Any] | Number) -> Variable[ScalarT]:
    """Return the determinants of matrices.

    Derivative: the adjugate, transposed: for a regular matrix ``det(a) a^-T``.

    Policy: true for singular matrices of any rank and accurate for those that are nearly so, to
    every order.

    Raises
    ------
    LinAlgError
        If the matrices are not square.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> a = ad.Variable(np.array([[1.0, 2.0], [2.0, 4.0]]))
    >>> np.linalg.det(a).backward()
    >>> a.grad
    array([[ 4., -2.],
           [-2.,  1.]])
    """
    return apply1(Det(), as_operand(a, "det"))


class Slogdet(MultiOutput):
    """``det(x) = sign exp(logabsdet)``, with ``gx = (glog + 1j Im(gsign sign)) x^-T``.

    Forward, ``dlog + dsign / sign = tr(x^-1 dx)``, of which the first is real and the second
    imaginary: the sign of real matrices does not move.

    Policy: undefined for singular matrices.
    """

    mixes: ClassVar[Mixes] = (-2, -1)
    factorization: Factorization

    def forward(self, x: Any) -> Sequence[Any]:
        return self.factorization.slogdet(x)

    def backward(self, gsign: Array | None, glog: Array | None) -> Array:
        x: Any = self.x
        sign, log = self.ys
        g: Any = 0 if glog is None else glog[..., None, None]
        if gsign is not None and x.dtype.kind == "c":
            turned = gsign * used(sign, gsign, axes=())
            g = g + 1j * xp.imag(turned[..., None, None])
        elif glog is None:
            return cast("Array", np.zeros_like(data_of(x)))
        inverse = _inverse(self.factorization, x, log, asked=g)
        gx: Array = none_where_unused(g * inverse.swapaxes(-1, -2), g)
        return gx

    def pushforward(self, dx: Array) -> Sequence[Array | None] | None:
        sign, log = self.ys
        moved = _trace(_inverse(self.factorization, self.x, log, asked=0), dx)
        singular = _is_singular(log)
        if may_hold(singular):
            moved = xp.where(singular, np.nan, moved)
        dsign = (
            xp.imag(moved) * 1j * sign if sign.dtype.kind == "c" else np.zeros_like(data_of(sign))
        )
        return dsign, xp.real(moved)

    def release(self) -> None:
        super().release()
        self.factorization = ANEW


def _is_singular(log: Any) -> Any:
    """Return for which matrices the logarithm of the determinant is that of 0."""
    return arrayed(data_of(log) == -np.inf)


def _inverse(factorization: Factorization, x: Any, log: Any, *, asked: Any) -> Any:
    """Return the inverses of the matrices; of singular ones, of which nothing is asked, any."""
    singular = _is_singular(log)[..., None, None]
    if may_hold(singular):
        if np.any(singular & (data_of(asked) != 0)):
            msg = (
                "slogdet: the logarithm of the determinant of a singular matrix is -inf, and has "
                "no derivative; np.linalg.det has one"
            )
            raise UndefinedDerivativeError(msg)
        factorization = ANEW
        x = xp.where(singular, np.eye(x.shape[-1], dtype=x.dtype), x)
    return applied(Inv(factorization), x)


@implements(np.linalg.slogdet)
def slogdet(
    a: TypedOperand[ScalarT, Any] | Number,
) -> SlogdetResult[Variable[ScalarT], Variable[Any, Any]]:
    """Return sign and logarithm of the modulus of the determinants of matrices.

    Derivative: that of the logarithm is ``a^-T``, that of the sign of real matrices 0. The sign
    of a complex matrix is a phase, which moves by ``1j sign Im(tr(a^-1 da))``.

    Policy: of a singular matrix the logarithm is -inf and has no derivative, which is an error
    where a gradient is asked of it, and a tangent of NaN.

    Raises
    ------
    LinAlgError
        If the matrices are not square.
    UndefinedDerivativeError
        In the backward pass, as the policy says.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> a = ad.Variable(np.array([[0.0, 2.0], [4.0, 0.0]]))
    >>> sign, logabsdet = np.linalg.slogdet(a)
    >>> logabsdet.backward()
    >>> print(sign, a.grad)
    variable(-1.0) [[0.   0.5 ]
     [0.25 0.  ]]
    """
    x = as_operand(a, "slogdet")
    kept = recording() and has_derivative(x)
    return SlogdetResult(*Slogdet(factorization_of(x) if kept else ANEW)(x))
