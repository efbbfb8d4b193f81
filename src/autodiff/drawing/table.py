"""The values of a Variable in a table of HTML, a few of them if there are many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.graph import Node, owner_of
from autodiff.messages import name_of
from autodiff.operands import is_array

from .shapes import described
from .text import for_xml, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["table_of"]

_MOST: Final = 8
"""Rows and columns that are shown in full."""
_CELL: Final = "padding:1px 8px;text-align:right;font-variant-numeric:tabular-nums"


def table_of(v: Any, data: Any) -> str:
    """Return HTML for a Variable, whose values are ``data``."""
    head = [f"<b>{for_xml(shortened(v.name))}</b>"] if v.name else []
    head.append("no data" if data is None else for_xml(described((tuple(data.shape), data.dtype))))
    creator = owner_of(v._edge)
    if isinstance(creator, Node):
        head.append(f"from {for_xml(name_of(creator))}")
    if v._grad is not None:
        head.append("has a gradient")
    parts = " \N{MIDDLE DOT} ".join(head)
    caption = f'<div style="opacity:.75">{parts}</div>'
    if data is None:
        return caption
    if not is_array(data) or data.ndim > 2 or not data.size:
        text = (
            np.array2string(np.asarray(data), threshold=60, precision=4) if is_array(data) else ""
        )
        return f"{caption}<pre>{_escaped(text or str(data))}</pre>"
    rows: Any = np.atleast_2d(data)
    lines = [
        "<tr>" + "".join(f'<td style="{_CELL}">{cell}</td>' for cell in _row(rows, i)) + "</tr>"
        for i in _shown(len(rows))
    ]
    return f"{caption}<table>{''.join(lines)}</table>"


def _escaped(text: str) -> str:
    return "\n".join(map(for_xml_kept, text.splitlines()))


def for_xml_kept(line: str) -> str:
    """Return a line with its spaces as they are."""
    return "\N{NO-BREAK SPACE}" * (len(line) - len(line.lstrip())) + for_xml(line)


def _shown(n: int) -> Sequence[int | None]:
    """Return which rows or columns are shown, None for those between."""
    if n <= _MOST:
        return range(n)
    half = _MOST // 2
    return [*range(half), None, *range(n - half, n)]


def _row(rows: Any, i: int | None) -> list[str]:
    columns = _shown(rows.shape[1])
    if i is None:
        return ["\N{VERTICAL ELLIPSIS}"] * len(columns)
    return ["\N{HORIZONTAL ELLIPSIS}" if j is None else _number(rows[i, j]) for j in columns]


def _number(x: Any) -> str:
    return f"{x:.5g}" if x.dtype.kind in "fc" else str(x)
