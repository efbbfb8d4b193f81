"""Sylvester's equation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.ops.arraylike import as_operand
from autodiff.ops.namespace import xp
from autodiff.scipy.implicit import Implicit, solution

from .namespace import checked, finite, lapack, sl, square, stacked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autodiff.operation import Array
    from autodiff.typing import TypedOperand
    from autodiff.variable import Variable

__all__ = ["solve_sylvester", "solved"]


class SolveSylvester(Implicit):
    """``a y + y b = q``: ``gq`` solves ``a^T gq + gq b^T = gy``, ``ga = -gq y^T``, ``gb = -y^T gq``."""  # noqa: E501  # one formula

    def forward(self, *xs: Any) -> Any:
        return stacked(_solved, *map(lapack, xs))

    def backward(self, gy: Array) -> Sequence[Array | None]:
        a, b = (xp.swapaxes(x, -1, -2) for x in self.xs)
        gq = solved(a, b, gy)
        if self.y is None:
            return None, None, gq
        ga = -(gq @ xp.swapaxes(self.y, -1, -2))
        gb = -(xp.swapaxes(self.y, -1, -2) @ gq)
        return ga, gb, gq

    def residual(self, *dxs: Array | None) -> Array | None:
        da, db = dxs
        left = None if da is None else da @ self.y
        right = None if db is None else self.y @ db
        return right if left is None else left if right is None else left + right


def _solved(a: Any, b: Any, q: Any) -> Any:
    if not finite(a, b, q):
        return np.full(q.shape, np.nan, np.result_type(a, b, q))
    return sl.solve_sylvester(a, b, q)


def solved(a: Any, b: Any, q: Any) -> Any:
    """Return the solution for arrays or for Variables among them."""
    return solution(SolveSylvester(), a, b, q)


def solve_sylvester(
    a: TypedOperand[Any, Any], b: TypedOperand[Any, Any], q: TypedOperand[Any, Any]
) -> Variable[Any, Any]:
    """Return the solution ``y`` of ``a y + y b = q``.

    Derivative: ``gq`` solves ``a^T gq + gq b^T = gy``; ``ga = -gq y^T``, ``gb = -y^T gq``.

    Raises
    ------
    ValueError
        If the shapes do not fit, or there are infinities or NaNs.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.linalg import solve_sylvester
    >>> a = ad.Variable(np.array([[1.0, 0.0], [0.0, 3.0]]))
    >>> y = solve_sylvester(a, np.eye(2), np.array([[2.0, 2.0], [4.0, 4.0]]))
    >>> y.sum().backward()
    >>> print(y, a.grad)
    variable([[1. 1.]
              [1. 1.]]) [[-1.  -1. ]
     [-0.5 -0.5]]
    """
    a = square(a, "solve_sylvester")
    b = square(b, "solve_sylvester", 1)
    q = as_operand(q, "solve_sylvester", 2)
    if q.ndim < 2 or q.shape[-2:] != (a.shape[-1], b.shape[-1]):
        msg = f"solve_sylvester: q of shape {q.shape} does not fit {a.shape} and {b.shape}"
        raise ValueError(msg)
    checked(a, b, q)
    return SolveSylvester()(a, b, q)
