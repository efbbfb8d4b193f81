"""A picture as SVG, readable on light and on dark ground, without scripts or anything outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .layout import DETAIL, LINE, TITLE, laid_out, text_of
from .picture import MEANINGS, Kind
from .text import for_xml, shortened, width_of

if TYPE_CHECKING:
    from .layers import Line
    from .layout import Rectangle
    from .picture import Box, Picture

__all__ = ["written"]

_MARGIN: Final = 14.0
_STYLE: Final = """\
.ad{font-family:ui-sans-serif,system-ui,"Segoe UI",Helvetica,Arial,sans-serif}
.ad .bg{fill:#fff}.ad text{fill:#1d1d1a;font-size:11px}.ad .t{font-size:13px;font-weight:600}
.ad .m{text-anchor:middle}.ad .n{fill:#55554f}.ad .box{stroke-width:1.2}
.ad .leaf{fill:#d7ebff;stroke:#1f6fb5}.ad .operation{fill:#f6f6f4;stroke:#77776f}
.ad .result{fill:#fff0cc;stroke:#b07a00;stroke-width:2}.ad .folded{fill:#e9e4f5;stroke:#6f5aa8}
.ad .constant{fill:#ececec;stroke:#a8a8a8}.ad .constant+text.t{fill:#66665f;font-weight:400}
.ad .frame{fill:#77776f;fill-opacity:.06;stroke:#a3a39a;stroke-dasharray:5 3}
.ad .e{fill:none;stroke:#2f7fc4;stroke-width:1.4}.ad .a{fill:#2f7fc4}
.ad .e.c{stroke:#b0b0aa}.ad .a.c{fill:#b0b0aa}.ad .e.r{stroke-dasharray:4 3}
@media (prefers-color-scheme:dark){
.ad .bg{fill:#16171a}.ad text{fill:#ececea}.ad .n{fill:#b4b4ae}
.ad .leaf{fill:#12385a;stroke:#5fb0f5}.ad .operation{fill:#2a2b2f;stroke:#85868c}
.ad .result{fill:#4a3908;stroke:#e5b13a}.ad .folded{fill:#33294d;stroke:#a894dd}
.ad .constant{fill:#26272a;stroke:#606166}.ad .constant+text.t{fill:#a5a59f}
.ad .frame{fill:#fff;fill-opacity:.045;stroke:#6d6e74}
.ad .e{stroke:#66b3f2}.ad .a{fill:#66b3f2}.ad .e.c{stroke:#6a6b70}.ad .a.c{fill:#6a6b70}}
"""


def written(picture: Picture) -> str:
    """Return the text of the SVG."""
    layout = laid_out(picture)
    legend, legend_width, legend_height = _legend(picture, layout.height + _MARGIN)
    width = max(layout.width, legend_width) + 2 * _MARGIN
    height = layout.height + legend_height + 2.5 * _MARGIN
    dx = (width - 2 * _MARGIN - layout.width) / 2 + _MARGIN
    operations = sum(
        b.stands_for for b in picture.boxes if b.kind not in {Kind.LEAF, Kind.CONSTANT}
    )
    out = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="ad" width="{width:.0f}" '
            f'height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}" role="img">'
        ),
        f"<title>A graph of {operations:,} operations</title>",
        f"<style>{_STYLE}</style>",
        f'<rect class="bg" width="{width:.0f}" height="{height:.0f}"/>',
        f'<g transform="translate({dx:.1f} {_MARGIN:.1f})">',
    ]
    for frame, place in layout.frames.items():
        out.append(
            f'<rect class="frame" {_at(place)} rx="8"/>'
            f'<text class="n" x="{place.x + 9:.1f}" y="{place.y + 15:.1f}">'
            f"{for_xml(shortened(frame.title))}{_whole(frame.title)}</text>"
        )
    ends: dict[str, None] = {}
    for line in layout.lines:
        path, arrow = _line(line)
        ends.setdefault(path)
        if arrow:
            ends.setdefault(arrow)
    out += sorted(ends, key=lambda e: ' c"' not in e)  # what carries gradients above
    out += [_box(box, place) for box, place in layout.boxes.items()]
    return "\n".join([*out, "</g>", *legend, "</svg>"])


def _at(place: Rectangle) -> str:
    return (
        f'x="{place.x:.1f}" y="{place.y:.1f}" width="{place.width:.1f}" height="{place.height:.1f}"'
    )


def _whole(text: str) -> str:
    """Return what is shown under the pointer, if the text had to be shortened."""
    return f"<title>{for_xml(text)}</title>" if shortened(text) != text else ""


def _box(box: Box, place: Rectangle) -> str:
    lines = text_of(box)
    middle = place.x + place.width / 2
    first = place.y + (place.height - LINE * len(lines)) / 2 + 12
    radius = {Kind.LEAF: 12, Kind.CONSTANT: 9}.get(box.kind, 3)
    out = [f'<g><rect class="box {box.kind.value}" {_at(place)} rx="{radius}"/>']
    if box.kind is Kind.FOLDED:
        out.append(
            f'<rect class="box folded" x="{place.x + 3:.1f}" y="{place.y + 3:.1f}" '
            f'width="{place.width - 6:.1f}" height="{place.height - 6:.1f}" rx="2"/>'
        )
    for i, line in enumerate(lines):
        out.append(
            f'<text class="m {"n" if i else "t"}" x="{middle:.1f}" y="{first + LINE * i:.1f}">'
            f"{for_xml(line)}</text>"
        )
    whole = "\n".join((box.title, *box.details))
    hidden = any(shortened(d, 40) != d for d in box.details) or shortened(box.title) != box.title
    return "".join(out) + (f"<title>{for_xml(whole)}</title>" if hidden else "") + "</g>"


def _line(line: Line) -> tuple[str, str]:
    """Return a path, and the head of an arrow if the line has arrived."""
    net = line.net
    repeated = isinstance(net, tuple)
    source: Box = net[0] if isinstance(net, tuple) else net  # type: ignore[assignment]  # a Box
    kind = " c" if source.kind is Kind.CONSTANT else " r" if repeated else ""
    points = line.points
    (x0, y0), (x1, y1) = points[0], points[-1]
    if len(points) > 2:
        path = "M" + " L".join(f"{x:.1f},{y:.1f}" for x, y in points)
    elif abs(x0 - x1) < 0.5:
        path = f"M{x0:.1f},{y0:.1f} V{y1 - (6 if line.arrived else 0):.1f}"
    else:
        end = y1 - (6 if line.arrived else 0)
        bend = (end - y0) * 0.5
        path = (
            f"M{x0:.1f},{y0:.1f} C{x0:.1f},{y0 + bend:.1f} {x1:.1f},{end - bend:.1f} "
            f"{x1:.1f},{end:.1f}"
        )
    drawn = f'<path class="e{kind}" d="{path}"/>'
    if not line.arrived:
        return drawn, ""
    head = f"M{x1:.1f},{y1:.1f} l-3.6,-7 h7.2 z"
    return drawn, f'<path class="a{kind}" d="{head}"/>'


def _legend(picture: Picture, top: float) -> tuple[list[str], float, float]:
    """Return what the kinds of boxes mean, and notes; with width and height."""
    used = {box.kind for box in picture.boxes}
    rows = [(kind, MEANINGS[kind]) for kind in Kind if kind in used]
    texts = [text for _, text in rows] + picture.notes
    out: list[str] = []
    y = top + 2 * _MARGIN
    for kind, text in rows:
        out.append(
            f'<rect class="box {kind.value}" x="{_MARGIN}" y="{y - 9:.1f}" width="16" height="11" '
            f'rx="3"/><text class="n" x="{_MARGIN + 24}" y="{y:.1f}">{for_xml(text)}</text>'
        )
        y += 17
    for note in picture.notes:
        out.append(f'<text class="n" x="{_MARGIN}" y="{y:.1f}">{for_xml(note)}</text>')
        y += 17
    width = max((width_of(text, DETAIL) for text in texts), default=0.0) + 24
    return out, width, y - top - _MARGIN + TITLE / 2
