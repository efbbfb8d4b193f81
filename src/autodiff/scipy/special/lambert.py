"""Inverses of ``w e ** w`` and of ``w + ln w``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.registry import implements
from autodiff.ufunc import UnaryUfunc

from .namespace import private, sc, xp
from .parametric import Parametric

if TYPE_CHECKING:
    from autodiff.typing import Operand
    from autodiff.variable import Variable

    from .namespace import Array


class Lambertw(Parametric, ufunc=private._lambertw, arguments="z k tol", by="z"):
    """``y e ** y = x``, with ``dy/dx = e ** -y / (1 + y)``, infinite at the branch point."""

    def backward(self, gy: Array) -> Array:
        return gy * (xp.exp(-self.y) / (1 + self.y))


@implements(sc.lambertw)
def lambertw(z: Operand, k: int = 0, tol: float = 1e-8) -> Variable[Any, Any]:
    """Return a branch of the inverse of ``w e ** w``; the result is complex.

    Derivative: ``dy/dz = e ** -y / (1 + y)``.

    Policy: infinite at the branch point ``-1 / e``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy import special
    >>> z = ad.Variable(np.array(0.0))
    >>> np.real(special.lambertw(z)).backward()
    >>> print(z.grad)
    1.0
    """
    y: Variable[Any, Any] = Lambertw.of(z, np.asarray(k, np.dtype("long")), tol)
    return y


class Wrightomega(UnaryUfunc, ufunc=sc.wrightomega):
    """``y + ln y = x``, with ``dy/dx = y / (1 + y)``."""

    def backward(self, gy: Array) -> Array:
        return gy * (self.y / (1 + self.y))
