"""Pictures that would be too large, made smaller: frames become boxes, what is oldest one box."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from .picture import Arrow, Box, Frame, Kind, Picture, around

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["folded"]


def folded(picture: Picture, limit: int, earlier: int) -> Picture:
    """Return a picture of at most ``limit`` boxes, with notes of what is not shown in it.

    The innermost frames become boxes first, then those around them; if there are still too many
    boxes, the oldest become one.
    """
    if earlier:
        picture.notes.append(
            f"{earlier:,} operations further back are not looked at, for there are too many"
        )
    before = len(picture.boxes)
    operations = sum(_operations(box) for box in picture.boxes)
    depth = max((len(around(box.frame)) for box in picture.boxes), default=0)
    while len(picture.boxes) > limit and depth > 0:
        picture = _without_frames(picture, depth)
        depth -= 1
    if len(picture.boxes) < before:
        picture.notes.append("parts of the program with many operations are shown as one box each")
    if len(picture.boxes) > limit:
        picture = _cut(picture, limit, operations)
    repeated = sum(box.stands_for > 1 and box.kind is not Kind.FOLDED for box in picture.boxes)
    if repeated:
        picture.notes.append("what is marked with a number of times is shown once")
    return picture


def _operations(box: Box) -> int:
    """Return how many operations a box stands for."""
    return box.stands_for if box.kind in {Kind.OPERATION, Kind.RESULT, Kind.FOLDED} else 0


def _without_frames(picture: Picture, depth: int) -> Picture:
    """Return a picture in which frames within ``depth - 1`` others are boxes."""
    instead: dict[Box, Box] = {}
    made: dict[Frame, Box] = {}
    members: dict[Frame, list[Box]] = {}
    for box in picture.boxes:
        path = around(box.frame)
        if len(path) >= depth:
            frame = path[len(path) - depth]
            members.setdefault(frame, []).append(box)
            if frame not in made:
                made[frame] = Box(Kind.FOLDED, frame.title, (), frame.parent)
            instead[box] = made[frame]
    for frame, box in made.items():
        box.stands_for = sum(map(_operations, members[frame]))
        box.details = (_counted(members[frame]),)
    return _with(picture, instead)


def _counted(boxes: list[Box]) -> str:
    """Return what a box stands for, as text."""
    operations = sum(map(_operations, boxes))
    leaves = sum(box.stands_for for box in boxes if box.kind is Kind.LEAF)
    text = f"{operations:,} operation{'s' if operations != 1 else ''}"
    return f"{text}, {leaves:,} Variable{'s' if leaves != 1 else ''}" if leaves else text


def _cut(picture: Picture, limit: int, operations: int) -> Picture:
    """Return a picture of the last boxes, with one for all others."""
    computed = [box for box in picture.boxes if _operations(box)]
    users = Counter(arrow.source for arrow in picture.arrows)
    kept: set[Box] = set()
    sources: dict[Box, list[Box]] = {}
    for arrow in picture.arrows:
        sources.setdefault(arrow.target, []).append(arrow.source)
    for box in reversed(computed):
        own = [s for s in sources.get(box, ()) if not _operations(s) and s not in kept]
        if len(kept) + len(own) + 2 > limit:
            break
        kept.update(own, [box])
    alone = [box for box in picture.boxes if not _operations(box) and not users[box]]
    kept.update(alone[: max(0, limit - 1 - len(kept))])
    left = [box for box in picture.boxes if box not in kept]
    rest = Box(Kind.FOLDED, "earlier operations", (_counted(left),))
    rest.stands_for = sum(map(_operations, left))
    shown = operations - rest.stands_for
    smaller = _with(picture, dict.fromkeys(left, rest))
    smaller.notes.append(
        f"only the last {shown:,} of {operations:,} operations are shown, the others as one box: "
        "pass a larger limit, or name parts of the program with name_scope"
    )
    return smaller


def _with(picture: Picture, instead: Mapping[Box, Box]) -> Picture:
    """Return the picture with boxes in place of others, and arrows to and from these."""
    boxes = dict.fromkeys(instead.get(box, box) for box in picture.boxes)
    arrows: dict[tuple[Box, Box, bool, str], Arrow] = {}
    for arrow in picture.arrows:
        source = instead.get(arrow.source, arrow.source)
        target = instead.get(arrow.target, arrow.target)
        if source is not target:
            label = arrow.label if source is arrow.source else ""
            key = (source, target, arrow.repeated, label)
            arrows.setdefault(key, Arrow(source, target, arrow.repeated, label))
    return Picture(_sorted([*boxes], [*arrows.values()]), [*arrows.values()], picture.notes)


def _sorted(boxes: list[Box], arrows: list[Arrow]) -> list[Box]:
    """Return the boxes so that each comes after all that it was computed from."""
    left = Counter(a.target for a in arrows if not a.repeated)
    after: dict[Box, list[Box]] = {}
    for arrow in arrows:
        if not arrow.repeated:
            after.setdefault(arrow.source, []).append(arrow.target)
    ready = [box for box in reversed(boxes) if not left[box]]
    order: list[Box] = []
    while ready:
        box = ready.pop()
        order.append(box)
        for target in after.get(box, ()):
            left[target] -= 1
            if not left[target]:
                ready.append(target)
    return order
