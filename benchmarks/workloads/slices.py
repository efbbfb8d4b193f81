"""Parts of arrays: a heat equation by slices, and rows read by an index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .loops import in_jax, in_python
from .problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from .problem import Program

STEPS = 200


def _heat(
    step: Callable[[Any, Any], Any], size: int | None, without: set[str], steps: int = STEPS
) -> Problem:
    """Diffuse heat on a plate of 256 x 256 for 200 steps of ``step(np, u)``."""
    n = size or 256
    plate = np.random.default_rng(0).normal(size=(n, n))

    def looped(loop: Callable[..., Any]) -> Program:
        def program(np_: Any, u: Any) -> Any:
            u = loop(lambda u, _: step(np_, u), u, np.arange(steps))
            return (u * u).sum()

        return program

    def by_hand(plate: Any) -> list[Any]:
        u = plate.copy()
        inner = u[1:-1, 1:-1]
        flow = np.empty_like(inner)
        for _ in range(steps):
            np.add(u[2:, 1:-1], u[:-2, 1:-1], out=flow)
            flow += u[1:-1, 2:]
            flow += u[1:-1, :-2]
            flow *= 0.1
            inner *= 0.6
            inner += flow
        value = np.vdot(u, u)
        u *= 2  # the cotangent
        for _ in range(steps):
            np.multiply(inner, 0.1, out=flow)
            inner *= 0.6
            u[2:, 1:-1] += flow
            u[:-2, 1:-1] += flow
            u[1:-1, 2:] += flow
            u[1:-1, :-2] += flow
        return [value, u]

    return Problem(
        looped(in_python),
        by_hand,
        (plate,),
        without=frozenset(without),
        programs={"jax": looped(in_jax)},
    )


def _laplacian(u: Any) -> Any:
    return u[2:, 1:-1] + u[:-2, 1:-1] + u[1:-1, 2:] + u[1:-1, :-2] - 4 * u[1:-1, 1:-1]


def heat(size: int | None = None, steps: int = STEPS) -> Problem:
    """Diffuse heat by slices that are joined again."""

    def step(np_: Any, u: Any) -> Any:
        inner = u[1:-1, 1:-1] + 0.1 * _laplacian(u)
        rows = np_.concatenate([u[1:-1, :1], inner, u[1:-1, -1:]], 1)
        return np_.concatenate([u[:1], rows, u[-1:]], 0)

    return _heat(step, size, set(), steps)


def heat_in_place(size: int | None = None) -> Problem:
    """Diffuse heat by writing into slices."""

    def step(_np: Any, u: Any) -> Any:
        new = u * 1.0
        new[1:-1, 1:-1] += 0.1 * _laplacian(u)
        return new

    return _heat(step, size, {"autograd", "jax"})  # they have no assignment


def gather(size: int | None = None) -> Problem:
    """Read 50,000 rows of a table of 10,000 x 32, many of them several times."""
    rng = np.random.default_rng(0)
    table = rng.normal(size=(10_000, 32))
    rows = rng.integers(0, 10_000, size or 50_000)

    def program(_np: Any, table: Any, rows: Any) -> Any:
        read = table[rows]
        return (read * read).sum()

    def by_hand(table: Any, rows: Any) -> list[Any]:
        read = table[rows]
        value = np.vdot(read, read)
        read *= 2
        # np.add.at takes twice the time
        places = (rows[:, None] * 32 + np.arange(32)).ravel()
        total = np.bincount(places, read.ravel(), table.size)
        return [value, total.reshape(table.shape)]

    return Problem(program, by_hand, (table,), (rows,))
