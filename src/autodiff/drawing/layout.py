"""Where everything is in a picture: each frame is laid out by itself, then is one item around.

A line that enters or leaves a frame does so at a place of its border, its port, which is laid out
with what is in the frame. So no line crosses a box, and no frame another.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .layers import Edge, Item, Level, Line
from .picture import Box, Frame, Kind, around
from .text import lines_of, shortened, width_of

if TYPE_CHECKING:
    from collections.abc import Hashable

    from .picture import Picture

__all__ = ["Layout", "Rectangle", "laid_out", "text_of"]

TITLE = 13.0
DETAIL = 11.0
LINE = 16.0
PADDING = 10.0
HEAD = 24.0
LOOP = 7.0


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Upper left corner and size."""

    x: float
    y: float
    width: float
    height: float


@dataclass(eq=False, slots=True)
class Layout:
    """All places.

    Attributes
    ----------
    boxes, frames
        Where they are; a frame comes after the one around it.
    lines
        Pieces of lines by the box that they come from, or that and "repeated".
    width, height
        Of all.
    """

    boxes: dict[Box, Rectangle] = field(default_factory=dict[Box, Rectangle])
    frames: dict[Frame, Rectangle] = field(default_factory=dict[Frame, Rectangle])
    lines: list[Line] = field(default_factory=list[Line])
    width: float = 0.0
    height: float = 0.0


def text_of(box: Box) -> list[str]:
    """Return the lines in a box."""
    counts = box.kind in {Kind.LEAF, Kind.CONSTANT}
    return lines_of(box.title, box.details, box.stands_for, count=counts)


def laid_out(picture: Picture) -> Layout:
    """Return the places of a picture's boxes, frames and lines."""
    return _Arranger(picture).run()


