"""``compile``: a function that is traced once and then runs as straight-line NumPy."""

from __future__ import annotations

from functools import partial, update_wrapper
from threading import RLock
from types import MethodType
from typing import (
    TYPE_CHECKING,
    Any,
    Concatenate,
    Final,
    Generic,
    ParamSpec,
    Self,
    TypeVar,
    overload,
)

from numpy import ndarray

from .signature import Mismatch, NotPlainError, signature

if TYPE_CHECKING:
    from collections.abc import Callable
    from os import PathLike

    from .version import Version

__all__ = ["Compiled", "compile"]

F = TypeVar("F", bound="Callable[..., Any]")
P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S")

_WAYS: Final = 8
"""So many ways through a function are compiled for one signature; others are not."""


_INVALID: Final = (ArithmeticError, ValueError)
"""What stops a program where a value is invalid; an error of the user's is raised a second time."""


def _is_plain(args: Any) -> bool:
    try:
        signature(args, [])
    except NotPlainError:
        return False
    return True


class Compiled(Generic[F]):
    """A function that is compiled at its first call with arguments of each kind."""

    def __init__(self, f: F, threads: int = 1) -> None:
        self._function: Final = f
        self._threads: Final = threads
        self._versions: Final[dict[Any, list[Version]]] = {}
        self._made: Final[list[Version]] = []
        self._lock: Final = RLock()
        self.__wrapped__: F
        update_wrapper(self._callable, f)

    @property
    def _callable(self) -> Any:
        return self  # whose __call__ has a type that is known when f has one

    if TYPE_CHECKING:

        @property
        def __call__(self) -> F:
            """What is called: a function of the same type."""
            ...

    else:

        def __call__(self, *args: Any, **kwargs: Any) -> Any:
            """Return what the function returns."""
            leaves: Any = args
            key: Any = tuple(
                [(x.dtype, x.shape) if x.__class__ is ndarray else None for x in leaves]
            )
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
                    return version(leaves)
                except Mismatch:
                    continue
                except _INVALID:
                    if version.careful:
                        raise
                    careful = True
            return self._traced(key, leaves, careful, args, kwargs)

    def _traced(self, key: Any, leaves: list[Any], careful: bool, args: Any, kwargs: Any) -> Any:
        from .version import Version  # noqa: PLC0415  # not before something is compiled

        version: Any = None
        with self._lock:
            versions = self._versions.get(key, [])
            if len(versions) < _WAYS and _is_plain(args):
                version = Version(
                    self._function, args, kwargs, careful=careful, threads=self._threads
                )
                self._versions[key] = [version, *versions]
                self._made.append(version)
        if version is None:
            return self._function(*args, **kwargs)
        try:
            return version(leaves)
        except Mismatch:  # views turned out to be copies
            return self._function(*args, **kwargs)
        except _INVALID:
            if careful:
                raise
            return self._traced(key, leaves, True, args, kwargs)

    @overload
    def __get__(self, instance: None, _owner: type, /) -> Self: ...
    @overload
    def __get__(
        self: Compiled[Callable[Concatenate[S, P], R]],
        instance: S,
        _owner: type | None = None,
        /,
    ) -> Callable[P, R]: ...
    def __get__(self, instance: Any, _owner: type | None = None, /) -> Any:
        """Return a method, for what is compiled as one."""
        return self if instance is None else MethodType(self._callable, instance)

    @property
    def versions(self) -> int:
        """The number of programs so far."""
        return len(self._made)

    @property
    def source(self) -> str:
        """The sources of all programs so far, the last first."""
        return "\n\n".join(version.source for version in reversed(self._made))

    def save(self, path: str | PathLike[str], version: int = 0) -> None:
        """Write a program as a module that needs NumPy alone, with a function ``run``.

        Its parameters are the arrays and floats in the arguments, then those that ``f`` takes from
        its surroundings. What is static is part of the program. There is no other program that it
        could go over to: where its arguments are of another kind or go another way it raises the
        module's ``Mismatch``, and ``FloatingPointError`` where a value is invalid.

        Parameters
        ----------
        path
            The file, which is overwritten.
        version
            Which program: 0 is the newest, 1 the one before, and so on.

        Raises
        ------
        ValueError
            If there is no such program, or it needs a large array that is no argument.
        """
        from pathlib import Path  # noqa: PLC0415  # not before something is saved

        from .saving import module  # noqa: PLC0415  # as above

        if not 0 <= version < len(self._made):
            msg = f"compile: save: there are {len(self._made)} programs so far, got {version}"
            raise ValueError(msg)
        text = module(self._made[-1 - version])
        Path(path).write_text(text, encoding="utf-8")


@overload
def compile(  # noqa: A001  # what it does
    f: F, *, threads: int = 1
) -> Compiled[F]: ...
@overload
def compile(  # noqa: A001  # as above
    f: None = None, *, threads: int = 1
) -> Callable[[F], Compiled[F]]: ...
def compile(f: Any = None, *, threads: int = 1) -> Any:  # noqa: A001  # as above
    """Return a function that is traced at its first call and then runs as straight-line NumPy.

    What ``f`` asks of NumPy is noted once for each kind of arguments, with derivatives that are
    taken within, and written down as Python source: what is computed twice is computed once, what
    nobody needs is left out, arrays that are not needed any more are written into, and large
    elementwise stretches with the sums that close them are done in blocks that fit the cache.

    Parameters
    ----------
    f
        A function of arrays and numbers, in containers too; mostly a transform, as in
        ``compile(value_and_grad(loss))``. It has to be pure: what it does besides computing is done
        while it is traced, and not afterwards.
    threads
        How many threads share the blocks of large arrays.

    Returns
    -------
    A function with the parameters and the results of ``f``. A new program is made for arguments of
    other shapes or dtypes, other integers, strings or functions, and where ``f`` goes another way
    by the truth of a value; of more than eight ways ``f`` itself is called. Arrays and floats that
    ``f`` takes from its surroundings (globals, closures, defaults, attributes) are inputs, read
    anew in each call. With Variables as arguments ``f`` itself is called. Results are new arrays.

    Raises
    ------
    TracingError
        If ``f`` asks for what only the values of a call can tell (``float(x)``, ``x.item()``,
        ``np.asarray(x)``), writes to an argument, draws random numbers, or calls what NumPy's
        protocols do not reach.

    Notes
    -----
    Programs give no floating-point warnings. Sums may be rounded in another order than by ``f``,
    and small powers and functions of single numbers differently by a unit in the last place.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> @ad.compile
    ... def slope(x):
    ...     return ad.grad(lambda x: np.sum(np.sin(x) ** 2))(x)
    >>> slope(np.array([0.0, np.pi / 4])).round(6)
    array([0., 1.])
    >>> print(slope.source)
    import numpy as np
    from numpy.typing import NDArray
    <BLANKLINE>
    <BLANKLINE>
    def run(x: NDArray[np.float64]) -> NDArray[np.float64]:
        t1 = np.sin(x)
        t1 += t1
        t3 = np.cos(x)
        t1 *= t3
        return t1
    <BLANKLINE>
    """
    if threads < 1:
        msg = f"compile: threads is at least 1, got {threads}"
        raise ValueError(msg)
    if f is None:
        return partial(Compiled, threads=threads)
    if not callable(f):
        msg = f"compile: f is a function, got {type(f)}"
        raise TypeError(msg)
    return Compiled(f, threads)
