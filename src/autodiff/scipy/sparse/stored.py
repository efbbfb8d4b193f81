"""Products of a sparse matrix whose stored values are variable."""

# Overlaps are meant: the first signature that fits is the most exact one.
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, overload

import numpy as np

from autodiff.apply import apply2
from autodiff.opaque import opaque
from autodiff.operands import is_variable
from autodiff.operation import Binary
from autodiff.ops.arraylike import as_operand
from autodiff.ops.namespace import xp

from .constant import product
from .namespace import is_sparse
from .pattern import Pattern

if TYPE_CHECKING:
    import numpy.typing as npt

    from autodiff.operation import Array
    from autodiff.variable import Variable

__all__ = ["check_values", "matmul", "sampled"]

_BLOCK: Final = 2**18
"""So many numbers are gathered at a time, however many right-hand sides there are."""


class StoredProduct(Binary):
    """``y = s(v) @ x`` for the stored values ``v`` of a sparse matrix.

    ``gx = s(v)^T @ gy``, and ``gv`` is ``gy @ x^T`` at the places of the values.
    """

    multilinear = True
    batches = False
    pattern: Pattern

    def forward(self, x0: Any, x1: Any) -> Any:
        return _product(self.pattern, x0, x1)

    def backward0(self, gy: Array) -> Array:
        gv: Array = sampled(self.pattern, gy, self.x1)
        return gv

    def backward1(self, gy: Array) -> Array:
        gx: Array = stored_product(self.pattern.transpose, self.x0, gy)
        return gx


class SampledProduct(Binary):
    """``v`` is ``a @ b^T`` at the places of stored values, and nowhere else is it computed.

    ``ga = s(gv) @ b``, ``gb = s(gv)^T @ a``.
    """

    multilinear = True
    batches = False
    pattern: Pattern

    def forward(self, x0: Any, x1: Any) -> Any:
        return _sampled(self.pattern, x0, x1)

    def backward0(self, gy: Array) -> Array:
        ga: Array = stored_product(self.pattern, gy, self.x1)
        return ga

    def backward1(self, gy: Array) -> Array:
        gb: Array = stored_product(self.pattern.transpose, gy, self.x0)
        return gb


@opaque
def _product(pattern: Pattern, values: Any, x: Any) -> Any:
    return pattern.filled(values) @ x


@opaque
def _sampled(pattern: Pattern, x0: Any, x1: Any) -> Any:
    rows, columns, places = pattern.coordinates()
    shape = pattern.given.data.shape
    if x0.ndim == 1:
        products = x0[rows] * x1[columns]
    else:
        products = np.empty(len(rows), np.result_type(x0, x1))
        step = max(_BLOCK // max(x0.shape[1], 1), 1)
        for start in range(0, len(rows), step):
            part = slice(start, start + step)
            products[part] = np.einsum("ij,ij->i", x0[rows[part]], x1[columns[part]])
    if products.shape == shape:
        return products
    values = np.zeros(shape, products.dtype)
    values.reshape(-1)[places] = products
    return values


def stored_product(pattern: Pattern, values: Any, x: Any) -> Any:
    """Return ``s(values) @ x`` of arrays, or of Variables among them."""
    return _applied(StoredProduct(pattern), values, x)


def sampled(pattern: Pattern, a: Any, b: Any) -> Any:
    """Return ``a @ b^T`` at the places of a pattern, of arrays or of Variables among them."""
    return _applied(SampledProduct(pattern), a, b)


def _applied(rule: Binary, x0: Any, x1: Any) -> Any:
    return rule(x0, x1) if is_variable(x0) or is_variable(x1) else rule.forward(x0, x1)


def check_values(name: str, matrix: Any, values: Any) -> Any:
    """Return stored values as a Variable or an array, one for each that the matrix has."""
    values = as_operand(values, name, 2)
    if values.shape != matrix.data.shape:
        msg = (
            f"{name}: values of shape {values.shape} do not replace the {matrix.data.shape} that "
            "the matrix stores"
        )
        raise ValueError(msg)
    return values


@overload
def matmul(
    a: Any, b: Variable[Any, Any], *, values: Variable[Any, Any] | npt.NDArray[Any] | None = None
) -> Variable[Any]: ...
@overload
def matmul(
    a: Variable[Any, Any], b: Any, *, values: Variable[Any, Any] | npt.NDArray[Any] | None = None
) -> Variable[Any]: ...
@overload
def matmul(a: Any, b: Any, *, values: Variable[Any, Any]) -> Variable[Any]: ...
@overload
def matmul(a: Any, b: Any, *, values: npt.NDArray[Any] | None = None) -> npt.NDArray[Any]: ...
def matmul(a: Any, b: Any, *, values: Any = None) -> Any:
    """Return ``a @ b``, of which one is a sparse matrix and the other dense.

    ``values`` are stored values in the place of ``matrix.data``, in that order and of that shape:
    the matrix then says where they stand. Two at one place are added.

    Derivative: ``gb = a^T @ gy``; the gradient of a value at row ``i`` and column ``j`` is
    element ``i, j`` of ``gy @ b^T``. Memory is that of the stored values.

    Raises
    ------
    TypeError
        If none is sparse, or both are; with values, if the format has no array of them.
    ValueError
        If the shapes do not fit.

    Examples
    --------
    >>> import numpy as np, scipy.sparse as sp, autodiff as ad
    >>> from autodiff.scipy.sparse import matmul
    >>> s = sp.csr_array(np.array([[1.0, 0.0], [2.0, 3.0]]))
    >>> v = ad.Variable(np.array([1.0, 2.0, 3.0]))
    >>> y = matmul(s, np.array([1.0, 10.0]), values=v)
    >>> y.sum().backward()
    >>> print(y, v.grad)
    variable([ 1. 32.]) [ 1.  1. 10.]
    """
    if is_sparse(a) == is_sparse(b):
        msg = f"matmul: one of the operands is a sparse matrix and the other dense, not {type(a)} and {type(b)}"  # noqa: E501
        raise TypeError(msg)
    if values is None:
        return product(a, b) if is_variable(a) or is_variable(b) else a @ b
    on_left = is_sparse(a)
    matrix, x = (a, b) if on_left else (b, a)
    x = as_operand(x, "matmul", int(on_left))
    pattern = Pattern(matrix)
    values = check_values("matmul", matrix, values)
    if not is_variable(x) and not is_variable(values):
        filled = pattern.filled(values)
        return filled @ x if on_left else x @ filled
    if x.ndim not in {1, 2}:
        msg = f"matmul: a vector or a matrix is needed beside a sparse matrix, not {x.ndim} axes"
        raise ValueError(msg)
    if on_left:
        return apply2(StoredProduct(pattern), values, x)
    y: Any = apply2(StoredProduct(pattern.transpose), values, xp.transpose(x))
    return xp.transpose(y)
