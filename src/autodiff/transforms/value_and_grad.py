"""The value of a function and its gradient, in one evaluation."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, Literal, overload

from .arguments import chosen
from .decorating import decorating
from .recording import Recording
from .reverse import gradient_seed, pulled_once

if TYPE_CHECKING:
    from collections.abc import Callable

    from .signatures.values import SecondValueAndGradient, ThirdValueAndGradient, ValueAndGradient
    from .signatures.values_of_several import ValueAndFirstThree, ValueAndFirstTwo
    from .signatures.variables import A0, A1, A2, Aux, Places, Q, RealT

__all__ = ["value_and_grad"]


@overload
def value_and_grad(
    f: Callable[Concatenate[A0, Q], RealT],
    argnums: Literal[0] = 0,
    *,
    has_aux: Literal[False] = False,
) -> ValueAndGradient[Q, A0, RealT]: ...
@overload
def value_and_grad(
    f: Callable[Concatenate[A0, A1, Q], RealT],
    argnums: Literal[1],
    *,
    has_aux: Literal[False] = False,
) -> SecondValueAndGradient[Q, A0, A1, RealT]: ...
@overload
def value_and_grad(
    f: Callable[Concatenate[A0, A1, A2, Q], RealT],
    argnums: Literal[2],
    *,
    has_aux: Literal[False] = False,
) -> ThirdValueAndGradient[Q, A0, A1, A2, RealT]: ...
@overload
def value_and_grad(
    f: Callable[Concatenate[A0, A1, Q], RealT],
    argnums: tuple[Literal[0], Literal[1]],
    *,
    has_aux: Literal[False] = False,
) -> ValueAndFirstTwo[Q, A0, A1, RealT]: ...
@overload
def value_and_grad(
    f: Callable[Concatenate[A0, A1, A2, Q], RealT],
    argnums: tuple[Literal[0], Literal[1], Literal[2]],
    *,
    has_aux: Literal[False] = False,
) -> ValueAndFirstThree[Q, A0, A1, A2, RealT]: ...
@overload
def value_and_grad(
    f: Callable[Concatenate[A0, Q], tuple[RealT, Aux]],
    argnums: Literal[0] = 0,
    *,
    has_aux: Literal[True],
) -> ValueAndGradient[Q, A0, tuple[RealT, Aux]]: ...
@overload
def value_and_grad(
    f: Callable[Concatenate[A0, A1, Q], tuple[RealT, Aux]],
    argnums: Literal[1],
    *,
    has_aux: Literal[True],
) -> SecondValueAndGradient[Q, A0, A1, tuple[RealT, Aux]]: ...
@overload
def value_and_grad(
    f: Callable[Concatenate[A0, A1, Q], tuple[RealT, Aux]],
    argnums: tuple[Literal[0], Literal[1]],
    *,
    has_aux: Literal[True],
) -> ValueAndFirstTwo[Q, A0, A1, tuple[RealT, Aux]]: ...
@overload
def value_and_grad(
    f: Callable[Q, RealT], argnums: Places, *, has_aux: Literal[False] = False
) -> Callable[..., tuple[RealT, Any]]: ...
@overload
def value_and_grad(
    f: Callable[Q, tuple[RealT, Aux]], argnums: Places, *, has_aux: Literal[True]
) -> Callable[..., tuple[tuple[RealT, Aux], Any]]: ...
@overload
def value_and_grad(
    *, argnums: Literal[0] = 0, has_aux: Literal[False] = False
) -> Callable[[Callable[Concatenate[A0, Q], RealT]], ValueAndGradient[Q, A0, RealT]]: ...
@overload
def value_and_grad(
    *, argnums: Literal[1], has_aux: Literal[False] = False
) -> Callable[
    [Callable[Concatenate[A0, A1, Q], RealT]], SecondValueAndGradient[Q, A0, A1, RealT]
]: ...
@overload
def value_and_grad(
    *, argnums: tuple[Literal[0], Literal[1]], has_aux: Literal[False] = False
) -> Callable[[Callable[Concatenate[A0, A1, Q], RealT]], ValueAndFirstTwo[Q, A0, A1, RealT]]: ...
@overload
def value_and_grad(
    *, argnums: Literal[0] = 0, has_aux: Literal[True]
) -> Callable[
    [Callable[Concatenate[A0, Q], tuple[RealT, Aux]]], ValueAndGradient[Q, A0, tuple[RealT, Aux]]
]: ...
@overload
def value_and_grad(
    *, argnums: Places, has_aux: Literal[False] = False
) -> Callable[[Callable[Q, RealT]], Callable[..., tuple[RealT, Any]]]: ...
@overload
def value_and_grad(
    *, argnums: Places, has_aux: Literal[True]
) -> Callable[[Callable[Q, tuple[RealT, Aux]]], Callable[..., tuple[tuple[RealT, Aux], Any]]]: ...
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
    selected = chosen("value_and_grad", argnums)

    def transform(f: Callable[..., Any]) -> Callable[..., Any]:
        def value_and_derivative(*args: Any, **kwargs: Any) -> Any:
            record = Recording("value_and_grad", f, args, kwargs, selected, has_aux=has_aux)
            g = pulled_once(record, gradient_seed(record))
            value = record.value()
            return ((value, record.auxiliary()) if has_aux else value), g

        return value_and_derivative

    return decorating("value_and_grad", f, transform)
