"""From the zeros of a polynomial to its coefficients, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import apply1, untracked
from autodiff.operands import data_of, is_variable
from autodiff.operation import Unary
from autodiff.ops.arraylike import as_variable, as_vector
from autodiff.ops.casting import astype
from autodiff.ops.elementwise.complex import real
from autodiff.ops.manipulation.joining import concatenate
from autodiff.ops.namespace import xp
from autodiff.ops.products.convolution import convolve
from autodiff.registry import implements

from .characteristic import CharacteristicPolynomial

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autodiff.operation import Array
    from autodiff.typing import Operand
    from autodiff.variable import Variable

    Coefficients = Operand | Sequence[Operand] | np.poly1d


@implements(np.poly)
def poly(seq_of_zeros: Operand | Sequence[Operand]) -> Variable[Any, Any]:
    """Return the coefficients of the polynomial with the given zeros, whose first is 1.

    The zeros of a square matrix are its eigenvalues: it is the characteristic polynomial.

    Derivative: that of the product of the factors ``x - zero``; of a matrix by Faddeev and
    LeVerrier, which holds for equal eigenvalues too.

    Raises
    ------
    ValueError
        If the operand is neither a vector nor a square matrix.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.poly(ad.Variable(np.array([1.0, -1.0])))
    variable([ 1.  0. -1.])
    """
    zeros = as_vector(seq_of_zeros, "poly", 0)
    if zeros.ndim == 2 and zeros.size and zeros.shape[0] == zeros.shape[1]:
        return apply1(CharacteristicPolynomial(), zeros)
    if zeros.ndim != 1:
        msg = f"poly: the operand is a vector or a square matrix, got shape {zeros.shape}"
        raise ValueError(msg)
    if not len(zeros):
        return untracked(np.float64(1.0))
    dtype = np.dtype(np.mintypecode(zeros.dtype.char))
    zeros = astype(as_variable(zeros), dtype)
    one = np.ones(1, dtype)
    a: Any = one
    for i in range(len(zeros)):
        a = convolve(a, concatenate([one, -zeros[i : i + 1]]))
    if dtype.kind == "c":
        values = data_of(zeros).astype(complex)
        if np.all(np.sort(values) == np.sort(values.conjugate())):
            return real(a)  # the polynomial is real
    return a  # type: ignore[no-any-return]  # a Variable


class Roots(Unary):
    """``polyval(x, y) = 0``, so that ``dy = -polyval(dx, y) / polyval(polyder(x), y)``.

    Policy: a multiple root has no derivative; its gradient is not finite.
    """

    def forward(self, x: Any) -> Any:
        return np.roots(x)

    def backward(self, gy: Array) -> Array:
        y = xp.reshape(self.y, (-1, 1))
        powers = np.arange(len(self.x) - 1, -1, -1)
        lower = np.where(powers > 0, powers - 1, 0)
        slope = xp.matmul(y**lower, powers * self.x)
        weights: Any = -gy / slope
        if not is_variable(gy):  # a multiple root that nobody asked for is let alone
            weights = np.where(gy == 0, 0, weights)
        gx: Array = xp.matmul(weights, y**powers)
        return gx


@implements(np.roots)
def roots(p: Coefficients) -> Variable[Any, Any]:
    """Return the zeros of the polynomial with coefficients ``p``.

    Derivative: ``dy/dp[i] = -y**(n - i) / polyval(polyder(p), y)``, by the implicit function
    theorem.

    Policy: a multiple root has no derivative; its gradient is not finite.

    Raises
    ------
    ValueError
        If ``p`` has several axes.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.roots(ad.Variable(np.array([1.0, 0.0, -4.0])))
    variable([-2.  2.])
    """
    return apply1(Roots(), as_vector(p, "roots", 0))
