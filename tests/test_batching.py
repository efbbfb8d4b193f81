"""Batches of cotangents and tangents: what one sweep gives is what many give."""

from __future__ import annotations

import tracemalloc
import warnings
from typing import Any

import numpy as np
import pytest
from grouped import each
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from operations import CASES, Case

import autodiff as ad
from autodiff import Variable
from autodiff.apply import edge_of
from autodiff.batching import Batched, unbatched
from autodiff.broadcasting import conform, spread
from autodiff.forward import push
from autodiff.ops.indexing.scattering import add_at
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


# NumPy's functions of a batch, against those of its elements

SHAPES = [(), (3,), (2, 3), (2, 1, 3), (0, 2)]


def elements(function: Any, *xs: Any) -> Any:
    """Return what ``function`` gives for each element, stacked; its own error if it raises one."""
    parts = [function(*row) for row in zip(*xs, strict=True)]
    return np.stack(parts)


def assert_elementwise(function: Any, *xs: Any) -> None:
    """Require that a function of batches is what it is of each element, or fails as it does."""
    try:
        expected = elements(function, *xs)
    except (ValueError, IndexError):
        with pytest.raises((ValueError, IndexError)):
            function(*(Batched(x.copy()) for x in xs))
        return
    actual = function(*(Batched(x.copy()) for x in xs))
    assert type(actual) is Batched
    assert actual.dtype == expected.dtype
    assert actual.shape == expected.shape[1:]
    np.testing.assert_allclose(actual.values, expected, rtol=1e-12, atol=1e-12)


shapes = st.lists(st.integers(0, 3), max_size=3).map(tuple)
axes = st.none() | st.integers(-4, 3)


@given(shape=shapes, axis=axes, keepdims=st.booleans())
@pytest.mark.parametrize("function", [np.sum, np.prod, np.max, np.mean, np.any, np.std, np.ptp])
def test_reductions(function: Any, shape: Any, axis: Any, keepdims: bool) -> None:
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        x = random(shape, np.dtype(float), 0)
        assert_elementwise(lambda a: function(a, axis=axis, keepdims=keepdims), x)


@given(shape=shapes, axis=axes, data=st.data())
@pytest.mark.parametrize("name", ["cumsum", "sort", "argmax", "flip", "roll", "take", "repeat"])
def test_functions_along_an_axis(name: str, shape: Any, axis: Any, data: st.DataObject) -> None:
    x = random(shape, np.dtype(float), 0)
    more = [data.draw(st.integers(0, 2))] if name in {"roll", "take", "repeat"} else []
    assert_elementwise(lambda a: getattr(np, name)(a, *more, axis=axis), x)


@given(shape=shapes, axis=st.integers(-4, 3), more=st.integers(-4, 3))
@pytest.mark.parametrize("name", ["swapaxes", "moveaxis", "expand_dims", "squeeze", "transpose"])
def test_functions_of_axes(name: str, shape: Any, axis: int, more: int) -> None:
    args: list[Any] = {"swapaxes": [axis, more], "moveaxis": [axis, more], "transpose": []}.get(
        name, [axis]
    )
    assert_elementwise(lambda a: getattr(np, name)(a, *args), random(shape, np.dtype(float), 0))


@given(array_shape=shapes, data=st.data())
def test_reads_and_writes(array_shape: Any, data: st.DataObject) -> None:
    index = data.draw(
        arrays.basic_indices(array_shape, allow_newaxis=True)
        | arrays.integer_array_indices(array_shape)
        if array_shape and 0 not in array_shape
        else arrays.basic_indices(array_shape, allow_newaxis=True)
    )
    x = random(array_shape, np.dtype(float), 0)
    assert_elementwise(lambda a: a[index], x)
    if not array_shape:
        return
    written = random(np.shape(x[0][index]), np.dtype(float), 1)
    expected = x.copy()
    for a, b in zip(expected, written, strict=True):
        a[index] = b
    batch = Batched(x.copy())
    batch[index] = Batched(written)
    np.testing.assert_array_equal(batch.values, expected)


@given(data=st.data(), n=st.integers(1, 2))
def test_reads_by_arrays_among_slices(data: st.DataObject, n: int) -> None:
    places = st.just(slice(None)) | st.integers(0, 1) | st.just(np.array([0, 1, 1]))
    index = tuple(data.draw(st.lists(places, min_size=n, max_size=4)))
    x = random((2, 2, 2, 2), np.dtype(float), 0)
    assert_elementwise(lambda a: a[index], x)
    places_read = np.shape(x[0][index])
    batch, single = Batched(np.zeros_like(x)), np.zeros_like(x)
    added = random(places_read, np.dtype(float), 1)
    add_at(batch, index, Batched(added))
    for a, b in zip(single, added, strict=True):
        np.add.at(a, index, b)  # type: ignore[arg-type]  # as NumPy indexes
    np.testing.assert_allclose(batch.values, single, atol=1e-14)


@pytest.mark.parametrize("a", SHAPES)
@pytest.mark.parametrize("b", [*SHAPES, (3, 2), (2, 3, 3), (2, 2)])
@pytest.mark.parametrize("name", ["matmul", "dot", "inner", "outer", "add", "vecdot"])
def test_products(name: str, a: Any, b: Any) -> None:
    function = getattr(np, name)
    x, y = random(a, np.dtype(float), 0), random(b, np.dtype(float), 1)
    assert_elementwise(function, x, y)
    assert_elementwise(lambda u: function(u, y[0]), x)
    assert_elementwise(lambda v: function(x[0], v), y)


