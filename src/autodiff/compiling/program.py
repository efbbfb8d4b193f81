"""A finished program: the steps that matter, in an order in which they can be computed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .factoring import factored
from .steps import CALL, CONSTANT, GUARD, INPUT, operands

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .steps import Step

__all__ = ["Program"]


class Program:
    """Steps from inputs to outputs.

    Attributes
    ----------
    inputs
        What each call gives, in order, whether it is used or not.
    constants
        The arrays that the function computed of nothing traced.
    steps
        What is computed, without what nobody needs.
    outputs
        Steps, or plain values where nothing was computed.
    """

    def __init__(self, steps: Sequence[Step], outputs: Sequence[Any]) -> None:
        kept = _needed(merged(_needed(steps, outputs), outputs), outputs)
        kept = _needed(factored(kept, outputs), outputs)
        self.inputs: Final = [s for s in steps if s.kind == INPUT]
        self.constants: Final = [s for s in kept if s.kind == CONSTANT]
        self.steps: Final = [s for s in kept if s.kind not in {INPUT, CONSTANT}]
        self.outputs: Final = list(outputs)
        for number, step in enumerate(self.steps, 1):
            step.number = number


def _needed(steps: Sequence[Step], outputs: Sequence[Any]) -> list[Step]:
    """Return the steps without what nobody needs."""
    needed = {o for o in outputs if _is_step(o)}
    kept: list[Step] = []
    for step in reversed(steps):
        if step in needed or step.kind == GUARD:
            kept.append(step)
            needed.update(operands(step))
    kept.reverse()
    return kept


def merged(steps: Sequence[Step], outputs: Sequence[Any]) -> list[Step]:
    """Return steps with the sign of a product, which nobody else uses, in its number."""
    uses = Counter(x for step in steps for x in operands(step))
    uses.update(o for o in outputs if _is_step(o))
    dropped: set[Step] = set()
    for step in steps:
        if step.kind != CALL or step.function is not np.negative:
            continue
        (product,) = step.args
        if not _is_step(product) or product.function is not np.multiply or uses[product] > 1:
            continue
        x0, x1 = product.args
        if step.dtype is None or step.dtype.kind not in "fc":
            continue  # of integers a negative number may be out of range
        if isinstance(x0, (int, float)):
            step.become(np.multiply, (-x0, x1))
        elif isinstance(x1, (int, float)):
            step.become(np.multiply, (x0, -x1))
        else:
            continue
        dropped.add(product)
    return [step for step in steps if step not in dropped]


def _is_step(x: Any) -> bool:
    return hasattr(x, "kwargs") and hasattr(x, "number")
