"""What an elementwise step is replaced by: less work, and the same numbers.

Only what is exact in floating-point arithmetic is done, but for small whole powers, which are
products here and within a rounding of ``np.power``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.operands import is_array

from .steps import CALL, CONSTANT, VIEW, Step
from .traced import Traced

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["is_number", "negative_of", "rewritten"]


def rewritten(
    trace: Any, u: np.ufunc, inputs: Sequence[Any], value: Any, *, by_operator: bool
) -> Any:
    """Return the result of an elementwise step, or of a simpler one that gives the same."""
    for x in inputs:
        trace.lowered(x)  # for an error if it is out of date
    xs = [_unspread(x) for x in inputs]
    if all(not isinstance(x, (Traced, np.ndarray)) for x in xs):
        return trace.result(CALL, np.full, (np.shape(value), u(*xs)), {}, value)
    shape = np.broadcast_shapes(*(np.shape(x.value if type(x) is Traced else x) for x in xs))
    if shape != np.shape(value):
        xs = list(inputs)  # one has to be of the whole shape
    if all(type(x) is not Traced for x in xs):
        return Traced(value, trace.constant(value), trace, own=False)
    rule = RULES.get(u)
    if rule is not None and (value.dtype.kind in "fc" or len(xs) == 1):
        y = rule(*xs)
        if y is not None and y.shape == np.shape(value) and y.dtype == value.dtype:
            return _apart(y, inputs)
    if u is np.power and by_operator and (y := _power(*xs)) is not None:
        return _apart(y, inputs)
    return trace.result(CALL, u, xs, {}, value)


def _apart(y: Any, inputs: Sequence[Any]) -> Any:
    """Return a result that is none of the operands, for it may be written to."""
    return y.copy() if any(y is x for x in inputs) or not y.own or y.base is not None else y


def _unspread(x: Any) -> Any:
    """Return what a broadcast operand was before; of an array of one number the number."""
    if type(x) is not Traced:
        if is_array(x) and x.size and x.ndim:
            first = x[(0,) * x.ndim]
            if not any(x.strides) or bool((x == first).all()):
                return first
        return x
    step = x.step
    if step.kind == VIEW and step.function is np.broadcast_to:
        base = step.args[0]
        if type(base) is Step:
            value = _narrowed(x.value, base.shape)
            return _unspread(Traced(value[()] if base.scalar else value, base, x.program))
    if step.kind == CALL and step.function is np.full and type(step.args[1]) is not Step:
        return step.args[1]
    return x


def _narrowed(value: Any, shape: tuple[int, ...]) -> Any:
    """Return the array of ``shape`` of which ``value`` is a broadcast view."""
    lead = value.ndim - len(shape)
    index = (0,) * lead + tuple(slice(0, 1) if n == 1 else slice(None) for n in shape)
    return np.asarray(value[index])


def _is(x: Any, number: float) -> bool:
    return type(x) is not Traced and not np.shape(x) and bool(x == number)


def negative_of(x: Any) -> Any:
    """Return what ``x`` is the negative of, if it is known; None otherwise."""
    if type(x) is Traced and x.step.kind == CALL and x.step.function is np.negative:
        (base,) = x.step.args
        if type(base) is Step:
            return Traced(-x.value, base, x.program)
    return None


def is_number(x: Any) -> bool:
    """Whether ``x`` is a number that nothing is promoted by, beside doubles."""
    return type(x) in {int, float} or type(x) is np.float64


def _scaled(x: Any) -> tuple[Any, Any]:
    """Return a number and what it is multiplied by to give ``x``; None if it is no such product."""
    if type(x) is Traced and x.step.kind == CALL and x.step.function is np.multiply:
        for number, base in (x.step.args, x.step.args[::-1]):
            if is_number(number) and type(base) is Step and base.dtype == x.step.dtype:
                value = x.program.value(base)
                if value is None and number:  # it is given back; this is it but for rounding
                    value = x.value / number
                if value is not None:
                    return number, Traced(value, base, x.program)
    return None, None


def _is_exact(a: Any, b: Any) -> bool:
    """Whether multiplying by one number after the other rounds once, as by their product."""
    halves = {abs(np.frexp(n)[0]) for n in (a, b)}
    return 0.5 in halves


def _negative(x: Any) -> Any:
    if (base := negative_of(x)) is not None:
        return base
    factor, base = _scaled(x)
    return -factor * base if base is not None and factor < 0 else None


def _product(x0: Any, x1: Any) -> Any:
    if type(x0) is type(x1) is Traced and x0.step is x1.step:
        return np.square(x0)
    for x, other in ((x0, x1), (x1, x0)):
        if type(other) is Traced and _is(x, 1):
            return other
        if (base := negative_of(x)) is not None:
            return -(base * other if x is x0 else other * base)
        factor, base = _scaled(x)
        if base is not None and is_number(other) and _is_exact(factor, other):
            return (factor * other) * base
    for number, x in ((x0, x1), (x1, x0)):
        known = is_number(number) and number < 0 and x.program.has(CALL, np.multiply, (-number, x))
        if known:
            return -(-number * x)
    return None


def _quotient(x0: Any, x1: Any) -> Any:
    if type(x0) is Traced and _is(x1, 1):
        return x0
    base = negative_of(x0)
    return None if base is None else -(base / x1)


def _sum(x0: Any, x1: Any) -> Any:
    for x, other in ((x0, x1), (x1, x0)):
        if _is(x, 0) and type(other) is Traced and other.step.kind == CONSTANT:
            return other
    if (base := negative_of(x1)) is not None:
        return x0 - base
    return None if (base := negative_of(x0)) is None else x1 - base


def _difference(x0: Any, x1: Any) -> Any:
    return None if (base := negative_of(x1)) is None else x0 + base


def _real(x: Any) -> Any:
    return x if x.dtype.kind != "c" else None


def _power(x: Any, n: Any) -> Any:
    """Return a power by an operator, which knows short cuts."""
    if type(n) not in {int, float} or type(x) is not Traced or x.dtype.kind not in "fc":
        return None
    short = _POWERS.get(n)
    return None if short is None else short(x)


def _itself(x: Any) -> Any:
    return x


def _cube(x: Any) -> Any:
    return np.square(x) * x


def _fourth(x: Any) -> Any:
    return np.square(np.square(x))


_POWERS: Final[dict[float, Callable[[Any], Any]]] = {
    0.5: np.sqrt,
    1: _itself,
    2: np.square,
    3: _cube,
    4: _fourth,
}

RULES: Final[dict[np.ufunc, Callable[..., Any]]] = {
    np.positive: _itself,
    np.conjugate: _real,
    np.negative: _negative,
    np.multiply: _product,
    np.divide: _quotient,
    np.add: _sum,
    np.subtract: _difference,
}
"""What is simpler, for each ufunc; None if nothing is."""
