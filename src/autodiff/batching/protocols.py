"""What NumPy's protocols and ``[]`` do with a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .alignment import aligned, axis_of, deepened
from .array import Batched
from .loop import each
from .table import RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["function", "read", "ufunc", "write"]


def ufunc(u: np.ufunc, method: str, inputs: Sequence[Any], kwargs: dict[str, Any]) -> Any:
    """Return what a ufunc, or a method of one, gives for batches among its operands."""
    if "out" in kwargs:
        # As in ``total += g``, where Python takes what is returned for the new total; elsewhere
        # nobody passes it, for rules do not write.
        kwargs = {key: value for key, value in kwargs.items() if key != "out"}
    rule = RULES.get(u) if u.signature is not None else None
    if rule is not None and method == "__call__":
        y = rule(*inputs, **kwargs)
        if y is not NotImplemented:
            return y
    if u.signature is None and "where" not in kwargs:
        if method == "__call__":
            y = u(*aligned(inputs), **kwargs)
            return tuple(map(Batched, y)) if isinstance(y, tuple) else Batched(y)
        if method in {"reduce", "accumulate"}:
            x = inputs[0]
            axis = inputs[1] if len(inputs) > 1 else kwargs.pop("axis", 0)
            if len(inputs) < 3 and isinstance(axis, int):
                return Batched(getattr(u, method)(x.values, axis=axis_of(axis, x.ndim), **kwargs))
            kwargs["axis"] = axis
            inputs = inputs[:1]
    return each(u if method == "__call__" else getattr(u, method), inputs, kwargs)


def function(f: Callable[..., Any], args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
    """Return what a function of NumPy gives for batches among its arguments."""
    rule = RULES.get(f)
    if rule is not None:
        y = rule(*args, **kwargs)
        if y is not NotImplemented:
            return y
    return each(f, args, kwargs)


def read(x: Batched, index: Any) -> Batched:
    """Return the elements at an index, from each array of the batch."""
    parts = index if type(index) is tuple else (index,)
    values = x.values[(slice(None), *parts)]
    lead = _leading(parts)
    return Batched(np.moveaxis(values, lead, 0) if lead else values)


def write(x: Batched, index: Any, value: Any) -> None:
    """Write elements at an index, in each array of the batch."""
    parts = index if type(index) is tuple else (index,)
    if _leading(parts):
        for i, element in enumerate(x.values):
            element[index] = value.values[i] if type(value) is Batched else value
        return
    if type(value) is Batched:
        place = x.values[(slice(None), *parts)]
        value = deepened(value.values, place.ndim - 1)
        extra = value.ndim - place.ndim  # axes of length 1 that NumPy drops
        value = value.reshape((len(value), *value.shape[1 + extra :])) if extra > 0 else value
    x.values[(slice(None), *parts)] = value


def _leading(parts: Sequence[Any]) -> int:
    """Return how many axes of indices go before the batch's own; 0 unless they are separated.

    NumPy puts the axes of arrays of indices first if there is a slice between them. An integer
    beside such arrays counts as one.
    """
    if not any(isinstance(part, (np.ndarray, list)) for part in parts):
        return 0
    places = [
        i
        for i, part in enumerate(parts)
        if not (part is None or part is Ellipsis or isinstance(part, slice))
    ]
    if places[-1] - places[0] + 1 == len(places):
        return 0
    masks = [np.asarray(parts[i]) for i in places]
    return np.broadcast(*(m.nonzero()[0] if m.dtype.kind == "b" else m for m in masks)).ndim
