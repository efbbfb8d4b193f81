"""The derivatives of a function at a point, in random directions and in several ways, compared."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from autodiff.errors import NotDifferentiableError
from autodiff.operands import data_of
from autodiff.transforms import vjp

from .causes import of_calls, of_writing
from .diagnosis import Case, Rule, diagnosed, kinked
from .failures import failure, inconclusive
from .leaves import copies, magnitudes, precision
from .rules import MODES, norm, products, pulled, pulled_continued, pushed
from .slopes import Slopes
from .verdicts import Estimate, Judged, Verdict, judge

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .rules import F, Leaves

__all__ = ["Point", "Settings"]

_DOUBLE: Final = 1e-5
"""Above are tolerances of single precision, where the rounding of rules is what matters."""


class Settings(NamedTuple):
    """What a user asks of a check."""

    modes: Sequence[str]
    rtol: float | None
    atol: float | None
    seed: int


class Point:
    """A function of leaves, where it is differentiated, and in which directions.

    Attributes
    ----------
    taken
        The modes in which the function is itself a derivative, the last one first.
    """

    def __init__(
        self,
        settings: Settings,
        f: F,
        continued: F,
        xs: Leaves,
        paths: Sequence[str],
        taken: tuple[str, ...] = (),
        size: float = 0.0,
    ) -> None:
        self._settings: Final = settings
        self._f: Final = f
        self._continued: Final = continued
        self._xs: Final = xs
        self._paths: Final = paths
        self._taken: Final = taken
        self._rng: Final = np.random.default_rng([settings.seed, len(taken)])
        given = copies(xs)
        ys: Final = [np.array(data_of(y)) for y in f(*given)]
        if not ys:
            msg = "check_grads: f returned nothing of floating-point numbers"
            raise NotDifferentiableError(msg)
        pairs = zip(paths, given, xs, strict=True)
        self._written: Final = [p for p, a, b in pairs if not np.array_equal(a, b, equal_nan=True)]
        self._us: Final = [self._random(y, np.ones(np.shape(y))) for y in ys]
        self._vs: Final = self._tangents()
        rtol = settings.rtol
        self._rtol: Final = precision([*xs, *ys]) ** (3 / 8) if rtol is None else rtol
        self._value: Final = products(self._us, ys)
        self._slopes: Final = Slopes(f, continued, xs, ys, self._us, self._rtol / 100, self._vs)
        # where derivatives are 0, rounding leaves what is small beside the function they are of
        self._size: Final = max(size, self._slopes.size)

    def check(self, order: int) -> None:
        """Compare all there is to compare, and go on to the derivatives as functions."""
        modes = self._settings.modes
        self._require_finite()
        value, pullback = vjp(self._f, *copies(self._xs))
        self._compare_values(products(self._us, value))
        rules: list[Rule] = []
        reverse = partial(products, pullback(tuple(self._us)) if "rev" in modes else ())
        if "rev" in modes:
            doubled = partial(products, pullback(tuple(2 * u for u in self._us)))
            rules.append(Rule("rev", reverse, doubled))
        if "fwd" in modes:
            rules.append(Rule("fwd", self._forward, self._forward_of_doubled))
        self._compare_with_differences(rules, self._vs)
        terms = rules[0].found(self._vs)
        if abs(np.sum(terms)) < norm(terms) / 2:  # what cancels hides a factor that all share
            self._compare_with_differences(rules, self._tangents())
        if {"rev", "fwd"} <= {*modes}:
            self._compare_exactly(
                "forward mode disagrees with reverse mode", reverse, self._forward
            )
        if order == 1:
            return
        for mode in modes:
            self._derived(mode).check(order - 1)
        if "rev" in modes:
            self._check_symmetry()

    def _derived(self, mode: str) -> Point:
        """Return the derivative in a mode as a function of the point and the seeds."""
        seeds, of = (self._us, "cotangent of") if mode == "rev" else (self._vs, "tangent of")
        names = [f"result {i}" for i in range(len(seeds))] if mode == "rev" else self._paths
        n = len(self._xs)
        return Point(
            self._settings,
            partial(pulled if mode == "rev" else pushed, self._f, n),
            partial(pulled_continued if mode == "rev" else pushed, self._continued, n),
            [*self._xs, *seeds],
            [*self._paths, *(f"{of} {name}" for name in names)],
            (mode, *self._taken),
            self._size,
        )

    def _check_symmetry(self) -> None:
        n = len(self._xs)
        ws = self._tangents()

        def gradient(*xs: Any) -> tuple[Any, ...]:
            return pulled(self._f, n, *xs, *self._us)

        derivative = pushed if "fwd" in self._settings.modes else pulled
        hws = derivative(gradient, n, *self._xs, *ws)
        self._compare_exactly(
            "the Hessian is not symmetric",
            lambda vs: products(ws, derivative(gradient, n, *self._xs, *vs)),
            partial(products, hws),
            order=2,
        )

    def _forward(self, vs: Leaves) -> Any:
        return products(self._us, pushed(self._f, len(vs), *copies(self._xs), *vs))

    def _forward_of_doubled(self, vs: Leaves) -> Any:
        return self._forward([2 * v for v in vs])

    def _require_finite(self) -> None:
        if np.all(np.isfinite(self._value)):
            return
        place = self._case("f is not finite").place()
        why = (
            "f itself is infinite or NaN at the point: it lies at the end of the domain, or outside"
        )
        value = float(np.sum(self._value))
        raise inconclusive(place, value, np.nan, why, "check at another point", self._settings.seed)

    def _compare_values(self, found: Any) -> None:
        judged = self._judged_exactly(self._value, found)
        if judged.verdict is Verdict.AGREES:
            return
        place = self._case("f of Variables disagrees with f of plain values").place()
        values = judged.expected.value, judged.found
        raise failure(place, *values, judged, 1.0, self._known(), self._settings.seed)

    def _compare_with_differences(self, rules: Sequence[Rule], vs: Leaves) -> None:
        measured = self._slopes(vs)
        kink = self._slopes.kink(vs, self._judged(measured, np.zeros(0)).tolerance)

        def judged(rule: Rule, direction: Leaves) -> Judged:
            return self._judged(self._slopes(direction, thorough=True), rule.found(direction))

        for rule in rules:
            check = f"{MODES[rule.mode]} mode disagrees with differences"
            this = partial(judged, rule)
            if kink:
                raise kinked(self._case(check)._replace(vs=vs), self._slopes, this)
            if self._judged(measured, rule.found(vs)).verdict is Verdict.AGREES:
                continue
            if this(vs).verdict is Verdict.AGREES:
                continue
            others = [partial(judged, other) for other in rules if other is not rule]
            raise diagnosed(self._case(check)._replace(vs=vs), this, self._slopes, rule, *others)

    def _compare_exactly(
        self,
        check: str,
        expected: Callable[[Leaves], Any],
        found: Callable[[Leaves], Any],
        order: int = 1,
    ) -> None:
        """Raise if two derivatives differ that are equal but for rounding."""

        def judged(vs: Leaves) -> Judged:
            return self._judged_exactly(expected(vs), found(vs))

        if judged(self._vs).verdict is not Verdict.AGREES:
            raise diagnosed(self._case(check, order), judged, self._slopes)

    def _case(self, check: str, order: int = 1) -> Case:
        return Case(
            check,
            len(self._taken) + order,
            self._taken,
            self._settings.seed,
            self._xs,
            self._vs,
            self._us,
            self._paths,
            self._known(),
        )

    def _known(self) -> list[str]:
        """Return what explains any failure: that ``f`` is no function."""
        calls = [float(np.sum(products(self._us, self._f(*copies(self._xs))))) for _ in range(2)]
        found = [of_writing(self._written), of_calls(*calls)]
        return [cause for cause in found if cause]

    def _judged(self, expected: Estimate, terms: Any) -> Judged:
        rtol, atol = self._rtol, self._settings.atol
        if expected.tight and self._settings.rtol is None and rtol < _DOUBLE:
            rtol **= 4 / 3  # half of all digits
        if atol is None:
            atol = self._rtol**1.75 * self._size
        return _judged(expected, 0.0, terms, rtol, atol)

    def _judged_exactly(self, expected: Any, terms: Any) -> Judged:
        estimate = Estimate(float(np.sum(expected)))
        atol = self._rtol**2.5 * self._size
        return _judged(estimate, norm(expected), terms, self._rtol**2, atol)

    def _tangents(self) -> Leaves:
        return [self._random(x, magnitudes(x)) for x in self._xs]

    def _random(self, like: Any, sizes: Any) -> Any:
        """Return random numbers of given sizes, of the shape and dtype of ``like``."""
        dtype = np.asarray(like).dtype
        v = self._rng.normal(size=np.shape(like))
        if dtype.kind == "c":
            v = v + 1j * self._rng.normal(size=np.shape(like))
        return np.asarray(v * sizes).astype(dtype)


def _judged(expected: Estimate, size: float, terms: Any, rtol: float, atol: float) -> Judged:
    return judge(expected, float(np.sum(terms)), (size, norm(terms)), rtol, atol)
