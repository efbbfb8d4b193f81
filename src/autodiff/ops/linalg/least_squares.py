"""Linear least squares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from autodiff.apply import apply1, apply2, untracked
from autodiff.operands import as_int, data_of, is_variable, plain
from autodiff.operation import Binary
from autodiff.ops.arraylike import as_operands, as_variable
from autodiff.ops.casting import has_derivative
from autodiff.ops.manipulation.shape import reshape
from autodiff.ops.namespace import xp
from autodiff.registry import implements
from autodiff.values import valued
from autodiff.variadic import Multilinear

from .hermitian import adjoint
from .multiplied_inverse import BySingularVectors, BySolving, ByTriangle
from .pseudoinverse import pinv
from .svd import Svdvals

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autodiff.operation import Array
    from autodiff.typing import Operand
    from autodiff.variable import Variable

__all__ = ["lstsq"]


class LeastSquares(Binary):
    """``y = x0^+ x1``, with ``gx1 = w = (x0^+)^T gy`` and ``gx0 = -w y^T + conj(r) (x0^+ conj(w))^T``.

    ``r = x1 - x0 y`` are the residuals. Without full column rank ``conj((x0^+)^H y) z^H`` is added
    to ``gx0``, ``z`` what ``gy`` has in the null space of ``x0``. All is computed from orthogonal
    decompositions of ``x0``, never from ``x0^T x0``, whose condition number is the square.

    Policy: the derivative among matrices of the same rank; where the rank changes, ``y`` jumps.
    """  # noqa: E501  # one formula

    pullbacks: ClassVar[Any] = None  # they share a decomposition
    solution: Any
    rank: int
    rcond: Any

    def forward(self, x0: Any, x1: Any) -> Any:  # noqa: ARG002  # known with rank and residuals
        return self.solution

    def pull(self, g: Any) -> Sequence[Any]:
        inverse = self._inverse(self.x0, adjoint_first=True)
        return [
            None if self.edge0 is None else self.backward0(g, inverse),
            None if self.edge1 is None else self.backward1(g, inverse),
        ]

    def backward0(self, gy: Array, inverse: Any = None) -> Array:
        a, b, y = self.x0, self.x1, self.y
        inverse = inverse or self._inverse(a, adjoint_first=True)
        g = xp.conj(gy)
        w, v = inverse.adjoint_first(g)
        ga: Array = -xp.conj(w) @ y.T
        if self.rank < a.shape[0]:
            ga = ga + xp.conj(b - a @ y) @ v.T
        if self.rank < a.shape[1]:
            ga = ga + xp.conj(inverse.adjoint_first(y)[0]) @ (g - inverse.projected(g)).T
        return ga

    def backward1(self, gy: Array, inverse: Any = None) -> Array:
        inverse = inverse or self._inverse(self.x0, adjoint_first=True)
        gb: Array = xp.conj(inverse.adjoint_first(xp.conj(gy))[0])
        return gb

    def push(self, tangents: Sequence[Any]) -> Any:
        da, db = tangents
        a = self.x0
        inverse = self._inverse(a)
        if da is None:
            return inverse.times(db)
        b, y = self.x1, self.y
        moved = -da @ y if db is None else db - da @ y
        dy = inverse.times(moved)
        if self.rank < a.shape[0]:
            dy = dy + inverse.adjoint_first(adjoint(da) @ (b - a @ y))[1]
        if self.rank < a.shape[1]:
            outside = adjoint(da) @ inverse.adjoint_first(y)[0]
            dy = dy + outside - inverse.projected(outside)
        return dy

    def _inverse(self, a: Any, *, adjoint_first: bool = False) -> Any:
        """Return the pseudo-inverse of ``a``, of which the pullback may need a part alone."""
        if is_variable(a):
            return BySolving(a, self.rcond)
        a = a.astype(np.result_type(a, np.float64), copy=False)  # NumPy solves in double precision
        if adjoint_first and self.rank == a.shape[1]:
            return ByTriangle(a)
        return BySingularVectors(a, self.rank)


class Residuals(Multilinear):
    """``y = sum of |r|^2, r = b - a x``, with ``gb = 2 conj(r) gy``, ``ga = -gb x^T``.

    ``x`` minimises ``y``, so that it has no cotangent, and no rounding error of one is amplified;
    in second derivatives it has its part.
    """

    multilinear = False
    sums: Any

    def forward(self, *xs: Any) -> Any:  # noqa: ARG002  # known with the solution
        return self.sums

    def save(self, kept: Callable[[int], Any]) -> None:
        self.xs: tuple[Any, ...] = tuple(map(kept, range(3)))

    def backward(self, i: int, gy: Array) -> Array:
        a, b, x = self.xs
        if i == 2:
            return None  # type: ignore[return-value]  # 0 for certain
        gb: Array = 2 * xp.conj(b - a @ x) * gy
        return gb if i == 1 else -gb @ x.T


class KnownSvdvals(Svdvals):
    """``s_i = u_i^H a v_i``, which the solution of a problem has brought along."""

    values: Any

    def forward(self, x: Any) -> Any:  # noqa: ARG002  # known
        return self.values


@implements(np.linalg.lstsq)
def lstsq(
    a: Operand, b: Operand, rcond: Operand | None = None
) -> tuple[Variable[Any, Any], Variable[Any, Any], int, Variable[Any, Any]]:
    """Return ``x`` that minimises ``|b - a x|``, the squares of that, and rank and singular values.

    Of several solutions ``x`` is the smallest.

    Derivative: of the pseudo-inverse of ``a`` times ``b``; the squares have ``2 r`` by ``b`` and
    ``-2 r x^H`` by ``a``, where ``r = b - a x``; singular values as in ``svdvals``.

    Policy: the derivative among matrices of the same rank; where the rank changes, ``x`` jumps.

    Raises
    ------
    LinAlgError
        If ``a`` is no matrix, ``b`` has other rows, or the algorithm does not converge.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> b = ad.Variable(np.array([1.0, 3.0]))
    >>> x, squares, rank, s = np.linalg.lstsq(np.array([[1.0], [1.0]]), b)
    >>> x.backward()
    >>> print(x, squares, b.grad)
    variable([2.]) variable([2.]) [0.5 0.5]
    """
    x0, x1 = as_operands((a, b), "lstsq")
    values = data_of(x0), data_of(x1)
    solution, sums, rank, s = xp.linalg.lstsq(*values, plain(rcond))
    if not has_derivative(x0, x1):
        return untracked(solution), untracked(sums), rank, untracked(s)
    vector = x1.ndim == 1
    columns = reshape(x1, (-1, 1)) if vector else x1
    if _truncates(values[0], s, rank):
        y = valued(as_variable(pinv(x0, plain(rcond)) @ x1), solution)
    else:
        column_solution = solution[:, None] if vector else solution
        y = apply2(LeastSquares(column_solution, as_int(rank), plain(rcond)), x0, columns)
    squares = Residuals(sums)(x0, columns, y) if sums.size else untracked(sums)
    if vector and y.ndim > 1:
        y = reshape(y, -1)
    return y, squares, rank, apply1(KnownSvdvals(s), x0)


def _truncates(a: Any, s: Any, rank: int) -> bool:
    """Return whether singular values were dropped that are no errors of rounding."""
    if a.dtype.kind not in "fc" or rank == len(s):
        return False
    return bool(s[rank] > max(a.shape) * np.finfo(a.dtype).eps * s[0])
