"""Numbers in the place of what is not finite."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.errors import NoRuleError
from autodiff.operands import NUMBERS, is_variable, plain
from autodiff.ops.casting import astype
from autodiff.ops.namespace import xp
from autodiff.registry import implements
from autodiff.values import exact

if TYPE_CHECKING:
    from autodiff.typing import Operand, ScalarT, ShapeT, TypedOperand
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
        y = _replaced(xp.real(x), *fills) + 1j * _replaced(xp.imag(x), *fills)
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
