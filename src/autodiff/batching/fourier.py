"""Discrete Fourier transforms of batches, along axes of the elements."""

from __future__ import annotations

from typing import Any

import numpy as np

from .alignment import axes_of, axis_of
from .array import Batched
from .table import family

_f: Any = np.fft


@family(_f.fft, _f.ifft, _f.rfft, _f.irfft, _f.hfft, _f.ihfft)
def along(function: Any, a: Any, n: Any = None, axis: int = -1, norm: Any = None) -> Any:
    """Transform each element along one axis."""
    return Batched(function(a.values, n, axis_of(axis, a.ndim), norm))


@family(_f.fftn, _f.ifftn, _f.rfftn, _f.irfftn)
def over(function: Any, a: Any, s: Any = None, axes: Any = None, norm: Any = None) -> Any:
    """Transform each element along several axes."""
    if axes is None and s is not None:
        axes = range(-len(s), 0)
    return Batched(function(a.values, s, axes_of(axes, a.ndim), norm))


@family(_f.fft2, _f.ifft2, _f.rfft2, _f.irfft2)
def over_two(function: Any, a: Any, s: Any = None, axes: Any = (-2, -1), norm: Any = None) -> Any:
    """Transform each element along two axes."""
    return over(function, a, s, axes, norm)


@family(_f.fftshift, _f.ifftshift)
def shifted(function: Any, x: Any, axes: Any = None) -> Any:
    """Move the frequency 0 of each element."""
    return Batched(function(x.values, axes_of(axes, x.ndim)))
