"""Containers of arrays: taken apart into leaves, and put together again as the same type.

Transforms take and return whatever users keep their parameters in. Tuples, lists, dicts,
NamedTuples and dataclasses are known, others are registered. A leaf is a Variable, an array or a
number. What can have no derivative in any program (``None``, a string, a bool, a function) is part
of the structure and comes back as it is; anything unknown is refused, for a parameter inside it
would silently get no gradient.

The standard library does it: next to one recorded operation a dispatch by type costs little, and
a compiled tree library would be a dependency at run time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from autodiff.operands import is_variable

from .kinds import kind_of, register
from .structure import LEAF, Structure, flatten

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "LEAF",
    "Structure",
    "flatten",
    "leaves",
    "map",
    "map_variables",
    "register",
    "variables",
]

C = TypeVar("C")


def leaves(tree: Any) -> list[Any]:
    """Return the arrays and numbers of a container, in order.

    Examples
    --------
    >>> from autodiff import trees
    >>> trees.leaves(((1.0, None), {"a": 2.0}))
    [1.0, 2.0]
    """
    return flatten(tree)[0]


def map(f: Callable[..., Any], tree: C, *others: C) -> C:  # noqa: A001  # it is what it is
    """Return a container of ``f`` of each leaf, or of the leaves at one place in several.

    Raises
    ------
    TypeError
        If the others are built otherwise than the first.

    Examples
    --------
    One step of gradient descent:

    >>> from autodiff import trees
    >>> parameters, gradient = {"w": 1.0, "b": 2.0}, {"w": 0.5, "b": -0.5}
    >>> trees.map(lambda p, g: p - 0.1 * g, parameters, gradient)
    {'w': 0.95, 'b': 2.05}
    """
    first, structure = flatten(tree)
    rest = [structure.leaves_of(other, f"container {i}") for i, other in enumerate(others, 1)]
    return structure.unflatten(f(*xs) for xs in zip(first, *rest, strict=True))  # type: ignore[no-any-return]  # built as tree is


def map_variables(f: Callable[[Any], Any], tree: Any) -> Any:
    """Return a container with ``f`` of each Variable in it; what has none stays as it is."""
    if is_variable(tree):
        return f(tree)
    kind = kind_of(tree)
    if kind is None:
        return tree
    children, _, context = kind.children(tree)
    mapped = [map_variables(f, child) for child in children]
    if all(a is b for a, b in zip(mapped, children, strict=True)):
        return tree  # as whoever made it knows it
    return kind.build(context, mapped)


def variables(tree: Any) -> list[Any]:
    """Return the Variables in a container; what is unknown has none."""
    if is_variable(tree):
        return [tree]
    kind = kind_of(tree)
    return [] if kind is None else [v for child in kind.children(tree)[0] for v in variables(child)]
