"""A picture in DOT, the language of Graphviz."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .picture import Kind
from .text import for_dot, lines_of, shortened

if TYPE_CHECKING:
    from .picture import Arrow, Frame, Picture

__all__ = ["written"]

_STYLES: Final = {
    Kind.LEAF: 'style="filled,rounded", fillcolor="#d7ebff", color="#1f6fb5"',
    Kind.OPERATION: 'style="filled", fillcolor="#f6f6f4", color="#77776f"',
    Kind.RESULT: 'style="filled", fillcolor="#fff0cc", color="#b07a00", penwidth=2',
    Kind.CONSTANT: 'style="filled,rounded", fillcolor="#e8e8e8", color="#a0a0a0", '
    'fontcolor="#606060"',
    Kind.FOLDED: 'style="filled", fillcolor="#e9e4f5", color="#6f5aa8", peripheries=2',
}


def written(picture: Picture) -> str:
    """Return the text."""
    names = {box: f"n{i}" for i, box in enumerate(picture.boxes)}
    lines = ["digraph {", '  node [shape=box, fontname="Helvetica", fontsize=11];']
    if picture.notes:
        notes = "\\l".join(map(for_dot, picture.notes))
        lines.append(f'  label="{notes}\\l"; labeljust=l; fontname="Helvetica"; fontsize=10;')
    frames = picture.frames()

    def inside(frame: Frame | None, indent: str) -> None:
        for box in picture.boxes:
            if box.frame is frame:
                text = "\\n".join(
                    map(
                        for_dot,
                        lines_of(box.title, box.details, box.stands_for, count=_counts(box.kind)),
                    )
                )
                lines.append(f'{indent}{names[box]} [label="{text}", {_STYLES[box.kind]}];')
        for i, inner in enumerate(frames):
            if inner.parent is frame:
                lines.append(f"{indent}subgraph cluster_{i} {{")
                lines.append(
                    f'{indent}  label="{for_dot(shortened(inner.title))}"; color="#a0a0a0";'
                )
                inside(inner, indent + "  ")
                lines.append(f"{indent}}}")

    inside(None, "  ")
    lines += [
        f"  {names[arrow.source]} -> {names[arrow.target]}{_options(arrow)};"
        for arrow in picture.arrows
    ]
    return "\n".join([*lines, "}"])


def _counts(kind: Kind) -> bool:
    """Whether a box says how many it stands for; an operation's frame does, a folded box too."""
    return kind in {Kind.LEAF, Kind.CONSTANT}


def _options(arrow: Arrow) -> str:
    options: list[str] = []
    if not arrow.has_gradient:
        options.append('color="#a0a0a0"')
    if arrow.repeated:
        options.append("style=dashed, constraint=false")
    if arrow.label:
        options.append(f'label="{for_dot(arrow.label)}"')
    return f" [{', '.join(options)}]" if options else ""
