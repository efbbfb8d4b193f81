"""How what NumPy is asked to do with traced arrays becomes steps of a program."""

from __future__ import annotations

import operator as python_operators
from typing import TYPE_CHECKING, Any, Final
from weakref import ref

import numpy as np

from autodiff.batching.many import ManyArrays
from autodiff.errors import TracingError
from autodiff.operands import Box

from .rewriting import multiplied, negative_of, rewritten, summed
from .steps import CALL, CONSTANT, GUARD, INPUT, PART, UPDATE, VIEW, Step, operands
from .traced import Traced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["Trace", "answer", "cast", "function", "in_place", "operator", "read", "ufunc", "write"]

_np: Any = np

_FEW: Final = 1000
"""Values of so many elements are kept until the trace is done."""

STATIC: Final = frozenset({
    np.shape, np.ndim, np.size, np.result_type, np.iscomplexobj, np.isrealobj, np.can_cast,
    np.min_scalar_type, np.common_type, np.may_share_memory, np.shares_memory,
})  # fmt: skip
"""What depends on shapes and dtypes only, and gives no array."""

WRITERS: Final = frozenset({
    np.copyto, np.put, np.place, np.putmask, np.fill_diagonal, np.put_along_axis,
})  # fmt: skip

VIEWS: Final = frozenset({
    np.reshape, np.ravel, np.transpose, np.broadcast_to, np.real, np.imag, np.diagonal, np.squeeze,
    np.expand_dims, np.swapaxes, np.moveaxis, np.rollaxis, np.flip, np.fliplr, np.flipud, np.rot90,
    np.atleast_1d, np.atleast_2d, np.atleast_3d, np.matrix_transpose, np.permute_dims,
    np.lib.stride_tricks.sliding_window_view,
})  # fmt: skip
"""What may return memory of its argument."""

FIXED: Final = frozenset({
    *VIEWS, np.where, np.concatenate, np.stack, np.vstack, np.hstack, np.dot, np.inner, np.outer,
    np.tensordot, np.einsum, np.cumsum, np.cumprod, np.take, np.take_along_axis, np.sort,
    np.argsort, np.argmax, np.argmin, np.diff, np.trace, np.tril, np.triu, np.diag, np.pad,
    np.roll, np.tile, np.repeat, np.kron, np.cross, np.linalg.inv, np.linalg.solve, np.linalg.det,
    np.linalg.slogdet, np.linalg.cholesky, np.linalg.qr, np.linalg.svd, np.linalg.eigh, np.copy,
    np.nan_to_num, np.clip, np.round, np.count_nonzero, np.std, np.var, np.median, np.interp,
    np.vdot, np.isclose, np.unwrap, np.convolve, np.correlate,
})  # fmt: skip
"""Functions whose results have shapes and dtypes that those of the arguments decide."""

REDUCTIONS: Final[dict[Any, np.ufunc]] = {
    np.sum: np.add, np.prod: np.multiply, np.max: np.maximum, np.min: np.minimum,
    np.any: np.logical_or, np.all: np.logical_and,
}  # fmt: skip


