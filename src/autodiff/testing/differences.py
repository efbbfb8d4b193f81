"""Derivatives in a direction by differences: no rule has a part in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.config import no_grad
from autodiff.operands import is_array
from autodiff.transforms.edge import plain_value

from .extrapolation import Extrapolation
from .leaves import FunctionOfLeaves, is_inexact, magnitudes, precision

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["moved", "numerical_jvp", "reach"]


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
        dys = iter(_along(g, g.leaves, vs))
    return structure.unflatten(map(plain_value, ys)), structure.unflatten(
        next(dys)[()] if is_inexact(y) else np.zeros(np.shape(y))[()] for y in ys
    )


def _along(f: Callable[..., Sequence[Any]], xs: Sequence[Any], vs: Sequence[Any]) -> list[Any]:
    """Return the derivatives of arrays ``f(*xs)`` in the direction of arrays ``vs``."""
    ys = [np.asarray(y) for y in f(*xs)]
    y = _joined(ys)
    if not y.size:
        return ys
    eps = precision([*xs, *ys])
    with np.errstate(all="ignore"):
        table = Extrapolation(
            lambda t: _joined(f(*moved(xs, vs, t))), y, np.abs(y), eps, reach(xs, vs)
        )
        table.refine(0.0)
    ends = np.cumsum([a.size for a in ys])
    return [
        table.value[end - a.size : end].reshape(a.shape).astype(a.dtype)
        for end, a in zip(ends, ys, strict=True)
    ]


def moved(xs: Sequence[Any], vs: Sequence[Any], t: float) -> list[Any]:
    """Return ``x + tv`` for each, as ``x`` was given."""
    found: list[Any] = []
    for x, v in zip(xs, vs, strict=True):
        new = np.asarray(x) + t * np.asarray(v)
        found.append(new.astype(x.dtype) if is_array(x) else type(x)(new))
    return found


def reach(xs: Sequence[Any], vs: Sequence[Any]) -> float:
    """Return the ``t`` at which some ``x + tv`` has moved by its own size; 1 if none moves."""
    found = [np.inf]
    for x, v in zip(xs, vs, strict=True):
        longest = float(np.max(np.abs(v), initial=0.0))
        if longest:
            found.append(float(np.max(magnitudes(x))) / longest)
    return min(found) if np.isfinite(min(found)) else 1.0


def _joined(ys: Sequence[Any]) -> Any:
    """Return all elements as one vector, of double precision at least."""
    parts = [np.ravel(y).astype(np.result_type(y, np.float64)) for y in map(np.asarray, ys)]
    return np.concatenate(parts) if parts else np.zeros(0)
