"""What became of mutants: kept in a file, added up."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mutants import Mutant

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["ALIVE", "Result", "results_of", "summary"]

ALIVE: Final = {"error", "survived", "unreached"}
"""What counts as not noticed, an error of the tool's own included."""


@dataclass(slots=True)
class Result:
    """What became of a mutant."""

    mutant: Mutant
    status: str
    by: str = ""
    tests: int = 0
    seconds: float = 0.0


def results_of(folder: Path) -> list[Result]:
    """Return what became of each mutant when it was last tried."""
    last: dict[tuple[str, int], Result] = {}
    for line in (folder / "results.jsonl").read_text().splitlines():
        row = json.loads(line)
        mutant = row.pop("mutant")
        lines, scope = tuple(mutant.pop("lines")), tuple(mutant.pop("scope"))
        found = Mutant(**mutant, lines=lines, scope=scope)
        last[found.path, found.number] = Result(found, **row)
    return list(last.values())


def summary(results: Sequence[Result]) -> str:
    """Return how many were killed, and between which bounds the share of all lies (95 %)."""
    if not results:
        return "no mutants"
    n = len(results)
    counts = Counter(r.status for r in results)
    killed = n - sum(counts[status] for status in ALIVE)
    p, z = killed / n, 1.96
    middle, half = p + z * z / (2 * n), z * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5
    low, high = ((middle + sign * half) / (1 + z * z / n) for sign in (-1, 1))
    told = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
    return f"{killed}/{n} = {p:.1%} killed ({low:.1%} to {high:.1%}): {told}"
