"""What NumPy's protocols and ``[]`` do with a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .alignment import aligned, axis_of, deepened, logical_ndim, only
from .array import Batched
from .loop import each
from .table import RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["function", "read", "ufunc", "write"]


def ufunc(u: np.ufunc, method: str, inputs: Sequence[Any], kwargs: dict[str, Any]) -> Any:
    """Return what a ufunc, or a method of one, gives for batches among its operands."""
    if "out" in kwargs:
        # ``total += g``, where Python takes what is returned for the new total
        if method != "__call__" or len(kwargs["out"]) != 1 or kwargs["out"][0] is not inputs[0]:
            msg = (
                f"{u.__name__}: out= cannot hold what is computed of a batch; use what is returned"
            )
            raise TypeError(msg)
        kwargs = {key: value for key, value in kwargs.items() if key != "out"}
    if method != "__call__":
        return _by_method(u, method, *inputs, **kwargs)
    if u.signature is None:
        if "where" not in kwargs:
            return _wrapped(u(*aligned(inputs), **kwargs))
    elif u in RULES:
        return function(u, inputs, kwargs)
    elif not kwargs:
        stacks = _stacks(u.signature, inputs)
        if stacks is not None:
            return _wrapped(u(*stacks))
    return each(u, inputs, kwargs)


def _by_method(u: Any, method: str, x: Any, *args: Any, **kwargs: Any) -> Any:
    """Reduce or accumulate along one axis, or do what the method does for each element."""
    axis = args[0] if args else kwargs.get("axis", 0)
    along = method in {"reduce", "accumulate"} and type(axis) is int and type(x) is Batched
    if not along or len(args) > 1 or not only(x, *kwargs.values()) or "where" in kwargs:
        return each(getattr(u, method), (x, *args), kwargs)
    kwargs["axis"] = axis_of(axis, x.ndim)
    return Batched(getattr(u, method)(x.values, **kwargs))


def _wrapped(y: Any) -> Any:
    return tuple(map(Batched, y)) if isinstance(y, tuple) else Batched(y)  # pyright: ignore[reportUnknownArgumentType]  # narrowed from Any


def _stacks(signature: str, inputs: Sequence[Any]) -> list[Any] | None:
    """Return the operands of a ufunc of vectors or matrices, their stacks aligned.

    ``None`` if the signature leaves open which axes are those of a stack.
    """
    if "?" in signature:
        return None
    cores = [
        len(core.split(",")) if core else 0
        for core in signature.partition("->")[0][1:-1].split("),(")
    ]
    depths = [logical_ndim(x) - core for x, core in zip(inputs, cores, strict=True)]
    if min(depths) < 0:
        return None
    return [
        deepened(x.values, max(depths) + core) if type(x) is Batched else x
        for x, core in zip(inputs, cores, strict=True)
    ]


def function(f: Callable[..., Any], args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
    """Return what a function of NumPy gives for batches among its arguments."""
    rule = RULES.get(f)
    if rule is not None:
        try:
            y = rule(*args, **kwargs)
        except np.exceptions.AxisError:
            y = NotImplemented  # without axes 0 and -1 are allowed in places; or NumPy's own error
        if y is not NotImplemented:
            return y
    return each(f, args, kwargs)


def read(x: Batched, index: Any) -> Batched:
    """Return the elements at an index, from each array of the batch."""
    parts = _parts(index)
    values = x.values[(slice(None), *parts)]
    lead = _leading(parts)
    return Batched(np.moveaxis(values, lead, 0) if lead else values)


def write(x: Batched, index: Any, value: Any) -> None:
    """Write elements at an index, in each array of the batch."""
    parts = _parts(index)
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


def _parts(index: Any) -> tuple[Any, ...]:
    return index if isinstance(index, tuple) else (index,)  # pyright: ignore[reportUnknownVariableType]  # narrowed from Any


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
