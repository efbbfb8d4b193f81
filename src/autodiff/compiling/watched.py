"""What a program took for granted of a function's surroundings, compared by value in each call.

An array that is found on a way which a program cannot be given it by (in a class, a set, a deque)
is a constant; here it is noted, with all that the function may reach in the same way, so that a
change is noticed and the function traced anew.
"""

from __future__ import annotations

import sys
from collections import deque
from functools import cached_property, partial
from types import CodeType, FunctionType, MethodType, ModuleType
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.operands import Box, is_dict, is_sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["FIXED", "NUMBERS", "Watched", "is_foreign", "mentions", "shared", "unwrapped"]

_OURS: Final = ("autodiff", "numpy", "scipy")
_OPEN: Final = frozenset({"types", "argparse", "collections"})
"""Modules of Python's whose objects hold what users put there."""
_BY_NAME: Final = frozenset({"getattr", "globals", "vars", "attrgetter", "methodcaller"})
"""What reads an attribute or a global name that stands in a string."""
NUMBERS: Final = frozenset({float, complex})
FIXED: Final = frozenset({int, bool, str, bytes, type(None)})


class Watched:
    """Objects and values that have to be the same in each call."""

    def __init__(self) -> None:
        self.mentioned: Final[set[str]] = set()
        self._checks: Final[list[tuple[Callable[[], Any], Any]]] = []
        self._seen: Final[dict[int, Any]] = {}
        self._classes: Final[list[type]] = []

    @property
    def empty(self) -> bool:
        """Whether there is nothing to compare."""
        return not self._checks

    def hold(self) -> bool:
        """Whether everything is as it was."""
        try:
            return all(_is_same(get(), expected) for get, expected in self._checks)
        except (KeyError, IndexError, AttributeError, ValueError, RuntimeError):
            return False

    def object(self, x: Any, get: Callable[[], Any]) -> None:
        """Note which object ``get`` finds, or which number or string."""
        self._checks.append((get, x))

    def structure(self, x: Any) -> None:
        """Note which elements a container has."""
        self._checks.append((partial(_structure, x), _structure(x)))

    def value(self, x: Any, get: Callable[[], Any]) -> None:
        """Note an object with all that can be reached from it."""
        if type(x) is np.ndarray or isinstance(x, np.generic) or type(x) in NUMBERS:
            self._checks.append((get, _Value(x)))
            return
        self.object(x, get)
        self.within(x)

    def within(self, x: Any) -> None:
        """Note all that can be reached from an object, which itself is noted."""
        if type(x) in FIXED or isinstance(x, Box) or id(x) in self._seen:
            return
        self._seen[id(x)] = x
        if isinstance(x, type):
            if not is_foreign(x.__module__):
                self._classes.append(x)
            return
        for y, get in (*_parts(x, self.mentioned), *_attributes(x)):
            self.value(y, get)
        if is_sequence(x) or is_dict(x) or _is_set(x) or _is_queue(x):
            self.structure(x)

    def settle(self) -> None:
        """Note what classes hold under names that some function mentions."""
        done: set[tuple[type, str]] = set()
        while new := [member for member in self._members() if member[:2] not in done]:
            for owner, name, y in new:
                done.add((owner, name))
                self.value(y, partial(_of_class, owner, name))

    def _members(self) -> list[tuple[type, str, Any]]:
        """Return what may be used of the classes so far: what is mentioned, and called unasked."""
        owners = {o for cls in self._classes for o in cls.__mro__ if not is_foreign(o.__module__)}
        return [
            (owner, name, y)
            for owner in owners
            for name, y in vars(owner).items()
            if name in self.mentioned or (name.startswith("__") and isinstance(y, FunctionType))
        ]


class _Value:
    """A number or a copy of an array, to be compared with."""

    __slots__ = ("bytes", "kind")

    def __init__(self, x: Any) -> None:
        self.kind: Final = _described(x)
        self.bytes: Final = _bytes(x)

    def is_of(self, x: Any) -> bool:
        return bool(_described(x) == self.kind and _bytes(x) == self.bytes)


def _described(x: Any) -> Any:
    return type(x), getattr(x, "dtype", None), getattr(x, "shape", None)


def _bytes(x: Any) -> Any:
    if type(x) is np.ndarray and x.dtype.kind == "O":
        return [id(y) for y in x.flat]
    return np.asarray(x).tobytes()


def _is_same(x: Any, expected: Any) -> bool:
    if type(expected) is _Value:
        return expected.is_of(x)
    return x is expected or (type(x) is type(expected) and type(x) in FIXED and bool(x == expected))


