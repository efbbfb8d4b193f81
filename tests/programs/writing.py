"""Makes programs: each step is drawn, and run by the reference at once, so that most make sense.

The generator has the interface of ``random.Random``; Hypothesis has one that shrinks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

import autodiff as ad

from .reference import Abandoned, Reference, Refused, attempt
from .steps import Array, Program, Step, random_array

SHAPES: list[tuple[int, ...]] = [
    (3,), (2, 3), (3, 3), (), (1,), (3, 1), (1, 3), (2,), (2, 1, 2), (0,), (2, 0), (4,),
]  # fmt: skip

UNARY = [
    "np.sin({a})", "np.tanh({a})", "np.exp(-{a} * {a})", "np.sqrt({a} * {a} + 0.5)",
    "np.log({a} * {a} + 1.5)", "np.abs({a})", "-{a}", "{a} ** 2", "{a} ** 3", "{a} * 1.0",
    "1.0 / ({a} * {a} + 1.0)", "np.arctan({a})", "np.cos({a})", "np.square({a})", "{a} - 0.25",
    "np.maximum({a}, 0.1)", "np.where(np.greater({a}, 0.2), {a}, 0.1 * {a})",
    "np.clip({a}, -0.7, 0.9)",
    "{a}.copy()", "np.roll({a}, 1)", "2.0 - {a}", "np.cumsum({a})", "0.5 * {a}[..., None]",
    "np.copy({a}.T)", "np.flip({a} * 1.5)", "np.repeat({a}, 2)", "{a} / 2.0",
]  # fmt: skip
BINARY = [
    "{a} + {b}", "{a} - {b}", "{a} * {b}", "{a} / ({b} * {b} + 1.0)", "np.maximum({a}, {b})",
    "np.minimum({a}, {b})", "np.where(np.greater({a}, {b}), {a}, {b} * 0.5)", "{a} @ {b}",
    "{a} @ {b}.T",
    "np.outer({a}, {b})", "np.multiply({b}, {a})", "np.concatenate([{a}, {b}])",
    "np.stack([{a}, {b}])", "np.concatenate([{a}, {b}], axis=-1)", "np.dot({a}, {b})",
    "np.append({a}, {b})", "{a} + {b}.sum()", "np.where({m}, {a}, {b})",
]  # fmt: skip
REDUCTIONS = [
    "{a}.sum()", "np.sum({a}, axis=0)", "np.mean({a}, axis=-1)", "np.max({a}, axis=0)",
    "np.sum({a}, axis=-1, keepdims=True)", "np.prod({a}, axis=-1)", "{a}.mean()", "np.min({a})",
    "np.var({a})", "np.var({a}, axis=-1)", "np.sort({a}, axis=-1)", "np.cumprod({a})",
    "np.einsum('i...,i...->i', {a}, {a})", "np.trace({a})", "np.diff({a})",
]  # fmt: skip
VIEWS = [
    "{a}[{s}]", "{a}.T", "{a}.reshape(-1)", "{a}[None]", "{a}[...]", "{a}[{s}]", "np.ravel({a})",
    "np.swapaxes({a}, 0, -1)", "np.squeeze({a})", "np.expand_dims({a}, -1)", "{a}[{s}]",
    "np.broadcast_to({a}, (2, *{a}.shape))", "{a}.reshape({a}.shape[::-1])",
    "np.moveaxis({a}, 0, -1)",
    "np.flip({a})", "np.diagonal({a})", "{a}[:, 0]",
]  # fmt: skip
READS = [
    "{a}[{i}]",
    "np.take({a}, {k})",
    "{a}[{k}]",
    "{a}[{m}]",
    "{a}[{i}]",
    "{a}[np.greater({a}, 0.1)]",
]
WRITES = [
    "{a} += {w}", "{a} -= {w}", "{a} *= {w}", "{a} /= {w} * {w} + 1.0", "{a} **= 2",
    "{a}[{i}] = {w}", "{a}[{i}] += {w}", "{a}[{i}] *= {w}", "{a}[...] = {w}", "{a}[{m}] = {w}",
    "{a}[{k}] = {w}", "{a}[{k}] += {w}", "{a}[{s}] -= {w}", "{a}[{s}] = {w}", "{a} += {a}[::-1]",
    "{a}[1:] = {a}[:-1]", "{a}[{s}] *= {w}", "np.copyto({a}, {w})", "np.put({a}, [0, -1], {w})",
    "np.add.at({a}, {k}, {w})", "{a}.fill(0.375)", "{a}[np.greater({a}, 0.3)] = {w}",
    "{a}[np.less({a}, 0.0)] *= {w}",
]  # fmt: skip

SLICES = [":", "1:", ":-1", "::-1", "::2", "-2:", "0:0", ":1", "None", "...", "1::-1"]
LARGE = 1e3
"""Where programs end, for rounding would be all that there is to compare."""


class Writer:
    """Draws the steps of a program."""

    def __init__(self, rng: Any) -> None:
        self.rng = rng
        leaves = {
            f"x{n}": random_array(rng, rng.choice(SHAPES)) for n in range(rng.randrange(1, 4))
        }
        while sum(x.size for x in leaves.values()) > 12:
            leaves.popitem()
        self.program = Program(leaves, {})
        self.constants = 0
        self.results = 0
        self.reference = Reference(self.program)
        self.errors: list[Exception | None] = []
        self.depth = 0
        self.ended = False

    # What steps are made of

    def constant(self, values: Array) -> str:
        """Return a new name for an array that belongs to the user."""
        name = f"c{self.constants}"
        self.constants += 1
        self.program.constants[name] = values
        self.reference.names[name] = values.copy()
        return name

    def variables(self) -> list[str]:
        """Return the names of Variables; the later, the more often."""
        names = list(self.reference.history)
        return names + names[-4:]

    def some(self) -> str:
        return str(self.rng.choice(self.variables()))

    def partner(self, shape: tuple[int, ...]) -> str:
        """Return a Variable that mostly broadcasts with a shape."""
        if self.rng.random() < 0.9:
            for _ in range(4):
                name = self.some()
                if _broadcast(shape, self.shape(name)) is not None:
                    return name
        return self.some()

    def shape(self, name: str) -> tuple[int, ...]:
        return np.shape(self.reference.names[name])

    def slices(self, ndim: int) -> str:
        parts = [self.rng.choice(SLICES) for _ in range(self.rng.randrange(1, max(ndim, 1) + 1))]
        return ", ".join(parts) if parts.count("...") < 2 else "..."

    def index(self, shape: tuple[int, ...]) -> str:
        """Return an index of any kind, which seldom does not fit."""
        parts = []
        for n in shape[: self.rng.randrange(1, len(shape) + 1)] if shape else ():
            kind = self.rng.randrange(5)
            if kind == 0 and n:
                parts.append(str(self.rng.randrange(-n, n)))
            elif kind == 1 and n:
                parts.append(str([self.rng.randrange(-n, n) for _ in range(2)]))
            elif kind == 2 and self.rng.random() < 0.1:
                parts.append(str(n + 1))
            else:
                parts.append(self.rng.choice(SLICES[:8]))
        return ", ".join(parts) or "..."

    def mask(self, shape: tuple[int, ...]) -> str:
        size = int(np.prod(shape))
        values = np.array([self.rng.random() < 0.6 for _ in range(size)], bool)
        return self.constant(values.reshape(shape))

    def positions(self, shape: tuple[int, ...]) -> str:
        n = max(shape[0] if shape else 1, 1)
        return self.constant(np.array([self.rng.randrange(-n, n) for _ in range(3)]))

    def filled(self, text: str, a: str, **given: str) -> tuple[str, tuple[str, ...]]:
        """Return a template with its places filled, and the names that it reads."""
        shape = self.shape(a)
        names: dict[str, str] = {"a": a, **given}
        if "{b}" in text:
            names["b"] = self.partner(shape)
        if "{s}" in text:
            names["s"] = self.slices(len(shape))
        if "{i}" in text:
            names["i"] = self.index(shape)
        if "{m}" in text:
            names["m"] = self.mask(shape)
        if "{k}" in text:
            names["k"] = self.positions(shape)
        if "{w}" in text:
            names["w"] = self.written(shape)
        read = (v for v in names.values() if v.split("[", 1)[0] in self.reference.names)
        return text.format(**names), tuple(v.split("[", 1)[0] for v in read)

    def written(self, shape: tuple[int, ...]) -> str:
        """Return what is written into an array."""
        kind = self.rng.randrange(5)
        if kind == 0:
            return str(round(self.rng.uniform(-1.5, 1.5), 6))
        if kind == 1:
            return self.constant(random_array(self.rng, shape[-1:]))
        name = self.partner(shape)
        if kind == 2 and self.shape(name):
            return f"{name}[{'0' if self.shape(name)[0] else '...'}]"
        return name

    # Steps

    def step(self) -> None:
        """Draw a step, and run it."""
        kinds, weights = zip(*KINDS, strict=True)
        make: Callable[[Writer], Step | None] = self.rng.choices(kinds, weights)[0]
        if (step := make(self)) is not None:
            self.add(step)

    def add(self, step: Step) -> None:
        """Run a step, and make it a part of the program."""
        error = attempt(self.reference, step)
        if self.depth and isinstance(error, Refused) and error.unchanged:
            return  # it may be refused or not, and the rest of the block with it
        self.program.steps.append(step)
        self.errors.append(error)
        self._look(step.target)

    def _look(self, name: str) -> None:
        value = self.reference.names.get(name)
        if value is not None and np.size(value):
            largest = np.max(np.abs(np.real(value)))
            self.ended |= not largest < LARGE

    def result(self, text: str, a: str) -> Step:
        text, reads = self.filled(text, a)
        name = f"y{self.results}"
        self.results += 1
        return Step("new", f"{name} = {text}", name, reads)

    def compute(self) -> Step:
        return self.result(self.rng.choice(self.rng.choice(COMPUTED)), self.some())

    def view(self) -> Step:
        return self.result(self.rng.choice(VIEWS), self.some())

    def alias(self) -> Step | None:
        results = [n for n in self.reference.history if n not in self.reference.leaves]
        if not results:
            return None
        a = self.rng.choice(results)
        name = f"y{self.results}"
        self.results += 1
        return Step("alias", f"{name} = {a}", name, (a,))

    def write(self) -> Step | None:
        results = [n for n in self.reference.history if n not in self.reference.leaves]
        leaves = self.rng.random() < (0.05 if self.reference.recording else 0.5)
        names = list(self.reference.leaves) if leaves else results
        if not names:
            return None
        a = self.rng.choice(names)
        text, reads = self.filled(self.rng.choice(WRITES), a)
        return Step("write", text, a, reads) if self._is_promised(text, a, reads) else None

    def _is_promised(self, text: str, a: str, reads: tuple[str, ...]) -> bool:
        """Whether it is said what such a write means."""
        value = self.reference.names.memory(a)
        if isinstance(value, np.generic):
            return text.startswith(f"{a} ")  # numbers have no elements
        if not np.size(value) and "put" in text:
            return False  # nothing is written, and NumPy says so
        if not value.flags.writeable:
            return False  # as broadcast ones; of a number that was broadcast ours may be written to
        hidden = not self.reference.recording or a in self.reference.names.constant
        if hidden and not self.reference.is_sure(a):
            return False
        return not self._overlaps(text, a, reads)

    def _overlaps(self, text: str, a: str, reads: tuple[str, ...]) -> bool:
        """Whether NumPy reads what it has just written: it looks out for slices, not for arrays."""
        memory = self.reference.names.memory
        position = text.split("=", 1)[0]
        arrays = (
            any(n in position for n in reads if n != a) or "np." in position or "[[" in position
        )
        shared = any(np.may_share_memory(memory(n), memory(a)) for n in reads[1:])
        return shared and (arrays or "np." in text)

    def delete(self) -> Step | None:
        results = [n for n in self.reference.history if n not in self.reference.leaves]
        if len(results) < 2:
            return None
        name = self.rng.choice(results)
        return Step("delete", f"del {name}", name)

    def block(self) -> Step | None:
        """Return a block, whose steps have been run already."""
        if self.depth > 1:
            return None
        raises = self.rng.random() < 0.2
        enable = self.rng.random() < (0.8 if not self.reference.recording else 0.1)
        head = "with ad.enable_grad():" if enable else "with ad.no_grad():"
        steps, self.program.steps = self.program.steps, []
        errors, self.errors = self.errors, []
        recording, self.reference.recording = self.reference.recording, enable
        self.depth += 1
        for _ in range(self.rng.randrange(1, 4)):
            kinds = [Writer.compute, Writer.view, Writer.write, Writer.write, Writer.block]
            step = self.rng.choice(kinds)(self)
            if step is not None and step.kind != "block":
                self.add(step)
            elif step is not None:
                self.program.steps.append(step)
            if self.errors and self.errors[-1] is not None:
                break
        self.depth -= 1
        self.reference.recording = recording
        inner, self.program.steps = self.program.steps, steps
        error = next((e for e in self.errors if e is not None), None)
        self.errors = errors
        block = Step("block", head, steps=tuple(inner), raises=raises)
        if self.depth:
            if error is not None or raises:
                self.errors.append(error or Abandoned())
            return block
        self.program.steps.append(block)
        self.errors.append(error or (Abandoned() if raises else None))
        return None

    def replace(self) -> Step:
        name = self.rng.choice(self.reference.leaves)
        c = self.constant(random_array(self.rng, self.shape(name)))
        return Step("replace", f"{name}.data = {c}.copy()", name, (c,))

    def mutate(self) -> Step | None:
        """Return a change of an array that the user owns, behind the library's back."""
        name = self.rng.choice([*self.reference.leaves, *self.program.constants])
        value = self.reference.names[name]
        if not np.size(value):
            return None
        if name in self.reference.leaves:
            new = round(self.rng.uniform(-1.5, 1.5), 6)
            return Step(
                "mutate", f"{name}.data[...] = {new}", name, plain=f"{name}.real[...] = {new}"
            )
        if value.dtype == bool:
            return Step("mutate", f"{name}[...] = ~{name}", name)
        return Step("mutate", f"{name}[...] = {name}[::-1].copy()", name)

    def cleargrad(self) -> Step:
        name = self.rng.choice(self.reference.leaves)
        return Step("cleargrad", f"{name}.cleargrad()", name)

    def backward(self) -> Step | None:
        name = self.some()
        retain = self.rng.random() < 0.6
        gy = self.constant(random_array(self.rng, self.shape(name)))
        options = ", retain_graph=True" if retain else ""
        return Step("backward", f"{name}.backward(gy={gy}{options})", name, (gy,))

    def gradients(self, create: bool = False) -> Step | None:
        name = self.some()
        gy = self.constant(random_array(self.rng, self.shape(name)))
        xs = ", ".join(self.reference.leaves)
        options = ", create_graph=True" if create else ""
        options += ", retain_graph=True" if not create and self.rng.random() < 0.6 else ""
        call = f"ad.gradients({name}, [{xs}], {gy}, allow_unused=True{options})"
        return Step("gradients", f"found = {call}", name, (gy,))

    def second(self) -> Step | None:
        if not self.reference.pure:
            return self.gradients(create=True)
        name = self.some()
        shape = self.shape(name)
        directions = [
            self.constant(random_array(self.rng, self.shape(x))) for x in self.reference.leaves
        ]
        gy = self.constant(random_array(self.rng, shape))
        xs = ", ".join(self.reference.leaves)
        first = f"ad.gradients({name}, [{xs}], {gy}, allow_unused=True, create_graph=True)"
        along = " + ".join(f"(g[{i}] * {d}).sum()" for i, d in enumerate(directions))
        text = (
            f"found = g = {first}; "
            f"again = ad.gradients({along}, [{xs}], allow_unused=True, retain_graph=True)"
        )
        return Step("second", text, name, (gy, *directions))


