"""A solver as a differentiable function of its arguments."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np

from autodiff.apply import untracked
from autodiff.config import no_grad, recording
from autodiff.errors import ConvergenceError, NotDifferentiableError
from autodiff.operands import CONSTANT, data_of, is_variable
from autodiff.transforms.arguments import signature_of
from autodiff.transforms.edge import plain_value, require_inexact
from autodiff.trees import flatten, map_variables

from .equation import Equation, fitted
from .evaluation import Evaluation, size
from .linearization import Linearization
from .solution import Point, recorded

if TYPE_CHECKING:
    import inspect
    from collections.abc import Callable, Mapping, Sequence

    from autodiff.trees import Structure

__all__ = ["Problem", "differentiable"]

F = TypeVar("F", bound="Callable[..., Any]")
"""A solver, which keeps its type."""


class Problem(NamedTuple):
    """A kind of equation, and how it is treated.

    Attributes
    ----------
    kind
        The name of the function that users call.
    statement
        Returns the leaves of ``F`` for those of the unknown, how this is built of them, and the
        parameters.
    tolerance, linear_solve, symmetric
        As for :class:`autodiff.implicit.equation.Equation`.
    """

    kind: str
    statement: Callable[[Sequence[Any], Structure, Sequence[Any]], Sequence[Any]]
    tolerance: float
    linear_solve: Callable[[Any, Any], Any] | None
    symmetric: bool = False


def differentiable(problem: Problem, solver: Any) -> Any:
    """Return ``solver`` with the derivatives of what it solves; a decorator if it is None."""

    def decorate(solver: Any) -> Callable[..., Any]:
        if not callable(solver):
            msg = f"{problem.kind}: the solver is a function, got {type(solver)}"
            raise TypeError(msg)
        signature = _signature(solver)

        @wraps(solver)
        def solve(*args: Any, **kwargs: Any) -> Any:
            if signature is not None:
                bound = signature.bind(*args, **kwargs)
                bound.apply_defaults()
                args = bound.args
                kwargs = {key: value for key, value in bound.kwargs.items() if key in kwargs}
            return _solution(problem, solver, args, kwargs)

        return solve

    return decorate if solver is None else decorate(solver)


def _signature(solver: Any) -> inspect.Signature | None:
    if isinstance(solver, np.ufunc):  # after its operands come places for results
        return None
    return signature_of(solver)


def _solution(
    problem: Problem, solver: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]
) -> Any:
    """Call the solver with plain values, and record its result as a solution."""
    name = f"{problem.kind}: {getattr(solver, '__name__', type(solver).__name__)}"
    parameters, arguments = flatten(tuple(args), f"{name}: argument ")
    places = [i for i, p in enumerate(parameters) if is_variable(p) and p._kind != CONSTANT]
    variables = [parameters[i] for i in places]
    constants = [None if i in places else p for i, p in enumerate(parameters)]
    with no_grad():
        result = solver(
            *arguments.unflatten(plain_value(p, retained=True) for p in parameters),
            **map_variables(lambda v: plain_value(v, retained=True), dict(kwargs)),
        )
    leaves, structure = flatten(result, f"{name}: the result")
    xs = [_checked(name, x, structure, i) for i, x in enumerate(leaves)]

    def residual(xs: Sequence[Any], ps: Sequence[Any]) -> Sequence[Any]:
        filled = [*constants]
        for i, p in zip(places, ps, strict=True):
            filled[i] = p
        return fitted(name, problem.statement(xs, structure, arguments.unflatten(filled)), xs)

    equation = Equation(name, residual, problem.tolerance, problem.linear_solve, problem.symmetric)
    point = _point(equation, xs, [data_of(v) for v in variables])
    closure = point.evaluation.closure
    if recording() and (variables or closure):
        return structure.unflatten(recorded(point, variables, closure))
    if closure or any(map(is_variable, parameters)):
        return structure.unflatten(map(untracked, xs))
    return result


def _checked(name: str, x: Any, structure: Structure, i: int) -> Any:
    """Return a leaf of what the solver returned as an array of floats that nobody else has."""
    require_inexact(x, f"{name}: the result", structure, i)
    value = np.array(data_of(x))
    if value.dtype.kind == "c":
        msg = (
            f"{name}: the result{structure.path(i)} of {value.dtype} is no solution that could be "
            "differentiated; solve for its real and its imaginary part"
        )
        raise NotDifferentiableError(msg)
    return value


def _point(equation: Equation, xs: Sequence[Any], ps: Sequence[Any]) -> Point:
    """Return a solution as a point, if it is one.

    ``F`` is compared with what it becomes when each element of ``x`` moves by its size, at least
    by 1, up or down in no regular order. So its units do not matter, nor their number.
    """
    with no_grad():
        evaluation = Evaluation(equation.residual, xs, ps)
        matrix = Linearization(equation, evaluation, xs)
        n = matrix.shape[0]
        signs = np.sign(np.cos(2.4 * np.arange(1.0, n + 1.0)))
        sizes = np.maximum(1.0, np.abs(matrix.joined(xs)))
        scale = size([matrix.matvec((signs * sizes).astype(matrix.dtype))])
        point = Point(equation, xs, ps, matrix, evaluation, equation.tolerance * scale)
    if not point.is_solution(evaluation):
        found = size(evaluation.values)
        msg = (
            f"{equation.name} returned no solution: the residual is {found:.1e} where up to "
            f"{point.allowed:.1e} was allowed, {equation.tolerance:g} times what a change of x by "
            "its size makes of it; check that the solver converged, tighten its tolerance, "
            "or pass tolerance="
        )
        raise ConvergenceError(msg)
    return point
