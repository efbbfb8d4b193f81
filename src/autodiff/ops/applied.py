"""Rules inside of pullbacks, which are handed arrays, or Variables to be differentiated again."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from autodiff.operands import is_variable

if TYPE_CHECKING:
    from autodiff.operation import Array, Unary


def applied(rule: Unary, x: Array) -> Array:
    """Apply a rule to an array, or to a Variable, where it is recorded."""
    return cast("Array", rule(x) if is_variable(x) else rule.forward(x))
