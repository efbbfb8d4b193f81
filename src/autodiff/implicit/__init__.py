"""Derivatives of what a solver returns, by the equation that it solves.

The solver may be anything: nothing inside it is recorded, and it never sees a Variable. What is
differentiated is the equation, at the solution.
"""

from __future__ import annotations

from .argmin import argmin
from .fixed_point import fixed_point
from .root import root

__all__ = ["argmin", "fixed_point", "root"]
