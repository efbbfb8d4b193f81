"""What makes a derivative wrong in the way that it is: hypotheses, each tried on numbers.

A hypothesis is a function of a few numbers that returns a sentence, or None if they do not bear it
out. Those of one pair of gradients are in ``HYPOTHESES``, from the special to the general.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = [
    "HYPOTHESES",
    "Evidence",
    "likely",
    "of_calls",
    "of_modes",
    "of_order",
    "of_scaling",
    "of_slices",
]


_LEAST: Final = 1e-6
"""Below, the inverse of a factor is no number of elements."""


class Evidence(NamedTuple):
    """The gradient by one leaf, as it should be and as it was found, both arrays.

    Of the shape of the leaf, or a vector of some of its elements; ``rtol`` is how precise both
    are; ``lengths`` are those of the axes of results and leaf.
    """

    expected: Any
    found: Any
    rtol: float
    lengths: frozenset[int] = frozenset()

    def is_close(self, found: Any, expected: Any) -> bool:
        """Whether arrays are equal as far as one can tell."""
        size = float(np.max(np.abs(expected), initial=0.0))
        return bool(np.all(np.abs(found - expected) <= self.rtol * size))

    def explains(self, candidate: Any) -> bool:
        """Whether a gradient, other than the right one, is the one that was found."""
        return self.is_close(self.found, candidate) and not self.is_close(candidate, self.expected)


def not_finite(evidence: Evidence) -> str | None:
    """Tell what is infinite or NaN where the function has a derivative."""
    found = np.ravel(evidence.found)
    if np.all(np.isfinite(found)):
        return None
    what = "NaN" if np.any(np.isnan(found)) else "infinite"
    return (
        f"the rule is {what} where the derivative is finite: "
        "it divides by zero or overflows in between"
    )


def missing(evidence: Evidence) -> str | None:
    """Tell zeros everywhere."""
    if np.any(evidence.found) or not np.any(evidence.expected):
        return None
    return (
        "the derivative is lost: the rule returns zeros, or something on the way is a constant to "
        "it (a value saved as a plain array, .data, stop_gradient)"
    )


def sign(evidence: Evidence) -> str | None:
    """Tell the negative."""
    return "the sign is wrong" if evidence.explains(-evidence.expected) else None


def conjugate(evidence: Evidence) -> str | None:
    """Tell the complex conjugate."""
    if not evidence.explains(np.conj(evidence.expected)):
        return None
    return "the complex conjugate is found: a conj is missing, or one too many"


def part(evidence: Evidence) -> str | None:
    """Tell the real or the imaginary part of what should be complex."""
    if evidence.explains(np.real(evidence.expected) + 0j):
        return "the imaginary part is lost"
    if evidence.explains(1j * np.imag(evidence.expected)):
        return "the real part is lost"
    return None


def factor(evidence: Evidence) -> str | None:
    """Tell a multiple, by the same number everywhere."""
    expected = np.ravel(evidence.expected)
    scale = float(np.max(np.abs(expected), initial=0.0))
    if not scale:
        return None
    expected, found = expected / scale, np.ravel(evidence.found) / scale
    c = complex(np.vdot(expected, found) / np.vdot(expected, expected))
    least = evidence.rtol * abs(c)
    real, imag = (part if abs(part) > least else 0.0 for part in (c.real, c.imag))
    times = complex(real, imag) if imag else real
    if not times or not evidence.explains(times * evidence.expected):
        return None
    n = round(1 / real) if not imag and abs(real) > _LEAST else 0
    if n > 1 and abs(n * real - 1) <= evidence.rtol:
        mean = f" (a mean over {n} in place of a sum?)" if n in evidence.lengths else ""
        return f"found is expected divided by {n}{mean}"
    return f"found is expected times {times:.9g}"


def transposed(evidence: Evidence) -> str | None:
    """Tell rows that stand for columns."""
    expected = evidence.expected
    if expected.ndim < 2 or expected.shape[-1] != expected.shape[-2]:
        return None
    if evidence.explains(np.swapaxes(expected, -1, -2)):
        return "the transpose is found: rows stand for columns"
    if evidence.explains(np.conj(np.swapaxes(expected, -1, -2))):
        return "the conjugate transpose is found"
    return None


def collapsed(evidence: Evidence) -> str | None:
    """Tell a sum, or a mean, over an axis of the leaf, that stands in all places of it."""
    for axis in range(evidence.expected.ndim):
        for what, reduce in (("sum", np.sum), ("mean", np.mean)):
            reduced = reduce(evidence.expected, axis=axis, keepdims=True)
            if evidence.explains(np.broadcast_to(reduced, evidence.expected.shape)):
                return f"found is the {what} over axis {axis}, which is summed though not broadcast"
    return None


def permuted(evidence: Evidence) -> str | None:
    """Tell the right values in wrong places."""
    for axis in range(evidence.expected.ndim):
        if evidence.explains(np.flip(evidence.expected, axis)):
            return f"found is in reverse order along axis {axis}"
    expected, found = np.sort(np.ravel(evidence.expected)), np.sort(np.ravel(evidence.found))
    size = np.max(np.abs(expected), initial=0.0)
    if expected.size < 2 or np.any(np.abs(expected - found) > evidence.rtol * size):
        return None
    return (
        None
        if evidence.is_close(evidence.found, evidence.expected)
        else ("the right values are in the wrong places: elements are permuted")
    )


def partial(evidence: Evidence) -> str | None:
    """Tell some elements that are wrong among others that are right."""
    expected, found = np.ravel(evidence.expected), np.ravel(evidence.found)
    wrong = np.flatnonzero(np.abs(found - expected) > evidence.rtol * np.abs(expected))
    if not 0 < wrong.size < expected.size:
        return None
    looked = "" if expected.size == 1 else f" of {expected.size}"
    zeros = " and is 0 there" if not np.any(found[wrong]) else ""
    return f"{wrong.size}{looked} elements looked at differ{zeros}, the others are right"


HYPOTHESES: Final[Sequence[Callable[[Evidence], str | None]]] = (
    not_finite, missing, sign, conjugate, part, transposed, factor, collapsed, permuted, partial,
)  # fmt: skip


def likely(evidence: Evidence) -> str | None:
    """Return what the first hypothesis says that the evidence bears out."""
    for hypothesis in HYPOTHESES:
        if said := hypothesis(evidence):
            return said
    return None


def of_slices(evidence: Evidence, slices: Sequence[tuple[str, Any]]) -> str | None:
    """Tell cotangents that are not summed over an axis along which the leaf was broadcast.

    ``slices`` are the gradients for cotangents of which one entry along an axis is left, each with
    the name of the axis.
    """
    for axis, gradient in slices:
        if evidence.explains(gradient):
            return (
                f"only one entry along {axis} has reached the argument: the cotangent is not "
                "summed over an axis along which the argument was broadcast"
            )
    return None


def of_scaling(what: str, once: float, twice: float, rtol: float) -> str | None:
    """Tell what is not linear in cotangents, or tangents: those twice as long should give twice."""
    if not once or not np.isfinite(twice):
        return None
    times = twice / once
    for power, said in ((0, f"the rule does not multiply by the {what}"),
                        (2, f"the rule multiplies by the {what} twice")):  # fmt: skip
        if abs(times - 2.0**power) <= rtol * 2.0**power:
            return said
    return None if abs(times - 2) <= rtol * 2 else f"the rule is not linear in the {what}"


def of_modes(mode: str, *, agrees: bool) -> str | None:
    """Tell what is right in the other mode than ``mode``."""
    other = "forward" if mode == "reverse" else "reverse"
    if not agrees:
        return None
    return f"{other} mode is right here, so the fault is in a rule that only {mode} mode uses"


def of_order(order: int, argument: str) -> str | None:
    """Tell what is wrong from the second order on."""
    if order < 2:
        return None
    below = "first derivatives are" if order == 2 else f"derivatives up to order {order - 1} are"
    if argument.startswith("cotangent"):
        return f"{below} right, but the rule does not depend on its cotangent as it should"
    return f"{below} right, but the rule uses values whose own derivative is lost or wrong"


def of_calls(first: float, second: float) -> str | None:
    """Tell what is not the same when it is called twice."""
    if first == second or (np.isnan(first) and np.isnan(second)):
        return None
    return (
        f"f is not deterministic: two calls at the same point gave {first:.12g} and {second:.12g}"
    )


def of_writing(paths: Sequence[str]) -> str | None:
    """Tell arguments that are not what they were before the call."""
    return f"f writes into {', '.join(paths)}" if paths else None
