"""The steps of one call, noted while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from weakref import ref

import numpy as np

from autodiff.batching.many import ManyArrays
from autodiff.errors import TracingError
from autodiff.operands import Box

from .steps import CONSTANT, INPUT, PART, VIEW, Step
from .traced import Traced

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Trace", "concrete", "holds_others", "key_of", "trace_of", "traced_in"]

_FEW: Final = 1000
"""Values of so many elements are kept until the trace is done."""


class Trace:
    """The steps so far of one call that is being traced."""

    def __init__(self, *, careful: bool = False) -> None:
        self.steps: Final[list[Step]] = []
        self.careful: Final = careful
        self._constants: Final[dict[int, tuple[Any, Any, Step]]] = {}
        self._known: Final[dict[Any, Step]] = {}
        self._values: Final[dict[Step, Any]] = {}

    def input(self, value: Any) -> Traced:
        """Return a traced array for what is given anew to each call."""
        step = self._added(Step(INPUT, None, (), {}, value))
        self._values[step] = value
        return Traced(value, step, self, own=False)

    def constant(self, array: Any) -> Step:
        """Return the step of an array that the function computed of nothing traced.

        A copy, for the function may write to the array afterwards, and then use it again.
        """
        _, copy, step = self._constants.get(id(array), (None, None, None))
        if step is None or not _is_same(copy, array):
            copy = array.copy("K")
            step = self._added(Step(CONSTANT, copy, (), {}, array))
            self._constants[id(array)] = array, copy, step
        return step

    def value(self, step: Step) -> Any:
        """Return what a step gave, if it is still there; None otherwise."""
        value = self._values.get(step)
        return value() if isinstance(value, ref) else value

    def _added(self, step: Step) -> Step:
        step.number = len(self.steps)
        self.steps.append(step)
        return step

    def lowered(self, x: Any) -> Any:
        """Return an argument with the steps of the traced arrays in it."""
        if type(x) is Traced:
            if x.program is not self:
                msg = (
                    "compile: a traced array of another call is used; functions must not keep them"
                )
                raise TracingError(msg)
            if _is_stale(x):
                msg = (
                    "compile: a view is used after the array was written to, and the program "
                    "would not see what was written; take the view after that, or a copy"
                )
                raise TracingError(msg)
            return x.step
        if isinstance(x, np.ndarray):
            return self.constant(x)
        if isinstance(x, (list, tuple)):
            parts: Any = [self.lowered(part) for part in x]  # pyright: ignore[reportUnknownVariableType]  # of anything
            return parts if isinstance(x, list) else tuple(parts)
        if isinstance(x, slice):
            return slice(self.lowered(x.start), self.lowered(x.stop), self.lowered(x.step))
        return x

    def step(
        self, kind: str, f: Any, args: Sequence[Any], kwargs: dict[str, Any], value: Any
    ) -> Step:
        """Return the step for a call, the one that there is already if it is the same."""
        lowered = tuple(self.lowered(x) for x in args)
        named = {key: self.lowered(x) for key, x in kwargs.items()}
        key = (kind, key_of(f), key_of(lowered), key_of(named))
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._added(Step(kind, f, lowered, named, value))
        if isinstance(value, np.ndarray):
            self._values[known] = value if value.size <= _FEW else ref(value)
        elif not isinstance(value, (tuple, list)):
            self._values[known] = value
        return known

    def has(self, kind: str, f: Any, args: Sequence[Any]) -> bool:
        """Whether there is a step for a call."""
        lowered = tuple(self.lowered(x) for x in args)
        return (kind, key_of(f), key_of(lowered), ()) in self._known

    def result(
        self, kind: str, f: Any, args: Sequence[Any], kwargs: dict[str, Any], value: Any
    ) -> Any:
        """Return what a call gave, traced."""
        if isinstance(value, (tuple, list)):
            whole = self.step(kind, f, args, kwargs, value)
            parts: list[Any] = [
                Traced(part, self.step(PART, i, (Traced(None, whole, self),), {}, part), self)
                for i, part in enumerate(value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]  # of anything
            ]
            if hasattr(value, "_fields"):
                return type(value)(*parts)  # pyright: ignore[reportUnknownVariableType]  # as above
            return parts if isinstance(value, list) else tuple(parts)
        step = self.step(kind, f, args, kwargs, value)
        if kind != VIEW:
            return Traced(value, step, self)
        return args[0].view(Traced(value, step, self, own=False))


def _is_same(copy: Any, array: Any) -> bool:
    same = copy.dtype == array.dtype and copy.shape == array.shape
    return bool(same and copy.tobytes() == array.tobytes())


def _is_stale(x: Traced) -> bool:
    return x.stale or (x.base is not None and _is_stale(x.base))


def key_of(x: Any) -> Any:
    """Return what is equal for equal arguments, of equal types."""
    if isinstance(x, Step):
        return x.number
    if isinstance(x, (tuple, list)):
        return (type(x).__name__, *map(key_of, x))  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]  # of anything
    if isinstance(x, dict):
        return tuple((name, key_of(part)) for name, part in sorted(x.items()))  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]  # as above
    if isinstance(x, slice):
        return ("slice", key_of(x.start), key_of(x.stop), key_of(x.step))
    try:
        hash(x)
    except TypeError:
        return ("id", id(x))
    return (type(x).__name__, repr(x) if isinstance(x, (float, complex, np.generic)) else x)


def traced_in(x: Any) -> Iterator[Traced]:
    """Return the traced arrays in arguments."""
    stack = [x]
    while stack:
        y = stack.pop()
        if type(y) is Traced:
            yield y
        elif isinstance(y, (tuple, list)):
            stack.extend(y)  # pyright: ignore[reportUnknownArgumentType]  # of anything
        elif isinstance(y, dict):
            stack.extend(y.values())  # pyright: ignore[reportUnknownArgumentType]  # as above
        elif isinstance(y, slice):
            stack += (y.start, y.stop, y.step)


def holds_others(x: Any) -> bool:
    """Whether a Variable or a batch is among arguments, which then has to answer."""
    if isinstance(x, (tuple, list)):
        return any(map(holds_others, x))  # pyright: ignore[reportUnknownArgumentType]  # of anything
    return isinstance(x, (Box, ManyArrays))


def trace_of(x: Any) -> Trace:
    """Return the trace that a traced array in arguments belongs to."""
    return next(traced_in(x)).program  # type: ignore[no-any-return]  # a Trace


def concrete(x: Any) -> Any:
    """Return arguments with the values of the traced arrays in them."""
    if type(x) is Traced:
        return x.value
    if isinstance(x, (tuple, list)):
        parts: Any = [concrete(part) for part in x]  # pyright: ignore[reportUnknownVariableType]  # of anything
        if hasattr(x, "_fields"):
            return type(x)(*parts)  # pyright: ignore[reportUnknownVariableType]  # as above
        return parts if isinstance(x, list) else tuple(parts)
    if isinstance(x, slice):
        return slice(concrete(x.start), concrete(x.stop), concrete(x.step))
    if type(x) is dict:  # SciPy has a sparse matrix that is one too
        return {key: concrete(part) for key, part in x.items()}  # pyright: ignore[reportUnknownVariableType]  # as above
    return x
