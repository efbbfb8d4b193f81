"""The memory that nodes keep: found by looking through all that they refer to."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from autodiff.graph import Node, Port
from autodiff.guards import watched_by
from autodiff.operands import is_array, is_duck_array, is_scalar, is_variable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

__all__ = ["Memory"]

_OF_THE_GRAPH: Final = frozenset(
    {"__weakref__", "edge0", "edge1", "edges", "metas", "output", "ports", "seq"}
)
"""Slots of nodes with how they hang together."""


class Memory:
    """What the nodes of a graph keep, each memory once.

    Parameters
    ----------
    order
        The nodes, none of which is looked through for another.
    leaves
        Variables whose memory is the user's.
    """

    def __init__(self, order: Iterable[Node], leaves: Iterable[Any]) -> None:
        self._nodes: Final = {id(node) for node in order}
        self._seen: Final[set[int]] = set()
        self._user: Final = {id(owner_of(leaf._value)) for leaf in leaves}

    def kept_by(self, node: Node) -> Iterator[tuple[Any, bool]]:
        """Yield the arrays that no node before has kept, and whether each is the user's."""
        watched = {id(owner_of(array)) for array in watched_by(node)}
        for array in arrays_in(node, self._nodes):
            owner = owner_of(array)
            if id(owner) not in self._seen:
                self._seen.add(id(owner))
                yield owner, id(owner) in self._user or id(owner) in watched


def owner_of(array: Any) -> Any:
    """Return the array whose memory a view is of; what is no array as it is."""
    while is_array(array) and is_array(array.base):
        array = array.base
    return array


def arrays_in(node: Node, others: Collection[int]) -> Iterator[Any]:
    """Yield the arrays that a node keeps, also within objects of ours; not those of others."""
    seen: set[int] = {id(node)}
    stack: list[Any] = [*_attributes(node)]
    while stack:
        x = stack.pop()
        if id(x) in seen or id(x) in others:
            continue
        seen.add(id(x))
        if is_variable(x):
            stack.append(x._value)
        elif is_array(x) or is_scalar(x) or is_duck_array(x):
            yield x
        elif isinstance(x, (tuple, list, set, frozenset)):
            stack.extend(x)  # pyright: ignore[reportUnknownArgumentType]  # of anything
        elif isinstance(x, dict):
            stack.extend(x.values())  # pyright: ignore[reportUnknownArgumentType]  # as above
        elif not isinstance(x, (type, Port)) and type(x).__module__.startswith("autodiff."):
            stack.extend(_attributes(x))


def _attributes(x: Any) -> Iterator[Any]:
    """Yield what an object of ours refers to, but for how a node hangs together with others."""
    slots = chain.from_iterable(getattr(kind, "__slots__", ()) for kind in type(x).__mro__)
    for name in (*slots, *getattr(x, "__dict__", ())):
        if name not in _OF_THE_GRAPH or not isinstance(x, Node):
            value = getattr(x, name, None)
            if value is not None:
                yield value
