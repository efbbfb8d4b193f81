"""``compile``: a function that is traced once and then runs as straight-line NumPy."""

from __future__ import annotations

from functools import update_wrapper
from threading import RLock
from types import MethodType
from typing import TYPE_CHECKING, Any, Final, Generic, ParamSpec, TypeVar, overload

from numpy import ndarray

from .signature import NotPlainError, signature
from .version import Mismatch, Version

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Compiled", "compile"]

P = ParamSpec("P")
R = TypeVar("R")

_WAYS: Final = 8
"""So many ways through a function are compiled for one signature; others are not."""


_INVALID: Final = (ArithmeticError, ValueError)
"""What stops a program where a value is invalid; an error of the user's is raised a second time."""


class Compiled(Generic[P, R]):
    """A function that is compiled at its first call with arguments of each kind."""

    def __init__(self, f: Callable[P, R]) -> None:
        self._function: Final = f
        self._versions: Final[dict[Any, list[Version]]] = {}
        self._lock: Final = RLock()
        update_wrapper(self, f)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what the function returns."""
        leaves: Any = args
        key: Any = tuple([(x.dtype, x.shape) if x.__class__ is ndarray else None for x in args])
        if kwargs or None in key:  # not arrays alone
            leaves = []
            try:
                key = signature((args, kwargs) if kwargs else args, leaves)
            except NotPlainError:
                return self._function(*args, **kwargs)
        careful = False
        for version in self._versions.get(key, ()):
            if careful and not version.careful:
                continue
            try:
                return version(leaves)  # type: ignore[no-any-return]  # what f returns
            except Mismatch:
                continue
            except _INVALID:
                if version.careful:
                    raise
                careful = True
        return self._traced(key, leaves, careful, *args, **kwargs)

    def _traced(
        self, key: Any, leaves: list[Any], careful: bool, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        with self._lock:
            versions = self._versions.get(key, [])
            if len(versions) >= _WAYS:
                return self._function(*args, **kwargs)
            version = Version(self._function, args, kwargs, careful=careful)
            self._versions[key] = [version, *versions]
        try:
            return version(leaves)  # type: ignore[no-any-return]  # what f returns
        except _INVALID:
            if careful:
                raise
            return self._traced(key, leaves, True, *args, **kwargs)  # noqa: FBT003  # not public

    def __get__(self, instance: object, _owner: type | None = None) -> Any:
        """Return a method, for what is compiled as one."""
        return self if instance is None else MethodType(self, instance)

    @property
    def versions(self) -> int:
        """The number of programs so far."""
        return sum(map(len, self._versions.values()))

    @property
    def source(self) -> str:
        """The sources of all programs so far, the last first."""
        return "\n\n".join(v.source for group in self._versions.values() for v in group)


@overload
def compile(f: Callable[P, R]) -> Compiled[P, R]: ...
@overload
def compile(f: None = None) -> Callable[[Callable[P, R]], Compiled[P, R]]: ...
def compile(f: Callable[P, R] | None = None) -> Any:  # noqa: A001  # what it does
    """Return a function that is traced once and then runs as straight-line NumPy."""
    return Compiled if f is None else Compiled(f)
