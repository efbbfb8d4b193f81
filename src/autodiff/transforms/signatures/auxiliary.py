"""Gradients with what ``f`` returns besides its result.

Given plain arguments, Variables in it are handed out as arrays: hence ``| Any``.
"""

# Overlaps are meant: the first signature that fits is the most exact one. There are no bodies,
# for these classes are never made.
# mypy: disable-error-code="overload-overlap, no-overload-impl"
# pyright: reportOverlappingOverload=false, reportNoOverloadImplementation=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, overload

from .variables import H0, H1, S0, S1, X0, X1, A_contra, Aux_co, H, NumberT, NumberT1, P, S, X

if TYPE_CHECKING:
    import numpy as np

    from autodiff.variable import Variable

__all__ = ["FirstTwoWithAux", "GradientWithAux", "SecondGradientWithAux"]


class GradientWithAux(Generic[P, X, Aux_co]):
    """Of the first argument."""

    @overload
    def __call__(self, x: X, /, *args: P.args, **kwargs: P.kwargs) -> tuple[X, Aux_co]: ...
    @overload
    def __call__(
        self: GradientWithAux[P, Variable[S, H], Aux_co],
        x: np.ndarray[H, np.dtype[S]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[np.ndarray[H, np.dtype[S]], Aux_co | Any]: ...
    @overload
    def __call__(
        self: GradientWithAux[P, Variable[np.float64, tuple[()]], Aux_co],
        x: NumberT,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[NumberT, Aux_co | Any]: ...


class SecondGradientWithAux(Generic[P, A_contra, X, Aux_co]):
    """Of the second argument."""

    @overload
    def __call__(
        self, a: A_contra, x: X, /, *args: P.args, **kwargs: P.kwargs
    ) -> tuple[X, Aux_co]: ...
    @overload
    def __call__(
        self: SecondGradientWithAux[P, A_contra, Variable[S, H], Aux_co],
        a: A_contra,
        x: np.ndarray[H, np.dtype[S]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[np.ndarray[H, np.dtype[S]], Aux_co | Any]: ...
    @overload
    def __call__(
        self: SecondGradientWithAux[P, A_contra, Variable[np.float64, tuple[()]], Aux_co],
        a: A_contra,
        x: NumberT,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[NumberT, Aux_co | Any]: ...


class FirstTwoWithAux(Generic[P, X0, X1, Aux_co]):
    """Of the first two arguments."""

    @overload
    def __call__(
        self, x0: X0, x1: X1, /, *args: P.args, **kwargs: P.kwargs
    ) -> tuple[tuple[X0, X1], Aux_co]: ...
    @overload
    def __call__(
        self: FirstTwoWithAux[P, Variable[S0, H0], Variable[S1, H1], Aux_co],
        x0: np.ndarray[H0, np.dtype[S0]],
        x1: np.ndarray[H1, np.dtype[S1]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[tuple[np.ndarray[H0, np.dtype[S0]], np.ndarray[H1, np.dtype[S1]]], Aux_co | Any]: ...
    @overload
    def __call__(
        self: FirstTwoWithAux[P, Variable[S0, H0], Variable[np.float64, tuple[()]], Aux_co],
        x0: np.ndarray[H0, np.dtype[S0]],
        x1: NumberT1,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[tuple[np.ndarray[H0, np.dtype[S0]], NumberT1], Aux_co | Any]: ...
    @overload
    def __call__(
        self: FirstTwoWithAux[P, Variable[np.float64, tuple[()]], Variable[S1, H1], Aux_co],
        x0: NumberT,
        x1: np.ndarray[H1, np.dtype[S1]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[tuple[NumberT, np.ndarray[H1, np.dtype[S1]]], Aux_co | Any]: ...
    @overload
    def __call__(
        self: FirstTwoWithAux[
            P, Variable[np.float64, tuple[()]], Variable[np.float64, tuple[()]], Aux_co
        ],
        x0: NumberT,
        x1: NumberT1,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[tuple[NumberT, NumberT1], Aux_co | Any]: ...