class _Arranger:
    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.frames = picture.frames()
        self.levels: dict[Frame | None, Level] = {}
        self.ports: dict[Frame, dict[tuple[int, Hashable], Item]] = {f: {} for f in self.frames}
        self.items: dict[Box | Frame, Item] = {}
        self.edges: dict[Frame | None, dict[Any, Any]] = {None: {}, **{f: {} for f in self.frames}}
        self.layout = Layout()

    def run(self) -> Layout:
        """Lay out frames from the inside, then put all in place from the outside."""
        for box in self.picture.boxes:
            lines = text_of(box)
            width = max(
                width_of(lines[0], TITLE),
                *(width_of(line, DETAIL) for line in lines[1:]),
                24.0,
            )
            small = box.kind is Kind.CONSTANT
            height = LINE * len(lines) + (6 if small else 12)
            is_source = box.kind in {Kind.LEAF, Kind.CONSTANT}
            self.items[box] = Item(
                box, width + 2 * PADDING, height, is_source=is_source, is_box=True
            )
        for arrow in self.picture.arrows:
            self._want(arrow.source, arrow.target, repeated=arrow.repeated)
        for frame in [*reversed(self.frames), None]:
            self._lay_out(frame)
        level = self.levels[None]
        self.layout.width, self.layout.height = level.width, level.height
        self._put(None, 0.0, 0.0)
        return self.layout

    def _want(self, source: Box, target: Box, *, repeated: bool) -> None:
        """Note the lines that an arrow needs: one in each frame that it passes."""
        outer = around(target.frame)
        if repeated:  # down to the border of the innermost common frame, and again from its top
            common = next((f for f in around(source.frame) if f in outer), None)
            net: Hashable = (source, "repeated")
            if common is None:
                return
            at = self._leave(net, source, around(source.frame), common)
            self._link(common, net, at, (common, 1))
            way = [*outer[: outer.index(common)]]
            self._enter(net, (common, -1), target, way, common)
            return
        common = next((f for f in around(source.frame) if f in outer), None)
        at = self._leave(source, source, around(source.frame), common)
        way = outer if common is None else outer[: outer.index(common)]
        self._enter(source, at, target, way, common)

    def _leave(self, net: Hashable, box: Box, way: list[Frame], common: Frame | None) -> Any:
        """Link a box to the border of all frames below the common one; return where it arrives."""
        at: Any = box
        for frame in way:
            if frame is common:
                break
            self._link(frame, net, at, (frame, 1))
            at = (frame, "out")
        return at

    def _enter(
        self, net: Hashable, at: Any, target: Box, way: list[Frame], common: Frame | None
    ) -> None:
        """Link what is in the common frame to a box, through the borders of those between."""
        level = common
        for frame in reversed(way):
            self._link(level, net, at, (frame, "in"))
            at, level = (frame, -1), frame
        self._link(level, net, at, target)

    def _link(self, level: Frame | None, net: Hashable, source: Any, target: Any) -> None:
        self.edges[level].setdefault((net, source, target))

    def _lay_out(self, frame: Frame | None) -> None:
        """Lay out what is in a frame, of which all inner ones are laid out."""
        items = [self.items[b] for b in self.picture.boxes if b.frame is frame]
        inner = [self.items[f] for f in self.frames if f.parent is frame]
        edges: list[Edge] = []
        for net, source, target in self.edges[frame]:
            a, da = self._end(net, source)
            b, db = self._end(net, target)
            edges.append(Edge(net, a, b, da, db))
        ports = [] if frame is None else [*self.ports[frame].values()]
        level = self.levels[frame] = Level(_in_order(items, inner, edges, ports), edges)
        level.lay_out()
        if frame is None:
            return
        loops = len({net for (_, net) in self.ports[frame] if _is_repeated(net, frame, self)})
        side = PADDING + LOOP * (loops + 1) if loops else PADDING
        width = max(level.width + PADDING + side, width_of(shortened(frame.title), DETAIL) + 24)
        self.items[frame] = Item(frame, width, level.height + HEAD + PADDING + LOOP * loops)

    def _end(self, net: Hashable, end: Box | tuple[Frame, int | str]) -> tuple[Item, float]:
        """Return the item at the end of a line, and how far from its middle it ends."""
        if isinstance(end, Box):
            return self.items[end], 0.0
        of, where = end
        if isinstance(where, int):  # its own border
            return self.ports[of].setdefault((where, net), Item(None, 0.0, 0.0, where)), 0.0
        port = self.ports[of][1 if where == "out" else -1, net]
        item = self.items[of]
        return item, port.x + PADDING - item.width / 2

    def _put(self, frame: Frame | None, dx: float, dy: float) -> None:
        """Put a level in its place, and all that are within it."""
        pending: list[tuple[Frame | None, float, float]] = [(frame, dx, dy)]
        while pending:
            frame, dx, dy = pending.pop()
            level = self.levels[frame]
            for line in level.lines:
                points = tuple((x + dx, y + dy) for x, y in line.points)
                self.layout.lines.append(Line(line.net, points, line.arrived))
            if frame is not None:
                self._borders(frame, dx, dy)
            for item in level.items:
                if item.what is None:
                    continue
                x, y = item.x - item.width / 2 + dx, item.y + dy
                place = Rectangle(x, y, item.width, item.height)
                if isinstance(item.what, Box):
                    self.layout.boxes[item.what] = place
                else:
                    self.layout.frames[item.what] = place
                    pending.append((item.what, x + PADDING, y + HEAD))

    def _borders(self, frame: Frame, dx: float, dy: float) -> None:
        """Draw lines between ports and the border, and those of repetitions around."""
        place, level = self.layout.frames[frame], self.levels[frame]
        loops = 0
        for (where, net), port in self.ports[frame].items():
            x, y = port.x + dx, port.y + dy
            if not _is_repeated(net, frame, self):
                border = place.y if where < 0 else place.y + place.height
                ends = ((x, border), (x, y)) if where < 0 else ((x, y), (x, border))
                self.layout.lines.append(Line(net, ends, arrived=False))
            elif where > 0 and (-1, net) in self.ports[frame]:
                loops += 1
                right = dx + level.width + LOOP * loops
                low = y + LOOP * loops
                start = self.ports[frame][-1, net]
                high = start.y + dy - LOOP * 0.5
                points = ((x, y), (x, low), (right, low), (right, high), (start.x + dx, high),
                          (start.x + dx, start.y + dy))  # fmt: skip
                self.layout.lines.append(Line(net, points, arrived=False))


def _is_repeated(net: Hashable, frame: Frame, arranger: _Arranger) -> bool:
    """Whether a line goes from one repetition of the frame to the next."""
    ports = arranger.ports[frame]
    return isinstance(net, tuple) and (1, net) in ports and (-1, net) in ports


def _in_order(
    items: list[Item], frames: list[Item], edges: list[Edge], ports: list[Item]
) -> list[Item]:
    """Return all items, frames where they are used first, for a start of the order in rows."""
    order: dict[Item, None] = dict.fromkeys(p for p in ports if p.end < 0)
    for edge in edges:
        if edge.source.end == 0:
            order.setdefault(edge.source)
        if edge.target.end == 0:
            order.setdefault(edge.target)
    return [
        *order,
        *(i for i in [*items, *frames] if i not in order),
        *(p for p in ports if p.end > 0),
    ]
