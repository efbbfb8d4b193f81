"""Batches of cotangents and tangents: what one sweep gives is what many give."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from grouped import each
from operations import CASES, Case

from autodiff import Variable
from autodiff.apply import edge_of
from autodiff.batching import Batched, unbatched
from autodiff.broadcasting import conform, spread
from autodiff.forward import push
from autodiff.sweep import sweep

every_case = each(CASES)

B = 3


def random(shape: tuple[int, ...], dtype: Any, seed: int) -> Any:
    """Return a batch of random numbers."""
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(B, *shape))
    if dtype.kind == "c":
        values = values + 1j * rng.normal(size=(B, *shape))
    return values.astype(dtype)


@every_case
def test_a_batch_of_cotangents_is_many(case: Case) -> None:
    xs = [Variable(x.copy()) for x in case.inputs]
    y = case.ours(*xs)
    edge: Any = edge_of(y)
    if edge is None or isinstance(edge, Variable):
        return
    gys = random(y.shape, y.dtype, 1)
    batch, _ = sweep([(edge, Batched(gys))], retain_graph=True)
    single = [sweep([(edge, np.asarray(gy)[()])], retain_graph=True)[0] for gy in gys]
    for x in xs:
        if all(x not in found for found in single):
            continue
        expected = np.stack([conform(found[x], (x.shape, x.dtype)) for found in single])
        actual = unbatched(conform(batch[x], (x.shape, x.dtype)), B)
        assert actual.dtype == x.dtype
        np.testing.assert_allclose(actual, expected, rtol=1e-9, atol=1e-12)


@every_case
def test_a_batch_of_tangents_is_many(case: Case) -> None:
    xs = [Variable(x.copy()) for x in case.inputs]
    y = case.ours(*xs)
    edge: Any = edge_of(y)
    if edge is None or isinstance(edge, Variable):
        return
    ts = [random(x.shape, x.dtype, i) for i, x in enumerate(xs)]
    meta = (y.shape, y.dtype)
    batch = push([edge], {x: Batched(t) for x, t in zip(xs, ts, strict=True)}, None)
    single = [
        push([edge], {x: np.asarray(t[i])[()] for x, t in zip(xs, ts, strict=True)}, None)
        for i in range(B)
    ]
    assert (edge in batch) == (edge in single[0])
    if edge in batch:
        expected = np.stack([spread(found[edge], meta) for found in single])
        actual = unbatched(spread(batch[edge], meta), B)
        np.testing.assert_allclose(actual, expected, rtol=1e-9, atol=1e-12)


X = np.random.default_rng(0).normal(size=(B, 4, 5))
P = np.random.default_rng(1).normal(size=(4, 5))
FUNCTIONS: dict[str, Any] = {
    "operators": lambda a: 2 - (-a + 1) * P / 3 - abs(P - a) ** 2,
    "comparisons": lambda a: (a > P) & (a < 1) | (a == a),
    "a deeper operand": lambda a: np.ones((2, 4, 5)) * a - a,
    "reductions": lambda a: np.sum(a, axis=1) + np.max(a, axis=-1) - np.mean(a),
    "kept axes": lambda a: np.sum(a, axis=(0,), keepdims=True),
    "reduce": lambda a: np.add.reduce(a) + np.maximum.reduce(a, axis=0),
    "outer of ufunc": lambda a: np.multiply.outer(a, P),
    "cumulative": lambda a: np.cumsum(a, axis=0) + np.add.accumulate(a),
    "products": lambda a: a.T @ P,
    "products from the left": lambda a: P.T @ a,
    "matrix and vector": lambda a: (a @ P[0]) + (P @ a[0]),
    "two batches": lambda a: a @ a.T + (a[0] @ a[1]),
    "vector and matrix": lambda a: a[:, 0] @ P + P[:, 0] @ a + a[:, 0] @ a,
    "einsum": lambda a: np.einsum("ij,kj->ik", a, P),
    "einsum, implicit": lambda a: np.einsum("ij,kj", a, P),
    "tensordot": lambda a: np.tensordot(a, P, ((0, 1), (0, 1))),
    "kron": lambda a: np.kron(a, P),
    "shapes": lambda a: np.reshape(a, (2, -1)),
    "moves": lambda a: np.moveaxis(np.expand_dims(np.swapaxes(a, 0, 1), -1), 0, 1),
    "joins": lambda a: np.concatenate([a, P, a], axis=-1)[:, :5] + np.stack([a, P])[1],
    "slices": lambda a: a[1:, ::2][..., None],
    "lists": lambda a: a[[0, 2]] + a[[True, False, True, False]],
    "pairs": lambda a: a[np.array([0, 1])[:, None], [1, 3]],
    "separated": lambda a: a[:, :, None][[0, 1], :, 0] + a[..., None][0, :, [0]],
    "branches": lambda a: np.where(P > 0, a, 0.0),
    "pad": lambda a: np.pad(a, 1),
    "diff, flip, roll": lambda a: np.diff(np.flip(np.roll(a, 1, axis=0), axis=1)),
    "norm": np.linalg.norm,
    "solve": lambda a: np.linalg.solve(np.eye(4) + P @ P.T, a),
    "solve, vector": lambda a: np.linalg.solve(np.eye(4) + P @ P.T, a[:, 0]),
    "solve, matrices": lambda a: np.linalg.solve(np.eye(4) * 9 + a @ a.T, P[:, 0]),
    "inv": lambda a: np.linalg.inv(np.eye(4) * 9 + a @ a.T),
    "fft": lambda a: np.fft.fft(a, axis=0) + np.fft.ifft2(a),
    "triangles": lambda a: np.triu(a, 1) + np.tril(a),
    "diagonal": lambda a: np.diagonal(a, 1) + np.trace(a),
    "like": lambda a: np.zeros_like(a) + np.ones_like(a) + np.full_like(a, 2.0),
    "interp": lambda a: np.interp(a, [0.0, 1.0], [0.0, 2.0]),
    "modf": lambda a: np.modf(a)[1],
    "take_along_axis": lambda a: np.take_along_axis(a, np.array([[0], [1], [2], [3]]), 1),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_see_one_element(name: str) -> None:
    function = FUNCTIONS[name]
    expected = np.stack([function(x) for x in X])
    actual = function(Batched(X.copy()))
    assert actual.shape == expected.shape[1:]
    np.testing.assert_allclose(actual.values, expected, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("index", [1, slice(1, 3), [0, 2], (slice(None), 2), (0, [1, 1])])
@pytest.mark.parametrize("value", [np.float64(3), np.arange(5.0)[:1]])
def test_writes_go_to_each_element(index: Any, value: Any) -> None:
    a, b = X.copy(), Batched(X.copy())
    for x in a:
        x[index] = value
    b[index] = value
    np.testing.assert_array_equal(b.values, a)


@pytest.mark.parametrize("convert", [np.asarray, float, complex, int, bool, range])
def test_a_batch_is_not_taken_for_one_array(convert: Any) -> None:
    with pytest.raises(TypeError, match="batch"):
        convert(Batched(np.ones(1)))
