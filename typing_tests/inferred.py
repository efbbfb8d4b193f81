"""What the checkers infer: dtype and rank through every operation. Never run, only checked."""

from __future__ import annotations

from typing import Any, assert_type

import numpy as np
import numpy.typing as npt

import autodiff as ad
from autodiff import Variable
from autodiff.diagnosis import HookHandle
from autodiff.typing import InexactT, ShapeT


def ranks(
    s: Variable[np.float64, tuple[()]],
    v: Variable[np.float64, tuple[int]],
    m: Variable[np.float64, tuple[int, int]],
    t: Variable[np.float64, tuple[int, int, int]],
    u: Variable[np.float64],
) -> None:
    assert_type(s + s, Variable[np.float64, tuple[()]])
    assert_type(s * v, Variable[np.float64, tuple[int]])
    assert_type(v - s, Variable[np.float64, tuple[int]])
    assert_type(v / v, Variable[np.float64, tuple[int]])
    assert_type(m + v, Variable[np.float64, tuple[int, int]])
    assert_type(v * m, Variable[np.float64, tuple[int, int]])
    assert_type(m**m, Variable[np.float64, tuple[int, int]])
    assert_type(t + m, Variable[np.float64, tuple[int, int, int]])
    assert_type(v + t, Variable[np.float64, tuple[int, int, int]])
    assert_type(t * t, Variable[np.float64, tuple[int, int, int]])
    assert_type(u + v, Variable[np.float64])
    assert_type(m * u, Variable[np.float64])
    assert_type(u / u, Variable[np.float64])
    assert_type(-m, Variable[np.float64, tuple[int, int]])
    assert_type(abs(v), Variable[np.float64, tuple[int]])


def weak_numbers(f: Variable[np.float32, tuple[int]], d: Variable[np.float64, tuple[int]]) -> None:
    assert_type(2 * f, Variable[np.float32, tuple[int]])
    assert_type(f * 2.0, Variable[np.float32, tuple[int]])
    assert_type(1.0 / f, Variable[np.float32, tuple[int]])
    assert_type(f**2, Variable[np.float32, tuple[int]])
    assert_type(d - 1, Variable[np.float64, tuple[int]])
    assert_type(d + f, Variable[np.float64, tuple[int]])
    assert_type(f + d, Variable[np.float64, tuple[int]])


def mixed(
    f: Variable[np.float32, tuple[int]],
    d: Variable[np.float64, tuple[int, int]],
    c: Variable[np.complex64, tuple[int]],
    z: Variable[np.complex128, tuple[int]],
    i: Variable[np.int64, tuple[int]],
    g: Variable[np.floating[Any]],
    a: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    n: np.ndarray[tuple[int], np.dtype[np.int64]],
) -> None:
    assert_type(f + d, Variable[np.float64, tuple[int, int]])
    assert_type(d * f, Variable[np.float64, tuple[int, int]])
    assert_type(c + d, Variable[np.complex128, tuple[int, int]])
    assert_type(d - c, Variable[np.complex128, tuple[int, int]])
    assert_type(c * z, Variable[np.complex128, tuple[int]])
    assert_type(z / d, Variable[np.complex128, tuple[int, int]])
    assert_type(d * 1j, Variable[np.complex128, tuple[int, int]])
    assert_type(f * 1j, Variable[np.complex64, tuple[int]])
    assert_type(c * 2.0, Variable[np.complex64, tuple[int]])
    assert_type(c * np.complex128(1j), Variable[np.complex128, tuple[int]])
    assert_type(f * np.float64(2.0), Variable[np.float64, tuple[int]])
    assert_type(i + d, Variable[np.float64, tuple[int, int]])
    assert_type(d + i, Variable[np.float64, tuple[int, int]])
    assert_type(f + i, Variable[np.float64, tuple[int]])
    assert_type(i + i, Variable[np.int64, tuple[int]])
    assert_type(i * 2, Variable[np.int64, tuple[int]])
    assert_type(i * 2.0, Variable[np.float64, tuple[int]])
    assert_type(i / i, Variable[np.float64, tuple[int]])
    assert_type(i / 2, Variable[np.float64, tuple[int]])
    assert_type(a * f, Variable[np.float64, tuple[int, int]])
    assert_type(f - a, Variable[np.float64, tuple[int, int]])
    assert_type(d * n, Variable[np.float64, tuple[int, int]])
    assert_type(n * d, Variable[np.float64, tuple[int, int]])
    assert_type(g * 2.0, Variable[np.floating[Any]])
    assert_type(abs(z), Variable[np.float64, tuple[int]])
    assert_type(i.mean(), Variable[np.float64, tuple[()]])


def generic(x: Variable[InexactT, ShapeT]) -> None:
    assert_type(2.0 * x, Variable[InexactT, ShapeT])
    assert_type(x**2, Variable[InexactT, ShapeT])


def unknown_dtype(bare: Variable, d: Variable[np.float64, tuple[int]]) -> None:
    assert_type(bare * 2.0, Variable)


def arrays(
    v: Variable[np.float64, tuple[int]],
    m: Variable[np.float64, tuple[int, int]],
    a: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    x: npt.NDArray[np.float64],
) -> None:
    assert_type(v + a, Variable[np.float64, tuple[int, int]])
    assert_type(m * a, Variable[np.float64, tuple[int, int]])
    assert_type(m + x, Variable[np.float64])
    assert_type(m @ a, Variable[np.float64, tuple[int, int]])


