"""Transforms to the whole spectrum, along one axis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from autodiff.apply import apply1
from autodiff.operands import plain
from autodiff.operation import Unary
from autodiff.ops.getitem import scatter
from autodiff.registry import implements

if TYPE_CHECKING:
    from autodiff.graph import Mixes
    from autodiff.operation import Array
    from autodiff.typing import Operand
    from autodiff.variable import Variable

__all__ = ["Norm", "axis_of", "fft", "ifft", "resized"]

Norm: TypeAlias = Literal["backward", "ortho", "forward"] | None
"""Which of a transform and its inverse is divided by the length, or by its square root both."""


class Fft(Unary):
    """``y_k = sum_j x_j exp(-2i pi jk/n)``, with ``gx = fft(gy)``, for the matrix is symmetric.

    Zeros that were added to ``x`` get no cotangent; what was left out of it gets 0.
    """

    linear = True
    mixes: ClassVar[Mixes] = "axes"
    transform: ClassVar[Any] = staticmethod(np.fft.fft)
    lengths: int | tuple[int, ...]
    axes: int | tuple[int, ...]
    norm: Norm

    def forward(self, x: Any) -> Any:
        return self.transform(x, self.lengths, self.axes, self.norm)

    def backward(self, gy: Array) -> Array:
        return resized(self.transform(gy, None, self.axes, self.norm), self.x_shape)


class Ifft(Fft):
    """``y_j = sum_k x_k exp(2i pi jk/n) / n``, with ``gx = ifft(gy)``; see :class:`Fft`."""

    transform: ClassVar[Any] = staticmethod(np.fft.ifft)


class Fftn(Fft):
    """:class:`Fft` along several different axes: ``gx = fftn(gy)``."""

    transform: ClassVar[Any] = staticmethod(np.fft.fftn)


class Ifftn(Fft):
    """:class:`Ifft` along several different axes: ``gx = ifftn(gy)``."""

    transform: ClassVar[Any] = staticmethod(np.fft.ifftn)


def resized(x: Array, shape: tuple[int, ...]) -> Array:
    """Return ``x`` in another shape of as many axes: the rest left out, zeros added at the end."""
    if x.shape == shape:
        return x
    common = tuple(map(slice, map(min, x.shape, shape)))
    x = x[common]
    return x if x.shape == shape else scatter(x, common, shape)


def axis_of(a: Any, axis: int) -> tuple[int, int]:
    """Return ``axis`` of ``a``, counted from 0, and the length there."""
    axis = normalize_axis_index(axis, len(a.shape))
    return axis, a.shape[axis]


@implements(np.fft.fft)
def fft(a: Operand, n: int | None = None, axis: int = -1, norm: Norm = None) -> Variable[Any, Any]:
    """Return the discrete Fourier transform along an axis.

    Derivative: linear, so that it is the transform of a tangent, and of a cotangent too. ``a`` is
    cut to length ``n`` or followed by zeros; elements that were left out get a gradient of 0.

    Raises
    ------
    ValueError
        If ``n`` is less than 1, or ``norm`` unknown.
    numpy.exceptions.AxisError
        If there is no such axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, 2.0, 3.0, 4.0]))
    >>> np.square(np.abs(np.fft.fft(x))).sum().backward()
    >>> x.grad  # Parseval: 2 n x
    array([ 8., 16., 24., 32.])
    """
    axis, length = axis_of(a, axis)
    return apply1(Fft(length if n is None else plain(n), axis, norm), a)


@implements(np.fft.ifft)
def ifft(a: Operand, n: int | None = None, axis: int = -1, norm: Norm = None) -> Variable[Any, Any]:
    """Return the inverse discrete Fourier transform along an axis.

    Derivative: linear, so that it is the inverse transform of a tangent, and of a cotangent too.
    ``a`` is cut to length ``n`` or followed by zeros; elements left out get a gradient of 0.

    Raises
    ------
    ValueError
        If ``n`` is less than 1, or ``norm`` unknown.
    numpy.exceptions.AxisError
        If there is no such axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, 2.0, 3.0, 4.0]))
    >>> np.fft.ifft(np.fft.fft(x)).real
    variable([1. 2. 3. 4.])
    """
    axis, length = axis_of(a, axis)
    return apply1(Ifft(length if n is None else plain(n), axis, norm), a)
