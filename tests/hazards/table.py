"""A row of the table: what somebody might write, a program that does it, and what is promised.

A promise is one of two. *Right*: the program returns these values, which stand in the row as a
closed form or come from a complex step, never from this library. *Refused*: it raises this
exception, whose message, or that of an exception that it was raised from, names the remedy.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

import numpy as np

__all__ = ["FAMILIES", "Family", "Hazard", "Refused", "Right", "complex_step"]

Program = Callable[[], Any]
P = TypeVar("P", bound=Program)

FAMILIES: Final[list[Family]] = []
"""In the order of the page."""


@dataclass(frozen=True)
class Right:
    """The program returns these values, but for rounding."""

    values: Any
    """Numbers, nested as the result is; a function of no arguments is called for them."""
    rtol: float = 1e-12

    def __str__(self) -> str:
        return "right"

    def check(self, program: Program) -> None:
        """Run the program and compare."""
        values = self.values() if callable(self.values) else self.values
        assert_same(program(), values, self.rtol)


@dataclass(frozen=True)
class Refused:
    """The program raises, and says what to do instead."""

    error: type[BaseException]
    message: str
    """A regular expression that the text of the exception, or of a cause of it, matches."""

    def __str__(self) -> str:
        return f"refused with `{self.error.__name__}`"

    def check(self, program: Program) -> None:
        """Run the program and look at what it raises."""
        try:
            result = program()
        except self.error as raised:
            text = "\n".join(told(raised))
            assert re.search(self.message, text, re.DOTALL), text
        else:
            raise AssertionError(f"not refused, but {result!r}")  # noqa: EM102, TRY003  # of a test


@dataclass(frozen=True)
class Hazard:
    """One row."""

    name: str
    family: str
    written: str
    program: Program
    outcome: Right | Refused


@dataclass
class Family:
    """Hazards of one kind; its methods decorate programs."""

    name: str
    rows: list[Hazard] = field(default_factory=list)

    def __post_init__(self) -> None:
        FAMILIES.append(self)

    def right(self, written: str, values: Any, rtol: float = 1e-12) -> Callable[[P], P]:
        """Promise that the program returns these values."""
        return self._row(written, Right(values, rtol))

    def refused(self, written: str, error: type[BaseException], message: str) -> Callable[[P], P]:
        """Promise that the program raises this."""
        return self._row(written, Refused(error, message))

    def _row(self, written: str, outcome: Right | Refused) -> Callable[[P], P]:
        def add(program: P) -> P:
            self.add(program.__name__, written, program, outcome)
            return program

        return add

    def add(self, name: str, written: str, program: Program, outcome: Right | Refused) -> None:
        """Add one row."""
        self.rows.append(Hazard(name, self.name, written, program, outcome))


def told(error: BaseException | None) -> list[str]:
    """Return what an exception says, and what those say that it was raised from."""
    texts: list[str] = []
    while error is not None:
        texts.append(f"{type(error).__name__}: {error}")
        error = error.__cause__ or error.__context__
    return texts


def assert_same(result: Any, values: Any, rtol: float) -> None:
    """Compare what a program returned with what was promised, however it is nested."""
    if isinstance(values, dict):
        assert isinstance(result, dict)
        assert result.keys() == values.keys()
        for key, value in values.items():
            assert_same(result[key], value, rtol)
    elif isinstance(values, tuple):
        assert isinstance(result, tuple)
        assert len(result) == len(values)
        for part, value in zip(result, values, strict=True):
            assert_same(part, value, rtol)
    elif values is None or isinstance(values, (str, bool, np.dtype, type)):
        assert result == values
    else:
        plain = np.asarray(getattr(result, "data", result) if _is_variable(result) else result)
        assert plain.shape == np.shape(values)
        np.testing.assert_allclose(plain, values, rtol=rtol, atol=rtol)


def _is_variable(x: Any) -> bool:
    return hasattr(x, "cleargrad")


def complex_step(f: Callable[..., Any], x: Any, *constants: Any) -> Callable[[], Any]:
    """Return a function for the gradient by the real ``x`` of the sum of ``f``, which is analytic.

    ``f(x + ih)`` has the derivative in its imaginary part, to the last bit: nothing is subtracted.
    """

    def gradient() -> Any:
        at = np.asarray(x, np.complex128)
        g = np.zeros(at.shape)
        for index in np.ndindex(at.shape):
            moved = at.copy()
            moved[index] += 1e-30j
            g[index] = np.sum(f(moved, *constants)).imag / 1e-30
        return g

    return gradient
