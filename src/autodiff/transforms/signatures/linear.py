"""Derivatives at a point and over all points: Jacobians, pullbacks, pushforwards, products."""

# Overlaps are meant: the first signature that fits is the most exact one. There are no bodies,
# for these classes are never made.
# mypy: disable-error-code="overload-overlap, no-overload-impl, empty-body"
# pyright: reportOverlappingOverload=false, reportNoOverloadImplementation=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, overload

from .variables import HG, A_contra, G_co, H, NumberT, P, S, T, X, Y_contra

if TYPE_CHECKING:
    import numpy as np

    from autodiff.typing import TypedOperand
    from autodiff.variable import Variable

__all__ = ["Derivative", "OutOfRange", "Product", "Pullback", "Unravel"]


class OutOfRange:
    """No function: ``argnums`` names a parameter that ``f`` does not have."""


class Derivative(Generic[P, A_contra, G_co]):
    """All derivatives of a function, of another shape than the argument's."""

    @overload
    def __call__(self, x: A_contra, /, *args: P.args, **kwargs: P.kwargs) -> G_co: ...
    @overload
    def __call__(
        self: Derivative[P, Variable[S, H], Variable[T, HG]],
        x: np.ndarray[H, np.dtype[S]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> np.ndarray[HG, np.dtype[T]]: ...
    @overload
    def __call__(
        self: Derivative[P, Variable[np.float64, tuple[()]], Variable[T, HG]],
        x: float,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> np.ndarray[HG, np.dtype[T]]: ...


class Product(Generic[P, X]):
    """The Hessian times a vector, which is like the argument."""

    @overload
    def __call__(self, x: X, v: X, /, *args: P.args, **kwargs: P.kwargs) -> X: ...
    @overload
    def __call__(
        self: Product[P, Variable[S, H]],
        x: Variable[S, H],
        v: np.ndarray[H, np.dtype[S]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Variable[S, H]: ...
    @overload
    def __call__(
        self: Product[P, Variable[S, H]],
        x: np.ndarray[H, np.dtype[S]],
        v: np.ndarray[H, np.dtype[S]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> np.ndarray[H, np.dtype[S]]: ...
    @overload
    def __call__(
        self: Product[P, Variable[np.float64, tuple[()]]],
        x: NumberT,
        v: float,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> NumberT: ...


class Pullback(Generic[Y_contra, G_co]):
    """From the cotangent of a result to those of the arguments."""

    @overload
    def __call__(self, gy: Y_contra, /) -> G_co: ...
    @overload
    def __call__(
        self: Pullback[Variable[T, H], G_co], gy: np.ndarray[H, np.dtype[T]], /
    ) -> G_co: ...
    @overload
    def __call__(self: Pullback[Variable[Any, tuple[()]], G_co], gy: float, /) -> G_co: ...


class Unravel(Generic[G_co]):
    """From a vector to a container, whose leaves are Variables if the vector is one."""

    def __call__(self, vector: TypedOperand[Any, tuple[int]], /) -> G_co: ...
