"""Writing to traced arrays: each write is a new value, as in the engine itself."""

from __future__ import annotations

import operator as python_operators
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.errors import TracingError
from autodiff.operands import is_sequence, is_slice

from .regions import is_untouched
from .rewriting import negative_of, rewritten
from .steps import UPDATE, VIEW, Step
from .trace import concrete, key_of
from .traced import Traced

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["in_place", "write"]

_np: Any = np


def write(x: Any, f: Callable[..., Any], args: Sequence[Any], kwargs: dict[str, Any]) -> None:
    """Record a function that writes to ``x``, its first argument: another value from then on."""
    if type(x) is not Traced:
        msg = (
            "compile: an array from outside the function is written to; make it within, of the "
            "shape of what is given (np.zeros_like(x))"
        )
        raise TracingError(msg)
    if f is python_operators.setitem and _is_written(x, args):
        return
    _changed(x, f, args[1:], kwargs, f)


def in_place(u: np.ufunc, x: Traced, *others: Any, whole: bool = False) -> Traced:
    """Record ``x += y`` and its like, or ``u(..., out=x)``."""
    if x.base is not None and not whole:
        if u is np.add and (negated := negative_of(others[0])) is not None:
            u, others = np.subtract, (negated,)
        if u is np.add and is_untouched(x):
            _changed(x, python_operators.setitem, (..., *others), {}, python_operators.setitem)
            return x

        def run(view: Any, *others: Any) -> None:
            u(view, *others, out=view)

        _changed(x, u, others, {}, run)
        return x
    y = _result(u, others if whole else (x, *others))
    if y.shape != x.shape:
        y = _np.broadcast_to(y, x.shape)
    if y.dtype != x.dtype:
        if not np.can_cast(y.dtype, x.dtype, "same_kind"):
            u(*concrete(others if whole else (x, *others)), out=x.value.copy())  # NumPy's own error
        y = y.astype(x.dtype)
    if x.base is not None:
        _changed(x, python_operators.setitem, (..., y), {}, python_operators.setitem)
    else:
        _require_own(x, [x])
        x.step, x.value = y.step, y.value
    return x


def _result(u: np.ufunc, inputs: Sequence[Any]) -> Any:
    trace = next(y.program for y in inputs if type(y) is Traced)
    return rewritten(trace, u, inputs, u(*concrete(inputs)), by_operator=False)


def _is_written(x: Traced, args: Sequence[Any]) -> bool:
    """Whether ``x[index] = part`` follows a write to that part, as in ``x[index] += 1``."""
    step, part = x.step, args[2]
    if type(part) is not Traced or part.base is not x or step.kind != UPDATE:
        return False
    view = part.step
    return (
        view.function is python_operators.getitem
        and view.args[0] is step
        and key_of(view.args[1]) == key_of(x.program.lowered(args[1]))
    )


def _changed(
    x: Traced,
    f: Any,
    rest: Sequence[Any],
    kwargs: dict[str, Any],
    run: Callable[..., Any],
) -> None:
    """Give the array that ``x`` is, or is a view of, the value after ``f`` has written to ``x``."""
    chain = [x]
    while chain[-1].base is not None:
        chain.append(chain[-1].base)
    root = chain[-1]
    lowered = tuple(root.program.lowered(a) for a in rest)  # before views of it are out of date
    named = {key: root.program.lowered(a) for key, a in kwargs.items()}
    _require_own(root, chain)
    views = [y.step for y in reversed(chain[:-1])]
    value = np.array(root.value)
    part = value
    for view in views:
        part = _again(view, part, root)
    if part.size and not np.may_share_memory(part, value):
        msg = "compile: what is written to is a copy, not a view; write to the array by an index"
        raise TracingError(msg)
    run(part, *concrete(tuple(rest)), **concrete(kwargs))
    path = tuple((s.function, s.args[1:], tuple(s.kwargs.items())) for s in views)
    step = root.program.step(UPDATE, f, (root, path, lowered), named, value)
    root.step, root.value = step, value
    for y, view in zip(reversed(chain[:-1]), views, strict=True):
        y.value = _again(view, y.base.value, root)
        lowered = (y.base, *(_as_traced(a, root) for a in view.args[1:]))
        y.step = root.program.step(VIEW, view.function, lowered, view.kwargs, y.value)


def _again(view: Any, x: Any, root: Traced) -> Any:
    """Return the view that a step is, of another array."""
    args = [concrete(_as_traced(a, root)) for a in view.args[1:]]
    return view.function(x, *args, **view.kwargs)


def _as_traced(x: Any, root: Traced) -> Any:
    """Return arguments of a step with traced arrays for steps, which are integers in an index."""
    if is_sequence(x):
        return type(x)(_as_traced(y, root) for y in x)
    if is_slice(x):
        return slice(*(_as_traced(y, root) for y in (x.start, x.stop, x.step)))
    if isinstance(x, Step):
        return Traced(root.program.value(x), x, root.program)
    return x


def _require_own(root: Traced, chain: Sequence[Traced]) -> None:
    if not root.own:
        msg = (
            "compile: an argument of the function is written to, or what may share memory with "
            "another array; a program does neither: write to a copy (x.copy())"
        )
        raise TracingError(msg)
    for y in chain:
        for view in [reference() for reference in y.views or ()]:
            if view is not None and not any(view is z for z in chain):
                view.stale = True
