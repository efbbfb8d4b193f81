"""Derivatives as functions and as values, to any order."""

from __future__ import annotations

from .gradients import gradients
from .jvp import jvp

__all__ = ["gradients", "jvp"]
