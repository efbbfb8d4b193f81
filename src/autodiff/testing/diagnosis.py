"""A derivative that is wrong, or unknown: by which element, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from .causes import Evidence, likely, of_modes, of_order, of_scaling, of_slices
from .failures import Place, failure, inconclusive, unknown
from .location import gradient, located, units
from .rules import MODES
from .verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autodiff.errors import GradientCheckError

    from .rules import Leaves
    from .slopes import Slopes
    from .verdicts import Judged

__all__ = ["Case", "Rule", "diagnosed", "kinked"]

_MOST_AXES: Final = 6
"""Along as many axes of results it is asked whether cotangents are summed."""


class Rule(NamedTuple):
    """A derivative in any direction, by the rules of one mode, as terms of a sum.

    ``doubled`` is that for cotangents (of forward mode, tangents) twice as long.
    """

    mode: str
    found: Callable[[Leaves], Any]
    doubled: Callable[[Leaves], Any]


class Case(NamedTuple):
    """Where two ways of computing a derivative were compared.

    ``known`` are causes that explain everything; others are looked for where there are none.
    """

    check: str
    order: int
    taken: tuple[str, ...]
    seed: int
    xs: Leaves
    vs: Leaves
    us: Leaves
    paths: Sequence[str]
    known: Sequence[str]

    def place(self, i: int | None = None, index: int = 0) -> Place:
        """Return an element of a leaf, or all of them, as reports have it."""
        taken = " over ".join(MODES[mode] for mode in self.taken)
        if i is None:
            return Place(self.check, self.order, taken, "all", None)
        element = tuple(int(k) for k in np.unravel_index(index, np.shape(self.xs[i])))
        return Place(self.check, self.order, taken, self.paths[i], element)

    def alone(self, i: int) -> Leaves:
        """Return the direction in which leaf ``i`` moves as in the case, and no other."""
        return [v if i == j else np.zeros_like(v) for j, v in enumerate(self.vs)]


def diagnosed(
    case: Case,
    judged: Callable[[Leaves], Judged],
    slopes: Slopes,
    rule: Rule | None = None,
    other: Callable[[Leaves], Judged] | None = None,
) -> GradientCheckError:
    """Return the error for a comparison in which two do not agree, with the worst element.

    ``other`` is the comparison with what the other mode finds, if it was asked for.
    """
    i, indices = located(lambda vs: judged(vs).badness, case.vs)
    ways = [units(case.xs, i, index) for index in indices]
    rows = [[judged(direction) for direction in directions] for directions, _ in ways]
    worst = int(np.argmax([max(j.badness for j in row) for row in rows]))
    at = max(rows[worst], key=lambda j: j.badness)
    place, length = case.place(i, indices[worst]), ways[worst][1]
    if at.verdict is Verdict.AGREES:  # no element is wrong beyond doubt
        place, at, length = case.place(), judged(case.vs), 1.0
    if at.verdict is Verdict.UNCERTAIN:
        return unknown(place, at, length, case.seed)

    def gradient_of(value: Callable[[Judged], float]) -> Any:
        parts = [[value(j) / n for j in row] for row, (_, n) in zip(rows, ways, strict=True)]
        return gradient(parts, case.xs[i])

    expected, found = gradient_of(lambda j: j.expected.value), gradient_of(lambda j: j.found)
    lengths = {n for array in (case.xs[i], *case.us) for n in np.shape(array)}
    evidence = Evidence(expected, found, max(at.rtol, 1e-9), frozenset(lengths))
    causes: list[str | None] = [*case.known]
    if not causes:
        causes += [_cause(case, i, evidence, slopes, rule), of_order(case.order, case.paths[i])]
    if rule is not None and other is not None and not case.known:
        agrees = other(case.alone(i)).verdict is Verdict.AGREES
        causes.append(of_modes(MODES[rule.mode], agrees=agrees))
    said = [cause for cause in causes if cause]
    values = np.ravel(expected)[worst], np.ravel(found)[worst]
    if place.element is None:
        values = at.expected.value, at.found
    return failure(place, *values, at, length, said, case.seed)


def kinked(case: Case, slopes: Slopes, judged: Callable[[Leaves], Judged]) -> GradientCheckError:
    """Return the error for a point at which the function has a kink, by the element that bends."""
    i, indices = located(lambda vs: slopes.kink(vs, 0.0), case.vs)
    ways = [units(case.xs, i, index) for index in indices]
    jumps = [max(slopes.kink(d, 0.0) for d in directions) / n for directions, n in ways]
    worst = int(np.argmax(jumps))
    (direction, *_), length = ways[worst]
    at = judged(direction)
    middle, half = at.expected.value / length, jumps[worst]
    why = f"f has a kink: its slopes on both sides are {middle - half:.6g} and {middle + half:.6g}"
    remedy = "there is no derivative to compare with; move the point away from where f bends"
    place = case.place(i, indices[worst])
    return inconclusive(place, middle, at.found / length, why, remedy, case.seed)


def _cause(case: Case, i: int, evidence: Evidence, slopes: Slopes, rule: Rule | None) -> str | None:
    if rule is None:
        return likely(evidence)
    found = _of_scaling(rule, case.alone(i), evidence.rtol) or likely(evidence)
    if found is None and np.shape(evidence.expected) == np.shape(case.xs[i]):
        found = of_slices(evidence, _slices(case, i, slopes))
    return found


def _of_scaling(rule: Rule, direction: Leaves, rtol: float) -> str | None:
    what = "cotangent" if rule.mode == "rev" else "tangent"
    once, twice = (float(np.sum(terms(direction))) for terms in (rule.found, rule.doubled))
    return of_scaling(what, once, twice, rtol)


def _slices(case: Case, i: int, slopes: Slopes) -> list[tuple[str, Any]]:
    """Return the gradients for cotangents with one entry along an axis left, and that axis."""
    axes = [(k, a) for k, u in enumerate(case.us) for a, n in enumerate(np.shape(u)) if n > 1]
    found: list[tuple[str, Any]] = []
    for k, axis in axes[:_MOST_AXES]:
        for entry in (0, -1):
            us = [np.array(u) for u in case.us]
            kept = np.take(us[k], [entry], axis)
            us[k][...] = 0.0
            np.moveaxis(us[k], axis, 0)[[entry]] = np.moveaxis(kept, axis, 0)
            one = slopes.of(us)
            ways = [units(case.xs, i, index) for index in range(np.size(case.xs[i]))]
            parts = [[one(d).value / n for d in directions] for directions, n in ways]
            found.append((f"axis {axis} of result {k}", gradient(parts, case.xs[i])))
    return found
