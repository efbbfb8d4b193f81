"""The gradient of a function whose result is one number."""

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

    from .signatures.auxiliary import FirstTwoWithAux, GradientWithAux, SecondGradientWithAux
    from .signatures.linear import OutOfRange
    from .signatures.one import (
        Gradient,
        GradientAlone,
        SecondGradient,
        SecondGradientAlone,
        ThirdGradient,
        ThirdGradientAlone,
    )
    from .signatures.several import FirstAndThird, FirstTwo, LastTwo, SecondAndFirst
    from .signatures.three import FirstThree
    from .signatures.variables import A0, A1, A2, Aux, Listed, Places, Q, Scalar

__all__ = ["grad"]


@overload
def grad(
    f: Callable[Concatenate[A0, Q], Scalar],
    argnums: Literal[0] = 0,
    *,
    has_aux: Literal[False] = False,
) -> Gradient[Q, A0]: ...
@overload
def grad(
    f: Callable[Concatenate[A0, A1, Q], Scalar],
    argnums: Literal[1],
    *,
    has_aux: Literal[False] = False,
) -> SecondGradient[Q, A0, A1]: ...
@overload
def grad(
    f: Callable[Concatenate[A0, A1, A2, Q], Scalar],
    argnums: Literal[2],
    *,
    has_aux: Literal[False] = False,
) -> ThirdGradient[Q, A0, A1, A2]: ...
@overload
def grad(
    f: Callable[Concatenate[A0, Q], Scalar],
    argnums: tuple[Literal[0]],
    *,
    has_aux: Literal[False] = False,
) -> GradientAlone[Q, A0]: ...
@overload
def grad(
    f: Callable[Concatenate[A0, A1, Q], Scalar],
    argnums: tuple[Literal[1]],
    *,
    has_aux: Literal[False] = False,
) -> SecondGradientAlone[Q, A0, A1]: ...
@overload
def grad(
    f: Callable[Concatenate[A0, A1, A2, Q], Scalar],
    argnums: tuple[Literal[2]],
    *,
    has_aux: Literal[False] = False,
) -> ThirdGradientAlone[Q, A0, A1, A2]: ...
@overload
def grad(
    f: Callable[Concatenate[A0, A1, Q], Scalar],
    argnums: tuple[Literal[0], Literal[1]],
    *,
    has_aux: Literal[False] = False,
) -> FirstTwo[Q, A0, A1]: ...
@overload
def grad(
    f: Callable[Concatenate[A0, A1, Q], Scalar],
    argnums: tuple[Literal[1], Literal[0]],
    *,
    has_aux: Literal[False] = False,
) -> SecondAndFirst[Q, A0, A1]: ...
@overload
def grad(
    f: Callable[Concatenate[A0, A1, A2, Q], Scalar],
    argnums: tuple[Literal[0], Literal[2]],
    *,
    has_aux: Literal[False] = False,
) -> FirstAndThird[Q, A0, A1, A2]: ...
@overload
def grad(
    f: Callable[Concatenate[A0, A1, A2, Q], Scalar],
    argnums: tuple[Literal[1], Literal[2]],
    *,
    has_aux: Literal[False] = False,
) -> LastTwo[Q, A0, A1, A2]: ...
@overload
def grad(
    f: Callable[Concatenate[A0, A1, A2, Q], Scalar],
    argnums: tuple[Literal[0], Literal[1], Literal[2]],
    *,
    has_aux: Literal[False] = False,
) -> FirstThree[Q, A0, A1, A2]: ...
@overload
def grad(
    f: Callable[Concatenate[A0, Q], tuple[Scalar, Aux]],
    argnums: Literal[0] = 0,
    *,
    has_aux: Literal[True],
) -> GradientWithAux[Q, A0, Aux]: ...
@overload
def grad(
    f: Callable[Concatenate[A0, A1, Q], tuple[Scalar, Aux]],
    argnums: Literal[1],
    *,
    has_aux: Literal[True],
) -> SecondGradientWithAux[Q, A0, A1, Aux]: ...
@overload
def grad(
    f: Callable[Concatenate[A0, A1, Q], tuple[Scalar, Aux]],
    argnums: tuple[Literal[0], Literal[1]],
    *,
    has_aux: Literal[True],
) -> FirstTwoWithAux[Q, A0, A1, Aux]: ...
@overload
def grad(
    f: Callable[Q, Scalar], argnums: Listed, *, has_aux: Literal[False] = False
) -> OutOfRange: ...
@overload
def grad(
    f: Callable[Q, Scalar], argnums: Places, *, has_aux: Literal[False] = False
) -> Callable[..., Any]: ...
@overload
def grad(
    f: Callable[Q, tuple[Scalar, Aux]], argnums: Places, *, has_aux: Literal[True]
) -> Callable[..., tuple[Any, Aux]]: ...
@overload
def grad(
    *, argnums: Literal[0] = 0, has_aux: Literal[False] = False
) -> Callable[[Callable[Concatenate[A0, Q], Scalar]], Gradient[Q, A0]]: ...
@overload
def grad(
    *, argnums: Literal[1], has_aux: Literal[False] = False
) -> Callable[[Callable[Concatenate[A0, A1, Q], Scalar]], SecondGradient[Q, A0, A1]]: ...
@overload
def grad(
    *, argnums: tuple[Literal[0], Literal[1]], has_aux: Literal[False] = False
) -> Callable[[Callable[Concatenate[A0, A1, Q], Scalar]], FirstTwo[Q, A0, A1]]: ...
@overload
def grad(
    *, argnums: Literal[0] = 0, has_aux: Literal[True]
) -> Callable[[Callable[Concatenate[A0, Q], tuple[Scalar, Aux]]], GradientWithAux[Q, A0, Aux]]: ...
@overload
def grad(
    *, argnums: Places, has_aux: Literal[False] = False
) -> Callable[[Callable[Q, Scalar]], Callable[..., Any]]: ...
@overload
def grad(
    *, argnums: Places, has_aux: Literal[True]
) -> Callable[[Callable[Q, tuple[Scalar, Aux]]], Callable[..., tuple[Any, Aux]]]: ...
def grad(f: Any = None, argnums: Any = 0, *, has_aux: bool = False) -> Any:
    """Return a function that computes the gradient of ``f``, in reverse mode.

    Parameters
    ----------
    f
        Returns one real number. In the place of each array or number in the chosen arguments it is
        given a Variable; the other arguments are passed on as they are. Left out, a decorator is
        returned.
    argnums
        The positional argument to differentiate by, or a tuple of several.
    has_aux
        Whether ``f`` returns ``(result, aux)``, of which ``aux``, anything, is handed on.

    Returns
    -------
    A function with the parameters of ``f``. It returns the gradient as a container like the
    chosen argument: each array has the shape and dtype of the one there, a Python float stands for
    a Python float, zeros for what was not used. For a tuple of ``argnums`` it is a tuple; with
    ``has_aux``, ``(gradient, aux)``.

    Variables are returned, and can be differentiated again, if Variables were given or if ``f``
    computes with others. For complex arguments the gradient is the direction of steepest ascent:
    that of ``|z|**2`` is ``2z``.

    Raises
    ------
    GradientError
        At the call, if the result has axes.
    NotDifferentiableError
        At the call, if a chosen argument has integers or booleans in it, or the result is complex.
    TypeError
        At the call, if a chosen argument has something in it that is no array, number or known
        container (see :mod:`autodiff.trees`), or the result is not one array or number.

    Notes
    -----
    The gradient by all arguments costs a small multiple of one evaluation, however many they are
    (Griewank and Walther, Evaluating Derivatives, 2008, section 3.3).

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> def loss(w, x, y):
    ...     return np.mean((x @ w - y) ** 2)
    >>> w, x, y = np.zeros(2), np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([1.0, 2.0])
    >>> ad.grad(loss)(w, x, y)
    array([ -7., -10.])

    Of any order:

    >>> ad.grad(ad.grad(ad.grad(lambda x: x**4)))(2.0)
    48.0
    """
    selected = chosen("grad", argnums)

    def transform(f: Callable[..., Any]) -> Callable[..., Any]:
        def derivative(*args: Any, **kwargs: Any) -> Any:
            record = Recording("grad", f, args, kwargs, selected, has_aux=has_aux)
            g = pulled_once(record, gradient_seed(record))
            return (g, record.auxiliary()) if has_aux else g

        return derivative

    return decorating("grad", f, transform)
