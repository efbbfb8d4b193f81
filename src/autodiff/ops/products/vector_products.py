"""Products of stacked vectors and matrices, and the cross product."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from autodiff.apply import apply2
from autodiff.operation import Binary
from autodiff.ops.arraylike import as_operands
from autodiff.ops.manipulation.joining import concatenate
from autodiff.ops.manipulation.shape import transpose
from autodiff.ops.namespace import xp
from autodiff.registry import METHODS, implements
from autodiff.values import exact

from .contraction import Contraction, Labels, stacked
from .tensor_products import conjugated

if TYPE_CHECKING:
    from collections.abc import Callable

    from autodiff.graph import Mixes
    from autodiff.operation import Array
    from autodiff.typing import Operand
    from autodiff.variable import Variable

_ROW, _COLUMN = 0, 1  # labels; those of stacked axes are counted from the last: -1, -2, ...


class Vecdot(Contraction):
    """``y = sum over k of x0[..., k] * x1[..., k]``, of which ``x0`` has been conjugated."""

    def forward(self, *xs: Any) -> Any:
        return xp.vecdot(conjugated(xs[0]), xs[1])


class Matvec(Contraction):
    """``y = sum over k of x0[..., n, k] * x1[..., k]``; ``gx0 = gy x1^T``, ``gx1 = x0^T gy``."""

    def forward(self, *xs: Any) -> Any:
        return xp.matvec(*xs)


class Vecmat(Contraction):
    """``y = sum over n of x0[..., n] * x1[..., n, k]``, of which ``x0`` has been conjugated."""

    def forward(self, *xs: Any) -> Any:
        return xp.vecmat(conjugated(xs[0]), xs[1])


def _apply(
    rule: type[Contraction], x0: Any, x1: Any, cores: tuple[Labels, Labels, Labels]
) -> Variable[Any, Any]:
    """Apply a rule to stacks, given the labels of the last axes of operands and result."""
    core0, core1, core = cores
    depth = max(x0.ndim - len(core0), x1.ndim - len(core1), 0)
    inputs = (stacked(x0.ndim, core0), stacked(x1.ndim, core1))
    return rule(inputs, stacked(depth + len(core), core))(x0, x1)


def vecdot(x1: Operand, x2: Operand, /, *, axis: int = -1) -> Variable[Any, Any]:
    """Return the sums of ``conj(x1) * x2`` over an axis.

    Derivative: the gradients are ``conj(gy) * x2`` and ``gy * x1``, summed over the axes along
    which an operand was repeated.

    Raises
    ------
    ValueError
        If the axis differs in length, or the others do not broadcast.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([[1.0, 2.0], [3.0, 4.0]]))
    >>> np.vecdot(x, np.array([1.0, 10.0]))
    variable([21. 43.])
    """
    a, b = as_operands((x1, x2), "vecdot")
    last0, last1 = (_with_last(x, axis) for x in (a, b))
    return _apply(Vecdot, conjugated(last0), last1, ((_ROW,), (_ROW,), ()))


def matvec(x1: Operand, x2: Operand, /) -> Variable[Any, Any]:
    """Return the products of matrices and vectors, ``(..., n, k)`` and ``(..., k)``.

    Derivative: ``gx1 = gy x2^T``, ``gx2 = x1^T gy``, summed over repeated stacks.

    Raises
    ------
    ValueError
        If the inner lengths differ, or an operand has too few axes.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, 2.0]))
    >>> np.matmul(np.array([[3.0, 4.0]]), x)
    variable([11.])
    """
    a, b = as_operands((x1, x2), "matvec")
    return _apply(Matvec, a, b, ((_ROW, _COLUMN), (_COLUMN,), (_ROW,)))


def vecmat(x1: Operand, x2: Operand, /) -> Variable[Any, Any]:
    """Return the products of conjugated vectors and matrices, ``(..., n)`` and ``(..., n, k)``.

    Derivative: ``gx1`` is the conjugate of ``x2 gy``, ``gx2 = conj(x1) gy^T``, summed over
    repeated stacks.

    Raises
    ------
    ValueError
        If the inner lengths differ, or an operand has too few axes.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, 2.0]))
    >>> np.matmul(x, np.array([[3.0], [4.0]]))
    variable([11.])
    """
    a, b = as_operands((x1, x2), "vecmat")
    return _apply(Vecmat, conjugated(a), b, ((_ROW,), (_ROW, _COLUMN), (_COLUMN,)))


_FUNCTIONS: dict[str, Callable[..., Any]] = {"vecdot": vecdot, "matvec": matvec, "vecmat": vecmat}
METHODS.update(
    {(getattr(np, name), "__call__"): f for name, f in _FUNCTIONS.items() if hasattr(np, name)}
)  # some are missing from older NumPy


class Cross(Binary):
    """``y = x0 x x1`` of vectors in the last axis; ``gx0 = x1 x gy``, ``gx1 = gy x x0``."""

    multilinear = True
    mixes: ClassVar[Mixes] = (-1,)

    def forward(self, x0: Any, x1: Any) -> Any:
        return np.cross(x0, x1)

    def backward0(self, gy: Array) -> Array:
        gx0: Array = xp.cross(self.x1, gy)
        return gx0

    def backward1(self, gy: Array) -> Array:
        gx1: Array = xp.cross(gy, self.x0)
        return gx1


@implements(np.cross)
def cross(  # NumPy's signature
    a: Operand,
    b: Operand,
    axisa: int = -1,
    axisb: int = -1,
    axisc: int = -1,
    axis: int | None = None,
) -> Variable[Any, Any]:
    """Return the cross product of vectors of three components.

    Vectors of two components are those of three with the last one 0, as far as this NumPy takes
    them; of two such only the last component of the product is returned.

    Derivative: ``ga = b x gy``, ``gb = gy x a``.

    Raises
    ------
    ValueError
        If the vectors are of other lengths.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, 0.0, 0.0]))
    >>> np.cross(x, np.array([0.0, 1.0, 0.0]))
    variable([0. 0. 1.])
    """
    x0, x1 = as_operands((a, b), "cross")
    if axis is not None:
        axisa = axisb = axisc = axis
    if not (x0.ndim and x1.ndim):
        msg = "cross: At least one array has zero dimension"
        raise ValueError(msg)
    last0, last1 = _with_last(x0, axisa), _with_last(x1, axisb)
    lengths = last0.shape[-1], last1.shape[-1]
    if lengths == (3, 3):
        return _moved_last(apply2(Cross(), last0, last1), axisc)
    if not {*lengths} <= {2, 3}:
        msg = f"cross: incompatible dimensions for cross product, 2 or 3, got {lengths}"
        raise ValueError(msg)
    y = apply2(Cross(), _in_space(last0), _in_space(last1))
    y = y[..., 2] if lengths == (2, 2) else _moved_last(y, axisc)
    return exact(y, np.cross, a, b, axisa, axisb, axisc)


def _with_last(x: Any, axis: int) -> Any:
    """Return ``x`` with an axis moved to the end."""
    i = normalize_axis_index(axis, x.ndim)
    if i == x.ndim - 1:
        return x
    return np.transpose(x, [k for k in range(x.ndim) if k != i] + [i])


def _moved_last(y: Variable[Any, Any], axis: int) -> Variable[Any, Any]:
    """Return ``y`` with the last axis moved to where it is wanted."""
    i = normalize_axis_index(axis, y.ndim)
    if i == y.ndim - 1:
        return y
    order = list(range(y.ndim - 1))
    order.insert(i, y.ndim - 1)
    return transpose(y, tuple(order))


def _in_space(x: Any) -> Any:
    """Return vectors of the plane with a third component, 0."""
    if x.shape[-1] == 3:
        return x
    return concatenate([x, np.zeros((*x.shape[:-1], 1), x.dtype)], axis=-1)
