"""Limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.registry import implements

from .extrema import maximum, minimum

if TYPE_CHECKING:
    from autodiff.typing import Operand
    from autodiff.variable import Variable


@implements(np.clip)
def clip(
    a: Operand,
    a_min: Operand | None = None,
    a_max: Operand | None = None,
    *,
    min: Operand | None = None,
    max: Operand | None = None,
) -> Variable[Any, Any]:
    """Return ``a`` limited to ``a_min <= y <= a_max``, element by element.

    Composed of :func:`maximum` and :func:`minimum`, whose shares at a tie it has.

    Parameters
    ----------
    a
        Any shape.
    a_min, a_max
        Limits that broadcast with ``a``; None for no limit.
    min, max
        Other names for the same, as in NumPy since 2.1.

    Returns
    -------
    Of the broadcast shape; ``dy/da`` is 1 within, 0 beyond and 1/2 on a limit. As ``numpy.clip``.

    Raises
    ------
    TypeError
        If there is no limit at all.
    ValueError
        If the shapes do not broadcast.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([-1.0, 0.5, 7.0]))
    >>> ad.clip(x, 0.0, 1.0).sum().backward()
    >>> x.grad
    array([0., 1., 0.])
    """
    low = a_min if min is None else min
    high = a_max if max is None else max
    if low is not None:
        limited = maximum(a, low)
        return limited if high is None else minimum(limited, high)
    if high is None:
        msg = "clip: both limits are None; give at least one"
        raise TypeError(msg)
    return minimum(a, high)
