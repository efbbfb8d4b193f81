"""The derivative of a function that is applied element by element."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, Literal, overload

from .arguments import chosen
from .decorating import decorating
from .recording import Recording
from .reverse import ones, pulled_once

if TYPE_CHECKING:
    from collections.abc import Callable

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
    from .signatures.variables import A0, A1, A2, Listed, Places, Q, R

__all__ = ["elementwise_grad"]


@overload
def elementwise_grad(
    f: Callable[Concatenate[A0, Q], R], argnums: Literal[0] = 0
) -> Gradient[Q, A0]: ...
@overload
def elementwise_grad(
    f: Callable[Concatenate[A0, A1, Q], R], argnums: Literal[1]
) -> SecondGradient[Q, A0, A1]: ...
@overload
def elementwise_grad(
    f: Callable[Concatenate[A0, A1, A2, Q], R], argnums: Literal[2]
) -> ThirdGradient[Q, A0, A1, A2]: ...
@overload
def elementwise_grad(
    f: Callable[Concatenate[A0, Q], R], argnums: tuple[Literal[0]]
) -> GradientAlone[Q, A0]: ...
@overload
def elementwise_grad(
    f: Callable[Concatenate[A0, A1, Q], R], argnums: tuple[Literal[1]]
) -> SecondGradientAlone[Q, A0, A1]: ...
@overload
def elementwise_grad(
    f: Callable[Concatenate[A0, A1, A2, Q], R], argnums: tuple[Literal[2]]
) -> ThirdGradientAlone[Q, A0, A1, A2]: ...
@overload
def elementwise_grad(
    f: Callable[Concatenate[A0, A1, Q], R], argnums: tuple[Literal[0], Literal[1]]
) -> FirstTwo[Q, A0, A1]: ...
@overload
def elementwise_grad(
    f: Callable[Concatenate[A0, A1, Q], R], argnums: tuple[Literal[1], Literal[0]]
) -> SecondAndFirst[Q, A0, A1]: ...
@overload
def elementwise_grad(
    f: Callable[Concatenate[A0, A1, A2, Q], R], argnums: tuple[Literal[0], Literal[2]]
) -> FirstAndThird[Q, A0, A1, A2]: ...
@overload
def elementwise_grad(
    f: Callable[Concatenate[A0, A1, A2, Q], R], argnums: tuple[Literal[1], Literal[2]]
) -> LastTwo[Q, A0, A1, A2]: ...
@overload
def elementwise_grad(
    f: Callable[Concatenate[A0, A1, A2, Q], R], argnums: tuple[Literal[0], Literal[1], Literal[2]]
) -> FirstThree[Q, A0, A1, A2]: ...
@overload
def elementwise_grad(f: Callable[Q, R], argnums: Listed) -> OutOfRange: ...
@overload
def elementwise_grad(f: Callable[Q, R], argnums: Places) -> Callable[..., Any]: ...
@overload
def elementwise_grad(
    *, argnums: Literal[0] = 0
) -> Callable[[Callable[Concatenate[A0, Q], R]], Gradient[Q, A0]]: ...
@overload
def elementwise_grad(
    *, argnums: Literal[1]
) -> Callable[[Callable[Concatenate[A0, A1, Q], R]], SecondGradient[Q, A0, A1]]: ...
@overload
def elementwise_grad(
    *, argnums: tuple[Literal[0], Literal[1]]
) -> Callable[[Callable[Concatenate[A0, A1, Q], R]], FirstTwo[Q, A0, A1]]: ...
@overload
def elementwise_grad(*, argnums: Places) -> Callable[[Callable[Q, R]], Callable[..., Any]]: ...
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
    selected = chosen("elementwise_grad", argnums)

    def transform(f: Callable[..., Any]) -> Callable[..., Any]:
        def derivative(*args: Any, **kwargs: Any) -> Any:
            record = Recording("elementwise_grad", f, args, kwargs, selected)
            return pulled_once(record, [ones(record, y) for y in record.outputs])

        return derivative

    return decorating("elementwise_grad", f, transform)
