"""The source of a program: one assignment a step, loops over blocks where that is faster."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .blocks import Block, is_elementwise, reduced_axes, scheduled
from .floats import Floats
from .liveness import Lives
from .naming import OPERATORS, Names, expression
from .results import annotated, arranged
from .steps import GUARD, UPDATE, VIEW, Step, operands

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from .program import Program

__all__ = ["Source"]

_INDENT: Final = "    "
_TERMS: Final = 6


class Source:
    """The text of a module with a function ``run``, and the objects that it needs.

    Attributes
    ----------
    text
        The source, which needs nothing but NumPy and ``objects``.
    objects
        Arrays and other constants by their names.
    """

    def __init__(
        self, program: Program, names: Sequence[str], shape: Any, *, careful: bool
    ) -> None:
        self._floats: Final = None if careful else Floats(program)
        self._names: Final = Names()
        self._blocks: Final[list[str]] = []
        self._used: Final[set[str]] = set()
        for step, name in zip(program.inputs, names, strict=True):
            self._names.of[step] = name
        for step in program.constants:
            self._names.of[step] = self._names.object(step.function)
        body = self._body(program, shape)
        types = [_annotation(step) for step in program.inputs]
        inputs = ", ".join(f"{n}: {t}" for n, t in zip(names, types, strict=True))
        results = annotated(shape, [_annotation(o) for o in program.outputs])
        lines = [
            *self._blocks,
            f"def run({inputs}) -> {results}:",
            *body,
        ]
        head = ["import numpy as np", "from numpy.typing import NDArray", *sorted(self._names.imports)]
        self.text: Final = "\n".join([*head, "", "", *lines, ""])
        self.objects: Final = self._names.objects

    def _body(self, program: Program, shape: Any) -> list[str]:
        names = self._names
        items = scheduled(program)
        floats = self._floats
        outputs = [o for o in program.outputs if type(o) is Step]
        uses = [_uses(item) for item in items]
        lives = Lives(uses, outputs)
        lines: list[str] = []
        if floats:
            for step in program.inputs:
                if step in floats:
                    name = names.of[step]
                    names.of[step] = f"{name}_"
                    lines.append(f"{_INDENT}{name}_ = float({name})")
        ends: list[tuple[int, Step]] = []
        for place, item in enumerate(items):
            if isinstance(item, Block):
                lines += self._loop(item, _needed(item, uses[place + 1 :], outputs), place, lives)
            else:
                lines += self._statement(item, place, lives)
            ends += [(len(lines), x) for x in lives.ended(uses[place][1], place)]
        unused = lives.unused()
        for at, x in reversed(ends):
            if x in unused:
                lines.insert(at, f"{_INDENT}del {self._names.of[x]}")
        if floats:
            lines += self._doubts(floats.leaving(program))
        return [*lines, self._return(program, lives, shape)]

    def _doubts(self, steps: Sequence[Step]) -> list[str]:
        """Return the lines that see to it that no number has become a NaN without a word."""
        lines: list[str] = []
        for start in range(0, len(steps), _TERMS):
            names = [self._names.of[s] for s in steps[start : start + _TERMS]]
            total = " + ".join(f"({name} - {name})" for name in names)
            lines += [
                f"{_INDENT}if {total} != 0:  # one is NaN or infinite",
                f"{_INDENT}{_INDENT}raise FloatingPointError",
            ]
        return lines

    def _return(self, program: Program, lives: Lives, shape: Any) -> str:
        """Return the last line: the outputs, in tuples, lists and dicts as the function has them."""
        texts: list[str] = []
        given: set[Step] = set()
        for o in program.outputs:
            if type(o) is not Step:
                texts.append(self._names.written(o))
                continue
            if self._floats and o in self._floats:
                texts.append(f"np.float64({self._names.of[o]})" if o.dtype else self._names.of[o])
                continue
            root = lives.root(o)
            fresh = o.scalar or (lives.owns(root) and root not in given)
            given.add(root)
            texts.append(self._names.of[o] + ("" if fresh else ".copy()"))
        return f"{_INDENT}return {arranged(shape, texts)}"

    def _statement(self, step: Step, place: int, lives: Lives, indent: str = _INDENT) -> list[str]:
        names = self._names
        if step.kind == GUARD:
            return [f"{indent}if {self._doubt(step)}:", f"{indent}{_INDENT}raise Mismatch"]
        if step.kind == UPDATE:
            return self._update(step, place, lives, indent)
        target = lives.target(step, place)
        if self._floats and step in self._floats:
            text = self._floats.text(names, step)
        elif self._floats and any(x in self._floats for x in operands(step)):
            text = self._mixed(step)
        elif target is None:
            text = expression(names, step)
        else:
            texts = [names.written(x) for x in step.args]
            keys = [f"{key}={names.written(x)}" for key, x in step.kwargs.items()]
            text = f"{names.function(step.function)}({', '.join([*texts, names.of[target], *keys])})"
        name = names.of[step] = f"t{step.number}"
        return [f"{indent}{name} = {text}"]

    def _mixed(self, step: Step) -> str:
        """Return the text of a step of NumPy's that takes floats of Python's for doubles."""
        names = self._names
        before = dict.fromkeys(x for x in operands(step) if x in (self._floats or ()))
        single = step.shape == () and step.function not in OPERATORS
        if step.dtype is not None and (step.dtype.char not in "dD" or single):
            for x in before:
                before[x] = names.of[x]  # type: ignore[assignment]  # a text
                names.of[x] = f"np.float64({names.of[x]})"
        text = expression(names, step)
        names.of.update({x: name for x, name in before.items() if name is not None})
        return text

    def _doubt(self, step: Step) -> str:
        """Return the condition under which a guard fails."""
        x, *expected = step.args
        name = self._names.written(x)
        if step.function is operator.eq:
            return f"{name} != {self._names.written(expected[0])}"
        if len(expected) == 2:
            return f"{name}.shape != {self._names.written(expected[0])} or {name}.dtype != {self._names.written(expected[1])}"
        return f"not {name}" if expected[0] else f"{name}"

    def _update(self, step: Step, place: int, lives: Lives, indent: str) -> list[str]:
        names = self._names
        base, path, rest = step.args
        lines: list[str] = []
        if lives.owns(base) and lives.dies(base, place):
            lives.handed_on(base, step)
            name = names.of[step] = names.of[base]
        else:
            name = names.of[step] = f"t{step.number}"
            anew = base.function is np.full
            text = expression(names, base) if anew else f"{names.written(base)}.copy()"
            lines.append(f"{indent}{name} = {text}")
        f = step.function
        if f in OPERATORS and len(path) == 1 and path[0][0] is operator.getitem:
            place_ = f"{name}[{names.index(path[0][1][0])}]"
            return [*lines, f"{indent}{place_} {OPERATORS[f]}= {names.written(rest[0])}"]
        for i, (function, args, kwargs) in enumerate(path):
            view = Step(VIEW, function, (step, *args), dict(kwargs), None)
            new = f"{name}_{i}"
            lines.append(f"{indent}{new} = {expression(names, view, of=name)}")
            name = new
        if f is operator.setitem:
            return [*lines, f"{indent}{name}[{names.index(rest[0])}] = {names.written(rest[1])}"]
        texts = [name, *(names.written(x) for x in rest)]
        if isinstance(f, np.ufunc):
            texts.append(name)
        texts += [f"{key}={names.written(x)}" for key, x in step.kwargs.items()]
        return [*lines, f"{indent}{names.function(f)}({', '.join(texts)})"]

    # Blocks

    def _loop(
        self, block: Block, needed: Collection[Step], place: int, lives: Lives
    ) -> list[str]:
        """Return the loop over a block; the function that computes one is written before."""
        names = self._names
        number = len(self._used)
        function = f"block_{number}"
        self._used.add(function)
        inside = set(block.steps)
        outside = list(dict.fromkeys(x for s in block.steps for x in operands(s) if x not in inside))
        kinds = {s: reduced_axes(s) if not is_elementwise(s) else None for s in block.steps}
        stored = [s for s in block.steps if s in needed and kinds[s] in {None, "others"}]
        closed = [s for s in block.steps if kinds[s] in {"all", "first"}]
        lines: list[str] = []
        arguments = {names.of[x]: x for x in outside}
        for s in stored:
            names.of[s] = f"t{s.number}"
            given = self._given(block, s, outside, place, lives)
            if given is not None:
                names.of[s] = names.of[given]
                continue
            shape = names.written(s.shape)
            lines.append(f"{_INDENT}{names.of[s]} = np.empty({shape}, {names.written(s.dtype)})")
            arguments[names.of[s]] = s
        self._blocks.extend(self._function(block, function, outside, arguments, stored, closed))
        given = list(arguments)
        if block.flat:
            whole = [a for a, s in arguments.items() if s.shape == block.shape]
            lines += [f"{_INDENT}{a}_ = {a}.reshape(-1)" for a in whole]
            given = [f"{a}_" if a in whole else a for a in arguments]
        call = f"{function}(i, {', '.join(given)})"
        n, rows = block.length, block.rows
        loop = f"{_INDENT}for i in range(0, {n}, {rows}):"
        for s in closed:
            names.of[s] = f"t{s.number}"
        if not closed:
            return [*lines, loop, f"{_INDENT * 2}{call}"]
        parts = ", ".join(f"p{s.number}" for s in closed)
        lines += [f"{_INDENT}{', '.join(f'p{s.number}' for s in closed)} = zip(*["]
        lines[-1] = f"{_INDENT}{parts}{',' if len(closed) == 1 else ''} = zip("
        lines += [
            f"{_INDENT * 2}*[{call} for i in range(0, {n}, {rows})], strict=True",
            f"{_INDENT})",
        ]
        for s in closed:
            u = "np.add.reduce" if s.function is np.vdot else names.function(s.function)
            lines.append(f"{_INDENT}{names.of[s]} = {u}(p{s.number})")
        return lines

    def _given(
        self, block: Block, step: Step, outside: Sequence[Step], place: int, lives: Lives
    ) -> Step | None:
        """Return what is not used any more once a block has come to a step, if it is like that."""
        if not isinstance(step.function, np.ufunc) or step.shape != block.shape:
            return None
        later = {x for s in block.steps[block.steps.index(step) + 1 :] for x in operands(s)}
        for x in outside:
            alike = x.shape == step.shape and x.dtype == step.dtype and x.contiguous
            if alike and x not in later and lives.owns(x) and lives.dies(x, place):
                lives.handed_on(x, step)
                return x
        return None

    def _function(
        self,
        block: Block,
        function: str,
        outside: Sequence[Step],
        arguments: Mapping[str, Step],
        stored: Sequence[Step],
        closed: Sequence[Step],
    ) -> list[str]:
        names = self._names
        before = dict(names.of)
        length = block.shape[0]
        body: list[str] = []
        cuts: set[str] = set()
        for x in outside:
            name = names.of[x]
            cut = x.shape == block.shape if block.flat else (
                len(x.shape) == len(block.shape) and x.shape[0] == length != 1
            )
            if cut:
                names.of[x] = f"{name}_"
                cuts.add(name)
                body.append(f"{_INDENT}{name}_ = {name}[i : i + {block.rows}]")
        uses = [([s], list(operands(s))) for s in block.steps]
        lives = Lives(uses, [s for s in block.steps if s in stored or s in closed])
        for place, s in enumerate(block.steps):
            if s in stored and isinstance(s.function, np.ufunc):
                texts = ", ".join(names.written(x) for x in s.args)
                keys = "".join(f", {key}={names.written(x)}" for key, x in s.kwargs.items())
                name = before[s]
                out = f"{name}_" if name in cuts else f"{name}[i : i + {block.rows}]"
                names.of[s] = f"{name}_"
                body.append(f"{_INDENT}{names.of[s]} = {names.function(s.function)}({texts}, {out}{keys})")
            else:
                body += self._statement(s, place, lives)
                if s in stored:
                    body.append(f"{_INDENT}{before[s]}[i : i + {block.rows}] = {names.of[s]}")
                    if names.of[s] == before[s]:
                        body[-2:] = [body[-1].rsplit(" = ", 1)[0] + " = " + expression(names, s), f"{_INDENT}{before[s]}_ = {before[s]}[i : i + {block.rows}]"]
                        names.of[s] = f"{before[s]}_"
            lives.ended(uses[place][1], place)
        if closed:
            texts = [names.of[s] for s in closed]
            body.append(f"{_INDENT}return {', '.join(texts)}{',' if len(texts) == 1 else ''}")
        names.of.clear()
        names.of.update(before)
        typed = [f"{a}: {_annotation(s)}" for a, s in arguments.items()]
        result = f"tuple[{', '.join(_annotation(s) for s in closed)}]" if closed else "None"
        return [f"def {function}(i: int, {', '.join(typed)}) -> {result}:", *body, "", ""]


def _uses(item: Step | Block) -> tuple[list[Step], list[Step]]:
    """Return what a place of the order makes, and what it uses."""
    if not isinstance(item, Block):
        return [item], list(operands(item))
    inside = set(item.steps)
    return item.steps, [x for s in item.steps for x in operands(s) if x not in inside]


def _needed(
    block: Block, later: Sequence[tuple[list[Step], list[Step]]], outputs: Sequence[Step]
) -> set[Step]:
    """Return the steps of a block that are used after it."""
    used = set(outputs).union(*(used for _, used in later))
    return {s for s in block.steps if s in used}


def _annotation(x: Any) -> str:
    if type(x) is not Step:
        return type(x).__name__
    if x.dtype is None:
        return "float"
    dtype = f"np.{x.dtype.name if x.dtype.name != 'bool' else 'bool_'}"
    return dtype if x.scalar else f"NDArray[{dtype}]"
