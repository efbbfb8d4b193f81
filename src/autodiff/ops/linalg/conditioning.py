"""Condition numbers and ranks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import apply1, untracked
from autodiff.operands import data_of, plain
from autodiff.operation import Unary
from autodiff.ops.arraylike import as_operand
from autodiff.ops.casting import has_derivative
from autodiff.ops.namespace import silenced, xp
from autodiff.ops.where import where
from autodiff.registry import implements
from autodiff.registry import plain as returns_plain
from autodiff.values import valued

from .norms import matrix_norm
from .singular import vanishing

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.typing import TypedOperand
    from autodiff.variable import Variable

    from .norms import Order

__all__ = ["cond"]

returns_plain(np.linalg.matrix_rank)


class SpectralCondition(Unary):
    """``y = s_1 / s_n``, with ``dy = y (ds_1 / s_1 - ds_n / s_n)`` and ``ds_i = Re(u_i^H dx v_i)``.

    Or ``y = s_n / s_1``. Equal singular values share evenly, so that the derivative is 0 where
    all are equal and ``y`` is smallest.

    Policy: not finite for a singular matrix, whose condition is infinite; 0 where ``s_n / s_1`` is
    0, a kink.
    """

    order: Any

    def forward(self, x: Any) -> Any:
        return np.linalg.cond(x, self.order)

    def backward(self, gy: Array) -> Array:
        u, s, vh = xp.linalg.svd(self.x, full_matrices=False)
        values = data_of(s)
        first, last = (_shares(values == values[..., k]) for k in (np.s_[:1], np.s_[-1:]))
        top, bottom = s[..., :1], s[..., -1:]
        if self.order == -2:
            last = np.where(vanishing(u, s, vh), 0, last)
            slope = last / top - first * bottom / top / top
        else:
            slope = first / bottom - last * (top / bottom) / bottom
        gs = gy[..., None] * slope
        product = xp.conj(u) * gs[..., None, :] @ xp.conj(vh)
        gx: Array = silenced(product, (plain(gy) == 0)[..., None, None])
        return gx


def _shares(ties: Any) -> Any:
    return ties / np.sum(ties, axis=-1, keepdims=True)


@implements(np.linalg.cond)
def cond(x: TypedOperand[Any, Any], p: Order = None) -> Variable[Any, Any]:
    """Return the condition number of each matrix, ``|x| |inv(x)|`` in the norm of order ``p``.

    In the 2-norm, the default, it is the ratio of the largest and the smallest singular value.

    Derivative: of the ratio ``dy = y (ds_1 / s_1 - ds_n / s_n)``; otherwise that of the norms.

    Policy: not finite for a singular matrix, whose condition is infinite. Equal singular values
    share evenly.

    Raises
    ------
    LinAlgError
        If a matrix is empty, or but for the 2-norm not square.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([[4.0, 0.0], [0.0, 2.0]]))
    >>> y = np.linalg.cond(x)
    >>> y.backward()
    >>> print(y, x.grad)
    variable(2.0) [[ 0.5  0. ]
     [ 0.  -1. ]]
    """
    a: Any = as_operand(x, "cond")
    order = plain(p)
    if order is None or order in {2, -2}:
        return apply1(SpectralCondition(order), a)
    value = np.linalg.cond(data_of(a), order)
    if not has_derivative(a):
        return untracked(value)
    singular = ~np.isfinite(value)
    invertible = where(singular[..., None, None], np.eye(a.shape[-1], dtype=a.dtype), a)
    size = matrix_norm(a, ord=order)
    product = size * matrix_norm(xp.linalg.inv(invertible), ord=order)
    if np.any(singular):
        with np.errstate(invalid="ignore"):
            product = where(singular, size * np.inf, product)
    return valued(product, value)
