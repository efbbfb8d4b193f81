"""``Image``: a picture as notebooks show it, and the file that it is written to."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING, Final

from . import dot, mermaid, svg

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .picture import Picture

__all__ = ["Image", "write"]


class Image:
    """What :func:`autodiff.draw` returns: notebooks show it, ``svg`` is its text.

    Attributes
    ----------
    notes
        What is not shown as it is, such as operations that were left out.
    """

    def __init__(self, picture: Picture) -> None:
        self._picture: Final = picture
        self.notes: Final = tuple(picture.notes)

    @cached_property
    def svg(self) -> str:
        """The SVG as text."""
        return svg.written(self._picture)

    def _repr_svg_(self) -> str:
        return self.svg

    def __repr__(self) -> str:
        return f"<Image of {len(self._picture.boxes)} boxes>"


_FORMATS: Final[Mapping[str, Callable[[Image], str]]] = {
    ".svg": lambda image: image.svg,
    ".dot": lambda image: dot.written(image._picture),
    ".gv": lambda image: dot.written(image._picture),
    ".mmd": lambda image: mermaid.written(image._picture),
}


def write(image: Image, path: str | os.PathLike[str]) -> None:
    """Write a picture to a file.

    Raises
    ------
    ValueError
        If the suffix is of no known format.
    OSError
        If the file cannot be written.
    """
    name = os.fspath(path)
    suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122  # pathlib takes its time to import
    if suffix not in _FORMATS:
        msg = f"draw: {name!r} is to end with one of {', '.join(_FORMATS)}"
        raise ValueError(msg)
    text = _FORMATS[suffix](image)
    with open(name, "w", encoding="utf-8", newline="\n") as file:  # noqa: PTH123  # as above
        file.write(f"{text}\n")
