"""Transforms between real signals and half their spectrum, along one axis.

The spectrum of a real signal is Hermitian: a bin and its mirror image are conjugates. Half of it
is kept, in which all bins stand for two but those that mirror themselves, the first and, for an
even length, the last. Of these NumPy ignores the imaginary parts, which get a gradient of 0.
"""

from __future__ import annotations

from operator import index
from typing import TYPE_CHECKING, Any, ClassVar, Final

import numpy as np

from autodiff.apply import apply1
from autodiff.operands import as_tuple, plain
from autodiff.operation import Unary
from autodiff.ops.namespace import xp
from autodiff.registry import implements

from .whole_spectrum import axis_of, resized

if TYPE_CHECKING:
    from autodiff.graph import Mixes
    from autodiff.operation import Array
    from autodiff.typing import Operand
    from autodiff.variable import Variable

    from .whole_spectrum import Norm

__all__ = ["hfft", "ihfft", "irfft", "rfft"]

OPPOSITE: Final[dict[Norm, Norm]] = {
    None: "forward",
    "backward": "forward",
    "ortho": "ortho",
    "forward": "backward",
}
"""The ``norm`` by which a transform is scaled as its inverse is by this one."""


class Rfft(Unary):
    """``y_k = sum_j x_j exp(-2i pi jk/n)`` for ``k <= n/2``, with ``gx = irfft(n conj(gy) / w)``.

    ``w`` is 2 for a bin that stands for two, which ``irfft`` counts twice, and otherwise 1.
    """

    linear = True
    mixes: ClassVar[Mixes] = "axes"
    transform: ClassVar[Any] = staticmethod(np.fft.rfft)
    inverse: ClassVar[Any] = staticmethod(np.fft.irfft)
    lengths: int | tuple[int, ...]
    axes: int | tuple[int, ...]
    norm: Norm

    def forward(self, x: Any) -> Any:
        return self.transform(x, self.lengths, self.axes, self.norm)

    def backward(self, gy: Array) -> Array:
        shared = xp.conj(gy) * weights(gy, self.lengths, self.axes, 0.5)
        gx = self.inverse(shared, self.lengths, self.axes, OPPOSITE[self.norm])
        return resized(gx, self.x_shape)


class Rfftn(Rfft):
    """:class:`Rfft` along the last of several different axes, then ``fft`` along the others."""

    transform: ClassVar[Any] = staticmethod(np.fft.rfftn)
    inverse: ClassVar[Any] = staticmethod(np.fft.irfftn)


class Irfft(Unary):
    """``y = Re(sum_k w_k x_k exp(2i pi jk/n)) / n``, with ``gx = w conj(rfft(gy)) / n``.

    ``w`` is 2 for a bin that stands for two, otherwise 1.
    """

    linear = True
    mixes: ClassVar[Mixes] = "axes"
    transform: ClassVar[Any] = staticmethod(np.fft.irfft)
    inverse: ClassVar[Any] = staticmethod(np.fft.rfft)
    lengths: int | tuple[int, ...]
    axes: int | tuple[int, ...]
    norm: Norm

    def forward(self, x: Any) -> Any:
        shape, halved = x.shape, as_tuple(self.axes)[-1]
        if shape[halved] == 0:  # of no bins at all NumPy reads one, beyond the end
            x = resized(x, (*shape[:halved], 1, *shape[halved + 1 :]))
        return self.transform(x, self.lengths, self.axes, self.norm)

    def backward(self, gy: Array) -> Array:
        bins = xp.conj(self.inverse(gy, None, self.axes, OPPOSITE[self.norm]))
        gx = bins * weights(bins, self.lengths, self.axes, 2.0)
        if self.metas is None:  # x is as real as y, and moves along the real line only
            gx = xp.real(gx)
        return resized(gx, self.x_shape)


class Irfftn(Irfft):
    """``ifft`` along several different axes but the last, along which :class:`Irfft`."""

    transform: ClassVar[Any] = staticmethod(np.fft.irfftn)
    inverse: ClassVar[Any] = staticmethod(np.fft.rfftn)


