"""Cotangents pulled back through a function, as often as one likes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autodiff.config import recording
from autodiff.operands import is_variable

from .recording import Recording

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["pulled", "vjp"]


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
    record = Recording("vjp", f, primals, {}, range(len(primals)), has_aux=has_aux, retained=True)

    def pullback(gy: Any) -> tuple[Any, ...]:
        """Return the cotangents of the arguments for that of the result."""
        return tuple(pulled(record, gy, "vjp: the cotangent"))

    value = record.value()
    return (value, pullback, record.auxiliary()) if has_aux else (value, pullback)


def pulled(record: Recording, gy: Any, what: str) -> list[Any]:
    """Return the cotangents of the arguments for that of the result, which errors call ``what``."""
    gys = record.structure.leaves_of(gy, what)
    differentiable = record.differentiable or (recording() and any(map(is_variable, gys)))
    seeds = record.seeds(gys, what, differentiable=differentiable)
    found = record.pull(seeds, retain_graph=True, differentiable=differentiable)
    return record.arguments(record.gradients(found, differentiable=differentiable))
