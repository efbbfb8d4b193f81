"""The Cholesky factors of positive definite matrices."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

import numpy as np

from autodiff.apply import apply1
from autodiff.opaque import opaque
from autodiff.operands import is_eager
from autodiff.operation import Unary
from autodiff.ops.arraylike import as_operand
from autodiff.ops.namespace import applied, xp
from autodiff.registry import implements

from .factorization import factorize
from .hermitian import Hermitian, adjoint
from .stacks import used

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autodiff.graph import Mixes
    from autodiff.operation import Array
    from autodiff.typing import Number, ScalarT, TypedOperand
    from autodiff.variable import Variable

__all__ = ["Cholesky", "cholesky"]

BLOCK: Final = 64
"""Columns that are pulled back at once, as measured."""


class Cholesky(Unary):
    """``x = y y^H``, with ``gx = tril(s)``, ``s = conj(y^-H phi(y^H conj(gy)) y^-1)``.

    ``phi`` takes the lower triangle, halves its diagonal and makes it Hermitian; the diagonal of
    ``s`` is halved too. Forward, ``dy = y tril(y^-1 dx y^-H)``, with the diagonal halved. Of
    ``upper`` factors, ``x = y^H y``, all is transposed.
    """

    mixes: ClassVar[Mixes] = (-2, -1)
    upper: bool

    def forward(self, x: Any) -> Any:
        return xp.linalg.cholesky(x, upper=self.upper)

    def backward(self, gy: Array) -> Array:
        y = used(self.y, gy, np.eye(gy.shape[-1], dtype=gy.dtype))
        if not self.upper:
            return cast("Array", _pulled_back(y, gy))
        gx = _pulled_back(y.swapaxes(-1, -2), gy.swapaxes(-1, -2))
        return cast("Array", gx.swapaxes(-1, -2))

    def push(self, tangents: Sequence[Any]) -> Any:
        (dx,) = tangents
        y: Any = self.y
        if self.upper:
            y, dx = y.swapaxes(-1, -2), dx.swapaxes(-1, -2)
        half = xp.linalg.solve(y, applied(Hermitian("L"), dx))
        moved = xp.linalg.solve(y, adjoint(half))  # which is Hermitian
        dy = y @ (moved * _weights(y.shape[-1], y.real.dtype))
        return dy.swapaxes(-1, -2) if self.upper else dy


def _weights(n: int, dtype: Any) -> Any:
    """Return factors that keep the lower triangle and halve the diagonal."""
    factors = np.tri(n, dtype=dtype)
    np.fill_diagonal(factors, 0.5)
    return factors


_block_weights = lru_cache(maxsize=8)(_weights)


def _pulled_back(y: Any, gy: Any) -> Any:
    """Return the cotangent of the lower triangle for that of its lower factor.

    Arrays are computed with in place, block by block (Murray 2016, "Differentiation of the
    Cholesky decomposition"): a fifth of the operations that the formula takes.
    """
    if is_eager(y) and is_eager(gy):
        return _by_blocks(y, gy)
    weights = _weights(y.shape[-1], y.real.dtype)
    upper = adjoint(y)
    p = (upper @ xp.conj(xp.tril(gy))) * weights
    half = xp.linalg.solve(upper, p + adjoint(p))
    s = xp.linalg.solve(upper, adjoint(half))  # which is Hermitian
    return xp.conj(s * weights)


@opaque
def _by_blocks(y: Any, gy: Any) -> Any:
    n = y.shape[-1]
    g = np.conj(np.tril(gy)) if gy.dtype.kind == "c" else np.tril(gy)
    for end in range(n, 0, -BLOCK):
        start = max(0, end - BLOCK)
        before, here, after = slice(0, start), slice(start, end), slice(end, n)
        block = y[..., here, here]
        inverse = factorize(block, lower=True).inverse(block)
        g_block = g[..., here, here]
        g_below = g[..., after, here]
        if end < n:
            g_below[...] = g_below @ inverse
            g[..., after, before] -= g_below @ y[..., here, before]
            g_block -= adjoint(g_below) @ y[..., after, here]
            g_block = np.tril(g_block)
        weights = _block_weights(end - start, y.real.dtype)
        p = (adjoint(block) @ g_block) * weights
        s = adjoint(inverse) @ (p + adjoint(p)) @ inverse
        if start:
            g[..., here, before] -= s @ y[..., here, before]
            if end < n:
                g[..., here, before] -= adjoint(g_below) @ y[..., after, before]
        g[..., here, here] = np.tril(s) * weights
    return np.conj(g) if gy.dtype.kind == "c" else g


@implements(np.linalg.cholesky)
def cholesky(
    a: TypedOperand[ScalarT, Any] | Number, /, *, upper: bool = False
) -> Variable[ScalarT]:
    """Return the lower triangles ``l`` with ``l l^H = a``; the upper ones with ``upper=True``.

    NumPy reads one triangle of ``a``, the lower one unless told otherwise.

    Derivative: ``dl = l tril(l^-1 da l^-H)`` with the diagonal halved. The gradient is that of
    the triangle that is read; the other has none.

    Raises
    ------
    LinAlgError
        If the matrices are not positive definite or not square.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> a = ad.Variable(np.array([[4.0, 0.0], [2.0, 2.0]]))
    >>> l = np.linalg.cholesky(a)
    >>> l[1, 1].backward()
    >>> print(l, a.grad)
    variable([[2. 0.]
              [1. 1.]]) [[ 0.125  0.   ]
     [-0.5    0.5  ]]
    """
    return apply1(Cholesky(bool(upper)), as_operand(a, "cholesky"))
