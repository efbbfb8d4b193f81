"""Derivatives checked against differences, and the two modes against each other."""

from __future__ import annotations

from autodiff.errors import GradientCheckError, InconclusiveCheckError

from .checks import check_grads
from .differences import numerical_jvp
from .named import CheckGrads

__all__ = [
    "CheckGrads",
    "GradientCheckError",
    "InconclusiveCheckError",
    "check_grads",
    "numerical_jvp",
]
