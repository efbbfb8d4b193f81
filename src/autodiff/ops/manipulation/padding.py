"""Margins around an array."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import numpy as np

from autodiff.apply import apply1, apply_many, untracked
from autodiff.broadcasting import sum_to
from autodiff.errors import NoRuleError
from autodiff.operands import is_array, is_variable, plain
from autodiff.operation import Unary
from autodiff.ops.arraylike import as_operand
from autodiff.ops.casting import require_room
from autodiff.ops.namespace import xp
from autodiff.registry import implements
from autodiff.values import valued
from autodiff.variadic import Variadic

from .extrapolation import mirrored_at_the_edge, ramps, statistics
from .layout import copy
from .margins import Surround

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autodiff.operation import Array
    from autodiff.typing import Operand, ScalarT, TypedOperand
    from autodiff.variable import Variable

    from .margins import Widths

Mode: TypeAlias = Literal[
    "constant",
    "edge",
    "linear_ramp",
    "maximum",
    "mean",
    "median",
    "minimum",
    "reflect",
    "symmetric",
    "wrap",
    "empty",
]
"""Names of what NumPy fills margins with."""

COPYING: Final = frozenset({"edge", "reflect", "symmetric", "wrap"})

STATISTICS: Final = {
    "maximum": xp.amax,
    "mean": xp.mean,
    "median": xp.median,
    "minimum": xp.amin,
}


class Pad(Unary):
    """``y = x within zeros``: the cotangent of the inside."""

    linear = True
    moves = True
    widths: Widths

    def forward(self, x: Any) -> Array:
        if not is_array(x):
            return xp.pad(x, self.widths)  # type: ignore[no-any-return]  # an array
        shape = [
            n + before + after
            for n, (before, after) in zip(x.shape, self.widths.tolist(), strict=True)
        ]
        y: Any = np.zeros(shape, x.dtype, "F" if x.flags.fnc else "C")
        y[inside(x.shape, self.widths)] = x
        return y  # type: ignore[no-any-return]  # an array

    def backward(self, gy: Array) -> Array:
        return gy[inside(self.x_shape, self.widths)]


class PadWith(Variadic):
    """``y = x0 within the values x1``: the cotangent of the inside, and the sums over margins."""

    moves = True
    widths: Widths

    def forward(self, *xs: Any) -> Array:
        x, values = xs
        y: Array = xp.pad(x, self.widths, constant_values=values)
        return y

    def backward(self, i: int, gy: Array) -> Array:
        shape, of_values = self.x_shapes
        middle = inside(shape, self.widths)
        if i == 0:
            return gy[middle]
        # the margins of an axis reach into those of the axes before it
        margins: list[Any] = [
            (*(slice(None),) * axis, side, *middle[axis + 1 :])
            for axis, part in enumerate(middle)
            for side in (slice(0, part.start), slice(part.stop, None))
        ]
        sums = [xp.sum(gy[margin]) for margin in margins]
        pairs = xp.reshape(xp.stack(sums), (len(shape), 2))
        return sum_to(pairs, of_values)  # type: ignore[no-any-return]  # an Array


def inside(shape: tuple[int, ...], widths: Widths) -> tuple[slice, ...]:
    """Return the index of an array of ``shape`` within its margins."""
    return tuple(slice(w, w + n) for n, w in zip(shape, widths[:, 0].tolist(), strict=True))


@implements(np.pad)
def pad(
    array: TypedOperand[ScalarT, Any],
    pad_width: int | Sequence[int] | Sequence[Sequence[int]] | dict[int, int | tuple[int, int]],
    mode: Mode | Callable[..., Any] = "constant",
    *,
    stat_length: int | Sequence[Any] | None = None,
    constant_values: Operand | Sequence[Any] | None = None,
    end_values: Operand | Sequence[Any] | None = None,
    reflect_type: Literal["even", "odd"] | None = None,
) -> Variable[ScalarT]:
    """Return the array within margins, of which ``mode`` says what is in them.

    Derivative: the cotangent of the inside, and of each element that the margins were computed
    from what the margins pass on. ``constant_values`` and ``end_values`` are differentiated too.

    Policy: ``"empty"`` leaves zeros; the extrema share evenly among ties.

    Raises
    ------
    ValueError
        If a width is negative, the mode unknown, or a keyword of another mode is given.
    NoRuleError
        If ``mode`` is a function, which would write into its array.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.pad(ad.Variable(np.array([1.0, 2.0])), 1, mode="edge")
    variable([1. 1. 2. 2.])
    """
    if callable(mode):
        msg = (
            "pad: mode is a function, which would write into its array; name a mode, or join the "
            "margins with np.concatenate"
        )
        raise NoRuleError(msg)
    given = {
        "stat_length": plain(stat_length),
        "constant_values": constant_values,
        "end_values": end_values,
        "reflect_type": reflect_type,
    }
    options: dict[str, Any] = {k: v for k, v in given.items() if v is not None}
    for name in options.keys() & {"constant_values", "end_values"}:
        options[name] = as_operand(options[name], "pad", 1)
        require_room("pad", name, options[name], array)
    widths = _widths(pad_width, len(array.shape))
    if not array.shape:
        np.pad(plain(array), 0, mode, **{k: plain(v) for k, v in options.items()})  # may complain
        return copy(array)
    if mode == "constant" and options.keys() <= {"constant_values"}:
        values = options.get("constant_values")
        zeros = values is None or not (is_variable(values) or np.any(values))
        return apply1(Pad(widths), array) if zeros else apply_many(PadWith(widths), [array, values])
    if mode == "empty" and not options:
        return apply1(Pad(widths), array)
    reflects = mode in {"reflect", "symmetric"} and options.keys() == {"reflect_type"}
    if mode in COPYING and (not options or (reflects and reflect_type != "odd")):
        return apply1(Surround(widths, mode), array)
    # first of all NumPy's own value, and its own complaints
    value = np.pad(plain(array), widths, mode, **{k: plain(v) for k, v in options.items()})
    if array.size == 0 or array.dtype.kind not in "fc":
        return apply1(Pad(widths), array) if array.size == 0 else untracked(value)
    with np.errstate(all="ignore"):
        y = _padded(array, widths, mode, options) if widths.any() else copy(array)
    return valued(y, value)


def _padded(x: Any, widths: Widths, mode: Mode, options: dict[str, Any]) -> Any:
    """Return ``x`` within margins, one axis after the other, as NumPy fills them."""
    ends = options.get("end_values", np.zeros(()))
    lengths = _pairs(options.get("stat_length"), len(widths))
    for axis, (before, after) in enumerate(widths.tolist()):
        if not before and not after:
            continue
        if mode == "linear_ramp":
            x = ramps(x, axis, (before, after), _ends_of(ends, axis, len(widths)))
        elif mode in STATISTICS:
            x = statistics(x, axis, (before, after), lengths[axis], STATISTICS[mode])
        else:
            x = mirrored_at_the_edge(x, axis, (before, after), mode)
    return x


def _widths(pad_width: Any, n: int) -> Widths:
    """Return the widths of ``n`` axes."""
    given: Any = plain(pad_width)
    if given.__class__ is dict:
        pairs: list[Any] = [(0, 0)] * n
        for axis in given:
            width = given[axis]
            pairs[axis] = width if hasattr(width, "__len__") else (width, width)
        given = pairs
    if given.__class__ is int and given >= 0:
        return np.full((n, 2), given)
    widths = np.asarray(given)
    if widths.dtype.kind != "i":
        msg = "`pad_width` must be of integral type."
        raise TypeError(msg)
    if widths.size and widths.min() < 0:
        msg = "index can't contain negative values"
        raise ValueError(msg)
    return np.broadcast_to(widths, (n, 2)).astype(np.intp)


def _pairs(given: Any, n: int) -> Any:
    """Return a number before and one after, for each of ``n`` axes."""
    if given is None:
        return [(None, None)] * n
    return xp.broadcast_to(xp.round(given).astype(np.intp), (n, 2)).tolist()


def _ends_of(values: Any, axis: int, n: int) -> tuple[Any, Any]:
    """Return what the ramps of one axis end in, before and after."""
    pairs = xp.broadcast_to(values, (n, 2))
    return pairs[axis, 0], pairs[axis, 1]
