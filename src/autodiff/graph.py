"""The recorded graph and the backward sweep over it.

A node is one call of an operation. It knows its inputs (``edges``), the arrays its pullbacks
read, and when it was made (``seq``). The sweep knows neither ``Variable`` nor any rule: it moves
cotangents along edges.

Inside a sweep a cotangent is the plain transpose of the linearised operation, without any
conjugate, so that a rule is the textbook derivative for complex numbers too. Only what enters
and leaves a sweep is conjugated (the gradient of ``|z|**2`` is ``2z``).
"""

from __future__ import annotations

from itertools import count
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol, TypeAlias

import numpy as np

from .config import using_config
from .errors import GraphFreedError, UntrackedError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from weakref import ReferenceType

    Wrap: TypeAlias = Callable[[Any, "Edge"], Any]

__all__ = [
    "FREED",
    "Edge",
    "Leaf",
    "Meta",
    "Node",
    "Port",
    "conform",
    "next_seq",
    "sum_to",
    "sweep",
]

Meta: TypeAlias = "tuple[tuple[int, ...], Any]"
"""Shape and dtype that a cotangent has to have."""

FREED: Final[tuple[Meta, ...]] = (((), "freed"),)
"""Stands in a node's ``metas`` once its arrays are gone."""

next_seq: Final[Callable[[], int]] = count(1).__next__


class Leaf(Protocol):
    """What the sweep asks of a leaf: where it is, and what its gradient is so far."""

    @property
    def shape(self) -> tuple[int, ...]: ...
    @property
    def dtype(self) -> Any: ...
    @property
    def _grad(self) -> Any: ...
    @_grad.setter
    def _grad(self, value: Any) -> None: ...


class Node:
    """One call of an operation.

    Attributes
    ----------
    edges
        For each input where its cotangent goes: a node, a port of one, a leaf, or ``None`` for
        a constant. Edges point at nodes and never at intermediate Variables, which are thus
        freed as soon as the user lets go of them.
    seq
        Creation number. An operation is made after its inputs, so creation order is a
        topological order, and sorting by it is the whole scheduling (the origin's generations).
    metas
        Shape and dtype of each input where a cotangent might arrive with others, because the
        operation broadcast or promoted; ``None`` where nothing did.
    output
        Weak reference to the Variable that the call returned.
    ports
        For an operation of several outputs a weak reference to each one's port.
    """

    __slots__ = ("__weakref__", "metas", "output", "seq")

    edges: Any  # tuple[Edge, ...], which some arities have in a slot and some as a property
    seq: int
    metas: tuple[Meta, ...] | None
    output: ReferenceType[Any] | None
    ports: tuple[tuple[ReferenceType[Port], Meta], ...] | None = None

    arity: ClassVar[int] = 0
    """1 or 2 for nodes with ``edge0`` and ``edge1`` in slots of their own; 0 for any number."""
    elementwise: ClassVar[bool] = False
    """Whether output element i depends on input element i alone."""
    hides_nan: bool = False
    """Whether the operation dropped a NaN, which a rule before it may multiply by zero."""
    keeps: ClassVar[bool] = True
    """Whether there may be arrays to release."""
    pullbacks: ClassVar[tuple[Callable[[Any, Any], Any], ...] | None] = None
    """One pullback an input; ``None`` if :meth:`pull` gives all at once."""

    @property
    def in_graph(self) -> bool:
        """Whether this has been called and recorded."""
        return hasattr(self, "seq")

    @property
    def generation(self) -> int:
        """Length of the longest way back to a leaf, less one (the origin's order of execution).

        Counted when asked for, in time proportional to the graph: the sweep orders by ``seq``.
        """
        depth: dict[Any, int] = {}
        for node in _order([self], freed=True):
            sources = (e.owner if isinstance(e, Port) else e for e in node.edges)
            depth[node] = max((depth.get(source, -1) + 1 for source in sources), default=0)
        return depth[self]

    def pull(self, g: Any) -> Sequence[Any]:
        """Return the cotangent of each input, ``None`` where there is none."""
        raise NotImplementedError

    def release(self) -> None:
        """Drop the arrays kept for the pullbacks."""
        raise NotImplementedError

    def lifted(self, wrap: Wrap) -> Node:
        """Return a copy whose arrays are Variables, tied to where they came from."""
        raise NotImplementedError


