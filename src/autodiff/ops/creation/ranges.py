"""Sequences between two endpoints."""

from __future__ import annotations

from operator import index
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from autodiff.apply import apply2
from autodiff.operands import plain
from autodiff.operation import Binary
from autodiff.ops.arraylike import arranged
from autodiff.ops.casting import astype, require_inexact
from autodiff.ops.div import div
from autodiff.ops.namespace import xp
from autodiff.ops.pow import pow as power
from autodiff.ops.sub import sub
from autodiff.registry import implements
from autodiff.values import exact, valued

if TYPE_CHECKING:
    import numpy.typing as npt

    from autodiff.operation import Array
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable


def _weights(num: int, endpoint: bool, axes: int) -> npt.NDArray[np.float64]:
    """Return how far each sample is from the start, 0, to the stop, 1; ``axes`` follow."""
    count = num - 1 if endpoint else num
    return (np.arange(num) / max(count, 1)).reshape(-1, *(1,) * axes)


class Linspace(Binary):
    """``y = (1 - w) x0 + w x1``, with weights from 0 to 1 along a new axis."""

    linear = True
    moves = True
    num: int
    endpoint: bool
    dtype: Any
    axis: int

    def forward(self, x0: Any, x1: Any) -> Array:
        y: Array = xp.linspace(x0, x1, self.num, self.endpoint, dtype=self.dtype, axis=self.axis)
        return y

    def backward0(self, gy: Array) -> Array:
        axis = self.axis % gy.ndim
        w = _weights(self.num, self.endpoint, gy.ndim - axis - 1)
        gx: Array = xp.sum(gy * (1 - w), axis=axis)
        return gx

    def backward1(self, gy: Array) -> Array:
        axis = self.axis % gy.ndim
        w = _weights(self.num, self.endpoint, gy.ndim - axis - 1)
        gx: Array = xp.sum(gy * w, axis=axis)
        return gx


class Geomspace(Binary):
    """``y = x0 (x1 / x0)**w``: ``dy/dx0 = (1 - w) y / x0``, ``dy/dx1 = w y / x1``."""

    num: int
    endpoint: bool
    dtype: Any
    axis: int

    def forward(self, x0: Any, x1: Any) -> Array:
        y: Array = xp.geomspace(x0, x1, self.num, self.endpoint, self.dtype, self.axis)
        return y

    def backward0(self, gy: Array) -> Array:
        axis = self.axis % gy.ndim
        w = _weights(self.num, self.endpoint, gy.ndim - axis - 1)
        slopes = (1 - w) * self.y / _along(self.x0, axis, gy.ndim)
        gx: Array = xp.sum(gy * slopes, axis=axis)
        return gx

    def backward1(self, gy: Array) -> Array:
        axis = self.axis % gy.ndim
        w = _weights(self.num, self.endpoint, gy.ndim - axis - 1)
        slopes = w * self.y / _along(self.x1, axis, gy.ndim)
        gx: Array = xp.sum(gy * slopes, axis=axis)
        return gx


def _along(x: Any, axis: int, ndim: int) -> Any:
    """Give an endpoint the axes of the samples, with length 1 for the new one."""
    shape = (1,) * (ndim - 1 - np.ndim(x)) + np.shape(x)
    return xp.reshape(x, (*shape[:axis], 1, *shape[axis:]))


def _count(num: Any) -> int:
    """Return the number of samples, of which an integer Variable is a number too."""
    return index(plain(num))


def _result_dtype(name: str, start: Any, stop: Any, dtype: Any, given: Any) -> Any:
    """Return the dtype of the samples: ``given``, or that which NumPy gives a single one."""
    if given is None:
        return dtype
    require_inexact(name, given, start, stop)
    return np.dtype(given)


