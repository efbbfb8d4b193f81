"""Systems of linear equations."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any, ClassVar, cast

import numpy as np

from autodiff.config import recording
from autodiff.operands import is_variable, plain
from autodiff.operation import Binary
from autodiff.ops.arraylike import as_operands
from autodiff.ops.casting import has_derivative
from autodiff.ops.namespace import xp
from autodiff.ops.products.contraction import pulled_back, stacked
from autodiff.registry import implements

from .factorization import ANEW, factorization_of
from .stacks import none_where_unused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autodiff.operation import Array
    from autodiff.typing import Operand
    from autodiff.variable import Variable

    from .factorization import Factorization

__all__ = ["Solve", "solve", "tensorsolve"]

_ROW, _COLUMN, _RIGHT = 0, 1, 2  # labels; the last is that of several right-hand sides


class Solve(Binary):
    """``y = x0^-1 x1``, with ``gx1 = x0^-T gy``, ``gx0 = -gx1 y^T``.

    The matrix is factorised once, for the value and for all orders of its derivatives.
    """

    factorization: Factorization
    pullbacks: ClassVar[tuple[Callable[[Any, Any], Any], ...] | None] = None
    """None: that of ``x0`` is made from that of ``x1``."""

    def forward(self, x0: Any, x1: Any) -> Any:
        return self.factorization.solve(x0, x1)

    def backward0(self, gy: Array) -> Array:
        return cast("Array", self._by_matrix(self.backward1(gy), self.y, self.x0.shape))

    def backward1(self, gy: Array) -> Array:
        # vectors of a stack are columns, for only a single one is no matrix
        columns = gy[..., None] if self._takes_vector() and gy.ndim > 1 else gy
        known = self.factorization.transposed
        gx1 = _solved(known, self.x0.swapaxes(-1, -2), columns)
        gx1 = none_where_unused(gx1, columns, (-2, -1) if columns.ndim > 1 else (-1,))
        return cast("Array", gx1 if columns is gy else gx1[..., 0])

    def pull(self, g: Any) -> Sequence[Any]:
        gx1 = self.backward1(g)
        if self.edge0 is None:
            return None, gx1
        return self._by_matrix(gx1, self.y, self.x0.shape), gx1

    def push(self, tangents: Sequence[Any]) -> Any:
        dx0, dx1 = tangents
        vector = self._takes_vector()
        right = dx1[..., None] if vector and dx1 is not None else dx1
        if dx0 is not None:
            moved = dx0 @ (self.y[..., None] if vector else self.y)
            right = -moved if right is None else right - moved
        dy = _solved(self.factorization, self.x0, right)
        return dy[..., 0] if vector else dy

    def release(self) -> None:
        super().release()
        self.factorization = ANEW

    def _takes_vector(self) -> bool:
        metas: Any = self.metas
        return len(metas[1][0]) == 1

    def _by_matrix(self, gx1: Any, y: Any, shape: tuple[int, ...]) -> Any:
        """Return the cotangent of the matrix for that of the right-hand side."""
        if self._takes_vector():
            columns = gx1[..., None]
            return none_where_unused(-columns * y[..., None, :], columns)
        if shape[:-2] == y.shape[:-2]:
            return none_where_unused(-gx1 @ y.swapaxes(-1, -2), gx1)
        return pulled_back(  # one matrix for a stack of right-hand sides
            stacked(len(shape), (_ROW, _COLUMN)),
            shape,
            (stacked(gx1.ndim, (_ROW, _RIGHT)), stacked(y.ndim, (_COLUMN, _RIGHT))),
            (-gx1, y),
        )


def _solved(factorization: Factorization, a: Any, b: Any) -> Any:
    """Solve for arrays, or for Variables, where it is recorded."""
    rule = Solve(factorization)
    return rule(a, b) if is_variable(a) or is_variable(b) else rule.forward(a, b)


@implements(np.linalg.solve)
def solve(a: Operand, b: Operand) -> Variable[Any, Any]:
    """Return the solution ``x`` of ``a x = b``, for stacks of matrices too.

    If ``b`` has one axis it is a vector, otherwise a stack of matrices, which broadcasts with
    that of ``a``.

    Derivative: ``gb = a^-T gx`` and ``ga = -gb x^T``. Large matrices are factorised once, for the
    value and for its derivatives of all orders, if SciPy is installed; triangular ones are not
    factorised at all.

    Raises
    ------
    LinAlgError
        If the matrices are singular or not square.
    ValueError
        If ``b`` does not fit, or the stacks do not broadcast.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> a = ad.Variable(np.array([[2.0, 0.0], [0.0, 4.0]]))
    >>> x = np.linalg.solve(a, np.array([2.0, 8.0]))
    >>> x.sum().backward()
    >>> print(x, a.grad)
    variable([1. 2.]) [[-0.5  -1.  ]
     [-0.25 -0.5 ]]
    """
    x0, x1 = as_operands((a, b), "solve")
    kept = recording() and has_derivative(x0, x1)
    return Solve(factorization_of(x0) if kept else ANEW)(x0, x1)


@implements(np.linalg.tensorsolve)
def tensorsolve(a: Operand, b: Operand, axes: Sequence[int] | None = None) -> Variable[Any, Any]:
    """Return the solution ``x`` of ``tensordot(a, x, x.ndim) = b``.

    The first axes of ``a`` are those of ``b``, the others those of ``x``; ``axes`` are moved to
    the end first.

    Derivative: that of ``solve`` for the matrix that ``a`` stands for.

    Raises
    ------
    LinAlgError
        If that matrix is singular or not square.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> a = np.eye(4).reshape(2, 2, 2, 2)
    >>> np.linalg.tensorsolve(a, ad.Variable(np.array([[1.0, 2.0], [3.0, 4.0]])))
    variable([[1. 2.]
              [3. 4.]])
    """
    x0, x1 = as_operands((a, b), "tensorsolve")
    if axes is not None:
        order = list(range(x0.ndim))
        for axis in plain(axes):
            order.remove(axis)
            order.insert(x0.ndim, axis)
        x0 = xp.transpose(x0, order)
    shape = x0.shape[-(x0.ndim - x1.ndim) :]
    n = prod(shape)
    if x0.size != n**2:
        msg = (
            f"tensorsolve: of an array of shape {x0.shape} the first {x1.ndim} axes, those of b, "
            "are to have as many elements as the others together"
        )
        raise np.linalg.LinAlgError(msg)
    return xp.reshape(solve(xp.reshape(x0, (n, n)), xp.reshape(x1, -1)), shape)  # type: ignore[return-value]  # of Variables
