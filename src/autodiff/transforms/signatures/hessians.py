"""From a function to its Hessian."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, Literal, Protocol, overload

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt

    from autodiff.typing import UnknownRank
    from autodiff.variable import Variable

    from .linear import Derivative
    from .one import Gradient
    from .variables import A0, H, Places, Q, Scalar, T

__all__ = ["ToHessian"]


class ToHessian(Protocol):
    """The rank of the argument doubles; of containers nothing is known."""

    @overload
    def __call__(
        self, f: Callable[Concatenate[float, Q], Scalar], argnums: Literal[0] = 0
    ) -> Callable[Concatenate[float, Q], float]: ...
    @overload
    def __call__(
        self, f: Callable[Concatenate[Variable[T, UnknownRank], Q], Scalar], argnums: Literal[0] = 0
    ) -> Derivative[Q, Variable[T], Variable[T]]: ...
    @overload
    def __call__(
        self, f: Callable[Concatenate[Variable[T, tuple[()]], Q], Scalar], argnums: Literal[0] = 0
    ) -> Gradient[Q, Variable[T, tuple[()]]]: ...
    @overload
    def __call__(
        self, f: Callable[Concatenate[Variable[T, tuple[int]], Q], Scalar], argnums: Literal[0] = 0
    ) -> Derivative[Q, Variable[T, tuple[int]], Variable[T, tuple[int, int]]]: ...
    @overload
    def __call__(
        self,
        f: Callable[Concatenate[Variable[T, tuple[int, int]], Q], Scalar],
        argnums: Literal[0] = 0,
    ) -> Derivative[Q, Variable[T, tuple[int, int]], Variable[T, tuple[int, int, int, int]]]: ...
    @overload
    def __call__(
        self, f: Callable[Concatenate[Variable[T, H], Q], Scalar], argnums: Literal[0] = 0
    ) -> Derivative[Q, Variable[T, H], Variable[T]]: ...
    @overload
    def __call__(
        self,
        f: Callable[Concatenate[np.ndarray[UnknownRank, np.dtype[T]], Q], Scalar],
        argnums: Literal[0] = 0,
    ) -> Derivative[Q, npt.NDArray[T], npt.NDArray[T]]: ...
    @overload
    def __call__(
        self,
        f: Callable[Concatenate[np.ndarray[tuple[()], np.dtype[T]], Q], Scalar],
        argnums: Literal[0] = 0,
    ) -> Gradient[Q, np.ndarray[tuple[()], np.dtype[T]]]: ...
    @overload
    def __call__(
        self,
        f: Callable[Concatenate[np.ndarray[tuple[int], np.dtype[T]], Q], Scalar],
        argnums: Literal[0] = 0,
    ) -> Derivative[
        Q, np.ndarray[tuple[int], np.dtype[T]], np.ndarray[tuple[int, int], np.dtype[T]]
    ]: ...
    @overload
    def __call__(
        self,
        f: Callable[Concatenate[np.ndarray[tuple[int, int], np.dtype[T]], Q], Scalar],
        argnums: Literal[0] = 0,
    ) -> Derivative[
        Q,
        np.ndarray[tuple[int, int], np.dtype[T]],
        np.ndarray[tuple[int, int, int, int], np.dtype[T]],
    ]: ...
    @overload
    def __call__(
        self,
        f: Callable[Concatenate[np.ndarray[H, np.dtype[T]], Q], Scalar],
        argnums: Literal[0] = 0,
    ) -> Derivative[Q, np.ndarray[H, np.dtype[T]], npt.NDArray[T]]: ...
    @overload
    def __call__(
        self, f: Callable[Concatenate[A0, Q], Scalar], argnums: Literal[0] = 0
    ) -> Callable[Concatenate[A0, Q], Any]: ...
    @overload
    def __call__(self, f: Callable[Q, Scalar], argnums: Places) -> Callable[..., Any]: ...
    @overload
    def __call__(
        self, *, argnums: Places = 0
    ) -> Callable[[Callable[Q, Scalar]], Callable[..., Any]]: ...
