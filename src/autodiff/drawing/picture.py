"""What a picture shows, whatever it is drawn with: boxes, arrows between them, frames around."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

__all__ = ["MEANINGS", "Arrow", "Box", "Frame", "Kind", "Picture"]


class Kind(Enum):
    """What a box stands for."""

    LEAF = "leaf"
    OPERATION = "operation"
    RESULT = "result"
    CONSTANT = "constant"
    FOLDED = "folded"


MEANINGS = {
    Kind.LEAF: "Variable: gets a gradient",
    Kind.OPERATION: "operation",
    Kind.RESULT: "result: where gradients start",
    Kind.CONSTANT: "constant: no gradient",
    Kind.FOLDED: "many operations in one box",
}
"""The legend."""


@dataclass(eq=False, slots=True)
class Frame:
    """A part of the program.

    Attributes
    ----------
    title
        Its name, and how often it was repeated.
    parent
        The frame around it.
    """

    title: str
    parent: Frame | None = None


@dataclass(eq=False, slots=True)
class Box:
    """An operation with its result, a Variable of the user's, a constant, or many of these.

    Attributes
    ----------
    kind
        Which of them.
    title
        Its name.
    details
        Further lines.
    frame
        The innermost frame around it.
    stands_for
        How many there are of it in the graph.
    """

    kind: Kind
    title: str
    details: tuple[str, ...] = ()
    frame: Frame | None = None
    stands_for: int = 1


@dataclass(frozen=True, slots=True)
class Arrow:
    """The way of a value.

    Attributes
    ----------
    source, target
        Boxes.
    repeated
        Whether the value goes from one repetition to the next.
    label
        Which of several outputs it is.
    """

    source: Box
    target: Box
    repeated: bool = False
    label: str = ""

    @property
    def has_gradient(self) -> bool:
        """Whether a gradient comes back this way."""
        return self.source.kind is not Kind.CONSTANT


@dataclass(eq=False, slots=True)
class Picture:
    """A graph, ready to be drawn.

    Attributes
    ----------
    boxes
        In an order in which each comes after all that it was computed from.
    arrows
        Without duplicates.
    notes
        What is not shown as it is.
    """

    boxes: list[Box] = field(default_factory=list[Box])
    arrows: list[Arrow] = field(default_factory=list[Arrow])
    notes: list[str] = field(default_factory=list[str])

    def frames(self) -> list[Frame]:
        """Return all frames that have something in them, each after the one around it."""
        found: dict[Frame, Any] = {}
        for box in self.boxes:
            for frame in reversed(around(box.frame)):
                found.setdefault(frame)
        return [*found]


def around(frame: Frame | None) -> list[Frame]:
    """Return a frame and all around it, the innermost first."""
    found: list[Frame] = []
    while frame is not None:
        found.append(frame)
        frame = frame.parent
    return found
