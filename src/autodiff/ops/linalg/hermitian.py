"""Hermitian matrices, of which NumPy reads one triangle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from autodiff.operation import Unary
from autodiff.ops.namespace import xp

if TYPE_CHECKING:
    from autodiff.operation import Array

__all__ = ["Hermitian", "Triangle", "adjoint", "onto_triangle", "triangle"]

Triangle: TypeAlias = Literal["L", "U"]


def adjoint(a: Any) -> Any:
    """Return the conjugate transpose of each matrix."""
    transposed = a.swapaxes(-1, -2)
    return xp.conj(transposed) if a.dtype.kind == "c" else transposed  # of reals it would copy


def onto_triangle(g: Array, uplo: Triangle) -> Array:
    """Return the cotangent of the triangle that stands for a Hermitian matrix, for the whole's.

    Each element off the diagonal stands for two, itself and its conjugate on the other side.
    """
    folded = g + adjoint(g)
    diagonal = np.eye(g.shape[-1], dtype=bool)
    return xp.where(diagonal, folded / 2, xp.tril(folded) if uplo == "L" else xp.triu(folded))


class Hermitian(Unary):
    """``h = tril(a, -1) + tril(a, -1)^H + Re(diag(a))``, with ``ga = tril(gh + gh^H)``, diagonal halved.

    The Hermitian matrix that the lower triangle stands for (or the upper).
    """  # noqa: E501  # one formula

    linear = True
    moves = True
    uplo: Triangle

    def forward(self, x: Any) -> Any:
        if x.ndim < 2 or x.shape[-1] != x.shape[-2]:
            msg = f"an array of shape {x.shape} is no stack of square matrices"
            raise np.linalg.LinAlgError(msg)
        lower = np.tri(x.shape[-1], dtype=bool)
        read = lower if self.uplo == "L" else lower.T
        y = xp.where(read, x, adjoint(x))  # a choice, for a sum would lose the sign of a zero
        return xp.where(lower & lower.T, xp.real(x), y) if x.dtype.kind == "c" else y

    def backward(self, gy: Array) -> Array:
        return onto_triangle(gy, self.uplo)


def triangle(uplo: str) -> Triangle:
    """Return which triangle is read, by NumPy's name for it."""
    upper = uplo.upper()
    if upper == "L":
        return "L"
    if upper == "U":
        return "U"
    msg = f"UPLO is 'L' or 'U', not {uplo!r}"
    raise ValueError(msg)
