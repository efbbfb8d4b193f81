"""Medians, quantiles and percentiles, of all elements or of those that are not NaN."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from autodiff.apply import apply1
from autodiff.errors import NoRuleError
from autodiff.operands import as_tuple, is_list, is_variable, owned
from autodiff.registry import implements

from .order_statistics import Median, Nanmedian, Nanpercentile, Nanquantile, Percentile, Quantile

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from autodiff.typing import Axis, Number, Operand, TypedOperand
    from autodiff.variable import Variable

Level: TypeAlias = "float | Sequence[float] | npt.NDArray[np.floating[Any] | np.integer[Any]]"
"""What NumPy takes for ``q``."""

Method: TypeAlias = Literal[
    "inverted_cdf",
    "averaged_inverted_cdf",
    "closest_observation",
    "interpolated_inverted_cdf",
    "hazen",
    "weibull",
    "linear",
    "median_unbiased",
    "normal_unbiased",
    "lower",
    "higher",
    "midpoint",
    "nearest",
]


def _settings(
    name: str,
    q: Any,
    method: str,
    keepdims: bool,
    weights: Any,
    interpolation: str | None,
) -> dict[str, Any]:
    """Return what NumPy's function is called with besides the array and the axis."""
    for level in as_tuple(tuple(q) if is_list(q) else q):
        if is_variable(level) and level.dtype.kind == "f":
            msg = (
                f"{name}: q has no derivative here; pass q.data, or interpolate np.sort(a) at "
                "(a.size - 1) * q yourself"
            )
            raise NoRuleError(msg)
    settings = {"q": owned(q), "method": method, "keepdims": keepdims}
    if weights is not None:  # the result jumps where a weight decides, and is constant elsewhere
        settings["weights"] = owned(weights)
    if interpolation is not None:
        settings["interpolation"] = interpolation
    return settings


@implements(np.median)
def median(
    a: TypedOperand[Any, Any] | Number,
    axis: Axis = None,
    overwrite_input: bool = False,  # noqa: ARG001  # nothing that is recorded is overwritten
    keepdims: bool = False,
) -> Variable[Any, Any]:
    """Return the median over ``axis``.

    Derivative: 1 for the middle element, or 1/2 for each of the two.

    Policy: equal elements share evenly; where there are NaNs, the result is NaN and they share.

    Raises
    ------
    numpy.exceptions.AxisError
        If there is no such axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([5.0, 1.0, 2.0]))
    >>> np.median(x)
    variable(2.0)
    """
    return apply1(Median(axis, {"keepdims": keepdims}), a)


@implements(np.quantile)
def quantile(
    a: TypedOperand[Any, Any] | Number,
    q: Level,
    axis: Axis = None,
    overwrite_input: bool = False,  # noqa: ARG001  # nothing that is recorded is overwritten
    method: Method = "linear",
    keepdims: bool = False,
    *,
    weights: Operand | None = None,
    interpolation: Method | None = None,
) -> Variable[Any, Any]:
    """Return the quantiles ``q``, in [0, 1], over ``axis``.

    Derivative: the weights of the one or two elements between which the method interpolates;
    0 by ``weights``.

    Policy: equal elements share evenly; where there are NaNs, the result is NaN and they share.

    Raises
    ------
    NoRuleError
        If ``q`` is a Variable.
    ValueError
        If ``q`` is out of range, or the method unknown or not for weights.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([5.0, 1.0, 2.0]))
    >>> np.quantile(x, 0.25)
    variable(1.5)
    """
    settings = _settings("quantile", q, method, keepdims, weights, interpolation)
    return apply1(Quantile(axis, settings), a)


@implements(np.percentile)
def percentile(
    a: TypedOperand[Any, Any] | Number,
    q: Level,
    axis: Axis = None,
    overwrite_input: bool = False,  # noqa: ARG001  # nothing that is recorded is overwritten
    method: Method = "linear",
    keepdims: bool = False,
    *,
    weights: Operand | None = None,
    interpolation: Method | None = None,
) -> Variable[Any, Any]:
    """Return the percentiles ``q``, in [0, 100], over ``axis``.

    Derivative: the weights of the one or two elements between which the method interpolates;
    0 by ``weights``.

    Policy: equal elements share evenly; where there are NaNs, the result is NaN and they share.

    Raises
    ------
    NoRuleError
        If ``q`` is a Variable.
    ValueError
        If ``q`` is out of range, or the method unknown or not for weights.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([5.0, 1.0, 2.0]))
    >>> np.percentile(x, 25)
    variable(1.5)
    """
    settings = _settings("percentile", q, method, keepdims, weights, interpolation)
    return apply1(Percentile(axis, settings), a)


@implements(np.nanmedian)
def nanmedian(
    a: TypedOperand[Any, Any] | Number,
    axis: Axis = None,
    overwrite_input: bool = False,  # noqa: ARG001  # nothing that is recorded is overwritten
    keepdims: bool = False,
) -> Variable[Any, Any]:
    """Return the median over ``axis`` of what is not NaN.

    Derivative: 1 for the middle element, or 1/2 for each of the two.

    Policy: equal elements share evenly, NaNs get nothing.

    Raises
    ------
    numpy.exceptions.AxisError
        If there is no such axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([5.0, 1.0, 2.0, np.nan]))
    >>> np.nanmedian(x)
    variable(2.0)
    """
    return apply1(Nanmedian(axis, {"keepdims": keepdims}), a)


@implements(np.nanquantile)
def nanquantile(
    a: TypedOperand[Any, Any] | Number,
    q: Level,
    axis: Axis = None,
    overwrite_input: bool = False,  # noqa: ARG001  # nothing that is recorded is overwritten
    method: Method = "linear",
    keepdims: bool = False,
    *,
    weights: Operand | None = None,
    interpolation: Method | None = None,
) -> Variable[Any, Any]:
    """Return the quantiles ``q``, in [0, 1], over ``axis`` of what is not NaN.

    Derivative: the weights of the one or two elements between which the method interpolates;
    0 by ``weights``.

    Policy: equal elements share evenly, NaNs get nothing.

    Raises
    ------
    NoRuleError
        If ``q`` is a Variable.
    ValueError
        If ``q`` is out of range, or the method unknown or not for weights.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([5.0, 1.0, 2.0, np.nan]))
    >>> np.nanquantile(x, 0.25)
    variable(1.5)
    """
    settings = _settings("nanquantile", q, method, keepdims, weights, interpolation)
    return apply1(Nanquantile(axis, settings), a)


@implements(np.nanpercentile)
def nanpercentile(
    a: TypedOperand[Any, Any] | Number,
    q: Level,
    axis: Axis = None,
    overwrite_input: bool = False,  # noqa: ARG001  # nothing that is recorded is overwritten
    method: Method = "linear",
    keepdims: bool = False,
    *,
    weights: Operand | None = None,
    interpolation: Method | None = None,
) -> Variable[Any, Any]:
    """Return the percentiles ``q``, in [0, 100], over ``axis`` of what is not NaN.

    Derivative: the weights of the one or two elements between which the method interpolates;
    0 by ``weights``.

    Policy: equal elements share evenly, NaNs get nothing.

    Raises
    ------
    NoRuleError
        If ``q`` is a Variable.
    ValueError
        If ``q`` is out of range, or the method unknown or not for weights.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([5.0, 1.0, 2.0, np.nan]))
    >>> np.nanpercentile(x, 25)
    variable(1.5)
    """
    settings = _settings("nanpercentile", q, method, keepdims, weights, interpolation)
    return apply1(Nanpercentile(axis, settings), a)
