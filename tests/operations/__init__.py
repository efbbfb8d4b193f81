"""The table of operations: one row each, from which the checks of all operations are made."""

from __future__ import annotations

from . import creation, elementary, indexing, writing
from .case import Array, Case, positive, real

__all__ = ["CASES", "Array", "Case", "positive", "real"]

CASES: list[Case] = [
    *elementary.CASES,
    *creation.CASES,
    *indexing.CASES,
    *writing.CASES,
]
"""Every operation, in every form of call that its rule distinguishes."""
