"""Polynomials as sequences of coefficients, the highest power first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import untracked
from autodiff.errors import NoRuleError
from autodiff.operands import as_int, data_of, is_variable
from autodiff.ops.arraylike import as_operand, as_variable, as_vector
from autodiff.ops.casting import astype
from autodiff.ops.manipulation.joining import concatenate, stack
from autodiff.ops.products.convolution import convolve
from autodiff.ops.where import where
from autodiff.registry import implements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autodiff.typing import Operand
    from autodiff.variable import Variable

    Coefficients = Operand | Sequence[Operand] | np.poly1d


@implements(np.polyval)
def polyval(p: Coefficients, x: Coefficients) -> Variable[Any, Any]:
    """Return the values at ``x`` of the polynomial with coefficients ``p``.

    Derivative: ``dy/dx = polyval(polyder(p), x)``, ``dy/dp[i] = x**(n - i)``; computed by Horner's
    scheme, as the value is.

    Raises
    ------
    NoRuleError
        If ``x`` is a ``poly1d``: a polynomial of a polynomial has no values.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array(2.0))
    >>> y = np.polyval([1.0, 0.0, 3.0], x)
    >>> y.backward()
    >>> print(y, x.grad)
    variable(7.0) 4.0
    """
    if isinstance(x, np.poly1d):
        msg = "polyval: x is a poly1d, whose coefficients cannot be Variables; pass x.coeffs"
        raise NoRuleError(msg)
    coefficients, points = as_operand(p, "polyval", 0), as_operand(x, "polyval", 1)
    y: Any = np.zeros_like(data_of(points))[()]
    if not len(coefficients):
        return where(np.True_, y, points) if is_variable(points) else untracked(y)
    for i in range(len(coefficients)):
        y = y * points + coefficients[i]
    return y  # type: ignore[no-any-return]  # a Variable, as one of the two is


@implements(np.polyadd)
def polyadd(a1: Coefficients, a2: Coefficients) -> Variable[Any, Any]:
    """Return the coefficients of the sum of two polynomials.

    Derivative: each coefficient gets the cotangent of its power.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.polyadd(ad.Variable(np.array([1.0, 2.0])), [3.0])
    variable([1. 5.])
    """
    x0, x1 = _padded("polyadd", a1, a2)
    return x0 + x1  # type: ignore[no-any-return]  # a Variable


@implements(np.polysub)
def polysub(a1: Coefficients, a2: Coefficients) -> Variable[Any, Any]:
    """Return the coefficients of the difference of two polynomials.

    Derivative: each coefficient gets the cotangent of its power, negated for ``a2``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.polysub(ad.Variable(np.array([1.0, 2.0])), [3.0])
    variable([ 1. -1.])
    """
    x0, x1 = _padded("polysub", a1, a2)
    return x0 - x1  # type: ignore[no-any-return]  # a Variable


def _padded(name: str, a1: Any, a2: Any) -> list[Any]:
    """Return both sequences with zeros before the shorter one."""
    xs = [as_vector(a, name, i) for i, a in enumerate((a1, a2))]
    n = max(len(x) for x in xs)
    return [concatenate([np.zeros(n - len(x), x.dtype), x]) if len(x) < n else x for x in xs]


@implements(np.polymul)
def polymul(a1: Coefficients, a2: Coefficients) -> Variable[Any, Any]:
    """Return the coefficients of the product of two polynomials.

    Derivative: that of the convolution. Leading zeros are dropped first, as NumPy does, and get
    a gradient of 0: the powers that they stand for are not in the result.

    Raises
    ------
    ValueError
        If a sequence has several axes.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.polymul(ad.Variable(np.array([1.0, 2.0])), [1.0, -2.0])
    variable([ 1.  0. -4.])
    """
    return convolve(_trimmed("polymul", a1, 0), _trimmed("polymul", a2, 1))


def _trimmed(name: str, a: Any, position: int) -> Any:
    """Return the coefficients from the first that is not 0; one at least."""
    x = as_vector(a, name, position)
    if x.ndim > 1:
        msg = f"{name}: a polynomial has one axis of coefficients, got shape {x.shape}"
        raise ValueError(msg)
    if not len(x):
        return np.zeros(1, x.dtype)
    nonzero = np.flatnonzero(data_of(x))
    first = as_int(nonzero[0]) if len(nonzero) else len(x) - 1
    return x[first:] if first else x


@implements(np.polydiv)
def polydiv(u: Coefficients, v: Coefficients) -> tuple[Variable[Any, Any], Variable[Any, Any]]:
    """Return the coefficients of quotient and remainder of two polynomials.

    Derivative: that of long division, ``u = q * v + r``.

    Policy: leading coefficients of the remainder that vanish are dropped, as NumPy does.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> q, r = np.polydiv(ad.Variable(np.array([1.0, 0.0, 1.0])), [1.0, -1.0])
    >>> print(q, r)
    variable([1. 1.]) variable([2.])
    """
    x0, x1 = (as_vector(a, "polydiv", i) + 0.0 for i, a in enumerate((u, v)))
    dtype = (x0[0] + x1[0]).dtype
    m, n = len(x0), len(x1)
    scale = 1.0 / x1[0]
    q: list[Any] = []
    r = astype(as_variable(x0), dtype)
    for k in range(m - n + 1):
        d = scale * r[k]
        q.append(d)
        r = concatenate([r[:k], r[k : k + n] - d * x1, r[k + n :]])
    while len(r) > 1 and np.allclose(r.data[0], 0, rtol=1e-14):
        r = r[1:]
    return stack(q) if q else untracked(np.zeros(1, dtype)), r


@implements(np.polyder)
def polyder(p: Coefficients, m: int = 1) -> Variable[Any, Any]:
    """Return the coefficients of the derivative of order ``m`` of a polynomial.

    Derivative: each coefficient gets its cotangent times its power.

    Raises
    ------
    ValueError
        If the order is negative.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.polyder(ad.Variable(np.array([1.0, 1.0, 1.0])))
    variable([2. 1.])
    """
    order = int(m)
    if order < 0:
        msg = f"polyder: the order is not negative (see polyint), got {m}"
        raise ValueError(msg)
    y = as_variable(as_operand(p, "polyder", 0))
    for _ in range(order):
        y = y[:-1] * np.arange(len(y) - 1, 0, -1)
    return y


@implements(np.polyint)
def polyint(p: Coefficients, m: int = 1, k: Coefficients | None = None) -> Variable[Any, Any]:
    """Return the coefficients of the integral of order ``m`` of a polynomial.

    ``k`` are the constants of integration, that of the first integral first; 0 if None.

    Derivative: each coefficient gets the cotangent of its integral divided by its power, each
    constant likewise.

    Raises
    ------
    ValueError
        If the order is negative, or there are fewer constants than integrals.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.polyint(ad.Variable(np.array([2.0, 1.0])))
    variable([1. 1. 0.])
    """
    order = int(m)
    if order < 0:
        msg = f"polyint: the order is not negative (see polyder), got {m}"
        raise ValueError(msg)
    constants = np.zeros(order) if k is None else as_vector(k, "polyint", 2)
    if len(constants) == 1 and order > 1:
        constants = constants[0] * np.ones(order)
    if len(constants) < order:
        msg = f"polyint: k is a scalar or has {order} constants, got {len(constants)}"
        raise ValueError(msg)
    y = as_variable(as_operand(p, "polyint", 0))
    for i in range(order):
        y = concatenate([y / np.arange(len(y), 0, -1), constants[i : i + 1]])
    return y
