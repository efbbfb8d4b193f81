"""Initial value problems: SciPy's solutions, differentiated."""

from __future__ import annotations

from .initial_value import solve_ivp

__all__ = ["solve_ivp"]
