"""Draft of the signatures of ``vjp``."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false, reportUnusedImport=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, Literal, overload

from autodiff.transforms.signatures.variables import *

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    import numpy as np
    import numpy.typing as npt
    from autodiff.typing import *
    from autodiff.variable import Variable
    from autodiff.transforms.signatures.one import *
    from autodiff.transforms.signatures.several import *
    from autodiff.transforms.signatures.three import *
    from autodiff.transforms.signatures.values import *
    from autodiff.transforms.signatures.values_of_several import *
    from autodiff.transforms.signatures.auxiliary import *
    from autodiff.transforms.signatures.linear import *

__all__ = ["vjp"]


@overload
def vjp(
    f: Callable[[Variable[S0, H0]], Variable[T, UnknownRank]],
    x0: np.ndarray[H0, np.dtype[S0]],
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[
    npt.NDArray[T] | Any, Pullback[npt.NDArray[T] | float, tuple[np.ndarray[H0, np.dtype[S0]]]]
]: ...
@overload
def vjp(
    f: Callable[[Variable[S0, H0]], Variable[T, tuple[()]]],
    x0: np.ndarray[H0, np.dtype[S0]],
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[T, Pullback[T | float, tuple[np.ndarray[H0, np.dtype[S0]]]]]: ...
@overload
def vjp(
    f: Callable[[Variable[S0, H0]], Variable[T, HG]],
    x0: np.ndarray[H0, np.dtype[S0]],
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[
    np.ndarray[HG, np.dtype[T]],
    Pullback[np.ndarray[HG, np.dtype[T]], tuple[np.ndarray[H0, np.dtype[S0]]]],
]: ...
@overload
def vjp(
    f: Callable[[Variable[np.float64, tuple[()]]], Variable[T, UnknownRank]],
    x0: NumberT,
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[npt.NDArray[T] | Any, Pullback[npt.NDArray[T] | float, tuple[NumberT]]]: ...
@overload
def vjp(
    f: Callable[[Variable[np.float64, tuple[()]]], Variable[T, tuple[()]]],
    x0: NumberT,
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[T, Pullback[T | float, tuple[NumberT]]]: ...
@overload
def vjp(
    f: Callable[[Variable[np.float64, tuple[()]]], Variable[T, HG]],
    x0: NumberT,
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[np.ndarray[HG, np.dtype[T]], Pullback[np.ndarray[HG, np.dtype[T]], tuple[NumberT]]]: ...
@overload
def vjp(
    f: Callable[[A0], R], x0: A0, /, *, has_aux: Literal[False] = False
) -> tuple[R, Pullback[R, tuple[A0]]]: ...
@overload
def vjp(
    f: Callable[[Variable[S0, H0], Variable[S1, H1]], Variable[T, UnknownRank]],
    x0: np.ndarray[H0, np.dtype[S0]],
    x1: np.ndarray[H1, np.dtype[S1]],
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[
    npt.NDArray[T] | Any,
    Pullback[
        npt.NDArray[T] | float, tuple[np.ndarray[H0, np.dtype[S0]], np.ndarray[H1, np.dtype[S1]]]
    ],
]: ...
@overload
def vjp(
    f: Callable[[Variable[S0, H0], Variable[S1, H1]], Variable[T, tuple[()]]],
    x0: np.ndarray[H0, np.dtype[S0]],
    x1: np.ndarray[H1, np.dtype[S1]],
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[
    T, Pullback[T | float, tuple[np.ndarray[H0, np.dtype[S0]], np.ndarray[H1, np.dtype[S1]]]]
]: ...
@overload
def vjp(
    f: Callable[[Variable[S0, H0], Variable[S1, H1]], Variable[T, HG]],
    x0: np.ndarray[H0, np.dtype[S0]],
    x1: np.ndarray[H1, np.dtype[S1]],
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[
    np.ndarray[HG, np.dtype[T]],
    Pullback[
        np.ndarray[HG, np.dtype[T]],
        tuple[np.ndarray[H0, np.dtype[S0]], np.ndarray[H1, np.dtype[S1]]],
    ],
]: ...
@overload
def vjp(
    f: Callable[[Variable[S0, H0], Variable[np.float64, tuple[()]]], Variable[T, UnknownRank]],
    x0: np.ndarray[H0, np.dtype[S0]],
    x1: NumberT1,
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[
    npt.NDArray[T] | Any,
    Pullback[npt.NDArray[T] | float, tuple[np.ndarray[H0, np.dtype[S0]], NumberT1]],
]: ...
@overload
def vjp(
    f: Callable[[Variable[S0, H0], Variable[np.float64, tuple[()]]], Variable[T, tuple[()]]],
    x0: np.ndarray[H0, np.dtype[S0]],
    x1: NumberT1,
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[T, Pullback[T | float, tuple[np.ndarray[H0, np.dtype[S0]], NumberT1]]]: ...
@overload
def vjp(
    f: Callable[[Variable[S0, H0], Variable[np.float64, tuple[()]]], Variable[T, HG]],
    x0: np.ndarray[H0, np.dtype[S0]],
    x1: NumberT1,
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[
    np.ndarray[HG, np.dtype[T]],
    Pullback[np.ndarray[HG, np.dtype[T]], tuple[np.ndarray[H0, np.dtype[S0]], NumberT1]],
]: ...
@overload
def vjp(
    f: Callable[[Variable[np.float64, tuple[()]], Variable[S1, H1]], Variable[T, HG]],
    x0: NumberT,
    x1: np.ndarray[H1, np.dtype[S1]],
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[
    np.ndarray[HG, np.dtype[T]] | Any,
    Pullback[np.ndarray[HG, np.dtype[T]] | Any, tuple[NumberT, np.ndarray[H1, np.dtype[S1]]]],
]: ...
@overload
def vjp(
    f: Callable[
        [Variable[np.float64, tuple[()]], Variable[np.float64, tuple[()]]], Variable[T, HG]
    ],
    x0: NumberT,
    x1: NumberT1,
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[
    np.ndarray[HG, np.dtype[T]] | Any,
    Pullback[np.ndarray[HG, np.dtype[T]] | Any, tuple[NumberT, NumberT1]],
]: ...
@overload
def vjp(
    f: Callable[[A0, A1], R], x0: A0, x1: A1, /, *, has_aux: Literal[False] = False
) -> tuple[R, Pullback[R, tuple[A0, A1]]]: ...
@overload
def vjp(
    f: Callable[[Variable[S0, H0], Variable[S1, H1], Variable[S2, H2]], Variable[T, HG]],
    x0: np.ndarray[H0, np.dtype[S0]],
    x1: np.ndarray[H1, np.dtype[S1]],
    x2: np.ndarray[H2, np.dtype[S2]],
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[
    np.ndarray[HG, np.dtype[T]] | Any,
    Pullback[
        np.ndarray[HG, np.dtype[T]] | Any,
        tuple[
            np.ndarray[H0, np.dtype[S0]], np.ndarray[H1, np.dtype[S1]], np.ndarray[H2, np.dtype[S2]]
        ],
    ],
]: ...
@overload
def vjp(
    f: Callable[[A0, A1, A2], R], x0: A0, x1: A1, x2: A2, /, *, has_aux: Literal[False] = False
) -> tuple[R, Pullback[R, tuple[A0, A1, A2]]]: ...
@overload
def vjp(
    f: Callable[..., R],
    x0: Any,
    x1: Any,
    x2: Any,
    x3: Any,
    /,
    *xs: Any,
    has_aux: Literal[False] = False,
) -> tuple[Any, Pullback[Any, tuple[Any, ...]]]: ...
@overload
def vjp(
    f: Callable[..., tuple[R, Aux]], *primals: Any, has_aux: Literal[True]
) -> tuple[Any, Pullback[Any, tuple[Any, ...]], Aux | Any]: ...
def vjp(f: Callable[..., Any], *primals: Any, has_aux: bool = False) -> Any:
    """Signatures of ``vjp``."""
    raise NotImplementedError
