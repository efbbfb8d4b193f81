"""Sums of products with a factor in common: ``a * b + a * c`` is ``a * (b + c)``.

Derivatives are full of them, for the pullbacks of one result have its cotangent in common. What
comes out differs by roundings as large as those that the products have anyway.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from .rewriting import is_number
from .steps import CALL, Step

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["factored"]


def factored(steps: Sequence[Step], outputs: Sequence[Any]) -> list[Step]:
    """Return steps of which sums of products have become products of sums."""
    uses = Counter(x for step in steps for x in step.operands)
    uses.update(o for o in outputs if type(o) is Step)
    result: list[Step] = []
    for step in steps:
        if step.kind == CALL and step.function in {np.add, np.subtract} and not step.kwargs:
            result += _taken_out(step, uses)
        result.append(step)
    return result


def _taken_out(step: Step, uses: Counter[Step]) -> list[Step]:
    """Turn a sum into a product if that is less work; return the steps before it."""
    first, second = (_factors(x, step, uses) for x in step.args)
    common = next((x for x in first if _is_like(x, step) and x in second), None)
    if common is None or not all(_fits(x, step) for x in (*first, *second)):
        return []
    before = len(first) + len(second) - 1
    first.remove(common)
    second.remove(common)
    number0, rest0 = _parted(first)
    number1, rest1 = _parted(second)
    if _work(number0, rest0) + _work(number1, rest1) + 1 + bool(rest0 or rest1) >= before:
        return []
    new: list[Step] = []
    x0, x1 = (_product(n, rest, step, new) for n, rest in ((number0, rest0), (number1, rest1)))
    if rest0 or rest1:
        total: Any = _call(step.function, x0, x1, step, new)
    else:
        total = x0 + x1 if step.function is np.add else x0 - x1
    step.become(np.multiply, (common, total))
    return new


def _factors(x: Any, step: Step, uses: Counter[Step]) -> list[Any]:
    """Return what ``x`` is a product of, as far as nobody else needs the products."""
    inner = (
        type(x) is Step
        and x.kind == CALL
        and x.function is np.multiply
        and uses[x] == 1
        and (x.shape, x.dtype, x.kwargs) == (step.shape, step.dtype, {})
    )
    return [y for arg in x.args for y in _factors(arg, step, uses)] if inner else [x]


def _is_like(x: Any, step: Step) -> bool:
    return type(x) is Step and (x.shape, x.dtype) == (step.shape, step.dtype)


def _fits(x: Any, step: Step) -> bool:
    """Whether a factor gives the product no other dtype."""
    if type(x) is Step:
        return bool(x.dtype == step.dtype)
    return type(x) in {int, float} or (is_number(x) and step.dtype == np.float64)


def _parted(factors: Sequence[Any]) -> tuple[float, list[Step]]:
    """Return the product of the numbers, and the other factors."""
    number = 1.0
    rest: list[Step] = []
    for x in factors:
        if type(x) is Step:
            rest.append(x)
        else:
            number *= float(x)
    return number, rest


def _work(number: float, rest: Sequence[Step]) -> int:
    return max(len(rest) - 1, 0) + (number != 1 and bool(rest))


def _product(number: float, rest: Sequence[Step], step: Step, new: list[Step]) -> Any:
    if not rest:
        return number
    *others, last = rest
    x: Any = last
    for other in others:
        x = _call(np.multiply, other, x, step, new)
    return x if number == 1 else _call(np.multiply, x, number, step, new)


def _call(f: Any, x0: Any, x1: Any, step: Step, new: list[Step]) -> Step:
    shape = np.broadcast_shapes(*(x.shape if type(x) is Step else () for x in (x0, x1)))
    made = Step(CALL, f, (x0, x1), {}, np.broadcast_to(np.zeros((), step.dtype), shape))
    made.scalar = step.scalar
    made.contiguous = step.contiguous
    new.append(made)
    return made
