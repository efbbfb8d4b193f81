"""The arrays and numbers that a function takes from its surroundings, which are inputs too."""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import cached_property, partial
from types import CellType, FunctionType, MethodType, ModuleType
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.errors import TracingError
from autodiff.operands import Box, is_dict, is_list
from autodiff.trees.kinds import kind_of

from .watched import FIXED, NUMBERS, Watched, attributes, is_foreign, mentions, shared, unwrapped

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Surroundings"]

_MANY: Final = 1000
"""Containers of more elements are looked at as a whole."""
_OPEN: Final = frozenset({"types", "argparse"})
"""Modules of Python's whose objects have what attributes users give them."""


class Surroundings:
    """Where a function gets what it computes with, apart from its arguments.

    These are the names that it closes over, the global names that it mentions, defaults, what
    ``functools.partial`` and methods carry; the same of the functions, containers and objects of
    the user's own among these.

    Attributes
    ----------
    names
        What the function calls the inputs that were found.
    """

    def __init__(self, replace: Callable[[Any], Any]) -> None:
        self.names: Final[list[str]] = []
        self._replace: Final = replace
        self._inputs: Final[list[tuple[Callable[[], Any], Any]]] = []
        self._watched: Final = Watched()
        self._seen: Final[dict[int, Any]] = {}
        self._given: Final[list[tuple[str, Any, Any]]] = []
        self._alive: Final[list[Any]] = []

    @property
    def empty(self) -> bool:
        """Whether there is nothing to look at when a program runs."""
        return not self._inputs and self._watched.empty

    def without(self, x: Any) -> Any:
        """Return a function or an object with something else for what it captures."""
        return self._of(x, lambda: x, checked=False)

    def inputs(self) -> list[Any] | None:
        """Return the arrays and numbers as they are now; None if anything else has changed."""
        if not self._watched.hold():
            return None
        found: list[Any] = []
        for get, expected in self._inputs:
            try:
                x = get()
            except (KeyError, IndexError, AttributeError, ValueError):
                return None
            if _kind(x) != expected:
                return None
            found.append(x)
        return found

    def _of(self, x: Any, get: Callable[[], Any], *, checked: bool = True) -> Any:
        """Return ``x`` with what is captured in it replaced; ``get`` finds it again."""
        if _is_input(x):
            self._inputs.append((get, _kind(x)))
            self.names.append(_name(get))
            return self._replace(x)
        if id(x) in self._seen:
            return self._seen[id(x)]
        if checked:
            self._watched.object(x, get)
        self._alive.append(x)  # so that no other object gets its id
        return self._rebuilt(x)

    def _rebuilt(self, x: Any) -> Any:
        if type(x) in FIXED or isinstance(x, Box):
            return x
        for kind, rebuilt in _REBUILT.items():
            if isinstance(x, kind):
                return rebuilt(self, x)
        if isinstance(x, type):
            self._watched.within(x)
            return x
        if type(x).__module__.startswith("autodiff.") and hasattr(x, "__wrapped__"):
            return self.without(x.__wrapped__)  # compiled itself
        return self._object(x)

    def _bound(self, x: MethodType) -> Any:
        return MethodType(self.without(x.__func__), self.without(x.__self__))

    def _partial(self, x: partial[Any]) -> Any:
        return partial(self.without(x.func), *self._elements(x.args), **self._values(x.keywords))

    def _container(self, x: Any) -> Any:
        if type(x).__module__.startswith("scipy."):  # whose sparse matrices are dicts, some
            return x
        kind = kind_of(x)
        cls: Any = x.__class__
        new: Any
        if kind is None or len(x) > _MANY or (_is_plain(x) and not len(x)):
            self._watched.within(x)
            self._watched.structure(x)
            return x
        self._watched.structure(x)
        if _is_plain(x):
            new = self._values(x) if is_dict(x) else cls(self._elements(x))
        else:  # of a class of its own
            keys: Any = [*x] if is_dict(x) else range(len(x))
            parts = [self._of(x[key], partial(_at, x, key)) for key in keys]
            new = kind.build(kind.children(x)[2], parts)
            self._watched.within(cls)
        self._seen[id(x)] = new
        if cls is list or is_dict(x):
            self._given.append(("a list or a dict", new, copy.copy(new)))
        return new

    def _elements(self, x: Any) -> list[Any]:
        return [self._of(y, partial(_at, x, i)) for i, y in enumerate(x)]

    def _values(self, x: Any) -> dict[Any, Any]:
        return {key: self._of(y, partial(_at, x, key)) for key, y in x.items()}

    def _function(self, f: FunctionType) -> Any:
        module = str(f.__globals__.get("__name__", ""))
        ours = module.partition(".")[0] == "autodiff"
        if not ours and is_foreign(module):
            return f
        mentioned = mentions(f.__code__)
        self._watched.mentioned.update(mentioned)
        names: set[str] = set() if ours else mentioned & f.__globals__.keys()
        scope = dict(f.__globals__) if names else f.__globals__
        if id(f) in self._seen:
            return self._seen[id(f)]
        cells = tuple(CellType() for _ in f.__closure__ or ())
        new = FunctionType(f.__code__, scope, f.__name__, f.__defaults__, cells or None)
        self._seen[id(f)] = new
        new.__kwdefaults__ = None if f.__kwdefaults__ is None else self._values(f.__kwdefaults__)
        new.__defaults__ = None if f.__defaults__ is None else tuple(self._elements(f.__defaults__))
        new.__dict__.update(f.__dict__)
        names_of_cells = f.__code__.co_freevars
        for cell, old, name in zip(cells, f.__closure__ or (), names_of_cells, strict=True):
            try:
                content = old.cell_contents
            except ValueError:  # of a name that is assigned later
                continue
            get = partial(_content, old, name)
            cell.cell_contents = self._of(content, get, checked=not ours)
        for name in sorted(names):
            scope[name] = self._of(f.__globals__[name], partial(_at, f.__globals__, name))
        if names:
            self._given.append(("a global name", scope, {name: scope[name] for name in names}))
        return new

    def _module(self, x: ModuleType) -> Any:
        """Return a module of the user's with the arrays in it that functions so far mention."""
        mentioned = self._watched.mentioned
        if is_foreign(x.__name__) or mentioned.isdisjoint(vars(x)):
            return x
        new = ModuleType(x.__name__)
        new.__dict__.update(vars(x))
        self._seen[id(x)] = new
        for name in sorted(mentioned & vars(x).keys()):
            new.__dict__[name] = self._of(vars(x)[name], partial(getattr, x, name))
        return new

    def _object(self, x: Any) -> Any:
        """Return an object of the user's with what its attributes and methods hold replaced."""
        kind: Any = x.__class__
        own = attributes(x)
        if is_foreign(kind.__module__) and not (kind.__module__ in _OPEN and own):
            self._watched.within(x)
            return x
        try:
            new = copy.copy(x)
            object.__setattr__(
                new,
                "__class__",
                type(kind.__name__, (kind,), {"__module__": kind.__module__, "__slots__": ()}),
            )
        except Exception:  # noqa: BLE001  # what cannot be copied is used as it is
            self._watched.within(x)
            return x
        self._seen[id(x)] = new
        for name, value in shared(kind, self._watched).items():
            if name not in own:
                self._member(type(new), name, value, x)
        values = {name: self._of(getattr(x, name), partial(getattr, x, name)) for name in own}
        for name, value in values.items():
            object.__setattr__(new, name, value)
        self._given.append(("an attribute", new, values))
        return new

    def _member(self, kind: Any, name: str, value: Any, x: Any) -> None:
        """Give the class of an object a method, or a value, with something else for captures."""
        inner = unwrapped(value)
        if isinstance(value, FunctionType):
            setattr(kind, name, self._function(value))
        elif isinstance(inner, FunctionType):
            wrapper: Any = value.__class__
            if isinstance(value, property):
                setattr(kind, name, property(self._function(inner), value.fset, value.fdel))
            elif isinstance(value, (staticmethod, classmethod)):
                setattr(kind, name, wrapper(self._function(inner)))
            elif isinstance(value, cached_property):
                lazy: Any = cached_property(self._function(inner))
                lazy.__set_name__(kind, name)
                setattr(kind, name, lazy)
            else:
                self._watched.within(value)
        elif _is_data(value):
            setattr(kind, name, self._of(value, partial(getattr, x, name)))
        elif not name.startswith("__"):
            self._watched.within(value)

    def settle(self) -> None:
        """Note what there is under names that some function mentions, once all are known."""
        self._watched.settle()

    def require_unchanged(self) -> None:
        """Raise if the function has changed what it captures, as it would not do in each call."""
        for what, new, before in self._given:
            if is_list(before):
                changed = len(new) != len(before) or any(map(_differ, new, before))
            elif what == "an attribute":
                changed = any(_differ(getattr(new, name, None), y) for name, y in before.items())
            else:
                whole = what != "a global name" and len(new) != len(before)
                changed = whole or any(_differ(new.get(key), y) for key, y in before.items())
            if changed:
                msg = (
                    f"compile: f changes {what} of its surroundings, which would be done once, "
                    "while it is traced; return the new value"
                )
                raise TracingError(msg)


