"""Products of a constant sparse matrix and a Variable: ``s @ v`` and ``v @ s``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autodiff.apply import apply1
from autodiff.batching import Batched, looped
from autodiff.broadcasting import sum_to
from autodiff.errors import NoRuleError
from autodiff.opaque import opaque
from autodiff.operation import Unary
from autodiff.ops.matmul import Matmul
from autodiff.ops.mul import Mul
from autodiff.ops.namespace import applied
from autodiff.registry import FOREIGN

from .namespace import is_sparse, sparse

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.variable import Variable

__all__ = ["product"]


class SparseProduct(Unary):
    """``y = s @ x`` with ``gx = s^T @ gy``, or ``y = x @ s`` with ``gx = gy @ s^T``.

    A sparse array may be a vector too, and in COO format a stack.
    """

    linear = True
    matrix: Any
    on_left: bool

    def forward(self, x: Any) -> Any:
        if type(x) is Batched and x.ndim == 1 and self.matrix.ndim == 2:  # the rows of a matrix
            return Batched(_product(self.matrix if self.on_left else self.matrix.T, x.values.T).T)
        return _product(self.matrix, x) if self.on_left else _product(x, self.matrix)

    def backward(self, gy: Array) -> Array:
        s = self.matrix
        shape = self.x_shape
        if s.ndim == 1:
            rows: Array = s.toarray()  # as long as an axis of x
            if len(shape) == 1:
                return rows * gy
            return rows[:, None] * gy[..., None, :] if self.on_left else gy[..., None] * rows
        if s.ndim == 2 and len(shape) < 3:
            return applied(SparseProduct(s.T, self.on_left), gy)
        axes = (*range(s.ndim - 2), s.ndim - 1, s.ndim - 2)
        if len(shape) > 1:
            gx = applied(SparseProduct(s.transpose(axes), self.on_left), gy)
        elif self.on_left:
            gx = applied(SparseProduct(s.transpose(axes), True), gy[..., None])[..., 0]
        else:
            gx = applied(SparseProduct(s, True), gy[..., None])[..., 0]
        return sum_to(gx, shape)  # type: ignore[no-any-return]  # a cotangent


@looped
@opaque
def _product(a: Any, b: Any) -> Any:
    return a @ b


def product(a: Any, b: Any) -> Variable[Any, Any]:
    """Return ``a @ b``, of which one is sparse and the other a Variable or an array."""
    if is_sparse(a) and is_sparse(b):
        msg = "matmul: the product of two sparse matrices is sparse; write a @ b"
        raise TypeError(msg)
    if is_sparse(a):
        return apply1(SparseProduct(a.copy(), True), b)  # the user may change theirs
    return apply1(SparseProduct(b.copy(), False), a)


def _starred(_a: Any, _b: Any) -> Any:
    msg = (
        "multiply: with a sparse operand, * is the matrix product for matrices of scipy.sparse and "
        "the elementwise one for its arrays; write s @ v for the former; the latter is sparse, and "
        "its stored values are variable as autodiff.scipy.sparse.matmul(s, x, values=...) has them"
    )
    raise NoRuleError(msg)


for _kind in (sparse.sparray, sparse.spmatrix):
    FOREIGN[Matmul, _kind] = product
    FOREIGN[Mul, _kind] = _starred
