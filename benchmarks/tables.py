"""Markdown tables, printed row by row as the numbers come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def cell(value: float | None) -> str:
    """Return a number with three digits that count, a dash if there is none."""
    if value is None:
        return "-"
    return f"{value:.0f}" if value >= 99.5 else f"{value:.1f}" if value >= 9.95 else f"{value:.2f}"


class Table:
    """A table whose first column is text, and the others numbers.

    Parameters
    ----------
    width
        Of the first column.
    titles
        Of all columns.
    """

    def __init__(self, width: int, titles: Sequence[str]) -> None:
        self._widths = [width, *(max(6, len(title)) for title in titles[1:])]
        self.row(*titles)
        dashes = ["-" * (w - 1) + ":" for w in self._widths[1:]]
        print("| " + " | ".join([":" + "-" * (width - 1), *dashes]) + " |", flush=True)

    def row(self, *cells: str) -> None:
        """Print one row."""
        first, *others = zip(cells, self._widths, strict=True)
        aligned = [first[0].ljust(first[1]), *(text.rjust(w) for text, w in others)]
        print("| " + " | ".join(aligned) + " |", flush=True)
