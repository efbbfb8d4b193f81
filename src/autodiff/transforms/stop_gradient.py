"""Values taken as constants, whatever they were computed from."""

from __future__ import annotations

from typing import TypeVar

from autodiff.trees import map_variables

from .edge import fixed

__all__ = ["stop_gradient"]

T = TypeVar("T")


def stop_gradient(tree: T) -> T:
    """Return the same values as constants, through which no derivative passes.

    Parameters
    ----------
    tree
        A Variable, or a container with some in it; anything else is returned as it is.

    Returns
    -------
    A container of the same type, in which Variables share the arrays of those given.

    Examples
    --------
    The normaliser is computed, but not differentiated:

    >>> import numpy as np, autodiff as ad
    >>> ad.grad(lambda x: np.sum(x / ad.stop_gradient(np.max(x))))(np.array([1.0, 4.0]))
    array([0.25, 0.25])
    """
    return map_variables(lambda v: fixed(v._value), tree)  # type: ignore[no-any-return]  # of the same type
