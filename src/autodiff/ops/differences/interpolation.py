"""Linear interpolation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np

from autodiff.operands import eagerly, is_variable, plain, taken
from autodiff.ops.casting import astype
from autodiff.ops.namespace import xp as numpy  # xp is NumPy's name of a parameter here
from autodiff.registry import implements
from autodiff.values import valued

if TYPE_CHECKING:
    import numpy.typing as npt

    from autodiff.typing import Number, Operand
    from autodiff.variable import Variable


@implements(np.interp)
def interp(  # NumPy's signature
    x: Operand | npt.ArrayLike,
    xp: Operand | npt.ArrayLike,
    fp: Operand | npt.ArrayLike,
    left: Operand | None = None,
    right: Operand | None = None,
    period: Variable[Any, Any] | Number | None = None,
) -> Variable[Any, Any]:
    """Return the piecewise linear function through the points ``(xp, fp)`` at ``x``.

    Derivative: by ``x`` the slope of the segment, by ``fp`` the weights of its two ends, by
    ``xp`` the negative of these times the slope; outside of the points 0 by ``x``, and 1 by the
    end value, or by ``left`` or ``right``.

    Policy: at a point the slope of the segment to its right, so that it is 0 at the last.

    Raises
    ------
    ValueError
        If ``xp`` and ``fp`` are not of one length, or empty, or the period is 0.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([0.5, 1.5]))
    >>> np.interp(x, np.array([0.0, 1.0, 2.0]), np.array([0.0, 1.0, 4.0])).sum().backward()
    >>> print(x.grad)
    [1. 3.]
    """
    value: Any = numpy.interp(*(plain(a) for a in (x, xp, fp, left, right, period)))
    at, knots = _double(x), _double(xp)
    values = _double(fp, complex if np.iscomplexobj(plain(fp)) else float)
    if period is not None:
        left = right = None
        period = numpy.abs(period)
        at, knots = numpy.remainder(at, period), numpy.remainder(knots, period)
        order = np.argsort(plain(knots))
        knots, values = knots[order], values[order]
        knots = numpy.concatenate([knots[-1:] - period, knots, knots[:1] + period])
        values = numpy.concatenate([values[-1:], values, values[:1]])
    n = len(knots)
    plain_at, first, last = plain(at), plain(knots)[0], plain(knots)[-1]
    segment: Any = numpy.searchsorted(plain(knots), plain_at, side="right") - 1
    low = numpy.clip(segment, 0, max(n - 2, 0))
    high = numpy.minimum(low + 1, n - 1)
    left_knot, right_knot = taken(knots, low), taken(knots, high)
    width = right_knot - left_knot
    # points in one place have no slope, and no x between them
    width = numpy.where(plain(width) == 0, 1.0, width)
    # as seen from the end that is not infinitely far away
    distant = numpy.isneginf(plain(left_knot))
    weight = (at - numpy.where(distant, right_knot, left_knot)) / width + distant
    start = taken(values, low)
    within = start + (taken(values, high) - start) * weight
    end = values[-1]
    beyond: Any = end if right is None else numpy.where(plain_at > last, cast("Any", right), end)
    before: Any = values[0] if left is None else left
    y: Any = numpy.where(plain_at >= last, beyond, within)
    y = numpy.where(plain_at < first, before, y)
    return valued(y, value)


def _double(a: Any, kind: type = float) -> Any:
    """Return an operand in the double precision that NumPy interpolates in."""
    return astype(a, kind) if is_variable(a) else eagerly(a).astype(kind, copy=False)
