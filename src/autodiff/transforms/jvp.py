"""Forward mode: the directional derivative of a function."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, overload

import numpy as np

from autodiff.apply import apply1, edge_of, wrap
from autodiff.config import enable_grad
from autodiff.errors import GradientError, NotDifferentiableError
from autodiff.forward import push
from autodiff.graph import Node, Port, topological
from autodiff.operands import UNTRACKED, data_of, is_variable
from autodiff.ops.neg import Positive
from autodiff.variable import Variable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autodiff.typing import Operand, TypedOperand

__all__ = ["jvp"]

S1 = TypeVar("S1", bound=np.generic)
S2 = TypeVar("S2", bound=np.generic)
H1 = TypeVar("H1", bound=tuple[int, ...])
H2 = TypeVar("H2", bound=tuple[int, ...])
T = TypeVar("T", bound=np.generic)
H = TypeVar("H", bound=tuple[int, ...])


# Of arrays come Variables too if f computes with others: "| Any" lets both pass. No signature
# fits a call that another fits, for mypy then gives up lambdas: hence no tuples of any length.


@overload
def jvp(
    f: Callable[[Variable[S1, H1]], Variable[T, H]],
    primals: tuple[Variable[S1, H1]],
    tangents: tuple[TypedOperand[Any, H1] | float],
) -> tuple[Variable[T, H], Variable[T, H]]: ...
@overload
def jvp(
    f: Callable[[Variable[S1, H1]], Variable[T, H]],
    primals: tuple[np.ndarray[H1, np.dtype[S1]]],
    tangents: tuple[np.ndarray[H1, np.dtype[Any]]],
) -> tuple[np.ndarray[H, np.dtype[T]] | Any, np.ndarray[H, np.dtype[T]] | Any]: ...
@overload
def jvp(
    f: Callable[[Variable[np.float64, tuple[()]]], Variable[T, H]],
    primals: tuple[float],
    tangents: tuple[float],
) -> tuple[np.ndarray[H, np.dtype[T]] | Any, np.ndarray[H, np.dtype[T]] | Any]: ...
@overload
def jvp(
    f: Callable[[Variable[S1, H1], Variable[S2, H2]], Variable[T, H]],
    primals: tuple[Variable[S1, H1], Variable[S2, H2]],
    tangents: tuple[TypedOperand[Any, H1] | float, TypedOperand[Any, H2] | float],
) -> tuple[Variable[T, H], Variable[T, H]]: ...
@overload
def jvp(
    f: Callable[[Variable[S1, H1], Variable[S2, H2]], Variable[T, H]],
    primals: tuple[np.ndarray[H1, np.dtype[S1]], np.ndarray[H2, np.dtype[S2]]],
    tangents: tuple[np.ndarray[H1, np.dtype[Any]], np.ndarray[H2, np.dtype[Any]]],
) -> tuple[np.ndarray[H, np.dtype[T]] | Any, np.ndarray[H, np.dtype[T]] | Any]: ...
@overload
def jvp(
    f: Callable[..., Any],
    primals: list[Any] | tuple[Operand, Operand, Operand, *tuple[Operand, ...]],
    tangents: Sequence[Operand],
) -> tuple[Any, Any]: ...
def jvp(f: Callable[..., Any], primals: Sequence[Any], tangents: Sequence[Any]) -> tuple[Any, Any]:
    """Return ``f(*primals)`` and its derivative in the direction of ``tangents``.

    The tangents travel forward over the recorded graph, so one evaluation of ``f`` gives both.

    Parameters
    ----------
    f
        Of Variables, returning one.
    primals
        Where to evaluate ``f``: arrays, numbers or Variables, of floats.
    tangents
        The direction, one an argument and of its shape.

    Returns
    -------
    Arrays; Variables that can be differentiated again if ``primals`` or ``tangents`` has any, or
    if ``f`` computes with others. The tangent is ``sum_i (dy/dx_i) @ t_i``, of the shape of ``y``;
    for complex numbers the derivative of ``y`` along the step, as in
    ``f(x + h t) = y + h dy + O(h^2)`` for real ``h``.

    Raises
    ------
    TypeError
        If there are not as many tangents as primals.
    GradientError
        If a tangent has another shape than its primal.
    NotDifferentiableError
        If a primal is of integers or booleans.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> y, dy = ad.jvp(lambda x: np.sin(x) * x, (np.array([0.0, 1.0]),), (np.array([1.0, 1.0]),))
    >>> print(y.round(4), dy.round(4))
    [0.     0.8415] [0.     1.3818]
    """
    if len(primals) != len(tangents):
        msg = f"jvp: {len(primals)} primals and {len(tangents)} tangents; give one a primal"
        raise TypeError(msg)
    record = any(is_variable(v) for v in (*primals, *tangents))
    xs: list[Any] = []
    seeds: dict[Any, Any] = {}
    with enable_grad():
        for i, (primal, tangent) in enumerate(zip(primals, tangents, strict=True)):
            # a node of its own tells this x from the same Variable elsewhere in f
            x: Any = apply1(Positive(), primal) if is_variable(primal) else _leaf(i, primal)
            xs.append(x)
            seeds[edge_of(x)] = _tangent(i, tangent, x)
        y = f(*xs)
    if not is_variable(y):
        value = np.asarray(y)
        return value, np.zeros(value.shape, np.result_type(value.dtype, np.float32))
    root = edge_of(y)
    if isinstance(root, (Node, Port)):
        owner = root.owner if isinstance(root, Port) else root
        nodes = topological([owner])
        # what else f computes with may be wanted too, except for what came from nowhere
        record = record or any(
            edge is not None
            and not isinstance(edge, (Node, Port))
            and edge._kind != UNTRACKED
            and edge not in seeds
            for node in nodes
            for edge in node.edges
        )
        found = push([root], seeds, wrap if record else None)
    else:
        found = seeds
    dy = found[root] if root in found else np.zeros(y.shape, y.dtype)
    if dy.dtype != y.dtype:  # as that of np.std(x, dtype=complex), whose value is a modulus
        dy = dy.astype(y.dtype)
    if not record:
        return y.data, np.asarray(dy)
    return y, dy if is_variable(dy) else Variable(np.asarray(dy))


def _leaf(i: int, primal: Any) -> Variable[Any, Any]:
    x = np.asarray(primal)
    if x.dtype.kind not in "fc":
        msg = f"jvp: primal {i} of dtype {x.dtype} has no derivative; make it of floats"
        raise NotDifferentiableError(msg)
    return Variable(x)


def _tangent(i: int, tangent: Any, x: Variable[Any, Any]) -> Any:
    """Return tangent ``i`` with the dtype of its primal."""
    t = tangent if is_variable(tangent) else np.asarray(tangent)
    if t.shape != x.shape:
        msg = f"jvp: tangent {i} has shape {t.shape}, its primal {data_of(x).shape}"
        raise GradientError(msg)
    return t if t.dtype == x.dtype else t.astype(x.dtype)
