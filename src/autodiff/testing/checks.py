"""First and higher derivatives in random directions, computed in several ways and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.config import no_grad
from autodiff.errors import NotDifferentiableError
from autodiff.transforms.arguments import chosen

from .leaves import FunctionOfLeaves
from .point import Point, Settings
from .rules import MODES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["check_grads"]


def check_grads(
    f: Callable[..., Any],
    args: Sequence[Any],
    order: int = 2,
    modes: Sequence[str] = ("fwd", "rev"),
    *,
    argnums: int | Sequence[int] | None = None,
    rtol: float | None = None,
    atol: float | None = None,
    seed: int = 0,
) -> None:
    """Check the derivatives of ``f`` at a point, and raise if any is wrong.

    With random tangents ``v`` of the arguments and cotangents ``u`` of the results, both real and
    complex, it compares for first derivatives

    - ``f`` of Variables with ``f`` of plain values;
    - ``<J'u, v>`` of reverse mode, and ``<u, Jv>`` of forward mode, with central differences of
      ``<u, f(x + tv)>``, extrapolated (see :func:`numerical_jvp`);
    - ``<J'u, v>`` with ``<u, Jv>``, which are equal but for rounding;
    - ``<v, Hw>`` with ``<w, Hv>``, where ``H`` is the Hessian of ``<u, f>``, which is symmetric.

    For each further order it does the same with ``J'u`` as a function of arguments and ``u``, and
    with ``Jv`` as one of arguments and ``v``, so that all of reverse over reverse, forward over
    reverse, reverse over forward and forward over forward are checked.

    Parameters
    ----------
    f
        A function of arrays, numbers and containers of them, returning the same. It has to give
        the same whenever it is called, and to be smooth around the point: on a kink, as of
        ``abs`` at 0, differences have the mean of both sides, and close to one they do not
        converge.
    args
        A tuple of arguments. Leaves of integers and booleans stay as they are.
    order
        Up to which order of derivatives.
    modes
        ``"fwd"``, ``"rev"`` or both.
    argnums
        Which arguments are moved; all by default.
    rtol
        Largest relative difference from differences; ``eps**(3/8)`` by default, where ``eps`` is
        that of the coarsest dtype: 1.3e-6 in double, 2.5e-3 in single precision. What is equal but
        for rounding may differ by ``rtol**2``.
    atol
        Largest absolute difference from differences; ``rtol**1.75`` of the size of the result by
        default, since that much is lost to rounding in differences.
    seed
        Of the random directions; the same seed draws the same.

    Raises
    ------
    GradientCheckError
        If two disagree, an ``AssertionError``. It says which, of which order, by which argument,
        and by how much.
    NotDifferentiableError
        If no argument or no result is of floating-point numbers.
    ValueError
        If ``order`` is below 1, or a mode is unknown.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.testing import check_grads
    >>> check_grads(lambda w, x: np.tanh(x @ w), (np.ones((3, 2)), np.eye(3)), order=3)
    >>> class Wrong(ad.Function):
    ...     def forward(self, x):
    ...         return x**3
    ...
    ...     def backward(self, gy):
    ...         return 2 * self.inputs[0] ** 2 * gy  # 3, not 2
    >>> check_grads(lambda p: Wrong()(p["x"]), ({"x": np.array(2.0)},))
    Traceback (most recent call last):
        ...
    autodiff.errors.GradientCheckError: check_grads: reverse mode disagrees with differences
      order     1
      argument  argument 0['x']
      expected  -0.3986297...
      got       -0.2657531...
      relative error 0.333, allowed 1.35e-06; seed=0 draws the same directions
    """
    if order < 1:
        msg = f"check_grads: order is 1 or more, got {order}"
        raise ValueError(msg)
    if not modes or not set(modes) <= set(MODES):
        msg = f"check_grads: modes has 'fwd', 'rev' or both, got {modes!r}"
        raise ValueError(msg)
    if not isinstance(args, (tuple, list)):
        msg = f"check_grads: args is a tuple of the arguments of f, got {type(args)}"
        raise TypeError(msg)
    numbers = range(len(args)) if argnums is None else chosen("check_grads", argnums).numbers
    g = FunctionOfLeaves("check_grads", f, args, [range(len(args))[i] for i in numbers])
    if not g.leaves:
        msg = "check_grads: no argument is of floating-point numbers"
        raise NotDifferentiableError(msg)
    settings = Settings([m for m in MODES if m in modes], rtol, atol, seed)
    with no_grad(), np.errstate(all="ignore"):  # nobody outside wants these derivatives
        Point(settings, g, g, g.leaves, g.paths).check(order)
