"""Cotangents pulled back through a function, as often as one likes."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from autodiff.config import recording
from autodiff.operands import is_variable

from .arguments import Argnums
from .recording import Recording

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt

    from autodiff.typing import UnknownRank
    from autodiff.variable import Variable

    from .signatures.linear import Pullback
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

__all__ = ["pulled", "vjp"]


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
    f: Callable[[Variable[S0, H0], Variable[np.float64, tuple[()]]], Variable[T, HG]],
    x0: np.ndarray[H0, np.dtype[S0]],
    x1: NumberT1,
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[
    np.ndarray[HG, np.dtype[T]] | Any, Pullback[Any, tuple[np.ndarray[H0, np.dtype[S0]], NumberT1]]
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
    np.ndarray[HG, np.dtype[T]] | Any, Pullback[Any, tuple[NumberT, np.ndarray[H1, np.dtype[S1]]]]
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
) -> tuple[np.ndarray[HG, np.dtype[T]] | Any, Pullback[Any, tuple[NumberT, NumberT1]]]: ...
@overload
def vjp(
    f: Callable[[Variable[S0, H0], A1], Variable[T, HG]],
    x0: np.ndarray[H0, np.dtype[S0]],
    x1: A1,
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[
    np.ndarray[HG, np.dtype[T]] | Any, Pullback[Any, tuple[np.ndarray[H0, np.dtype[S0]], A1]]
]: ...
@overload
def vjp(
    f: Callable[[A0, Variable[S1, H1]], Variable[T, HG]],
    x0: A0,
    x1: np.ndarray[H1, np.dtype[S1]],
    /,
    *,
    has_aux: Literal[False] = False,
) -> tuple[
    np.ndarray[HG, np.dtype[T]] | Any, Pullback[Any, tuple[A0, np.ndarray[H1, np.dtype[S1]]]]
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
        Any,
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
    f: Callable[..., Any],
    *primals: *tuple[Any, Any, Any, Any, *tuple[Any, ...]],
    has_aux: Literal[False] = False,
) -> tuple[Any, Pullback[Any, tuple[Any, ...]]]: ...
@overload
def vjp(
    f: Callable[..., tuple[R, Aux]], *primals: Any, has_aux: Literal[True]
) -> tuple[Any, Pullback[Any, tuple[Any, ...]], Aux | Any]: ...
def vjp(f: Callable[..., Any], *primals: Any, has_aux: bool = False) -> Any:
    """Return ``f(*primals)`` and its pullback, which carries cotangents back.

    Parameters
    ----------
    f
        Returns an array, a number, or a container of them.
    primals
        Where to evaluate it: containers of floats, all of which are differentiated.
    has_aux
        Whether ``f`` returns ``(result, aux)``.

    Returns
    -------
    value
        What ``f`` returned.
    pullback
        Takes a cotangent, a container like the result with arrays of the same shapes, and returns
        a tuple: for each of ``primals`` a container like it, of the vector-Jacobian products
        ``gy @ dy/dx``. It may be called as often as one likes; the graph lives as long as it does.
        For complex numbers the cotangent and the products are gradients as in :func:`grad`.
    aux
        With ``has_aux`` only.

    Raises
    ------
    GradientError
        From the pullback, if a cotangent has another shape than its result.
    NotDifferentiableError, TypeError
        As :func:`grad`.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> y, pullback = ad.vjp(lambda a, x: a * np.sin(x), 2.0, np.array([0.0, 1.0]))
    >>> y.round(4)
    array([0.    , 1.6829])
    >>> ga, gx = pullback(np.array([1.0, 0.0]))
    >>> ga, gx
    (0.0, array([2., 0.]))
    """
    record = Recording(
        "vjp", f, primals, {}, Argnums.every(primals), has_aux=has_aux, retained=True
    )

    def pullback(gy: Any) -> Any:
        """Return the cotangents of the arguments for that of the result."""
        return pulled(record, gy, "vjp: the cotangent")

    value = record.value()
    return (value, pullback, record.auxiliary()) if has_aux else (value, pullback)


def pulled(record: Recording, gy: Any, what: str) -> Any:
    """Return the cotangents of the arguments for that of the result, which errors call ``what``."""
    gys = record.structure.leaves_of(gy, what)
    differentiable = recording() and (record.differentiable or any(map(is_variable, gys)))
    seeds = record.seeds(gys, what, differentiable=differentiable)
    found = record.pull(seeds, retain_graph=True, differentiable=differentiable)
    return record.chosen(record.gradients(found, differentiable=differentiable))
