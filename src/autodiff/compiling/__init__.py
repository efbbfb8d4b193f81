"""Functions compiled to straight-line NumPy."""

from . import recorder, traced
from .compiled import Compiled, compile

__all__ = ["Compiled", "compile"]

traced.use(recorder)
