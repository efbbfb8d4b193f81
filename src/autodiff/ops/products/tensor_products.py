"""Products of two arrays, summed over a pair of axes, over several, or over none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from autodiff.apply import apply2
from autodiff.operands import as_tuple, plain
from autodiff.ops.arraylike import as_operands
from autodiff.ops.manipulation.shape import reshape
from autodiff.ops.matmul import Matmul
from autodiff.ops.namespace import xp
from autodiff.registry import implements

from .contraction import Contraction, Labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autodiff.typing import Operand
    from autodiff.variable import Variable

    Axes = int | Sequence[int]


class Dot(Matmul):
    """``y = x0 x1`` of vectors and matrices; ``gx0 = gy x1^T``, ``gx1 = x0^T gy``."""

    ufunc: ClassVar[Any] = None  # known by its own name

    def forward(self, x0: Any, x1: Any) -> Any:
        return np.dot(x0, x1)


class StackedDot(Contraction):
    """``y = sum over k of x0[..., k] * x1[..., k, m]``; ``gx0 = gy x1^T``, ``gx1 = x0^T gy``."""

    def forward(self, *xs: Any) -> Any:
        return xp.dot(*xs)


class Inner(Contraction):
    """``y = sum over k of x0[..., k] * x1[..., k]``; ``gx0 = gy x1``, ``gx1 = gy^T x0``."""

    def forward(self, *xs: Any) -> Any:
        return np.inner(*xs)


class Vdot(Contraction):
    """``y = sum of x0 * x1``, of which ``x0`` has been conjugated; ``gx0 = gy * x1``."""

    def forward(self, *xs: Any) -> Any:
        return xp.vdot(conjugated(xs[0]), xs[1])


class Tensordot(Contraction):
    """``y = sum of x0 * x1`` over pairs of axes; ``gx0 = sum of gy * x1`` over those of ``x1``."""

    axes: tuple[list[int], list[int]]

    def forward(self, *xs: Any) -> Any:
        return xp.tensordot(*xs, axes=self.axes)


def conjugated(x: Any) -> Any:
    """Return the complex conjugate; of what is real ``x`` itself."""
    return np.conj(x) if x.dtype.kind == "c" else x


def _labels(ndim0: int, ndim1: int, axes0: Sequence[int], axes1: Sequence[int]) -> list[Labels]:
    """Return labels of two operands and their product, summed over pairs of axes."""
    first, second = list(range(ndim0)), list(range(ndim0, ndim0 + ndim1))
    for i, j in zip(axes0, axes1, strict=False):
        second[j] = first[i]
    output = [label for label in first if label not in second]
    output += [label for label in second if label not in first]
    return [tuple(first), tuple(second), tuple(output)]


@implements(np.dot)
def dot(a: Operand, b: Operand) -> Variable[Any, Any]:
    """Return the product of two arrays, summed over one axis of each.

    It is the last axis of ``a`` and the last but one of ``b``, of a vector the only one; with an
    operand without axes the result is ``a * b``.

    Derivative: ``ga = gy b^T``, ``gb = a^T gy``.

    Raises
    ------
    ValueError
        If the two axes differ in length.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, 2.0]))
    >>> np.dot(np.array([[3.0, 4.0]]), x)
    variable([11.])
    """
    x0, x1 = as_operands((a, b), "dot")
    if 0 < x0.ndim < 3 and 0 < x1.ndim < 3:
        return apply2(Dot(), x0, x1)
    summed = bool(x0.ndim and x1.ndim)
    axes0, axes1 = ([-1], [-min(2, x1.ndim)]) if summed else ([], [])
    first, second, output = _labels(x0.ndim, x1.ndim, axes0, axes1)
    return StackedDot((first, second), output)(x0, x1)


@implements(np.inner)
def inner(a: Operand, b: Operand, /) -> Variable[Any, Any]:
    """Return the product of two arrays, summed over the last axis of both.

    With an operand without axes it is ``a * b``.

    Derivative: ``ga = gy b``, ``gb = gy^T a``, over all axes but the last.

    Raises
    ------
    ValueError
        If the last axes differ in length.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, 2.0]))
    >>> np.inner(x, np.array([[3.0, 4.0], [5.0, 6.0]]))
    variable([11. 17.])
    """
    x0, x1 = as_operands((a, b), "inner")
    axes = [-1] if x0.ndim and x1.ndim else []
    first, second, output = _labels(x0.ndim, x1.ndim, axes, axes)
    return Inner((first, second), output)(x0, x1)


@implements(np.outer)
def outer(a: Operand, b: Operand) -> Variable[Any, Any]:
    """Return the matrix of all products of an element of ``a`` and one of ``b``, both flattened.

    Derivative: ``ga = gy b``, ``gb = gy^T a``, products of a matrix and a vector.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, 2.0]))
    >>> np.outer(x, np.array([3.0, 4.0]))
    variable([[3. 4.]
              [6. 8.]])
    """
    x0, x1 = as_operands((a, b), "outer")
    return Contraction(((0,), (1,)), (0, 1))(reshape(x0, -1), reshape(x1, -1))


@implements(np.vdot)
def vdot(a: Operand, b: Operand, /) -> Variable[Any, Any]:
    """Return the sum of ``conj(a) * b`` over all elements.

    Derivative: ``ga = conj(gy) * b`` as a gradient, and ``gb = gy * a``.

    Raises
    ------
    ValueError
        If they differ in their number of elements.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> z = ad.Variable(np.array([1.0 + 2.0j]))
    >>> np.vdot(z, z)
    variable((5+0j))
    """
    x0, x1 = as_operands((a, b), "vdot")
    return Vdot(((0,), (0,)), ())(conjugated(reshape(x0, -1)), reshape(x1, -1))


@implements(np.tensordot)
def tensordot(
    a: Operand, b: Operand, axes: int | tuple[Axes, Axes] | Sequence[Axes] = 2
) -> Variable[Any, Any]:
    """Return the product of two arrays, summed over pairs of axes.

    ``axes`` is a number of last axes of ``a`` and first ones of ``b``, or the axes of each.

    Derivative: ``ga`` is ``gy`` and ``b`` summed over the other axes of ``b``, and ``gb``
    likewise, both as products of matrices.

    Raises
    ------
    ValueError
        If the axes of a pair differ in length, or one is named twice.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.arange(4.0).reshape(2, 2))
    >>> np.tensordot(x, np.ones((2, 2)))
    variable(6.0)
    """
    x0, x1 = as_operands((a, b), "tensordot")
    axes0, axes1 = _axis_pairs(plain(axes))
    first, second, output = _labels(x0.ndim, x1.ndim, axes0, axes1)
    return Tensordot((first, second), output, (axes0, axes1))(x0, x1)


def _axis_pairs(axes: Any) -> tuple[list[int], list[int]]:
    """Return the axes of both operands that are summed over."""
    if not np.iterable(axes):
        return list(range(-axes, 0)), list(range(axes))
    axes0, axes1 = as_tuple(tuple(axes))
    return _as_list(axes0), _as_list(axes1)


def _as_list(axes: Any) -> list[int]:
    several: Any = (*axes,) if np.iterable(axes) else axes
    return [*as_tuple(several)]


@implements(np.kron)
def kron(a: Operand, b: Operand) -> Variable[Any, Any]:
    """Return the Kronecker product: ``b`` scaled by each element of ``a``, block by block.

    Derivative: ``ga`` is the sum of ``gy * b`` over each block, ``gb`` the sum over all blocks of
    the block times its element of ``a``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, 2.0]))
    >>> np.kron(x, np.array([1.0, 10.0]))
    variable([ 1. 10.  2. 20.])
    """
    x0, x1 = as_operands((a, b), "kron")
    n = max(x0.ndim, x1.ndim)
    shape0, shape1 = ((1,) * (n - x.ndim) + tuple(x.shape) for x in (x0, x1))
    blocks = Contraction(
        (tuple(range(0, 2 * n, 2)), tuple(range(1, 2 * n, 2))), tuple(range(2 * n))
    )(reshape(x0, shape0), reshape(x1, shape1))
    return reshape(blocks, tuple(p * q for p, q in zip(shape0, shape1, strict=True)))
