"""Convolution and correlation of two sequences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from autodiff.apply import apply2
from autodiff.operation import Binary
from autodiff.ops.arraylike import as_operands, as_vector
from autodiff.ops.namespace import xp
from autodiff.registry import implements

from .tensor_products import conjugated

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.typing import Operand
    from autodiff.variable import Variable

    Mode = Literal["full", "same", "valid"]

_MODES: dict[Any, Mode] = {0: "valid", 1: "same", 2: "full"}  # as older code writes them


class Convolve(Binary):
    """``y[k] = sum over i of x0[i] * x1[k - i]``; a cotangent is ``gy`` convolved with the other.

    The other is reversed: ``gx0[i] = sum over k of gy[k] * x1[k - i]``.
    """

    multilinear = True
    mode: Mode
    lengths: tuple[int, int]
    start: int  # where in the full convolution y starts

    def forward(self, x0: Any, x1: Any) -> Any:
        return np.convolve(x0, x1, self.mode)

    def backward0(self, gy: Array) -> Array:
        return _pulled_back(gy, self.x1, self.lengths[0], self.mode, self.start)

    def backward1(self, gy: Array) -> Array:
        return _pulled_back(gy, self.x0, self.lengths[1], self.mode, self.start)


class Correlate(Convolve):
    """``y[k] = sum over i of x0[i + k] * x1[-1 - i]``, where ``x1`` is reversed and conjugated.

    That is a convolution, and so are its cotangents.
    """

    def forward(self, x0: Any, x1: Any) -> Any:
        return np.correlate(x0, conjugated(x1[::-1]), self.mode)


def _pulled_back(gy: Any, other: Any, length: int, mode: Mode, start: int) -> Array:
    """Return the cotangent of an operand of ``length``, at the cost of the convolution itself."""
    n = len(other)
    if mode == "valid":
        if length >= n:
            return _convolved(gy, other[::-1], "full")
        return _convolved(other, gy[::-1], "valid")[::-1]
    if mode == "same":
        end = length + n - 1 - start - len(gy)
        gy = xp.concatenate([np.zeros(start, gy.dtype), gy, np.zeros(end, gy.dtype)])
    return _convolved(gy, other[::-1], "valid")


def _convolved(x0: Any, x1: Any, mode: Mode) -> Array:
    y: Array = xp.convolve(x0, x1, mode)
    return y


@implements(np.convolve)
def convolve(a: Operand, v: Operand, mode: Mode = "full") -> Variable[Any, Any]:
    """Return the discrete convolution of two sequences.

    Derivative: ``ga`` is ``gy`` convolved with ``v`` reversed, and ``gv`` with ``a`` reversed.

    Raises
    ------
    ValueError
        If a sequence is empty, or has several axes, or there is no such mode.
    TypeError
        If ``mode`` is no name.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, 2.0, 3.0]))
    >>> np.convolve(x, np.array([1.0, -1.0]))
    variable([ 1.  1.  1. -3.])
    """
    x0, x1 = as_vector(a, "convolve", 0), as_vector(v, "convolve", 1)
    lengths = _require_sequences("convolve", x0, x1)
    rule = Convolve(_named("convolve", mode), lengths, (min(lengths) - 1) // 2)
    return apply2(rule, x0, x1)


@implements(np.correlate)
def correlate(a: Operand, v: Operand, mode: Mode = "valid") -> Variable[Any, Any]:
    """Return the sums ``sum over i of a[i + k] * conj(v[i])`` of two sequences.

    Derivative: ``ga`` is ``gy`` convolved with ``v``, and ``gv`` is ``a`` correlated with ``gy``.

    Raises
    ------
    ValueError
        If a sequence is empty, or has several axes, or there is no such mode.
    TypeError
        If ``mode`` is no name.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, 2.0, 3.0]))
    >>> np.correlate(x, np.array([1.0, -1.0]))
    variable([-1. -1.])
    """
    x0, x1 = as_operands((a, v), "correlate")
    n, m = lengths = _require_sequences("correlate", x0, x1)
    # the shorter of the two is centred, from the end if it is the first
    start = (m - 1) // 2 if n >= m else n // 2
    rule = Correlate(_named("correlate", mode), lengths, start)
    return apply2(rule, x0, conjugated(x1)[::-1])


def _named(name: str, mode: Any) -> Mode:
    found: Any = _MODES.get(mode, mode) if isinstance(mode, int) else mode
    if found not in _MODES.values():
        msg = f"{name}: mode is 'valid', 'same' or 'full', got {mode!r}"
        raise ValueError(msg) if isinstance(mode, (int, str)) else TypeError(msg)
    return found  # type: ignore[no-any-return]  # one of the three


def _require_sequences(name: str, x0: Any, x1: Any) -> tuple[int, int]:
    """Return the lengths of two sequences."""
    for i, x in enumerate((x0, x1)):
        if x.ndim != 1 or not x.size:
            msg = f"{name}: operand {i} is a sequence that is not empty, got shape {x.shape}"
            raise ValueError(msg)
    return len(x0), len(x1)
