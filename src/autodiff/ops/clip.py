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
def clip(x: Operand, low: Operand | None = None, high: Operand | None = None) -> Variable[Any, Any]:
    """Return ``x`` limited to ``low <= y <= high``, element by element.

    Composed of :func:`maximum` and :func:`minimum`, whose shares at a tie it has.

    Parameters
    ----------
    x
        Any shape.
    low, high
        Limits that broadcast with ``x``; None for no limit.

    Returns
    -------
    Of the broadcast shape; ``dy/dx`` is 1 within, 0 beyond and 1/2 on a limit. As ``numpy.clip``.

    Raises
    ------
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
    if low is not None:
        limited = maximum(x, low)
        return limited if high is None else minimum(limited, high)
    if high is None:
        msg = "clip: both limits are None; give at least one"
        raise TypeError(msg)
    return minimum(x, high)
