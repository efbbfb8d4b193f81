"""The derivative of a function at a point along one direction, in forward mode."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from .arguments import Argnums
from .linearize import pushed
from .recording import Recording

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    import numpy.typing as npt

    from autodiff.typing import TypedOperand, UnknownRank
    from autodiff.variable import Variable

    from .signatures.variables import (
        A0,
        A1,
        A2,
        H0,
        H1,
        H2,
        HG,
        S0,
        S1,
        S2,
        Aux,
        NumberT,
        NumberT1,
        R,
        T,
    )

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
    f: Callable[[Variable[S0, H0], Variable[np.float64, tuple[()]]], Variable[T, HG]],
    primals: tuple[np.ndarray[H0, np.dtype[S0]], NumberT1],
    tangents: tuple[np.ndarray[H0, np.dtype[S0]], float],
    *,
    has_aux: Literal[False] = False,
) -> tuple[np.ndarray[HG, np.dtype[T]] | Any, np.ndarray[HG, np.dtype[T]] | Any]: ...
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
    f: Callable[[Variable[S0, H0], A1], Variable[T, HG]],
    primals: tuple[np.ndarray[H0, np.dtype[S0]], A1],
    tangents: tuple[np.ndarray[H0, np.dtype[S0]], A1],
    *,
    has_aux: Literal[False] = False,
) -> tuple[np.ndarray[HG, np.dtype[T]] | Any, np.ndarray[HG, np.dtype[T]] | Any]: ...
@overload
def jvp(
    f: Callable[[A0, Variable[S1, H1]], Variable[T, HG]],
    primals: tuple[A0, np.ndarray[H1, np.dtype[S1]]],
    tangents: tuple[A0, np.ndarray[H1, np.dtype[S1]]],
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
    """Return ``f(*primals)`` and its derivative in the direction of ``tangents``.

    The tangents travel forward over the recorded graph, so one evaluation of ``f`` gives both.

    Parameters
    ----------
    f
        Returns an array, a number, or a container of them.
    primals
        Where to evaluate ``f``: a sequence of its arguments, containers of floats.
    tangents
        The direction: for each primal a container like it, with arrays of the same shapes.
    has_aux
        Whether ``f`` returns ``(result, aux)``; then ``aux`` is returned as a third.

    Returns
    -------
    The result of ``f`` and a container like it: ``sum_i (dy/dx_i) @ t_i``, for complex numbers the
    derivative of ``y`` along the step, as in ``f(x + h t) = y + h dy + O(h^2)`` for real ``h``.
    Variables that can be differentiated again if ``primals`` or ``tangents`` has any, or if ``f``
    computes with others.

    Raises
    ------
    TypeError
        If there are not as many tangents as primals.
    GradientError
        If a tangent has another shape than its primal.
    NotDifferentiableError
        If a primal is of integers or booleans.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> y, dy = ad.jvp(lambda x: np.sin(x) * x, (np.array([0.0, 1.0]),), (np.array([1.0, 1.0]),))
    >>> print(y.round(4), dy.round(4))
    [0.     0.8415] [0.     1.3818]
    """
    if len(primals) != len(tangents):
        msg = f"jvp: {len(primals)} primals and {len(tangents)} tangents; give one a primal"
        raise TypeError(msg)
    record = Recording("jvp", f, primals, {}, Argnums.every(primals), has_aux=has_aux)
    value = record.value()
    dy = pushed(record, tangents)
    return (value, dy, record.auxiliary()) if has_aux else (value, dy)
