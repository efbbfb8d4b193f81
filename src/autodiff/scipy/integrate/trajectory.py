"""The solution of an initial value problem as a node, and its adjoint as another.

With ``Y(x)`` the solution at given times, as it depends on the initial value, the times and the
parameters, the first is ``Y``, with tangents ``Y' dx`` from the system of tangents, and the second
is ``Y'^T g``, integrated backward. The derivative of the second in a direction ``c`` is that of
``g . Y' c``, which is a solution of the system of tangents: so each derivative is made of the
other's rule, for a larger system, and all orders are differentiable.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import untracked
from autodiff.batching import looped
from autodiff.config import recording
from autodiff.function import Function
from autodiff.operands import data_of, is_variable
from autodiff.transforms import vjp

from .adjoint import adjoint
from .system import integrated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .system import System

__all__ = ["Trajectory", "solved", "tangent"]

FIRST = 3
"""Place of the first parameter among the inputs, after initial value, initial time and times."""


class _OfSystem(Function):
    """What both nodes have: the system, the solution as a function of time, inputs to compute with.

    Inputs are arrays, or Variables if what is done is to be recorded.
    """

    def __init__(self, system: System, path: Any) -> None:
        self.system: System = system
        self.path: Any = path

    def given(self) -> list[Any]:
        """Return the inputs."""
        if not self._is_lifted:
            return [*self._arrays]
        return [
            self._arrays[i] if edge is None else self._input(i, edge)
            for i, edge in enumerate(self.edges)
        ]

    def wanted(self) -> list[bool]:
        """Return which inputs want a gradient."""
        return [edge is not None for edge in self.edges]

    def release(self) -> None:
        super().release()
        self.path = None


class Trajectory(_OfSystem):
    """``Y``, shape (n, k), of the initial value, shape (n,), and time, the times, parameters."""

    def __init__(self, system: System, path: Any, values: Any) -> None:
        super().__init__(system, path)
        self._values: Any = values

    def forward(self, *_: Any) -> Any:
        return self._values

    def backward(self, gy: Any) -> Any:
        wanted = self.wanted()
        returned = iter(_pulled(self.system, self.path, wanted, gy, self.given()))
        return tuple(next(returned) if each else None for each in wanted)

    @looped
    def push(self, tangents: Sequence[Any]) -> Any:
        return tangent(self.system, self.given(), tangents)


class Adjoint(_OfSystem):
    """``Y'^T g`` for what is wanted: the first input is g, those of ``Y`` follow."""

    def __init__(self, system: System, path: Any, outputs: Sequence[bool]) -> None:
        super().__init__(system, path)
        self._outputs = outputs

    def forward(self, g: Any, _: Any, t0: Any, ts: Any, *ps: Any) -> Any:
        found = adjoint(self.system, self.path, g, t0, ts, ps, self._outputs[FIRST:])
        each = (found.y0, found.t0, found.ts, *found.ps)
        return tuple(a for a, output in zip(each, self._outputs, strict=True) if output)

    def backward(self, *cs: Any) -> Any:
        _, *wanted = self.wanted()
        return self._derivative(self._directions(cs), wanted)

    @looped
    def push(self, tangents: Sequence[Any]) -> Any:
        dg, *ds = tangents
        parts: list[Any] = []
        if dg is not None:
            parts.append(_pulled(self.system, self.path, self._outputs, dg, self.given()[1:]))
        if any(d is not None for d in ds):
            _, *gs = self._derivative(ds, self._outputs)
            parts.append([g for g, output in zip(gs, self._outputs, strict=True) if output])
        return tuple(sum(each[1:], each[0]) for each in zip(*parts, strict=True))

    def _directions(self, cs: Sequence[Any]) -> list[Any]:
        """Return the cotangents of the outputs as directions of the inputs; None for 0."""
        given = iter(cs)
        cs = [next(given) if output else None for output in self._outputs]
        return [None if c is None or not (is_variable(c) or np.any(c)) else c for c in cs]

    def _derivative(self, directions: Sequence[Any], wanted: Sequence[bool]) -> tuple[Any, ...]:
        """Return those of ``g . Y' c`` by g and by each wanted input, for the directions c."""
        g, *xs = self.given()
        places = [i for i, each in enumerate(wanted) if each]

        def moved(*new: Any) -> Any:
            inputs = [*xs]
            for i, x in zip(places, new, strict=True):
                inputs[i] = x
            return tangent(self.system, inputs, directions)

        by_g, pullback = vjp(moved, *(xs[i] for i in places))
        products = iter(pullback(g))
        found = [next(products) if each else None for each in wanted]
        return tuple(
            untracked(np.asarray(a)) if a is not None and not is_variable(a) and recording() else a
            for a in (by_g, *found)
        )


def _pulled(system: System, path: Any, wanted: Sequence[bool], g: Any, xs: Sequence[Any]) -> Any:
    """Return ``Y'^T g`` for what is wanted: arrays, or Variables if there is one."""
    node: Any = Adjoint(system, path, wanted)
    return node(g, *xs) if any(map(is_variable, (g, *xs))) else node.forward(g, *xs)


def solved(system: System, y0: Any, t0: Any, ts: Any, ps: Sequence[Any]) -> Any:
    """Return the solution at the times ``ts``: an array, or a Variable if one is given."""
    values = [data_of(p) for p in ps]

    def rates(t: Any, y: Any) -> Any:
        return system.rates(t, y, values)

    def jac(t: Any, y: Any) -> Any:
        return system.jac(t, y, values)

    result = integrated(
        rates,
        (float(data_of(t0)), system.end),
        data_of(y0),
        system.method,
        jac,
        system.options,
        t_eval=data_of(ts),
        dense_output=True,
    )
    if not recording() or not any(map(is_variable, (y0, t0, ts, *ps))):
        return result.y
    return Trajectory(system, result.sol, result.y)(y0, t0, ts, *ps)


def tangent(system: System, xs: Sequence[Any], directions: Sequence[Any]) -> Any:
    """Return ``Y' c``, shape (n, k), for directions c of the inputs; None for 0.

    The solution moves with its initial value, the later the start the less it has moved by its
    end, and where it is asked for later it has gone on.
    """
    y0, t0, ts, *ps = xs
    d0, dt0, dts, *dps = directions
    n = data_of(y0).size
    moved = [i for i, d in enumerate(dps) if d is not None]
    sizes = [float(np.max(np.abs(data_of(d)), initial=0.0)) for d in directions if d is not None]
    size = max(sizes, default=0.0) or 1.0
    v0 = np.zeros(n) if d0 is None else d0 / size
    if dt0 is not None:
        v0 = v0 - system.rates(t0, y0, ps) * (dt0 / size)
    z = solved(
        system.tangent(n, moved),
        np.concatenate([y0, v0]),
        t0,
        ts,
        [*ps, *(dps[i] / size for i in moved)],
    )
    dy = size * z[n:]
    if dts is not None:
        rates = [system.rates(t, z[:n, j], ps) for j, t in enumerate(ts)]
        dy = dy + np.stack(rates, -1) * dts
    return dy
