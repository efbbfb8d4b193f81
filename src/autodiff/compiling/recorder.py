"""How what NumPy is asked to do with traced arrays becomes steps of a program."""

from __future__ import annotations

import operator as python_operators
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.errors import TracingError
from autodiff.operands import as_tuple

from .functions import COMPOSED, STATIC, VIEWS, WRITERS, as_type, fix, is_fixed
from .nans import has_nan
from .products import multiplied
from .rewriting import rewritten
from .steps import CALL, GUARD, VIEW
from .trace import concrete, holds_others, trace_of, traced_in
from .traced import Traced
from .writes import in_place, write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = [
    "answer",
    "cast",
    "fixed",
    "function",
    "has_nan",
    "in_place",
    "operator",
    "read",
    "ufunc",
    "write",
]


# Ufuncs


def operator(u: np.ufunc, *inputs: Any) -> Any:
    """Return what an operator of Python gives, by the same short cuts as NumPy's arrays take."""
    if u.signature is not None:
        return ufunc(u, "__call__", inputs, {})
    values = [concrete(x) for x in inputs]
    if not any(isinstance(x, (np.ndarray, np.generic)) for x in values):
        value: Any = _PYTHON.get(u, u)(*values)  # numbers of Python stay what they are
        return trace_of(inputs).result(CALL, u, inputs, {}, value)
    if u is np.power:
        dtype = np.result_type(_python.pow(*values))
        if dtype != np.result_type(u(*values)):  # of booleans
            inputs = (cast(inputs[0], dtype), *inputs[1:])
    return _elementwise(u, inputs, by_operator=True)


_python: Any = python_operators
_PYTHON: Final[dict[Any, Callable[..., Any]]] = {
    np.add: _python.add, np.subtract: _python.sub,
    np.multiply: _python.mul, np.divide: _python.truediv,
    np.floor_divide: _python.floordiv, np.remainder: _python.mod,
    np.power: _python.pow, np.negative: python_operators.neg,
    np.positive: python_operators.pos, np.absolute: abs, np.less: python_operators.lt,
    np.less_equal: python_operators.le, np.greater: python_operators.gt,
    np.greater_equal: python_operators.ge, np.equal: python_operators.eq,
    np.not_equal: python_operators.ne,
}  # fmt: skip


def ufunc(u: np.ufunc, method: str, inputs: Sequence[Any], kwargs: dict[str, Any]) -> Any:
    """Record what a ufunc, or a method of one, gives."""
    if holds_others(inputs):
        return NotImplemented
    if method == "at":
        return write(inputs[0], u.at, inputs, kwargs)
    out = kwargs.pop("out", None)
    if out is not None:
        target = out[0]
        if method != "__call__" or len(out) != 1 or type(target) is not Traced or kwargs:
            msg = f"compile: {u.__name__}: out= is an array from outside; use what is returned"
            raise TracingError(msg)
        return in_place(u, target, *inputs, whole=True)
    if method == "__call__" and not kwargs and u.signature is None and u.nout == 1:
        return _elementwise(u, inputs)
    if u is np.matmul and not kwargs and (y := multiplied(*inputs)) is not None:
        return y
    call = u if method == "__call__" else getattr(u, method)
    trace = trace_of([inputs, kwargs])
    value = trace.run(call, inputs, kwargs)
    return trace.result(CALL, call, inputs, kwargs, value)


def _elementwise(u: np.ufunc, inputs: Sequence[Any], *, by_operator: bool = False) -> Any:
    trace = trace_of(inputs)
    value: Any = u(*concrete(inputs))
    if trace.careful:
        np.multiply(np.inf, 0.0)  # rings the sweep's alarm, so that zeros are masked everywhere
    return rewritten(trace, u, inputs, value, by_operator=by_operator)


def cast(x: Traced, dtype: Any) -> Any:
    """Record a change of dtype."""
    if x.dtype == np.dtype(dtype) and x.step.dtype is not None:
        return x.copy()
    value = np.asarray(x.value).astype(dtype)[()]
    value = value if np.ndim(x.value) or not isinstance(x.value, np.ndarray) else np.asarray(value)
    return x.program.result(CALL, as_type, (x, np.dtype(dtype)), {}, value)


# Functions


def function(f: Callable[..., Any], args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
    """Record what a function of NumPy gives."""
    if holds_others(args) or holds_others(tuple(kwargs.values())):
        return NotImplemented
    _require_no_target(f, kwargs)
    if f in STATIC:
        return f(*concrete(args), **concrete(kwargs))
    if f in WRITERS:
        return write(args[0], f, args, kwargs)
    other = COMPOSED.get(f)
    if other is not None:
        y = other(*args, **kwargs)
        if y is not NotImplemented:
            return y
    trace = trace_of([args, kwargs])
    value = trace.run(f, args, kwargs)
    if isinstance(value, (str, type(None))):
        msg = f"compile: np.{f.__name__} gives {type(value)} by the values of traced arrays"
        raise TracingError(msg)
    kind = VIEW if f in VIEWS and type(args[0]) is Traced else CALL
    y = trace.result(kind, f, args, kwargs, value)
    if kind != VIEW:
        _note_shared(y, [*traced_in([args, kwargs])])
    for part in () if is_fixed(f, args, kwargs) else traced_in(y):
        fix(part)
    return y


def _require_no_target(f: Callable[..., Any], kwargs: dict[str, Any]) -> None:
    if kwargs.get("out") is not None or kwargs.get("copy") is False:
        msg = f"compile: np.{f.__name__} is to write into an argument; use what it returns"
        raise TracingError(msg)


def _note_shared(y: Any, given: Sequence[Traced]) -> None:
    """Note which results may have the memory of an argument, as those of ``np.split`` have."""
    for part in traced_in(y):
        for x in given:
            if np.may_share_memory(part.value, x.value):
                x.shared(part)


# Elements


def read(x: Any, index: Any) -> Any:
    """Record the reading of elements."""
    value = x.value[concrete(index)]
    trace = x.program
    parts = as_tuple(index)
    basic = all(map(_is_basic, parts))
    scalar = isinstance(value, np.generic)
    kind = VIEW if basic and not scalar and isinstance(x.value, np.ndarray) else CALL
    y = trace.result(kind, python_operators.getitem, (x, index), {}, value)
    if any(map(_is_mask, parts)):
        fix(y)
    return y


def _is_basic(x: object) -> bool:
    return x is None or x is Ellipsis or isinstance(x, (slice, int, np.integer))


def _is_mask(x: object) -> bool:
    return type(x) is Traced and bool(x.dtype.kind == "b")


def answer(x: Traced) -> bool:
    """Record which way the function went by the truth of ``x``."""
    value = bool(x.value)
    x.program.step(GUARD, bool, (x, value), {}, True)
    return value


def fixed(x: Traced) -> Any:
    """Return the value of a number, from then on a constant of the program."""
    x.program.step(GUARD, python_operators.eq, (x, x.value), {}, True)
    return x.value
