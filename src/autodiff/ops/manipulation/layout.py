"""Elements in the order in which they lie in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from autodiff.apply import apply1
from autodiff.operands import is_scalar
from autodiff.registry import implements

from .shape import Copy, reshape, transpose

if TYPE_CHECKING:
    from autodiff.typing import Number, ScalarT, TypedOperand
    from autodiff.variable import Variable


@implements(np.copy)
def copy(
    a: TypedOperand[ScalarT, Any] | Number,
    order: Literal["K", "A", "C", "F"] = "K",
    subok: bool = False,
) -> Variable[ScalarT]:
    """Return the same elements in memory of their own.

    Derivative: ``dy/da = 1``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.copy(ad.Variable(np.array([1.0, 2.0])))
    variable([1. 2.])
    """
    del subok  # no Variable holds an array of a subclass
    y = apply1(Copy(order), a)
    return y[...] if is_scalar(y._value) else y  # an array, also of a number


@implements(np.ravel)
def ravel(
    a: TypedOperand[ScalarT, Any], order: Literal["K", "A", "C", "F"] = "C"
) -> Variable[ScalarT]:
    """Return the elements along one axis.

    Derivative: the cotangent in the shape of ``a``.

    Raises
    ------
    ValueError
        If ``order`` is none of C (last axis fastest), F (first axis fastest), A (F if ``a`` lies
        so in memory, otherwise C) and K (as the elements lie in memory).

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.ravel(ad.Variable(np.array([[1.0, 2.0], [3.0, 4.0]])), order="F")
    variable([1. 3. 2. 4.])
    """
    if order != "K":
        return _contiguous(reshape(a, -1, order))
    order_in_memory = _slowest_first(getattr(a, "_value", a))
    if order_in_memory == [*range(len(order_in_memory))]:
        return _contiguous(reshape(a, -1))
    return _contiguous(reshape(transpose(a, order_in_memory), -1))


def _contiguous(y: Variable[Any, Any]) -> Variable[Any, Any]:
    """Return a copy of a view that steps over memory, which NumPy's ravel never returns."""
    flags = getattr(y._value, "flags", None)
    return y if flags is None or flags.c_contiguous else apply1(Copy("C"), y)


def _slowest_first(x: Any) -> list[int]:
    """Return the axes of an array in the order of their strides, as NumPy sorts them.

    An axis of stride 0 or length 1 tells nothing, and is passed by a faster one only together
    with one that does.
    """
    strides: tuple[int, ...] = getattr(x, "strides", ())
    pairs = zip(strides, x.shape, strict=False)
    steps: list[int] = [0 if n == 1 else abs(stride) for stride, n in pairs]
    fastest_first: list[int] = []
    for axis in reversed(range(len(steps))):
        place = len(fastest_first)
        for i in reversed(range(len(fastest_first))):
            other = steps[fastest_first[i]]
            if other and steps[axis]:
                if steps[axis] >= other:
                    break
                place = i
        fastest_first.insert(place, axis)
    return fastest_first[::-1]
