"""What the checkers infer of ``autodiff.numpy.fft``. Run too."""

from __future__ import annotations

from typing import Any, assert_type

import numpy as np
import numpy.typing as npt

import autodiff.numpy as anp
from autodiff import Variable


def spectra(
    v: Variable[np.float64, tuple[int]],
    f: Variable[np.float32, tuple[int, int]],
    h: Variable[np.float16, tuple[int]],
    c: Variable[np.complex128, tuple[int, int]],
    d: Variable[np.complex64, tuple[int]],
    i: Variable[np.int64, tuple[int]],
    b: Variable[np.bool_, tuple[int]],
    u: Variable[np.float64],
    a: np.ndarray[tuple[int], np.dtype[np.float32]],
) -> None:
    assert_type(anp.fft.fft(v), Variable[np.complex128, tuple[int]])
    assert_type(anp.fft.fft(f, 4, axis=0), Variable[np.complex64, tuple[int, int]])
    assert_type(anp.fft.fft(h), Variable[np.complex64, tuple[int]])
    assert_type(anp.fft.fft(c, norm="ortho"), Variable[np.complex128, tuple[int, int]])
    assert_type(anp.fft.ifft(d), Variable[np.complex64, tuple[int]])
    assert_type(anp.fft.ifft(i, n=8), Variable[np.complex128, tuple[int]])
    assert_type(anp.fft.fft(b), Variable[np.complex128, tuple[int]])
    assert_type(anp.fft.fft(u), Variable[np.complex128])
    assert_type(anp.fft.fft(a), np.ndarray[tuple[int], np.dtype[np.complex64]])
    assert_type(anp.fft.fft([1.0, 2.0]), npt.NDArray[np.complex128])
    assert_type(anp.fft.rfft(v), Variable[np.complex128, tuple[int]])
    assert_type(anp.fft.rfft(f, axis=-1), Variable[np.complex64, tuple[int, int]])
    assert_type(anp.fft.ihfft(h), Variable[np.complex64, tuple[int]])
    assert_type(anp.fft.ihfft(i), Variable[np.complex128, tuple[int]])
    assert_type(anp.fft.rfft(a, 6), np.ndarray[tuple[int], np.dtype[np.complex64]])
    assert_type(anp.fft.rfft([1, 2]), npt.NDArray[np.complex128])


def signals(
    v: Variable[np.float64, tuple[int]],
    f: Variable[np.float32, tuple[int]],
    c: Variable[np.complex128, tuple[int, int]],
    d: Variable[np.complex64, tuple[int]],
    i: Variable[np.int64, tuple[int]],
    u: Variable[np.complex128],
    a: np.ndarray[tuple[int], np.dtype[np.complex64]],
) -> None:
    assert_type(anp.fft.irfft(v), Variable[np.float64, tuple[int]])
    assert_type(anp.fft.irfft(f, n=4), Variable[np.float32, tuple[int]])
    assert_type(anp.fft.irfft(c, axis=0), Variable[np.float64, tuple[int, int]])
    assert_type(anp.fft.hfft(d), Variable[np.float32, tuple[int]])
    assert_type(anp.fft.hfft(i, norm="forward"), Variable[np.float64, tuple[int]])
    assert_type(anp.fft.irfft(u), Variable[np.float64])
    assert_type(anp.fft.irfft(a), np.ndarray[tuple[int], np.dtype[np.float32]])
    assert_type(anp.fft.irfft([1.0, 2.0]), npt.NDArray[Any])
    assert_type(anp.fft.irfft(anp.fft.rfft(v), 3), Variable[np.float64, tuple[int]])


def several_axes(
    m: Variable[np.float64, tuple[int, int]],
    f: Variable[np.float32, tuple[int, int, int]],
    c: Variable[np.complex64, tuple[int, int]],
    u: Variable[np.float64],
    a: np.ndarray[tuple[int, int], np.dtype[np.float64]],
) -> None:
    assert_type(anp.fft.fft2(m), Variable[np.complex128, tuple[int, int]])
    assert_type(anp.fft.ifft2(c, s=(4, 4)), Variable[np.complex64, tuple[int, int]])
    assert_type(anp.fft.fftn(f, axes=(0, 2)), Variable[np.complex64, tuple[int, int, int]])
    assert_type(anp.fft.ifftn(u), Variable[np.complex128])
    assert_type(anp.fft.rfft2(m, norm="ortho"), Variable[np.complex128, tuple[int, int]])
    assert_type(anp.fft.rfftn(f), Variable[np.complex64, tuple[int, int, int]])
    assert_type(anp.fft.irfft2(c, (3, 3)), Variable[np.float32, tuple[int, int]])
    assert_type(anp.fft.irfftn(m, axes=[0, 1]), Variable[np.float64, tuple[int, int]])
    assert_type(anp.fft.fft2(a), np.ndarray[tuple[int, int], np.dtype[np.complex128]])


def frequencies(
    d: Variable[np.float32, tuple[()]],
    m: Variable[np.float32, tuple[int, int]],
    c: Variable[np.complex128, tuple[int]],
    i: Variable[np.int64, tuple[int]],
    a: np.ndarray[tuple[int], np.dtype[np.float32]],
) -> None:
    assert_type(anp.fft.fftshift(m, axes=0), Variable[np.float32, tuple[int, int]])
    assert_type(anp.fft.ifftshift(c), Variable[np.complex128, tuple[int]])
    assert_type(anp.fft.fftshift(i, (0,)), Variable[np.int64, tuple[int]])
    assert_type(anp.fft.ifftshift(a), np.ndarray[tuple[int], np.dtype[np.float32]])
    assert_type(anp.fft.fftfreq(5), np.ndarray[tuple[int], np.dtype[np.float64]])
    assert_type(anp.fft.rfftfreq(5, d=0.5), np.ndarray[tuple[int], np.dtype[np.float64]])
    assert_type(anp.fft.fftfreq(5, d), Variable[np.float64, tuple[int]])
    assert_type(anp.fft.rfftfreq(5, d), Variable[np.float64, tuple[int]])