@implements(np.linspace)
def linspace(  # NumPy's signature
    start: Nested,
    stop: Nested,
    num: int = 50,
    endpoint: bool = True,
    retstep: bool = False,
    dtype: npt.DTypeLike | None = None,
    axis: int = 0,
    *,
    device: Literal["cpu"] | None = None,  # noqa: ARG001  # there is one device
) -> Variable[Any, Any] | tuple[Variable[Any, Any], Variable[Any, Any] | float]:
    """Return ``num`` samples at equal distances from ``start`` to ``stop``.

    Derivative: ``1 - w`` by ``start`` and ``w`` by ``stop``, with ``w`` from 0 to 1.

    Raises
    ------
    DetachedError
        If the dtype is of integers and an endpoint has a gradient.
    ValueError
        If ``num`` is negative, or the shapes do not broadcast.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> stop = ad.Variable(np.array(1.0))
    >>> np.linspace(0.0, stop, 3)
    variable([0.  0.5 1. ])
    """
    x0, x1, count = arranged(start), arranged(stop), _count(num)
    one: Any = xp.linspace(plain(x0), plain(x1), 1)
    wanted = _result_dtype("np.linspace", x0, x1, one.dtype, dtype)
    rule = Linspace(count, endpoint, wanted, axis)
    if np.shape(x0) == np.shape(x1):
        y = apply2(rule, x0, x1)
    else:  # of one shape, so that a tangent of one endpoint alone has the shape of all samples
        ends = [xp.broadcast_to(x, one.shape[1:]) for x in (x0, x1)]
        y = exact(apply2(rule, *ends), rule.forward, x0, x1)
    if not retstep:
        return y
    steps = count - 1 if endpoint else count
    return y, div(sub(x1, x0), steps) if steps > 0 else np.nan


@implements(np.logspace)
def logspace(  # NumPy's signature
    start: Nested,
    stop: Nested,
    num: int = 50,
    endpoint: bool = True,
    base: Nested = 10.0,
    dtype: npt.DTypeLike | None = None,
    axis: int = 0,
) -> Variable[Any, Any]:
    """Return ``base`` to the power of samples at equal distances from ``start`` to ``stop``.

    Derivative: that of ``base ** linspace(start, stop)``.

    Raises
    ------
    DetachedError
        If the dtype is of integers and an argument has a gradient.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.logspace(0.0, ad.Variable(np.array(2.0)), 3)
    variable([  1.  10. 100.])
    """
    x0, x1, b = arranged(start), arranged(stop), arranged(base)
    value: Any = xp.logspace(plain(x0), plain(x1), plain(num), endpoint, plain(b), dtype, axis)
    require_inexact("np.logspace", value.dtype, x0, x1, b)
    if np.ndim(b):  # the base takes part in broadcasting, apart from the new axis
        n = value.ndim
        x0, x1 = (xp.reshape(x, (1,) * (n - 1 - np.ndim(x)) + np.shape(x)) for x in (x0, x1))
        b = _along(b, axis % n, n)
    y = power(b, xp.linspace(x0, x1, plain(num), endpoint=endpoint, axis=axis))
    result: Variable[Any, Any] = y if y.dtype == value.dtype else astype(y, value.dtype)
    return valued(result, value)


@implements(np.geomspace)
def geomspace(  # NumPy's signature
    start: Nested,
    stop: Nested,
    num: int = 50,
    endpoint: bool = True,
    dtype: npt.DTypeLike | None = None,
    axis: int = 0,
) -> Variable[Any, Any]:
    """Return ``num`` samples with equal ratios from ``start`` to ``stop``.

    Derivative: ``(1 - w) y / start`` and ``w y / stop``, with ``w`` from 0 to 1.

    Policy: negative and complex endpoints go the way that NumPy goes, along a spiral.

    Raises
    ------
    DetachedError
        If the dtype is of integers and an endpoint has a gradient.
    ValueError
        If an endpoint is zero.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.geomspace(1.0, ad.Variable(np.array(100.0)), 3)
    variable([  1.  10. 100.])
    """
    x0, x1 = arranged(start), arranged(stop)
    one: Any = xp.geomspace(plain(x0), plain(x1), 1)
    wanted = _result_dtype("np.geomspace", x0, x1, one.dtype, dtype)
    return apply2(Geomspace(_count(num), endpoint, wanted, axis), x0, x1)
