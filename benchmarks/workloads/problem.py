"""What a workload is made of: a program, its inputs, and its derivative by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Program = Callable[..., Any]


@dataclass(frozen=True)
class Problem:
    """A program and what to differentiate it by.

    Attributes
    ----------
    program
        Called as ``program(np_, *inputs, *constants)``, where ``np_`` is NumPy or what stands for
        it in a library. Returns a scalar.
    by_hand
        Called as ``by_hand(*inputs, *constants)``. Returns what ``derivative`` says, as somebody
        writes it who knows NumPy well: in place where that is natural, and no cleverer.
    inputs
        Arrays to differentiate by.
    constants
        Arrays that the program reads.
    derivative
        ``"gradient"``: the value and the gradients by all inputs. ``"product"``: the Hessian
        by the only input times ``direction``. ``"hessian"``: all of it.
    without
        Libraries that cannot do this, or would take minutes.
    programs
        For a library that has other names for the same thing: its own text.
    """

    program: Program
    by_hand: Callable[..., list[Any]]
    inputs: tuple[Any, ...]
    constants: tuple[Any, ...] = ()
    derivative: Literal["gradient", "product", "hessian"] = "gradient"
    direction: Any = None
    without: frozenset[str] = frozenset()
    programs: Mapping[str, Program] = field(default_factory=dict[str, "Program"])

    def of(self, library: str) -> Program:
        """Return the program's text for a library."""
        return self.programs.get(library, self.program)


@dataclass(frozen=True)
class Workload:
    """A row of the table.

    Attributes
    ----------
    make
        Returns the problem at a size, ``None`` for that of the table.
    small
        A size at which it takes milliseconds.
    aim
        How often the time by hand our eager engine may take at most.
    heavy
        Whether its memory is worth a row.
    """

    make: Callable[[int | None], Problem]
    small: int | None = None
    aim: float | None = None
    heavy: bool = False
