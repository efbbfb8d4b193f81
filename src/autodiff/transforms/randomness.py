"""The states of the random generators that a function may draw from, so that it can draw again."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import partial
from types import CodeType, FunctionType, MethodType
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from typing import TypeAlias

    _Generator: TypeAlias = tuple[Callable[[], Any], Callable[[Any], None]]
    """How the state of a generator is read and written."""

__all__ = ["RandomStates"]

_CONTAINERS: Final = (tuple, list, set, frozenset)


class RandomStates:
    """What the generators within reach of a call would draw next.

    These are NumPy's and Python's own global ones, and all ``numpy.random.Generator``,
    ``RandomState`` and ``random.Random`` among the arguments, what the function closes over, the
    global names that it mentions, and the attributes of these.
    """

    def __init__(self, f: Callable[..., Any], arguments: Sequence[Any]) -> None:
        generators: list[_Generator] = [
            (np.random.get_state, np.random.set_state),
            *_generators([f, *arguments]),
        ]
        if (python := _python()) is not None:
            generators.append((python.getstate, python.setstate))
        self._states: Final = [(read, write, read()) for read, write in generators]

    def changed(self) -> bool:
        """Whether any has drawn since."""
        return any(repr(read()) != repr(state) for read, _, state in self._states)

    @contextmanager
    def again(self) -> Generator[None, None, None]:
        """Draw the same numbers within the block; afterwards all is as before."""
        before = [(write, read()) for read, write, _ in self._states]
        for _, write, state in self._states:
            write(state)
        try:
            yield
        finally:
            for write, state in before:
                write(state)


def _python() -> Any:
    """Return Python's own module, if anybody has imported it: only then can there be draws."""
    return sys.modules.get("random")


def _generators(roots: list[Any]) -> Iterator[_Generator]:
    """Return how to read and to write the state of each generator within reach."""
    seen: set[int] = set()
    stack = roots
    while stack:
        x = stack.pop()
        if id(x) in seen:
            continue
        seen.add(id(x))
        if isinstance(x, np.random.Generator):
            bits: Any = x.bit_generator
            yield partial(getattr, bits, "state"), partial(setattr, bits, "state")
        elif isinstance(x, np.random.RandomState):
            yield x.get_state, x.set_state
        elif (python := _python()) is not None and isinstance(x, python.Random):
            yield x.getstate, x.setstate
        else:
            stack.extend(_within(x))


def _within(x: Any) -> list[Any]:
    """Return what a function or a container reaches."""
    if isinstance(x, FunctionType):
        cells = [cell.cell_contents for cell in x.__closure__ or () if _is_filled(cell)]
        named = [x.__globals__[n] for n in _names(x.__code__) if n in x.__globals__]
        return [*cells, *(x.__defaults__ or ()), *(x.__kwdefaults__ or {}).values(), *named]
    if isinstance(x, MethodType):
        return [x.__func__, x.__self__]
    if isinstance(x, partial):
        return [x.func, *x.args, *x.keywords.values()]
    if isinstance(x, (dict, *_CONTAINERS)):
        return [*(x.values() if isinstance(x, dict) else x)]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType, reportUnknownMemberType]  # of anything
    of_the_language = isinstance(x, type) or type(x).__module__ in {"builtins", "numpy"}
    return [] if of_the_language else [*getattr(x, "__dict__", {}).values()]


def _is_filled(cell: Any) -> bool:
    try:
        return cell.cell_contents is not None
    except ValueError:  # as of a name that is assigned later
        return False


def _names(code: CodeType) -> set[str]:
    """Return the global names that a function, or one defined in it, mentions."""
    names = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            names |= _names(constant)
    return names
