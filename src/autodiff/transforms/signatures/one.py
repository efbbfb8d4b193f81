"""Gradients with respect to one argument, as functions of what ``f`` is a function of.

An argument annotated as a Variable may be given as an array too, or as a number if it has no axes.
"""

# Overlaps are meant: the first signature that fits is the most exact one. There are no bodies,
# for these classes are never made.
# mypy: disable-error-code="overload-overlap, no-overload-impl"
# pyright: reportOverlappingOverload=false, reportNoOverloadImplementation=false

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, overload

from .variables import A_contra, B_contra, H, NumberT, P, S, X

if TYPE_CHECKING:
    import numpy as np

    from autodiff.variable import Variable

__all__ = [
    "Gradient",
    "GradientAlone",
    "SecondGradient",
    "SecondGradientAlone",
    "ThirdGradient",
    "ThirdGradientAlone",
]


class Gradient(Generic[P, X]):
    """Of the first argument."""

    @overload
    def __call__(self, x: X, /, *args: P.args, **kwargs: P.kwargs) -> X: ...
    @overload
    def __call__(
        self: Gradient[P, Variable[S, H]],
        x: np.ndarray[H, np.dtype[S]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> np.ndarray[H, np.dtype[S]]: ...
    @overload
    def __call__(
        self: Gradient[P, Variable[S, tuple[()]]], x: S, /, *args: P.args, **kwargs: P.kwargs
    ) -> S: ...
    @overload
    def __call__(
        self: Gradient[P, Variable[np.float64, tuple[()]]],
        x: NumberT,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> NumberT: ...


class SecondGradient(Generic[P, A_contra, X]):
    """Of the second argument."""

    @overload
    def __call__(self, a: A_contra, x: X, /, *args: P.args, **kwargs: P.kwargs) -> X: ...
    @overload
    def __call__(
        self: SecondGradient[P, A_contra, Variable[S, H]],
        a: A_contra,
        x: np.ndarray[H, np.dtype[S]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> np.ndarray[H, np.dtype[S]]: ...
    @overload
    def __call__(
        self: SecondGradient[P, A_contra, Variable[S, tuple[()]]],
        a: A_contra,
        x: S,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> S: ...
    @overload
    def __call__(
        self: SecondGradient[P, A_contra, Variable[np.float64, tuple[()]]],
        a: A_contra,
        x: NumberT,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> NumberT: ...


class ThirdGradient(Generic[P, A_contra, B_contra, X]):
    """Of the third argument."""

    @overload
    def __call__(
        self, a: A_contra, b: B_contra, x: X, /, *args: P.args, **kwargs: P.kwargs
    ) -> X: ...
    @overload
    def __call__(
        self: ThirdGradient[P, A_contra, B_contra, Variable[S, H]],
        a: A_contra,
        b: B_contra,
        x: np.ndarray[H, np.dtype[S]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> np.ndarray[H, np.dtype[S]]: ...
    @overload
    def __call__(
        self: ThirdGradient[P, A_contra, B_contra, Variable[S, tuple[()]]],
        a: A_contra,
        b: B_contra,
        x: S,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> S: ...
    @overload
    def __call__(
        self: ThirdGradient[P, A_contra, B_contra, Variable[np.float64, tuple[()]]],
        a: A_contra,
        b: B_contra,
        x: NumberT,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> NumberT: ...


class GradientAlone(Generic[P, X]):
    """Of the first argument, in a tuple."""

    @overload
    def __call__(self, x: X, /, *args: P.args, **kwargs: P.kwargs) -> tuple[X]: ...
    @overload
    def __call__(
        self: GradientAlone[P, Variable[S, H]],
        x: np.ndarray[H, np.dtype[S]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[np.ndarray[H, np.dtype[S]]]: ...
    @overload
    def __call__(
        self: GradientAlone[P, Variable[np.float64, tuple[()]]],
        x: NumberT,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[NumberT]: ...


class SecondGradientAlone(Generic[P, A_contra, X]):
    """Of the second argument, in a tuple."""

    @overload
    def __call__(self, a: A_contra, x: X, /, *args: P.args, **kwargs: P.kwargs) -> tuple[X]: ...
    @overload
    def __call__(
        self: SecondGradientAlone[P, A_contra, Variable[S, H]],
        a: A_contra,
        x: np.ndarray[H, np.dtype[S]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[np.ndarray[H, np.dtype[S]]]: ...
    @overload
    def __call__(
        self: SecondGradientAlone[P, A_contra, Variable[np.float64, tuple[()]]],
        a: A_contra,
        x: NumberT,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[NumberT]: ...


class ThirdGradientAlone(Generic[P, A_contra, B_contra, X]):
    """Of the third argument, in a tuple."""

    @overload
    def __call__(
        self, a: A_contra, b: B_contra, x: X, /, *args: P.args, **kwargs: P.kwargs
    ) -> tuple[X]: ...
    @overload
    def __call__(
        self: ThirdGradientAlone[P, A_contra, B_contra, Variable[S, H]],
        a: A_contra,
        b: B_contra,
        x: np.ndarray[H, np.dtype[S]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[np.ndarray[H, np.dtype[S]]]: ...
    @overload
    def __call__(
        self: ThirdGradientAlone[P, A_contra, B_contra, Variable[np.float64, tuple[()]]],
        a: A_contra,
        b: B_contra,
        x: NumberT,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[NumberT]: ...
