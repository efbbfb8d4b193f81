"""Linear least squares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from autodiff.apply import apply1, apply2, untracked, valued
from autodiff.operands import data_of, is_variable, plain
from autodiff.operation import Binary
from autodiff.ops.arraylike import as_operands, as_variable
from autodiff.ops.manipulation.shape import reshape
from autodiff.ops.namespace import xp
from autodiff.registry import implements
from autodiff.variadic import Multilinear

from .hermitian import adjoint
from .pseudoinverse import pinv
from .svd import Svdvals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autodiff.operation import Array
    from autodiff.typing import Operand
    from autodiff.variable import Variable

__all__ = ["lstsq"]


class LeastSquares(Binary):
    """``y = x0^+ x1``, with ``gx1 = w = (x0^+)^T gy`` and ``gx0 = -w y^T + conj(r) (x0^+ conj(w))^T``.

    ``r = x1 - x0 y`` are the residuals. Without full column rank ``conj((x0^+)^H y) z^H`` is added
    to ``gx0``, ``z`` what ``gy`` has in the null space of ``x0``. All is computed with the singular
    vectors of ``x0``, never with ``x0^T x0``, whose condition number is the square.

    Policy: the derivative among matrices of the same rank; where the rank changes, ``y`` jumps.
    """  # noqa: E501  # one formula

    pullbacks: ClassVar[Any] = None  # they share a decomposition
    solution: Any
    rank: int
    rcond: Any

    def forward(self, x0: Any, x1: Any) -> Any:  # noqa: ARG002  # known with rank and residuals
        return self.solution

    def pull(self, g: Any) -> Sequence[Any]:
        inverse = _Inverse(self.x0, self.rank, self.rcond)
        return [
            None if self.edge0 is None else self.backward0(g, inverse),
            None if self.edge1 is None else self.backward1(g, inverse),
        ]

    def backward0(self, gy: Array, inverse: _Inverse | None = None) -> Array:
        a, b, y = self.x0, self.x1, self.y
        inverse = inverse or _Inverse(a, self.rank, self.rcond)
        g = xp.conj(gy)
        w = inverse.adjoint_times(g)
        ga: Array = -xp.conj(w) @ y.T
        if self.rank < a.shape[0]:
            ga = ga + xp.conj(b - a @ y) @ inverse.times(w).T
        if self.rank < a.shape[1]:
            ga = ga + xp.conj(inverse.adjoint_times(y)) @ (g - inverse.projected(g)).T
        return ga

    def backward1(self, gy: Array, inverse: _Inverse | None = None) -> Array:
        inverse = inverse or _Inverse(self.x0, self.rank, self.rcond)
        gb: Array = xp.conj(inverse.adjoint_times(xp.conj(gy)))
        return gb

    def push(self, tangents: Sequence[Any]) -> Any:
        da, db = tangents
        a = self.x0
        inverse = _Inverse(a, self.rank, self.rcond)
        if da is None:
            return inverse.times(db)
        b, y = self.x1, self.y
        moved = -da @ y if db is None else db - da @ y
        dy = inverse.times(moved)
        if self.rank < a.shape[0]:
            dy = dy + inverse.times(inverse.adjoint_times(adjoint(da) @ (b - a @ y)))
        if self.rank < a.shape[1]:
            outside = adjoint(da) @ inverse.adjoint_times(y)
            dy = dy + outside - inverse.projected(outside)
        return dy


class _Inverse:
    """The pseudo-inverse of a matrix of known rank, to be multiplied by.

    Of an array by its singular vectors, of a Variable by solving again, which has a derivative
    of every order even where the vectors have none.
    """

    def __init__(self, a: Any, rank: int, rcond: Any) -> None:
        self._a = a
        self._rcond = rcond
        self._factors: Any = None
        if not is_variable(a):
            u, s, vh = np.linalg.svd(a, full_matrices=False)
            self._factors = u[:, :rank], s[:rank, None], vh[:rank]

    def times(self, z: Any) -> Any:
        """Return ``a^+ z``."""
        if self._factors is None:
            return lstsq(self._a, z, self._rcond)[0]
        u, s, vh = self._factors
        return adjoint(vh) @ ((adjoint(u) @ z) / s)

    def adjoint_times(self, z: Any) -> Any:
        """Return ``(a^+)^H z``."""
        if self._factors is None:
            return lstsq(adjoint(self._a), z, self._rcond)[0]
        u, s, vh = self._factors
        return u @ ((vh @ z) / s)

    def projected(self, z: Any) -> Any:
        """Return ``a^+ a z``, the part of ``z`` outside of the null space."""
        if self._factors is None:
            return self.times(self._a @ z)
        _, _, vh = self._factors
        return adjoint(vh) @ (vh @ z)


class Residuals(Multilinear):
    """``y = sum of |r|^2, r = b - a x``, with ``gb = 2 conj(r) gy``, ``ga = -gb x^T``.

    ``x`` minimises ``y``, so that it has no cotangent, and no rounding error of one is amplified;
    in second derivatives it has its part.
    """

    multilinear = False
    sums: Any

    def forward(self, *xs: Any) -> Any:  # noqa: ARG002  # known with the solution
        return self.sums

    def save(self, xs: Sequence[Any]) -> None:
        self.xs = tuple(xs)

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
    rcond = plain(rcond)
    values = data_of(x0), data_of(x1)
    solution, sums, rank, s = np.linalg.lstsq(*values, rcond)
    vector = x1.ndim == 1
    columns = reshape(x1, (-1, 1)) if vector else x1
    if _truncates(values[0], s, rank):
        y = valued(as_variable(pinv(x0, rcond) @ x1), solution)
    else:
        column_solution = solution[:, None] if vector else solution
        y = apply2(LeastSquares(column_solution, int(rank), rcond), x0, columns)
    squares = Residuals(sums)(x0, columns, y) if sums.size else untracked(sums)
    if vector and y.ndim > 1:
        y = reshape(y, -1)
    return y, squares, rank, apply1(KnownSvdvals(s), x0)


def _truncates(a: Any, s: Any, rank: int) -> bool:
    """Return whether singular values were dropped that are no errors of rounding."""
    if a.dtype.kind not in "fc" or rank == len(s):
        return False
    return bool(s[rank] > max(a.shape) * np.finfo(a.dtype).eps * s[0])
