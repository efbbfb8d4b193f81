"""Functions with derivatives of your own, for what is no NumPy or has a better rule."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, Literal, overload

from .custom import CustomFunction

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .signatures.custom import (
        Custom1,
        Custom2,
        Custom3,
        CustomDecorator,
        CustomN,
        ResidualsDecorator,
    )
    from .signatures.variables import A0, A1, A2, A3, Q, R

__all__ = ["custom_function"]


@overload
def custom_function(
    f: Callable[Concatenate[A0, A1, A2, A3, Q], R],
    *,
    nondiff: tuple[()] = (),
    residuals: Literal[False] = False,
    pullback: Callable[..., Any] | None = None,
    pushforward: Callable[..., Any] | None = None,
) -> CustomN[Concatenate[A0, A1, A2, A3, Q], R]: ...
@overload
def custom_function(
    f: Callable[Concatenate[A0, A1, A2, Q], R],
    *,
    nondiff: tuple[()] = (),
    residuals: Literal[False] = False,
    pullback: Callable[..., Any] | None = None,
    pushforward: Callable[..., Any] | None = None,
) -> Custom3[Q, A0, A1, A2, R, R]: ...
@overload
def custom_function(
    f: Callable[Concatenate[A0, A1, Q], R],
    *,
    nondiff: tuple[()] = (),
    residuals: Literal[False] = False,
    pullback: Callable[..., Any] | None = None,
    pushforward: Callable[..., Any] | None = None,
) -> Custom2[Q, A0, A1, R, R]: ...
@overload
def custom_function(
    f: Callable[Concatenate[A0, Q], R],
    *,
    nondiff: tuple[()] = (),
    residuals: Literal[False] = False,
    pullback: Callable[..., Any] | None = None,
    pushforward: Callable[..., Any] | None = None,
) -> Custom1[Q, A0, R, R]: ...
@overload
def custom_function(
    f: Callable[Q, R],
    *,
    nondiff: tuple[()] = (),
    residuals: Literal[False] = False,
    pullback: Callable[..., Any] | None = None,
    pushforward: Callable[..., Any] | None = None,
) -> CustomN[Q, R]: ...
@overload
def custom_function(
    *,
    nondiff: tuple[()] = (),
    residuals: Literal[False] = False,
    pullback: Callable[..., Any] | None = None,
    pushforward: Callable[..., Any] | None = None,
) -> CustomDecorator: ...
@overload
def custom_function(
    *,
    nondiff: tuple[()] = (),
    residuals: Literal[True],
    pullback: Callable[..., Any] | None = None,
    pushforward: Callable[..., Any] | None = None,
) -> ResidualsDecorator: ...
@overload
def custom_function(
    *,
    nondiff: int | str | Sequence[int | str],
    residuals: Literal[False] = False,
    pullback: Callable[..., Any] | None = None,
    pushforward: Callable[..., Any] | None = None,
) -> Callable[[Callable[Q, R]], CustomN[Q, R]]: ...
@overload
def custom_function(
    *,
    nondiff: int | str | Sequence[int | str],
    residuals: Literal[True],
    pullback: Callable[..., Any] | None = None,
    pushforward: Callable[..., Any] | None = None,
) -> Callable[[Callable[Q, tuple[R, Any]]], CustomN[Q, R]]: ...
def custom_function(
    f: Any = None,
    *,
    nondiff: int | str | Sequence[int | str] = (),
    residuals: bool = False,
    pullback: Any = None,
    pushforward: Any = None,
) -> Any:
    """Return a function on arrays that takes Variables too, with derivatives of your own.

    For what is no NumPy, such as a solver written in C, or what has a better rule than the sum of
    its parts. Nothing inside it is recorded.

    Parameters
    ----------
    f
        Computes with plain arrays; arguments without axes are NumPy scalars. Left out, a decorator
        is returned. The floats in its positional arguments, containers too, are differentiated.
        Keyword-only arguments are not.
    nondiff
        Positions or names of positional arguments that are not differentiated either.
    residuals
        Whether ``f`` returns ``(y, residuals)``; what the rules need and ``f`` has computed.
    pullback, pushforward
        The rules, which may be given by decorators too. One is enough: the other mode is the
        transpose of it.

        ``pullback(gy, y, *args, **kwargs)`` returns the cotangent of the argument, or a tuple of
        those of all differentiated ones, ``None`` for 0. ``pushforward(dx, y, *args, **kwargs)``
        returns the tangent of the result for that of the argument, or for a tuple of them. With
        ``residuals`` both are given these in the place of ``y``.

        For derivatives of higher order the rules are handed Variables, and residuals are computed
        from Variables by calling ``f`` with them.

    Returns
    -------
    A function with the parameters of ``f``, with the decorators ``pullback`` and ``pushforward``.

    Raises
    ------
    TypeError
        If a rule takes other arguments than it will be given.
    NoRuleError
        At a call with Variables, if there is no rule.
    NotDifferentiableError
        At a call with a Variable as an argument that is not differentiated.
    GradientError
        In a sweep, if a rule returns what does not fit, or plain arrays where it was given
        Variables.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> @ad.custom_function
    ... def logsumexp(x):
    ...     return np.max(x) + np.log(np.sum(np.exp(x - np.max(x))))
    >>> @logsumexp.pullback
    ... def _(gy, y, x):
    ...     return gy * np.exp(x - y)
    >>> ad.grad(logsumexp)(np.array([1000.0, 1000.0]))
    array([0.5, 0.5])
    >>> ad.hessian(logsumexp)(np.array([1000.0, 1000.0]))
    array([[ 0.25, -0.25],
           [-0.25,  0.25]])
    """

    def decorate(f: Any) -> CustomFunction:
        if not callable(f):
            msg = f"custom_function: f is a function, got {type(f)}"
            raise TypeError(msg)
        custom = CustomFunction(f, nondiff, residuals=residuals)
        if pullback is not None:
            custom.pullback(pullback)
        if pushforward is not None:
            custom.pushforward(pushforward)
        return custom

    return decorate if f is None else decorate(f)
