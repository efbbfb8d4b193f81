"""A program of NumPy calls: what a trace leaves behind, and what the source is written from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.operands import is_sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CALL", "CONSTANT", "GUARD", "INPUT", "PART", "UPDATE", "VIEW", "Step", "operands"]

INPUT: Final = "input"  # given to each call
CONSTANT: Final = "constant"  # an array that the function made of nothing traced
CALL: Final = "call"  # a new array, or a number
VIEW: Final = "view"  # memory of its first operand
PART: Final = "part"  # one of several results
UPDATE: Final = "update"  # its first operand, with elements written to
GUARD: Final = "guard"  # what the program took for granted


class Step:
    """One value of a program, and how it is computed; every value is computed once.

    Attributes
    ----------
    kind
        One of the constants of this module.
    function
        What is called: a ufunc, a function of NumPy, a method of a ufunc; of a constant the array.
    args, kwargs
        What it is called with: other steps, numbers, shapes, in tuples and lists too.
    shape, dtype
        Of the value; a number of Python has the dtype None.
    contiguous
        Whether its elements lay in a row when it was traced.
    scalar
        Whether the value is a NumPy scalar or a number of Python, and no array.
    """

    __slots__ = (
        "args", "contiguous", "dtype", "function", "kind", "kwargs", "number", "operands", "scalar",
        "shape",
    )  # fmt: skip

    def __init__(
        self,
        kind: str,
        function: Any,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        value: Any,
    ) -> None:
        self.kind: Final = kind
        self.function: Any = function
        self.args: tuple[Any, ...] = args
        self.kwargs: Final = kwargs
        self.shape: tuple[int, ...] = getattr(value, "shape", ())
        self.dtype: Any = getattr(value, "dtype", None)
        self.scalar: bool = not isinstance(value, np.ndarray)
        self.contiguous: bool = bool(getattr(getattr(value, "flags", None), "c_contiguous", True))
        self.number: int = -1
        self.operands: tuple[Step, ...] = tuple(_within((*args, *kwargs.values())))

    def become(self, function: Any, args: tuple[Any, ...]) -> None:
        """Compute the same by another call."""
        self.function, self.args = function, args
        self.operands = tuple(_within(args))

    def __repr__(self) -> str:
        name = getattr(self.function, "__name__", "")
        return f"<{self.number}: {self.kind} {name} {self.dtype}{list(self.shape)}>"


def operands(step: Step) -> tuple[Step, ...]:
    """Return the steps that a step is computed from, one as often as it is named."""
    return step.operands


def _within(arguments: tuple[Any, ...]) -> Iterator[Step]:
    for x in arguments:
        if type(x) is Step:
            yield x
        elif is_sequence(x):
            yield from _within(tuple(x))
        elif type(x) is slice:
            yield from _within((x.start, x.stop, x.step))
