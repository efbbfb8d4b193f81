"""Minima: ``x = argmin f(x, p)``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, overload

from autodiff.transforms.grad import grad

from .solver import Problem, differentiable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autodiff.trees import Structure


__all__ = ["argmin"]

P = ParamSpec("P")
R = TypeVar("R")


@overload
def argmin(
    objective: Callable[..., Any],
    solver: None = None,
    *,
    tolerance: float = ...,
    linear_solve: Callable[[Any, Any], Any] | None = ...,
) -> Callable[[Callable[P, R]], Callable[P, R]]: ...
@overload
def argmin(
    objective: Callable[..., Any],
    solver: Callable[P, R],
    *,
    tolerance: float = ...,
    linear_solve: Callable[[Any, Any], Any] | None = ...,
) -> Callable[P, R]: ...
def argmin(
    objective: Callable[..., Any],
    solver: Any = None,
    *,
    tolerance: float = 1e-4,
    linear_solve: Callable[[Any, Any], Any] | None = None,
) -> Any:
    """Return a minimiser of ``objective(x, *params)`` that is differentiable in ``params``.

    Parameters
    ----------
    objective
        Returns one number. It is written with NumPy, and smooth at the minimum.
    solver, tolerance, linear_solve
        As for :func:`root`, where ``F`` is the gradient of the objective by ``x``. Its matrix, the
        Hessian, is symmetric: that of a minimum is factorised by Cholesky's method, and beyond
        1000 unknowns conjugate gradients solve.

    Returns
    -------
    A function of the solver's parameters, as for :func:`root`. The result may be a maximum or a
    saddle too: only that the gradient vanishes is looked at. Minima at a bound, where it does not,
    are refused; make the parameters unbounded, or state the conditions that hold there as a root.

    Raises
    ------
    GradientError, TypeError
        If the objective does not return one number.
    ConvergenceError, UndefinedDerivativeError, NotDifferentiableError
        As :func:`root`.

    Notes
    -----
    With the Hessian ``H`` of ``f`` by ``x``, ``dx = -H^-1 f_xp dp``: the gradient of a validation
    loss by hyperparameters takes one system with ``H`` (Bengio, Gradient-based Optimization of
    Hyperparameters, 2000).

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x, y = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]]), np.array([1.0, 2.0, 4.0])
    >>> def loss(w, penalty):
    ...     return np.sum((x @ w - y) ** 2) + penalty * np.sum(w**2)
    >>> @ad.implicit.argmin(loss)
    ... def ridge(penalty):
    ...     return np.linalg.solve(x.T @ x + penalty * np.eye(2), x.T @ y)
    >>> ridge(1.0).round(4), ad.jacobian(ridge)(1.0).round(4)
    (array([0.8   , 1.2667]), array([-0.0667, -0.1778]))
    """

    def statement(xs: Sequence[Any], structure: Structure, params: Sequence[Any]) -> Sequence[Any]:
        def value(xs: Sequence[Any]) -> Any:
            return objective(structure.unflatten(xs), *params)

        gradients: Sequence[Any] = grad(value)([*xs])
        return gradients

    problem = Problem("argmin", statement, tolerance, linear_solve, symmetric=True)
    return differentiable(problem, solver)
