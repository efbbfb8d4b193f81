"""Spherical Bessel functions, which SciPy has as functions of Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from autodiff.operands import plain
from autodiff.registry import implements
from autodiff.values import exact

from .namespace import sc, whole
from .parametric import Parametric, constants

if TYPE_CHECKING:
    from autodiff.typing import Operand
    from autodiff.variable import Variable

    from .namespace import Array


class SphericalJn(Parametric, arguments="n z", by="z"):
    """``y = j_n(x)``, with ``dy/dx = (n j_(n - 1) - (n + 1) j_(n + 1)) / (2n + 1)``."""

    ufunc: ClassVar[Any] = staticmethod(whole.spherical_jn)
    below: ClassVar[int] = 1
    above: ClassVar[int] = -1

    def backward(self, gy: Array) -> Array:
        (n,), x = self.p, self.x
        lower = self.of(np.maximum(n - 1, 0), x)  # it counts for nothing where n is 0
        slope = self.below * n * lower + self.above * (n + 1) * self.of(n + 1, x)
        return gy * (slope / (2 * n + 1))


class SphericalYn(SphericalJn):
    """``y = y_n(x)``, with ``dy/dx = (n y_(n - 1) - (n + 1) y_(n + 1)) / (2n + 1)``."""

    ufunc: ClassVar[Any] = staticmethod(whole.spherical_yn)


class SphericalIn(SphericalJn):
    """``y = i_n(x)``, with ``dy/dx = (n i_(n - 1) + (n + 1) i_(n + 1)) / (2n + 1)``."""

    ufunc: ClassVar[Any] = staticmethod(whole.spherical_in)
    above = 1


class SphericalKn(SphericalJn):
    """``y = k_n(x)``, with ``dy/dx = -(n k_(n - 1) + (n + 1) k_(n + 1)) / (2n + 1)``."""

    ufunc: ClassVar[Any] = staticmethod(whole.spherical_kn)
    below = -1


def value_or_slope(
    rule: type[SphericalJn], n: Any, z: Any, *, derivative: bool
) -> Variable[Any, Any]:
    """Return the function, or its derivative."""
    y: Variable[Any, Any]
    if not derivative:
        y = rule.of(n, z)
        return y
    (n,) = constants(rule.ufunc.__name__, ("n",), (n,))
    lower, upper = rule.of(np.maximum(n - 1, 0), z), rule.of(n + 1, z)
    y = (rule.below * n * lower + rule.above * (n + 1) * upper) / (2 * n + 1)
    value = rule.ufunc(n, plain(z), True)
    return exact(y, lambda: value)


@implements(sc.spherical_jn)
def spherical_jn(n: Operand, z: Operand, derivative: bool = False) -> Variable[Any, Any]:
    """Return the spherical Bessel function of the first kind, or its derivative.

    Derivative: ``dy/dz = (n j_(n - 1) - (n + 1) j_(n + 1)) / (2n + 1)``; none by ``n``.

    Raises
    ------
    NoRuleError
        If ``n`` is a Variable of floats.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy import special
    >>> z = ad.Variable(np.array(1.0))
    >>> y = special.spherical_jn(0, z)
    >>> y.backward()
    >>> print(round(y.item(), 4), z.grad.round(4))
    0.8415 -0.3012
    """
    return value_or_slope(SphericalJn, n, z, derivative=derivative)


@implements(sc.spherical_yn)
def spherical_yn(n: Operand, z: Operand, derivative: bool = False) -> Variable[Any, Any]:
    """Return the spherical Bessel function of the second kind, or its derivative.

    Derivative: ``dy/dz = (n y_(n - 1) - (n + 1) y_(n + 1)) / (2n + 1)``; none by ``n``.

    Raises
    ------
    NoRuleError
        If ``n`` is a Variable of floats.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy import special
    >>> z = ad.Variable(np.array(1.0))
    >>> y = special.spherical_yn(0, z)
    >>> y.backward()
    >>> print(round(y.item(), 4), z.grad.round(4))
    -0.5403 1.3818
    """
    return value_or_slope(SphericalYn, n, z, derivative=derivative)


@implements(sc.spherical_in)
def spherical_in(n: Operand, z: Operand, derivative: bool = False) -> Variable[Any, Any]:
    """Return the spherical Bessel function modified, of the first kind, or its derivative.

    Derivative: ``dy/dz = (n i_(n - 1) + (n + 1) i_(n + 1)) / (2n + 1)``; none by ``n``.

    Raises
    ------
    NoRuleError
        If ``n`` is a Variable of floats.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy import special
    >>> z = ad.Variable(np.array(1.0))
    >>> y = special.spherical_in(0, z)
    >>> y.backward()
    >>> print(round(y.item(), 4), z.grad.round(4))
    1.1752 0.3679
    """
    return value_or_slope(SphericalIn, n, z, derivative=derivative)


@implements(sc.spherical_kn)
def spherical_kn(n: Operand, z: Operand, derivative: bool = False) -> Variable[Any, Any]:
    """Return the spherical Bessel function modified, of the second kind, or its derivative.

    Derivative: ``dy/dz = -(n k_(n - 1) + (n + 1) k_(n + 1)) / (2n + 1)``; none by ``n``.

    Raises
    ------
    NoRuleError
        If ``n`` is a Variable of floats.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy import special
    >>> z = ad.Variable(np.array(1.0))
    >>> y = special.spherical_kn(0, z)
    >>> y.backward()
    >>> print(round(y.item(), 4), z.grad.round(4))
    0.5779 -1.1557
    """
    return value_or_slope(SphericalKn, n, z, derivative=derivative)
