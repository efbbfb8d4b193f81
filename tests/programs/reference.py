"""The meaning of a program: NumPy's own, on complex arrays, with the complex step for derivatives.

Nothing of the library is used here. Memory is shared where NumPy shares it, writes are NumPy's
writes; the derivative by one element of a leaf is the imaginary part of what comes out when
``1e-200j`` is added to that element. What differs from plain NumPy is what the library promises:

- what is computed under ``no_grad()`` has no imaginary part;
- a leaf is written to under ``no_grad()`` alone, and keeps the imaginary part that it was given;
- a recorded result is not written to under ``no_grad()``;
- a view taken under ``no_grad()`` reads as a constant until its memory is written to again, and
  a recorded result is not written to through it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

import autodiff as ad  # for its exceptions alone

if TYPE_CHECKING:
    from .steps import Array, Program, Step

H = 1e-200
"""The complex step: its square is 0, so that derivatives have no error but rounding."""


class Analytic:
    """NumPy, whose functions of absolute values and of order look at the real parts.

    Of equal elements each has its share of the derivative of the largest.
    """

    def __getattr__(self, name: str) -> Any:
        return getattr(np, name)

    @staticmethod
    def abs(x: Any) -> Any:
        return np.sign(np.real(x)) * x

    @staticmethod
    def greater(a: Any, b: Any) -> Any:
        return np.greater(np.real(a), np.real(b))

    @staticmethod
    def less(a: Any, b: Any) -> Any:
        return np.less(np.real(a), np.real(b))

    @staticmethod
    def maximum(a: Any, b: Any) -> Any:
        x, y = np.real(a), np.real(b)
        return np.where(x > y, a, np.where(x < y, b, (a + b) / 2))[()]

    def minimum(self, a: Any, b: Any) -> Any:
        return -self.maximum(-a, -b)

    @staticmethod
    def max(x: Any, axis: int | None = None) -> Any:
        real = np.real(x)
        largest = real == np.max(real, axis=axis, keepdims=True)
        return np.sum(np.where(largest, x, 0), axis=axis) / np.sum(largest, axis=axis)

    def min(self, x: Any, axis: int | None = None) -> Any:
        return -self.max(-x, axis)

    @staticmethod
    def sort(x: Any, axis: int) -> Any:
        real, z = (np.moveaxis(v, axis, -1)[..., None] for v in (np.real(x), x))
        equal = real == np.swapaxes(np.sort(real, axis=-2), -1, -2)
        shared = np.sum(np.where(equal, z, 0), axis=-2) / np.sum(equal, axis=-2)
        return np.moveaxis(shared, -1, axis)

    @staticmethod
    def var(x: Any, axis: int | None = None) -> Any:
        d = x - np.mean(x, axis=axis, keepdims=True)
        return np.mean(d * d, axis=axis)


class Abandoned(Exception):  # noqa: N818  # it tells of no error
    """Ends a block of a program."""


class Refused(ad.InPlaceError):
    """A write would lose a gradient; perhaps it writes what is there already."""

    def __init__(self, unchanged: bool) -> None:
        super().__init__()
        self.unchanged = unchanged


class Senseless(Exception):  # noqa: N818  # as above
    """A step was left out that others rely on."""


class _Names(dict[str, Any]):
    """The variables of a program; views taken under ``no_grad()`` read as constants."""

    def __init__(self) -> None:
        super().__init__()
        self.constant: set[str] = set()
        self.target = ""

    def __getitem__(self, name: str) -> Any:
        value = super().__getitem__(name)
        if name in self.constant and name != self.target:
            value = np.positive(value)
            value = np.asarray(value)  # it is laid out in memory as NumPy's results are
            value.imag[...] = 0
        return value

    def memory(self, name: str) -> Any:
        """Return the array that ``name`` stands for, not what it reads as."""
        return super().__getitem__(name)


def owner(x: Any) -> Any:
    """Return the array that owns the memory of ``x``."""
    while isinstance(x, np.ndarray) and x.base is not None:
        x = x.base
    return x


class Reference:
    """Runs the steps of a program; ``moved`` is the element of a leaf that has the complex step.

    Attributes
    ----------
    history
        For each name the numbers of the operations it was made by, which backward passes free.
    pure
        Whether the program is a function of its leaves so far: nothing was detached or replaced.
    """

    def __init__(self, program: Program, moved: tuple[str, int] | None = None) -> None:
        self.names = _Names()
        self.leaves = tuple(program.leaves)
        self.recording = True
        self.pure = True
        self.history: dict[str, frozenset[int]] = {}
        self.rooted: dict[int, frozenset[int]] = {}  # the same for what owns memory
        self.freed: set[int] = set()
        self.maybe_freed: set[int] = set()
        self.unsure: set[int] = set()
        self.perhaps: dict[int, frozenset[int]] = {}
        self.together: dict[int, range] = {}
        self.made = 0
        self.slopes: list[Any] = []
        self.globals = {"np": Analytic(), "__builtins__": __builtins__}
        self.imaginary: dict[str, Array] = {}
        for name, x in program.leaves.items():
            z = x.astype(complex)
            if moved is not None and moved[0] == name:
                z.reshape(-1)[moved[1]] += H * 1j
            self.imaginary[name] = z.imag.copy()
            self.names[name] = z
            self.history[name] = frozenset()
        for name, c in program.constants.items():
            self.names[name] = c.copy()

    # What the programmer asks

    def value(self, name: str) -> Any:
        """Return what ``name`` is, without its imaginary part."""
        return self.names[name].real

    def is_sure(self, name: str) -> bool:
        """Whether it is known that ``name`` has a history, or that it has none.

        What came from nowhere and was then written to has one if what was written has, which
        may have been read from the very memory.
        """
        return id(owner(self.names.memory(name))) not in self.unsure

    def is_number(self, name: str) -> bool:
        """Whether ``name`` is a number, which nothing can be written into."""
        return isinstance(self.names.memory(name), np.generic)

    # Steps

    def run(self, step: Step) -> None:
        """Run one step; raises what it has to raise."""
        getattr(self, f"_{step.kind}", self._new)(step)

    def _execute(self, step: Step) -> None:
        exec(step.plain_code, self.globals, self.names)  # noqa: S102  # a program of our own

    def _of(self, reads: Sequence[str]) -> frozenset[int]:
        return frozenset().union(*(self.history.get(name, ()) for name in reads))

    def _new(self, step: Step) -> None:
        name = step.target
        self.made += 1
        hidden = self.names.constant.intersection(step.reads)
        if hidden and step.kind == "new" and self._is_view(step, hidden):
            self.names.constant.add(name)
            history = self._of(step.reads) | {self.made}
            self.history[name] = history if self.recording else frozenset()
            return
        self._execute(step)
        self.names.constant.discard(name)
        value = self.names[name]
        if isinstance(value, complex) and not isinstance(value, np.generic):
            value = self.names[name] = np.complex128(value)
        if self.recording:
            self.history[name] = self._of(step.reads) | {self.made}
            self._root(name)
            return
        self.history[name] = frozenset()
        self.pure = False
        base = owner(value)
        if not isinstance(value, np.ndarray):
            self.names[name] = np.complex128(value.real)
        elif any(owner(v) is base for n, v in self.names.items() if n != name):
            self.names.constant.add(name)
        else:
            base.imag[...] = 0  # also what a copy is a view of
            self._root(name)

    def _is_view(self, step: Step, hidden: set[str]) -> bool:
        """Whether a step takes a view of a view that reads as a constant; run it then."""
        self.names.constant -= hidden
        try:
            self._execute(step)
        finally:
            self.names.constant |= hidden
        base = owner(self.names.memory(step.target))
        return any(owner(self.names.memory(n)) is base for n in hidden)

    def _alias(self, step: Step) -> None:
        name, source = step.target, step.reads[0]
        self.names[name] = self.names.memory(source)
        self.history[name] = self.history[source]
        self.names.constant.discard(name)
        if source in self.names.constant:
            self.names.constant.add(name)

    def _root(self, name: str) -> None:
        """Note the history of new memory; of what is in memory of old, that of the old is kept."""
        base = owner(self.names.memory(name))
        if not any(owner(v) is base for n, v in self.names.items() if n != name):
            self.rooted[id(base)] = self.history[name]
            self.unsure.discard(id(base))

    def _write(self, step: Step) -> None:
        name = step.target
        if self.is_number(name):  # y += x makes another number
            self._new(step)
            return
        base = owner(self.names.memory(name))
        leaf = next((n for n in self.leaves if owner(self.names[n]) is base), None)
        before = base.copy()
        self.names.target = name
        try:
            self._execute(step)
        finally:
            self.names.target = ""
        recorded = leaf is None and bool(self.rooted.get(id(base)))
        wrong = recorded != self.recording and (recorded or leaf is not None)
        if wrong or (recorded and name in self.names.constant):
            unchanged = np.array_equal(base.real, before.real)
            base[...] = before
            raise Refused(unchanged)
        family = [n for n, v in self.names.items() if owner(v) is base]
        self.made += 1
        if leaf is not None:
            self.names[leaf].imag[...] = self.imaginary[leaf]
            self.pure = False
            views = [n for n in family if n != leaf and n not in self.names.constant]
            numbers = range(self.made, self.made + len(views))
            self.made += len(views)
            for n, number in zip(views, numbers, strict=True):
                self.history[n] = frozenset((number,))
                self.together[number] = numbers  # which is a view of which is not known here
        elif self.recording:
            rooted = self.rooted.get(id(base), frozenset())
            self.perhaps[self.made] = self._of(family) - rooted  # not all writes read the views
            history = rooted | self._of([n for n in step.reads if n != name]) | {self.made}
            self.rooted[id(base)] = history
            known = any(n in self.history and n not in family for n in step.reads)
            if known:
                self.unsure.discard(id(base))
            elif not rooted:
                self.unsure.add(id(base))
            for n in family:
                self.history[n] = history
                self.names.constant.discard(n)
        else:
            base.imag[...] = 0
            self.pure = False
            self.rooted[id(base)] = frozenset()
            for n in family:
                self.history[n] = frozenset()

    def _block(self, step: Step) -> None:
        recording, self.recording = self.recording, "enable" in step.text
        try:
            for inner in step.steps:
                self.run(inner)
            if step.raises:
                raise Abandoned
        finally:
            self.recording = recording

    def _delete(self, step: Step) -> None:
        del self.names[step.target]
        self.names.constant.discard(step.target)
        self.history.pop(step.target, None)

    def _replace(self, step: Step) -> None:
        name = step.target
        self.pure = False
        old = owner(self.names[name])
        self.made += 1
        self.rooted[id(old)] = frozenset((self.made,))  # if there are views of it
        self.names[name] = self.names[step.reads[0]] + 1j * self.imaginary[name]
        self.names[name] = np.asarray(self.names[name])

    def _mutate(self, step: Step) -> None:
        self.pure = False
        self._execute(step)

    def _cleargrad(self, step: Step) -> None:
        pass

    def require_kept(self, name: str) -> None:
        """Raise what a pass through a freed graph has to raise."""
        if self.history[name] & self.freed:
            raise ad.GraphFreedError

    def may_be_freed(self, name: str) -> bool:
        """Whether a pass may say that the graph was freed."""
        return bool(self._all_of(self.history[name]) & (self.freed | self.maybe_freed))

    def _all_of(self, history: frozenset[int]) -> set[int]:
        """Return a history with what may belong to it."""
        numbers = set(history)
        todo = list(numbers)
        while todo:
            number = todo.pop()
            more = self.perhaps.get(number, frozenset()) | set(self.together.get(number, ()))
            todo += more - numbers
            numbers |= more
        return numbers

    def slope(self, step: Step) -> float:
        """Return the derivative of what a pass starts from, times its cotangent."""
        v, gy = self.names[step.target], self.names[step.reads[0]]
        if np.shape(v) != np.shape(gy):
            raise Senseless
        return float(np.sum(np.imag(v) * gy)) / H

    def _backward(self, step: Step) -> None:
        self._pass(step, self.freed)

    def _gradients(self, step: Step) -> None:
        self._pass(step, self.maybe_freed)  # what leads to no leaf is kept

    def _pass(self, step: Step, freed: set[int]) -> None:
        self.require_kept(step.target)
        self.slopes.append(self.slope(step))
        if "retain" not in step.text and "create" not in step.text:
            history = self.history[step.target]
            freed |= history
            self.maybe_freed |= self._all_of(history)

    _second = _gradients


def elements(program: Program) -> Iterator[tuple[str, int]]:
    """Yield each element of each leaf."""
    for name, x in program.leaves.items():
        for i in range(x.size):
            yield name, i


def run(program: Program, moved: tuple[str, int] | None = None) -> tuple[Reference, list[Any]]:
    """Run a whole program; return its end, and what each step raised."""
    reference = Reference(program, moved)
    return reference, [attempt(reference, step) for step in program.steps]


def attempt(reference: Reference, step: Step) -> Exception | None:
    """Run a step; return what it raised."""
    slopes = len(reference.slopes)
    try:
        reference.run(step)
    except Exception as error:  # noqa: BLE001  # what NumPy raises is a part of its meaning
        if step.kind in PASSES:  # every pass has its place among the slopes
            del reference.slopes[slopes:]
            reference.slopes.append(reference.slope(step))
        return error
    return None


PASSES = frozenset({"backward", "gradients", "second"})
