"""The derivative of a function at a point, as a linear function of the step."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from autodiff.config import recording
from autodiff.operands import is_variable

from .arguments import Argnums
from .edge import tangent
from .recording import Recording

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    import numpy.typing as npt

    from autodiff.typing import UnknownRank
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

__all__ = ["linearize", "pushed"]


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
    f: Callable[[Variable[S0, H0], Variable[np.float64, tuple[()]]], Variable[T, HG]],
    x0: np.ndarray[H0, np.dtype[S0]],
    x1: NumberT1,
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[
    np.ndarray[HG, np.dtype[T]] | Any,
    Callable[[np.ndarray[H0, np.dtype[S0]], float], np.ndarray[HG, np.dtype[T]] | Any],
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
    f: Callable[[Variable[S0, H0], A1], Variable[T, HG]],
    x0: np.ndarray[H0, np.dtype[S0]],
    x1: A1,
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[
    np.ndarray[HG, np.dtype[T]] | Any,
    Callable[[np.ndarray[H0, np.dtype[S0]], A1], np.ndarray[HG, np.dtype[T]] | Any],
]: ...
@overload
def linearize(
    f: Callable[[A0, Variable[S1, H1]], Variable[T, HG]],
    x0: A0,
    x1: np.ndarray[H1, np.dtype[S1]],
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[
    np.ndarray[HG, np.dtype[T]] | Any,
    Callable[[A0, np.ndarray[H1, np.dtype[S1]]], np.ndarray[HG, np.dtype[T]] | Any],
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
    f: Callable[..., Any],
    *primals: *tuple[Any, Any, Any, Any, *tuple[Any, ...]],
    has_aux: Literal[False] = False,
) -> tuple[Any, Callable[..., Any]]: ...
@overload
def linearize(
    f: Callable[..., tuple[R, Aux]], *primals: Any, has_aux: Literal[True]
) -> tuple[Any, Callable[..., Any], Aux | Any]: ...
def linearize(f: Callable[..., Any], *primals: Any, has_aux: bool = False) -> Any:
    """Return ``f(*primals)`` and its derivative there, a linear function of tangents.

    Parameters
    ----------
    f, primals, has_aux
        As for :func:`vjp`.

    Returns
    -------
    value
        What ``f`` returned.
    pushforward
        Takes a tangent for each primal and returns that of the result, as :func:`jvp` does, but
        without evaluating ``f`` again.
    aux
        With ``has_aux`` only.

    Raises
    ------
    GradientError, TypeError
        From the pushforward, as :func:`jvp`.
    NotDifferentiableError, TypeError
        As :func:`grad`.

    Examples
    --------
    >>> import autodiff as ad
    >>> y, pushforward = ad.linearize(lambda a, b: a * b, 2.0, 3.0)
    >>> print(y, pushforward(1.0, 0.0), pushforward(0.0, 1.0))
    6.0 3.0 2.0
    """
    record = Recording(
        "linearize", f, primals, {}, Argnums.every(primals), has_aux=has_aux, retained=True
    )

    def pushforward(*tangents: Any) -> Any:
        """Return the tangent of the result for those of the arguments."""
        if len(tangents) != len(primals):
            msg = f"linearize: {len(primals)} primals and {len(tangents)} tangents"
            raise TypeError(msg)
        return pushed(record, tangents)

    value = record.value()
    return (value, pushforward, record.auxiliary()) if has_aux else (value, pushforward)


def pushed(record: Recording, tangents: Sequence[Any]) -> Any:
    """Return the tangent of the result for those of the arguments."""
    leaves = [
        leaf
        for i, (structure, t) in enumerate(zip(record.structures, tangents, strict=True))
        for leaf in structure.leaves_of(t, f"{record.name}: tangent {i}")
    ]
    ts = [
        tangent(t, x, f"{record.name}: tangent {i}")
        for i, (t, x) in enumerate(zip(leaves, record.inputs, strict=True))
    ]
    differentiable = recording() and (record.differentiable or any(map(is_variable, ts)))
    return record.tangents(
        record.push(ts, differentiable=differentiable), differentiable=differentiable
    )
