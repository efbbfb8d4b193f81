"""The value of a function and its gradient, in one evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .arguments import chosen
from .decorating import decorating
from .recording import Recording
from .reverse import gradient

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["value_and_grad"]


def value_and_grad(f: Any = None, argnums: Any = 0, *, has_aux: bool = False) -> Any:
    """Return a function that computes ``f`` and its gradient in one go.

    Parameters
    ----------
    f, argnums, has_aux
        As for :func:`grad`.

    Returns
    -------
    A function with the parameters of ``f`` that returns ``(value, gradient)``, or
    ``((value, aux), gradient)`` with ``has_aux``. For plain arguments the value is the NumPy scalar
    that ``f`` itself would return.

    Raises
    ------
    GradientError, NotDifferentiableError, TypeError
        As :func:`grad`.

    Examples
    --------
    SciPy's optimisers take it as it is:

    >>> import numpy as np, autodiff as ad
    >>> from scipy.optimize import minimize
    >>> def rosenbrock(x):
    ...     return np.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)
    >>> found = minimize(ad.value_and_grad(rosenbrock), np.zeros(3), jac=True)
    >>> found.x.round(4)
    array([1., 1., 1.])
    """
    numbers = chosen("value_and_grad", argnums)

    def transform(f: Callable[..., Any]) -> Callable[..., Any]:
        def value_and_derivative(*args: Any, **kwargs: Any) -> Any:
            record = Recording("value_and_grad", f, args, kwargs, numbers, has_aux=has_aux)
            g = gradient(record, argnums)
            value = record.value()
            return ((value, record.auxiliary()) if has_aux else value), g

        return value_and_derivative

    return decorating("value_and_grad", f, transform)