def weights(bins: Any, lengths: Any, axes: Any, of_two: float) -> Any:
    """Return ``of_two`` for bins that stand for two, otherwise 1: half of the last length."""
    n, axis = as_tuple(lengths)[-1], as_tuple(axes)[-1]
    w = np.full(n // 2 + 1, of_two, np.finfo(bins.dtype).dtype)
    w[0] = 1
    if n % 2 == 0:
        w[-1] = 1
    return w.reshape(-1, *(1,) * (bins.ndim - axis - 1))


@implements(np.fft.rfft)
def rfft(a: Operand, n: int | None = None, axis: int = -1, norm: Norm = None) -> Variable[Any, Any]:
    """Return the first half of the discrete Fourier transform of real numbers along an axis.

    Derivative: linear, so that it is the transform of a tangent. A cotangent goes through the
    inverse transform, bins counted once.

    Raises
    ------
    TypeError
        If ``a`` is complex.
    ValueError
        If ``n`` is less than 1, or ``norm`` unknown.
    numpy.exceptions.AxisError
        If there is no such axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.fft.rfft(ad.Variable(np.array([1.0, 0.0, 2.0, 0.0])))
    variable([ 3.+0.j -1.+0.j  3.+0.j])
    """
    axis, length = axis_of(a, axis)
    return apply1(Rfft(length if n is None else index(plain(n)), axis, norm), a)


@implements(np.fft.irfft)
def irfft(
    a: Operand, n: int | None = None, axis: int = -1, norm: Norm = None
) -> Variable[Any, Any]:
    """Return the real numbers whose discrete Fourier transform begins with ``a`` along an axis.

    Derivative: linear, so that it is the same of a tangent. A cotangent goes through ``rfft``,
    bins that stand for two counted twice.

    Policy: imaginary parts that NumPy ignores, of the first bin and for an even ``n`` of the
    last, have a gradient of 0.

    Raises
    ------
    ValueError
        If ``n`` is less than 1, or ``norm`` unknown.
    numpy.exceptions.AxisError
        If there is no such axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.fft.irfft(ad.Variable(np.array([3.0, -1.0, 3.0])))
    variable([1. 0. 2. 0.])
    """
    axis, bins = axis_of(a, axis)
    return apply1(Irfft(2 * (bins - 1) if n is None else plain(n), axis, norm), a)


@implements(np.fft.hfft)
def hfft(a: Operand, n: int | None = None, axis: int = -1, norm: Norm = None) -> Variable[Any, Any]:
    """Return the real spectrum of a Hermitian signal, of which ``a`` is the first half.

    Derivative: that of ``irfft(conj(a))``, which it is but for the scale.

    Policy: imaginary parts that NumPy ignores, of the first element and for an even ``n`` of the
    last, have a gradient of 0.

    Raises
    ------
    ValueError
        If ``n`` is less than 1, or ``norm`` unknown.
    numpy.exceptions.AxisError
        If there is no such axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.fft.hfft(ad.Variable(np.array([1.0, 2.0, 3.0])))
    variable([ 8. -2.  0. -2.])
    """
    return irfft(xp.conj(a), n, axis, OPPOSITE.get(norm, norm))


@implements(np.fft.ihfft)
def ihfft(
    a: Operand, n: int | None = None, axis: int = -1, norm: Norm = None
) -> Variable[Any, Any]:
    """Return the first half of the Hermitian signal whose spectrum is ``a``.

    Derivative: that of ``conj(rfft(a))``, which it is but for the scale.

    Raises
    ------
    TypeError
        If ``a`` is complex.
    ValueError
        If ``n`` is less than 1, or ``norm`` unknown.
    numpy.exceptions.AxisError
        If there is no such axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.fft.ihfft(ad.Variable(np.array([8.0, -2.0, 0.0, -2.0])))
    variable([1.-0.j 2.-0.j 3.-0.j])
    """
    y: Variable[Any, Any] = xp.conj(rfft(a, n, axis, OPPOSITE.get(norm, norm)))
    return y
