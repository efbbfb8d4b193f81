"""The lines of single steps."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .naming import OPERATORS, Names, expression
from .steps import GUARD, UPDATE, VIEW, Step, operands

if TYPE_CHECKING:
    from .floats import Floats
    from .liveness import Lives

__all__ = ["INDENT", "Statements", "annotation"]

INDENT: Final = "    "
_AUGMENTED: Final = frozenset({np.add, np.subtract, np.multiply, np.divide})
_MAYBE_VIEWS: Final = frozenset({np.reshape, np.ravel})
"""What gives a view or a copy, by how the elements lie in memory."""


class Statements:
    """Writes one step after the other.

    Attributes
    ----------
    names
        Those of the steps so far.
    floats
        Which steps are computed with floats of Python's.
    """

    def __init__(self, names: Names, floats: Floats) -> None:
        self.names: Final = names
        self.floats: Final = floats

    def of(self, step: Step, place: int, lives: Lives) -> list[str]:
        """Return the lines that compute a step, at its place among others."""
        if step.kind == GUARD:
            return [f"if {self._doubt(step)}:", f"{INDENT}raise Mismatch"]
        if step.kind == UPDATE:
            return self._update(step, place, lives)
        if step in self.floats:
            text = self.floats.text(self.names, step)
        elif any(x in self.floats for x in operands(step)):
            text = self._mixed(step)
        elif (target := lives.target(step, place)) is None:
            text = expression(self.names, step)
        else:
            other = _other(step, target)
            if other is not None:
                name = self.names.of[step] = self.names.of[target]
                return [f"{name} {OPERATORS[step.function]}= {self.names.written(other)}"]
            name = self.names.of[target]
            if step.function is np.full:
                self.names.of[step] = name
                return [f"{name}[...] = {self.names.written(step.args[1])}"]
            text = self.into(step, name)
        name = self.names.of[step] = f"t{step.number}"
        return [f"{name} = {text}"]

    def into(self, step: Step, target: str) -> str:
        """Return the text that computes a ufunc into an array that is there."""
        written = self.names.written
        named = step.function is np.concatenate
        texts = [*(written(x) for x in step.args), f"out={target}" if named else target]
        texts += [f"{key}={written(x)}" for key, x in step.kwargs.items()]
        return f"{self.names.function(step.function)}({', '.join(texts)})"

    def _mixed(self, step: Step) -> str:
        """Return the text of a step of NumPy's that takes floats of Python's for doubles."""
        of = self.names.of
        single = step.shape == () and step.function not in OPERATORS
        before = {x: of[x] for x in operands(step) if x in self.floats}
        if step.dtype is not None and (step.dtype.char not in "dD" or single):
            of.update({x: f"np.float64({name})" for x, name in before.items()})
        text = expression(self.names, step)
        of.update(before)
        return text

    def _doubt(self, step: Step) -> str:
        """Return the condition under which a guard fails."""
        x, *expected = step.args
        name = self.names.written(x)
        if step.function is operator.eq:
            return f"{name} != {self.names.written(expected[0])}"
        if len(expected) == 2:
            shape, dtype = map(self.names.written, expected)
            return f"{name}.shape != {shape} or {name}.dtype != {dtype}"
        return f"not {name}" if expected[0] else name

    def _update(self, step: Step, place: int, lives: Lives) -> list[str]:
        names, f = self.names, step.function
        base, path, rest = step.args
        lines: list[str] = []
        if lives.owns(base) and lives.dies(base, place):
            lives.handed_on(base, step)
            name = names.of[step] = names.of[base]
        else:
            name = names.of[step] = f"t{step.number}"
            anew = base.function is np.full
            text = expression(names, base) if anew else f"{names.written(base)}.copy()"
            lines.append(f"{name} = {text}")
        if f in OPERATORS and len(path) == 1 and path[0][0] is operator.getitem:
            element = f"{name}[{names.index(path[0][1][0])}]"
            return [*lines, f"{element} {OPERATORS[f]}= {names.written(rest[0])}"]
        whole = name
        for i, (function, args, kwargs) in enumerate(path):
            view = Step(VIEW, function, (step, *args), dict(kwargs), None)
            lines.append(f"{name}_{i} = {expression(names, view, of=name)}")
            if function in _MAYBE_VIEWS:
                lines += [
                    f"if {name}_{i}.size and not np.may_share_memory({name}_{i}, {name}):",
                    f"{INDENT}raise Mismatch",
                ]
            name = f"{name}_{i}"
        names.of[step] = whole
        if f is operator.setitem:
            return [*lines, f"{name}[{names.index(rest[0])}] = {names.written(rest[1])}"]
        texts = [name, *map(names.written, rest)]
        if isinstance(f, np.ufunc):  # in place, on the view
            texts.append(name)
        texts += [f"{key}={names.written(x)}" for key, x in step.kwargs.items()]
        return [*lines, f"{names.function(f)}({', '.join(texts)})"]


def _other(step: Step, target: Step) -> Any:
    """Return what is added to ``target``, or the like, if the step can be written so."""
    if step.kwargs or step.function not in _AUGMENTED:
        return None
    x0, x1 = step.args
    if x0 is target:
        return x1
    return x0 if x1 is target and step.function in {np.add, np.multiply} else None


def annotation(x: Any) -> str:
    """Return the type of an input or output."""
    if type(x) is not Step:
        return type(x).__name__ if type(x).__module__ == "builtins" else "object"
    if x.dtype is None:
        return "float"
    dtype = "np.bool_" if x.dtype.kind == "b" else f"np.{x.dtype.name}"
    return dtype if x.scalar else f"NDArray[{dtype}]"
