"""Sparse systems of linear equations."""

# Overlaps are meant: the first signature that fits is the most exact one.
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

import numpy as np

from autodiff.operands import data_of, is_variable
from autodiff.ops.arraylike import as_operand
from autodiff.scipy.implicit import Implicit, solution

from .factor import Factor
from .namespace import factorizations, is_sparse
from .pattern import Pattern
from .stored import check_values, sampled, stored_product

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from autodiff.operation import Array
    from autodiff.variable import Variable

__all__ = ["spsolve"]


class SparseSolve(Implicit):
    """``s(v) y = b`` for the stored values ``v`` of a sparse matrix: ``gb = s(v)^-T gy``.

    ``gv`` is ``-gb y^T`` at the places of the values. The matrix is factorised once, for both
    systems and for derivatives of any order.
    """

    pattern: Pattern
    factor: Factor

    def forward(self, *xs: Any) -> Any:
        _, b = xs  # the values have been factorised
        return self.factor.solve(b)

    def backward(self, gy: Array) -> Sequence[Array | None]:
        (v,) = self.xs
        gb = solution(SparseSolve(self.pattern.transpose, self.factor.transpose), v, gy)
        return None if self.y is None else -sampled(self.pattern, gb, self.y), gb

    def residual(self, *dxs: Array | None) -> Array | None:
        (dv,) = dxs
        moved: Array = stored_product(self.pattern, dv, self.y)
        return moved


Order = Literal["NATURAL", "MMD_ATA", "MMD_AT_PLUS_A", "COLAMD"]


@overload
def spsolve(
    A: Any,
    b: Variable[Any, Any],
    permc_spec: Order | None = None,
    use_umfpack: bool = True,
    *,
    values: Variable[Any, Any] | npt.NDArray[Any] | None = None,
) -> Variable[Any]: ...
@overload
def spsolve(
    A: Any,
    b: Any,
    permc_spec: Order | None = None,
    use_umfpack: bool = True,
    *,
    values: Variable[Any, Any],
) -> Variable[Any]: ...
@overload
def spsolve(
    A: Any,
    b: Any,
    permc_spec: Order | None = None,
    use_umfpack: bool = True,
    *,
    values: npt.NDArray[Any] | None = None,
) -> Any: ...
def spsolve(
    A: Any,
    b: Any,
    permc_spec: Order | None = None,
    use_umfpack: bool = True,
    *,
    values: Any = None,
) -> Any:
    """Return the solution ``y`` of ``A y = b`` for a sparse matrix ``A`` and a dense ``b``.

    ``values`` are stored values in the place of ``A.data``, in that order and of that shape: the
    matrix then says where they stand. Two at one place are added.

    Derivative: ``gb = A^-T gy``; the gradient of a value at row ``i`` and column ``j`` is element
    ``i, j`` of ``-gb y^T``. One factorisation, by SuperLU, serves all.

    Raises
    ------
    LinAlgError
        If the matrix is singular, of which SciPy only warns.
    TypeError
        If ``A`` is not sparse or ``b`` is; with values, if the format has no array of them.
    ValueError
        If the shapes do not fit.

    Examples
    --------
    >>> import numpy as np, scipy.sparse as sp, autodiff as ad
    >>> from autodiff.scipy.sparse import spsolve
    >>> s = sp.csc_array(np.array([[2.0, 0.0], [1.0, 4.0]]))
    >>> v = ad.Variable(np.array([2.0, 1.0, 4.0]))
    >>> y = spsolve(s, np.array([2.0, 5.0]), values=v)
    >>> y.sum().backward()
    >>> print(y, v.grad)
    variable([1. 1.]) [-0.375 -0.25  -0.25 ]
    """
    if not is_sparse(A):
        msg = f"spsolve: A is a sparse matrix, not {type(A)}"
        raise TypeError(msg)
    matrix = A
    if not is_variable(b) and not is_variable(values):
        if values is not None:
            matrix = Pattern(A).filled(np.array(check_values("spsolve", A, values)))
        return factorizations.spsolve(matrix, b, permc_spec, use_umfpack)
    if is_sparse(b):
        msg = "spsolve: the solution for a sparse b would be sparse; pass b.toarray()"
        raise TypeError(msg)
    if values is None and A.format in {"dok", "lil"}:
        matrix = A.tocsr()
    pattern = Pattern(matrix)
    values = pattern.given.data if values is None else check_values("spsolve", A, values)
    b = as_operand(b, "spsolve", 1)
    rows, columns = pattern.shape
    if rows != columns:
        msg = f"spsolve: matrix must be square (has shape {(rows, columns)})"
        raise ValueError(msg)
    if b.ndim not in {1, 2} or b.shape[0] != rows:
        msg = f"spsolve: matrix - rhs dimension mismatch ({(rows, columns)} - {b.shape})"
        raise ValueError(msg)
    if b.shape[1:] == (1,):  # as SciPy does
        b = np.reshape(b, (rows,))
    factor = Factor.of(pattern, data_of(values), b.dtype, permc_spec)
    return SparseSolve(pattern, factor)(values, b)
