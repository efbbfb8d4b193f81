"""Derivatives in a direction by differences: no rule has a part in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.config import no_grad
from autodiff.operands import is_array
from autodiff.transforms.edge import plain_value

from .leaves import FunctionOfLeaves, is_inexact, magnitudes, precision

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["along", "numerical_jvp"]

_FIRST: Final = 0.125
"""The longest step, where a tangent is as long as its primal."""

_MOST: Final = 12
"""As many times the step is halved, at most."""


def numerical_jvp(
    f: Callable[..., Any], primals: Sequence[Any], tangents: Sequence[Any]
) -> tuple[Any, Any]:
    """Return ``f(*primals)`` and its derivative in the direction of ``tangents``, by differences.

    Central differences ``(f(x + hv) - f(x - hv)) / 2h`` for a sequence of halved steps,
    extrapolated to ``h = 0`` (Richardson); for each element the estimate that the neighbouring
    ones and the rounding of ``f`` leave least in doubt (Ridders, Advances in Engineering Software
    4, 1982). Steps at which ``f`` is not finite, or raises an ``ArithmeticError`` or a
    ``ValueError``, are left out, so that the point may be close to the end of a domain. In
    float64 ten digits are common. On a kink the result is the mean of both sides.

    Parameters
    ----------
    f
        Any function of arrays, numbers and containers of them.
    primals
        The arguments. Leaves of integers are not moved.
    tangents
        One a primal, each a container like it (see :func:`autodiff.jvp`), of which the leaves in
        the place of integers do not matter.

    Returns
    -------
    y
        What ``f`` returned.
    dy
        A container like it, with NaN where no step gave a number, and zeros for integers.

    Raises
    ------
    TypeError
        If numbers or containers of primals and tangents do not agree.

    Examples
    --------
    >>> import numpy as np
    >>> from autodiff.testing import numerical_jvp
    >>> y, dy = numerical_jvp(np.exp, (np.array([0.0, 1.0]),), (np.array([1.0, 2.0]),))
    >>> bool(np.allclose(dy, y * [1.0, 2.0], rtol=1e-10))
    True
    """
    if len(primals) != len(tangents):
        msg = f"numerical_jvp: {len(primals)} primals and {len(tangents)} tangents"
        raise TypeError(msg)
    g = FunctionOfLeaves("numerical_jvp", f, primals, range(len(primals)))
    vs = g.leaves_like(tangents)
    with no_grad():
        ys, structure = g.evaluated(g.leaves)
        dys = iter(along(g, g.leaves, vs))
    return structure.unflatten(map(plain_value, ys)), structure.unflatten(
        next(dys)[()] if is_inexact(y) else np.zeros(np.shape(y))[()] for y in ys
    )


def along(
    f: Callable[..., Sequence[Any]], xs: Sequence[Any], vs: Sequence[Any], accuracy: float = 0.0
) -> list[Any]:
    """Return the derivatives of arrays ``f(*xs)`` in the direction of arrays ``vs``.

    Halving the step ends when all errors are below ``accuracy`` of the derivatives' size.
    """
    ys = [np.asarray(y) for y in f(*xs)]
    y = _joined(ys)
    eps = precision([*xs, *ys])
    if not y.size:
        return ys
    h = _FIRST * min(map(_length, xs, vs), default=1.0)
    h = h if np.isfinite(h) else _FIRST  # nothing moves
    shortest = h * max(eps ** (1 / 3), 2.0**-_MOST)
    size = np.abs(y)
    best = np.full(y.shape, np.nan, y.dtype)
    error = np.full(y.shape, np.inf)
    row: list[Any] = []
    with np.errstate(all="ignore"):
        while h >= shortest and not np.all(error <= accuracy * np.max(np.abs(best))):
            above, row = row, [_central(f, xs, vs, h, y)]
            noise = eps * size / h
            for m, longer in enumerate(above, 1):  # the m-th is off by terms from h**2m on
                old = row[-1]
                new = old + (old - longer) / (4.0**m - 1)
                row.append(new)
                doubt = np.maximum(np.abs(new - old), np.abs(new - longer)) + noise
                better = doubt < error  # never where it is NaN
                best = np.where(better, new, best)
                error = np.where(better, doubt, error)
            h /= 2
    ends = np.cumsum([a.size for a in ys])
    return [
        best[end - a.size : end].reshape(a.shape).astype(a.dtype)
        for end, a in zip(ends, ys, strict=True)
    ]


def _central(
    f: Callable[..., Sequence[Any]], xs: Sequence[Any], vs: Sequence[Any], h: float, like: Any
) -> Any:
    try:
        plus, minus = (
            _joined(f(*(_moved(x, v, t) for x, v in zip(xs, vs, strict=True)))) for t in (h, -h)
        )
        return (plus - minus) / (2 * h)
    except (ArithmeticError, ValueError):  # outside of the domain
        return np.full_like(like, np.nan)


def _moved(x: Any, v: Any, t: float) -> Any:
    moved = np.asarray(x) + t * np.asarray(v)
    return moved.astype(x.dtype) if is_array(x) else type(x)(moved)


def _length(x: Any, v: Any) -> float:
    """Return the step at which ``x`` moves by about its own size in the direction ``v``."""
    longest = float(np.max(np.abs(v), initial=0.0))
    return float(np.max(magnitudes(x))) / longest if longest else np.inf


def _joined(ys: Sequence[Any]) -> Any:
    """Return all elements as one vector, of double precision at least."""
    parts = [np.ravel(y).astype(np.result_type(y, np.float64)) for y in map(np.asarray, ys)]
    return np.concatenate(parts) if parts else np.zeros(0)
