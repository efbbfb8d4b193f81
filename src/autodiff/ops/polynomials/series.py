"""Values of polynomial series, as the modules of ``numpy.polynomial`` compute them.

NumPy's own functions are plain Python that does not dispatch: with a Variable of points and an
array of one axis of coefficients they work as they stand, and are differentiable; given a
Variable of coefficients, they raise. With coefficients of several axes they broadcast a Variable
as if ``tensor`` were false, for they ask whether it is an ndarray. Those here take Variables in
either place, and give NumPy's values to the bit. The classes (``Polynomial``, ``Chebyshev``, ...)
hold plain coefficients and turn their argument into a plain array, which raises: for a Variable
``x`` write ``chebval(x, p.coef)``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operands import NUMBERS, is_array, is_scalar, is_variable
from autodiff.ops.arraylike import as_operand, as_variable, as_vector

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autodiff.typing import Operand
    from autodiff.variable import Variable

    Points = Operand | Sequence[Operand]
    Coefficients = Operand | Sequence[Operand]

__all__ = ["chebval", "hermeval", "hermval", "lagval", "legval", "polyval"]


def polyval(x: Points, c: Coefficients, tensor: bool = True) -> Variable[Any, Any]:
    """Return the values of a power series, ``sum of c[i] * x**i``.

    Derivative: ``dy/dx = polyval(x, i * c[i])``, ``dy/dc[i] = x**i``, by Horner's scheme.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.ops.polynomials.series import polyval
    >>> c = ad.Variable(np.array([1.0, 2.0, 3.0]))
    >>> y = polyval(2.0, c)
    >>> y.backward()
    >>> print(y, c.grad)
    variable(17.0) [1. 2. 4.]
    """
    t, a = _operands("polyval", x, c, tensor)
    value = a[-1] + t * 0
    for i in range(2, len(a) + 1):
        value = a[-i] + value * t
    return as_variable(value)


def chebval(x: Points, c: Coefficients, tensor: bool = True) -> Variable[Any, Any]:
    """Return the values of a Chebyshev series, by Clenshaw's recurrence.

    Derivative: ``dy/dc[i] = T_i(x)``, and ``dy/dx`` the derivative of the series.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.ops.polynomials.series import chebval
    >>> x = ad.Variable(np.array([0.5]))
    >>> chebval(x, [1.0, 2.0, 3.0])
    variable([0.5])
    """
    t, a = _operands("chebval", x, c, tensor)
    t2 = 2 * t
    c0, c1 = _clenshaw(a, lambda b, c0, c1, _: (b - c1, c0 + c1 * t2))
    return as_variable(c0 + c1 * t)


def legval(x: Points, c: Coefficients, tensor: bool = True) -> Variable[Any, Any]:
    """Return the values of a Legendre series, by Clenshaw's recurrence.

    Derivative: ``dy/dc[i] = P_i(x)``, and ``dy/dx`` the derivative of the series.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.ops.polynomials.series import legval
    >>> x = ad.Variable(np.array([0.5]))
    >>> legval(x, [1.0, 2.0, 4.0])
    variable([1.5])
    """
    t, a = _operands("legval", x, c, tensor)
    c0, c1 = _clenshaw(
        a,
        lambda b, c0, c1, n: (b - c1 * ((n - 1) / n), c0 + c1 * t * ((2 * n - 1) / n)),
    )
    return as_variable(c0 + c1 * t)


def hermval(x: Points, c: Coefficients, tensor: bool = True) -> Variable[Any, Any]:
    """Return the values of a Hermite series (the physicists'), by Clenshaw's recurrence.

    Derivative: ``dy/dc[i] = H_i(x)``, and ``dy/dx`` the derivative of the series.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.ops.polynomials.series import hermval
    >>> x = ad.Variable(np.array([0.5]))
    >>> hermval(x, [1.0, 2.0, 3.0])
    variable([0.])
    """
    t, a = _operands("hermval", x, c, tensor)
    t2 = t * 2
    c0, c1 = _clenshaw(a, lambda b, c0, c1, n: (b - c1 * (2 * (n - 1)), c0 + c1 * t2))
    return as_variable(c0 + c1 * t2)


def hermeval(x: Points, c: Coefficients, tensor: bool = True) -> Variable[Any, Any]:
    """Return the values of a Hermite series (the probabilists'), by Clenshaw's recurrence.

    Derivative: ``dy/dc[i] = He_i(x)``, and ``dy/dx`` the derivative of the series.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.ops.polynomials.series import hermeval
    >>> x = ad.Variable(np.array([0.5]))
    >>> hermeval(x, [1.0, 2.0, 4.0])
    variable([-1.])
    """
    t, a = _operands("hermeval", x, c, tensor)
    c0, c1 = _clenshaw(a, lambda b, c0, c1, n: (b - c1 * (n - 1), c0 + c1 * t))
    return as_variable(c0 + c1 * t)


def lagval(x: Points, c: Coefficients, tensor: bool = True) -> Variable[Any, Any]:
    """Return the values of a Laguerre series, by Clenshaw's recurrence.

    Derivative: ``dy/dc[i] = L_i(x)``, and ``dy/dx`` the derivative of the series.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.ops.polynomials.series import lagval
    >>> x = ad.Variable(np.array([0.5]))
    >>> lagval(x, [1.0, 2.0, 8.0])
    variable([3.])
    """
    t, a = _operands("lagval", x, c, tensor)
    c0, c1 = _clenshaw(
        a,
        lambda b, c0, c1, n: (b - (c1 * (n - 1)) / n, c0 + (c1 * ((2 * n - 1) - t)) / n),
    )
    return as_variable(c0 + c1 * (1 - t))


def _clenshaw(c: Any, step: Callable[[Any, Any, Any, int], tuple[Any, Any]]) -> tuple[Any, Any]:
    """Return the factors of the first two polynomials, of which the sum is made.

    ``step`` takes a coefficient, the two factors and the degree of the second, and returns the
    factors of the polynomials one degree lower.
    """
    if len(c) == 1:
        return c[0], 0
    c0, c1 = c[-2], c[-1]
    for n in range(len(c) - 1, 1, -1):
        c0, c1 = step(c[n - 2], c0, c1, n)
    return c0, c1


def _operands(name: str, x: Any, c: Any, tensor: bool) -> tuple[Any, Any]:
    """Return points and coefficients, the latter with an axis for each of the points'."""
    points = x if type(x) in NUMBERS or is_scalar(x) else as_operand(x, name, 0)
    coefficients = as_vector(c, name, 1)
    if coefficients.dtype.kind in "biu":
        coefficients = (
            coefficients + 0.0 if is_variable(coefficients) else coefficients.astype(np.float64)
        )
    if tensor and (is_variable(points) or is_array(points)):
        coefficients = coefficients.reshape((*coefficients.shape, *(1,) * points.ndim))
    return points, coefficients
