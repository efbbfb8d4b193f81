"""The table of hazards: programs that could go silently wrong, and what is promised of each.

Each module of this package has the rows of one family, or of a few. The page
``docs/explanation/never-silently-wrong.md`` shows the table.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from .table import FAMILIES, Family, Hazard, Refused, Right

__all__ = ["FAMILIES", "HAZARDS", "Family", "Hazard", "Refused", "Right"]

for _module in sorted(m.name for m in iter_modules(__path__) if m.name != "table"):
    import_module(f"{__name__}.{_module}")

FAMILIES.sort(key=lambda family: family.name.lower())

HAZARDS: list[Hazard] = [row for family in FAMILIES for row in family.rows]
"""Every hazard."""
