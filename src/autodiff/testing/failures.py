"""What a check says that did not pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np

from autodiff.errors import GradientCheckError, InconclusiveCheckError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .verdicts import Judged

E = TypeVar("E", bound=GradientCheckError)

__all__ = ["Place", "failure", "inconclusive", "unknown"]


class Place(NamedTuple):
    """Which derivative, by which element: what all reports begin with."""

    check: str
    order: int
    taken: str
    argument: str
    element: tuple[int, ...] | None

    def lines(self, title: str) -> list[str]:
        """Return the first lines of a report."""
        order = f"{self.order}, of {self.taken}" if self.taken else f"{self.order}"
        where = f"{self.argument}{[*self.element] if self.element else ''}"
        return [f"check_grads: {title}", f"  order     {order}", f"  input     {where}"]


def failure(
    place: Place,
    expected: Any,
    found: Any,
    judged: Judged,
    length: float,
    causes: Sequence[str],
    seed: int,
) -> GradientCheckError:
    """Return the error for a derivative that is wrong.

    ``judged`` is the comparison in a direction that is as long as ``length``.
    """
    error = abs(expected - found) / max(abs(expected), abs(found))
    how = ""
    if judged.expected.error:
        method = "a complex step" if judged.expected.tight else "differences"
        how = f"  (by {method}, give or take {judged.expected.error / length:.0e})"
    lines = [
        *place.lines(place.check),
        f"  expected  {expected:.12g}{how}",
        f"  found     {found:.12g}",
        *(f"  likely    {cause}" for cause in causes),
        f"  relative error {error:.3g}, allowed {judged.rtol:.3g}; {_again(seed)}",
    ]
    return _filled(GradientCheckError("\n".join(lines)), place, expected, found, causes)


def unknown(place: Place, judged: Judged, length: float, seed: int) -> InconclusiveCheckError:
    """Return the error for differences whose own error is too large."""
    value, error, _ = judged.expected
    if np.isfinite(value) and np.isfinite(error):
        why = (
            f"they give {value / length:.6g}, give or take {error / length:.1g}: f is noisy, "
            "not smooth, or changes faster than steps can follow"
        )
    else:
        why = (
            "they are not finite, or do not settle for any step: the domain of f ends here, its "
            "slope is infinite, or f is noise"
        )
    remedy = "check at another point, or set rtol to what f itself is accurate to"
    return inconclusive(place, value / length, judged.found / length, why, remedy, seed)


def inconclusive(
    place: Place, expected: float, found: float, why: str, remedy: str, seed: int
) -> InconclusiveCheckError:
    """Return the error for a derivative of which nobody knows whether it is right."""
    lines = [
        *place.lines("inconclusive: differences cannot tell whether the derivative is right"),
        f"  because   {why}",
        f"  found     {found:.12g}",
        f"  {remedy}; {_again(seed)}",
    ]
    return _filled(InconclusiveCheckError("\n".join(lines)), place, expected, found, [why])


def _filled(error: E, place: Place, expected: Any, found: Any, causes: Sequence[str]) -> E:
    error.check, error.order, error.argument = place.check, place.order, place.argument
    error.element, error.cause = place.element, "; ".join(causes)
    error.expected, error.got = expected, found
    return error


def _again(seed: int) -> str:
    return f"seed={seed} draws the same directions"
