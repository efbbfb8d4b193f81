"""NumPy's ``gradient``: derivatives of sampled functions by finite differences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.lib.array_utils import normalize_axis_tuple

from autodiff.apply import untracked
from autodiff.operands import as_tuple, is_variable, plain
from autodiff.ops.arraylike import as_operand
from autodiff.ops.casting import cast_to, has_derivative
from autodiff.ops.indices import along
from autodiff.ops.namespace import xp
from autodiff.registry import implements
from autodiff.values import valued

if TYPE_CHECKING:
    from autodiff.typing import Axis, Operand
    from autodiff.variable import Variable

__all__ = ["gradient"]


@implements(np.gradient)
def gradient(
    f: Operand, *varargs: Operand, axis: Axis = None, edge_order: Literal[1, 2] = 1
) -> Variable[Any, Any] | tuple[Variable[Any, Any], ...]:
    """Return the slopes of samples along each axis, by central differences.

    Derivative: of the samples ``f``, and of the spacings or coordinates ``varargs``.

    Policy: coordinates that happen to be equally spaced are differentiated as all others.

    Raises
    ------
    ValueError
        If an axis is too short, or the coordinates do not match it.
    TypeError
        If there are not as many spacings as axes.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> f = ad.Variable(np.array([1.0, 2.0, 4.0]))
    >>> np.gradient(f, 0.5)
    variable([2. 3. 4.])
    """
    samples = as_operand(f, "gradient")
    values: Any = np.gradient(  # NumPy's errors, and its values to the bit
        plain(samples), *plain(varargs), axis=axis, edge_order=edge_order
    )
    axes = range(samples.ndim) if axis is None else normalize_axis_tuple(axis, samples.ndim)
    spacings = [as_operand(h, "gradient") for h in varargs or (1.0,)]
    if not has_derivative(samples, *spacings):
        return tuple(map(untracked, values)) if len(axes) != 1 else untracked(values)
    if len(spacings) == 1:
        spacings *= len(axes)
    slopes = [_slopes(samples, i, h, edge_order) for i, h in zip(axes, spacings, strict=True)]
    results = tuple(map(_valued, slopes, as_tuple(values)))
    return results if len(axes) != 1 else results[0]


def _valued(slopes: Any, values: Any) -> Variable[Any, Any]:
    """Return slopes with the values that NumPy computes."""
    return valued(slopes, values) if is_variable(slopes) else untracked(values)


def _slopes(f: Any, axis: int, spacing: Any, edge_order: int) -> Any:
    """Return the slopes along one axis."""

    def part(x: Any, start: int | None, stop: int | None) -> Any:
        """Return a section along the axis of ``x``, which keeps it."""
        return x[along(axis, slice(start, stop))]

    f, spacing = (
        cast_to("gradient", x, np.float64) if x.dtype.kind in "iu" else x for x in (f, spacing)
    )
    weights = _uniform if spacing.ndim == 0 else _placed
    shape = tuple(-1 if i == axis else 1 for i in range(f.ndim))
    steps = spacing if spacing.ndim == 0 else xp.reshape(xp.diff(spacing), shape)
    inner, first, last = weights(steps, part, edge_order)
    k = edge_order + 1
    slopes = [
        _combined(first, [part(f, i, i + 1) for i in range(k)]),
        _combined(inner, [part(f, None, -2), part(f, 1, -1), part(f, 2, None)]),
        _combined(last, [part(f, i - k, i - k + 1 or None) for i in range(k)]),
    ]
    return cast_to("gradient", xp.concatenate(slopes, axis=axis), f.dtype)


def _combined(weights: Any, parts: Any) -> Any:
    """Return a linear combination; a weight may be None, for 0."""
    terms = [w * part for w, part in zip(weights, parts, strict=True) if w is not None]
    return sum(terms[1:], terms[0])


def _uniform(h: Any, _part: Any, edge_order: int) -> Any:
    """Return the weights of neighbours at equal distances ``h``: inside, first and last."""
    inner = (-0.5 / h, None, 0.5 / h)
    if edge_order == 1:
        return inner, (-1.0 / h, 1.0 / h), (-1.0 / h, 1.0 / h)
    return inner, (-1.5 / h, 2.0 / h, -0.5 / h), (0.5 / h, -2.0 / h, 1.5 / h)


def _placed(steps: Any, part: Any, edge_order: int) -> Any:
    """Return the same for neighbours at the distances ``steps``, along their axis."""
    h0, h1 = part(steps, None, -1), part(steps, 1, None)
    inner = (-h1 / (h0 * (h0 + h1)), (h1 - h0) / (h0 * h1), h0 / (h1 * (h0 + h1)))
    first, last = part(steps, 0, 1), part(steps, -1, None)
    if edge_order == 1:
        return inner, (-1.0 / first, 1.0 / first), (-1.0 / last, 1.0 / last)
    h0, h1 = first, part(steps, 1, 2)
    start = (-(2.0 * h0 + h1) / (h0 * (h0 + h1)), (h0 + h1) / (h0 * h1), -h0 / (h1 * (h0 + h1)))
    h0, h1 = part(steps, -2, -1), last
    end = (h1 / (h0 * (h0 + h1)), -(h1 + h0) / (h0 * h1), (2.0 * h1 + h0) / (h1 * (h0 + h1)))
    return inner, start, end
