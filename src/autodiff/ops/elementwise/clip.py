"""Limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import apply1
from autodiff.operands import plain
from autodiff.ops.casting import Cast
from autodiff.registry import implements
from autodiff.values import exact

from .extrema import maximum, minimum

if TYPE_CHECKING:
    from autodiff.typing import Operand
    from autodiff.variable import Variable

_NO_VALUE: Any = np._NoValue


@implements(np.clip)
def clip(
    a: Operand,
    a_min: Operand | None = _NO_VALUE,
    a_max: Operand | None = _NO_VALUE,
    *,
    min: Operand | None = _NO_VALUE,
    max: Operand | None = _NO_VALUE,
) -> Variable[Any, Any]:
    """Return ``a`` limited to ``a_min <= y <= a_max``, element by element.

    None is no limit. ``min`` and ``max`` are other names, as in NumPy since 2.1, of which one may
    be left out.

    Derivative: ``dy/da = 1`` within the limits and 0 beyond, and 1 by the limit there.

    Policy: 1/2 each on a limit, as for :func:`maximum` and :func:`minimum`, which it is made of.

    Raises
    ------
    TypeError
        If one of ``a_min`` and ``a_max`` is given without the other.
    ValueError
        If the shapes do not broadcast, or limits are given under both names.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([-1.0, 0.5, 7.0]))
    >>> ad.clip(x, 0.0, 1.0).sum().backward()
    >>> x.grad
    array([0., 1., 0.])
    """
    if a_min is _NO_VALUE and a_max is _NO_VALUE:
        low = None if min is _NO_VALUE else min
        high = None if max is _NO_VALUE else max
    else:
        for limit, name in ((a_min, "a_min"), (a_max, "a_max")):
            if limit is _NO_VALUE:
                msg = f"clip: {name} is missing; give None for no limit"
                raise TypeError(msg)
        if min is not _NO_VALUE or max is not _NO_VALUE:
            msg = "clip: limits are given as a_min and a_max, or as min and max, not as both"
            raise ValueError(msg)
        low, high = a_min, a_max
    data: Any = plain(a)
    if getattr(data, "dtype", None) is not None and data.dtype.kind in "iu":
        # a number beyond what the integers hold is no limit
        held = np.iinfo(data.dtype)
        low = None if type(low) is int and low <= held.min else low
        high = None if type(high) is int and high >= held.max else high
    if low is not None:
        limited = maximum(a, low)
        return limited if high is None else minimum(limited, high)
    if high is not None:
        return minimum(a, high)
    return exact(apply1(Cast(data.dtype), a), np.clip, a, None, None)
