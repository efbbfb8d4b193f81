"""The layers of a level of a picture: which item stands below which, and the lines between."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .ordering import ordered, placed

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from .ordering import Link

__all__ = ["Edge", "Item", "Level", "Line"]

GAP_X = 22.0
GAP_Y = 30.0

Point = tuple[float, float]


@dataclass(eq=False, slots=True)
class Item:
    """Something with a place: a box, a frame, or the end of lines that go on outside.

    Attributes
    ----------
    what
        What it is.
    width, height
        Its size.
    end
        -1 if it is at the top, 1 if it is at the bottom, 0 if anywhere between.
    is_source
        Whether it stands just above what it is used for.
    is_box
        Whether lines that end here have arrived.
    x, y
        The middle of its upper side, once it has a place.
    """

    what: Any
    width: float
    height: float
    end: int = 0
    is_source: bool = False
    is_box: bool = False
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Edge:
    """A line wanted: of the net ``net``, from one item to another, so far from their middles."""

    net: Hashable
    source: Item
    target: Item
    source_dx: float = 0.0
    target_dx: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of line: of the net, through these points; whether it has arrived."""

    net: Hashable
    points: tuple[Point, ...]
    arrived: bool


@dataclass(eq=False, slots=True)
class Level:
    """Items and edges; :meth:`lay_out` gives the items places and makes lines of the edges."""

    items: list[Item]
    edges: list[Edge]
    lines: list[Line] = field(default_factory=list[Line])
    width: float = 0.0
    height: float = 0.0

    def lay_out(self) -> None:
        """Find a place for each item, with 0, 0 in the upper left corner."""
        ranks = self._ranks()
        n = len(self.items)
        number = {item: i for i, item in enumerate(self.items)}
        rows: list[list[int]] = [[] for _ in range(max(ranks.values(), default=0) + 1)]
        for item in self.items:
            rows[ranks[item]].append(number[item])
        widths = [item.width for item in self.items]
        gaps = [GAP_X / 2 if item.width > 0 else 5.0 for item in self.items]
        links: dict[Link, Hashable] = {}
        ways: dict[tuple[Hashable, Item, int], int] = {}  # a net passes a row once
        for edge in self.edges:
            at, dx = number[edge.source], edge.source_dx
            for k in range(ranks[edge.source] + 1, ranks[edge.target]):
                key = (edge.net, edge.source, k)
                passing = ways.get(key)
                if passing is None:
                    passing = ways[key] = len(widths)
                    widths.append(0.0)
                    gaps.append(6.0)
                    rows[k].append(passing)
                links[at, passing, dx, 0.0] = edge.net
                at, dx = passing, 0.0
            links[at, number[edge.target], dx, edge.target_dx] = edge.net
        rows = ordered(rows, [*links])
        light = {i for item, i in number.items() if item.is_source}
        x = placed(rows, [*links], widths, gaps, light)
        left = min((x[i] - widths[i] / 2 for i in range(len(widths))), default=0.0)
        x = [value - left for value in x]
        self.width = max((x[i] + widths[i] / 2 for i in range(len(widths))), default=0.0)
        top = [0.0] * len(widths)
        bottom = [0.0] * len(widths)
        y = 0.0
        for k, row in enumerate(rows):
            height = max((self.items[i].height for i in row if i < n), default=0.0)
            for i in row:
                own = self.items[i].height if i < n else height
                is_end = i < n and self.items[i].end == 0 and self.items[i].is_source
                top[i] = y + (height - own) * (1.0 if is_end else 0.5 if i < n else 0.0)
                bottom[i] = top[i] + own
            y += height
            if k + 1 < len(rows):
                reach = (
                    max(
                        (abs(x[a] + da - x[b] - db) for a, b, da, db in links if a in {*row}),
                        default=0.0,
                    )
                    if len(links) < 400
                    else 0.0
                )
                ends = bool(row) and all(i < n and self.items[i].end for i in row)
                y += (14.0 if ends else GAP_Y) + min(40.0, reach / 16)
        self.height = y
        for item, i in number.items():
            item.x, item.y = x[i], top[i]
        self._draw(links, x, top, bottom)

    def _draw(
        self,
        links: Mapping[Link, Hashable],
        x: Sequence[float],
        top: Sequence[float],
        bottom: Sequence[float],
    ) -> None:
        n = len(self.items)
        passed: set[int] = set()
        for (a, b, da, db), net in links.items():
            if a >= n and a not in passed:
                passed.add(a)
                self.lines.append(Line(net, ((x[a], top[a]), (x[a], bottom[a])), arrived=False))
            arrived = b < n and self.items[b].is_box
            points = ((x[a] + da, bottom[a]), (x[b] + db, top[b]))
            self.lines.append(Line(net, points, arrived=arrived))

    def _ranks(self) -> dict[Item, int]:
        """Return the row of each item: below all that lead to it, sources as low as they can be."""
        after: dict[Item, list[Item]] = {item: [] for item in self.items}
        left = dict.fromkeys(self.items, 0)
        for edge in self.edges:
            after[edge.source].append(edge.target)
            left[edge.target] += 1
        first = 1 if any(item.end < 0 for item in self.items) else 0
        ranks = {item: 0 if item.end < 0 else first for item in self.items}
        ready = deque(item for item in self.items if not left[item])
        order: list[Item] = []
        while ready:
            item = ready.popleft()
            order.append(item)
            for target in after[item]:
                ranks[target] = max(ranks[target], ranks[item] + 1)
                left[target] -= 1
                if not left[target]:
                    ready.append(target)
        for item in reversed(order):
            if item.is_source and after[item]:
                ranks[item] = max(ranks[item], min(ranks[t] for t in after[item]) - 1)
        if any(item.end > 0 for item in self.items):
            last = 1 + max((r for i, r in ranks.items() if i.end <= 0), default=0)
            ranks |= {item: last for item in self.items if item.end > 0}
        return ranks
