"""The derivative of a function that is applied element by element."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .arguments import chosen
from .decorating import decorating
from .recording import Recording
from .reverse import ones, pulled_once

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["elementwise_grad"]


def elementwise_grad(f: Any = None, argnums: Any = 0) -> Any:
    """Return a function that computes the derivative of ``f`` at each element.

    It is the gradient of the sum of ``f``, hence the derivative where element i of the result
    depends on element i of the argument alone.

    Parameters
    ----------
    f
        Returns real arrays of any shape.
    argnums
        As for :func:`grad`.

    Returns
    -------
    A function with the parameters of ``f``; it returns a container like the chosen argument.

    Raises
    ------
    NotDifferentiableError, TypeError
        As :func:`grad`.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> slope = ad.elementwise_grad(np.tanh)
    >>> slope(np.array([0.0, 1.0])).round(4)
    array([1.  , 0.42])
    >>> ad.elementwise_grad(slope)(np.array([0.0, 1.0])).round(4)
    array([-0.    , -0.6397])
    """
    numbers = chosen("elementwise_grad", argnums)

    def transform(f: Callable[..., Any]) -> Callable[..., Any]:
        def derivative(*args: Any, **kwargs: Any) -> Any:
            record = Recording("elementwise_grad", f, args, kwargs, numbers)
            return pulled_once(record, [ones(record, y) for y in record.outputs], argnums)

        return derivative

    return decorating("elementwise_grad", f, transform)