class Port:
    """The end of an edge at one output of a node that has several."""

    __slots__ = ("__weakref__", "index", "output", "owner")

    def __init__(self, owner: Node, index: int) -> None:
        self.owner: Node = owner
        self.index: int = index
        self.output: ReferenceType[Any] | None = None


Edge: TypeAlias = Node | Port | Leaf | None


def sum_to(g: Any, shape: tuple[int, ...]) -> Any:
    """Sum ``g`` down to ``shape``, which broadcasts to ``g.shape`` (the transpose of broadcasting).

    Examples
    --------
    >>> sum_to(np.ones((4, 3)), (1, 3))
    array([[4., 4., 4.]])
    """
    lead = len(g.shape) - len(shape)
    axes = (
        *range(lead),
        *(i for i, n in enumerate(shape, lead) if n == 1 and g.shape[i] != 1),
    )
    return np.reshape(np.sum(g, axis=axes, keepdims=True), shape)


def conform(g: Any, meta: Meta) -> Any:
    """Give ``g`` the shape and dtype of the input whose cotangent it is."""
    shape, dtype = meta
    if g.shape != shape:
        g = sum_to(g, shape)
    if g.dtype != dtype:
        if g.dtype.kind == "c" and dtype.kind != "c":
            g = np.real(g)  # a real input moves along the real line only
        g = g.astype(dtype)
    return g


def _order(roots: Iterable[Node], *, freed: bool = False) -> list[Node]:
    """Return all nodes from which the roots were computed, oldest first."""
    stack = list(roots)
    seen: set[Any] = {None, *stack}
    order: list[Node] = []
    while stack:
        node: Any = stack.pop()
        if node.metas is FREED and not freed:
            msg = (
                f"the graph was freed at {type(node).__name__} by an earlier backward pass; "
                "pass retain_graph=True to the earlier one, or compute the result again"
            )
            raise GraphFreedError(msg)
        order.append(node)
        arity = node.arity  # written out in place of node.edges, which costs a call
        for edge in (
            (node.edge0, node.edge1) if arity == 2 else (node.edge0,) if arity == 1 else node.edges
        ):
            if edge not in seen:
                seen.add(edge)
                if isinstance(edge, Node):
                    stack.append(edge)
                elif isinstance(edge, Port) and edge.owner not in seen:
                    seen.add(edge.owner)
                    stack.append(edge.owner)
    order.sort(key=_BY_SEQ)
    return order


_BY_SEQ: Final = attrgetter("seq")


def _restricted(order: list[Node], targets: Collection[Any]) -> dict[Node, tuple[Edge, ...]]:
    """For each node on a way to a target, its edges with those that lead elsewhere cut."""
    kept: dict[Node, tuple[Edge, ...]] = {}
    for node in order:
        edges = tuple(
            edge
            if edge in targets or (edge.owner if isinstance(edge, Port) else edge) in kept
            else None
            for edge in node.edges
        )
        if any(edge is not None for edge in edges):
            kept[node] = edges
    return kept


def _require_met(targets: Mapping[Any, int], starts: set[Any], order: list[Node]) -> None:
    met = starts.union(*(node.edges for node in order))
    for target, number in targets.items():
        if target not in met:
            msg = (
                f"gradients: y does not depend on xs[{number}], or was not recorded; "
                "pass allow_unused=True for zeros"
            )
            raise UntrackedError(msg)


class _Alarm:
    """Called by NumPy when a pullback computed an invalid value, such as 0 * inf."""

    __slots__ = ("rang",)

    def __init__(self) -> None:
        self.rang = False

    def __call__(self, _error: str, _flag: int) -> None:
        self.rang = True


