"""Struve functions, by their argument; of the order no derivative is known."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from .namespace import sc
from .parametric import Parametric

if TYPE_CHECKING:
    from .namespace import Array


class Struve(Parametric, ufunc=sc.struve, arguments="v x", by="x"):
    """``y = H_v(x)``.

    ``dy/dx = (H_(v - 1) - H_(v + 1) + (x / 2) ** v / (sqrt(pi) Gamma(v + 3/2))) / 2``.
    """

    def backward(self, gy: Array) -> Array:
        (v,), x = self.p, self.x
        return gy * ((sc.struve(v - 1, x) - sc.struve(v + 1, x) + excess(v, x)) / 2)


class Modstruve(Parametric, ufunc=sc.modstruve, arguments="v x", by="x"):
    """``y = L_v(x)``.

    ``dy/dx = (L_(v - 1) + L_(v + 1) + (x / 2) ** v / (sqrt(pi) Gamma(v + 3/2))) / 2``.
    """

    def backward(self, gy: Array) -> Array:
        (v,), x = self.p, self.x
        return gy * ((sc.modstruve(v - 1, x) + sc.modstruve(v + 1, x) + excess(v, x)) / 2)


def excess(v: Any, x: Array) -> Array:
    """Return ``(x / 2) ** v / (sqrt(pi) Gamma(v + 3/2))``."""
    return (x / 2) ** v * (sc.rgamma(v + 1.5) / math.sqrt(math.pi))
