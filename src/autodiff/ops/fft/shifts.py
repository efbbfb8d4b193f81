"""Spectra with the zero frequency in the middle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.ops.manipulation.rearranging import roll
from autodiff.registry import implements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autodiff.typing import ScalarT, TypedOperand
    from autodiff.variable import Variable

__all__ = ["fftshift", "ifftshift"]


@implements(np.fft.fftshift)
def fftshift(
    x: TypedOperand[ScalarT, Any], axes: int | Sequence[int] | None = None
) -> Variable[ScalarT]:
    """Return the elements rolled by half the length, so that the zero frequency is in the middle.

    Derivative: the cotangent rolled back.

    Raises
    ------
    IndexError
        If there is no such axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.fft.fftshift(ad.Variable(np.array([0.0, 1.0, 2.0, -2.0, -1.0])))
    variable([-2. -1.  0.  1.  2.])
    """
    return _rolled(x, axes, 1)


@implements(np.fft.ifftshift)
def ifftshift(
    x: TypedOperand[ScalarT, Any], axes: int | Sequence[int] | None = None
) -> Variable[ScalarT]:
    """Return the elements rolled back to where they were before ``fftshift``.

    Derivative: the cotangent rolled as by ``fftshift``.

    Raises
    ------
    IndexError
        If there is no such axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.fft.ifftshift(ad.Variable(np.array([-2.0, -1.0, 0.0, 1.0, 2.0])))
    variable([ 0.  1.  2. -2. -1.])
    """
    return _rolled(x, axes, -1)


def _rolled(
    x: TypedOperand[ScalarT, Any], axes: int | Sequence[int] | None, direction: int
) -> Variable[ScalarT]:
    """Return the elements rolled by half of each length, along all axes by default."""
    shape = x.shape
    if isinstance(axes, (int, np.integer)):
        return roll(x, direction * (shape[axes] // 2), int(axes))
    along = range(len(shape)) if axes is None else axes
    return roll(x, [direction * (shape[axis] // 2) for axis in along], tuple(along))
