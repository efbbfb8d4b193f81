"""Gradients as values, which can be differentiated again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, overload

import numpy as np

from autodiff.apply import wrap
from autodiff.broadcasting import conformed
from autodiff.diagnosis.hooks import at_ends
from autodiff.errors import NotDifferentiableError, UntrackedError
from autodiff.graph import Node, Port
from autodiff.operands import CONSTANT, is_variable
from autodiff.seed import cotangent
from autodiff.sweep import sweep
from autodiff.variable import Variable

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["gradients"]

V = TypeVar("V", bound=Variable[Any, Any])
V1 = TypeVar("V1", bound=Variable[Any, Any])
V2 = TypeVar("V2", bound=Variable[Any, Any])


@overload
def gradients(
    y: Variable[Any, Any],
    xs: V,
    gy: Variable[Any, Any] | np.ndarray[Any, Any] | None = None,
    *,
    create_graph: bool = False,
    retain_graph: bool | None = None,
    allow_unused: bool = False,
) -> V: ...
@overload
def gradients(
    y: Variable[Any, Any],
    xs: tuple[V, V1],
    gy: Variable[Any, Any] | np.ndarray[Any, Any] | None = None,
    *,
    create_graph: bool = False,
    retain_graph: bool | None = None,
    allow_unused: bool = False,
) -> tuple[V, V1]: ...
@overload
def gradients(
    y: Variable[Any, Any],
    xs: tuple[V, V1, V2],
    gy: Variable[Any, Any] | np.ndarray[Any, Any] | None = None,
    *,
    create_graph: bool = False,
    retain_graph: bool | None = None,
    allow_unused: bool = False,
) -> tuple[V, V1, V2]: ...
@overload
def gradients(
    y: Variable[Any, Any],
    xs: list[V] | tuple[V, ...],
    gy: Variable[Any, Any] | np.ndarray[Any, Any] | None = None,
    *,
    create_graph: bool = False,
    retain_graph: bool | None = None,
    allow_unused: bool = False,
) -> tuple[V, ...]: ...
@overload
def gradients(
    y: Variable[Any, Any],
    xs: Sequence[Variable[Any, Any]],
    gy: Variable[Any, Any] | np.ndarray[Any, Any] | None = None,
    *,
    create_graph: bool = False,
    retain_graph: bool | None = None,
    allow_unused: bool = False,
) -> tuple[Variable[Any, Any], ...]: ...
def gradients(
    y: Variable[Any, Any],
    xs: Any,
    gy: Any = None,
    *,
    create_graph: bool = False,
    retain_graph: bool | None = None,
    allow_unused: bool = False,
) -> Any:
    """Return the gradients of ``y`` with respect to ``xs``; no ``grad`` is touched.

    Parameters
    ----------
    y
        The result to differentiate.
    xs
        One Variable, or a sequence of them: leaves or intermediate results.
    gy
        Cotangent of ``y``, of its shape; ones by default (the gradient of the sum).
    create_graph
        Record the backward pass, so that the gradients can be differentiated again.
    retain_graph
        Keep what the graph has saved for another pass; as ``create_graph`` by default.
    allow_unused
        Return zeros for an ``x`` that ``y`` does not depend on, instead of raising.

    Returns
    -------
    A Variable of the shape and dtype of ``xs``, or a tuple of them in its order.

    Raises
    ------
    UntrackedError
        If ``y`` does not depend on one of ``xs`` and ``allow_unused`` is false.
    NotDifferentiableError
        If ``y`` or one of ``xs`` is of integers or booleans.
    GraphFreedError
        If an earlier pass has used the graph up.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array(2.0))
    >>> gx = ad.gradients(x**3, x, create_graph=True)
    >>> ggx = ad.gradients(gx, x)
    >>> print(gx, ggx)
    variable(12.0) variable(12.0)
    """
    single = isinstance(xs, Variable)
    targets: list[Any] = [xs] if single else list(xs)
    for i, x in enumerate(targets):
        if not is_variable(x):
            msg = f"gradients: xs[{i}] is a Variable, got {type(x)}"
            raise TypeError(msg)
        if x._kind == CONSTANT or x.dtype.kind not in "fc":
            msg = f"gradients: xs[{i}] of dtype {x.dtype} has no derivative; make it of floats"
            raise NotDifferentiableError(msg)
    seed = cotangent(y, gy, differentiable=create_graph)
    edges = [x if x._edge is None else x._edge for x in targets]
    start = y if y._edge is None else y._edge
    retain = create_graph if retain_graph is None else retain_graph
    ends = [edge for edge in edges if not isinstance(edge, (Node, Port))]
    if isinstance(start, (Node, Port)):
        found, _ = sweep(
            [(start, seed)],
            targets={edge: i for i, edge in enumerate(edges)},
            all_targets=not allow_unused,
            wrap=wrap if create_graph else None,
            retain_graph=retain,
        )
    else:
        found = {start: seed}
        for i, edge in enumerate(edges):
            if edge is not start and not allow_unused:
                msg = f"gradients: y was not recorded, so it does not depend on xs[{i}]"
                raise UntrackedError(msg)
    found = at_ends(found, ends, recorded=create_graph)
    results = [
        _gradient(found[edge], x) if edge in found else Variable(np.zeros_like(x.data))
        for edge, x in zip(edges, targets, strict=True)
    ]
    return results[0] if single else tuple(results)


def _gradient(g: Any, x: Variable[Any, Any]) -> Variable[Any, Any]:
    """Return a cotangent of the sweep as a gradient of ``x``: its shape and dtype, conjugated."""
    g = conformed(g, x)
    if x.dtype.kind == "c":
        g = np.conj(g)
    if is_variable(g):
        return g  # type: ignore[no-any-return]  # as just seen
    return Variable(np.array(g))