def _broadcast(*shapes: Sequence[int]) -> tuple[int, ...] | None:
    try:
        return np.broadcast_shapes(*map(tuple, shapes))
    except ValueError:
        return None


COMPUTED = [UNARY, UNARY, BINARY, BINARY, BINARY, REDUCTIONS, READS]
KINDS: list[tuple[Callable[[Writer], Step | None], int]] = [
    (Writer.compute, 34),
    (Writer.view, 16),
    (Writer.write, 24),
    (Writer.alias, 3),
    (Writer.delete, 4),
    (Writer.block, 6),
    (Writer.replace, 2),
    (Writer.mutate, 3 if hasattr(ad, "MutationError") else 0),  # promised since there is one
    (Writer.cleargrad, 1),
    (Writer.backward, 6),
    (Writer.gradients, 3),
    (Writer.second, 2),
]


def program(rng: Any) -> tuple[Program, list[Exception | None]]:
    """Return a random program, and what its steps raise."""
    writer = Writer(rng)
    for _ in range(rng.randrange(4, 13)):
        writer.step()
        if writer.ended:
            break
    if writer.ended:  # leave out what is too large to compare
        writer.program.steps.pop()
        return writer.program, writer.errors[:-1]
    last = writer.backward()
    if last is not None:
        writer.add(last)
    return writer.program, writer.errors
