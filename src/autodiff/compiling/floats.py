"""Arithmetic of single numbers, done by Python's floats: several times as fast as NumPy's scalars.

The results are the same for sums, products and quotients; functions of ``math`` may differ from
NumPy's by a rounding. What Python raises where NumPy gives an infinity, and a NaN in what comes
out, makes the call go the careful way, by NumPy alone.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.operands import as_tuple, is_scalar

from .steps import CALL, INPUT, Step, operands

if TYPE_CHECKING:
    from .naming import Names
    from .program import Program

__all__ = ["Floats"]

SIGNS: Final[dict[Any, str]] = {np.add: "+", np.subtract: "-", np.multiply: "*", np.divide: "/"}
MATH: Final[dict[Any, str]] = {
    np.exp: "exp", np.log: "log", np.sin: "sin", np.cos: "cos", np.tan: "tan", np.sqrt: "sqrt",
    np.sinh: "sinh", np.cosh: "cosh", np.tanh: "tanh", np.arcsin: "asin", np.arccos: "acos",
    np.arctan: "atan", np.log1p: "log1p", np.expm1: "expm1", np.absolute: "fabs",
}  # fmt: skip
_FEW: Final = 4
"""Fewer operations are not worth the conversions."""


class Floats:
    """Which steps of a program are computed with Python's floats.

    Attributes
    ----------
    steps
        These steps; inputs without axes among them are converted first.
    """

    def __init__(self, program: Program, *, used: bool) -> None:
        self.steps: Final[set[Step]] = set()
        inputs = {s for s in program.inputs if _is_number(s)}
        found = set(inputs)
        for step in program.steps:
            if _is_number(step) and (_reads(step) or self._computes(step, found)):
                found.add(step)
        computed = sum(s.kind == CALL and not _reads(s) for s in found)
        if used and computed >= _FEW:
            read = {x for s in found for x in operands(s)}
            self.steps.update(s for s in found if s not in inputs or s in read)

    @staticmethod
    def _computes(step: Step, floats: set[Step]) -> bool:
        f = step.function
        if f is np.asarray:
            return step.args[0] in floats
        if (
            step.kind != CALL
            or step.kwargs
            or not (f in SIGNS or f in MATH or f in {np.negative, np.square, np.power})
        ):
            return False
        if f is np.power and type(step.args[1]) not in {int, float}:
            return False
        return all(x in floats if _is_step(x) else _is_literal(x) for x in step.args)

    def __contains__(self, step: object) -> bool:
        return step in self.steps

    def text(self, names: Names, step: Step) -> str:
        """Return the text that computes a step."""
        f, args = step.function, step.args
        if f is operator.getitem:
            index = args[1]
            return f"{names.written(args[0])}.item({names.index(index)})"
        texts = [names.operand(float(x) if is_scalar(x) else x) for x in args]
        if f is np.asarray:
            return texts[0]
        if f in SIGNS:
            return f"{texts[0]} {SIGNS[f]} {texts[1]}"
        if f in MATH:
            names.imports.add("import math")
            return f"math.{MATH[f]}({texts[0]})"
        if f is np.square:
            return f"{texts[0]} * {texts[0]}"
        return f"-{texts[0]}" if f is np.negative else f"{texts[0]} ** {texts[1]}"

    def leaving(self, program: Program) -> list[Step]:
        """Return the steps whose values go on to NumPy, or out."""
        used = {x for s in program.steps if s not in self for x in operands(s)}
        used.update(o for o in program.outputs if type(o) is Step)
        return [s for s in program.steps if s in self and s in used and not _reads(s)]


def _is_number(step: Step) -> bool:
    """Whether a step is a double, or a float of Python's."""
    return (
        step.shape == ()
        and (step.dtype == np.float64 if step.dtype is not None else step.kind == INPUT)
        and (step.scalar or step.kind == INPUT or step.function is np.asarray)
    )


def _reads(step: Step) -> bool:
    """Whether a step reads one element of an array by integers."""
    if step.kind != CALL or step.function is not operator.getitem or not step.scalar:
        return False
    parts = as_tuple(step.args[1])
    return len(parts) == len(step.args[0].shape) and all(map(_is_integer, parts))


def _is_step(x: object) -> bool:
    return type(x) is Step


def _is_integer(x: object) -> bool:
    return isinstance(x, (int, np.integer)) and not isinstance(x, bool)


def _is_literal(x: Any) -> bool:
    return type(x) in {int, float} or isinstance(x, np.float64)
