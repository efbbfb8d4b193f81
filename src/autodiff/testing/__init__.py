"""Derivatives checked against differences, and the two modes against each other."""

from __future__ import annotations

from autodiff.errors import GradientCheckError

from .checks import check_grads
from .differences import numerical_jvp

__all__ = ["GradientCheckError", "check_grads", "numerical_jvp"]
