"""How containers of each type are taken apart and put together."""

from __future__ import annotations

import dataclasses
from copy import copy
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["Kind", "kind_of", "register"]

C = TypeVar("C")


class Kind(NamedTuple):
    """How containers of one type are taken apart and put together."""

    children: Callable[[Any], tuple[Sequence[Any], Sequence[str], Any]]
    """Returns the children, how each is reached, and what else has to be known."""
    build: Callable[[Any, Sequence[Any]], Any]
    """Returns a container for what else has to be known, and children."""


def _elements(tree: Any) -> tuple[Sequence[Any], Sequence[str], Any]:
    kind: Any = tree.__class__
    return tree, [f"[{i}]" for i in range(len(tree))], kind


def _values(tree: Any) -> tuple[Sequence[Any], Sequence[str], Any]:
    cls: Any = tree.__class__
    keys: list[Any] = [*tree]
    # the keys as they are now, for the mapping may change before the structure is used
    context = keys, None if cls is dict else copy(tree)
    return list(tree.values()), [f"[{key!r}]" for key in keys], context


def _filled(context: Any, values: Sequence[Any]) -> Any:
    """Return a mapping of the same class, defaults and all."""
    keys, like = context
    pairs = zip(keys, values, strict=True)
    if like is None:
        return dict(pairs)
    new = copy(like)
    for key, value in pairs:  # an update() may do something else, as that of a Counter adds
        new[key] = value
    return new


def _slots(tree: Any) -> tuple[Sequence[Any], Sequence[str], Any]:
    kind: Any = tree.__class__
    return tree, [f".{name}" for name in tree._fields], kind


def _is_static(field: dataclasses.Field[Any]) -> bool:
    return bool(field.metadata.get("static", False))


def _fields(tree: Any) -> tuple[Sequence[Any], Sequence[str], Any]:
    names = [f.name for f in dataclasses.fields(tree) if not _is_static(f)]
    return [getattr(tree, name) for name in names], [f".{name}" for name in names], tree


def _replaced(like: Any, values: Sequence[Any]) -> Any:
    """Return a dataclass with other values, without running its ``__init__``.

    That may check or convert what it is given, and knows neither Variables nor cotangents.
    """
    kind: Any = like.__class__
    new: Any = object.__new__(kind)
    given = iter(values)
    for field in dataclasses.fields(like):
        value = getattr(like, field.name) if _is_static(field) else next(given)
        object.__setattr__(new, field.name, value)
    return new


def _sequence(kind: Any, values: Sequence[Any]) -> Any:
    return kind(values)


def _named_tuple(kind: Any, values: Sequence[Any]) -> Any:
    return kind._make(values)


_SEQUENCE: Final = Kind(_elements, _sequence)
_MAPPING: Final = Kind(_values, _filled)
_NAMED_TUPLE: Final = Kind(_slots, _named_tuple)
_DATACLASS: Final = Kind(_fields, _replaced)
_KINDS: Final[dict[type, Kind]] = {tuple: _SEQUENCE, list: _SEQUENCE, dict: _MAPPING}


def kind_of(tree: Any) -> Kind | None:
    """Return how ``tree`` is taken apart; None if it is no container."""
    cls: Any = tree.__class__
    kind = _KINDS.get(cls)
    if kind is not None:
        return kind
    if dataclasses.is_dataclass(cls):
        return _DATACLASS
    if hasattr(cls, "_fields") and issubclass(cls, tuple):
        return _NAMED_TUPLE
    return _MAPPING if issubclass(cls, dict) else None


def register(
    cls: type[C],
    flatten: Callable[[C], tuple[Iterable[Any], Any]],
    unflatten: Callable[[Any, tuple[Any, ...]], C],
) -> type[C]:
    """Make instances of ``cls`` containers.

    Parameters
    ----------
    cls
        The class itself; subclasses are registered on their own.
    flatten
        Returns an instance's children and whatever else ``unflatten`` needs.
    unflatten
        Returns an instance for that and for other children, of any type.

    Returns
    -------
    The class.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> class Line:
    ...     def __init__(self, slope, offset):
    ...         self.slope, self.offset = slope, offset
    >>> ad.trees.register(
    ...     Line, lambda line: ((line.slope, line.offset), None), lambda _, ab: Line(*ab)
    ... ).__name__
    'Line'
    >>> ad.grad(lambda line: line.slope * 3.0 + line.offset)(Line(2.0, 1.0)).slope
    3.0
    """

    def children(tree: C) -> tuple[Sequence[Any], Sequence[str], Any]:
        parts, context = flatten(tree)
        parts = tuple(parts)
        return parts, [f"<{cls.__name__} child {i}>" for i in range(len(parts))], context

    def build(context: Any, values: Sequence[Any]) -> C:
        return unflatten(context, tuple(values))

    _KINDS[cls] = Kind(children, build)
    return cls
