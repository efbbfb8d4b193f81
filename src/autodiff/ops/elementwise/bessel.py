"""The modified Bessel functions of the first kind, of which NumPy has that of order 0."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import apply1
from autodiff.opaque import opaque
from autodiff.operation import Unary
from autodiff.ops.namespace import applied
from autodiff.registry import implements

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.typing import Number, ScalarT, ShapeT, TypedOperand
    from autodiff.variable import Variable

_LARGEST = 720.0
"""Beyond it all of them overflow."""


class BesselI(Unary):
    """``y = I_n(x)``, with ``dy/dx = (I_(n - 1)(x) + I_(n + 1)(x)) / 2``, for ``n = 0`` ``I_1``."""

    elementwise = True
    n: int

    def forward(self, x: Any) -> Any:
        return np.i0(x)[()] if self.n == 0 else bessel(x, self.n)

    def backward(self, gy: Array) -> Array:
        above = applied(BesselI(self.n + 1), self.x)
        if self.n == 0:
            return gy * above
        return gy * ((applied(BesselI(self.n - 1), self.x) + above) / 2)


@opaque
def bessel(x: Any, n: int) -> Any:
    """Return ``I_n(x)`` by Poisson's integral, whose terms are all positive.

    ``I_n(x) = (x/2)^n / (sqrt(pi) Gamma(n + 1/2)) int_0^pi e^(x cos t) sin(t)^(2n) dt``. The
    trapezoidal rule converges exponentially for it, an integrand that is smooth and periodic, once
    its step is narrower than the peak, whose width is ``1 / sqrt(x)``. The factor ``e^x`` is taken
    out, for rounding in an exponent is multiplied by the exponent.
    """
    radius = np.minimum(np.abs(np.asarray(x, np.result_type(x, np.float64))), _LARGEST)
    largest = float(np.max(radius, initial=0, where=radius == radius))  # noqa: PLR0124  # no NaN
    intervals = 16 + n + math.ceil(4.4 * math.sqrt(largest))
    total = np.zeros_like(radius)
    for k in range(1, intervals):  # the ends contribute nothing, for n > 0
        t = math.pi * k / intervals
        total = total + math.sin(t) ** (2 * n) * np.exp(-2 * math.sin(t / 2) ** 2 * radius)
    factor = math.sqrt(math.pi) / math.gamma(n + 0.5) / intervals
    y = (np.exp(radius / 2) * (factor * (radius / 2) ** n * total)) * np.exp(radius / 2)
    return (np.sign(x) ** n * y).astype(x.dtype)


@implements(np.i0)
def i0(x: TypedOperand[ScalarT, ShapeT] | Number) -> Variable[ScalarT, ShapeT]:
    """Return the modified Bessel function of the first kind and order 0.

    Derivative: ``dy/dx = I_1(x)``, and so on to any order.

    Raises
    ------
    TypeError
        If ``x`` is complex.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array(0.0))
    >>> y = np.i0(x)
    >>> y.backward()
    >>> print(y, x.grad)
    variable(1.0) 0.0
    """
    return apply1(BesselI(0), x)
