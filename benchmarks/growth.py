"""How the cost of an operation grows: with the depth of a program, its width, its arrays' size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import ratios
from libraries import TITLES, TRACING, installed
from tables import Table
from workloads import Workload, chains, scalars

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workloads import Problem

    Seconds = dict[str, dict[int, float]]


@dataclass(frozen=True)
class Axis:
    """One way to grow.

    Attributes
    ----------
    title
        What grows.
    points
        How far.
    make
        Returns the problem at a point.
    operations
        Returns how many operations a point has.
    """

    title: str
    points: Sequence[int]
    make: Callable[[int], Problem]
    operations: Callable[[int], int]

    def at(self, n: int) -> Workload:
        """Return the workload at a point."""
        return Workload(lambda _size: self.make(n))


ROUNDS: Final = 20
AXES: Final = {
    "depth": Axis(
        "operations on 10-vectors, one after the other",
        (10, 100, 1_000, 10_000, 100_000),
        lambda n: chains.repeated(n // 5, 10),
        lambda n: n,
    ),
    "width": Axis(
        "terms of one 10-vector, added up",
        (10, 100, 1_000, 10_000),
        scalars.terms,
        lambda n: 3 * n,
    ),
    "size": Axis(
        "elements of the vectors in a chain of 100 operations",
        (1, 100, 10_000, 1_000_000),
        lambda n: chains.repeated(ROUNDS, n),
        lambda _n: 5 * ROUNDS,
    ),
}


def tables(chosen: Sequence[str], rounds: int, seconds: float) -> dict[str, Seconds]:
    """Measure and print all; what is returned are the seconds of an operation.

    Of the libraries that compile each program anew none takes part.
    """
    eager = [k for k in ("numpy", *chosen) if k not in TRACING and installed(k)]
    eager = list(dict.fromkeys(eager))
    grown: dict[str, Seconds] = {}
    for name, axis in AXES.items():
        print(f"\nMicroseconds of an operation, forward and backward, by {name}\n")
        columns = Table(54, [axis.title, *(TITLES[k] for k in eager)])
        found: Seconds = {k: {} for k in eager}
        for n in axis.points:
            times = ratios.measure(name, axis.at(n), eager, rounds=rounds, seconds=seconds)
            for library, took in times.seconds.items():
                found[library][n] = took / axis.operations(n)
            costs = [found[k].get(n) for k in eager]
            cells = ["-" if cost is None else f"{1e6 * cost:.2f}" for cost in costs]
            columns.row(f"{n:,}", *cells)
        grown[name] = found
    return grown
