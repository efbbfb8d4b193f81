"""Times of all workloads in all libraries, over the time by hand."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import agreement
import libraries
from measure import interleaved
from tables import Table, cell
from workloads import WORKLOADS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from libraries import Step
    from workloads import Workload


@dataclass
class Times:
    """What was measured of one workload.

    Attributes
    ----------
    seconds
        Of one step, by library.
    first
        Of the first call of those libraries that compile, less that of a step.
    failed
        What kept a library from taking part, by library.
    """

    seconds: dict[str, float]
    first: dict[str, float]
    failed: dict[str, str] = field(default_factory=dict[str, str])

    def over(self, library: str, other: str = "numpy") -> float | None:
        """Return how often the time of ``other`` a library takes."""
        if library in self.seconds and other in self.seconds:
            return self.seconds[library] / self.seconds[other]
        return None


def measure(
    name: str, workload: Workload, chosen: Sequence[str], *, rounds: int, seconds: float
) -> Times:
    """Check and time one workload.

    A library that fails is left out, and the reason kept; ours and the one by hand must not fail.
    """
    problem = workload.make(None)
    steps: dict[str, Step] = {"numpy": libraries.step("numpy", problem)}
    expected = steps["numpy"]()
    times = Times({}, {})
    for library in libraries.able([k for k in chosen if k != "numpy"], problem):
        try:
            step = libraries.step(library, problem)
            start = time.perf_counter()
            results = step()
            took = time.perf_counter() - start
            agreement.check(name, library, results, expected)
        except Exception as error:  # whatever another library raises
            if library == "autodiff":
                raise
            times.failed[library] = f"{type(error).__name__}: {error}"
            continue
        steps[library] = step
        if library in libraries.TRACING:
            times.first[library] = took
    times.seconds = interleaved(steps, rounds=rounds, seconds=seconds)
    for library in times.first:
        times.first[library] -= times.seconds[library]
    return times


def table(
    names: Sequence[str], chosen: Sequence[str], *, rounds: int, seconds: float
) -> dict[str, Times]:
    """Measure workloads and print their table: ratios to the time by hand, and compile times."""
    shown = [k for k in chosen if k != "numpy" and libraries.installed(k)]
    tracing = [k for k in libraries.TRACING if k in shown]
    print("Time of a step, forward and backward, over that by hand\n")
    columns = Table(
        36,
        [
            "workload",
            "by hand, ms",
            *(libraries.TITLES[k] for k in shown),
            "aim",
            *(f"{libraries.TITLES[k]}, first call, s" for k in tracing),
        ],
    )
    measured: dict[str, Times] = {}
    for name in names:
        workload = WORKLOADS[name]
        times = measured[name] = measure(name, workload, chosen, rounds=rounds, seconds=seconds)
        columns.row(
            name,
            f"{1e3 * times.seconds['numpy']:.3f}",
            *(cell(times.over(k)) for k in shown),
            "-" if workload.aim is None else f"{workload.aim:g}",
            *(cell(times.first.get(k)) for k in tracing),
        )
    for name, times in measured.items():
        for library, reason in times.failed.items():
            print(f"\n{name}, {libraries.TITLES[library]}: {reason[:200]}")
    return measured
