"""From a function to its Jacobian."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, Literal, Never, Protocol, overload

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt

    from autodiff.typing import UnknownRank
    from autodiff.variable import Variable

    from .linear import Derivative
    from .one import Gradient
    from .variables import A0, HG, H, Places, Q, R, S, T

__all__ = ["ToJacobian"]


class ToJacobian(Protocol):
    """The ranks of result and argument add up; of containers nothing is known."""

    @overload
    def __call__(
        self,
        f: Callable[Concatenate[A0, Q], Never],
        argnums: Literal[0] = 0,
        *,
        holomorphic: bool = False,
    ) -> Callable[Concatenate[A0, Q], Any]: ...
    @overload
    def __call__(
        self,
        f: Callable[Concatenate[A0, Q], float | np.floating[Any]],
        argnums: Literal[0] = 0,
        *,
        holomorphic: bool = False,
    ) -> Gradient[Q, A0]: ...
    @overload
    def __call__(
        self,
        f: Callable[Concatenate[Variable[T, UnknownRank], Q], Variable[T, HG]],
        argnums: Literal[0] = 0,
        *,
        holomorphic: bool = False,
    ) -> Derivative[Q, Variable[T], Variable[T]]: ...
    @overload
    def __call__(
        self,
        f: Callable[Concatenate[Variable[T, H], Q], Variable[T, UnknownRank]],
        argnums: Literal[0] = 0,
        *,
        holomorphic: bool = False,
    ) -> Derivative[Q, Variable[T, H], Variable[T]]: ...
    @overload
    def __call__(
        self,
        f: Callable[Concatenate[A0, Q], Variable[np.floating[Any], tuple[()]]],
        argnums: Literal[0] = 0,
        *,
        holomorphic: bool = False,
    ) -> Gradient[Q, A0]: ...
    @overload
    def __call__(
        self,
        f: Callable[Concatenate[Variable[T, tuple[()]], Q], Variable[T, HG]],
        argnums: Literal[0] = 0,
        *,
        holomorphic: bool = False,
    ) -> Derivative[Q, Variable[T, tuple[()]], Variable[T, HG]]: ...
    @overload
    def __call__(
        self,
        f: Callable[Concatenate[Variable[T, tuple[int]], Q], Variable[T, tuple[int]]],
        argnums: Literal[0] = 0,
        *,
        holomorphic: bool = False,
    ) -> Derivative[Q, Variable[T, tuple[int]], Variable[T, tuple[int, int]]]: ...
    @overload
    def __call__(
        self,
        f: Callable[Concatenate[Variable[T, tuple[int]], Q], Variable[T, tuple[int, int]]],
        argnums: Literal[0] = 0,
        *,
        holomorphic: bool = False,
    ) -> Derivative[Q, Variable[T, tuple[int]], Variable[T, tuple[int, int, int]]]: ...
    @overload
    def __call__(
        self,
        f: Callable[Concatenate[Variable[T, tuple[int, int]], Q], Variable[T, tuple[int]]],
        argnums: Literal[0] = 0,
        *,
        holomorphic: bool = False,
    ) -> Derivative[Q, Variable[T, tuple[int, int]], Variable[T, tuple[int, int, int]]]: ...
    @overload
    def __call__(
        self,
        f: Callable[Concatenate[Variable[T, tuple[int, int]], Q], Variable[T, tuple[int, int]]],
        argnums: Literal[0] = 0,
        *,
        holomorphic: bool = False,
    ) -> Derivative[Q, Variable[T, tuple[int, int]], Variable[T, tuple[int, int, int, int]]]: ...
    @overload
    def __call__(
        self,
        f: Callable[Concatenate[Variable[T, H], Q], Variable[T, HG]],
        argnums: Literal[0] = 0,
        *,
        holomorphic: bool = False,
    ) -> Derivative[Q, Variable[T, H], Variable[T]]: ...
    @overload
    def __call__(
        self,
        f: Callable[Concatenate[Variable[S, H], Q], Variable[T, HG]],
        argnums: Literal[0] = 0,
        *,
        holomorphic: bool = False,
    ) -> Derivative[Q, Variable[S, H], Variable[Any]]: ...
    @overload
    def __call__(
        self,
        f: Callable[
            Concatenate[np.ndarray[UnknownRank, np.dtype[T]], Q], np.ndarray[HG, np.dtype[T]]
        ],
        argnums: Literal[0] = 0,
        *,
        holomorphic: bool = False,
    ) -> Derivative[Q, npt.NDArray[T], npt.NDArray[T]]: ...
    @overload
    def __call__(
        self,
        f: Callable[
            Concatenate[np.ndarray[H, np.dtype[T]], Q], np.ndarray[UnknownRank, np.dtype[T]]
        ],
        argnums: Literal[0] = 0,
        *,
        holomorphic: bool = False,
    ) -> Derivative[Q, np.ndarray[H, np.dtype[T]], npt.NDArray[T]]: ...
    @overload
    def __call__(
        self,
        f: Callable[
            Concatenate[np.ndarray[tuple[int], np.dtype[T]], Q], np.ndarray[tuple[int], np.dtype[T]]
        ],
        argnums: Literal[0] = 0,
        *,
        holomorphic: bool = False,
    ) -> Derivative[
        Q, np.ndarray[tuple[int], np.dtype[T]], np.ndarray[tuple[int, int], np.dtype[T]]
    ]: ...
    @overload
    def __call__(
        self,
        f: Callable[
            Concatenate[np.ndarray[tuple[int], np.dtype[T]], Q],
            np.ndarray[tuple[int, int], np.dtype[T]],
        ],
        argnums: Literal[0] = 0,
        *,
        holomorphic: bool = False,
    ) -> Derivative[
        Q, np.ndarray[tuple[int], np.dtype[T]], np.ndarray[tuple[int, int, int], np.dtype[T]]
    ]: ...
    @overload
    def __call__(
        self,
        f: Callable[
            Concatenate[np.ndarray[tuple[int, int], np.dtype[T]], Q],
            np.ndarray[tuple[int], np.dtype[T]],
        ],
        argnums: Literal[0] = 0,
        *,
        holomorphic: bool = False,
    ) -> Derivative[
        Q, np.ndarray[tuple[int, int], np.dtype[T]], np.ndarray[tuple[int, int, int], np.dtype[T]]
    ]: ...
    @overload
    def __call__(
        self,
        f: Callable[
            Concatenate[np.ndarray[tuple[int, int], np.dtype[T]], Q],
            np.ndarray[tuple[int, int], np.dtype[T]],
        ],
        argnums: Literal[0] = 0,
        *,
        holomorphic: bool = False,
    ) -> Derivative[
        Q,
        np.ndarray[tuple[int, int], np.dtype[T]],
        np.ndarray[tuple[int, int, int, int], np.dtype[T]],
    ]: ...
    @overload
    def __call__(
        self,
        f: Callable[Concatenate[np.ndarray[H, np.dtype[T]], Q], np.ndarray[HG, np.dtype[T]]],
        argnums: Literal[0] = 0,
        *,
        holomorphic: bool = False,
    ) -> Derivative[Q, np.ndarray[H, np.dtype[T]], npt.NDArray[T]]: ...
    @overload
    def __call__(
        self,
        f: Callable[Concatenate[np.ndarray[H, np.dtype[S]], Q], np.ndarray[HG, np.dtype[T]]],
        argnums: Literal[0] = 0,
        *,
        holomorphic: bool = False,
    ) -> Derivative[Q, np.ndarray[H, np.dtype[S]], npt.NDArray[Any]]: ...
    @overload
    def __call__(
        self,
        f: Callable[Concatenate[float, Q], np.ndarray[HG, np.dtype[T]]],
        argnums: Literal[0] = 0,
        *,
        holomorphic: bool = False,
    ) -> Callable[Concatenate[float, Q], np.ndarray[HG, np.dtype[T]]]: ...
    @overload
    def __call__(
        self,
        f: Callable[Concatenate[A0, Q], R],
        argnums: Literal[0] = 0,
        *,
        holomorphic: bool = False,
    ) -> Callable[Concatenate[A0, Q], Any]: ...
    @overload
    def __call__(
        self, f: Callable[Q, R], argnums: Places, *, holomorphic: bool = False
    ) -> Callable[..., Any]: ...
    @overload
    def __call__(
        self, *, argnums: Places = 0, holomorphic: bool = False
    ) -> Callable[[Callable[Q, R]], Callable[..., Any]]: ...
