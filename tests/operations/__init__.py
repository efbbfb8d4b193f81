"""The table of operations: one row each, from which the checks of all operations are made.

Each module of this package has the rows of one family in its ``CASES``.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from .case import Array, Case, positive, real

__all__ = ["CASES", "Array", "Case", "positive", "real"]

CASES: list[Case] = [
    case
    for module in sorted(m.name for m in iter_modules(__path__) if m.name != "case")
    for case in import_module(f"{__name__}.{module}").CASES
]
"""Every operation, in every form of call that its rule distinguishes."""
