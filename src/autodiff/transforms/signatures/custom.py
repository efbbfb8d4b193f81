"""Functions with rules of one's own, by how many positional arguments they have.

``K_co`` is what the rules are given besides: the result, or the residuals.
"""

# Overlaps are meant: the first signature that fits is the most exact one. There are no bodies,
# for these classes are never made.
# mypy: disable-error-code="overload-overlap, no-overload-impl, empty-body"
# pyright: reportOverlappingOverload=false, reportNoOverloadImplementation=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, Generic, TypeAlias, overload

from .variables import A0, A1, A2, A3, HG, X0, X1, X2, CallableT, H, K, P, Q, R, R_co, S, T

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from autodiff.typing import Operand
    from autodiff.variable import Variable

__all__ = [
    "Custom1",
    "Custom2",
    "Custom3",
    "CustomDecorator",
    "CustomN",
    "ResidualsDecorator",
]

AnyVariable: TypeAlias = "Variable[Any, Any]"
"""In the place of an array or a number."""


class Custom1(Generic[P, X0, R_co, K]):
    """Of one argument."""

    @overload
    def __call__(self, x0: X0, /, *args: P.args, **kwargs: P.kwargs) -> R_co: ...
    @overload
    def __call__(
        self: Custom1[P, np.ndarray[H, np.dtype[S]], np.ndarray[HG, np.dtype[T]], K],
        x0: Variable[S, H],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Variable[T, HG]: ...
    @overload
    def __call__(
        self: Custom1[P, np.ndarray[H, np.dtype[S]], float, K],
        x0: Variable[S, H],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Variable[np.float64, tuple[()]]: ...
    @overload
    def __call__(
        self: Custom1[P, float, np.ndarray[HG, np.dtype[T]], K],
        x0: Variable[np.float64, tuple[()]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Variable[T, HG]: ...
    @overload
    def __call__(
        self: Custom1[P, float, float, K],
        x0: Variable[np.float64, tuple[()]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Variable[np.float64, tuple[()]]: ...
    @overload
    def __call__(
        self, x0: X0 | AnyVariable, /, *args: P.args, **kwargs: P.kwargs
    ) -> R_co | Any: ...

    def pullback(
        self, rule: Callable[Concatenate[R_co, K, X0, P], X0 | Operand | None], /
    ) -> Callable[Concatenate[R_co, K, X0, P], X0 | Operand | None]: ...

    def pushforward(
        self, rule: Callable[Concatenate[X0, K, X0, P], R_co | Operand], /
    ) -> Callable[Concatenate[X0, K, X0, P], R_co | Operand]: ...


class Custom2(Generic[P, X0, X1, R_co, K]):
    """Of two arguments."""

    @overload
    def __call__(self, x0: X0, x1: X1, /, *args: P.args, **kwargs: P.kwargs) -> R_co: ...
    @overload
    def __call__(
        self: Custom2[P, X0, X1, np.ndarray[HG, np.dtype[T]], K],
        x0: X0 | AnyVariable,
        x1: X1 | AnyVariable,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Variable[T, HG]: ...
    @overload
    def __call__(
        self: Custom2[P, X0, X1, float, K],
        x0: X0 | AnyVariable,
        x1: X1 | AnyVariable,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Variable[np.float64, tuple[()]]: ...
    @overload
    def __call__(
        self, x0: X0 | AnyVariable, x1: X1 | AnyVariable, /, *args: P.args, **kwargs: P.kwargs
    ) -> R_co | Any: ...

    def pullback(
        self,
        rule: Callable[
            Concatenate[R_co, K, X0, X1, P], tuple[X0 | Operand | None, X1 | Operand | None]
        ],
        /,
    ) -> Callable[
        Concatenate[R_co, K, X0, X1, P], tuple[X0 | Operand | None, X1 | Operand | None]
    ]: ...

    def pushforward(
        self, rule: Callable[Concatenate[tuple[X0, X1], K, X0, X1, P], R_co | Operand], /
    ) -> Callable[Concatenate[tuple[X0, X1], K, X0, X1, P], R_co | Operand]: ...


class Custom3(Generic[P, X0, X1, X2, R_co, K]):
    """Of three arguments."""

    @overload
    def __call__(self, x0: X0, x1: X1, x2: X2, /, *args: P.args, **kwargs: P.kwargs) -> R_co: ...
    @overload
    def __call__(
        self: Custom3[P, X0, X1, X2, np.ndarray[HG, np.dtype[T]], K],
        x0: X0 | AnyVariable,
        x1: X1 | AnyVariable,
        x2: X2 | AnyVariable,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Variable[T, HG]: ...
    @overload
    def __call__(
        self: Custom3[P, X0, X1, X2, float, K],
        x0: X0 | AnyVariable,
        x1: X1 | AnyVariable,
        x2: X2 | AnyVariable,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Variable[np.float64, tuple[()]]: ...
    @overload
    def __call__(
        self,
        x0: X0 | AnyVariable,
        x1: X1 | AnyVariable,
        x2: X2 | AnyVariable,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R_co | Any: ...

    def pullback(
        self,
        rule: Callable[
            Concatenate[R_co, K, X0, X1, X2, P],
            tuple[X0 | Operand | None, X1 | Operand | None, X2 | Operand | None],
        ],
        /,
    ) -> Callable[
        Concatenate[R_co, K, X0, X1, X2, P],
        tuple[X0 | Operand | None, X1 | Operand | None, X2 | Operand | None],
    ]: ...

    def pushforward(
        self, rule: Callable[Concatenate[tuple[X0, X1, X2], K, X0, X1, X2, P], R_co | Operand], /
    ) -> Callable[Concatenate[tuple[X0, X1, X2], K, X0, X1, X2, P], R_co | Operand]: ...


class CustomN(Generic[P, R_co]):
    """Of any number of arguments, or with some that are not differentiated."""

    @overload
    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R_co: ...
    @overload
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...

    def pullback(self, rule: CallableT, /) -> CallableT: ...

    def pushforward(self, rule: CallableT, /) -> CallableT: ...


class CustomDecorator:
    """Takes the function."""

    @overload
    def __call__(
        self, f: Callable[Concatenate[A0, A1, A2, A3, Q], R], /
    ) -> CustomN[Concatenate[A0, A1, A2, A3, Q], R]: ...
    @overload
    def __call__(
        self, f: Callable[Concatenate[A0, A1, A2, Q], R], /
    ) -> Custom3[Q, A0, A1, A2, R, R]: ...
    @overload
    def __call__(self, f: Callable[Concatenate[A0, A1, Q], R], /) -> Custom2[Q, A0, A1, R, R]: ...
    @overload
    def __call__(self, f: Callable[Concatenate[A0, Q], R], /) -> Custom1[Q, A0, R, R]: ...
    @overload
    def __call__(self, f: Callable[Q, R], /) -> CustomN[Q, R]: ...


class ResidualsDecorator:
    """Takes a function that returns residuals besides."""

    @overload
    def __call__(
        self, f: Callable[Concatenate[A0, A1, A2, A3, Q], tuple[R, K]], /
    ) -> CustomN[Concatenate[A0, A1, A2, A3, Q], R]: ...
    @overload
    def __call__(
        self, f: Callable[Concatenate[A0, A1, A2, Q], tuple[R, K]], /
    ) -> Custom3[Q, A0, A1, A2, R, K]: ...
    @overload
    def __call__(
        self, f: Callable[Concatenate[A0, A1, Q], tuple[R, K]], /
    ) -> Custom2[Q, A0, A1, R, K]: ...
    @overload
    def __call__(self, f: Callable[Concatenate[A0, Q], tuple[R, K]], /) -> Custom1[Q, A0, R, K]: ...
    @overload
    def __call__(self, f: Callable[Q, tuple[R, K]], /) -> CustomN[Q, R]: ...
