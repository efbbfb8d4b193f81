"""Transforms along several axes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from autodiff.apply import apply1
from autodiff.operands import plain
from autodiff.registry import implements

from .half_spectrum import Irfftn, Rfftn, irfft, rfft
from .whole_spectrum import Fftn, Ifftn, axis_of, fft, ifft

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autodiff.operation import Unary
    from autodiff.typing import Operand
    from autodiff.variable import Variable

    from .whole_spectrum import Norm

    Transform: TypeAlias = Callable[[Any, int | None, int, Norm], Any]
    Rule: TypeAlias = Callable[[tuple[int, ...], tuple[int, ...], Norm], Unary]
    Steps: TypeAlias = list[tuple[int | None, int]]

__all__ = ["fft2", "fftn", "ifft2", "ifftn", "irfft2", "irfftn", "rfft2", "rfftn"]

FORWARDS: Final = np.lib.NumpyVersion(np.__version__) < "2.1.2"
"""Whether ``rfftn`` went along the others from the first on, which tells where one is repeated."""


def steps(
    numpys: Callable[..., Any], a: Any, s: Sequence[int] | None, axes: Sequence[int] | None
) -> Steps:
    """Return length and axis of each transform that ``numpys(a, s, axes)`` consists of."""
    lengths = None if s is None else [*plain(s)]
    if lengths is not None and (axes is None or len(axes) != len(lengths) or None in lengths):
        numpys(plain(a), lengths, axes)  # warns of what is deprecated, and raises what is wrong
    if axes is None:
        axes = range(len(a.shape)) if lengths is None else range(-len(lengths), 0)
    along = [normalize_axis_index(axis, len(a.shape)) for axis in axes]
    whole = [a.shape[axis] for axis in along]
    if lengths is None:
        lengths = whole
    return [
        (all_of_it if n == -1 else n, axis)
        for n, all_of_it, axis in zip(lengths, whole, along, strict=True)
    ]


def at_once(rule: Rule, a: Any, each: Steps, norm: Norm) -> Variable[Any, Any]:
    """Return the transform along all axes by one operation; they are different."""
    lengths = tuple(a.shape[axis] if n is None else n for n, axis in each)
    return apply1(rule(lengths, tuple(axis for _, axis in each), norm), a)


def one_by_one(transform: Transform, a: Any, each: Steps, norm: Norm) -> Any:
    """Return ``a`` after one transform after the other, the last first."""
    for n, axis in reversed(each):
        a = transform(a, n, axis, norm)
    return a


def repeats(each: Steps) -> bool:
    """Whether there are several transforms along one axis."""
    return len({axis for _, axis in each}) < len(each)


@implements(np.fft.fftn)
def fftn(
    a: Operand,
    s: Sequence[int] | None = None,
    axes: Sequence[int] | None = None,
    norm: Norm = None,
) -> Variable[Any, Any]:
    """Return the discrete Fourier transform along several axes, along all by default.

    Derivative: linear, so that it is the transform of a tangent, and of a cotangent too.

    Raises
    ------
    ValueError
        If a length is less than 1, ``s`` and ``axes`` differ in length, or ``norm`` is unknown.
    numpy.exceptions.AxisError
        If there is no such axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.fft.fftn(ad.Variable(np.array([[1.0, 2.0], [3.0, 4.0]])))
    variable([[10.+0.j -2.+0.j]
              [-4.+0.j  0.+0.j]])
    """
    each = steps(np.fft.fftn, a, s, axes)
    if repeats(each) or not each:
        return one_by_one(fft, a, each, norm)  # type: ignore[no-any-return]  # a Variable
    return at_once(Fftn, a, each, norm)


@implements(np.fft.ifftn)
def ifftn(
    a: Operand,
    s: Sequence[int] | None = None,
    axes: Sequence[int] | None = None,
    norm: Norm = None,
) -> Variable[Any, Any]:
    """Return the inverse discrete Fourier transform along several axes, along all by default.

    Derivative: linear, so that it is the inverse transform of a tangent, and of a cotangent too.

    Raises
    ------
    ValueError
        If a length is less than 1, ``s`` and ``axes`` differ in length, or ``norm`` is unknown.
    numpy.exceptions.AxisError
        If there is no such axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.fft.ifftn(ad.Variable(np.array([[10.0, -2.0], [-4.0, 0.0]]))).real
    variable([[1. 2.]
              [3. 4.]])
    """
    each = steps(np.fft.ifftn, a, s, axes)
    if repeats(each) or not each:
        return one_by_one(ifft, a, each, norm)  # type: ignore[no-any-return]  # a Variable
    return at_once(Ifftn, a, each, norm)


@implements(np.fft.rfftn)
def rfftn(
    a: Operand,
    s: Sequence[int] | None = None,
    axes: Sequence[int] | None = None,
    norm: Norm = None,
) -> Variable[Any, Any]:
    """Return the discrete Fourier transform of real numbers, the first half along the last axis.

    Derivative: linear, so that it is the transform of a tangent; see ``rfft`` and ``fft`` for the
    cotangent.

    Raises
    ------
    TypeError
        If ``a`` is complex.
    ValueError
        If a length is less than 1, ``s`` and ``axes`` differ in length, or ``norm`` is unknown.
    numpy.exceptions.AxisError
        If there is no such axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.fft.rfftn(ad.Variable(np.ones((2, 3))))
    variable([[6.+0.j 0.+0.j]
              [0.+0.j 0.+0.j]])
    """
    each = steps(np.fft.rfftn, a, s, axes)
    n, axis = each[-1]
    if repeats(each):
        others = each[-2::-1] if FORWARDS else each[:-1]
        return one_by_one(fft, rfft(a, n, axis, norm), others, norm)  # type: ignore[no-any-return]  # a Variable
    return at_once(Rfftn, a, each, norm)


@implements(np.fft.irfftn)
def irfftn(
    a: Operand,
    s: Sequence[int] | None = None,
    axes: Sequence[int] | None = None,
    norm: Norm = None,
) -> Variable[Any, Any]:
    """Return the real numbers of which ``rfftn`` gives ``a``.

    Derivative: linear, so that it is the same of a tangent; see ``ifft`` and ``irfft`` for the
    cotangent.

    Raises
    ------
    ValueError
        If a length is less than 1, ``s`` and ``axes`` differ in length, or ``norm`` is unknown.
    numpy.exceptions.AxisError
        If there is no such axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.fft.irfftn(ad.Variable(np.array([[6.0, 0.0], [0.0, 0.0]])), (2, 3), (0, 1))
    variable([[1. 1. 1.]
              [1. 1. 1.]])
    """
    each = steps(np.fft.irfftn, a, s, axes)
    n, axis = each[-1]
    if repeats(each):
        whole = one_by_one(ifft, a, each[-2::-1], norm)
        return irfft(whole, None if s is None else n, axis, norm)
    if s is None or n is None:
        _, bins = axis_of(a, axis)
        each[-1] = 2 * (bins - 1), axis
    return at_once(Irfftn, a, each, norm)


@implements(np.fft.fft2)
def fft2(
    a: Operand,
    s: Sequence[int] | None = None,
    axes: Sequence[int] | None = (-2, -1),
    norm: Norm = None,
) -> Variable[Any, Any]:
    """Return the discrete Fourier transform along two axes, the last by default.

    Derivative: that of ``fftn``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.fft.fft2(ad.Variable(np.array([[1.0, 2.0], [3.0, 4.0]])))
    variable([[10.+0.j -2.+0.j]
              [-4.+0.j  0.+0.j]])
    """
    return fftn(a, s, axes, norm)


@implements(np.fft.ifft2)
def ifft2(
    a: Operand,
    s: Sequence[int] | None = None,
    axes: Sequence[int] | None = (-2, -1),
    norm: Norm = None,
) -> Variable[Any, Any]:
    """Return the inverse discrete Fourier transform along two axes, the last by default.

    Derivative: that of ``ifftn``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.fft.ifft2(ad.Variable(np.array([[10.0, -2.0], [-4.0, 0.0]]))).real
    variable([[1. 2.]
              [3. 4.]])
    """
    return ifftn(a, s, axes, norm)


@implements(np.fft.rfft2)
def rfft2(
    a: Operand,
    s: Sequence[int] | None = None,
    axes: Sequence[int] | None = (-2, -1),
    norm: Norm = None,
) -> Variable[Any, Any]:
    """Return the discrete Fourier transform of real numbers along two axes, the last by default.

    Derivative: that of ``rfftn``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.fft.rfft2(ad.Variable(np.ones((2, 3))))
    variable([[6.+0.j 0.+0.j]
              [0.+0.j 0.+0.j]])
    """
    return rfftn(a, s, axes, norm)


@implements(np.fft.irfft2)
def irfft2(
    a: Operand,
    s: Sequence[int] | None = None,
    axes: Sequence[int] | None = (-2, -1),
    norm: Norm = None,
) -> Variable[Any, Any]:
    """Return the real numbers of which ``rfft2`` gives ``a``.

    Derivative: that of ``irfftn``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.fft.irfft2(ad.Variable(np.array([[6.0, 0.0], [0.0, 0.0]])), (2, 3))
    variable([[1. 1. 1.]
              [1. 1. 1.]])
    """
    return irfftn(a, s, axes, norm)
