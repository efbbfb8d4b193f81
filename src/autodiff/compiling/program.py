"""A finished program: the steps that matter, in an order in which they can be computed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .steps import CONSTANT, GUARD, INPUT, operands

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
        needed = {o for o in outputs if _is_step(o)}
        kept: list[Step] = []
        for step in reversed(steps):
            if step in needed or step.kind == GUARD:
                kept.append(step)
                needed.update(operands(step))
        kept.reverse()
        self.inputs: Final = [s for s in steps if s.kind == INPUT]
        self.constants: Final = [s for s in kept if s.kind == CONSTANT]
        self.steps: Final = [s for s in kept if s.kind not in {INPUT, CONSTANT}]
        self.outputs: Final = list(outputs)


def _is_step(x: Any) -> bool:
    return hasattr(x, "kwargs") and hasattr(x, "number")
