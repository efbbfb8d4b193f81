"""Peak memory of a step of the heavy workloads, each in a process of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libraries
from measure import peak_megabytes
from tables import Table, cell
from workloads import WORKLOADS

if TYPE_CHECKING:
    from collections.abc import Sequence


def table(names: Sequence[str], chosen: Sequence[str]) -> dict[str, dict[str, float]]:
    """Measure and print it: megabytes by hand, the others over that."""
    shown = [k for k in chosen if k != "numpy" and libraries.installed(k)]
    print("\nPeak memory of a step above that before it, over that by hand\n")
    columns = Table(36, ["workload", "by hand, MB", *(libraries.TITLES[k] for k in shown)])
    peaks: dict[str, dict[str, float]] = {}
    for name in names:
        workload = WORKLOADS[name]
        if not workload.heavy:
            continue
        able = libraries.able(["numpy", *shown], workload.make(workload.small))
        measured = {k: peak_megabytes(name, k) for k in able}
        found = peaks[name] = {k: peak for k, peak in measured.items() if peak is not None}
        hand = found.get("numpy")
        ratios = [found[k] / hand if hand and k in found else None for k in shown]
        columns.row(name, cell(hand), *(cell(ratio) for ratio in ratios))
    return peaks
