"""The adjoint of a trajectory, integrated backward in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from autodiff.transforms import vjp

from .system import integrated

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from .system import System

__all__ = ["Adjoint", "adjoint"]

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(5)
NODES: Final[Any] = _NODES
WEIGHTS: Final[Any] = _WEIGHTS


class Adjoint(NamedTuple):
    """The cotangents of what a trajectory depends on."""

    y0: Any
    t0: Any
    ts: Any
    ps: Sequence[Any]


def adjoint(
    system: System,
    path: Any,
    g: Any,
    t0: Any,
    ts: Any,
    ps: Sequence[Any],
    wanted: Sequence[bool],
) -> Adjoint:
    """Return the cotangents for ``g``, shape (n, k), those of the solution at the times ``ts``.

    Between two times ``da/dt = -f_y^T a``; at each its cotangent is added to ``a``. Those of the
    parameters are the integral of ``f_p^T a``, by Gauss's quadrature in each step, and are
    computed where ``wanted``. The solution itself is ``path``, which is SciPy's interpolation.
    Since all this is linear in ``g``, it is scaled to 1, so that tolerances mean the same always.
    """
    gps = [np.zeros(np.shape(p)) for p in ps]
    gts = np.zeros(np.shape(ts))
    size = np.max(np.abs(g), initial=0.0)
    a = np.zeros(g.shape[0])
    if size == 0:
        return Adjoint(a, np.zeros(()), gts, gps)
    now: Any = None
    for j in np.flatnonzero(g.any(0))[::-1]:
        if now is not None:
            a = _backward(system, path, (now, ts[j]), a, ps, wanted, gps)
        now = ts[j]
        a = a + g[:, j] / size
        gts[j] = g[:, j] @ system.rates(now, path(now), ps)
    a = size * _backward(system, path, (now, t0), a, ps, wanted, gps)
    gt0 = -a @ system.rates(t0, path(t0), ps)
    return Adjoint(a, np.asarray(gt0), gts, [size * gp for gp in gps])


def _backward(
    system: System,
    path: Any,
    span: tuple[Any, Any],
    a: Any,
    ps: Sequence[Any],
    wanted: Sequence[bool],
    gps: list[Any],
) -> Any:
    """Return ``a`` at the end of a stretch, and add to the cotangents of the parameters."""
    if span[0] == span[1]:
        return a

    def rate(t: Any, a: Any) -> Any:
        def f(y: Any) -> Any:
            return system.rates(t, y, ps)

        y: npt.NDArray[np.float64] = path(t)
        _, pullback = vjp(f, y)
        return -pullback(a)[0]

    def jac(t: Any, _: Any) -> Any:
        return -system.jac(t, path(t), ps).T

    any_wanted = any(wanted)
    back = integrated(
        rate,
        (float(span[0]), float(span[1])),
        a,
        system.method,
        jac,
        system.options_of_derivatives(),
        dense_output=any_wanted,
    )
    if any_wanted:
        _add_integral(system, path, back, ps, wanted, gps)
    return back.y[:, -1]


def _add_integral(
    system: System, path: Any, back: Any, ps: Sequence[Any], wanted: Sequence[bool], gps: list[Any]
) -> None:
    places = [i for i, each in enumerate(wanted) if each]
    for start, end in zip(back.t[:-1], back.t[1:], strict=True):
        half = (end - start) / 2
        for node, weight in zip(NODES, WEIGHTS, strict=True):
            t = start + half * (1 + node)

            def f(*qs: Any, t: Any = t) -> Any:
                new = [*ps]
                for i, q in zip(places, qs, strict=True):
                    new[i] = q
                return system.rates(t, path(t), new)

            _, pullback = vjp(f, *(ps[i] for i in places))
            for i, gp in zip(places, pullback(back.sol(t)), strict=True):
                gps[i] = gps[i] - half * weight * gp  # backward in time
