"""Derivatives by the rules, as functions of leaves, so that they have derivatives too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from autodiff.operands import data_of
from autodiff.transforms import jvp, vjp

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Leaves: TypeAlias = Sequence[Any]
    F: TypeAlias = Callable[..., tuple[Any, ...]]

__all__ = ["MODES", "norm", "products", "pulled", "pulled_continued", "pushed"]

MODES: Final = {"rev": "reverse", "fwd": "forward"}


def pulled(f: F, n: int, *leaves: Any) -> tuple[Any, ...]:
    """Return the cotangents of the first ``n`` leaves, where the others are those of ``f``."""
    _, pullback = vjp(f, *leaves[:n])
    return pullback(leaves[n:])


def pushed(f: F, n: int, *leaves: Any) -> tuple[Any, ...]:
    """Return the tangents of ``f`` at the first ``n`` leaves, of which the others are tangents."""
    _, dys = jvp(f, leaves[:n], leaves[n:])
    return dys  # type: ignore[no-any-return]  # one a result


def pulled_continued(f: F, n: int, *leaves: Any) -> tuple[Any, ...]:
    """Return what ``pulled`` of real leaves continues to analytically.

    A pullback multiplies by the conjugate transpose of the Jacobian, which is not analytic. With
    the conjugates of cotangents before and after it is the transpose alone.
    """
    _, pullback = vjp(f, *leaves[:n])
    return tuple(np.conj(g) for g in pullback(tuple(np.conj(u) for u in leaves[n:])))


def products(a: Leaves, b: Leaves) -> Any:
    """Return the terms of the inner product of two lists of arrays, in real coordinates.

    What is multiplied by 0 is 0, whatever it is: a direction in which it does not move.
    """
    pairs = [(np.asarray(data_of(x)), np.asarray(data_of(y))) for x, y in zip(a, b, strict=True)]
    terms = [
        np.ravel(np.where((x == 0) | (y == 0), 0.0, np.real(np.conj(x) * y))).astype(np.float64)
        for x, y in pairs
    ]
    return np.concatenate([np.zeros(0), *terms])


def norm(terms: Any) -> float:
    """Return how large a sum of terms of random signs is likely to be."""
    largest = float(np.max(np.abs(terms), initial=0.0))
    return largest * float(np.sqrt(np.sum(np.square(terms / largest)))) if largest else 0.0