def products(
    v: Variable[np.float64, tuple[int]],
    m: Variable[np.float64, tuple[int, int]],
    u: Variable[np.float64],
    f: Variable[np.float32, tuple[int]],
    c: Variable[np.complex64, tuple[int]],
    a: np.ndarray[tuple[int, int], np.dtype[np.float64]],
) -> None:
    assert_type(m @ m, Variable[np.float64, tuple[int, int]])
    assert_type(m @ v, Variable[np.float64, tuple[int]])
    assert_type(v @ m, Variable[np.float64, tuple[int]])
    assert_type(v @ v, Variable[np.float64, tuple[()]])
    assert_type(u @ m, Variable[np.float64])
    assert_type(f @ m, Variable[np.float64, tuple[int]])
    assert_type(m @ f, Variable[np.float64, tuple[int]])
    assert_type(f @ f, Variable[np.float32, tuple[()]])
    assert_type(c @ m, Variable[np.complex128, tuple[int]])
    assert_type(a @ v, Variable[np.float64, tuple[int]])
    assert_type(a @ f, Variable[np.float64, tuple[int]])


def methods(
    v: Variable[np.float32, tuple[int]],
    m: Variable[np.float64, tuple[int, int]],
    t: Variable[np.float64, tuple[int, int, int]],
    u: Variable[np.float64],
) -> None:
    assert_type(m.sum(), Variable[np.float64, tuple[()]])
    assert_type(v.sum(axis=0), Variable[np.float32, tuple[()]])
    assert_type(m.mean(axis=1), Variable[np.float64, tuple[int]])
    assert_type(t.max(axis=0), Variable[np.float64, tuple[int, int]])
    assert_type(m.min(axis=0, keepdims=True), Variable[np.float64, tuple[int, int]])
    assert_type(u.sum(axis=0), Variable[np.float64])
    assert_type(m.T, Variable[np.float64, tuple[int, int]])
    assert_type(m.reshape(-1), Variable[np.float64, tuple[int]])
    assert_type(v.reshape(2, 3), Variable[np.float32, tuple[int, int]])
    assert_type(v.reshape((2, 3, 4)), Variable[np.float32, tuple[int, int, int]])
    assert_type(v[0], Variable[np.float32, tuple[()]])
    assert_type(m[0], Variable[np.float64, tuple[int]])
    assert_type(m[0, 1], Variable[np.float64, tuple[()]])
    assert_type(m[1:], Variable[np.float64, tuple[int, int]])
    assert_type(m[None], Variable[np.float64, tuple[int, int, int]])
    assert_type(v[None], Variable[np.float32, tuple[int, int]])
    assert_type(v[:, None], Variable[np.float32, tuple[int, int]])
    assert_type(m[:, 0], Variable[np.float64, tuple[int]])
    assert_type(m[0, 1:], Variable[np.float64, tuple[int]])
    assert_type(m[..., 0], Variable[np.float64, tuple[int]])
    assert_type(m[1:, ::2], Variable[np.float64, tuple[int, int]])
    assert_type(m[...], Variable[np.float64, tuple[int, int]])
    assert_type(t[0], Variable[np.float64, tuple[int, int]])
    assert_type(t[0, 1], Variable[np.float64, tuple[int]])
    assert_type(t[0, 1, 2], Variable[np.float64, tuple[()]])
    assert_type(u[0], Variable[np.float64])
    assert_type(u[None], Variable[np.float64])
    assert_type(m[[0, 1]], Variable[np.float64])
    assert_type(v.dtype, np.dtype[np.float32])
    assert_type(m.shape, tuple[int, int])


def single(g: np.ndarray[tuple[int], np.dtype[np.float32]]) -> npt.NDArray[np.float32] | None:
    return None if g.max() < 1 else g / g.max()


def values(
    v: Variable[np.float32, tuple[int]],
    m: Variable[np.float64, tuple[int, int]],
) -> None:
    assert_type(m.data, np.ndarray[tuple[int, int], np.dtype[np.float64]])
    assert_type(v.grad, np.ndarray[tuple[int], np.dtype[np.float32]] | None)
    v.register_hook(single)
    v.register_hook(lambda g: g * 2)
    v.register_hook(lambda g: print(g.shape))
    with m.register_hook(lambda g: np.clip(g, -1.0, 1.0)) as handle:
        assert_type(handle, HookHandle)
    m.register_hook(lambda g: assert_type(g, np.ndarray[tuple[int, int], np.dtype[np.float64]]))
    assert_type(v < 1.0, npt.NDArray[np.bool_])
    assert_type(m == m, npt.NDArray[np.bool_])


def functions(
    v: Variable[np.float32, tuple[int]], m: Variable[np.float64, tuple[int, int]]
) -> None:
    assert_type(ad.exp(v), Variable[np.float32, tuple[int]])
    assert_type(ad.sin(m), Variable[np.float64, tuple[int, int]])
    assert_type(ad.sum(m), Variable[np.float64])
    assert_type(ad.gradients(m, v), Variable[np.float32, tuple[int]])
    assert_type(ad.gradients(m, [v]), tuple[Variable[np.float32, tuple[int]], ...])
    assert_type(
        ad.gradients(m, (v, m)),
        tuple[Variable[np.float32, tuple[int]], Variable[np.float64, tuple[int, int]]],
    )


def made() -> None:
    assert_type(Variable(np.zeros((2, 3))), Variable[np.float64, tuple[int, int]])
    bare: Variable = Variable(np.zeros(3))
    assert_type(bare, Variable[Any, tuple[Any, ...]])
