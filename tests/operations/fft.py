"""Rows of discrete Fourier transforms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .case import Case, real, row

NORMS = [None, "backward", "ortho", "forward"]


def parts(f: Callable[..., Any], **options: Any) -> Callable[[Any], Any]:
    """Return the function whose results are real and imaginary parts of those of ``f``."""

    def both(x: Any) -> Any:
        y = f(x, **options)
        return np.concatenate([np.real(y), np.imag(y)], axis=-1)

    return both


def of_parts(f: Callable[..., Any], **options: Any) -> Callable[[Any, Any], Any]:
    """Return the function ``f`` of two real arrays, which make a complex one."""

    def of_both(re: Any, im: Any) -> Any:
        return f(re + 1j * im, **options)

    return of_both


LENGTHS: list[tuple[tuple[int, ...], dict[str, Any]]] = [
    ((1,), {}),
    ((2,), {}),
    ((5,), {}),
    ((6,), {"norm": "ortho"}),
    ((6,), {"n": 4}),
    ((6,), {"n": 3, "norm": "forward"}),
    ((5,), {"n": 8, "norm": "backward"}),
    ((4,), {"n": 7, "norm": "ortho"}),
    ((3,), {"n": 1}),
    ((2, 4), {}),
    ((4, 2), {"axis": 0}),
    ((3, 2), {"axis": -2, "n": 5, "norm": "forward"}),
    ((2, 3, 2), {"axis": 1, "n": 2}),
    ((0, 3), {}),
    ((2, 0), {"n": 3}),
]
"""Shapes and arguments of transforms along one axis, cut and padded, of odd and even lengths."""

SEVERAL: list[tuple[tuple[int, ...], dict[str, Any]]] = [
    ((3, 4), {}),
    ((4, 3), {"norm": "ortho"}),
    ((2, 3, 2), {"axes": (0, 2), "norm": "forward"}),
    ((2, 3, 2), {"axes": (-1, 0), "s": (3, 3)}),
    ((3, 4), {"s": (2, 5), "axes": (0, 1)}),
    ((3, 4), {"s": (-1, 3), "axes": (1, 0)}),
    ((2, 3), {"axes": (1, 1)}),
    ((2, 3), {"axes": (1, 1), "s": (2, 4), "norm": "ortho"}),
    ((2, 3), {"axes": (1,)}),
    ((2, 3, 4), {"axes": (2, 0, 1), "s": (3, 3, 2)}),
    ((2, 3), {"axes": (0, 0, 1), "s": (1, 4, 3)}),
    ((0, 2, 2), {"axes": (1, 2)}),
]
"""Of transforms along several, which NumPy lets repeat."""


def possible(f: Callable[..., Any], shape: tuple[int, ...], options: dict[str, Any]) -> bool:
    """Whether NumPy has that: one bin is half of no length, and of none NumPy reads beyond."""
    try:
        f(np.ones(shape), **options)
    except ValueError:
        return False
    return 0 not in shape[1:]


CASES: list[Case] = [
    *(
        row(f.__name__, parts(f, **options), real(*shape), holomorphic=True)
        for f in (np.fft.fft, np.fft.ifft)
        for shape, options in LENGTHS
    ),
    *(
        row(f.__name__, parts(f, **options), real(*shape))
        for f in (np.fft.rfft, np.fft.ihfft)
        for shape, options in LENGTHS
    ),
    *(
        row(f.__name__, of_parts(f, **options), real(*shape), real(*shape, seed=1))
        for f in (np.fft.irfft, np.fft.hfft)
        for shape, options in LENGTHS
        if possible(f, shape, options)
    ),
    *(
        row(f.__name__, lambda x, f=f, n=n, norm=norm: f(x, n, 0, norm), real(4), holomorphic=True)
        for f in (np.fft.irfft, np.fft.hfft)
        for n in (None, 7, 4, 3)
        for norm in NORMS
    ),
    *(
        row(f.__name__, parts(f, **options), real(*shape), holomorphic=True)
        for f in (np.fft.fftn, np.fft.ifftn)
        for shape, options in [*SEVERAL, ((2, 2, 3), {})]
    ),
    *(
        row(f.__name__, parts(f, **options), real(*shape), holomorphic=True)
        for f in (np.fft.fft2, np.fft.ifft2)
        for shape, options in SEVERAL
    ),
    row("fftn", lambda x: np.fft.fftn(x, axes=()), real(2, 3), holomorphic=True),
    row("fftn", np.fft.fftn, real(), holomorphic=True),
    *(
        row(f.__name__, parts(f, **options), real(*shape))
        for f in (np.fft.rfftn, np.fft.rfft2)
        for shape, options in SEVERAL
    ),
    *(
        row(f.__name__, of_parts(f, **options), real(*shape), real(*shape, seed=1))
        for f in (np.fft.irfftn, np.fft.irfft2)
        for shape, options in SEVERAL
        if possible(f, shape, options)
    ),
    row("irfftn", lambda x: np.fft.irfftn(x, (2, 5), (0, 1)), real(3, 4), holomorphic=True),
    row("irfft2", lambda x: np.fft.irfft2(x, norm="forward"), real(2, 3), holomorphic=True),
    *(
        row(f.__name__, lambda x, f=f, axes=axes: f(x, axes), real(*shape), holomorphic=True)
        for f in (np.fft.fftshift, np.fft.ifftshift)
        for shape, axes in [
            ((5,), None),
            ((1,), 0),
            ((0,), None),
            ((2, 3), None),
            ((2, 3), -1),
            ((3, 4), (0,)),
            ((3, 5), (1, 0)),
            ((3, 5), (1, 1)),
            ((3, 2), ()),
        ]
    ),
]
