"""The recorded graph: nodes, edges, and the order in which they were made.

A node is one call of an operation. It knows its inputs (``edges``), the arrays its pullbacks
read, and when it was made (``seq``). Nothing here knows ``Variable`` or any rule.
"""

from __future__ import annotations

from itertools import count
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol, TypeAlias

from .errors import GraphFreedError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from weakref import ReferenceType

    Wrap: TypeAlias = Callable[[Any, "Edge"], Any]

__all__ = [
    "FREED",
    "Edge",
    "Leaf",
    "Meta",
    "Mixes",
    "Node",
    "Port",
    "depths",
    "next_seq",
    "owner_of",
    "require_kept",
    "restricted",
    "topological",
]

Meta: TypeAlias = "tuple[tuple[int, ...], Any]"
"""Shape and dtype that a cotangent or a tangent has to have."""

Mixes: TypeAlias = str | tuple[int, ...] | None
"""Axes, or the name of the parameter that has them."""

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
        Shape and dtype of each input, and last of the output, where the operation broadcast or
        promoted, so that those of a cotangent differ; ``None`` where nothing did.
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
    diagonal: ClassVar[bool] = False
    """Whether the pullbacks are pushforwards, as those of elementwise operations mostly are."""
    scatters: ClassVar[bool] = False
    """Whether the pullback adds few elements into many zeros, which the sweep does in place."""
    replaces: ClassVar[bool] = False
    """Whether the cotangent passes but for few elements, which the sweep clears in place."""
    moves: ClassVar[bool] = False
    """Whether each element of the output is one of each input at most, times a constant."""
    gathers: ClassVar[bool] = False
    """Whether each element of an input is a term of one element of the output at most."""
    mixes: ClassVar[Mixes] = None
    """Axes of the input outside of which no element of the output depends on another's: the name
    of the parameter that has them, or the last ones, of which the output may have others."""
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
        return depths(topological([self], freed=True))[self] - 1

    def pull(self, g: Any) -> Sequence[Any]:
        """Return the cotangent of each input, ``None`` where there is none."""
        raise NotImplementedError

    def push(self, tangents: Sequence[Any]) -> Any:
        """Return the tangent of the output for those of the inputs, ``None`` for one that is 0."""
        raise NotImplementedError

    def release(self) -> None:
        """Drop the arrays kept for the pullbacks."""
        raise NotImplementedError

    def inner(self) -> tuple[Sequence[Node], Sequence[Edge], Sequence[Edge]] | None:
        """Return the stretch of program that the node stands for, if it does.

        Its nodes, oldest first; where it begins, an edge an input; where it ends, one an output.
        """
        return None

    def lifted(self, wrap: Wrap) -> Node:
        """Return a copy whose arrays are Variables, tied to where they came from."""
        raise NotImplementedError


class Scattering(Node):
    """A node whose cotangent is a few elements of its input's, as that of ``y = x[index]``."""

    __slots__ = ()
    scatters = True

    def add_into(self, total: Any, g: Any) -> None:
        """Add the cotangent of the output to that of the input, in place."""
        raise NotImplementedError

    def backward(self, g: Any, /) -> Any:
        """Return the cotangent of the input, an array that nobody else sees."""
        raise NotImplementedError

    @staticmethod
    def scatter_all(nodes: Sequence[Any], gs: Sequence[Any]) -> Any:
        """Return the sum of what all nodes, which share an input, scatter, as one operation."""
        raise NotImplementedError


class Port:
    """The end of an edge at one output of a node that has several."""

    __slots__ = ("__weakref__", "index", "output", "owner")

    def __init__(self, owner: Node, index: int) -> None:
        self.owner: Node = owner
        self.index: int = index
        self.output: ReferenceType[Any] | None = None


Edge: TypeAlias = Node | Port | Leaf | None


def owner_of(edge: Any) -> Any:
    """Return the node that a port is of; any other edge as it is."""
    return edge.owner if isinstance(edge, Port) else edge


def topological(
    roots: Iterable[Node | Port],
    *,
    since: int = 0,
    freed: bool = False,
    met: set[Any] | None = None,
) -> list[Node]:
    """Return all nodes from which the roots were computed, oldest first.

    Parameters
    ----------
    since
        None from before: so the recorded past of what a function closes over stays unseen.
    freed
        Whether nodes whose arrays are gone will do.
    met
        Where the way back ends; all edges that were met, and owners of ports, are added to it.
    """
    stack = [*{*map(owner_of, roots)}]
    seen: set[Any] = set() if met is None else met
    seen.update(stack, _NOWHERE)
    order: list[Node] = []
    while stack:
        node: Any = stack.pop()
        while node.seq >= since:
            if node.metas is FREED and not freed:
                require_kept([node])
            order.append(node)
            arity = node.arity  # written out in place of node.edges, which costs a call
            if arity == 1:
                edge = node.edge0
            elif arity == 2:
                edge = node.edge0
                other = node.edge1
                if other not in seen:
                    _meet(other, seen, stack)
            else:
                for edge in node.edges:
                    _meet(edge, seen, stack)
                break
            # the first edge is followed at once, and never on the stack
            if edge in seen:
                break
            if not isinstance(edge, Node):
                _meet(edge, seen, stack)
                break
            seen.add(edge)
            node = edge
    order.sort(key=_BY_SEQ)
    return order


def _meet(edge: Any, seen: set[Any], stack: list[Any]) -> None:
    """Note an edge, and the node that it leads to if that was not seen before."""
    if edge in seen:
        return
    seen.add(edge)
    if isinstance(edge, Node):
        stack.append(edge)
    elif isinstance(edge, Port) and edge.owner not in seen:
        seen.add(edge.owner)
        stack.append(edge.owner)


_NOWHERE: Final = (None,)
_BY_SEQ: Final = attrgetter("seq")


def depths(order: Iterable[Node]) -> dict[Node, int]:
    """Return how many nodes are on the longest way back from each, of all nodes oldest first."""
    found: dict[Any, int] = {}
    for node in order:
        found[node] = 1 + max((found.get(owner_of(e), 0) for e in node.edges), default=0)
    return found


def require_kept(nodes: Iterable[Node]) -> None:
    """Raise GraphFreedError if the arrays of one of the nodes are gone."""
    for node in nodes:
        if node.metas is FREED:
            msg = (
                f"the graph was freed at {type(node).__name__} by an earlier backward pass; "
                "pass retain_graph=True to the earlier one, or compute the result again"
            )
            raise GraphFreedError(msg)


def restricted(order: list[Node], targets: Collection[Any]) -> dict[Node, tuple[Edge, ...]]:
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
