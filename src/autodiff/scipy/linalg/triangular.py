"""Triangular systems."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from autodiff.ops.arraylike import as_operand
from autodiff.ops.namespace import xp
from autodiff.scipy.implicit import Implicit, solution

from .namespace import checked, sl, square, stacked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autodiff.operation import Array
    from autodiff.typing import ScalarT, TypedOperand
    from autodiff.variable import Variable

__all__ = ["solve_triangular", "solved"]


class SolveTriangular(Implicit):
    """``t y = b`` for a triangle ``t`` of ``a``: ``gb = t^-T gy``, and ``ga = -gb y^T`` within it.

    Of the transposed system, ``t^T y = b``, ``gb = t^-1 gy`` and ``ga = -y gb^T``. The adjoint one
    is that of the conjugate of ``a``.
    """

    trans: int
    lower: bool
    unit_diagonal: bool

    def forward(self, *xs: Any) -> Any:
        def solve(a: Any, b: Any) -> Any:
            return sl.solve_triangular(
                a,
                b,
                trans=self.trans,
                lower=self.lower,
                unit_diagonal=self.unit_diagonal,
                check_finite=False,
            )

        return stacked(solve, *xs)

    def backward(self, gy: Array) -> Sequence[Array | None]:
        (a,) = self.xs
        a = xp.conj(a) if self.trans == 2 else a
        gb = solved(a, gy, trans=self.trans == 0, lower=self.lower, unit=self.unit_diagonal)
        if self.y is None:
            return None, gb
        left, right = (self.y, gb) if self.trans else (gb, self.y)
        ga = self._triangle(-(left @ xp.swapaxes(right, -1, -2)))
        return xp.conj(ga) if self.trans == 2 else ga, gb

    def residual(self, *dxs: Array | None) -> Array | None:
        (da,) = dxs
        dt = self._triangle(da)
        if self.trans:
            dt = xp.swapaxes(dt, -1, -2)
        moved: Array = (xp.conj(dt) if self.trans == 2 else dt) @ self.y
        return moved

    def _triangle(self, m: Any) -> Any:
        """Return the part of a matrix that is read."""
        off = int(self.unit_diagonal)
        return xp.tril(m, -off) if self.lower else xp.triu(m, off)


def solved(a: Any, b: Any, *, trans: int, lower: bool, unit: bool = False) -> Any:
    """Return ``t^-1 b`` or ``t^-T b``, of arrays or of Variables among them."""
    return solution(SolveTriangular(int(trans), lower, unit), a, b)


def solve_triangular(
    a: TypedOperand[ScalarT, Any],
    b: TypedOperand[Any, Any],
    trans: Literal[0, 1, 2, "N", "T", "C"] = 0,
    lower: bool = False,
    unit_diagonal: bool = False,
    *,
    check_finite: bool = True,
) -> Variable[Any, Any]:
    """Return the solution ``y`` of ``t y = b``, where ``t`` is one triangle of ``a``.

    Derivative: ``gb = t^-T gy``, ``ga = -gb y^T`` in the triangle that is read, without its
    diagonal if that is taken for ones. Stacks of matrices broadcast; a vector ``b`` serves all.

    Raises
    ------
    LinAlgError
        If there is a zero on the diagonal.
    ValueError
        If the shapes do not fit, or there are infinities or NaNs.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.linalg import solve_triangular
    >>> a = ad.Variable(np.array([[2.0, 9.0], [1.0, 4.0]]))
    >>> y = solve_triangular(a, np.array([2.0, 5.0]), lower=True)
    >>> y.sum().backward()
    >>> print(y, a.grad)
    variable([1. 1.]) [[-0.375  0.   ]
     [-0.25  -0.25 ]]
    """
    a = square(a, "solve_triangular")
    b = as_operand(b, "solve_triangular", 1)
    way = {0: 0, 1: 1, 2: 2, "N": 0, "T": 1, "C": 2}.get(trans)
    if way is None:
        msg = f"solve_triangular: trans is 0, 1, 2, 'N', 'T' or 'C', not {trans!r}"
        raise ValueError(msg)
    if b.ndim == 0 or a.shape[-1] != b.shape[-2 if b.ndim > 1 else 0]:
        msg = f"solve_triangular: shapes of a {a.shape} and b {b.shape} are incompatible"
        raise ValueError(msg)
    if check_finite:
        checked(a, b)
    vector = b.ndim == 1
    y = SolveTriangular(way, lower, unit_diagonal)(a, b[:, None] if vector else b)
    return y[..., 0] if vector else y
