"""Arrays of a batch side by side: axes that the logical shapes lack go in behind the first one."""

from __future__ import annotations

from operator import index
from typing import TYPE_CHECKING, Any

import numpy as np

from .array import Batched

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "aligned",
    "as_tuple",
    "axes_of",
    "axis_of",
    "deepened",
    "logical_ndim",
    "only",
    "over",
    "size_of",
]


def deepened(values: Any, ndim: int) -> Any:
    """Return the array of a batch with axes of length 1 for elements of ``ndim`` axes."""
    missing = ndim + 1 - values.ndim
    if missing <= 0:
        return values
    size, *shape = values.shape
    return values.reshape((size, *(1,) * missing, *shape))


def logical_ndim(x: Any) -> int:
    """Return the number of axes that NumPy's functions are to see."""
    return x.ndim if hasattr(x, "ndim") else np.ndim(x)


def aligned(xs: Iterable[Any]) -> list[Any]:
    """Return operands whose plain arrays broadcast as the elements of the batch would."""
    xs = list(xs)
    ndim = max(map(logical_ndim, xs))
    return [deepened(x.values, ndim) if type(x) is Batched else x for x in xs]


def size_of(xs: Iterable[Any]) -> int:
    """Return the number of elements of the batches among ``xs``, which have to agree."""
    sizes = {len(x.values) for x in xs if type(x) is Batched}
    if len(sizes) != 1:
        msg = f"batches of {sorted(sizes)} elements in one operation; give all the same number"
        raise ValueError(msg)
    return sizes.pop()


def over(x: Any, size: int) -> Any:
    """Return the plain array of ``size`` elements for a batch, or for what is alike in all."""
    if type(x) is Batched:
        return x.values
    x = x if hasattr(x, "ndim") else np.asarray(x)
    return np.broadcast_to(x, (size, *x.shape))


def only(first: Any, *others: Any) -> bool:
    """Whether ``first`` is a batch and none of the other arguments is."""
    return type(first) is Batched and not any(type(x) is Batched for x in others)


def axis_of(axis: int, ndim: int) -> int:
    """Return an axis of the elements as one of the whole array."""
    if not -ndim <= axis < ndim:
        raise np.exceptions.AxisError(axis, ndim)
    return axis + 1 if axis >= 0 else axis + ndim + 1


def axes_of(axes: int | Sequence[int] | None, ndim: int) -> tuple[int, ...]:
    """Return axes of the elements, all for ``None``, as those of the whole array."""
    if axes is None:
        return tuple(range(1, ndim + 1))
    return tuple(axis_of(index(axis), ndim) for axis in as_tuple(axes))


def as_tuple(given: Any) -> tuple[Any, ...]:
    """Return what stands for one axis or length, or for several, as a tuple."""
    return tuple(given) if hasattr(given, "__iter__") else (given,)
