"""The arrays and numbers that a function takes from its surroundings, which are inputs too."""

from __future__ import annotations

import copy
import sys
from collections.abc import Callable
from functools import partial
from types import CellType, CodeType, FunctionType, MethodType, ModuleType
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.operands import Box

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Surroundings"]

_OURS: Final = ("autodiff", "numpy", "scipy")
_NUMBERS: Final = frozenset({float, complex})
_FIXED: Final = frozenset({int, bool, str, bytes, type(None)})
_MANY: Final = 1000
"""Containers of more elements are looked at as a whole."""


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
        self._fixed: Final[list[tuple[Callable[[], Any], Any]]] = []
        self._seen: Final[dict[int, Any]] = {}
        self._mentioned: set[str] = set()
        self._alive: Final[list[Any]] = []

    @property
    def empty(self) -> bool:
        """Whether there is nothing to look at when a program runs."""
        return not (self._inputs or self._fixed)

    def without(self, x: Any) -> Any:
        """Return a function or an object with something else for what it captures."""
        return self._of(x, lambda: x, checked=False)

    def inputs(self) -> list[Any] | None:
        """Return the arrays and numbers as they are now; None if anything else has changed."""
        for get, expected in self._fixed:
            try:
                x = get()
            except (KeyError, IndexError, AttributeError, ValueError):
                return None
            alike = type(x) is type(expected) and type(x) in _FIXED and x == expected
            if x is not expected and not alike:
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
            self._fixed.append((get, x))
        if type(x) in _FIXED or isinstance(x, (type, Box)):
            return x
        self._alive.append(x)  # so that no other object gets its id
        for kind, rebuilt in _REBUILT.items():
            if isinstance(x, kind):
                return rebuilt(self, x)
        return self._object(x)

    def _bound(self, x: MethodType) -> Any:
        return MethodType(self.without(x.__func__), self.without(x.__self__))

    def _partial(self, x: partial[Any]) -> Any:
        return partial(self.without(x.func), *self._elements(x.args), **self._values(x.keywords))

    def _container(self, x: Any) -> Any:
        if type(x) not in {tuple, list, dict} or len(x) > _MANY:
            return x
        return self._values(x) if type(x) is dict else type(x)(self._elements(x))

    def _elements(self, x: Any) -> list[Any]:
        return [self._of(y, partial(_at, x, i)) for i, y in enumerate(x)]

    def _values(self, x: Any) -> dict[Any, Any]:
        return {key: self._of(y, partial(_at, x, key)) for key, y in x.items()}

    def _function(self, f: FunctionType) -> Any:
        module = str(f.__globals__.get("__name__", ""))
        ours = module.partition(".")[0] == "autodiff"
        if not ours and _is_foreign(module):
            return f
        mentioned = _names(f.__code__)
        self._mentioned |= mentioned
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
        return new

    def _module(self, x: ModuleType) -> Any:
        """Return a module of the user's with the arrays in it that functions so far mention."""
        if _is_foreign(x.__name__) or self._mentioned.isdisjoint(vars(x)):
            return x
        new = ModuleType(x.__name__)
        new.__dict__.update(vars(x))
        self._seen[id(x)] = new
        for name in sorted(self._mentioned & vars(x).keys()):
            new.__dict__[name] = self._of(vars(x)[name], partial(getattr, x, name))
        return new

    def _object(self, x: Any) -> Any:
        """Return an object of the user's with what its attributes and methods hold replaced."""
        kind: Any = type(x)
        if _is_foreign(kind.__module__) or not hasattr(x, "__dict__"):
            return x
        shared = {
            name: value
            for owner in reversed(kind.__mro__)
            if not _is_foreign(owner.__module__)
            for name, value in vars(owner).items()
        }
        try:
            new = copy.copy(x)
            new.__class__ = type(kind.__name__, (kind,), {"__module__": kind.__module__})
        except Exception:  # noqa: BLE001  # what cannot be copied is used as it is
            return x
        self._seen[id(x)] = new
        for name, value in shared.items():
            if isinstance(value, FunctionType):
                setattr(type(new), name, self._function(value))
            elif isinstance(value, property) and isinstance(value.fget, FunctionType):
                setattr(type(new), name, property(self._function(value.fget)))
            elif name not in vars(x) and _is_data(value):
                new.__dict__[name] = self._of(value, partial(getattr, x, name))
        new.__dict__.update(
            (name, self._of(value, partial(getattr, x, name))) for name, value in vars(x).items()
        )
        return new


def _is_data(x: Any) -> bool:
    """Whether a class has ``x`` as a value for all its objects."""
    return isinstance(x, (np.ndarray, np.generic, int, float, complex, list, tuple, dict))


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
    return type(x) in _NUMBERS or isinstance(x, np.generic)


def _is_foreign(module: str) -> bool:
    """Whether a module is none of the user's."""
    package = module.partition(".")[0]
    return package in _OURS or package in sys.stdlib_module_names - {"__main__"}


def _name(get: Any) -> str:
    """Return what the function calls what ``get`` finds."""
    last = get.args[-1] if isinstance(get, partial) else None
    return last if isinstance(last, str) else "captured"


def _content(cell: CellType, _name: str) -> Any:
    return cell.cell_contents


def _at(container: Any, key: Any) -> Any:
    return container[key]


def _kind(x: Any) -> Any:
    return (x.dtype, x.shape) if type(x) is np.ndarray else type(x)


def _names(code: CodeType) -> set[str]:
    """Return the names that a function, or one defined in it, mentions."""
    names = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            names |= _names(constant)
    return names
