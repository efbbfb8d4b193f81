"""Draft of the signatures of ``linearize``."""

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

__all__ = ["linearize"]


@overload
def linearize(
    f: Callable[[Variable[S0, H0]], Variable[T, UnknownRank]],
    x0: np.ndarray[H0, np.dtype[S0]],
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[
    npt.NDArray[T] | Any, Callable[[np.ndarray[H0, np.dtype[S0]]], npt.NDArray[T] | Any]
]: ...
@overload
def linearize(
    f: Callable[[Variable[S0, H0]], Variable[T, tuple[()]]],
    x0: np.ndarray[H0, np.dtype[S0]],
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[T, Callable[[np.ndarray[H0, np.dtype[S0]]], T]]: ...
@overload
def linearize(
    f: Callable[[Variable[S0, H0]], Variable[T, HG]],
    x0: np.ndarray[H0, np.dtype[S0]],
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[
    np.ndarray[HG, np.dtype[T]],
    Callable[[np.ndarray[H0, np.dtype[S0]]], np.ndarray[HG, np.dtype[T]]],
]: ...
@overload
def linearize(
    f: Callable[[Variable[np.float64, tuple[()]]], Variable[T, UnknownRank]],
    x0: NumberT,
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[npt.NDArray[T] | Any, Callable[[float], npt.NDArray[T] | Any]]: ...
@overload
def linearize(
    f: Callable[[Variable[np.float64, tuple[()]]], Variable[T, tuple[()]]],
    x0: NumberT,
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[T, Callable[[float], T]]: ...
@overload
def linearize(
    f: Callable[[Variable[np.float64, tuple[()]]], Variable[T, HG]],
    x0: NumberT,
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[np.ndarray[HG, np.dtype[T]], Callable[[float], np.ndarray[HG, np.dtype[T]]]]: ...
@overload
def linearize(
    f: Callable[[A0], R], x0: A0, /, *, has_aux: Literal[False] = False
) -> tuple[R, Callable[[A0], R]]: ...
@overload
def linearize(
    f: Callable[[Variable[S0, H0], Variable[S1, H1]], Variable[T, UnknownRank]],
    x0: np.ndarray[H0, np.dtype[S0]],
    x1: np.ndarray[H1, np.dtype[S1]],
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[
    npt.NDArray[T] | Any,
    Callable[[np.ndarray[H0, np.dtype[S0]], np.ndarray[H1, np.dtype[S1]]], npt.NDArray[T] | Any],
]: ...
@overload
def linearize(
    f: Callable[[Variable[S0, H0], Variable[S1, H1]], Variable[T, tuple[()]]],
    x0: np.ndarray[H0, np.dtype[S0]],
    x1: np.ndarray[H1, np.dtype[S1]],
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[T, Callable[[np.ndarray[H0, np.dtype[S0]], np.ndarray[H1, np.dtype[S1]]], T]]: ...
@overload
def linearize(
    f: Callable[[Variable[S0, H0], Variable[S1, H1]], Variable[T, HG]],
    x0: np.ndarray[H0, np.dtype[S0]],
    x1: np.ndarray[H1, np.dtype[S1]],
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[
    np.ndarray[HG, np.dtype[T]],
    Callable[
        [np.ndarray[H0, np.dtype[S0]], np.ndarray[H1, np.dtype[S1]]], np.ndarray[HG, np.dtype[T]]
    ],
]: ...
@overload
def linearize(
    f: Callable[[Variable[S0, H0], Variable[np.float64, tuple[()]]], Variable[T, UnknownRank]],
    x0: np.ndarray[H0, np.dtype[S0]],
    x1: NumberT1,
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[
    npt.NDArray[T] | Any, Callable[[np.ndarray[H0, np.dtype[S0]], float], npt.NDArray[T] | Any]
]: ...
@overload
def linearize(
    f: Callable[[Variable[S0, H0], Variable[np.float64, tuple[()]]], Variable[T, tuple[()]]],
    x0: np.ndarray[H0, np.dtype[S0]],
    x1: NumberT1,
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[T, Callable[[np.ndarray[H0, np.dtype[S0]], float], T]]: ...
@overload
def linearize(
    f: Callable[[Variable[S0, H0], Variable[np.float64, tuple[()]]], Variable[T, HG]],
    x0: np.ndarray[H0, np.dtype[S0]],
    x1: NumberT1,
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[
    np.ndarray[HG, np.dtype[T]],
    Callable[[np.ndarray[H0, np.dtype[S0]], float], np.ndarray[HG, np.dtype[T]]],
]: ...
@overload
def linearize(
    f: Callable[[Variable[np.float64, tuple[()]], Variable[S1, H1]], Variable[T, HG]],
    x0: NumberT,
    x1: np.ndarray[H1, np.dtype[S1]],
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[
    np.ndarray[HG, np.dtype[T]] | Any,
    Callable[[float, np.ndarray[H1, np.dtype[S1]]], np.ndarray[HG, np.dtype[T]] | Any],
]: ...
@overload
def linearize(
    f: Callable[
        [Variable[np.float64, tuple[()]], Variable[np.float64, tuple[()]]], Variable[T, HG]
    ],
    x0: NumberT,
    x1: NumberT1,
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[
    np.ndarray[HG, np.dtype[T]] | Any, Callable[[float, float], np.ndarray[HG, np.dtype[T]] | Any]
]: ...
@overload
def linearize(
    f: Callable[[A0, A1], R], x0: A0, x1: A1, /, *, has_aux: Literal[False] = False
) -> tuple[R, Callable[[A0, A1], R]]: ...
@overload
def linearize(
    f: Callable[[Variable[S0, H0], Variable[S1, H1], Variable[S2, H2]], Variable[T, HG]],
    x0: np.ndarray[H0, np.dtype[S0]],
    x1: np.ndarray[H1, np.dtype[S1]],
    x2: np.ndarray[H2, np.dtype[S2]],
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[
    np.ndarray[HG, np.dtype[T]] | Any,
    Callable[
        [np.ndarray[H0, np.dtype[S0]], np.ndarray[H1, np.dtype[S1]], np.ndarray[H2, np.dtype[S2]]],
        np.ndarray[HG, np.dtype[T]] | Any,
    ],
]: ...
@overload
def linearize(
    f: Callable[[A0, A1, A2], R], x0: A0, x1: A1, x2: A2, /, *, has_aux: Literal[False] = False
) -> tuple[R, Callable[[A0, A1, A2], R]]: ...
@overload
def linearize(
    f: Callable[..., R],
    x0: Any,
    x1: Any,
    x2: Any,
    x3: Any,
    /,
    *xs: Any,
    has_aux: Literal[False] = False,
) -> tuple[Any, Callable[..., Any]]: ...
@overload
def linearize(
    f: Callable[..., tuple[R, Aux]], *primals: Any, has_aux: Literal[True]
) -> tuple[Any, Callable[..., Any], Aux | Any]: ...
def linearize(f: Callable[..., Any], *primals: Any, has_aux: bool = False) -> Any:
    """Signatures of ``linearize``."""
    raise NotImplementedError
