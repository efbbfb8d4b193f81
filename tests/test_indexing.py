"""Reading elements: indices of every kind, sums over repeats, what is not read, errors, costs."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays, basic_indices, integer_array_indices

import autodiff as ad
from autodiff import Variable
from autodiff.errors import DetachedError
from autodiff.ops.getitem import Getitem, scatter
from autodiff.ops.indexing import selection, taking

nx: Any = np  # NumPy's own stubs do not know Variables
FLOATS = [np.float16, np.float32, np.float64, np.longdouble, np.complex64, np.complex128]


def expected_gradient(shape: Any, index: Any, gy: Any) -> Any:
    """Add element by element, in the widest type."""
    numbers = np.arange(int(np.prod(shape))).reshape(shape)[index]
    total = np.zeros(int(np.prod(shape)), np.clongdouble)
    for n, g in zip(np.ravel(numbers), np.ravel(gy), strict=True):
        total[n] += g
    return total.reshape(shape)


def check(shape: tuple[int, ...], index: Any, dtype: Any = np.float64) -> None:
    rng = np.random.default_rng(0)
    x: Any = Variable(np.asarray(rng.normal(size=shape)).astype(dtype))
    y = x[index]
    expected = x.data[index]
    assert y.dtype == x.dtype
    np.testing.assert_array_equal(y.data, expected)
    gy = np.asarray(rng.normal(size=np.shape(expected))).astype(dtype)
    y.backward(gy=gy)
    eps = float(np.finfo(dtype).eps)
    assert x.grad.dtype == x.dtype
    sums = expected_gradient(shape, index, gy)
    np.testing.assert_allclose(x.grad.astype(sums.dtype), sums, rtol=50 * eps, atol=200 * eps)
    unread = np.ones(shape, bool)
    unread[index] = False
    assert not x.grad[unread].any()


@given(st.data())
def test_basic_indices(data: Any) -> None:
    shape = data.draw(array_shapes(max_dims=4, max_side=5, min_dims=0))
    check(shape, data.draw(basic_indices(shape, allow_newaxis=True)))


@given(st.data())
def test_integer_indices(data: Any) -> None:
    shape = data.draw(array_shapes(max_dims=3, max_side=5))
    check(shape, data.draw(integer_array_indices(shape)), data.draw(st.sampled_from(FLOATS)))


@given(st.data())
def test_mixed_indices(data: Any) -> None:
    shape = data.draw(array_shapes(min_dims=3, max_dims=4, max_side=4))
    parts: list[Any] = []
    for n in shape:
        kind = data.draw(st.sampled_from(["slice", "int", "array", "none"]))
        if kind == "slice":
            parts.append(data.draw(st.slices(n)))
        elif kind == "int":
            parts.append(data.draw(st.integers(-n, n - 1)))
        elif kind == "array":
            many = data.draw(st.booleans())
            size = 150 if many else 2
            seed = data.draw(st.integers(0, 9))
            parts.append(np.random.default_rng(seed).integers(-n, n, size))
        else:
            parts += [None, slice(None)]
    try:
        np.empty(shape)[tuple(parts)]
    except IndexError:  # 150 and 2 do not broadcast
        return
    check(shape, tuple(parts), data.draw(st.sampled_from(FLOATS)))


@given(st.data())
def test_masks(data: Any) -> None:
    shape = data.draw(array_shapes(max_dims=3, max_side=4))
    lead = data.draw(st.integers(0, len(shape)))
    check(shape, data.draw(arrays(bool, shape[:lead])))


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("row", [(), (1,), (2,), (3,), (2, 2)])
@pytest.mark.parametrize("kind", [np.int64, np.int8, np.uint8, np.uint64])
def test_many_rows(dtype: Any, row: tuple[int, ...], kind: Any) -> None:
    low = 0 if np.dtype(kind).kind == "u" else -7
    check((7, *row), np.random.default_rng(1).integers(low, 7, 200).astype(kind), dtype)


def test_one_element_under_two_signs() -> None:
    for index in ([-1, 3], np.array([-1, 3] * 100), ([-1, 3],), np.array([-1, 3])[:, None]):
        x: Any = Variable(np.arange(4.0))
        x[index].sum().backward()
        np.testing.assert_array_equal(x.grad, [0, 0, 0, np.size(np.arange(4)[index])])


def test_halves_are_summed_in_single_precision() -> None:
    x: Any = Variable(np.zeros(2, np.float16))
    x[np.zeros(5000, int)].sum().backward()
    np.testing.assert_array_equal(x.grad, [5000, 0])


def test_variables_and_sequences_as_indices() -> None:
    k: Any = Variable(np.array([1, 1, 3]))
    one: Any = Variable(np.array(1))
    mask: Any = Variable(np.array([True, False, True, False]))
    nested: list[Any] = [
        k,
        one,
        [one, 2],
        (k,),
        ([0, 0],),
        ((0, 0),),
        mask,
        range(2),
        slice(one, 3),
    ]
    for index in nested:
        x: Any = Variable(np.arange(4.0))
        x[index].sum().backward()
        counts = np.zeros(4)
        np.add.at(counts, _plain(index), 1.0)
        np.testing.assert_array_equal(x.grad, counts)
    with pytest.raises(DetachedError, match="integers or booleans"):
        k[Variable(np.array([1.0]))]
    with pytest.raises(IndexError):
        k[np.array([1.0])]


def _plain(index: Any) -> Any:
    if isinstance(index, (list, tuple)):
        return type(index)(_plain(part) for part in index)
    return index.data if isinstance(index, Variable) else index


def test_a_later_change_of_the_index_does_not_matter() -> None:
    for index, changed in (
        (np.array([0, 1]), np.array([2, 2])),
        (np.array([True, True, False]), np.array([False, False, True])),
    ):
        x: Any = Variable(np.arange(3.0))
        y = x[index]
        index[...] = changed
        y.sum().backward()
        np.testing.assert_array_equal(x.grad, [1.0, 1.0, 0.0])
    condition = np.array([True, False])
    x = Variable(np.ones(2))
    y = np.where(condition, x, 0.0)
    condition[...] = ~condition
    y.sum().backward()
    np.testing.assert_array_equal(x.grad, [1.0, 0.0])


def test_a_table_that_is_a_leaf_is_not_scanned(monkeypatch: pytest.MonkeyPatch) -> None:
    scanned: list[Any] = []
    module = import_module("autodiff.ops.getitem")

    def scan(x: Any) -> bool:
        scanned.append(x)
        return False

    monkeypatch.setattr(module, "has_nan", scan)
    x: Any = Variable(np.ones((5, 2)))
    x[[0, 1]]
    (x * 2)[0]
    (x * 2)[:, 1]
    assert scanned == []
    (x * 2)[[0, 1]]
    assert len(scanned) == 1


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(
    "read",
    [
        lambda y: y[[1, 1]],
        lambda y: np.take(y, [1, 1]),
        lambda y: np.take(y, [1, 5], mode="clip")[:1] * 2,
        lambda y: np.take_along_axis(y, np.array([1, 1]), 0),
        lambda y: np.compress([False, True], y) * 2,
        lambda y: np.extract([False, True], y) * 2,
        lambda y: np.choose([1, 0], [0.0, y]) + np.choose([0, 1], [0.0, 2 * y]),
        lambda y: np.select([np.array([False, True])], [2 * y], 0.0),
        lambda y: np.where([False, True], 2 * y, 0.0),
        lambda y: np.piecewise(y, [np.array([False, True])], [lambda v: 2 * v]),
    ],
)
def test_a_nan_next_to_what_is_read_does_not_matter(read: Any) -> None:
    x: Any = Variable(np.array([-1.0, 4.0]))
    y = read(x * np.sqrt(x))
    if np.isnan(y.data[0]) or (y.data.size == 2 and np.isnan(y.data).any()):
        y = y[1:]
    y.sum().backward()
    np.testing.assert_allclose(x.grad[1] % 3.0, 0.0)
    assert x.grad[1] > 0


def test_iterating_costs_one_array_of_zeros() -> None:
    x: Any = Variable(np.arange(3.0))
    a, b, c = x
    (a * b * c + sum(x)).backward()
    np.testing.assert_array_equal(x.grad, [3.0, 1.0, 1.0])
    first, second = ad.gradients(
        ad.gradients((x[0] * x[1]) ** 2, [x], create_graph=True)[0].sum(), [x], allow_unused=True
    )[0].data[:2]
    assert (first, second) == (6.0 * 0 + 2 * 1 + 0, 0.0 + 2 * 0 + 0)


def test_scatter_takes_arrays_and_variables() -> None:
    index = np.array([0, 0, -1])
    for x in (np.ones(3), Variable(np.ones(3))):
        y: Any = scatter(x, index, (4,))
        np.testing.assert_array_equal(getattr(y, "data", y), [2.0, 0.0, 0.0, 1.0])
    assert Getitem(index).once is False


# Functions


def test_taking_raises_numpys_errors() -> None:
    x: Any = Variable(np.arange(3.0))
    for f, error in (
        (lambda: nx.take(x, 3), IndexError),
        (lambda: nx.take(x, [-4]), IndexError),
        (lambda: nx.take(x[:0], 0, mode="wrap"), IndexError),
        (lambda: nx.take(x[:0], [0]), IndexError),
        (lambda: nx.take(x, 0.5), TypeError),
        (lambda: nx.take(x, 0, axis=1), np.exceptions.AxisError),
        (lambda: nx.take(x, 0, mode="other"), ValueError),
        (lambda: nx.take_along_axis(x, np.array([0.5]), 0), IndexError),
        (lambda: nx.take_along_axis(x, np.array([[0]]), 0), ValueError),
        (lambda: nx.take_along_axis(x, np.array([[0]]), None), ValueError),
        (lambda: nx.compress([[True]], x), ValueError),
        (lambda: nx.compress([False] * 3 + [True], x), IndexError),
        (lambda: nx.extract([False] * 3 + [True], x), IndexError),
        (lambda: nx.choose([0, 2, 0], [x, x]), ValueError),
        (lambda: nx.choose([0.5, 0, 0], [x, x]), TypeError),
        (lambda: nx.choose([0, 0], [x, x]), ValueError),
        (lambda: nx.select([], []), ValueError),
        (lambda: nx.select([x > 0], [x, x]), ValueError),
        (lambda: nx.select([np.array([0, 1, 1])], [x]), TypeError),
        (lambda: nx.piecewise(x, [x > 0], [1, 2, 3]), ValueError),
        (lambda: nx.where(x > 0, x), ValueError),
    ):
        g: Any = f
        with pytest.raises(error):
            g()


@pytest.mark.parametrize("dtype", [*FLOATS, np.int32, np.bool_])
def test_functions_keep_dtypes_as_numpy_does(dtype: Any) -> None:
    m = np.array([1, 0, 1]).astype(dtype)
    v: Any = Variable(m)
    mask = np.array([True, False, True])
    calls: list[Any] = [
        lambda x: nx.take(x, [0, 0]),
        lambda x: nx.take_along_axis(x, np.array([0, 0]), 0),
        lambda x: nx.compress(mask, x),
        lambda x: nx.extract(mask, x),
        lambda x: nx.choose([0, 1, 0], [x, 2]),
        lambda x: nx.choose([0, 1, 0], [x, 2.5]),
        lambda x: nx.choose([0, 1, 0], [np.float32(1), x]),
        lambda x: nx.select([mask], [x]),
        lambda x: nx.select([mask, True], [x, 2.5]),
        lambda x: nx.select([mask, True], [x, np.float32(2.5)], 1j),
        lambda x: nx.where(mask, x, 2),
        lambda x: nx.where(mask, 2.5, x),
        lambda x: nx.where(mask, x, np.array([1, 2, 3], np.int8)),
        lambda x: nx.where(x, 1, 2.5),
        lambda x: nx.where(x, x, x),
        lambda x: nx.piecewise(x, [mask], [1, 0]),
    ]
    for i, f in enumerate(calls):
        y, expected = f(v), f(m)
        assert isinstance(y, Variable), i
        assert y.dtype == expected.dtype, i
        np.testing.assert_array_equal(y.data, expected)


def test_where_alone_and_of_constants() -> None:
    x: Any = Variable(np.array([0.0, 2.0, np.nan]))
    (alone,) = nx.where(x)
    assert type(alone) is np.ndarray
    np.testing.assert_array_equal(alone, [1, 2])
    y: Any = nx.where(x, 1.0, 2.0)
    assert isinstance(y, Variable)
    np.testing.assert_array_equal(y.data, [2.0, 1.0, 1.0])


def test_of_two_pieces_the_last_counts() -> None:
    x: Any = Variable(np.array([1.0, 2.0, 3.0]))
    y = nx.piecewise(x, [x < 3, x > 1], [lambda v: v * v, lambda v: 10 * v, lambda v: -v])
    np.testing.assert_array_equal(y.data, [1.0, 20.0, 30.0])
    y.sum().backward()
    np.testing.assert_array_equal(x.grad, [2.0, 10.0, 10.0])
    step = nx.piecewise(x, [x < 2], [1.0, 5.0])
    x.cleargrad()
    step.sum().backward()
    np.testing.assert_array_equal(x.grad, np.zeros(3))
    level: Any = Variable(np.array(4.0))
    taking_level: Any = selection.piecewise(x.data, x.data < 2, [level, 0.0])
    taking_level.sum().backward()
    np.testing.assert_array_equal(level.grad, 1.0)
    with pytest.raises(DetachedError, match=r"np.piecewise: int64"):
        nx.piecewise(Variable(np.array([1, 2])), [[True, False]], [level])


def test_mirrors_take_constants_and_variable_indices() -> None:
    k: Any = Variable(np.array([2, 0]))
    y: Any = taking.take(np.arange(3.0), k)
    np.testing.assert_array_equal(y.data, [2.0, 0.0])
    z: Any = nx.take_along_axis(np.arange(3.0), k, 0)
    np.testing.assert_array_equal(z.data, [2.0, 0.0])
    x: Any = Variable(np.array([1.0, 2.0]))
    w: Any = nx.choose(Variable(np.array([1, 0])), [x, -x])
    np.testing.assert_array_equal(w.data, [-1.0, 2.0])


def test_positions_are_plain() -> None:
    x: Any = Variable(np.array([1.0, 0.0, 3.0]))
    k: Any = Variable(np.array([1, 2]))
    results: list[Any] = [
        nx.argwhere(x),
        nx.searchsorted(x, 2.0),
        nx.searchsorted(np.arange(3.0), x),
        nx.digitize(x, [0.5, 1.5]),
        nx.isin(x, [1.0]),
        nx.unravel_index(k, (2, 2))[0],
        nx.ravel_multi_index((k, k), (3, 3)),
        nx.flatnonzero(x),
    ]
    assert not any(isinstance(r, Variable) for r in results)


@pytest.mark.parametrize("mode", ["raise", "wrap", "clip"])
def test_an_empty_list_of_indices_is_of_integers(mode: Any) -> None:
    x = Variable(np.ones((2, 3)))
    y = nx.take(x, [], axis=1, mode=mode)
    assert y.shape == (2, 0)
    y.backward()
    np.testing.assert_array_equal(x.grad, np.zeros((2, 3)))
    with pytest.raises(TypeError, match="safe"):
        nx.take(x, np.zeros(0), mode=mode)


@pytest.mark.parametrize("shape", [(6, 2), (6, 3), (6,)])
def test_many_rows_of_a_sum(shape: tuple[int, ...]) -> None:
    """Their cotangents are one number in the memory of one."""
    x = Variable(np.ones(shape))
    x[np.arange(600) % 4].sum().backward()
    expected = np.zeros(shape)
    expected[:4] = 150.0
    np.testing.assert_array_equal(x.grad, expected)