class Trace:
    """The steps so far of one call that is being traced."""

    def __init__(self, *, careful: bool = False) -> None:
        self.steps: Final[list[Step]] = []
        self.constants: Final[dict[int, Traced]] = {}
        self.known: Final[dict[Any, Step]] = {}
        self.careful: Final = careful
        self._values: Final[dict[Step, Any]] = {}

    def input(self, value: Any) -> Traced:
        """Return a traced array for what is given anew to each call."""
        step = self._added(Step(INPUT, None, (), {}, value))
        self._values[step] = value
        return Traced(value, step, self, own=False)

    def constant(self, array: Any) -> Step:
        """Return the step of an array that the function computed of nothing traced."""
        known = self.constants.get(id(array))
        if known is None:
            step = self._added(Step(CONSTANT, array, (), {}, array))
            known = self.constants[id(array)] = Traced(array, step, self, own=False)
        return known.step

    def value(self, step: Step) -> Any:
        """Return what a step gave, if it is still there; None otherwise."""
        value = self._values.get(step)
        return value() if isinstance(value, ref) else value

    def _added(self, step: Step) -> Step:
        step.number = len(self.steps)
        self.steps.append(step)
        return step

    def lowered(self, x: Any) -> Any:
        """Return an argument with the steps of the traced arrays in it."""
        if type(x) is Traced:
            if x.program is not self:
                msg = "compile: a traced array of another call is used; functions must not keep them"
                raise TracingError(msg)
            if _is_stale(x):
                msg = (
                    "compile: a view is used after the array was written to, and the program "
                    "would not see what was written; take the view after that, or a copy"
                )
                raise TracingError(msg)
            return x.step
        if isinstance(x, np.ndarray):
            return self.constant(x)
        if isinstance(x, (list, tuple)):
            parts: Any = [self.lowered(part) for part in x]  # pyright: ignore[reportUnknownVariableType]  # of anything
            return parts if isinstance(x, list) else tuple(parts)
        if isinstance(x, slice):
            return slice(self.lowered(x.start), self.lowered(x.stop), self.lowered(x.step))
        return x

    def step(
        self, kind: str, f: Any, args: Sequence[Any], kwargs: dict[str, Any], value: Any
    ) -> Step:
        """Return the step for a call, the one that there is already if it is the same."""
        lowered = tuple(self.lowered(x) for x in args)
        named = {key: self.lowered(x) for key, x in kwargs.items()}
        key = (kind, _key(f), _key(lowered), _key(named))
        known = self.known.get(key)
        if known is None:
            known = self.known[key] = self._added(Step(kind, f, lowered, named, value))
        if isinstance(value, np.ndarray):
            self._values[known] = value if value.size <= _FEW else ref(value)
        elif not isinstance(value, (tuple, list)):
            self._values[known] = value
        return known

    def has(self, kind: str, f: Any, args: Sequence[Any]) -> bool:
        """Whether there is a step for a call."""
        lowered = tuple(self.lowered(x) for x in args)
        return (kind, _key(f), _key(lowered), ()) in self.known

    def result(
        self, kind: str, f: Any, args: Sequence[Any], kwargs: dict[str, Any], value: Any
    ) -> Any:
        """Return what a call gave, traced."""
        if isinstance(value, (tuple, list)):
            whole = self.step(kind, f, args, kwargs, value)
            parts: list[Any] = [
                Traced(part, self.step(PART, i, (Traced(None, whole, self),), {}, part), self)
                for i, part in enumerate(value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]  # of anything
            ]
            if hasattr(value, "_fields"):
                return type(value)(*parts)  # pyright: ignore[reportUnknownVariableType]  # as above
            return parts if isinstance(value, list) else tuple(parts)
        step = self.step(kind, f, args, kwargs, value)
        if kind != VIEW:
            return Traced(value, step, self)
        return args[0].view(Traced(value, step, self, own=False))


def _is_stale(x: Traced) -> bool:
    return x.stale or (x.base is not None and _is_stale(x.base))


def _key(x: Any) -> Any:
    """Return what is equal for equal arguments, of equal types."""
    if isinstance(x, Step):
        return x.number
    if isinstance(x, (tuple, list)):
        return (type(x).__name__, *map(_key, x))  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]  # of anything
    if isinstance(x, dict):
        return tuple((name, _key(part)) for name, part in sorted(x.items()))  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]  # as above
    if isinstance(x, slice):
        return ("slice", _key(x.start), _key(x.stop), _key(x.step))
    try:
        hash(x)
    except TypeError:
        return ("id", id(x))
    return (type(x).__name__, repr(x) if isinstance(x, (float, complex, np.generic)) else x)


def _traced(x: Any) -> Iterator[Traced]:
    """Return the traced arrays in arguments; refuse Variables of the function's surroundings."""
    stack = [x]
    while stack:
        y = stack.pop()
        if type(y) is Traced:
            yield y
        elif isinstance(y, (tuple, list)):
            stack.extend(y)  # pyright: ignore[reportUnknownArgumentType]  # of anything
        elif isinstance(y, dict):
            stack.extend(y.values())  # pyright: ignore[reportUnknownArgumentType]  # as above
        elif isinstance(y, slice):
            stack += (y.start, y.stop, y.step)


def _holds_others(x: Any) -> bool:
    if isinstance(x, (tuple, list)):
        return any(map(_holds_others, x))  # pyright: ignore[reportUnknownArgumentType]  # of anything
    return isinstance(x, (Box, ManyArrays))


