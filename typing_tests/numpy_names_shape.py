"""What the checkers infer of ``autodiff.numpy``: shapes, joining, creation, choice. Run too."""

from __future__ import annotations

from typing import Any, assert_type

import numpy.typing as npt

import autodiff.numpy as anp
from autodiff import Variable


def same_shape(
    v: Variable[anp.float32, tuple[int]],
    m: Variable[anp.float64, tuple[int, int]],
    u: Variable[anp.float64],
    i: Variable[anp.int64, tuple[int]],
    a: anp.ndarray[tuple[int, int], anp.dtype[anp.float32]],
) -> None:
    assert_type(anp.roll(v, 1), Variable[anp.float32, tuple[int]])
    assert_type(anp.roll(m, shift=(1, 2), axis=(0, 1)), Variable[anp.float64, tuple[int, int]])
    assert_type(anp.roll(u, 1), Variable[anp.float64])
    assert_type(anp.roll(i, 1), Variable[anp.int64, tuple[int]])
    assert_type(anp.roll(a, 1, axis=0), anp.ndarray[tuple[int, int], anp.dtype[anp.float32]])
    assert_type(anp.roll([1, 2], 1), npt.NDArray[Any])
    assert_type(anp.flip(m, axis=0), Variable[anp.float64, tuple[int, int]])
    assert_type(anp.fliplr(a), anp.ndarray[tuple[int, int], anp.dtype[anp.float32]])
    assert_type(anp.rot90(m, k=2), Variable[anp.float64, tuple[int, int]])
    assert_type(anp.moveaxis(m, 0, 1), Variable[anp.float64, tuple[int, int]])
    assert_type(anp.matrix_transpose(m), Variable[anp.float64, tuple[int, int]])
    assert_type(anp.pad(v, 1, mode="edge"), Variable[anp.float32, tuple[int]])
    assert_type(anp.copy(v), Variable[anp.float32, tuple[int]])
    assert_type(anp.round(v, 2), Variable[anp.float32, tuple[int]])
    assert_type(anp.round(a, decimals=2), anp.ndarray[tuple[int, int], anp.dtype[anp.float32]])
    assert_type(anp.sort(m, axis=0), Variable[anp.float64, tuple[int, int]])
    assert_type(anp.sort(m, None), Variable[anp.float64, tuple[int]])
    assert_type(anp.sort(a, kind="stable"), anp.ndarray[tuple[int, int], anp.dtype[anp.float32]])
    assert_type(anp.diff(v, n=2), Variable[anp.float32, tuple[int]])
    assert_type(anp.swapaxes(m, 0, 1), Variable[anp.float64, tuple[int, int]])
    assert_type(anp.ravel(m), Variable[anp.float64, tuple[int]])
    assert_type(anp.ravel(a), anp.ndarray[tuple[int], anp.dtype[anp.float32]])


def other_rank(
    v: Variable[anp.float32, tuple[int]],
    m: Variable[anp.float64, tuple[int, int]],
    a: npt.NDArray[anp.float64],
) -> None:
    assert_type(anp.squeeze(m[:1], axis=0), Variable[anp.float64])
    assert_type(anp.expand_dims(v, axis=0), Variable[anp.float32])
    assert_type(anp.expand_dims(a, 0), npt.NDArray[anp.float64])
    assert_type(anp.repeat(v, 2), Variable[anp.float32])
    assert_type(anp.tile(v, (2, 2)), Variable[anp.float32])
    assert_type(anp.delete(v, 0), Variable[anp.float32])
    assert_type(anp.insert(a, 0, 1.0), npt.NDArray[anp.float64])
    assert_type(anp.append(v, v), Variable[anp.float32])
    assert_type(anp.atleast_2d(v), Variable[anp.float32])
    assert_type(anp.atleast_1d(a), npt.NDArray[anp.float64])
    assert_type(anp.split(m, 3, axis=1), list[Variable[anp.float64, tuple[int, int]]])
    assert_type(anp.array_split(a, [1, 3]), list[npt.NDArray[anp.float64]])
    assert_type(anp.unstack(m, axis=0), tuple[Variable[anp.float64], ...])


def joining(
    v: Variable[anp.float32, tuple[int]],
    m: Variable[anp.float64, tuple[int, int]],
    u: Variable[anp.float64],
    a: npt.NDArray[anp.float64],
) -> None:
    assert_type(anp.hstack([v, v]), Variable[anp.float32])
    assert_type(anp.vstack((m, u)), Variable[anp.float64])
    assert_type(anp.vstack([a, a]), npt.NDArray[anp.float64])
    assert_type(anp.concatenate([m, a]), Variable[anp.float64])
    assert_type(anp.hstack([a, m]), Variable[anp.float64])
    assert_type(anp.stack([a, m]), Variable[anp.float64])
    assert_type(anp.concatenate((a, a), axis=1), npt.NDArray[anp.float64])
    assert_type(anp.concat([v, v], axis=0), Variable[anp.float32, tuple[int]])
    assert_type(anp.column_stack([v, v]), Variable[anp.float32])
    assert_type(anp.stack([a, a]), npt.NDArray[anp.float64])
    assert_type(anp.block([[m, m], [m, m]]), Variable[anp.float64])
    assert_type(anp.broadcast_arrays(m, m), tuple[Variable[anp.float64], ...])
    assert_type(anp.broadcast_arrays(a, a), tuple[npt.NDArray[anp.float64], ...])


def numpys_own() -> None:
    assert_type(anp.zeros(3), anp.ndarray[tuple[int], anp.dtype[anp.float64]])
    assert_type(anp.eye(2), anp.ndarray[tuple[int, int], anp.dtype[anp.float64]])
    assert_type(anp.pi, float)
    assert_type(anp.finfo(anp.float32).eps, anp.float32)
