"""What a step is replaced by: less work, and the same numbers.

Only what is exact in floating-point arithmetic is done, but for small whole powers, which are
products here and within a rounding of ``np.power``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .steps import CALL, CONSTANT, VIEW, Step
from .traced import Traced

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["multiplied", "negative_of", "rewritten", "summed"]

_np: Any = np
_POWERS: Final[dict[float, Any]] = {0.5: np.sqrt, 2: np.square}


def rewritten(trace: Any, u: np.ufunc, inputs: Sequence[Any], value: Any, *, by_operator: bool) -> Any:
    """Return the result of an elementwise step, or of a simpler one that gives the same."""
    xs = [_unspread(x) for x in inputs]
    if any(x is not y for x, y in zip(xs, inputs, strict=True)):
        shape = np.broadcast_shapes(*map(np.shape, map(_value, xs)))
        if shape != np.shape(value):
            xs = list(inputs)  # one has to be of the whole shape
    y = _simpler(u, xs, value, by_operator=by_operator)
    if y is not None and y.shape == np.shape(value) and y.dtype == value.dtype:
        return y
    if all(type(x) is not Traced for x in xs):
        return Traced(value, trace.constant(value), trace, own=False)
    if u is np.multiply:
        for number, y in (xs, xs[::-1]):
            if _is_number(number) and number < 0 and type(y) is Traced:
                if trace.has(CALL, u, (-number, y)):
                    return -(-number * y)
    if all(not isinstance(x, (Traced, np.ndarray)) for x in xs):
        return trace.result(CALL, np.full, (np.shape(value), u(*xs)), {}, value)
    return trace.result(CALL, u, xs, {}, value)


def _value(x: Any) -> Any:
    return x.value if type(x) is Traced else x


def _unspread(x: Any) -> Any:
    """Return what a broadcast operand was before; of an array of one number the number."""
    if type(x) is not Traced:
        if isinstance(x, np.ndarray) and x.size and x.ndim:
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


def _is_number(x: Any) -> bool:
    return type(x) in {int, float} or type(x) is np.float64


def _scaled(x: Any) -> tuple[Any, Any]:
    """Return a number and what it is multiplied by to give ``x``; None if it is no such product."""
    if type(x) is Traced and x.step.kind == CALL and x.step.function is np.multiply:
        for number, base in (x.step.args, x.step.args[::-1]):
            if _is_number(number) and type(base) is Step and base.dtype == x.step.dtype:
                value = x.program.value(base)
                if value is None and number:  # it is given back already; this is it but for rounding
                    value = x.value / number
                if value is not None:
                    return number, Traced(value, base, x.program)
    return None, None


def _is_exact(a: Any, b: Any) -> bool:
    """Whether multiplying by one number after the other rounds once, as by their product."""
    halves = {abs(np.frexp(n)[0]) for n in (a, b)}
    return 0.5 in halves


def _simpler(u: np.ufunc, xs: list[Any], value: Any, *, by_operator: bool) -> Any:
    kind = value.dtype.kind
    if u is np.positive:
        return xs[0]
    if u is np.conjugate and kind != "c":
        return xs[0]
    if u is np.negative:
        if (base := negative_of(xs[0])) is not None:
            return base
        factor, base = _scaled(xs[0])
        return -factor * base if base is not None and factor < 0 else None
    if len(xs) != 2 or kind not in "fc":
        return None
    x0, x1 = xs
    if u is np.power and by_operator and type(x1) in {int, float} and type(x0) is Traced:
        return _power(x0, x1)
    if u is np.multiply:
        if type(x0) is type(x1) is Traced and x0.step is x1.step:
            return np.square(x0)
        for x, other in ((x0, x1), (x1, x0)):
            if type(other) is Traced and _is(x, 1):
                return other
        for x, other, first in ((x0, x1, True), (x1, x0, False)):
            if (base := negative_of(x)) is not None:
                return -(base * other if first else other * base)
        for x, other in ((x0, x1), (x1, x0)):
            factor, base = _scaled(x)
            if base is not None and _is_number(other) and _is_exact(factor, other):
                return (factor * other) * base
    elif u is np.divide and type(x0) is Traced:
        if _is(x1, 1):
            return x0
        if (base := negative_of(x0)) is not None:
            return -(base / x1)
    elif u is np.add:
        if _is(x0, 0) and type(x1) is Traced and x1.step.kind == CONSTANT:
            return x1
        if (base := negative_of(x1)) is not None:
            return x0 - base
        if (base := negative_of(x0)) is not None:
            return x1 - base
    elif u is np.subtract and (base := negative_of(x1)) is not None:
        return x0 + base
    return None


def summed(x: Any) -> Any:
    """Return the sum of all elements by a product of vectors, or of what is simpler; or None.

    Sums are rounded in another order then, as in blocks they are too.
    """
    step = x.step
    if step.kind != CALL or step.dtype.char not in "fd":
        return None
    operands = [_operand(x, y) for y in step.args]
    f = step.function
    whole = all(
        type(y) is Traced and y.step.contiguous and y.shape == x.shape and y.dtype == x.dtype
        for y in operands
    )
    if f is np.square and whole:
        return x.program.result(CALL, np.vdot, operands * 2, {}, x.value.sum())
    if f is np.multiply:
        for number, y in (operands, operands[::-1]):
            if _is_number(number) and type(y) is Traced and y.shape == x.shape:
                return number * _summed(y, x.value, 1 / number if number else 0)
        if whole:
            return x.program.result(CALL, np.vdot, operands, {}, x.value.sum())
    if f is np.add and whole and all(map(_is_square, operands)):
        return _summed(operands[0], x.value, 0.5) + _summed(operands[1], x.value, 0.5)
    return None


def _summed(x: Any, total: Any, share: float) -> Any:
    """Return the sum of ``x``, whose value is not known but for that of a larger sum."""
    y = summed(x)
    if y is None:
        y = x.program.result(CALL, np.add.reduce, (x,), {"axis": None}, total.sum() * share)
    return y


def _operand(x: Any, y: Any) -> Any:
    """Return an operand of the step of ``x``, traced, for its shape and dtype; or a number."""
    if type(y) is not Step:
        return y
    value = x.program.value(y)
    if value is None:  # it is given back already
        value = np.broadcast_to(np.ones((), y.dtype), y.shape)
    return Traced(value, y, x.program)


def _is_square(x: Any) -> bool:
    """Whether no element is negative, so that sums of such do not cancel."""
    f, args = x.step.function, x.step.args
    if x.step.kind == CALL and f is np.multiply:
        return any(
            _is_number(number) and number > 0 and type(y) is Step and y.function is np.square
            for number, y in (args, args[::-1])
        )
    return x.step.kind == CALL and f is np.square


def multiplied(x0: Any, x1: Any) -> Any:
    """Return a product of matrices with the sign of a factor taken out, if that is less work."""
    for x, other, first in ((x0, x1, True), (x1, x0, False)):
        base = negative_of(x)
        if base is not None:
            y = np.matmul(base, other) if first else np.matmul(other, base)
            if y.size <= x.size:
                return -y
    return None


def _power(x: Any, n: float) -> Any:
    if n == 1:
        return x
    if n in _POWERS:
        return _POWERS[n](x)
    if n == 3:
        return np.square(x) * x
    if n == 4:
        return np.square(np.square(x))
    return None
