"""Functions of several results, each the derivative of another or solving an equation with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autodiff.multioutput import MultiOutput
from autodiff.operands import owned
from autodiff.registry import METHODS

from .namespace import sc
from .parametric import spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autodiff.variable import Variable

    from .namespace import Array


def weighted(*pairs: tuple[Array | None, Any]) -> Array:
    """Return the sum of cotangents times slopes, of those outputs that were used."""
    used: list[Any] = [g * slope for g, slope in pairs if g is not None]
    return sum(used[1:], used[0])


class Airy(MultiOutput):
    """``Ai, Ai', Bi, Bi' of x``, where ``f'' = x f``."""

    elementwise = True
    diagonal = False  # of several outputs

    def forward(self, x: Any) -> Sequence[Any]:
        ys: Sequence[Any] = sc.airy(x)
        return ys

    def backward(
        self, gai: Array | None, gaip: Array | None, gbi: Array | None, gbip: Array | None
    ) -> Array:
        x = self.x
        ai, aip, bi, bip = self.ys
        return weighted((gai, aip), (gaip, x * ai), (gbi, bip), (gbip, x * bi))

    def pushforward(self, dx: Array) -> Sequence[Array | None]:
        x = self.x
        ai, aip, bi, bip = self.ys
        return dx * aip, dx * (x * ai), dx * bip, dx * (x * bi)


def airy(z: Any) -> tuple[Variable[Any, Any], ...]:
    """Return the Airy functions ``Ai`` and ``Bi`` and their derivatives, where ``f'' = z f``."""
    return Airy()(z)


METHODS[sc.airy, "__call__"] = airy


class Cylinder(MultiOutput):
    """``f, f' of x`` for a parabolic cylinder function, ``f'' = (c + s x**2 / 4) f``."""

    elementwise = True
    diagonal = False  # of several outputs
    ufunc: Any
    a: Any
    c: Any
    s: int

    def forward(self, x: Any) -> Sequence[Any]:
        ys: Sequence[Any] = self.ufunc(self.a, x)
        return ys

    def backward(self, gf: Array | None, gp: Array | None) -> Array:
        x = self.x
        f, slope = self.ys
        return weighted((gf, slope), (gp, (self.c + x * x * (self.s / 4)) * f))

    def pushforward(self, dx: Array) -> Sequence[Array | None]:
        x = self.x
        f, slope = self.ys
        return dx * slope, dx * ((self.c + x * x * (self.s / 4)) * f)


def pbdv(v: Any, x: Any) -> tuple[Variable[Any, Any], ...]:
    """Return ``D_v(x)`` and its derivative, by ``x``."""
    x, (v,) = spread("scipy.special.pbdv", ("v", "x"), 1, (v, x))
    return Cylinder(sc.pbdv, v, -v - 0.5, 1)(x)


def pbvv(v: Any, x: Any) -> tuple[Variable[Any, Any], ...]:
    """Return ``V_v(x)`` and its derivative, by ``x``."""
    x, (v,) = spread("scipy.special.pbvv", ("v", "x"), 1, (v, x))
    return Cylinder(sc.pbvv, v, -v - 0.5, 1)(x)


def pbwa(a: Any, x: Any) -> tuple[Variable[Any, Any], ...]:
    """Return ``W(a, x)`` and its derivative, by ``x``."""
    x, (a,) = spread("scipy.special.pbwa", ("a", "x"), 1, (a, x))
    return Cylinder(sc.pbwa, a, a, -1)(x)


METHODS[sc.pbdv, "__call__"] = pbdv
METHODS[sc.pbvv, "__call__"] = pbvv
METHODS[sc.pbwa, "__call__"] = pbwa


class Ellipj(MultiOutput):
    """``sn, cn, dn, ph = Jacobi's elliptic functions of x``, for a constant parameter ``m``.

    ``dsn/dx = cn dn``, ``dcn/dx = -sn dn``, ``ddn/dx = -m sn cn``, ``dph/dx = dn``.
    """

    elementwise = True
    diagonal = False  # of several outputs
    m: Any

    def forward(self, x: Any) -> Sequence[Any]:
        ys: Sequence[Any] = sc.ellipj(x, self.m)
        return ys

    def backward(
        self, gsn: Array | None, gcn: Array | None, gdn: Array | None, gph: Array | None
    ) -> Array:
        sn, cn, dn, _ = self.ys
        slopes = ((gsn, cn * dn), (gcn, -sn * dn), (gdn, -sn * cn * self.m), (gph, dn))
        return weighted(*slopes)

    def pushforward(self, dx: Array) -> Sequence[Array | None]:
        sn, cn, dn, _ = self.ys
        return dx * (cn * dn), dx * (-sn * dn), dx * (-sn * cn * self.m), dx * dn


def ellipj(u: Any, m: Any) -> tuple[Variable[Any, Any], ...]:
    """Return Jacobi's elliptic functions, by ``u``; of ``m`` no derivative is known."""
    x, (m,) = spread("scipy.special.ellipj", ("u", "m"), 0, (u, m))
    return Ellipj(owned(m))(x)


METHODS[sc.ellipj, "__call__"] = ellipj
