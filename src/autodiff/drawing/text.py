"""Text in pictures: of any characters, but not too long, and escaped for each format."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["for_dot", "for_mermaid", "for_xml", "lines_of", "printable", "shortened", "width_of"]

_LONGEST: Final = 32
_NARROW: Final = frozenset("iljtfrI.,:;'|![]()-` ")
_WIDE: Final = frozenset("mwMW@%")


def printable(text: str) -> str:
    """Return text in one line: spaces for line ends, a replacement for what nobody can show."""
    text = " ".join(text.split())
    return "".join(
        c
        if unicodedata.category(c) not in {"Cc", "Cs", "Cn", "Co", "Cf"}
        else "\N{REPLACEMENT CHARACTER}"
        for c in text
    )


def shortened(text: str, longest: int = _LONGEST) -> str:
    """Return printable text of so many characters at most, without its middle."""
    text = printable(text)
    if len(text) <= longest:
        return text
    head = longest * 2 // 3
    return f"{text[:head]}\N{HORIZONTAL ELLIPSIS}{text[len(text) - (longest - head - 1) :]}"


def lines_of(title: str, details: tuple[str, ...], stands_for: int, *, count: bool) -> list[str]:
    """Return what is written in a box."""
    times = f" \N{MULTIPLICATION SIGN}{stands_for}" if count and stands_for > 1 else ""
    return [shortened(title) + times, *(shortened(detail, 40) for detail in details)]


def for_xml(text: str) -> str:
    """Return text as it stands in XML, in an attribute too."""
    text = printable(text)
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(character, entity)
    return text


def for_dot(text: str) -> str:
    """Return text as it stands between the quotes of a string in DOT, which knows entities."""
    text = printable(text).replace("&", "&amp;")
    return text.replace("\\", "\\\\").replace('"', '\\"')


def for_mermaid(text: str) -> str:
    """Return text as it stands between quotes in Mermaid: what means anything, by its number."""
    return re.sub(
        r"[^\w\s.,:=+\[\]()\N{MULTIPLICATION SIGN}\N{HORIZONTAL ELLIPSIS}-]",
        lambda found: f"#{ord(found[0])};",
        printable(text),
    )


def width_of(text: str, size: float) -> float:
    """Return about how wide text is in a sans-serif font, rather more than less."""
    total = 0.0
    for c in text:
        if unicodedata.east_asian_width(c) in "WF":
            total += 1.05
        elif c in _NARROW:
            total += 0.4
        elif c in _WIDE or unicodedata.category(c) == "So":
            total += 1.0
        else:
            total += 0.74 if c.isupper() else 0.64
    return total * size
