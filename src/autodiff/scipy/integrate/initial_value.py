"""``solve_ivp``: initial value problems of ordinary differential equations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.config import no_grad
from autodiff.errors import DetachedError, NoRuleError, NotDifferentiableError
from autodiff.operands import CONSTANT, data_of, is_variable
from autodiff.registry import implements
from autodiff.transforms.edge import plain_value
from autodiff.trees import flatten, variables
from autodiff.values import valued

from .system import System, exact_jacobian, integrate, require_success
from .trajectory import Trajectory

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["solve_ivp"]


@implements(integrate.solve_ivp)
def solve_ivp(
    fun: Callable[..., Any],
    t_span: Sequence[Any],
    y0: Any,
    method: Any = "RK45",
    t_eval: Any = None,
    dense_output: bool = False,
    events: Any = None,
    vectorized: bool = False,
    args: Any = None,
    **options: Any,
) -> Any:
    """Return the solution of ``dy/dt = fun(t, y, *args)``, ``y(t_span[0]) = y0``.

    The signature and the result are those of ``scipy.integrate.solve_ivp``, and so are the values:
    SciPy integrates with plain arrays, and nothing of that is recorded.

    Parameters
    ----------
    fun
        Returns the rates of change, shape (n,), or a list of n of them. It is written with NumPy.
    t_span
        The first time and the last, either of which may be a Variable.
    y0
        The initial value, shape (n,): an array, a Variable, or a list with Variables in it.
    method, vectorized, options
        As SciPy has them: ``rtol``, ``atol``, ``jac``, ``max_step`` and others.
    t_eval
        The times at which the solution is wanted, shape (k,), increasing away from the first; may
        be a Variable. By default SciPy's own steps, which count as constants, but for moving along
        with the span.
    dense_output, events
        Of plain values only.
    args
        Further arguments of ``fun``: containers of arrays, Variables and numbers.

    Returns
    -------
    SciPy's result. With a Variable among the arguments its ``y``, shape (n, k), is one, and ``t``
    is if times are.

    Raises
    ------
    ConvergenceError
        If the integration stops on the way and there are Variables, or later, if that of a
        derivative does.
    DetachedError
        If ``fun`` computes with Variables from outside, which would get no gradient: pass them in
        ``args``. Or if ``dense_output`` is asked for.
    NoRuleError
        If there are events: the time of one is the root of an equation in ``t_span[1]``, which
        :func:`autodiff.implicit.root` differentiates.
    NotDifferentiableError
        If ``y0`` is complex; integrate real and imaginary parts.

    Notes
    -----
    Reverse mode integrates the adjoint ``da/dt = -f_y^T a`` backward from one time to the time
    before, with the method and the relative tolerance of the solution, which is not integrated
    again but interpolated. Parameters have the integral of ``f_p^T a``, initial values ``a``, and
    a time ``g . f`` (Cao et al., Adjoint Sensitivity Analysis for Differential-Algebraic Equations,
    2003). Forward mode integrates ``dv/dt = f_y v + f_p dp`` along with the solution. Both are the
    derivatives of the exact solution, as accurate as SciPy's solution is: for RK45 at the default
    ``rtol`` of 1e-3 that may be a few per cent after a while. So the modes, and differences, agree
    to that and not to rounding. All orders exist, each by a system twice as large as that of the
    one before. Implicit methods get the matrices of all these systems by
    :func:`autodiff.jacobian`.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.integrate import solve_ivp
    >>> def remains(rate):
    ...     decay = solve_ivp(lambda t, y, k: -k * y, (0.0, 2.0), [3.0], args=(rate,), rtol=1e-8)
    ...     return decay.y[0, -1]
    >>> round(ad.grad(remains)(0.5), 5), round(-6 * np.exp(-1.0), 5)
    (-2.20728, np.float64(-2.20728))
    """
    if not variables((t_span, y0, t_eval, args)):
        return integrate.solve_ivp(
            _of_plain_values(fun),
            *(t_span, y0, method, t_eval, dense_output, events, vectorized, args),
            **options,
        )
    _require_rules(dense_output=dense_output, events=events)
    start = _floats(y0, "y0")
    span = [_floats(t, f"t_span[{i}]") for i, t in enumerate(t_span)]
    leaves, structure = flatten(() if args is None else tuple(args), "solve_ivp: args")
    places = [i for i, p in enumerate(leaves) if is_variable(p) and p._kind != CONSTANT]
    parameters = [leaves[i] for i in places]
    constants = [None if i in places else plain_value(p) for i, p in enumerate(leaves)]

    def arguments(ps: Sequence[Any]) -> Any:
        filled = [*constants]
        for i, p in zip(places, ps, strict=True):
            filled[i] = p
        return structure.unflatten(filled)

    def rates(t: Any, y: Any, ps: Sequence[Any]) -> Any:
        dy = _joined(fun(t, y, *arguments(ps)))
        return dy if dy.shape == y.shape else np.broadcast_to(dy, y.shape)

    plain = arguments([plain_value(p, retained=True) for p in parameters])
    with no_grad():
        result = integrate.solve_ivp(
            _of_plain_values(fun),
            [data_of(t) for t in span],
            data_of(start),
            method,
            None if t_eval is None else data_of(_floats(t_eval, "t_eval")),
            dense_output=True,
            vectorized=vectorized,
            args=plain,
            **options,
        )
    require_success(result)
    if t_eval is not None:
        result.t = _floats(t_eval, "t_eval")
    elif any(map(is_variable, span)):
        result.t = _along(span, result.t)
    tolerances = {"rtol": 1e-3, "atol": 1e-6, "max_step": np.inf}
    system = System(
        rates,
        method,
        {key: options.get(key, default) for key, default in tolerances.items()},
        float(data_of(span[1])),
        exact_jacobian(rates),
    )
    result.y = Trajectory(system, result.sol, result.y)(start, span[0], result.t, *parameters)
    result.sol = None
    return result


def _require_rules(*, dense_output: bool, events: Any) -> None:
    if events is not None:
        msg = (
            "solve_ivp: events has no derivative with Variables; the time of an event is a root "
            "of an equation in t_span[1], which autodiff.implicit.root differentiates"
        )
        raise NoRuleError(msg)
    if dense_output:
        msg = (
            "solve_ivp: dense_output=True would lose the gradient of a Variable; pass the times "
            "at which the solution is wanted as t_eval"
        )
        raise DetachedError(msg)


def _floats(given: Any, name: str) -> Any:
    """Return an argument as an array or a Variable of float64, as SciPy computes with."""
    x = _joined(given)
    if x.dtype.kind == "c":
        msg = f"solve_ivp: {name} is complex; integrate real and imaginary parts"
        raise NotDifferentiableError(msg)
    return x if x.dtype == np.float64 else x.astype(np.float64)


def _joined(given: Any) -> Any:
    """Return an array or a Variable of what may be a list of numbers and Variables."""
    if is_variable(given):
        return given
    if variables(given):
        return np.stack([x if is_variable(x) else np.asarray(x) for x in given])
    return np.asarray(given)


def _along(span: Sequence[Any], ts: Any) -> Any:
    """Return the times of SciPy's steps, moving along with the span."""
    first, last = map(data_of, span)
    moving = span[0] + (ts - first) / (last - first) * (span[1] - span[0])
    return valued(moving, ts)


def _of_plain_values(fun: Callable[..., Any]) -> Callable[..., Any]:
    """Return ``fun``, seeing to it that it makes plain values of plain values."""

    def f(t: Any, y: Any, *args: Any) -> Any:
        dy = fun(t, y, *args)
        if variables(dy):
            msg = (
                "solve_ivp: fun computed with a Variable that it was not given, which would get "
                "no gradient; pass it in args"
            )
            raise DetachedError(msg)
        return dy

    return f
