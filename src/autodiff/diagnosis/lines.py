"""Lines of the user's program: who called, and where an operation was recorded."""

from __future__ import annotations

import inspect
import linecache
import os
import sys
import warnings
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

if TYPE_CHECKING:
    from types import FrameType

__all__ = ["Line", "Origin", "note_origin", "origin_of", "user_line", "warn"]


def _folder(module: str, levels: int = 1) -> str:
    """Return the folder of a module, without the modules that a better way would import."""
    return module.rsplit(os.sep, levels)[0] + os.sep


_LIBRARIES: Final = (_folder(__file__, 2), _folder(np.__file__))
_SWEEPS: Final = frozenset({"autodiff.sweep", "autodiff.forward"})
"""Modules that run rules: what is called from there is not the user's line."""


class Line(NamedTuple):
    """A line of a program."""

    filename: str
    lineno: int
    function: str

    def __str__(self) -> str:
        source = linecache.getline(self.filename, self.lineno).strip()
        where = f'  File "{self.filename}", line {self.lineno}, in {self.function}'
        return f"{where}\n    {source}" if source else where


class Origin(NamedTuple):
    """Where a node was recorded.

    Attributes
    ----------
    line
        The user's line, ``None`` if it is not known.
    rules
        For a node that a rule recorded, the operations whose derivatives it is a part of: last
        the one that the line computed.
    """

    line: Line | None
    rules: tuple[str, ...] = ()


_ORIGINS: Final[WeakKeyDictionary[Any, Origin]] = WeakKeyDictionary()


def note_origin(node: Any, origin: Origin) -> None:
    """Note where ``node`` was recorded, for as long as it is alive."""
    _ORIGINS[node] = origin


def origin_of(node: Any) -> Origin:
    """Return where ``node`` was recorded, as far as it was noted."""
    return _ORIGINS.get(node, Origin(None))


def _user_frame(*, in_rules: bool) -> FrameType | None:
    frame = inspect.currentframe()
    scipy: Any = sys.modules.get("scipy")
    libraries = _LIBRARIES if scipy is None else (*_LIBRARIES, _folder(scipy.__file__))
    while frame is not None and frame.f_code.co_filename.startswith(libraries):
        if not in_rules and frame.f_globals.get("__name__") in _SWEEPS:
            return None
        frame = frame.f_back
    return frame


def user_line() -> Line | None:
    """Return the innermost line that is neither ours nor NumPy's nor SciPy's.

    ``None`` if the program is in a sweep's rules, or has no such line.
    """
    frame = _user_frame(in_rules=False)
    if frame is None:
        return None
    return Line(frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name)


def warn(message: str, category: type[Warning]) -> None:
    """Issue a warning as if the user's line had done so: there it is filtered, and there shown."""
    frame = _user_frame(in_rules=True)
    if frame is None:
        warnings.warn(message, category, stacklevel=2)
        return
    warnings.warn_explicit(
        message,
        category,
        frame.f_code.co_filename,
        frame.f_lineno,
        module=frame.f_globals.get("__name__"),
        registry=frame.f_globals.setdefault("__warningregistry__", {}),
    )