def _is_data(x: Any) -> bool:
    """Whether a class has ``x`` as a value for all its objects."""
    return isinstance(x, (np.ndarray, np.generic, int, float, complex, list, tuple, dict))


def _is_plain(x: object) -> bool:
    return type(x) in {tuple, list, dict}


def _differ(x: Any, y: Any) -> bool:
    return x is not y and not (type(x) is type(y) and type(x) in FIXED and x == y)


_REBUILT: Final[dict[Any, Callable[[Surroundings, Any], Any]]] = {
    FunctionType: Surroundings._function,  # of this module
    ModuleType: Surroundings._module,  # as above
    MethodType: Surroundings._bound,  # as above
    partial: Surroundings._partial,  # as above
    (tuple, list, dict): Surroundings._container,  # as above
}


def _is_input(x: Any) -> bool:
    """Whether ``x`` is an array or a number with a fractional part."""
    if type(x) is np.ndarray:
        return x.dtype.kind in "biufc"
    return type(x) in NUMBERS or isinstance(x, np.generic)


def _name(get: Any) -> str:
    """Return what the function calls what ``get`` finds."""
    last = get.args[-1] if isinstance(get, partial) else None
    return last if isinstance(last, str) else "captured"


def _content(cell: CellType, _name: str) -> Any:
    return cell.cell_contents


def _at(container: Any, key: Any) -> Any:
    return container[key]


def _kind(x: Any) -> Any:
    kind: Any = x.__class__
    return (x.dtype, x.shape) if kind is np.ndarray else kind
