"""SciPy's linear algebra as rules call it: on arrays, one matrix or stacks of them.

SciPy has no types of its own, and some functions took no stacks before SciPy 1.17.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.opaque import Opaque
from autodiff.operands import data_of
from autodiff.ops.arraylike import as_operand

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["checked", "finite", "lapack", "sl", "square", "stacked"]

sl: Final = Opaque(import_module("scipy.linalg"))


def stacked(f: Callable[..., Any], *xs: Any, square: bool = False) -> Any:
    """Apply ``f`` to each matrix of stacks that broadcast.

    Where there is none, what ``f`` makes of unit matrices tells the dtype.
    """
    if all(x.ndim == 2 for x in xs) and all(x.size for x in xs):
        return f(*xs)
    batch = np.broadcast_shapes(*(x.shape[:-2] for x in xs))
    n, k = xs[-1].shape[-2:]
    if 0 in (*batch, n, k):
        sample = f(*(np.eye(1, dtype=x.dtype) for x in xs))
        return np.zeros((*batch, n, n if square else k), sample.dtype)
    spread = [np.broadcast_to(x, (*batch, *x.shape[-2:])) for x in xs]
    ys = [f(*(x[i] for x in spread)) for i in np.ndindex(batch)]
    # Of some matrices the function may be real, of others complex.
    return np.stack(ys).reshape((*batch, *ys[0].shape))


def square(a: Any, name: str, position: int = 0) -> Any:
    """Return a stack of square matrices, as a Variable or an array."""
    a = as_operand(a, name, position)
    if a.ndim < 2 or a.shape[-1] != a.shape[-2]:
        msg = f"{name}: an array of shape {a.shape} is no stack of square matrices"
        raise ValueError(msg)
    return a


def checked(*xs: Any) -> None:
    """Raise, as SciPy does, where there are infinities or NaNs."""
    if not finite(*map(data_of, xs)):
        msg = "array must not contain infs or NaNs"
        raise ValueError(msg)


def lapack(x: Any) -> Any:
    """Return an array in double precision at most, beyond which there is no LAPACK."""
    return x.astype({"g": "d", "G": "D"}[x.dtype.char]) if x.dtype.char in "gG" else x


def finite(*xs: Any) -> bool:
    """Whether there are neither infinities nor NaNs, on which some of SciPy's functions hang."""
    return all(bool(np.isfinite(x).all()) for x in xs)
