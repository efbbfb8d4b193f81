"""What NumPy's functions of several results return: tuples with the names that NumPy gives."""

from __future__ import annotations

from typing import Any, Generic, NamedTuple

from typing_extensions import TypeVar

__all__ = ["EighResult", "SlogdetResult"]

W = TypeVar("W", default=Any)
V = TypeVar("V", default=Any)
S = TypeVar("S", default=Any)
L = TypeVar("L", default=Any)


class EighResult(NamedTuple, Generic[W, V]):
    """Eigenvalues and eigenvectors of Hermitian matrices."""

    eigenvalues: W
    eigenvectors: V


class SlogdetResult(NamedTuple, Generic[S, L]):
    """Sign and logarithm of the modulus of determinants."""

    sign: S
    logabsdet: L
