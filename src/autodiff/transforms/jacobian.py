"""All first derivatives of a function, in whichever mode is cheaper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .arguments import chosen
from .blocks import blocks
from .decorating import decorating
from .edge import as_given
from .recording import Recording

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .blocks import Mode
    from .signatures.jacobians import ToJacobian

__all__ = ["assembled", "jacfwd", "jacobian", "jacrev"]


def _typed(f: Callable[..., Any]) -> ToJacobian:
    """Return ``f`` under the signature of all three."""
    return f


@_typed
def jacobian(f: Any = None, argnums: Any = 0, *, holomorphic: bool = False) -> Any:
    """Return a function that computes all derivatives of the elements of ``f``.

    Forward mode is used where the argument has fewer elements than the result, else reverse mode.
    All columns, or rows, are computed together.

    Parameters
    ----------
    f
        Returns an array, a number, or a container of them.
    argnums
        As for :func:`grad`.
    holomorphic
        Whether ``f`` maps complex numbers to complex ones and is differentiable as such; only then
        may the chosen arguments be complex.

    Returns
    -------
    A function with the parameters of ``f``. For one array it returns an array of shape
    ``y.shape + x.shape``: element ``[i, j]`` is ``dy[i]/dx[j]``. For containers it is a container
    like the result, each leaf of which is a container like the argument.

    Raises
    ------
    NotDifferentiableError
        At the call, if complex numbers are given and ``holomorphic`` is false, or the other way
        round; and as :func:`grad`.
    TypeError
        As :func:`grad`.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> t = np.array([0.0, 1.0, 2.0])
    >>> def decay(b):
    ...     return b[0] * np.exp(-b[1] * t)
    >>> ad.jacobian(decay)(np.array([2.0, 0.5])).round(4)
    array([[ 1.    ,  0.    ],
           [ 0.6065, -1.2131],
           [ 0.3679, -1.4715]])
    """
    return _transform("jacobian", "cheaper", f, argnums, holomorphic=holomorphic)


@_typed
def jacfwd(f: Any = None, argnums: Any = 0, *, holomorphic: bool = False) -> Any:
    """Return the function that :func:`jacobian` does, in forward mode whatever the shapes.

    Parameters
    ----------
    f, argnums, holomorphic
        As for :func:`jacobian`.

    Returns
    -------
    A function with the parameters of ``f``; it computes columns, one an input element.

    Raises
    ------
    NotDifferentiableError, TypeError
        As :func:`jacobian`.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> ad.jacfwd(lambda x: x[1:] * x[:-1])(np.array([1.0, 2.0, 3.0]))
    array([[2., 1., 0.],
           [0., 3., 2.]])
    """
    return _transform("jacfwd", "forward", f, argnums, holomorphic=holomorphic)


@_typed
def jacrev(f: Any = None, argnums: Any = 0, *, holomorphic: bool = False) -> Any:
    """Return the function that :func:`jacobian` does, in reverse mode whatever the shapes.

    Parameters
    ----------
    f, argnums, holomorphic
        As for :func:`jacobian`.

    Returns
    -------
    A function with the parameters of ``f``; it computes rows, one an output element.

    Raises
    ------
    NotDifferentiableError, TypeError
        As :func:`jacobian`.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> ad.jacrev(lambda x: x[1:] * x[:-1])(np.array([1.0, 2.0, 3.0]))
    array([[2., 1., 0.],
           [0., 3., 2.]])
    """
    return _transform("jacrev", "reverse", f, argnums, holomorphic=holomorphic)


def _transform(name: str, mode: Mode, f: Any, argnums: Any, *, holomorphic: bool) -> Any:
    selected = chosen(name, argnums)

    def transform(f: Callable[..., Any]) -> Callable[..., Any]:
        def derivatives(*args: Any, **kwargs: Any) -> Any:
            record = Recording(name, f, args, kwargs, selected)
            return assembled(record, blocks(record, mode, holomorphic=holomorphic))

        return derivatives

    return decorating(name, f, transform)


def assembled(record: Recording, rows: Sequence[Sequence[Any]]) -> Any:
    """Return blocks as a container like the result of containers like the arguments."""
    return record.structure.unflatten(
        record.chosen(
            as_given(block, x, as_variable=record.differentiable)
            for block, x in zip(row, record.primals, strict=True)
        )
        for row in rows
    )
