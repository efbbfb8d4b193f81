"""Indexing and broadcasting, whatever is given: NumPy's value or NumPy's error, and the gradient.

The inputs are drawn without regard to whether they fit. ``tests/soak.py`` runs many more; a
fuzzer that is guided by coverage may call ``fuzz_one_input`` of any test here with its bytes:
``test_reading.hypothesis.fuzz_one_input(data)``.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from untyped import variable

import autodiff as ad
from autodiff import Variable

ERRORS = (IndexError, ValueError, TypeError)
DTYPES = [np.float64, np.float32, np.int64, np.bool_, np.complex128, np.float16]
MANY = os.environ.get("AUTODIFF_FUZZ")  # how many inputs, each time other ones
FEW = settings(
    max_examples=int(MANY or 150), derandomize=MANY is None, database=None, deadline=None
)

shapes = st.lists(st.sampled_from([1, 2, 0, 3]), max_size=4).map(tuple)


def values(shape: tuple[int, ...], dtype: Any, seed: int = 0) -> Any:
    """Return values that are not alike, in an array of its own."""
    n = int(np.prod(shape))
    real = np.random.default_rng(seed).permutation(np.linspace(-1.5, 1.7, max(n, 2))[:n])
    numbers = real * (1 + 0.5j) if np.dtype(dtype).kind == "c" else real * 3
    return numbers.astype(dtype).reshape(shape)


@st.composite
def index_arrays(draw: Any) -> Any:
    """Return an array of integers or of booleans, of any shape."""
    shape = tuple(draw(st.lists(st.integers(0, 3), max_size=3)))
    size = int(np.prod(shape))
    if draw(st.booleans()):
        elements = draw(st.lists(st.integers(-3, 3), min_size=size, max_size=size))
        dtype = draw(st.sampled_from([np.int64, np.int8]))
    else:
        elements = draw(st.lists(st.booleans(), min_size=size, max_size=size))
        dtype = np.bool_
    return np.array(elements, dtype).reshape(shape)


bound = st.none() | st.integers(-4, 4)
slices = st.builds(slice, bound, bound, st.none() | st.sampled_from([1, 2, -1, -2, 0]))
parts = st.one_of(
    st.integers(-3, 3),
    slices,
    st.none(),
    st.just(...),
    index_arrays(),
    st.booleans(),
    st.lists(st.integers(-3, 3), max_size=3),
    st.lists(st.booleans(), max_size=3),
    st.sampled_from([np.int8(1), np.uint64(1), np.True_, 0.5, "a", np.array(0.5), [[0], [1]], -9]),
)
indices = parts | st.lists(parts, max_size=4).map(tuple)


def outcome(f: Callable[[], Any]) -> tuple[Any, Exception | None]:
    """Return what a call returned and what it raised."""
    try:
        return f(), None
    except Exception as error:  # noqa: BLE001  # compared with NumPy's
        return None, error


def require_same_error(expected: Exception | None, got: Exception | None) -> None:
    """Compare errors: one of the same kind where NumPy raises one, none where it does not."""
    if expected is None:
        if got is not None:
            raise AssertionError from got
        return
    kind = next((k for k in ERRORS if isinstance(expected, k)), type(expected))
    assert isinstance(got, kind), (got, expected)


def require_same(got: Any, expected: Any) -> None:
    """Compare values and dtypes."""
    assert isinstance(got, Variable)
    assert got.dtype == expected.dtype
    assert got.shape == expected.shape
    np.testing.assert_array_equal(got.data, expected)


def tolerance(dtype: Any) -> float:
    return 100 * float(np.finfo(dtype).eps)


@FEW
@given(shapes, indices, st.sampled_from(DTYPES))
def test_reading(shape: tuple[int, ...], index: Any, dtype: Any) -> None:
    a = values(shape, dtype)
    expected, error = outcome(lambda: a[index])
    x = variable(a.copy())
    y, got = outcome(lambda: x[index])
    require_same_error(error, got)
    if error is None:
        require_same(y, expected)
        if y.dtype.kind in "fc":
            gy = values(y.shape, dtype, seed=1)
            y.backward(gy=gy)
            wide = np.complex128 if y.dtype.kind == "c" else np.float64
            total = np.zeros(shape, wide)
            np.add.at(total, index, gy)
            np.testing.assert_allclose(x.grad, total.astype(dtype), atol=tolerance(dtype))


def last_writers(shape: tuple[int, ...], index: Any, written: tuple[int, ...]) -> Any:
    """Return for each element of an array which element was written there last, or -1."""
    numbers = np.full(shape, -1)
    numbers[index] = np.arange(int(np.prod(written))).reshape(written)
    return numbers


@FEW
@given(shapes, indices, shapes, st.sampled_from(["=", "+=", "-=", "*="]), st.booleans())
def test_writing(
    shape: tuple[int, ...], index: Any, written: tuple[int, ...], how: str, fitting: bool
) -> None:
    a = values(shape, np.float64)
    if fitting:  # random shapes seldom do
        read, error = outcome(lambda: a[index])
        written = written if error else np.shape(read)
    w = values(written, np.float64, seed=2)

    def write(y: Any, z: Any) -> Any:
        if how == "=":
            y[index] = z
        elif how == "+=":
            y[index] += z
        elif how == "-=":
            y[index] -= z
        else:
            y[index] *= z
        return y

    expected, error = outcome(lambda: write(a.copy(), w))
    x, z = variable(a.copy()), variable(w.copy())
    y, got = outcome(lambda: write(np.copy(x), z))
    unreadable = outcome(lambda: a[index])[1]
    if error is None or unreadable is None or not isinstance(got, type(unreadable)):
        require_same_error(error, got)  # of two things that are wrong either may be named
    if error is not None:
        return
    require_same(y, expected)
    gy = values(shape, np.float64, seed=3)
    y.backward(gy=gy)
    last = last_writers(shape, index, w.shape)
    gw = np.zeros(w.size)
    factor = {"=": 1.0, "+=": 1.0, "-=": -1.0, "*=": a}[how]
    hit = last >= 0
    np.add.at(gw, last[hit], (gy * factor)[hit])
    kept = {"=": 0.0, "+=": 1.0, "-=": 1.0}.get(how)
    at_x = gy.copy()
    taken = w.reshape(-1)[last[hit]] if kept is None else kept
    at_x[hit] *= taken
    np.testing.assert_allclose(x.grad, at_x, atol=1e-12)
    np.testing.assert_allclose(z.grad, gw.reshape(w.shape), atol=1e-12)


MASK: Any = np.array([[True], [False]])

BINARY: dict[str, tuple[Callable[[Any, Any], Any], Callable[[Any, Any], Any]]] = {
    "add": (np.add, lambda _x, _y: (1, 1)),
    "subtract": (np.subtract, lambda _x, _y: (1, -1)),
    "multiply": (np.multiply, lambda x, y: (y, x)),
    "maximum": (np.maximum, lambda x, y: (share(x, y), share(y, x))),
    "where": (lambda x, y: np.where(MASK, x, y), lambda _x, _y: (MASK, ~MASK)),
}


def share(x: Any, y: Any) -> Any:
    return np.where(x > y, 1.0, np.where(x == y, 0.5, 0.0))


def summed(g: Any, shape: tuple[int, ...], dtype: Any) -> Any:
    """Return the sum over what was broadcast, one element after the other."""
    places = np.broadcast_to(np.arange(int(np.prod(shape))).reshape(shape), g.shape)
    total = np.zeros(int(np.prod(shape)), np.clongdouble)
    np.add.at(total, places.reshape(-1), g.reshape(-1))
    total = total.reshape(shape)
    return (total if np.dtype(dtype).kind == "c" else total.real).astype(dtype)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@FEW
@given(
    st.sampled_from(sorted(BINARY)),
    shapes,
    shapes,
    st.sampled_from(DTYPES),
    st.sampled_from(DTYPES),
)
def test_broadcasting_of_two(
    name: str, left: tuple[int, ...], right: tuple[int, ...], d0: Any, d1: Any
) -> None:
    f, slopes = BINARY[name]
    a, b = values(left, d0), values(right, d1, seed=4)
    expected, error = outcome(lambda: f(a, b))
    x, y = variable(a.copy()), variable(b.copy())
    z, got = outcome(lambda: f(x, y))
    require_same_error(error, got)
    if error is not None:
        return
    require_same(z, np.asarray(expected))
    if z.dtype.kind not in "fc" or (name == "maximum" and z.dtype.kind == "c"):
        return
    gy = values(z.shape, z.dtype, seed=5)
    if d0 in {np.int64, np.bool_} and d1 in {np.int64, np.bool_}:
        return
    z.backward(gy=gy)
    for v, slope in zip((x, y), slopes(a, b), strict=True):
        if v.dtype.kind in "fc":
            g = summed(np.broadcast_to(gy * np.conj(slope), z.shape), v.shape, v.dtype)
            eps = max(tolerance(t) for t in (v.dtype, z.dtype))
            np.testing.assert_allclose(v.grad, g, atol=10 * eps, rtol=eps)


@FEW
@given(shapes, shapes)
def test_broadcast_to(shape: tuple[int, ...], target: tuple[int, ...]) -> None:
    a = values(shape, np.float64)
    expected, error = outcome(lambda: np.broadcast_to(a, target))
    x = variable(a.copy())
    y, got = outcome(lambda: np.broadcast_to(x, target))
    require_same_error(error, got)
    if error is None:
        require_same(y, expected)
        gy = values(target, np.float64, seed=6)
        y.backward(gy=gy)
        np.testing.assert_allclose(x.grad, summed(gy, shape, np.float64), atol=1e-12)


@FEW
@given(shapes, st.none() | shapes, st.none() | shapes)
def test_clip(
    shape: tuple[int, ...], low: tuple[int, ...] | None, high: tuple[int, ...] | None
) -> None:
    a = values(shape, np.float64)
    bounds = [
        None if s is None else np.sign(k) * np.abs(values(s, np.float64, seed=7 + k)) * 0.5
        for k, s in ((-1, low), (1, high))
    ]
    expected, error = outcome(lambda: np.clip(a, *bounds))
    x = variable(a.copy())
    y, got = outcome(lambda: np.clip(x, *bounds))
    require_same_error(error, got)
    if error is None:
        require_same(y, np.asarray(expected))
        gy = values(y.shape, np.float64, seed=9)
        y.backward(gy=gy)
        inside = np.asarray(expected) == a
        g = summed(np.broadcast_to(gy * inside, y.shape), shape, np.float64)
        np.testing.assert_allclose(x.grad, g, atol=1e-12)


def test_a_fuzzer_can_call_these() -> None:
    tests: list[Any] = [test_reading, test_writing, test_broadcasting_of_two, test_broadcast_to]
    for test in tests:
        fuzz = test.hypothesis.fuzz_one_input
        for seed in range(3):
            fuzz(np.random.default_rng(seed).bytes(2000))
    assert ad.Config.enable_backprop