def _trace_of(x: Any) -> Trace:
    return next(_traced(x)).program  # type: ignore[no-any-return]  # a Trace


def concrete(x: Any) -> Any:
    """Return arguments with the values of the traced arrays in them."""
    if type(x) is Traced:
        return x.value
    if isinstance(x, (tuple, list)):
        parts: Any = [concrete(part) for part in x]  # pyright: ignore[reportUnknownVariableType]  # of anything
        if hasattr(x, "_fields"):
            return type(x)(*parts)  # pyright: ignore[reportUnknownVariableType]  # as above
        return parts if isinstance(x, list) else tuple(parts)
    if isinstance(x, slice):
        return slice(concrete(x.start), concrete(x.stop), concrete(x.step))
    if isinstance(x, dict):
        return {key: concrete(part) for key, part in x.items()}  # pyright: ignore[reportUnknownVariableType]  # as above
    return x


# Ufuncs


def operator(ufunc: np.ufunc, *inputs: Any) -> Any:
    """Return what an operator of Python gives, by the same short cuts as NumPy's arrays take."""
    values = [concrete(x) for x in inputs]
    if not any(isinstance(x, (np.ndarray, np.generic)) for x in values):
        value: Any = _PYTHON[ufunc](*values)  # numbers of Python stay what they are
        return _trace_of(inputs).result(CALL, ufunc, inputs, {}, value)
    return _elementwise(ufunc, inputs, by_operator=True)


_PYTHON: Final[dict[Any, Callable[..., Any]]] = {
    np.add: python_operators.add, np.subtract: python_operators.sub,
    np.multiply: python_operators.mul, np.divide: python_operators.truediv,
    np.floor_divide: python_operators.floordiv, np.remainder: python_operators.mod,
    np.power: python_operators.pow, np.negative: python_operators.neg,
    np.positive: python_operators.pos, np.absolute: abs, np.less: python_operators.lt,
    np.less_equal: python_operators.le, np.greater: python_operators.gt,
    np.greater_equal: python_operators.ge, np.equal: python_operators.eq,
    np.not_equal: python_operators.ne,
}  # fmt: skip


def ufunc(u: np.ufunc, method: str, inputs: Sequence[Any], kwargs: dict[str, Any]) -> Any:
    """Record what a ufunc, or a method of one, gives."""
    if _holds_others(inputs):
        return NotImplemented
    if method == "at":
        return write(inputs[0], u.at, inputs, kwargs)
    kwargs = {key: x for key, x in kwargs.items() if x is not None}
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
    value = call(*concrete(inputs), **concrete(kwargs))
    return _trace_of([inputs, kwargs]).result(CALL, call, inputs, kwargs, value)


def _elementwise(u: np.ufunc, inputs: Sequence[Any], *, by_operator: bool = False) -> Any:
    trace = _trace_of(inputs)
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


def as_type(x: Any, dtype: Any) -> Any:
    """Return an array in another dtype."""
    return x.astype(dtype)


# Functions