ROUTINES: dict[str, Any] = {
    "reshape in Fortran's order": lambda a: np.reshape(a, (3, 2), order="F"),
    "tensordot": lambda a: np.tensordot(a, P[:3], 1),
    "einsum with numbered labels": lambda a: np.einsum(a, [0, 1], P[:3], [1, 2]),
    "einsum with an ellipsis": lambda a: np.einsum("...j,jk->...k", a, P[:3]),
    "diag": lambda a: np.diag(a[0], 1) + np.diag(a[1], -1),
    "pad": lambda a: np.pad(a, ((1, 0), (2, 1)), mode="reflect"),
    "split": lambda a: np.concatenate(np.split(a, [1], axis=1)[::-1], axis=1),
    "cross": lambda a: np.cross(a, P[:1, :3]),
    "linalg": lambda a: np.linalg.slogdet(a @ a.T + np.eye(2)).logabsdet,
    "eigh": lambda a: np.linalg.eigh(a @ a.T).eigenvalues,
    "fftn": lambda a: np.fft.fftn(a) + np.fft.fft2(a) + np.fft.fftshift(a),
    "fft of some axes": lambda a: np.fft.rfftn(a, s=(2,), axes=(1,)),
    "a ufunc with several results": lambda a: np.frexp(a)[0] + np.divmod(a, 2.0)[1],
    "where= in a ufunc": lambda a: np.sum(a, where=P[:2, :3] > 0),
    "put_along_axis": lambda a: put(a, np.array([[0], [2]])),
    "stacking": lambda a: np.vstack([a, a[0]]) + np.hstack([a[:, :1]] * 3)[0],
    "median": lambda a: np.median(a, axis=0) + np.percentile(a, 30),
    "broadcast": lambda a: np.broadcast_to(a, (4, 2, 3)) + np.broadcast_to(a[0], (2, 3)),
    "a list of batches": lambda a: np.stack([a[0], a[1] + a[0]]),
    "iteration": lambda a: sum(row[0] * len(row) for row in a),
}


qr: Any = np.linalg.qr


def put(a: Any, places: Any) -> Any:
    y = np.zeros_like(a)
    np.put_along_axis(y, places, a[:, :1], 1)
    return y


@pytest.mark.parametrize("name", ROUTINES)
def test_routines(name: str) -> None:
    assert_elementwise(ROUTINES[name], X[:, :2, :3])


def test_an_empty_batch() -> None:
    x = Batched(np.empty((0, 2, 3)))
    assert (x @ P[:3]).values.shape == (0, 2, 5)
    assert np.linalg.norm(x, axis=0).values.shape == (0, 3)
    first, second = qr(x)
    assert first.values.shape == (0, 2, 2)
    assert second.values.shape == (0, 2, 3)


# Sweeps


def test_a_complex_batch_of_cotangents_is_many() -> None:
    z = Variable(np.array([1 + 2j, 3 - 1j]))
    y = np.abs(z) * np.exp(1j * z) + np.conj(z)
    edge: Any = edge_of(y)
    gys = random(y.shape, y.dtype, 0)
    batch = sweep([(edge, Batched(gys))], retain_graph=True)[0][z]
    for gy, row in zip(gys, batch.values, strict=True):
        np.testing.assert_allclose(sweep([(edge, gy)], retain_graph=True)[0][z], row)


def test_reads_and_writes_of_one_array_need_one_batch_of_zeros() -> None:
    n = 200
    x = Variable(np.linspace(0.0, 1.0, n))
    y = Variable(np.zeros(n)) * 1.0
    for i in range(n):
        y[i] = x[i] * x[n - 1 - i]
    seeds = Batched(np.eye(n))
    tracemalloc.start()
    found, _ = sweep([(edge_of(y), seeds)])  # type: ignore[list-item]  # a node
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    expected = np.diag(x.data[::-1]) + np.diag(x.data)[:, ::-1]
    np.testing.assert_allclose(found[x].values, expected)
    assert peak < 6 * seeds.values.nbytes


def test_cotangents_that_were_given_are_not_written_to() -> None:
    x = Variable(np.arange(3.0))
    y = x * 1.0
    y[1] = x[0]
    gys = np.ones((2, 3))
    sweep([(edge_of(y), Batched(gys))], retain_graph=True)  # type: ignore[list-item]  # a node
    np.testing.assert_array_equal(gys, 1.0)


def test_a_cotangent_alike_in_all_elements_joins_a_batch() -> None:
    class Both(ad.Function):
        def forward(self, x: Any) -> Any:
            return x * 2.0

        def backward(self, gy: Any) -> Any:
            return gy * 2.0

    x = Variable(np.arange(3.0))
    y = x[0] + x[1] + Both()(x).sum()
    found, _ = sweep([(edge_of(y), Batched(np.array([1.0, 2.0])))])  # type: ignore[list-item]  # a node
    np.testing.assert_array_equal(found[x].values, [[3, 3, 2], [6, 6, 4]])


def test_what_writes_a_batch_into_one_array_is_an_error() -> None:
    with pytest.raises(TypeError, match="batch"):
        np.copyto(np.zeros(2), Batched(np.ones((3, 2))))
    with pytest.raises(TypeError, match="out="):
        np.exp(Batched(np.ones((3, 2))), out=np.zeros(2))
    y = np.zeros(2)
    with pytest.raises(ValueError, match="element"):
        y[0] = Batched(np.ones(3))