def _is_set(x: object) -> bool:
    return isinstance(x, (set, frozenset))


def _is_queue(x: object) -> bool:
    return isinstance(x, deque)


def _structure(x: Any) -> str:
    if is_dict(x):
        return repr([*x])
    return repr(sorted(map(repr, x))) if _is_set(x) else str(len(x))


def _parts(x: Any, mentioned: set[str]) -> Iterator[tuple[Any, Callable[[], Any]]]:
    """Return what an object refers to, each with a function that finds it again."""
    x = unwrapped(x) or x
    kind = x.__class__
    if kind is FunctionType:
        yield from _of_function(x, mentioned)
    elif kind is ModuleType:
        yield from _named(x, [] if is_foreign(x.__name__) else sorted(mentioned & set(dir(x))))
    elif kind is MethodType:
        yield from _named(x, ("__func__", "__self__"))
    elif kind is partial:
        yield from _named(x, ("func", "args", "keywords"))
    elif is_dict(x) or is_sequence(x) or _is_queue(x):
        keys: Any = [*x] if is_dict(x) else range(len(x))
        for key in keys:
            yield x[key], partial(_at, x, key)


def _attributes(x: Any) -> Iterator[tuple[Any, Callable[[], Any]]]:
    """Return what the user has put into an object, and its class."""
    kind: Any = x.__class__
    if not is_foreign(kind.__module__) or kind.__module__ in _OPEN:
        yield kind, partial(type, x)
        yield from _named(x, attributes(x))


def _named(x: Any, names: Iterable[str]) -> Iterator[tuple[Any, Callable[[], Any]]]:
    for name in names:
        yield getattr(x, name), partial(getattr, x, name)


def _of_function(f: FunctionType, mentioned: set[str]) -> Iterator[tuple[Any, Callable[[], Any]]]:
    module = str(f.__globals__.get("__name__", ""))
    ours = module.partition(".")[0] == "autodiff"
    if not ours and is_foreign(module):
        return
    names = mentions(f.__code__)
    mentioned |= names
    yield from _named(f, ("__code__", "__defaults__", "__kwdefaults__"))
    for cell in f.__closure__ or ():
        try:
            yield cell.cell_contents, partial(getattr, cell, "cell_contents")
        except ValueError:  # of a name that is assigned later
            continue
    for name in () if ours else sorted(names & f.__globals__.keys()):
        yield f.__globals__[name], partial(_at, f.__globals__, name)


def attributes(x: Any) -> list[str]:
    """Return the names of the attributes that an object has of its own."""
    slots = [
        name
        for owner in type(x).__mro__
        for name in _names(owner.__dict__.get("__slots__", ()))
        if name not in {"__dict__", "__weakref__"} and hasattr(x, name)
    ]
    return [*getattr(x, "__dict__", ()), *slots]


def _names(slots: Any) -> list[str]:
    return [slots] if isinstance(slots, str) else [*slots]


def shared(kind: Any, watched: Watched) -> dict[str, Any]:
    """Return what a class has for its objects; of what is overridden only note it."""
    found: dict[str, Any] = {}
    for owner in reversed(kind.__mro__):
        if not is_foreign(owner.__module__):
            held: dict[str, Any] = dict(owner.__dict__)
            for name in found.keys() & held.keys():
                watched.within(found[name])
            found.update(held)
    return found


def unwrapped(x: Any) -> Any:
    """Return the function in what a class has for a method, and in what ``wraps`` another."""
    if isinstance(x, (staticmethod, classmethod)):
        wrapped: Any = x.__func__  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]  # of anything
        return wrapped
    if isinstance(x, property):
        return x.fget
    if isinstance(x, cached_property):
        lazy: Any = x  # pyright: ignore[reportUnknownVariableType]  # as above
        return lazy.func
    if type(x).__name__ == "_lru_cache_wrapper":
        return x.__wrapped__
    return None


def is_foreign(module: str) -> bool:
    """Whether a module is none of the user's."""
    package = module.partition(".")[0]
    return package in _OURS or package in sys.stdlib_module_names - {"__main__"}


def mentions(code: CodeType) -> set[str]:
    """Return the names that a function, or one defined in it, mentions."""
    names = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            names |= mentions(constant)
    if names & _BY_NAME:
        names |= {c for c in code.co_consts if isinstance(c, str) and c.isidentifier()}
    return names


def _of_class(owner: type, name: str) -> Any:
    return vars(owner)[name]


def _at(container: Any, key: Any) -> Any:
    return container[key]
