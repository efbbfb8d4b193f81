"""Values of ``f`` with its gradients.

Given plain arguments, a value that ``f`` computes as a Variable is a NumPy scalar.
"""

# Overlaps are meant: the first signature that fits is the most exact one. There are no bodies,
# for these classes are never made.
# mypy: disable-error-code="overload-overlap, no-overload-impl"
# pyright: reportOverlappingOverload=false, reportNoOverloadImplementation=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, overload

from .variables import A_contra, Aux, B_contra, H, NumberT, P, R_co, S, T, X

if TYPE_CHECKING:
    import numpy as np

    from autodiff.variable import Variable

__all__ = ["SecondValueAndGradient", "ThirdValueAndGradient", "ValueAndGradient"]


class ValueAndGradient(Generic[P, X, R_co]):
    """With the gradient of the first argument."""

    @overload
    def __call__(self, x: X, /, *args: P.args, **kwargs: P.kwargs) -> tuple[R_co, X]: ...
    @overload
    def __call__(
        self: ValueAndGradient[P, Variable[S, H], Variable[T, tuple[()]]],
        x: np.ndarray[H, np.dtype[S]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[T, np.ndarray[H, np.dtype[S]]]: ...
    @overload
    def __call__(
        self: ValueAndGradient[P, Variable[np.float64, tuple[()]], Variable[T, tuple[()]]],
        x: NumberT,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[T, NumberT]: ...
    @overload
    def __call__(
        self: ValueAndGradient[P, Variable[S, H], tuple[Variable[T, tuple[()]], Aux]],
        x: np.ndarray[H, np.dtype[S]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[tuple[T, Aux | Any], np.ndarray[H, np.dtype[S]]]: ...
    @overload
    def __call__(
        self: ValueAndGradient[
            P, Variable[np.float64, tuple[()]], tuple[Variable[T, tuple[()]], Aux]
        ],
        x: NumberT,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[tuple[T, Aux | Any], NumberT]: ...
    @overload
    def __call__(
        self: ValueAndGradient[P, Variable[S, H], R_co],
        x: np.ndarray[H, np.dtype[S]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[R_co | Any, np.ndarray[H, np.dtype[S]]]: ...
    @overload
    def __call__(
        self: ValueAndGradient[P, Variable[np.float64, tuple[()]], R_co],
        x: NumberT,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[R_co | Any, NumberT]: ...


class SecondValueAndGradient(Generic[P, A_contra, X, R_co]):
    """With the gradient of the second argument."""

    @overload
    def __call__(
        self, a: A_contra, x: X, /, *args: P.args, **kwargs: P.kwargs
    ) -> tuple[R_co, X]: ...
    @overload
    def __call__(
        self: SecondValueAndGradient[P, A_contra, Variable[S, H], Variable[T, tuple[()]]],
        a: A_contra,
        x: np.ndarray[H, np.dtype[S]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[T, np.ndarray[H, np.dtype[S]]]: ...
    @overload
    def __call__(
        self: SecondValueAndGradient[
            P, A_contra, Variable[np.float64, tuple[()]], Variable[T, tuple[()]]
        ],
        a: A_contra,
        x: NumberT,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[T, NumberT]: ...
    @overload
    def __call__(
        self: SecondValueAndGradient[
            P, A_contra, Variable[S, H], tuple[Variable[T, tuple[()]], Aux]
        ],
        a: A_contra,
        x: np.ndarray[H, np.dtype[S]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[tuple[T, Aux | Any], np.ndarray[H, np.dtype[S]]]: ...
    @overload
    def __call__(
        self: SecondValueAndGradient[
            P, A_contra, Variable[np.float64, tuple[()]], tuple[Variable[T, tuple[()]], Aux]
        ],
        a: A_contra,
        x: NumberT,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[tuple[T, Aux | Any], NumberT]: ...
    @overload
    def __call__(
        self: SecondValueAndGradient[P, A_contra, Variable[S, H], R_co],
        a: A_contra,
        x: np.ndarray[H, np.dtype[S]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[R_co | Any, np.ndarray[H, np.dtype[S]]]: ...
    @overload
    def __call__(
        self: SecondValueAndGradient[P, A_contra, Variable[np.float64, tuple[()]], R_co],
        a: A_contra,
        x: NumberT,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[R_co | Any, NumberT]: ...


class ThirdValueAndGradient(Generic[P, A_contra, B_contra, X, R_co]):
    """With the gradient of the third argument."""

    @overload
    def __call__(
        self, a: A_contra, b: B_contra, x: X, /, *args: P.args, **kwargs: P.kwargs
    ) -> tuple[R_co, X]: ...
    @overload
    def __call__(
        self: ThirdValueAndGradient[P, A_contra, B_contra, Variable[S, H], Variable[T, tuple[()]]],
        a: A_contra,
        b: B_contra,
        x: np.ndarray[H, np.dtype[S]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[T, np.ndarray[H, np.dtype[S]]]: ...
    @overload
    def __call__(
        self: ThirdValueAndGradient[
            P, A_contra, B_contra, Variable[np.float64, tuple[()]], Variable[T, tuple[()]]
        ],
        a: A_contra,
        b: B_contra,
        x: NumberT,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[T, NumberT]: ...
    @overload
    def __call__(
        self: ThirdValueAndGradient[P, A_contra, B_contra, Variable[S, H], R_co],
        a: A_contra,
        b: B_contra,
        x: np.ndarray[H, np.dtype[S]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[R_co | Any, np.ndarray[H, np.dtype[S]]]: ...
    @overload
    def __call__(
        self: ThirdValueAndGradient[P, A_contra, B_contra, Variable[np.float64, tuple[()]], R_co],
        a: A_contra,
        b: B_contra,
        x: NumberT,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[R_co | Any, NumberT]: ...
