"""What the checkers infer of ``autodiff.numpy``: creation, choice, several results. Run too."""

from __future__ import annotations

from typing import Any, assert_type

import numpy.typing as npt

import autodiff.numpy as anp
from autodiff import Variable


def creation(
    s: Variable[anp.float64, tuple[()]],
    v: Variable[anp.float32, tuple[int]],
    m: Variable[anp.float64, tuple[int, int]],
    a: anp.ndarray[tuple[int, int], anp.dtype[anp.float32]],
) -> None:
    assert_type(anp.zeros_like(v), Variable[anp.float32, tuple[int]])
    assert_type(anp.ones_like(a), anp.ndarray[tuple[int, int], anp.dtype[anp.float32]])
    assert_type(anp.empty_like(v, dtype=anp.float64), Variable[anp.float64, tuple[int]])
    assert_type(anp.zeros_like(v, shape=(2, 2)), Variable[anp.float32])
    assert_type(anp.zeros_like([1.0, 2.0]), npt.NDArray[Any])
    assert_type(anp.full_like(v, 2.0), Variable[anp.float32, tuple[int]])
    assert_type(anp.array(v), Variable[anp.float32, tuple[int]])
    assert_type(anp.array(a), anp.ndarray[tuple[int, int], anp.dtype[anp.float32]])
    assert_type(anp.array([1.0, 2.0]), npt.NDArray[Any])
    assert_type(anp.array([1, 2], dtype=anp.float64), npt.NDArray[anp.float64])
    assert_type(anp.array([s, s]), Variable[Any])
    assert_type(anp.array([s, 1.0]), Variable[Any])
    assert_type(anp.asarray(v, dtype=anp.float64), Variable[anp.float64, tuple[int]])
    assert_type(anp.asarray(a), anp.ndarray[tuple[int, int], anp.dtype[anp.float32]])
    assert_type(anp.ascontiguousarray(m), Variable[anp.float64, tuple[int, int]])
    assert_type(anp.full(3, s), Variable[anp.float64, tuple[int]])
    assert_type(anp.full((2, 3), s), Variable[anp.float64, tuple[int, int]])
    assert_type(anp.full((2, 3), 1.0), npt.NDArray[Any])
    assert_type(anp.full(3, 1, dtype=anp.float32), npt.NDArray[anp.float32])
    assert_type(anp.linspace(0.0, 1.0), anp.ndarray[tuple[int], anp.dtype[anp.float64]])
    assert_type(anp.linspace(0.0, s, num=5), Variable[anp.float64, tuple[int]])
    assert_type(anp.linspace(s, s), Variable[anp.float64, tuple[int]])
    assert_type(anp.logspace(0.0, s), Variable[anp.float64, tuple[int]])
    assert_type(anp.geomspace(1.0, 2.0, num=3), npt.NDArray[anp.float64])
    assert_type(anp.meshgrid(v, v), tuple[Variable[anp.float32], ...])
    assert_type(anp.meshgrid(v, v, indexing="ij"), tuple[Variable[anp.float32], ...])
    assert_type(anp.vander(v, 3), Variable[anp.float64, tuple[int, int]])
    assert_type(anp.diag(v), Variable[anp.float32, tuple[int, int]])
    assert_type(anp.diag(m, k=1), Variable[anp.float64, tuple[int]])
    assert_type(anp.diag(a), npt.NDArray[anp.float32])
    assert_type(anp.tril(m, k=-1), Variable[anp.float64, tuple[int, int]])
    assert_type(anp.trace(m), Variable[anp.float64])


def choice(
    v: Variable[anp.float32, tuple[int]],
    m: Variable[anp.float64, tuple[int, int]],
    i: Variable[anp.int64, tuple[int]],
    a: npt.NDArray[anp.float64],
    keep: npt.NDArray[anp.bool_],
) -> None:
    assert_type(anp.where(keep, m, 0.0), Variable[anp.float64])
    assert_type(anp.where(m > 0.0, a, a), npt.NDArray[anp.float64])
    assert_type(anp.where(keep), tuple[npt.NDArray[anp.intp], ...])
    assert_type(anp.take(m, [0, 1], axis=0), Variable[anp.float64])
    assert_type(anp.take(m, i, axis=0), Variable[anp.float64])
    assert_type(anp.take(a, [0, 1]), npt.NDArray[anp.float64])
    assert_type(anp.compress([True, False, True], m, axis=0), Variable[anp.float64])
    assert_type(anp.extract(keep, a), npt.NDArray[anp.float64])
    assert_type(anp.choose(i, [v, v, v]), Variable[anp.float32])
    assert_type(anp.select([keep, keep], [m, m], 0.0), Variable[anp.float64])
    assert_type(anp.select([keep], [a]), npt.NDArray[anp.float64])
    assert_type(anp.piecewise(v, [v > 0.0], [anp.sin, 0.0]), Variable[anp.float32, tuple[int]])
    assert_type(anp.apply_along_axis(anp.sum, 0, m), Variable[Any])
    assert_type(anp.interp(v, v, v), Variable[anp.float64])
    assert_type(anp.interp(a, [0.0, 1.0], [1.0, 2.0]), npt.NDArray[anp.float64])
    assert_type(anp.nan_to_num(v, nan=0.0), Variable[anp.float32, tuple[int]])
    assert_type(anp.sinc(v), Variable[anp.float32, tuple[int]])
    assert_type(anp.unwrap(i), Variable[anp.float64, tuple[int]])


def several_results(v: Variable[anp.float32, tuple[int]], a: npt.NDArray[anp.float64]) -> None:
    assert_type(
        anp.modf(v), tuple[Variable[anp.float32, tuple[int]], Variable[anp.float32, tuple[int]]]
    )
    assert_type(
        anp.divmod(v, 2.0),
        tuple[Variable[anp.float32, tuple[int]], Variable[anp.float32, tuple[int]]],
    )
    assert_type(
        anp.frexp(v),
        tuple[Variable[anp.float32, tuple[int]], anp.ndarray[tuple[int], anp.dtype[anp.intc]]],
    )
    assert_type(
        anp.unique_counts(v), tuple[Variable[anp.float32, tuple[int]], npt.NDArray[anp.intp]]
    )
    assert_type(anp.nonzero(a), tuple[anp.ndarray[tuple[int], anp.dtype[anp.intp]], ...])
    assert_type(anp.bincount(anp.arange(3)), npt.NDArray[anp.intp])
    assert_type(anp.bincount(anp.arange(3), weights=v), Variable[anp.float64, tuple[int]])
    assert_type(
        anp.polydiv(v, v),
        tuple[Variable[anp.float32, tuple[int]], Variable[anp.float32, tuple[int]]],
    )
