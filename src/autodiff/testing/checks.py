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
    - ``<J'u, v>`` of reverse mode, and ``<u, Jv>`` of forward mode, with the derivative of
      ``<u, f(x + tv)>`` at ``t = 0``: by central differences, extrapolated (see
      :func:`numerical_jvp`), and of real functions by a complex step ``Im <u, f(x + ihv)> / h``,
      which has all digits, if ``f`` takes complex numbers and the two agree;
    - ``<J'u, v>`` with ``<u, Jv>``, which are equal but for rounding;
    - ``<v, Hw>`` with ``<w, Hv>``, where ``H`` is the Hessian of ``<u, f>``, which is symmetric.

    For each further order it does the same with ``J'u`` as a function of arguments and ``u``, and
    with ``Jv`` as one of arguments and ``v``, so that all of reverse over reverse, forward over
    reverse, reverse over forward and forward over forward are checked.

    Differences come with an estimate of their own error. A derivative is wrong if it is apart by
    more than what is allowed and ten times that error. If the error is too large to tell, as where
    ``f`` is noisy or its domain ends, or if the slopes on both sides differ, as on a kink, the
    check is inconclusive and says so. It neither passes then nor blames a rule.

    Of a failure the worst element is looked for, the numbers are those of the derivative by it,
    and hypotheses on the cause are tried on the elements of its leaf (32 of a large one).

    Parameters
    ----------
    f
        A function of arrays, numbers and containers of them, returning the same. It has to give
        the same whenever it is called, and to be smooth around the point. Where it is called
        with complex numbers and cannot bear it, for example never returns, check
        ``lambda x: f(np.real(x))`` instead.
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
        that of the coarsest dtype: 1.3e-6 in double, 2.5e-3 in single precision. The default from
        a complex step in double precision is 1.5e-8. What is equal but for rounding may differ by
        ``rtol**2``.
    atol
        Largest absolute difference from differences; ``rtol**1.75`` of the size of the result, at
        the point or around it, by default, since that much is lost to rounding in differences.
    seed
        Of the random directions; the same seed draws the same.

    Raises
    ------
    GradientCheckError
        If two disagree, an ``AssertionError``. It says which, of which order, by which element of
        which argument, by how much, and why most likely.
    InconclusiveCheckError
        If differences cannot tell; a ``GradientCheckError`` too.
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
      input     argument 0['x']
      expected  1.5087626...  (by a complex step, give or take ...)
      found     1.0058417...
      likely    found is expected times 0.666666667
      relative error 0.333, allowed 1.49e-08; seed=0 draws the same directions
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
