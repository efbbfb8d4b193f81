"""Choice among many, element by element."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast

import numpy as np

from autodiff.apply import apply_many
from autodiff.batching import looped
from autodiff.opaque import opaque
from autodiff.operands import NUMBERS, eagerly, is_array, is_list, is_variable, plain
from autodiff.ops.arraylike import arranged
from autodiff.ops.casting import require_inexact
from autodiff.ops.getitem import getitem
from autodiff.ops.namespace import has_nan, xp
from autodiff.registry import implements
from autodiff.variadic import Variadic

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from autodiff.operation import Array
    from autodiff.ops.arraylike import Nested
    from autodiff.typing import Operand, ScalarT, TypedOperand
    from autodiff.variable import Variable


class Choose(Variadic):
    """``y[...] = xs[index[...]][...]``: each cotangent goes to the one that was chosen."""

    __slots__ = ("hides_nan", "index")

    moves = True
    index: Any

    @looped
    def forward(self, *xs: Any) -> Array:
        self.hides_nan: bool = any(map(has_nan, xs))
        y: Array = _chosen(self.index, xs)
        return y

    def backward(self, i: int, gy: Array) -> Array:
        return xp.where(self.index == i, gy, 0)


class Pieces(Variadic):
    """``y = 0``, then ``y[mask] = x`` for one mask an input: of two writes the last counts.

    ``owner`` says which that is.
    """

    __slots__ = ("dtype", "hides_nan", "masks", "owner", "shape")

    moves = True
    dtype: Any
    masks: list[Any]
    owner: Any
    shape: tuple[int, ...]

    @looped
    def forward(self, *xs: Any) -> Array:
        self.hides_nan: bool = any(map(has_nan, xs))
        y: Array = _put_together(self.masks, xs, self.shape, self.dtype)
        return y

    def backward(self, i: int, gy: Array) -> Array:
        g = gy[self.masks[i]]
        lasting = self.owner[self.masks[i]] == i
        g = xp.where(lasting.reshape(-1, *(1,) * (len(g.shape) - 1)), g, 0)
        extra = len(self.x_shapes[i]) - len(g.shape)  # axes of length 1 that NumPy drops
        return g.reshape((1,) * extra + g.shape) if extra > 0 else g


@opaque
def _chosen(index: Any, xs: Sequence[Any]) -> Any:
    shape = np.broadcast_shapes(index.shape, *(x.shape for x in xs))
    y = np.empty(shape, np.result_type(*xs))
    for i, x in enumerate(xs):
        np.copyto(y, x, where=index == i)
    return y


@opaque
def _put_together(masks: Sequence[Any], xs: Sequence[Any], shape: Any, dtype: Any) -> Any:
    y = np.zeros(shape, dtype)
    for mask, x in zip(masks, xs, strict=True):
        y[mask] = x
    return y


def _alike(xs: Sequence[Any]) -> list[Any]:
    """Return the choices, those that are numbers of Python in the dtype of the result."""
    dtype = np.result_type(*(plain(x) if type(x) in NUMBERS else plain(x).dtype for x in xs))
    return [np.asarray(x, dtype) if type(x) in NUMBERS else x for x in xs]


@implements(np.choose)
def choose(
    a: npt.ArrayLike | Nested,
    choices: Sequence[Nested] | TypedOperand[Any, Any],
    *,
    mode: Literal["raise", "wrap", "clip"] = "raise",
) -> Variable[Any, Any]:
    """Return, at each place, the element there of the choice that ``a`` names.

    Derivative: the cotangent for the choice that was taken, 0 for the others.

    Raises
    ------
    TypeError
        If ``a`` is not of integers.
    ValueError
        If ``a`` names no choice and ``mode`` is ``"raise"``, or the shapes do not broadcast.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, 2.0]))
    >>> np.choose([1, 0], [x, -x])
    variable([-1.  2.])
    """
    xs = _alike([arranged(choice) for choice in choices])
    given: Any = plain(a)
    index = eagerly(given).copy().astype(np.intp, casting="safe")
    n = len(xs)
    np.choose(index, list(range(n)), mode=mode)  # the errors are NumPy's own
    index = index % n if mode == "wrap" else np.clip(index, 0, n - 1)
    return apply_many(Choose(index), xs)


@implements(np.select)
def select(
    condlist: Sequence[npt.ArrayLike | Nested],
    choicelist: Sequence[Nested],
    default: Nested = 0,
) -> Variable[Any, Any]:
    """Return, at each place, the element there of the first choice whose condition holds.

    Derivative: the cotangent for the choice that was taken, 0 for the others.

    Raises
    ------
    TypeError
        If a condition is not of booleans.
    ValueError
        If there are no conditions, or not as many as choices, or the shapes do not broadcast.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([-1.0, 0.5, 3.0]))
    >>> np.select([x < 0, x > 1], [0.0 * x, x * x], default=x)
    variable([-0.   0.5  9. ])
    """
    if len(condlist) != len(choicelist):
        msg = "list of cases must be same length as list of conditions"
        raise ValueError(msg)
    if len(condlist) == 0:
        msg = "select with an empty condition list is not possible"
        raise ValueError(msg)
    conditions: list[Any] = [eagerly(condition) for condition in plain(list(condlist))]
    for i, condition in enumerate(conditions):
        if condition.dtype != np.bool_:
            msg = f"invalid entry {i} in condlist: should be boolean ndarray"
            raise TypeError(msg)
    xs = _alike([arranged(choice) for choice in (*choicelist, default)])
    index: Any = len(conditions)
    for i in reversed(range(len(conditions))):
        index = np.where(conditions[i], i, index)
    return apply_many(Choose(index), xs)


@implements(np.piecewise)
def piecewise(
    x: TypedOperand[ScalarT, Any],
    condlist: npt.ArrayLike | Nested,
    funclist: Sequence[Callable[..., Any] | Operand],
    *args: Any,
    **kw: Any,
) -> Variable[ScalarT]:
    """Return the values of each function where its condition holds, 0 where none does.

    Derivative: that of the function whose value stands in the result.

    Raises
    ------
    DetachedError
        If ``x`` is of integers, as the result is then, and a value has a gradient.
    ValueError
        If there are neither as many functions as conditions nor one more.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([-1.0, 2.0]))
    >>> np.piecewise(x, [x < 0], [lambda v: -v, np.square])
    variable([1. 4.])
    """
    masks = _masks(plain(condlist), len(x.shape), len(funclist))
    used: list[Any] = []
    pieces: list[Any] = []
    owner = np.full_like(masks, -1, np.intp, shape=masks.shape[1:])
    for mask, function in zip(masks, funclist, strict=True):
        piece: Any = function
        if callable(function):
            values = getitem(x, mask)
            if values.size == 0:
                continue
            piece = function(values, *args, **kw)
        owner[mask] = len(pieces)
        used.append(mask)
        piece = arranged(piece)
        pieces.append(piece if is_variable(piece) else eagerly(piece))
    require_inexact("np.piecewise", x.dtype, *pieces)
    if not any(map(is_variable, pieces)):  # a step function: its gradient is 0, but there is one
        nowhere = np.zeros(x.shape, np.bool_)
        used.append(nowhere)
        pieces.append(getitem(x, nowhere))
    return apply_many(Pieces(x.dtype, used, owner, x.shape), pieces)


def _masks(condlist: Any, ndim: int, functions: int) -> Any:
    """Return one mask a function, the last of them for where no condition holds if it is left."""
    single = np.isscalar(condlist) or (
        ndim != 0 and not (is_list(condlist[0]) or is_array(condlist[0]) or np.ndim(condlist[0]))
    )
    given = [condlist] if single else [*cast("Any", condlist)]
    masks: Any = np.stack([eagerly(c) for c in given or [[]]]).astype(np.bool_)
    n = len(masks)
    if n == functions - 1:
        return np.concatenate([masks, ~np.any(masks, axis=0, keepdims=True)])
    if n != functions:
        msg = f"with {n} condition(s), either {n} or {n + 1} functions are expected"
        raise ValueError(msg)
    return masks
