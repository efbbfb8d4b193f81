"""Values mended: what is not finite replaced, jumps of an angle undone, imaginary parts dropped."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import exact, valued
from autodiff.errors import NoRuleError
from autodiff.operands import NUMBERS, is_variable, plain
from autodiff.registry import implements

from .casting import astype
from .complex import real
from .namespace import xp

if TYPE_CHECKING:
    from autodiff.typing import Number, Operand, ScalarT, ShapeT, TypedOperand
    from autodiff.variable import Variable


@implements(np.nan_to_num)
def nan_to_num(
    x: TypedOperand[ScalarT, ShapeT],
    copy: bool = True,
    nan: Operand = 0.0,
    posinf: Operand | None = None,
    neginf: Operand | None = None,
) -> Variable[ScalarT, ShapeT]:
    """Return ``x`` with numbers in the place of NaN and infinities.

    Derivative: 1 where ``x`` is finite, 0 elsewhere; 1 by what replaces a value. Of complex
    numbers each part counts for itself.

    Raises
    ------
    NoRuleError
        If ``copy`` is False, which is to write into ``x``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, np.nan]))
    >>> np.nan_to_num(x).sum().backward()
    >>> print(x.grad)
    [1. 0.]
    """
    if not copy:
        msg = "np.nan_to_num: copy=False would write into x, which has been recorded; leave it True"
        raise NoRuleError(msg)
    fills = (nan, posinf, neginf)
    if not is_variable(x):  # one of what replaces is a Variable
        x = xp.asarray(x)
    if x.dtype.kind not in "fc":
        y: Any = xp.positive(x) if x.dtype.kind != "b" else x
    elif x.dtype.kind == "c":
        y = _replaced(np.real(x), *fills) + 1j * _replaced(np.imag(x), *fills)
    else:
        y = _replaced(x, *fills)
    return exact(y, np.nan_to_num, x, nan=nan, posinf=posinf, neginf=neginf)


def _replaced(x: Any, nan: Any, posinf: Any, neginf: Any) -> Any:
    """Return the real ``x`` with other values in the place of NaN, infinity and its negative."""
    a: Any = plain(x)
    limits: Any = np.finfo(x.dtype)
    above: Any = limits.max if posinf is None else posinf
    below: Any = limits.min if neginf is None else neginf
    y: Any = xp.where(np.isnan(a), _like(nan, x), x)
    y = xp.where(a == math.inf, _like(above, x), y)
    return xp.where(a == -math.inf, _like(below, x), y)


def _like(fill: Any, x: Any) -> Any:
    """Return what replaces values of ``x`` in the dtype of ``x``."""
    if is_variable(fill):
        return astype(fill, x.dtype)
    return fill if type(fill) in NUMBERS else np.asarray(fill).astype(x.dtype)


@implements(np.real_if_close)
def real_if_close(a: TypedOperand[Any, ShapeT], tol: float = 100) -> Variable[Any, ShapeT]:
    """Return the real part of ``a`` if all imaginary parts are next to 0, otherwise ``a``.

    Derivative: that of the real part, or 1.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.real_if_close(ad.Variable(np.array([1.0 + 1e-15j])))
    variable([1.])
    """
    is_close = not np.iscomplexobj(xp.real_if_close(plain(a), tol))
    return real(a) if is_close and np.iscomplexobj(plain(a)) else a  # type: ignore[arg-type, return-value]  # it is a Variable that brought us here


@implements(np.unwrap)
def unwrap(
    p: TypedOperand[Any, ShapeT],
    discont: Operand | None = None,
    axis: int = -1,
    *,
    period: Variable[Any, Any] | Number = 2 * math.pi,
) -> Variable[Any, ShapeT]:
    """Return ``p`` without jumps of more than half a period, by multiples of the period.

    Derivative: 1 by ``p``, whose correction is constant piece by piece; by ``period`` the number
    of periods added.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.unwrap(ad.Variable(np.array([0.0, 3.0, 4.0])), period=4)
    variable([ 0. -1.  0.])
    """
    data, length = plain(p), plain(period)
    value: Any = xp.unwrap(data, plain(discont), axis, period=length)
    turns: Any = np.rint((value - data) / length)
    y: Any = p + period * turns.astype(value.dtype)
    return valued(y, value)
