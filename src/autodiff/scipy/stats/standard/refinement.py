"""A formula from the textbook for the derivative, and a better value where that cancels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operands import data_of, is_variable
from autodiff.values import valued

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["refined", "revalued"]


def refined(y: Any, chosen: Any, value: Callable[..., Any], *arguments: Any) -> Any:
    """Return ``y`` with ``value(*arguments)`` where ``chosen``, and its own derivative everywhere.

    ``value`` is another formula of the same function, for arrays, and is asked about the chosen
    elements only.
    """
    if not np.any(chosen):
        return y
    plain = [data_of(a) for a in arguments]
    if np.all(chosen):
        return revalued(y, value(*plain))
    better = np.array(data_of(y))
    where, *plain = np.broadcast_arrays(chosen, *plain, better)[:-1]
    better[where] = value(*(a[where] for a in plain))
    return revalued(y, better)


def revalued(y: Any, value: Any) -> Any:
    """Return ``y`` with another value, and its own derivative."""
    return valued(y, value) if is_variable(y) else value[()]
