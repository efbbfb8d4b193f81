"""Sparse derivatives: where they may not be zero, and how few sweeps compute them."""

from __future__ import annotations

from . import along_axis as along_axis
from . import products as products
from .propagation import pattern

__all__ = ["along_axis", "pattern", "products"]
