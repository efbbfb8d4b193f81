"""Gradients with respect to several arguments.

Annotated as Variables they may all be given as arrays too, or as numbers where there are no axes.
"""

# Overlaps are meant: the first signature that fits is the most exact one. There are no bodies,
# for these classes are never made.
# mypy: disable-error-code="overload-overlap, no-overload-impl"
# pyright: reportOverlappingOverload=false, reportNoOverloadImplementation=false

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, overload

from .variables import H0, H1, S0, S1, X0, X1, A_contra, B_contra, NumberT, NumberT1, P

if TYPE_CHECKING:
    import numpy as np

    from autodiff.variable import Variable

__all__ = ["FirstAndThird", "FirstTwo", "LastTwo", "SecondAndFirst"]


class FirstTwo(Generic[P, X0, X1]):
    """Of the first two arguments."""

    @overload
    def __call__(self, x0: X0, x1: X1, /, *args: P.args, **kwargs: P.kwargs) -> tuple[X0, X1]: ...
    @overload
    def __call__(
        self: FirstTwo[P, Variable[S0, H0], Variable[S1, H1]],
        x0: np.ndarray[H0, np.dtype[S0]],
        x1: np.ndarray[H1, np.dtype[S1]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[np.ndarray[H0, np.dtype[S0]], np.ndarray[H1, np.dtype[S1]]]: ...
    @overload
    def __call__(
        self: FirstTwo[P, Variable[S0, H0], Variable[np.float64, tuple[()]]],
        x0: np.ndarray[H0, np.dtype[S0]],
        x1: NumberT1,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[np.ndarray[H0, np.dtype[S0]], NumberT1]: ...
    @overload
    def __call__(
        self: FirstTwo[P, Variable[np.float64, tuple[()]], Variable[S1, H1]],
        x0: NumberT,
        x1: np.ndarray[H1, np.dtype[S1]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[NumberT, np.ndarray[H1, np.dtype[S1]]]: ...
    @overload
    def __call__(
        self: FirstTwo[P, Variable[np.float64, tuple[()]], Variable[np.float64, tuple[()]]],
        x0: NumberT,
        x1: NumberT1,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[NumberT, NumberT1]: ...


class SecondAndFirst(Generic[P, X0, X1]):
    """Of the first two arguments, the second first."""

    @overload
    def __call__(self, x0: X0, x1: X1, /, *args: P.args, **kwargs: P.kwargs) -> tuple[X1, X0]: ...
    @overload
    def __call__(
        self: SecondAndFirst[P, Variable[S0, H0], Variable[S1, H1]],
        x0: np.ndarray[H0, np.dtype[S0]],
        x1: np.ndarray[H1, np.dtype[S1]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[np.ndarray[H1, np.dtype[S1]], np.ndarray[H0, np.dtype[S0]]]: ...
    @overload
    def __call__(
        self: SecondAndFirst[P, Variable[S0, H0], Variable[np.float64, tuple[()]]],
        x0: np.ndarray[H0, np.dtype[S0]],
        x1: NumberT1,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[NumberT1, np.ndarray[H0, np.dtype[S0]]]: ...
    @overload
    def __call__(
        self: SecondAndFirst[P, Variable[np.float64, tuple[()]], Variable[S1, H1]],
        x0: NumberT,
        x1: np.ndarray[H1, np.dtype[S1]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[np.ndarray[H1, np.dtype[S1]], NumberT]: ...
    @overload
    def __call__(
        self: SecondAndFirst[P, Variable[np.float64, tuple[()]], Variable[np.float64, tuple[()]]],
        x0: NumberT,
        x1: NumberT1,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[NumberT1, NumberT]: ...


class FirstAndThird(Generic[P, X0, B_contra, X1]):
    """Of the first and the third argument."""

    @overload
    def __call__(
        self, x0: X0, b: B_contra, x1: X1, /, *args: P.args, **kwargs: P.kwargs
    ) -> tuple[X0, X1]: ...
    @overload
    def __call__(
        self: FirstAndThird[P, Variable[S0, H0], B_contra, Variable[S1, H1]],
        x0: np.ndarray[H0, np.dtype[S0]],
        b: B_contra,
        x1: np.ndarray[H1, np.dtype[S1]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[np.ndarray[H0, np.dtype[S0]], np.ndarray[H1, np.dtype[S1]]]: ...
    @overload
    def __call__(
        self: FirstAndThird[P, Variable[S0, H0], B_contra, Variable[np.float64, tuple[()]]],
        x0: np.ndarray[H0, np.dtype[S0]],
        b: B_contra,
        x1: NumberT1,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[np.ndarray[H0, np.dtype[S0]], NumberT1]: ...
    @overload
    def __call__(
        self: FirstAndThird[P, Variable[np.float64, tuple[()]], B_contra, Variable[S1, H1]],
        x0: NumberT,
        b: B_contra,
        x1: np.ndarray[H1, np.dtype[S1]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[NumberT, np.ndarray[H1, np.dtype[S1]]]: ...
    @overload
    def __call__(
        self: FirstAndThird[
            P, Variable[np.float64, tuple[()]], B_contra, Variable[np.float64, tuple[()]]
        ],
        x0: NumberT,
        b: B_contra,
        x1: NumberT1,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[NumberT, NumberT1]: ...


class LastTwo(Generic[P, A_contra, X0, X1]):
    """Of the second and the third argument."""

    @overload
    def __call__(
        self, a: A_contra, x0: X0, x1: X1, /, *args: P.args, **kwargs: P.kwargs
    ) -> tuple[X0, X1]: ...
    @overload
    def __call__(
        self: LastTwo[P, A_contra, Variable[S0, H0], Variable[S1, H1]],
        a: A_contra,
        x0: np.ndarray[H0, np.dtype[S0]],
        x1: np.ndarray[H1, np.dtype[S1]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[np.ndarray[H0, np.dtype[S0]], np.ndarray[H1, np.dtype[S1]]]: ...
    @overload
    def __call__(
        self: LastTwo[P, A_contra, Variable[S0, H0], Variable[np.float64, tuple[()]]],
        a: A_contra,
        x0: np.ndarray[H0, np.dtype[S0]],
        x1: NumberT1,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[np.ndarray[H0, np.dtype[S0]], NumberT1]: ...
    @overload
    def __call__(
        self: LastTwo[P, A_contra, Variable[np.float64, tuple[()]], Variable[S1, H1]],
        a: A_contra,
        x0: NumberT,
        x1: np.ndarray[H1, np.dtype[S1]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[NumberT, np.ndarray[H1, np.dtype[S1]]]: ...
    @overload
    def __call__(
        self: LastTwo[
            P, A_contra, Variable[np.float64, tuple[()]], Variable[np.float64, tuple[()]]
        ],
        a: A_contra,
        x0: NumberT,
        x1: NumberT1,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[NumberT, NumberT1]: ...
