"""Every NumPy callable, given a Variable wherever one might be put: who lets it slip away?

A call may raise, return Variables that gradients flow through, or answer with no number that was
computed from the Variable's values. All else is a leak: a plain number, or one in an untracked
Variable or written into some array, that changes when the Variable's values do.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

import autodiff as ad
from autodiff import Variable

VALUES = (
    np.array([0.25, 0.5, 0.75]),
    np.array([[0.5, 0.25], [0.25, 0.75]]),
    np.array(0.5),
)
CHANGE = 0.0625
"""What is added to the values to see whether a result comes from them."""

Attempt = Callable[[Any, list[Any]], Any]
"""A call, given the Variable, and a list for the plain arrays that it gives along."""


def double(*args: Any) -> Any:
    return 2 * args[0]


def beside(shape: tuple[int, ...]) -> list[Any]:
    """Return what may stand beside the Variable."""
    return [np.full(shape, 0.375), np.zeros(shape, int), 1, (2,), double, "i,i->i"]


def attempts(f: Callable[..., Any], shape: tuple[int, ...]) -> Iterator[tuple[str, Attempt]]:
    """Yield calls of ``f`` with the Variable in each position, alone and in lists."""
    for wrapped, wrap in {
        "v": lambda v: v,
        "[v, v]": lambda v: [v, v],
        "[[v], [v]]": lambda v: [[v], [v]],
    }.items():
        n = len(beside(shape))
        pairs = [(i, j) for i in range(n) for j in range(n) if i == j or max(i, j) < 3]
        around: list[tuple[int, ...]] = [(), *((i,) for i in range(n))]
        if wrapped == "v" and len(shape) < 2:
            around += pairs
        for others in around:
            for position in range(len(others) + 1):

                def attempt(
                    v: Any,
                    given: list[Any],
                    others: tuple[int, ...] = others,
                    position: int = position,
                    wrap: Callable[[Any], Any] = wrap,
                ) -> Any:
                    args = [beside(shape)[i] for i in others]
                    given += [a for a in args if isinstance(a, np.ndarray)]
                    args.insert(position, wrap(v))
                    return f(*args)

                names = [("array", "integers", "1", "(2,)", "f", "'i,i->i'")[i] for i in others]
                names.insert(position, wrapped)
                yield ", ".join(names), attempt


def by_name(f: Callable[..., Any], shape: tuple[int, ...]) -> Iterator[tuple[str, Attempt]]:
    """Yield calls of ``f`` with the Variable as each of its optional arguments."""
    try:
        parameters = [*inspect.signature(f).parameters.values()]
    except (TypeError, ValueError):
        return
    optional = [p.name for p in parameters if p.default is not p.empty]
    kinds = {inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD}
    required = sum(p.default is p.empty and p.kind in kinds for p in parameters)
    for name, i in itertools.product(optional, range(len(beside(shape)))):

        def attempt(v: Any, given: list[Any], name: str = name, i: int = i) -> Any:
            args = [beside(shape)[i] for _ in range(required)]
            given += [a for a in args if isinstance(a, np.ndarray)]
            return f(*args, **{name: v})

        yield f"..., {name}=v", attempt


def leaves(result: Any, depth: int = 0) -> Iterator[Any]:
    """Yield what is in a result, however it is packed."""
    if depth > 4:
        return
    if isinstance(result, Mapping):
        yield from leaves(list(result.values()), depth + 1)
    elif isinstance(result, np.ma.MaskedArray):
        yield from leaves(np.array(result.data), depth + 1)
    elif isinstance(result, np.ndarray) and result.dtype == object:
        yield from leaves(list(result.flat), depth + 1)
    elif isinstance(result, np.ndarray) and result.dtype.names:
        yield from (np.array(result[name]) for name in result.dtype.names)
    elif isinstance(result, (list, tuple)):
        for part in result:
            yield from leaves(part, depth + 1)
    elif isinstance(getattr(result, "coef", None), np.ndarray):  # a polynomial
        yield np.array(result.coef)
    else:
        yield result


def numbers(result: Any) -> list[Any]:
    """Return the plain floating-point numbers and arrays in a result."""
    found = [np.array(p) for p in leaves(result) if isinstance(p, (float, complex, np.ndarray))]
    found += [np.array(p) for p in leaves(result) if isinstance(p, np.inexact)]
    return [x for x in found if x.dtype.kind in "fc"]


def detached(result: Any, v: Variable[Any, Any]) -> list[Any]:
    """Return the values of the Variables in a result that no gradient leads from to ``v``."""
    found = []
    for y in leaves(result):
        if isinstance(y, Variable) and y is not v and y.dtype.kind in "fc":
            if y.creator is not None:
                with contextlib.suppress(ad.AutodiffError, ValueError):
                    ad.gradients(y, [v], np.ones(y.shape, y.dtype), retain_graph=True)
                    continue
            found.append(y.data)
    return found


def same(a: Sequence[Any], b: Sequence[Any]) -> bool:
    return len(a) == len(b) and all(
        x.shape == y.shape and np.array_equal(x, y, equal_nan=True)
        for x, y in zip(a, b, strict=True)
    )


def outcome(attempt: Attempt, value: Any) -> tuple[Any, Variable[Any, Any], list[Any]] | None:
    """Return the result, the Variable and the arrays given along; None if the call raises."""
    v = Variable(np.array(value))
    given: list[Any] = []
    np.random.seed(1)  # noqa: NPY002  # what the functions of np.random draw from
    try:
        with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
            result = attempt(v, given)
            if isinstance(result, (Iterator, np.nditer)):
                result = list(itertools.islice(result, 8))
    except Exception:  # noqa: BLE001  # any refusal will do
        return None
    return result, v, given


def leak(attempt: Attempt, value: Any) -> str | None:
    """Return what a call lets slip, if anything."""
    first = outcome(attempt, value)
    if first is None:
        return None
    result, v, given = first
    what = None
    if not np.array_equal(v.data, value):
        what = "other values to the Variable"
    elif numbers(result) or detached(result, v) or given:
        second = outcome(attempt, value + CHANGE)
        if second is None or not same(detached(result, v), detached(second[0], second[1])):
            what = "a Variable that no gradient flows through"
        elif not same(given, second[2]):
            what = "the Variable's values to a plain array"
        elif not same(numbers(result), numbers(second[0])):
            what = f"plain numbers ({type(result).__name__})"
    return what


def leaks(name: str, f: Callable[..., Any]) -> list[str]:
    """Return the calls of ``f`` that let something slip, as text."""
    found = []
    for value in VALUES:
        calls = itertools.chain(attempts(f, value.shape), by_name(f, value.shape))
        for text, attempt in calls:
            what = leak(attempt, value)
            if what is not None:
                found.append(f"{name}({text}) of shape {value.shape} gives {what}")
    return found
