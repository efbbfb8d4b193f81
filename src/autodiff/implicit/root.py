"""Roots: ``F(x, p) = 0``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, overload

from autodiff.trees import leaves

from .solver import Problem, differentiable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autodiff.trees import Structure


__all__ = ["root"]

P = ParamSpec("P")
R = TypeVar("R")


@overload
def root(
    residual: Callable[..., Any],
    solver: None = None,
    *,
    tolerance: float = ...,
    linear_solve: Callable[[Any, Any], Any] | None = ...,
) -> Callable[[Callable[P, R]], Callable[P, R]]: ...
@overload
def root(
    residual: Callable[..., Any],
    solver: Callable[P, R],
    *,
    tolerance: float = ...,
    linear_solve: Callable[[Any, Any], Any] | None = ...,
) -> Callable[P, R]: ...
def root(
    residual: Callable[..., Any],
    solver: Any = None,
    *,
    tolerance: float = 1e-4,
    linear_solve: Callable[[Any, Any], Any] | None = None,
) -> Any:
    """Return a solver of ``residual(x, *params) = 0`` that is differentiable in ``params``.

    Parameters
    ----------
    residual
        Returns as many numbers as ``x`` has: an array, or a container of them. It is written with
        NumPy. What it closes over is differentiated too.
    solver
        ``solver(*params, **options)`` returns ``x``, by any means: SciPy's, C, a table. It is
        called with plain arrays, and numbers for what has no axes. Left out, a decorator is
        returned.
    tolerance
        By how much, relative to its size (1 at least), the result may miss a solution: larger
        residuals are an error. The error of the derivatives is of this order too.
    linear_solve
        ``linear_solve(A, b)`` returns the vector ``v`` with ``A v = b``. ``A`` has ``shape``,
        ``dtype``, ``matvec``, ``rmatvec``, ``matrix()`` and ``T``, as SciPy's iterations need. By
        default ``A`` is computed and factorised up to 1000 unknowns; beyond, and if there is SciPy,
        GMRES solves with products alone.

    Returns
    -------
    A function of the solver's parameters. Positional ones, by whatever name they are passed, are
    those of ``residual``: containers of arrays, Variables and numbers. Keyword-only ones, such as
    a first guess, are the solver's alone, on which a solution does not depend. Of Variables it
    makes Variables, of plain values what the solver returns.

    Raises
    ------
    ConvergenceError
        If what the solver returns is no solution, or a linear system was not solved.
    UndefinedDerivativeError
        In a sweep, if the Jacobian matrix ``dF/dx`` is singular at the solution.
    NotDifferentiableError
        If ``x`` is of integers, or complex.
    ValueError
        If there are not as many equations as unknowns.
    GradientError
        In a recorded sweep, if ``residual`` computes something else than before.

    Notes
    -----
    With ``J = dF/dx`` the implicit function theorem has ``dx = -J^-1 F_p dp``, so that
    ``gp = -F_p^T J^-T gx``: one linear system a sweep, however many parameters there are
    (Griewank and Walther, Evaluating Derivatives, 2008, chapter 15; Blondel et al., Efficient and
    Modular Implicit Differentiation, 2022). Solutions of these systems are roots themselves, and
    so have derivatives of all orders; ``J`` is factorised once for all of them.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> @ad.implicit.root(lambda x, a: x**3 - a)
    ... def cube_root(a, *, guess=1.0):
    ...     x = guess
    ...     for _ in range(50):
    ...         x = x - (x**3 - a) / (3 * x**2)
    ...     return x
    >>> cube_root(8.0)
    2.0
    >>> ad.grad(cube_root)(8.0), 1 / 12
    (0.08333333333333333, 0.08333333333333333)
    >>> ad.grad(ad.grad(cube_root))(8.0), -2 / 9 / 32
    (-0.006944444444444444, -0.006944444444444444)
    """

    def statement(xs: Sequence[Any], structure: Structure, params: Sequence[Any]) -> Sequence[Any]:
        return leaves(residual(structure.unflatten(xs), *params))

    return differentiable(Problem("root", statement, tolerance, linear_solve), solver)
