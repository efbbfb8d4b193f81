"""Polynomials fitted to points by least squares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

import numpy as np

from autodiff.diagnosis.lines import warn
from autodiff.operands import plain
from autodiff.ops.arraylike import as_operand, as_variable
from autodiff.ops.casting import astype
from autodiff.ops.creation.grids import vander
from autodiff.ops.linalg.inverse import inv
from autodiff.ops.linalg.least_squares import lstsq
from autodiff.ops.namespace import xp
from autodiff.ops.products.tensor_products import dot, outer
from autodiff.registry import implements

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    from autodiff.typing import Operand
    from autodiff.variable import Variable

    Values: TypeAlias = Operand | Sequence[Operand]
    Fit: TypeAlias = Variable[Any, Any]
    Full: TypeAlias = tuple[Fit, Variable[Any, Any], int, Variable[Any, Any], float]
    WithCovariance: TypeAlias = tuple[Fit, Variable[Any, Any]]

__all__ = ["polyfit"]


@overload
def polyfit(
    x: Values,
    y: Values,
    deg: int,
    rcond: float | None = None,
    full: Literal[False] = False,
    w: Values | None = None,
    cov: Literal[False] = False,
) -> Fit: ...
@overload
def polyfit(
    x: Values,
    y: Values,
    deg: int,
    rcond: float | None = None,
    full: Literal[False] = False,
    w: Values | None = None,
    *,
    cov: Literal[True, "unscaled"],
) -> WithCovariance: ...
@overload
def polyfit(
    x: Values,
    y: Values,
    deg: int,
    rcond: float | None,
    full: Literal[True],
    w: Values | None = None,
    cov: bool | Literal["unscaled"] = False,
) -> Full: ...
@overload
def polyfit(
    x: Values,
    y: Values,
    deg: int,
    rcond: float | None = None,
    *,
    full: Literal[True],
    w: Values | None = None,
    cov: bool | Literal["unscaled"] = False,
) -> Full: ...
@implements(np.polyfit)
def polyfit(
    x: Any,
    y: Any,
    deg: int,
    rcond: float | None = None,
    full: bool = False,
    w: Any = None,
    cov: bool | Literal["unscaled"] = False,
) -> Any:
    """Return the coefficients of the polynomial of degree ``deg`` nearest to points.

    With ``full`` also what ``lstsq`` returns of the scaled problem, with ``cov`` the covariance of
    the coefficients.

    Derivative: that of ``lstsq`` by values, places and weights.

    Raises
    ------
    TypeError
        If places or weights are no vector, values have other than one or two axes, or they differ
        in length.
    ValueError
        If the degree is negative, or there are too few points for a covariance.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> y = ad.Variable(np.array([1.0, 3.0, 5.0]))
    >>> c = np.polyfit(np.array([0.0, 1.0, 2.0]), y, 1)
    >>> c[0].backward()
    >>> print(np.round(c.data, 9), np.round(y.grad, 9))
    [2. 1.] [-0.5  0.   0.5]
    """
    order, cutoff = int(plain(deg)) + 1, plain(rcond)
    places, values, weights = _checked(x, y, w, order)
    if cutoff is None:
        cutoff = len(places) * np.finfo(places.dtype).eps
    lhs, rhs = vander(places, order), values
    if weights is not None:
        lhs = _into(lhs, lhs * weights[:, None])
        rhs = _into(rhs, rhs * (weights[:, None] if rhs.ndim == 2 else weights))
    scale = xp.sqrt((lhs * lhs).sum(axis=0))
    lhs = lhs / scale
    c: Any
    c, squares, rank, s = lstsq(lhs, rhs, cutoff)
    c = (c.T / scale).T
    if full:
        return c, squares, rank, s, cutoff
    if rank != order:
        warn("Polyfit may be poorly conditioned", np.exceptions.RankWarning)
    if not cov:
        return c
    covariance: Any = inv(dot(lhs.T, lhs)) / outer(scale, scale)
    if cov != "unscaled":
        if len(places) <= order:
            msg = f"polyfit: {len(places)} points are too few to scale the covariance; give more"
            raise ValueError(msg)
        squares = squares / (len(places) - order)
        if values.ndim == 2:
            covariance = covariance[:, :, None]
        covariance = covariance * squares
    elif values.ndim == 2:
        covariance = covariance[:, :, None]
    return c, covariance


def _checked(x: Any, y: Any, w: Any, order: int) -> tuple[Any, Any, Any]:
    """Return places, values and weights as Variables of floats, if they fit each other."""
    places, values = (as_variable(as_operand(v, "polyfit", i) + 0.0) for i, v in enumerate((x, y)))
    weights = None if w is None else as_variable(as_operand(w, "polyfit", 5) + 0.0)
    if order < 1:
        msg = f"polyfit: the degree is not negative, got {order - 1}"
        raise ValueError(msg)
    wrong = ""
    if places.ndim != 1 or not places.size:
        wrong = f"x is a vector that is not empty, got shape {places.shape}"
    elif values.ndim not in {1, 2} or len(values) != len(places):
        wrong = f"y has one or two axes, the first as long as x, got shape {values.shape}"
    elif weights is not None and weights.shape != places.shape:
        wrong = f"w is a vector as long as x, got shape {weights.shape}"
    if wrong:
        msg = f"polyfit: {wrong}"
        raise TypeError(msg)
    return places, values, weights


def _into(target: Any, product: Any) -> Any:
    """Return the product in the dtype of what NumPy writes it to."""
    if not np.can_cast(product.dtype, target.dtype, "same_kind"):
        msg = f"polyfit: weights of {product.dtype} do not fit into {target.dtype}"
        raise TypeError(msg)
    return product if product.dtype == target.dtype else astype(product, target.dtype)
