"""Fixed points: ``x = f(x, p)``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, overload

import numpy as np

from autodiff.operands import is_variable

from .solver import Problem, differentiable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autodiff.trees import Structure


__all__ = ["fixed_point"]

P = ParamSpec("P")
R = TypeVar("R")


@overload
def fixed_point(
    f: Callable[..., Any],
    solver: None = None,
    *,
    tolerance: float = ...,
    linear_solve: Callable[[Any, Any], Any] | None = ...,
) -> Callable[[Callable[P, R]], Callable[P, R]]: ...
@overload
def fixed_point(
    f: Callable[..., Any],
    solver: Callable[P, R],
    *,
    tolerance: float = ...,
    linear_solve: Callable[[Any, Any], Any] | None = ...,
) -> Callable[P, R]: ...
def fixed_point(
    f: Callable[..., Any],
    solver: Any = None,
    *,
    tolerance: float = 1e-4,
    linear_solve: Callable[[Any, Any], Any] | None = None,
) -> Any:
    """Return a solver of ``x = f(x, *params)`` that is differentiable in ``params``.

    Parameters
    ----------
    f
        Returns a container like ``x``, with arrays of the same shapes.
    solver, tolerance, linear_solve
        As for :func:`root`, with ``F(x, p) = x - f(x, p)``.

    Returns
    -------
    A function of the solver's parameters, as for :func:`root`. The iteration may be any: its
    steps are neither recorded nor kept.

    Raises
    ------
    TypeError
        If ``f`` returns another container than ``x``.
    ValueError
        If one of its arrays has another shape.
    ConvergenceError, UndefinedDerivativeError, NotDifferentiableError, GradientError
        As :func:`root`.

    Notes
    -----
    ``dx = (1 - f_x)^-1 f_p dp``. For a contraction the matrix is regular, and its inverse the sum
    of ``f_x^k``, which is what differentiating the iteration would add up (Christianson 1994).

    Examples
    --------
    The square root as the Babylonians found it:

    >>> import autodiff as ad
    >>> def step(x, a):
    ...     return (x + a / x) / 2
    >>> @ad.implicit.fixed_point(step)
    ... def square_root(a):
    ...     x = 1.0
    ...     for _ in range(30):
    ...         x = step(x, a)
    ...     return x
    >>> ad.value_and_grad(square_root)(4.0)
    (np.float64(2.0), 0.25)
    """

    def statement(xs: Sequence[Any], structure: Structure, params: Sequence[Any]) -> Sequence[Any]:
        what = "fixed_point: the result of f"
        images = structure.leaves_of(f(structure.unflatten(xs), *params), what)
        residuals: list[Any] = []
        for i, (x, image) in enumerate(zip(xs, images, strict=True)):
            y = image if is_variable(image) else np.asarray(image)
            if y.shape != x.shape:
                msg = f"{what}{structure.path(i)} has shape {y.shape}, where x has {x.shape}"
                raise ValueError(msg)
            residuals.append(x - y)
        return residuals

    return differentiable(Problem("fixed_point", statement, tolerance, linear_solve), solver)
