"""Arrays of the engine in the hands of users' code, which may read them and not write to them."""

from __future__ import annotations

from typing import Any

from .operands import is_array

__all__ = ["lent"]


def lent(x: Any) -> Any:
    """Return an array that cannot be written to and shows ``x``; anything else as it is.

    The cotangent of one input may be that of another too, and the array of an operand may be the
    user's own: a user's rule that changed one of them in place would change what it has no
    business with. Writing raises NumPy's ``ValueError``.

    Examples
    --------
    >>> import numpy as np
    >>> gy = np.ones(2)
    >>> lent(gy).flags.writeable, gy.flags.writeable
    (False, True)
    """
    if not is_array(x):
        return x
    shown = x.view()
    shown.flags.writeable = False
    return shown
