"""From steps to boxes: repeated blocks once, parts in frames, and no more than fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .folding import folded
from .picture import Arrow, Box, Frame, Kind, Picture
from .repeats import Repeat, found, place_of
from .tracing import Constant, Leaf, Output, traced

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from .tracing import Input, Step, Trace

__all__ = ["composed"]


def composed(
    y: Any, name: str, *, verbose: bool, constants: bool, collapse: bool, limit: int
) -> Picture:
    """Return a picture of the graph behind ``y``; for the parameters see :func:`autodiff.draw`."""
    if limit < 2:
        msg = f"{name}: limit is the number of boxes that are shown, at least 2, got {limit!r}"
        raise ValueError(msg)
    trace = traced(y, name)
    repeats = found(trace.steps) if collapse else ()
    composer = _Composer(trace, repeats, verbose=verbose, constants=constants)
    return folded(composer.run(), limit, trace.earlier)


class _Composer:
    """Makes the boxes of a trace, each once."""

    def __init__(
        self, trace: Trace, repeats: Sequence[Repeat], *, verbose: bool, constants: bool
    ) -> None:
        self.trace = trace
        self.verbose = verbose
        self.constants = constants
        self.places = [place_of(i, repeats) for i in range(len(trace.steps))]
        self.frames = _frames(trace.steps, repeats)
        self.boxes: dict[Hashable, Box] = {}
        self.arrows: dict[tuple[Box, Box, bool, str], Arrow] = {}
        self.users: dict[Leaf, list[int]] = {}
        self.counted: dict[Hashable, set[Hashable]] = {}
        self.earlier: set[Box] = set()

    def run(self) -> Picture:
        """Return the picture of all steps."""
        steps = self.trace.steps
        for i, x in ((i, x) for i, step in enumerate(steps) for x in step.inputs):
            if isinstance(x, Leaf):
                self.users.setdefault(x, []).append(i)
        for leaf in self.trace.leaves:
            if leaf not in self.users:
                self._source(leaf, leaf, Kind.LEAF, leaf.name, leaf.detail, None)
        for i, step in enumerate(steps):
            for slot, x in enumerate(step.inputs):
                self._take(i, slot, x)
            self._compute(i, step)
        for i, step in enumerate(steps):
            for slot, x in enumerate(step.inputs):
                self._point(i, slot, x)
        return Picture([*self.boxes.values()], [*self.arrows.values()])

    def _compute(self, i: int, step: Step) -> None:
        """Make the box of a step, unless there is one that stands for it."""
        place = self.places[i][0]
        if place == i:
            kind = Kind.RESULT if step.is_result else Kind.OPERATION
            details = (step.detail,) if self.verbose and step.detail else ()
            self.boxes[place] = Box(kind, step.name, details, self.frames[i])
            return
        shown = self.boxes[place]
        shown.stands_for += 1
        shown.kind = Kind.RESULT if step.is_result else shown.kind

    def _key(self, i: int, slot: int, x: Input) -> Hashable:
        """Return what a box for an input goes by: the same for what stands in its place."""
        if isinstance(x, Output):
            return "earlier" if x.step < 0 else self.places[x.step][0]
        if isinstance(x, Constant):
            return "constant", self.places[i][0], slot
        first = self.users[x][0]
        copies = {self.places[user][1] for user in self.users[x]}
        if len(copies) == 1 and copies != {()}:  # of one repetition alone
            return "leaf", self.places[first][0], self.trace.steps[first].inputs.index(x)
        return x

    def _take(self, i: int, slot: int, x: Input) -> None:
        """Make the box of an input, unless there is one."""
        key = self._key(i, slot, x)
        if isinstance(x, Leaf):
            frame = _common([self.frames[self.places[user][0]] for user in self.users[x]])
            self._source(key, x, Kind.LEAF, x.name, x.detail, frame)
        elif isinstance(x, Constant):
            if self.constants:
                frame = self.frames[self.places[i][0]]
                self._source(key, (i, slot), Kind.CONSTANT, x.value, x.detail, frame)
        elif key == "earlier":
            title = f"{self.trace.earlier:,} earlier operations"
            self._source(key, key, Kind.FOLDED, title, "not looked at", None)

    def _source(
        self, key: Hashable, one: Hashable, kind: Kind, name: str, detail: str, frame: Any
    ) -> None:
        box = self.boxes.get(key)
        if box is None:
            title, details = name, (detail,) if self.verbose and detail else ()
            if kind is Kind.CONSTANT:
                title, details = (name or detail or "constant"), ()
            box = self.boxes[key] = Box(kind, title or "variable", details, frame)
        elif name and kind is Kind.CONSTANT and box.title != name and one != key:
            box.title = detail or "constants"
        same = self.counted.setdefault(key, set())
        if one not in same:
            same.add(one)
            box.stands_for = len(same)
            first = box.title.partition(" ... ")[0]
            if kind is Kind.LEAF and name and name != first:
                box.title = f"{first} ... {name}"

    def _point(self, i: int, slot: int, x: Input) -> None:
        """Draw an arrow from an input, unless there is one."""
        source, target = self.boxes.get(self._key(i, slot, x)), self.boxes[self.places[i][0]]
        if source is None:
            return
        label = ""
        repeated = False
        if isinstance(x, Output) and x.step >= 0:
            label = x.label
            before, here = dict(self.places[x.step][1]), dict(self.places[i][1])
            repeated = any(here.get(block, copy) != copy for block, copy in before.items())
        self.arrows.setdefault(
            (source, target, repeated, label), Arrow(source, target, repeated, label)
        )


def _common(frames: Sequence[Frame | None]) -> Frame | None:
    """Return the innermost frame around all."""
    paths = [_path(frame) for frame in {*frames}]
    common: Frame | None = None
    for level in zip(*paths, strict=False):
        if len({*level}) > 1:
            break
        common = level[0]
    return common


def _path(frame: Frame | None) -> list[Frame]:
    path: list[Frame] = []
    while frame is not None:
        path.append(frame)
        frame = frame.parent
    return path[::-1]


def _frames(steps: Sequence[Step], repeats: Sequence[Repeat]) -> list[Frame | None]:
    """Return the innermost frame of each step that is shown, None for the others too."""
    frames: list[Frame | None] = [None] * len(steps)
    _fill(steps, frames, range(len(steps)), 0, None, repeats)
    return frames


def _fill(
    steps: Sequence[Step],
    frames: list[Frame | None],
    span: range,
    depth: int,
    around: Frame | None,
    repeats: Sequence[Repeat],
) -> None:
    """Give the steps of ``span``, which have ``depth`` parts around them in common, their frames.

    A part that was interrupted has a frame for each piece, so that frames follow each other.
    """
    pending = [(span, depth, around, repeats)]
    while pending:
        span, depth, around, repeats = pending.pop()
        i = span.start
        while i < span.stop:
            repeat = next((r for r in repeats if r.start <= i < r.stop), None)
            parts = steps[i].parts
            if len(parts) > depth:
                end = i
                while end < span.stop and steps[end].parts[depth : depth + 1] == parts[depth:][:1]:
                    end += 1
                if repeat is None or (i <= repeat.start and repeat.stop <= end):
                    within = [r for r in repeats if i <= r.start and r.stop <= end]
                    frame = Frame(parts[depth].name, around)
                    pending.append((range(i, end), depth + 1, frame, within))
                    i = end
                    continue
            if repeat is None:
                frames[i] = around
                i += 1
                continue
            block = range(repeat.start, repeat.start + repeat.period)
            names = [steps[j].parts[depth : depth + 1] for j in block]
            frame = Frame(f"\N{MULTIPLICATION SIGN}{repeat.times}", around)
            inside = depth
            if names[0] and len({*names}) == 1:  # the block is a part itself
                last = steps[repeat.stop - 1].parts
                first, final = names[0][0].name, last[depth].name if len(last) > depth else ""
                title = first if first == final else f"{first} ... {final}"
                frame.title = f"{title} {frame.title}"
                inside += 1
            pending.append((block, inside, frame, repeat.inner))
            i = repeat.stop
