"""The derivative of a function at a point, as a linear function of the step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autodiff.config import recording
from autodiff.operands import is_variable

from .edge import tangent
from .recording import Recording

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["jvp", "linearize", "pushed"]


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
    record = Recording("jvp", f, primals, {}, range(len(primals)), has_aux=has_aux)
    value = record.value()
    dy = pushed(record, tangents)
    return (value, dy, record.auxiliary()) if has_aux else (value, dy)


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
    numbers = range(len(primals))
    record = Recording("linearize", f, primals, {}, numbers, has_aux=has_aux, retained=True)

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
    differentiable = record.differentiable or (recording() and any(map(is_variable, ts)))
    return record.tangents(
        record.push(ts, differentiable=differentiable), differentiable=differentiable
    )