def function(f: Callable[..., Any], args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
    """Record what a function of NumPy gives."""
    if _holds_others(args) or _holds_others(tuple(kwargs.values())):
        return NotImplemented
    if f in STATIC:
        return f(*concrete(args), **concrete(kwargs))
    if f in WRITERS:
        return write(args[0], f, args, kwargs)
    other = _COMPOSED.get(f)
    if other is not None:
        y = other(*args, **kwargs)
        if y is not NotImplemented:
            return y
    value = f(*concrete(args), **concrete(kwargs))
    trace = _trace_of([args, kwargs])
    if isinstance(value, (bool, int, str, type(None))):
        msg = f"compile: np.{f.__name__} gives {type(value)} by the values of traced arrays"
        raise TracingError(msg)
    kind = VIEW if f in VIEWS and type(args[0]) is Traced else CALL
    y = trace.result(kind, f, args, kwargs, value)
    if f not in FIXED:
        for part in _traced(y):
            _fix(part)
    return y


def _fix(x: Traced) -> None:
    """Guard a shape and a dtype that may depend on values."""
    x.program.step(GUARD, _shaped, (x, x.shape, x.dtype), {}, True)


def _shaped(x: Any, shape: Any, dtype: Any) -> bool:
    return bool(x.shape == shape and x.dtype == dtype)


def _reduce(u: np.ufunc) -> Callable[..., Any]:
    def reduce(x: Any, axis: Any = None, *args: Any, keepdims: bool = False, **kwargs: Any) -> Any:
        if args or any(v is not None for v in kwargs.values()) or type(x) is not Traced:
            return NotImplemented
        if isinstance(axis, list):
            return NotImplemented
        if u is np.add and (base := negative_of(x)) is not None:
            return -reduce(base, axis, keepdims=keepdims)
        if u is np.add and axis is None and not keepdims and (y := summed(x)) is not None:
            return y
        value = u.reduce(x.value, axis=axis, keepdims=keepdims)
        named = {"axis": axis, **({"keepdims": True} if keepdims else {})}
        return x.program.result(CALL, u.reduce, (x,), named, value)

    return reduce


def _mean(x: Any, axis: Any = None, *, keepdims: bool = False, **kwargs: Any) -> Any:
    if any(v is not None for v in kwargs.values()) or type(x) is not Traced or x.dtype.char not in "dfFD":
        return NotImplemented
    total = _np.sum(x, axis=axis, keepdims=keepdims)
    n = x.size // max(total.size, 1)
    return total / n if n else NotImplemented


def _full_like(fill: Any) -> Callable[..., Any]:
    def like(x: Any, *args: Any, dtype: Any = None, shape: Any = None, **_: Any) -> Any:
        value, args = (fill, args) if fill is not None else (args[0], args[1:])
        if args or type(x) is not Traced or type(value) is Traced or np.ndim(value):
            return NotImplemented
        dtype = np.dtype(dtype) if dtype is not None else x.dtype
        shape = x.shape if shape is None else shape
        shape = (shape,) if isinstance(shape, int) else tuple(shape)
        return full(x.program, shape, dtype.type(value))

    return like


def full(trace: Trace, shape: tuple[int, ...], value: Any) -> Any:
    """Return an array of one number."""
    return trace.result(CALL, np.full, (shape, value), {}, np.full(shape, value))


def _clip(x: Any, a_min: Any = None, a_max: Any = None, **kwargs: Any) -> Any:
    lo, hi = kwargs.pop("min", a_min), kwargs.pop("max", a_max)
    if kwargs:
        return NotImplemented
    y = x if lo is None else np.maximum(x, lo)
    return y if hi is None else np.minimum(y, hi)


_COMPOSED: Final[dict[Any, Callable[..., Any]]] = {
    **{f: _reduce(u) for f, u in REDUCTIONS.items()},
    np.mean: _mean,
    np.zeros_like: _full_like(0),
    np.empty_like: _full_like(0),
    np.ones_like: _full_like(1),
    np.full_like: _full_like(None),
    np.copy: lambda x, **_: x.copy(),
    np.clip: _clip,
}


# Elements


def read(x: Any, index: Any) -> Any:
    """Record the reading of elements."""
    value = x.value[concrete(index)]
    trace = x.program
    parts = index if isinstance(index, tuple) else (index,)  # pyright: ignore[reportUnknownVariableType]  # of anything
    basic = all(
        p is None or p is Ellipsis or isinstance(p, (slice, int, np.integer)) for p in parts
    )
    scalar = isinstance(value, np.generic)
    kind = VIEW if basic and not scalar and isinstance(x.value, np.ndarray) else CALL
    y = trace.result(kind, python_operators.getitem, (x, index), {}, value)
    if kind == VIEW:
        y.part_of = (x, index)
    if any(type(p) is Traced and p.dtype.kind == "b" for p in parts):
        _fix(y)
    return y


def write(x: Any, f: Callable[..., Any], args: Sequence[Any], kwargs: dict[str, Any]) -> None:
    """Record the writing of elements: ``x`` is another value from then on."""
    if type(x) is not Traced:
        msg = (
            "compile: an array from outside the function is written to; make it within, of the "
            "shape of what is given (np.zeros_like(x))"
        )
        raise TracingError(msg)
    if f is python_operators.setitem and _is_written(x, args):
        return
    _require_own(x)
    value = np.array(x.value)
    f(value, *concrete(args[1:]), **concrete(kwargs))
    _becomes(x, x.program.step(UPDATE, f, args, kwargs, value), value)


def _is_written(x: Traced, args: Sequence[Any]) -> bool:
    """Whether ``x[index] = part`` follows a write to that part, as in ``x[index] += 1``."""
    step, part = x.step, args[2]
    if type(part) is not Traced or part.part_of is None or part.part_of[0] is not x:
        return False
    given = part.step.args
    return step.kind == UPDATE and given[:1] == (step,) and _key(given[1]) == _key(
        x.program.lowered(args[1])
    )


def in_place(u: np.ufunc, x: Traced, *others: Any, whole: bool = False) -> Traced:
    """Record ``x += y`` and its like, or ``u(..., out=x)``."""
    _require_own(x)
    if x.part_of is not None and not whole:
        base, index = x.part_of
        if u is np.add and (negated := negative_of(others[0])) is not None:
            u, others = np.subtract, (negated,)
        value = np.array(base.value)
        view = value[concrete(index)]
        u(view, *concrete(others), out=view)
        _becomes(base, base.program.step(UPDATE, u, (base, index, *others), {}, value), value)
        x.step = x.program.step(VIEW, python_operators.getitem, (base, index), {}, view)
        x.value = view
        return x
    y = _elementwise(u, others if whole else (x, *others))
    if y.shape != x.shape:
        y = _np.broadcast_to(y, x.shape)
    if y.dtype != x.dtype:
        if not np.can_cast(y.dtype, x.dtype, "same_kind"):
            u(*concrete(others if whole else (x, *others)), out=x.value.copy())  # NumPy's own error
        y = cast(y, x.dtype)
    _becomes(x, y.step, y.value)
    return x


def _becomes(x: Traced, step: Step, value: Any) -> None:
    """Give an array another value; one that it is a part of gets another part."""
    x.step, x.value = step, value
    if x.part_of is not None:
        whole, index = x.part_of
        whole_value = np.array(whole.value)
        whole_value[concrete(index)] = value
        lowered = whole.program.step(
            UPDATE, python_operators.setitem, (whole, index, x), {}, whole_value
        )
        _becomes(whole, lowered, whole_value)


def _require_own(x: Traced) -> None:
    chain = [x]
    while chain[-1].part_of is not None:
        chain.append(chain[-1].part_of[0])
    if not chain[-1].own:
        msg = (
            "compile: an argument, or a reshaped view of an array, is written to; write to a copy "
            "(x.copy()), or to the array itself"
        )
        raise TracingError(msg)
    for y in chain:
        for view in [reference() for reference in y.views or ()]:
            if view is not None and not any(view is z for z in chain):
                view.stale = True


def answer(x: Traced) -> bool:
    """Record which way the function went by the truth of ``x``."""
    value = bool(x.value)
    x.program.step(GUARD, bool, (x, value), {}, True)
    return value


def has_nan(x: Traced) -> bool:
    """Whether a NaN may be in ``x``, noted as guards.

    A program stops where a value is invalid, so that NaNs only come in with what it is given, or
    with what functions return that are not NumPy's arithmetic: only these are looked at.
    """
    trace = x.program
    sources = [Traced(value, step, trace) for step, value in _nan_sources(trace, x.step)]
    found = [bool(_np.isnan(source).any()) for source in sources]
    return any(found) and bool(_np.isnan(x).any())


def _nan_sources(trace: Trace, step: Step) -> Iterator[tuple[Step, Any]]:
    seen = {step}
    stack = [step]
    while stack:
        s = stack.pop()
        f: Any = s.function
        arithmetic = s.kind in {VIEW, UPDATE} or (
            s.kind == CALL
            and (
                (isinstance(f, np.ufunc) and f.signature is None)
                or f in _NO_NANS
                or isinstance(getattr(f, "__self__", None), np.ufunc)
            )
        )
        value = trace.value(s)
        if arithmetic or (value is None and s.kind != INPUT):
            literals = [a for a in s.args if isinstance(a, (float, np.floating))]
            if any(map(np.isnan, literals)):
                yield s, value
                continue
            new = [y for y in operands(s) if y not in seen]
            seen.update(new)
            stack += new
        elif s.dtype is not None and s.dtype.kind in "fc":
            yield s, value


_NO_NANS: Final = frozenset({
    np.where, np.full, as_type, python_operators.getitem, np.concatenate, np.stack, np.copy,
})  # fmt: skip
"""Functions that make no NaN of their own."""
