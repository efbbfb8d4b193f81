"""Functions compiled to straight-line NumPy."""

from .compiled import Compiled
from .compiled import compile as compile  # noqa: A004  # what it does

__all__ = ["Compiled", "compile"]
