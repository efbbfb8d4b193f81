"""Sparse matrices: their products with Variables, and systems of them.

A sparse matrix of SciPy's is a constant: ``s @ v`` and ``v @ s`` work as they stand. Its stored
values become variable where they are given apart, as ``matmul(s, x, values=v)`` and
``spsolve(s, b, values=v)``: then ``s`` says where they stand, and nothing else. No matrix is ever
made dense.
"""

from __future__ import annotations

from . import constant as constant
from . import structure as structure
from .solve import spsolve
from .stored import matmul

__all__ = ["matmul", "spsolve"]
