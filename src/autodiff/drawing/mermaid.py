"""A picture in Mermaid, which code hosts and notebooks draw from Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .picture import Kind
from .text import for_mermaid, lines_of, shortened

if TYPE_CHECKING:
    from .picture import Arrow, Box, Frame, Picture

__all__ = ["written"]

_STYLES: Final = {
    Kind.LEAF: "fill:#d7ebff,stroke:#1f6fb5,color:#10263a",
    Kind.OPERATION: "fill:#f6f6f4,stroke:#77776f,color:#1d1d1a",
    Kind.RESULT: "fill:#fff0cc,stroke:#b07a00,color:#3a2a00,stroke-width:2px",
    Kind.CONSTANT: "fill:#e8e8e8,stroke:#a0a0a0,color:#555555",
    Kind.FOLDED: "fill:#e9e4f5,stroke:#6f5aa8,color:#241a40",
}
_SHAPES: Final = {
    Kind.LEAF: ("([", "])"),
    Kind.CONSTANT: ("(", ")"),
    Kind.FOLDED: ("[[", "]]"),
}


def written(picture: Picture) -> str:
    """Return the text."""
    names = {box: f"n{i}" for i, box in enumerate(picture.boxes)}
    frames = picture.frames()
    lines = [f"%% {note}" for note in map(for_mermaid, picture.notes)]
    lines.append("flowchart TB")

    def inside(frame: Frame | None, indent: str) -> None:
        for box in picture.boxes:
            if box.frame is frame:
                lines.append(f"{indent}{names[box]}{_shape(box)}")
        for i, inner in enumerate(frames):
            if inner.parent is frame:
                title = for_mermaid(shortened(inner.title))
                lines.append(f'{indent}subgraph f{i}["{title}"]')
                inside(inner, indent + "  ")
                lines.append(f"{indent}end")

    inside(None, "  ")
    lines += [
        f"  {names[arrow.source]} {_arrow(arrow)} {names[arrow.target]}" for arrow in picture.arrows
    ]
    used = {box.kind for box in picture.boxes}
    lines += [f"  classDef {k.value} {style}" for k, style in _STYLES.items() if k in used]
    return "\n".join(lines)


def _shape(box: Box) -> str:
    opening, closing = _SHAPES.get(box.kind, ("[", "]"))
    count = box.kind in {Kind.LEAF, Kind.CONSTANT}
    lines = lines_of(box.title, box.details, box.stands_for, count=count)
    text = "<br/>".join(map(for_mermaid, lines))
    return f'{opening}"{text}"{closing}:::{box.kind.value}'


def _arrow(arrow: Arrow) -> str:
    line = "-.->" if arrow.repeated or not arrow.has_gradient else "-->"
    label = "next" if arrow.repeated else for_mermaid(arrow.label)
    return f'{line}|"{label}"|' if label else line
