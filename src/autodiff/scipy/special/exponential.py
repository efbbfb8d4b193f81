"""Exponentials, logarithms and roots: SciPy has ufuncs of its own beside NumPy's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autodiff.ufunc import UnaryUfunc

from .namespace import scipys

if TYPE_CHECKING:
    from autodiff.operation import Array


class Log1p(UnaryUfunc, ufunc=scipys.log1p):
    """``y = ln(1 + x)``, with ``dy/dx = 1 / (1 + x)``."""

    def backward(self, gy: Array) -> Array:
        return gy / (1 + self.x)
