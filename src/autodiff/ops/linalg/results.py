"""What NumPy's functions of several results return: tuples with the names that NumPy gives."""

from __future__ import annotations

from typing import Any, Generic, NamedTuple

from typing_extensions import TypeVar

__all__ = ["EigResult", "EighResult", "QRResult", "SVDResult", "SlogdetResult"]

W = TypeVar("W", default=Any)
V = TypeVar("V", default=Any)
S = TypeVar("S", default=Any)
L = TypeVar("L", default=Any)


class EighResult(NamedTuple, Generic[W, V]):
    """Eigenvalues and eigenvectors of Hermitian matrices."""

    eigenvalues: W
    eigenvectors: V


class EigResult(NamedTuple, Generic[W, V]):
    """Eigenvalues and eigenvectors."""

    eigenvalues: W
    eigenvectors: V


class SVDResult(NamedTuple, Generic[V, S]):
    """Left singular vectors, singular values, and conjugated right singular vectors as rows."""

    U: V
    S: S
    Vh: V


class QRResult(NamedTuple, Generic[V]):
    """A unitary and an upper triangular factor."""

    Q: V
    R: V


class SlogdetResult(NamedTuple, Generic[S, L]):
    """Sign and logarithm of the modulus of determinants."""

    sign: S
    logabsdet: L
