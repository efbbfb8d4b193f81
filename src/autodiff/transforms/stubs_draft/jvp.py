"""Draft of the signatures of ``jvp``."""

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

__all__ = ["jvp"]


@overload
def jvp(
    f: Callable[[Variable[S0, H0]], R],
    primals: tuple[Variable[S0, H0]],
    tangents: tuple[TypedOperand[Any, H0] | float],
    *,
    has_aux: Literal[False] = False,
) -> tuple[R, R]: ...
@overload
def jvp(
    f: Callable[[Variable[S0, H0], Variable[S1, H1]], R],
    primals: tuple[Variable[S0, H0], Variable[S1, H1]],
    tangents: tuple[TypedOperand[Any, H0] | float, TypedOperand[Any, H1] | float],
    *,
    has_aux: Literal[False] = False,
) -> tuple[R, R]: ...
@overload
def jvp(
    f: Callable[[Variable[S0, H0]], Variable[T, UnknownRank]],
    primals: tuple[np.ndarray[H0, np.dtype[S0]]],
    tangents: tuple[np.ndarray[H0, np.dtype[S0]]],
    *,
    has_aux: Literal[False] = False,
) -> tuple[npt.NDArray[T] | Any, npt.NDArray[T] | Any]: ...
@overload
def jvp(
    f: Callable[[Variable[S0, H0]], Variable[T, tuple[()]]],
    primals: tuple[np.ndarray[H0, np.dtype[S0]]],
    tangents: tuple[np.ndarray[H0, np.dtype[S0]]],
    *,
    has_aux: Literal[False] = False,
) -> tuple[T, T]: ...
@overload
def jvp(
    f: Callable[[Variable[S0, H0]], Variable[T, HG]],
    primals: tuple[np.ndarray[H0, np.dtype[S0]]],
    tangents: tuple[np.ndarray[H0, np.dtype[S0]]],
    *,
    has_aux: Literal[False] = False,
) -> tuple[np.ndarray[HG, np.dtype[T]], np.ndarray[HG, np.dtype[T]]]: ...
@overload
def jvp(
    f: Callable[[Variable[np.float64, tuple[()]]], Variable[T, UnknownRank]],
    primals: tuple[NumberT],
    tangents: tuple[float],
    *,
    has_aux: Literal[False] = False,
) -> tuple[npt.NDArray[T] | Any, npt.NDArray[T] | Any]: ...
@overload
def jvp(
    f: Callable[[Variable[np.float64, tuple[()]]], Variable[T, tuple[()]]],
    primals: tuple[NumberT],
    tangents: tuple[float],
    *,
    has_aux: Literal[False] = False,
) -> tuple[T, T]: ...
@overload
def jvp(
    f: Callable[[Variable[np.float64, tuple[()]]], Variable[T, HG]],
    primals: tuple[NumberT],
    tangents: tuple[float],
    *,
    has_aux: Literal[False] = False,
) -> tuple[np.ndarray[HG, np.dtype[T]], np.ndarray[HG, np.dtype[T]]]: ...
@overload
def jvp(
    f: Callable[[A0], R],
    primals: tuple[A0],
    tangents: tuple[A0],
    *,
    has_aux: Literal[False] = False,
) -> tuple[R, R]: ...
@overload
def jvp(
    f: Callable[[Variable[S0, H0], Variable[S1, H1]], Variable[T, UnknownRank]],
    primals: tuple[np.ndarray[H0, np.dtype[S0]], np.ndarray[H1, np.dtype[S1]]],
    tangents: tuple[np.ndarray[H0, np.dtype[S0]], np.ndarray[H1, np.dtype[S1]]],
    *,
    has_aux: Literal[False] = False,
) -> tuple[npt.NDArray[T] | Any, npt.NDArray[T] | Any]: ...
@overload
def jvp(
    f: Callable[[Variable[S0, H0], Variable[S1, H1]], Variable[T, tuple[()]]],
    primals: tuple[np.ndarray[H0, np.dtype[S0]], np.ndarray[H1, np.dtype[S1]]],
    tangents: tuple[np.ndarray[H0, np.dtype[S0]], np.ndarray[H1, np.dtype[S1]]],
    *,
    has_aux: Literal[False] = False,
) -> tuple[T, T]: ...
@overload
def jvp(
    f: Callable[[Variable[S0, H0], Variable[S1, H1]], Variable[T, HG]],
    primals: tuple[np.ndarray[H0, np.dtype[S0]], np.ndarray[H1, np.dtype[S1]]],
    tangents: tuple[np.ndarray[H0, np.dtype[S0]], np.ndarray[H1, np.dtype[S1]]],
    *,
    has_aux: Literal[False] = False,
) -> tuple[np.ndarray[HG, np.dtype[T]], np.ndarray[HG, np.dtype[T]]]: ...
@overload
def jvp(
    f: Callable[[Variable[S0, H0], Variable[np.float64, tuple[()]]], Variable[T, UnknownRank]],
    primals: tuple[np.ndarray[H0, np.dtype[S0]], NumberT1],
    tangents: tuple[np.ndarray[H0, np.dtype[S0]], float],
    *,
    has_aux: Literal[False] = False,
) -> tuple[npt.NDArray[T] | Any, npt.NDArray[T] | Any]: ...
@overload
def jvp(
    f: Callable[[Variable[S0, H0], Variable[np.float64, tuple[()]]], Variable[T, tuple[()]]],
    primals: tuple[np.ndarray[H0, np.dtype[S0]], NumberT1],
    tangents: tuple[np.ndarray[H0, np.dtype[S0]], float],
    *,
    has_aux: Literal[False] = False,
) -> tuple[T, T]: ...
@overload
def jvp(
    f: Callable[[Variable[S0, H0], Variable[np.float64, tuple[()]]], Variable[T, HG]],
    primals: tuple[np.ndarray[H0, np.dtype[S0]], NumberT1],
    tangents: tuple[np.ndarray[H0, np.dtype[S0]], float],
    *,
    has_aux: Literal[False] = False,
) -> tuple[np.ndarray[HG, np.dtype[T]], np.ndarray[HG, np.dtype[T]]]: ...
@overload
def jvp(
    f: Callable[[Variable[np.float64, tuple[()]], Variable[S1, H1]], Variable[T, HG]],
    primals: tuple[NumberT, np.ndarray[H1, np.dtype[S1]]],
    tangents: tuple[float, np.ndarray[H1, np.dtype[S1]]],
    *,
    has_aux: Literal[False] = False,
) -> tuple[np.ndarray[HG, np.dtype[T]] | Any, np.ndarray[HG, np.dtype[T]] | Any]: ...
@overload
def jvp(
    f: Callable[
        [Variable[np.float64, tuple[()]], Variable[np.float64, tuple[()]]], Variable[T, HG]
    ],
    primals: tuple[NumberT, NumberT1],
    tangents: tuple[float, float],
    *,
    has_aux: Literal[False] = False,
) -> tuple[np.ndarray[HG, np.dtype[T]] | Any, np.ndarray[HG, np.dtype[T]] | Any]: ...
@overload
def jvp(
    f: Callable[[A0, A1], R],
    primals: tuple[A0, A1],
    tangents: tuple[A0, A1],
    *,
    has_aux: Literal[False] = False,
) -> tuple[R, R]: ...
@overload
def jvp(
    f: Callable[[Variable[S0, H0], Variable[S1, H1], Variable[S2, H2]], Variable[T, HG]],
    primals: tuple[
        np.ndarray[H0, np.dtype[S0]], np.ndarray[H1, np.dtype[S1]], np.ndarray[H2, np.dtype[S2]]
    ],
    tangents: tuple[
        np.ndarray[H0, np.dtype[S0]], np.ndarray[H1, np.dtype[S1]], np.ndarray[H2, np.dtype[S2]]
    ],
    *,
    has_aux: Literal[False] = False,
) -> tuple[np.ndarray[HG, np.dtype[T]] | Any, np.ndarray[HG, np.dtype[T]] | Any]: ...
@overload
def jvp(
    f: Callable[[A0, A1, A2], R],
    primals: tuple[A0, A1, A2],
    tangents: tuple[A0, A1, A2],
    *,
    has_aux: Literal[False] = False,
) -> tuple[R, R]: ...
@overload
def jvp(
    f: Callable[..., Any],
    primals: list[Any] | tuple[Any, Any, Any, Any, *tuple[Any, ...]],
    tangents: Sequence[Any],
    *,
    has_aux: Literal[False] = False,
) -> tuple[Any, Any]: ...
@overload
def jvp(
    f: Callable[..., tuple[R, Aux]],
    primals: Sequence[Any],
    tangents: Sequence[Any],
    *,
    has_aux: Literal[True],
) -> tuple[Any, Any, Aux | Any]: ...
def jvp(
    f: Callable[..., Any], primals: Sequence[Any], tangents: Sequence[Any], *, has_aux: bool = False
) -> Any:
    """Signatures of ``jvp``."""
    raise NotImplementedError
