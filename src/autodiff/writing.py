"""NumPy's functions that write into their first argument: each is an assignment.

Into a Variable they write as ``y[...] = x`` does; a Variable into a plain array is refused, for
the array could not hold the gradient.
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from .errors import DetachedError
from .inplace import assign
from .operands import as_int, data_of, eagerly, is_variable
from .ops.getitem import scatter
from .ops.indices import fixed
from .ops.namespace import xp
from .registry import METHODS, implements

if TYPE_CHECKING:
    from .typing import Index, Operand
    from .variable import Variable

__all__ = ["copyto", "fill_diagonal", "place", "put", "put_along_axis", "putmask"]

Mode = Literal["raise", "wrap", "clip"]


def _target(name: str, a: Any) -> Any:
    if not is_variable(a):
        msg = (
            f"np.{name}: a plain array cannot hold the gradient of a Variable; make the target a "
            "Variable (np.zeros_like(v) makes one), or write v.data for plain values"
        )
        raise DetachedError(msg)
    return a


def _repeated(values: Any, n: int) -> Any:
    """Return the first ``n`` of the flattened values, over and over again."""
    flat = xp.reshape(xp.asarray(values) if not is_variable(values) else values, -1)
    return flat if flat.size == n else flat[np.arange(n) % max(flat.size, 1)]


@implements(np.copyto)
def copyto(
    dst: Variable[Any, Any],
    src: Operand,
    casting: Literal["no", "equiv", "safe", "same_kind", "unsafe"] = "same_kind",
    where: Operand = True,
) -> None:
    """Do ``dst[...] = src`` where ``where`` holds; the old values keep their gradient elsewhere.

    Derivative: 1 in ``src`` where it was written, 1 in the old ``dst`` elsewhere.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> y = ad.Variable(np.zeros(2)) * 1.0
    >>> np.copyto(y, ad.Variable(np.array([1.0, 2.0])))
    >>> y
    variable([1. 2.])
    """
    target = _target("copyto", dst)
    kind: Any = src if hasattr(src, "dtype") else np.asarray(src)
    weak = isinstance(src, (bool, int, float, complex))
    if not np.can_cast(np.min_scalar_type(kind) if weak else kind.dtype, target.dtype, casting):
        msg = f"np.copyto: {kind.dtype} to {target.dtype} is no {casting!r} cast; see casting="
        raise TypeError(msg)
    mask = data_of(where)
    if mask is True:
        assign(target, ..., src)
    else:
        chosen: Any = src
        assign(target, ..., xp.where(mask, chosen, target))


@implements(np.put)
def put(a: Variable[Any, Any], ind: Any, v: Any, mode: Mode = "raise") -> None:
    """Write ``v`` at the places ``ind`` of the flattened array, repeating ``v`` as needed.

    Derivative: 1 in what was written and not written again.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> y = ad.Variable(np.zeros((2, 2))) * 1.0
    >>> np.put(y, [0, 3], [1.0, 2.0])
    >>> y
    variable([[1. 0.]
              [0. 2.]])
    """
    target = _target("put", a)
    places = eagerly(data_of(ind)).reshape(-1)
    if not places.size or np.size(data_of(v)) == 0:
        return
    n = prod(target.shape)
    inside = n > 0 and (mode != "raise" or (-n <= places.min() and places.max() < n))
    if not inside:
        msg = f"np.put: an index is out of bounds for {n} elements; see mode="
        raise IndexError(msg)
    places = places.clip(0, n - 1) if mode == "clip" else places % n
    if not target.shape:  # all places are one, and the last write to it counts
        assign(target, (), _repeated(v, places.size)[-1])
        return
    assign(target, xp.unravel_index(places, target.shape), _repeated(v, places.size))


@implements(np.place)
def place(arr: Variable[Any, Any], mask: Operand, vals: Any) -> None:
    """Write the first of ``vals``, over and over again, where ``mask`` holds.

    Derivative: 1 in what was written.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> y = ad.Variable(np.arange(4.0)) * 1.0
    >>> np.place(y, y > 1, [7.0, 8.0])
    >>> y
    variable([0. 1. 7. 8.])
    """
    target = _target("place", arr)
    chosen: Any = eagerly(data_of(mask)).astype(bool).reshape(target.shape)
    count = as_int(np.count_nonzero(chosen))
    if count and not np.size(data_of(vals)):
        msg = "np.place: vals is empty; give at least one value"
        raise ValueError(msg)
    assign(target, chosen, _repeated(vals, count))


@implements(np.putmask)
def putmask(a: Variable[Any, Any], mask: Operand, values: Any) -> None:
    """Write ``values`` where ``mask`` holds, each at its own place in the flattened array.

    Derivative: 1 in what was written.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> y = ad.Variable(np.arange(4.0)) * 1.0
    >>> np.putmask(y, y > 1, [7.0, 8.0])
    >>> y
    variable([0. 1. 7. 8.])
    """
    target = _target("putmask", a)
    chosen: Any = eagerly(data_of(mask)).astype(bool).reshape(target.shape)
    everywhere = _repeated(values, prod(target.shape))
    assign(target, chosen, everywhere[np.flatnonzero(chosen)])


@implements(np.put_along_axis)
def put_along_axis(arr: Variable[Any, Any], indices: Any, values: Any, axis: int | None) -> None:
    """Write ``values`` at ``indices`` along ``axis``, as ``numpy.take_along_axis`` reads.

    Derivative: 1 in what was written and not written again.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> y = ad.Variable(np.zeros((2, 2))) * 1.0
    >>> np.put_along_axis(y, np.array([[1], [0]]), 5.0, axis=1)
    >>> y
    variable([[0. 5.]
              [5. 0.]])
    """
    target = _target("put_along_axis", arr)
    along = eagerly(data_of(indices))
    if axis is None:
        places: Any = xp.unravel_index(along % max(target.size, 1), target.shape)
        assign(target, places, values)
        return
    axis = normalize_axis_index(axis, target.ndim)
    if along.ndim != target.ndim:
        msg = f"np.put_along_axis: indices has {along.ndim} axes, the array {target.ndim}"
        raise ValueError(msg)
    others: Any = xp.ix_(*(np.arange(n) for n in target.shape))
    index: Any = (*others[:axis], along, *others[axis + 1 :])
    assign(target, index, values)


@implements(np.fill_diagonal)
def fill_diagonal(a: Variable[Any, Any], val: Any, wrap: bool = False) -> None:
    """Write ``val``, repeated as needed, on the main diagonal.

    Derivative: 1 in what was written, 1 in the old values off the diagonal.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> y = ad.Variable(np.ones((2, 2))) * 1.0
    >>> np.fill_diagonal(y, 0.0)
    >>> y
    variable([[0. 1.]
              [1. 0.]])
    """
    target = _target("fill_diagonal", a)
    numbers = np.zeros(target.shape, bool)
    np.fill_diagonal(numbers, val=True, wrap=wrap)
    places = np.flatnonzero(numbers)
    assign(target, xp.unravel_index(places, target.shape), _repeated(val, places.size))


def add_at(a: Variable[Any, Any], indices: Index, b: Operand) -> None:
    """Do ``np.add.at``: add ``b`` at ``indices``, twice where an element is named twice."""
    target = _target("add.at", a)
    assign(target, ..., target + _spread(target, indices, b))


def subtract_at(a: Variable[Any, Any], indices: Index, b: Operand) -> None:
    """Do ``np.subtract.at``: subtract ``b`` at ``indices``, twice where one is named twice."""
    target = _target("subtract.at", a)
    assign(target, ..., target - _spread(target, indices, b))


def _spread(target: Any, indices: Any, b: Any) -> Any:
    """Return zeros of the target's shape with ``b`` added at ``indices``."""
    index = fixed(indices)
    shape = np.empty(target.shape, np.bool_)[index].shape
    return scatter(xp.broadcast_to(b, shape), index, target.shape)


METHODS[np.add, "at"] = add_at
METHODS[np.subtract, "at"] = subtract_at
