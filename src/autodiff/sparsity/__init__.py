"""Sparse derivatives: where they may not be zero, and how few sweeps compute them."""

from __future__ import annotations

from . import along_axis as along_axis
from . import products as products
from .compression import Compression, of_jacobian, of_symmetric
from .given import as_pattern, require_covered, same, symmetrised
from .matrices import require_scipy
from .propagation import pattern
from .structure import Site, structure

__all__ = [
    "Compression",
    "Site",
    "along_axis",
    "as_pattern",
    "of_jacobian",
    "of_symmetric",
    "pattern",
    "products",
    "require_covered",
    "require_scipy",
    "same",
    "structure",
    "symmetrised",
]
