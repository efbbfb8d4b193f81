"""The steps of one call, noted while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from weakref import ref

import numpy as np

from autodiff.batching.many import ManyArrays
from autodiff.errors import TracingError
from autodiff.operands import Box, is_array, is_dict, is_list, is_sequence, is_slice

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
        self.error: Exception | None = None
        self._constants: Final[dict[int, tuple[Any, Any, Step]]] = {}
        self._known: Final[dict[Any, Step]] = {}
        self._values: Final[dict[Step, Any]] = {}

    def input(self, value: Any) -> Traced:
        """Return a traced array for what is given anew to each call."""
        step = self._added(Step(INPUT, None, (), {}, value))
        self._values[step] = value
        return Traced(value, step, self, own=False)

    def run(self, f: Any, args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
        """Return what NumPy gives for the values; an error may be one of the values."""
        try:
            return f(*concrete(tuple(args)), **concrete(kwargs))
        except (ValueError, ArithmeticError) as error:
            self.error = error
            raise

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
        value: Any = self._values.get(step)
        return value() if _is_reference(value) else value

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
        if is_sequence(x):
            parts = [self.lowered(part) for part in x]
            return parts if is_list(x) else tuple(parts)
        if is_slice(x):
            return slice(self.lowered(x.start), self.lowered(x.stop), self.lowered(x.step))
        return x

    def step(
        self, kind: str, f: Any, args: Sequence[Any], kwargs: dict[str, Any], value: Any
    ) -> Step:
        """Return the step for a call, the one that there is already if it is the same."""
        lowered = tuple(self.lowered(x) for x in args)
        named = {key: self.lowered(x) for key, x in kwargs.items()}
        key: Any = (kind, key_of(f), key_of(lowered), key_of(named))
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._added(Step(kind, f, lowered, named, value))
        if is_array(value):
            self._values[known] = value if value.size <= _FEW else ref(value)
        elif not is_sequence(value):
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
        if is_sequence(value):
            whole = self.step(kind, f, args, kwargs, value)
            parts: list[Any] = [
                Traced(part, self.step(PART, i, (Traced(None, whole, self),), {}, part), self)
                for i, part in enumerate(value)
            ]
            if hasattr(value, "_fields"):
                return type(value)(*parts)
            return parts if is_list(value) else tuple(parts)
        step = self.step(kind, f, args, kwargs, value)
        if kind != VIEW:
            return Traced(value, step, self)
        return args[0].view(Traced(value, step, self, own=False))


def _is_same(copy: Any, array: Any) -> bool:
    same = copy.dtype == array.dtype and copy.shape == array.shape
    return bool(same and copy.tobytes() == array.tobytes())


def _is_stale(x: Traced) -> bool:
    return x.stale or (x.base is not None and _is_stale(x.base))


def _is_reference(x: object) -> bool:
    return isinstance(x, ref)


def _is_float(x: object) -> bool:
    return isinstance(x, (float, complex, np.generic))


def key_of(x: Any) -> Any:
    """Return what is equal for equal arguments, of equal types."""
    if isinstance(x, Step):
        return x.number
    if is_sequence(x):
        return (type(x).__name__, *map(key_of, x))
    if is_dict(x):
        return tuple((name, key_of(part)) for name, part in sorted(x.items()))
    if is_slice(x):
        return ("slice", key_of(x.start), key_of(x.stop), key_of(x.step))
    try:
        hash(x)
    except TypeError:
        return ("id", id(x))
    return (x.__class__.__name__, repr(x) if _is_float(x) else x)


def traced_in(x: Any) -> Iterator[Traced]:
    """Return the traced arrays in arguments."""
    stack: list[Any] = [x]
    while stack:
        y = stack.pop()
        if type(y) is Traced:
            yield y
        elif is_sequence(y):
            stack.extend(y)
        elif is_dict(y):
            stack.extend(y.values())
        elif is_slice(y):
            stack += (y.start, y.stop, y.step)


def holds_others(x: Any) -> bool:
    """Whether a Variable or a batch is among arguments, which then has to answer."""
    if is_sequence(x):
        return any(map(holds_others, x))
    return isinstance(x, (Box, ManyArrays))


def trace_of(x: Any) -> Trace:
    """Return the trace that a traced array in arguments belongs to."""
    return next(traced_in(x)).program  # type: ignore[no-any-return]  # a Trace


def concrete(x: Any) -> Any:
    """Return arguments with the values of the traced arrays in them."""
    if type(x) is Traced:
        return x.value
    if is_sequence(x):
        parts = [concrete(part) for part in x]
        if hasattr(x, "_fields"):
            return type(x)(*parts)
        return parts if is_list(x) else tuple(parts)
    if is_slice(x):
        return slice(concrete(x.start), concrete(x.stop), concrete(x.step))
    if type(x) is dict:  # SciPy has a sparse matrix that is one too
        return {key: concrete(part) for key, part in x.items()}  # pyright: ignore[reportUnknownVariableType]  # as above
    return x
