"""A container apart from its leaves."""

from __future__ import annotations

from enum import Enum
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.operands import is_array, is_duck_array, is_scalar, is_variable

from .kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .kinds import Kind

__all__ = ["LEAF", "Structure", "flatten"]

_STATIC: Final = (
    *(str, bytes, bool, type(None), type, Enum, np.dtype, slice, type(Ellipsis)),
    *(FunctionType, BuiltinFunctionType, MethodType, np.ufunc),
)
_NUMBERS: Final = frozenset({float, complex, int})


class Structure:
    """What remains of a container without its leaves.

    Attributes
    ----------
    size
        Number of leaves.
    """

    __slots__ = ("children", "context", "kind", "paths", "size")

    def __init__(
        self,
        kind: Kind | None,
        context: Any = None,
        paths: Sequence[str] = (),
        children: Sequence[Structure] = (),
    ) -> None:
        self.kind: Final = kind
        self.context: Final = context
        self.paths: Final = tuple(paths)
        self.children: Final = tuple(children)
        self.size: int = sum(child.size for child in self.children)

    def unflatten(self, leaves: Iterable[Any]) -> Any:
        """Return the container with ``leaves`` in it (anything, in order)."""
        return self._take(iter(leaves))

    def _take(self, leaves: Iterator[Any]) -> Any:
        if self.kind is None:
            return self.context if self is not LEAF else next(leaves)
        return self.kind.build(self.context, [child._take(leaves) for child in self.children])

    def path(self, i: int) -> str:
        """Return how leaf ``i`` is reached, as in ``["layers"][0].w``."""
        for path, child in zip(self.paths, self.children, strict=True):
            if i < child.size:
                return path + child.path(i)
            i -= child.size
        return ""

    def leaves_of(self, tree: Any, what: str) -> list[Any]:
        """Return the leaves of another container of this structure.

        Raises
        ------
        TypeError
            If it is built otherwise; the message names the first difference.
        """
        if self is LEAF:
            return [tree]
        if self.kind is None:
            return []
        kind = kind_of(tree)
        if kind is not self.kind:
            msg = f"{what} is {type(tree)}, where {self._name()} is expected"
            raise TypeError(msg)
        children, paths, _ = self.kind.children(tree)
        found = dict(zip(paths, children, strict=True))
        if len(found) < len(paths):
            msg = f"{what} has keys that cannot be told apart: {', '.join(paths)}"
            raise TypeError(msg)
        if found.keys() != set(self.paths):
            msg = f"{what} has {', '.join(paths)}; expected are {', '.join(self.paths)}"
            raise TypeError(msg)
        return [
            leaf
            for path, child in zip(self.paths, self.children, strict=True)
            for leaf in child.leaves_of(found[path], what + path)
        ]

    def _name(self) -> str:
        return f"{type(self.unflatten([None] * self.size))}"


LEAF: Final = Structure(None)
LEAF.size = 1


def _is_plain(x: Any) -> bool:
    """Whether ``x`` is an array or a number."""
    return type(x) in _NUMBERS or is_array(x) or is_scalar(x) or is_duck_array(x)


def flatten(tree: Any, what: str = "the container") -> tuple[list[Any], Structure]:
    """Return the leaves of a container, in order, and its structure.

    Parameters
    ----------
    tree
        A container of containers, or a leaf itself.
    what
        What an error calls it.

    Raises
    ------
    TypeError
        If there is something that is neither known as a container nor as a leaf.

    Examples
    --------
    >>> from autodiff import trees
    >>> leaves, structure = trees.flatten({"w": [1.0, 2.0], "b": 3.0})
    >>> leaves
    [1.0, 2.0, 3.0]
    >>> structure.unflatten([10.0, 20.0, 30.0])
    {'w': [10.0, 20.0], 'b': 30.0}
    """
    if type(tree) is np.ndarray:
        return [tree], LEAF
    found: list[Any] = []
    return found, _flatten(tree, what, found)


def _flatten(tree: Any, what: str, found: list[Any]) -> Structure:
    if is_variable(tree) or _is_plain(tree):
        found.append(tree)
        return LEAF
    kind = kind_of(tree)
    if kind is None:
        if isinstance(tree, _STATIC):
            return Structure(None, tree)
        msg = (
            f"{what} is {type(tree)}, which is no array, number or known container; "
            "register it with autodiff.trees.register, or mark the dataclass field "
            "field(metadata={'static': True})"
        )
        raise TypeError(msg)
    children, paths, context = kind.children(tree)
    return Structure(
        kind,
        context,
        paths,
        [_flatten(child, what + path, found) for child, path in zip(children, paths, strict=True)],
    )