def sweep(
    seeds: Sequence[tuple[Node | Port, Any]],
    *,
    targets: Mapping[Any, int] | None = None,
    all_targets: bool = False,
    wrap: Wrap | None = None,
    retain_graph: bool = False,
    retain_grad: bool = False,
) -> tuple[dict[Any, Any], list[tuple[Any, Any]]]:
    """Carry cotangents from ``seeds`` back to the leaves.

    Parameters
    ----------
    seeds
        Where to start, and with which cotangents.
    targets
        Edges whose cotangents are wanted, numbered; what leads to none of them is skipped.
        ``None`` for all leaves.
    all_targets
        Whether it is an error, raised before anything is touched, if a target is not met.
    wrap
        Given, the rules are handed Variables made by it, and record what they do.
    retain_graph
        Keep the saved arrays for another sweep.
    retain_grad
        Collect the cotangents of intermediate Variables that are still alive too.

    Returns
    -------
    The cotangents by edge, and those of intermediate Variables; nothing is written to a
    Variable here, so that an exception leaves every ``grad`` as it was.
    """
    order = _order({s.owner if isinstance(s, Port) else s for s, _ in seeds})
    kept = None if targets is None else _restricted(order, targets)
    if targets is not None and all_targets:
        _require_met(targets, {start for start, _ in seeds}, order)
    pending: dict[Any, Any] = {}
    for start, g in seeds:
        old = pending.get(start)
        pending[start] = g if old is None else old + g
    found: dict[Any, Any] = {}
    intermediate: list[tuple[Any, Any]] = []
    owned: set[Any] = set()  # edges whose cotangent was summed here, so that nobody else sees it
    noting = targets is not None or retain_grad
    alarm = _Alarm()
    # A zero cotangent gives zero, also through a rule that is singular there. 0 * inf raises the
    # floating-point flag "invalid", which NumPy looks at anyway, so watching costs nothing; 0 * NaN
    # raises none, but a NaN that came to nothing was dropped by some operation, which said so.
    careful = True in [node.hides_nan for node in order]
    with (
        np.errstate(divide="ignore", over="ignore", invalid="call", call=alarm),
        using_config("enable_backprop", wrap is not None),
    ):
        while order:
            node: Any = order.pop()
            g = pending.pop(node, None)
            if g is None:
                if node.ports is None:
                    continue
                g = _port_cotangents(node.ports, pending, found, targets)
                if g is None:
                    continue
                if retain_grad:
                    intermediate.extend(_live_outputs(node.ports, g))
            elif noting:
                if targets is not None and node in targets:
                    found[node] = g
                if retain_grad:
                    intermediate.append((node.output, g))
            if kept is not None:
                edges: Any = kept.get(node)
                if edges is None:
                    continue
            else:
                arity = node.arity
                edges = (
                    (node.edge0, node.edge1)
                    if arity == 2
                    else (node.edge0,)
                    if arity == 1
                    else node.edges
                )
            metas = node.metas
            rule = node if wrap is None else node.lifted(wrap)
            pullbacks = rule.pullbacks
            gxs: Any = None if pullbacks is not None else rule.pull(g)
            i = -1
            for edge in edges:
                i += 1
                if edge is None:
                    continue
                if pullbacks is not None:
                    gx = pullbacks[i](rule, g)
                    if alarm.rang or careful:
                        alarm.rang = False
                        if rule.elementwise:
                            gx = np.where(g == 0, 0, gx)
                else:
                    gx = gxs[i]
                    if gx is None:
                        continue
                if metas is not None:
                    gx = conform(gx, metas[i])
                if edge not in pending:
                    pending[edge] = gx
                elif edge in owned:
                    pending[edge] += gx
                else:
                    pending[edge] = total = pending[edge] + gx
                    if type(total) is np.ndarray:
                        owned.add(edge)
            if not retain_graph:
                node.metas = FREED
                if node.keeps:
                    node.release()
            g = gx = gxs = None  # nothing outlives its use
    pending.update(found)
    return pending, intermediate


def _port_cotangents(
    ports: tuple[tuple[ReferenceType[Port], Meta], ...],
    pending: dict[Any, Any],
    found: dict[Any, Any],
    targets: Collection[Any] | None,
) -> tuple[Any, ...] | None:
    """Return the cotangents of all outputs, zeros for those that nobody used; None if none was."""
    gs: list[Any] = []
    used = False
    for reference, (shape, dtype) in ports:
        port = reference()
        g = None if port is None else pending.pop(port, None)
        if g is None:
            g = np.zeros(shape, dtype)
        else:
            used = True
            if targets is not None and port in targets:
                found[port] = g
        gs.append(g)
    return tuple(gs) if used else None


def _live_outputs(
    ports: tuple[tuple[ReferenceType[Port], Meta], ...], gs: tuple[Any, ...]
) -> Iterable[tuple[Any, Any]]:
    for (reference, _), g in zip(ports, gs, strict=True):
        port = reference()
        if port is not None:
            yield port.output, g
