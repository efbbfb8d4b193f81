"""Creation: dtypes, layouts, errors, and what NumPy's own conversions would have lost."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import autodiff as ad
import autodiff.numpy as anp
from autodiff import Variable
from autodiff.errors import DetachedError, InPlaceError
from autodiff.ops.creation import conversion, filling

array: Any = conversion.array
asarray: Any = conversion.asarray
full: Any = filling.full
nx: Any = np  # NumPy's own stubs do not know Variables
DTYPES = [np.float16, np.float32, np.float64, np.longdouble, np.complex64, np.int32, np.bool_]


def leaf(*values: float, dtype: Any = float) -> Any:
    return Variable(np.array(values, dtype))


def scalars(*values: float, dtype: Any = float) -> list[Any]:
    return [Variable(np.array(value, dtype)) for value in values]


@pytest.mark.parametrize("like", [np.zeros_like, np.ones_like, np.empty_like])
def test_arrays_like_a_variable_can_be_assigned_into(like: Any) -> None:
    x = leaf(1.0, 2.0)
    y = like(x)
    assert isinstance(y, Variable)
    y[0] = x[0] * x[0]
    y[1] = x[0] * x[1]
    y.sum().backward()
    np.testing.assert_array_equal(x.grad, [4.0, 1.0])


@pytest.mark.parametrize("like", [np.zeros_like, np.ones_like, np.empty_like])
@pytest.mark.parametrize("dtype", [None, np.float32, int, complex, bool])
@pytest.mark.parametrize("shape", [None, 3, (2, 0), ()])
def test_options_of_like_are_numpys(like: Any, dtype: Any, shape: Any) -> None:
    data = np.asfortranarray(np.ones((2, 3)))
    y = like(Variable(data), dtype=dtype, shape=shape, order="K", subok=False, device="cpu")
    expected = like(data, dtype=dtype, shape=shape)
    assert (y.shape, y.dtype) == (expected.shape, expected.dtype)
    assert y.data.flags.f_contiguous == expected.flags.f_contiguous
    with pytest.raises(TypeError, match="numeric"):
        like(Variable(data), dtype=object)


@pytest.mark.parametrize("a", DTYPES)
@pytest.mark.parametrize("fill", [2, 2.0, True, np.array([1.0, 2.0])])
@pytest.mark.parametrize("dtype", [None, np.float32])
def test_full_like_is_numpys(a: Any, fill: Any, dtype: Any) -> None:
    data = np.ones((3, 2), a)
    y: Any = np.full_like(Variable(data), fill, dtype)
    expected = np.full_like(data, fill, dtype)
    assert y.dtype == expected.dtype
    np.testing.assert_array_equal(y.data, expected)


def test_filling_sums_and_refuses_to_lose_the_gradient() -> None:
    x = Variable(np.array([[1.0], [2.0]], np.float32))
    y = full((2, 3), x, dtype=np.float64, order="F")
    assert y.data.flags.f_contiguous
    y.backward()
    assert x.grad is not None
    assert x.grad.dtype == np.float32
    np.testing.assert_array_equal(x.grad, [[3.0], [3.0]])
    with pytest.raises(DetachedError, match=r"np.full: int64"):
        full(2, leaf(1.0), dtype=int)
    with pytest.raises(DetachedError, match=r"np.full_like: int64"):
        np.full_like(Variable(np.array([1, 2])), leaf(1.0))
    assert full((2,), Variable(np.array(3)), dtype=int).data.tolist() == [3, 3]
    assert full((Variable(np.array(2)), 1), leaf(1.0)).shape == (2, 1)
    with pytest.raises(ValueError, match="broadcast"):
        full((2,), leaf(1.0, 2.0, 3.0))


# NumPy's conversions


def test_array_of_nested_sequences_is_one_operation() -> None:
    xs = scalars(*range(10_000))
    y = array(xs)
    assert type(y.creator).__name__ == "Pack"
    assert y.creator.generation == 0
    y.backward(gy=np.arange(10_000.0))
    assert [float(x.grad) for x in xs] == list(range(10_000))


@given(st.recursive(st.sampled_from(["v", "w", 2.0, 3]), lambda s: st.tuples(s, s), max_leaves=9))
def test_array_of_any_nest_is_numpys(nest: Any) -> None:
    v, w = scalars(1.5, 2.5)

    def filled(n: Any, names: dict[str, Any]) -> Any:
        return [filled(e, names) for e in n] if isinstance(n, tuple) else names.get(str(n), n)

    names = {"v": v, "w": w}
    plain = {"v": v.data, "w": w.data}
    try:
        expected = np.array(filled(nest, plain))
    except ValueError:
        if "v" not in str(nest) and "w" not in str(nest):
            return
        with pytest.raises(ValueError, match="inhomogeneous"):
            array(filled(nest, names))
        return
    y = array(filled(nest, names))
    if "v" not in str(nest) and "w" not in str(nest):
        assert type(y) is np.ndarray
        return
    assert y.dtype == expected.dtype
    np.testing.assert_array_equal(y.data, expected)
    y.backward()
    assert float(v.grad if v.grad is not None else 0) == str(nest).count("v")


@pytest.mark.parametrize(
    "make",
    [
        lambda v: [v, [v, v]],
        lambda v: [[v, v], [v]],
        lambda v: [v[:2], v],
        lambda v: [[], [v]],
    ],
)
def test_ragged_sequences_raise_numpys_error(make: Any) -> None:
    with pytest.raises(ValueError, match="inhomogeneous"):
        array(make(leaf(1.0, 2.0, 3.0)))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("other", [np.float32(1), np.int8(1), 1.0, 1, True, 1j])
def test_array_promotes_as_numpy_does(dtype: Any, other: Any) -> None:
    (v,) = scalars(1, dtype=dtype)
    assert array([v, other]).dtype == np.array([v.data, other]).dtype


def test_array_copies_and_asarray_does_not() -> None:
    x = leaf(1.0, 2.0)
    assert array(x) is not x
    assert not np.shares_memory(array(x), x)
    for same in (asarray(x), conversion.asanyarray(x), array(x, copy=None), array(x, copy=False)):
        assert same is x
    assert asarray(x, np.float32).dtype == np.float32
    assert asarray(x, copy=True) is not x
    y = array(x)
    y[0] = 5.0
    assert x.data[0] == 1.0
    with pytest.raises(ValueError, match="copy"):
        array(x, np.float32, copy=False)
    with pytest.raises(ValueError, match="copy"):
        array([x], copy=False)
    for convert in (array, asarray, conversion.ascontiguousarray):
        assert type(convert([1.0, 2.0])) is np.ndarray
        with pytest.raises(DetachedError, match="int64"):
            convert(x, int)
    with pytest.raises(DetachedError, match="int64"):
        array([x], int)
    with pytest.raises(TypeError, match=r"np.array"):
        array([x, "a"])


ORDERS: list[Any] = ["C", "F", "A", "K", None]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("layout", ["C", "F"])
@pytest.mark.parametrize("dtype", [None, np.float32, complex])
@pytest.mark.parametrize("wrap", [Variable, np.asarray])
def test_conversions_have_numpys_layout_and_dtype(
    wrap: Any, dtype: Any, layout: Any, order: Any
) -> None:
    """Of Variables as of plain arrays, by whatever keyword asks for it."""
    data = np.asarray(np.arange(6.0).reshape(2, 3), order=layout)
    for ours, numpys, options in (
        (array, np.array, {"order": order}),
        (array, np.array, {"order": order, "ndmin": 4}),
        (array, np.array, {"order": order, "copy": None}),
        (conversion.asarray, np.asarray, {"order": order}),
        (conversion.asarray, np.asarray, {"order": order, "copy": True}),
    ):
        y = ours(wrap(data), dtype, **options)
        y = y.data if isinstance(y, Variable) else y
        expected = numpys(data, dtype, **options)
        np.testing.assert_array_equal(y, expected, strict=True)
        assert y.flags.f_contiguous == expected.flags.f_contiguous
        assert y.flags.c_contiguous == expected.flags.c_contiguous
        assert np.shares_memory(y, data) == np.shares_memory(expected, data)


def test_a_copy_may_be_refused() -> None:
    x = Variable(np.ones((2, 3)))
    assert conversion.asarray(x, copy=False) is x
    for order, dtype in (("F", None), (None, int)):
        with pytest.raises((ValueError, TypeError)):
            asarray(x, dtype, order, copy=False)


class Mine(np.ndarray[Any, Any]):
    """A class whose instances can be asked for."""

    def __array_function__(self, *_: Any) -> Any:
        return "mine"


@pytest.mark.parametrize("name", ["array", "asarray", "ascontiguousarray", "asfortranarray"])
def test_another_class_may_be_asked_for(name: str) -> None:
    like = np.ones(1).view(Mine)
    assert getattr(conversion, name)([1.0], like=like) == getattr(np, name)([1.0], like=like)


@pytest.mark.parametrize("device", ["cpu", "gpu"])
@pytest.mark.parametrize("name", ["zeros_like", "ones_like", "empty_like", "full_like"])
def test_there_is_one_device(name: str, device: Any) -> None:
    f: Any = getattr(np, name)
    arguments = (1.0,) if name == "full_like" else ()
    for x in (np.ones(2), Variable(np.ones(2))):
        if device == "cpu":
            f(x, *arguments, device=device)
        else:
            with pytest.raises(ValueError, match=r"[Dd]evice"):
                f(x, *arguments, device=device)
    if device != "cpu":
        with pytest.raises(ValueError, match=r"[Dd]evice"):
            anp.full(2, 1.0, device=device, like=Variable(np.ones(2)))


def test_layouts_of_conversions() -> None:
    x = Variable(np.ones((2, 3)))
    assert conversion.ascontiguousarray(x) is x
    assert conversion.ascontiguousarray(x.T).data.flags.c_contiguous
    assert conversion.asfortranarray(x).data.flags.f_contiguous
    assert array(x, order="F").data.flags.f_contiguous
    assert array([x, x], order="F").data.flags.f_contiguous
    assert array(x.T, order="C").data.flags.c_contiguous
    assert conversion.asfortranarray(Variable(np.array(1.0))).shape == (1,)
    assert array(x, ndmin=4).shape == (1, 1, 2, 3)


# Ranges


@pytest.mark.parametrize("name", ["linspace", "logspace", "geomspace"])
@pytest.mark.parametrize("a", DTYPES)
@pytest.mark.parametrize("b", [2, 2.5, np.float32(2), np.array([2.0, 3.0]), 2j])
def test_ranges_are_numpys_to_the_bit(name: str, a: Any, b: Any) -> None:
    f: Any = getattr(np, name)
    for start in (np.array(1, a), np.array([[1], [1]], a)):
        for x, y in ((Variable(start), b), (b, Variable(start))):
            plain = [v.data if isinstance(v, Variable) else v for v in (x, y)]
            ours, expected = f(x, y, 7), f(*plain, 7)
            assert ours.dtype == expected.dtype
            np.testing.assert_array_equal(ours.data, expected)


def test_ranges_refuse_what_they_cannot() -> None:
    x = leaf(1.0, 2.0)
    for f in (np.linspace, np.logspace, np.geomspace):
        g: Any = f
        with pytest.raises(DetachedError, match=f"np.{f.__name__}: int64"):
            g(x, 5.0, 3, dtype=int)
        with pytest.raises(ValueError, match=r"non-negative|negative"):
            g(x, 5.0, -1)
        with pytest.raises(TypeError):
            g(x, 5.0, 2.5)
        n = Variable(np.array(3))
        assert g(x, 5.0, n).shape == (3, 2)
    with pytest.raises(ValueError, match="zero"):
        nx.geomspace(Variable(np.array(0.0)), 1.0)
    k: Any = Variable(np.array([1, 2]))
    assert np.linspace(k, 5, 3, dtype=int).dtype == int


def test_linspace_returns_its_step() -> None:
    x: Any = Variable(np.array(1.0))
    lin: Any = np.linspace
    y, step = lin(x, 2.0, 5, retstep=True)
    assert step.data == 0.25
    step.backward()
    np.testing.assert_array_equal(x.grad, -0.25)
    assert np.isnan(lin(x, 2.0, 1, retstep=True)[1])
    assert y.shape == (5,)


def test_geomspace_of_negative_and_complex_endpoints() -> None:
    geom: Any = np.geomspace
    for start, stop in (
        (-1.0, -1000.0),
        (1.0 + 0j, -4.0 + 1j),
        (1j, 16j),
        (-2.0 + 1e-3j, 3.0 - 1j),
    ):
        x, y = Variable(np.array(start)), Variable(np.array(stop))
        z = geom(x, y, 4)
        np.testing.assert_array_equal(z.data, geom(start, stop, 4))
        h = 1e-6
        np.real((2.0 - 1j) * z[1] + z[3] * 3).sum().backward()

        def loss(a: Any, b: Any) -> float:
            w = geom(a, b, 4)
            return float(np.real((2.0 - 1j) * w[1] + w[3] * 3))

        for v, d in ((x, (h, 0)), (y, (0, h))):
            slope = (loss(start + d[0], stop + d[1]) - loss(start - d[0], stop - d[1])) / (2 * h)
            np.testing.assert_allclose(nx.real(v.grad), slope, rtol=1e-5, atol=1e-8)


# Grids and diagonals


def test_grids_of_integers_and_errors() -> None:
    grid: Any = np.meshgrid
    x, k = leaf(1.0, 2.0), Variable(np.array([1, 2, 3]))
    a, b = grid(x, k)
    assert (a.dtype, b.dtype) == (np.float64, np.int64)
    np.testing.assert_array_equal(b.data, np.meshgrid(x.data, k.data)[1])
    with pytest.raises(ValueError, match="indexing"):
        grid(x, k, indexing="ab")
    a[0, 0] = 5.0
    with pytest.raises(InPlaceError):
        grid(x * 1, k, copy=False)[0][0, 0] = 5.0


@pytest.mark.parametrize("dtype", DTYPES)
def test_diagonals_keep_dtypes(dtype: Any) -> None:
    m = np.arange(12).reshape(2, 3, 2).astype(dtype)
    v: Any = Variable(m)
    calls: list[Any] = [
        np.diagonal,
        np.trace,
        np.tril,
        np.triu,
        lambda x: nx.diag(x[0]),
        lambda x: nx.diag(x[0, 0], -1),
        np.diagflat,
        lambda x: nx.vander(x[0, 0], 3),
    ]
    for f in calls:
        y, expected = f(v), np.asarray(f(m))
        assert isinstance(y, Variable)
        assert y.dtype == expected.dtype
        np.testing.assert_array_equal(y.data, expected)


def test_diagonals_raise_numpys_errors() -> None:
    v, m = leaf(1.0), Variable(np.ones((2, 2)))
    calls: list[Any] = [
        lambda: nx.diag(Variable(np.ones((1, 1, 1)))),
        lambda: nx.diag(Variable(np.array(1.0))),
        lambda: nx.diagonal(v),
        lambda: nx.trace(v),
        lambda: nx.diagonal(m, 0, 0, 0),
        lambda: nx.diagonal(m, 0, 0, 2),
        lambda: nx.vander(m),
    ]
    for call in calls:
        with pytest.raises(ValueError):  # noqa: PT011  # of NumPy's, in its words
            call()
    with pytest.raises(TypeError):
        nx.tril(Variable(np.array(1.0)))
    with pytest.raises(DetachedError, match="int"):
        nx.trace(m, dtype=int)
    with pytest.raises(InPlaceError, match="diagonal"):
        nx.diagonal(m * 1)[0] = 2.0


def test_triangles_hide_what_they_drop() -> None:
    x: Any = Variable(np.array([[1.0, -1.0], [4.0, 9.0]]))
    with np.errstate(invalid="ignore"):
        y = nx.tril(np.sqrt(x) * np.sqrt(x))
    (g,) = ad.gradients(y.sum(), [x])
    np.testing.assert_allclose(g.data, [[1.0, 0.0], [1.0, 1.0]])


def test_indices_of_triangles_are_plain() -> None:
    m: Any = Variable(np.ones((2, 2)))
    for f in (np.tril_indices_from, np.triu_indices_from, np.diag_indices_from):
        assert all(type(i) is np.ndarray for i in f(m))
    i, j = nx.ix_(Variable(np.array([0, 1])), [True, False])
    assert type(i) is type(j) is np.ndarray
    assert m[i, j].shape == (2, 1)
