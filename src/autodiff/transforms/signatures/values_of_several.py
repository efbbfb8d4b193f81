"""Values of ``f`` with several of its gradients."""

# Overlaps are meant: the first signature that fits is the most exact one. There are no bodies,
# for these classes are never made.
# mypy: disable-error-code="overload-overlap, no-overload-impl"
# pyright: reportOverlappingOverload=false, reportNoOverloadImplementation=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, overload

from .variables import H0, H1, H2, S0, S1, S2, X0, X1, X2, NumberT, NumberT1, NumberT2, P, R_co, T

if TYPE_CHECKING:
    import numpy as np

    from autodiff.variable import Variable

__all__ = ["ValueAndFirstThree", "ValueAndFirstTwo"]


class ValueAndFirstTwo(Generic[P, X0, X1, R_co]):
    """With the gradients of the first two arguments."""

    @overload
    def __call__(
        self, x0: X0, x1: X1, /, *args: P.args, **kwargs: P.kwargs
    ) -> tuple[R_co, tuple[X0, X1]]: ...
    @overload
    def __call__(
        self: ValueAndFirstTwo[P, Variable[S0, H0], Variable[S1, H1], Variable[T, tuple[()]]],
        x0: np.ndarray[H0, np.dtype[S0]],
        x1: np.ndarray[H1, np.dtype[S1]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[T, tuple[np.ndarray[H0, np.dtype[S0]], np.ndarray[H1, np.dtype[S1]]]]: ...
    @overload
    def __call__(
        self: ValueAndFirstTwo[
            P, Variable[S0, H0], Variable[np.float64, tuple[()]], Variable[T, tuple[()]]
        ],
        x0: np.ndarray[H0, np.dtype[S0]],
        x1: NumberT1,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[T, tuple[np.ndarray[H0, np.dtype[S0]], NumberT1]]: ...
    @overload
    def __call__(
        self: ValueAndFirstTwo[
            P, Variable[np.float64, tuple[()]], Variable[S1, H1], Variable[T, tuple[()]]
        ],
        x0: NumberT,
        x1: np.ndarray[H1, np.dtype[S1]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[T, tuple[NumberT, np.ndarray[H1, np.dtype[S1]]]]: ...
    @overload
    def __call__(
        self: ValueAndFirstTwo[
            P,
            Variable[np.float64, tuple[()]],
            Variable[np.float64, tuple[()]],
            Variable[T, tuple[()]],
        ],
        x0: NumberT,
        x1: NumberT1,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[T, tuple[NumberT, NumberT1]]: ...
    @overload
    def __call__(
        self: ValueAndFirstTwo[P, Variable[S0, H0], Variable[S1, H1], R_co],
        x0: np.ndarray[H0, np.dtype[S0]],
        x1: np.ndarray[H1, np.dtype[S1]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[R_co | Any, tuple[np.ndarray[H0, np.dtype[S0]], np.ndarray[H1, np.dtype[S1]]]]: ...
    @overload
    def __call__(
        self: ValueAndFirstTwo[P, Variable[S0, H0], Variable[np.float64, tuple[()]], R_co],
        x0: np.ndarray[H0, np.dtype[S0]],
        x1: NumberT1,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[R_co | Any, tuple[np.ndarray[H0, np.dtype[S0]], NumberT1]]: ...
    @overload
    def __call__(
        self: ValueAndFirstTwo[P, Variable[np.float64, tuple[()]], Variable[S1, H1], R_co],
        x0: NumberT,
        x1: np.ndarray[H1, np.dtype[S1]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[R_co | Any, tuple[NumberT, np.ndarray[H1, np.dtype[S1]]]]: ...
    @overload
    def __call__(
        self: ValueAndFirstTwo[
            P, Variable[np.float64, tuple[()]], Variable[np.float64, tuple[()]], R_co
        ],
        x0: NumberT,
        x1: NumberT1,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[R_co | Any, tuple[NumberT, NumberT1]]: ...


class ValueAndFirstThree(Generic[P, X0, X1, X2, R_co]):
    """With the gradients of the first three arguments."""

    @overload
    def __call__(
        self, x0: X0, x1: X1, x2: X2, /, *args: P.args, **kwargs: P.kwargs
    ) -> tuple[R_co, tuple[X0, X1, X2]]: ...
    @overload
    def __call__(
        self: ValueAndFirstThree[
            P, Variable[S0, H0], Variable[S1, H1], Variable[S2, H2], Variable[T, tuple[()]]
        ],
        x0: np.ndarray[H0, np.dtype[S0]],
        x1: np.ndarray[H1, np.dtype[S1]],
        x2: np.ndarray[H2, np.dtype[S2]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[
        T,
        tuple[
            np.ndarray[H0, np.dtype[S0]], np.ndarray[H1, np.dtype[S1]], np.ndarray[H2, np.dtype[S2]]
        ],
    ]: ...
    @overload
    def __call__(
        self: ValueAndFirstThree[
            P,
            Variable[np.float64, tuple[()]],
            Variable[np.float64, tuple[()]],
            Variable[np.float64, tuple[()]],
            Variable[T, tuple[()]],
        ],
        x0: NumberT,
        x1: NumberT1,
        x2: NumberT2,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[T, tuple[NumberT, NumberT1, NumberT2]]: ...
    @overload
    def __call__(
        self: ValueAndFirstThree[P, Variable[S0, H0], Variable[S1, H1], Variable[S2, H2], R_co],
        x0: np.ndarray[H0, np.dtype[S0]],
        x1: np.ndarray[H1, np.dtype[S1]],
        x2: np.ndarray[H2, np.dtype[S2]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[
        R_co | Any,
        tuple[
            np.ndarray[H0, np.dtype[S0]], np.ndarray[H1, np.dtype[S1]], np.ndarray[H2, np.dtype[S2]]
        ],
    ]: ...
    @overload
    def __call__(
        self: ValueAndFirstThree[
            P,
            Variable[np.float64, tuple[()]],
            Variable[np.float64, tuple[()]],
            Variable[np.float64, tuple[()]],
            R_co,
        ],
        x0: NumberT,
        x1: NumberT1,
        x2: NumberT2,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[R_co | Any, tuple[NumberT, NumberT1, NumberT2]]: ...
