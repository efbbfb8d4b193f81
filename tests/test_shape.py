"""Array manipulation: memory order, lists, dtypes, errors, refusals, what pads are made of."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from grouped import each
from hypothesis import given
from hypothesis import strategies as st
from operations.case import Case  # noqa: TC002  # as in the other tests
from operations.shape import CASES, NEW

import autodiff as ad
from autodiff import Variable
from autodiff.operation import Operation
from autodiff.ops.getitem import Getitem
from autodiff.ops.manipulation.shape import BroadcastTo, Reshape, Transpose

anp: Any = np  # whose stubs know no Variable


def v(*values: Any, dtype: Any = float) -> Any:
    return Variable(np.array(values, dtype))


def grad(f: Any, *xs: Any, gy: Any = None) -> list[Any]:
    variables = [Variable(np.asarray(x, float)) for x in xs]
    f(*variables).backward(gy=gy)
    return [x.grad for x in variables]


def jacobian(f: Any, x: Any) -> Any:
    """Return the rows of a linear map, as NumPy itself computes them."""
    units = np.eye(x.size).reshape(x.size, *x.shape)
    return np.stack([np.ravel(f(unit) - f(0 * unit)) for unit in units])


@each(CASES)
def test_integers_are_accepted_and_give_numpys_values(case: Case) -> None:
    arrays = [np.asarray(np.round(3 * x), np.int64) for x in case.inputs]
    expected = np.asarray(case.numpy(*arrays))
    y = case.ours(*(Variable(x) for x in arrays))
    assert y.dtype == expected.dtype
    np.testing.assert_array_equal(y.data, expected)


@each(CASES)
def test_half_precision_and_nan_are_kept(case: Case) -> None:
    arrays = [np.asarray(x, np.float16) for x in case.inputs]
    for x in arrays:
        x.flat[:1] = np.nan
    expected = np.asarray(case.numpy(*arrays))
    xs: list[Any] = [Variable(x) for x in arrays]
    y = case.ours(*xs)
    assert y.dtype == expected.dtype
    np.testing.assert_array_equal(y.data, expected)
    y.backward()
    assert all(x.grad.dtype == np.float16 for x in xs)


# Memory order


@given(st.permutations(range(4)), st.lists(st.sampled_from([1, 2, -1, -2]), min_size=4, max_size=4))
def test_orders_are_those_of_memory(axes: Any, steps: Any) -> None:
    base = np.arange(4.0 * 2 * 6 * 4).reshape(4, 2, 6, 4).transpose(axes)
    x = base[tuple(slice(None, None, step) for step in steps)]
    for order in "CFAK":
        expected = np.ravel(x, order)  # type: ignore[call-overload]  # one of four
        gy = np.arange(x.size) + 1.0
        leaf: Any = Variable(x)
        y = anp.ravel(leaf, order)
        np.testing.assert_array_equal(y.data, expected)
        y.backward(gy=gy)
        np.testing.assert_array_equal(np.ravel(leaf.grad), gy[np.argsort(expected)][_rank(x)])


def _rank(x: Any) -> Any:
    """Return the places of the elements of ``x``, which are all different, in sorted order."""
    return np.argsort(np.argsort(np.ravel(x)))


def test_broadcast_arrays_are_read_in_the_order_of_memory() -> None:
    x = np.broadcast_to(np.arange(4.0)[::-1], (3, 4))
    np.testing.assert_array_equal(anp.ravel(Variable(x), "K").data, x.ravel("K"))


def test_reshape_knows_copies() -> None:
    x: Any = v(1.0, 2.0)
    assert np.shares_memory(anp.reshape(x, (2, 1)).data, x.data)
    assert not np.shares_memory(anp.copy(x).data, x.data)
    if NEW >= "2.1.0":
        assert not np.shares_memory(anp.reshape(x, (2, 1), copy=True).data, x.data)
        with pytest.raises(ValueError, match="copy"):
            anp.reshape(Variable(np.ones((2, 3)).T), -1, copy=False)
    with pytest.raises(ValueError, match="order"):
        anp.reshape(x, -1, order="K")
    fortran: Any = Variable(np.arange(6.0).reshape(2, 3, order="F"))
    np.testing.assert_array_equal(
        anp.reshape(fortran, (3, 2), order="A").data,
        fortran.data.reshape((3, 2), order="A"),
    )


VIEWS: dict[str, Any] = {
    "ravel": anp.ravel,
    "squeeze": anp.squeeze,
    "expand_dims": lambda x: anp.expand_dims(x, 1),
    "moveaxis": lambda x: anp.moveaxis(x, 0, -1),
    "rollaxis": lambda x: anp.rollaxis(x, 2),
    "swapaxes": lambda x: anp.swapaxes(x, 0, 1),
    "matrix_transpose": anp.matrix_transpose,
    "flip": anp.flip,
    "rot90": anp.rot90,
    "split": lambda x: anp.split(x, 2, axis=1)[1],
    "atleast_3d": lambda x: anp.atleast_3d(x[0]),
    "broadcast_arrays": lambda x: anp.broadcast_arrays(x, np.ones((3, 1, 1, 1)))[0],
    "apply": lambda x: anp.apply_over_axes(lambda a, _: a, x, 0),
}


@pytest.mark.parametrize("name", VIEWS)
def test_views_share_memory_and_are_made_of_views(name: str) -> None:
    x = Variable(np.ones((1, 2, 4)))
    y = VIEWS[name](x)
    assert np.shares_memory(y.data, x.data)
    node: Any = y.creator
    while isinstance(node, Operation):
        assert type(node) in {Getitem, Reshape, Transpose, BroadcastTo}
        (node,) = node.edges


# Sequences of Variables, arrays, numbers


def test_sequences_may_mix_variables_arrays_and_numbers() -> None:
    x: Any = v(1.0, 2.0)
    y = anp.hstack([x, np.ones(1), 3, 4.0])
    np.testing.assert_array_equal(y.data, [1.0, 2.0, 1.0, 3.0, 4.0])
    y.backward()
    np.testing.assert_array_equal(x.grad, [1.0, 1.0])
    stacked = anp.stack([np.float32(1.0), anp.sum(x), 2])
    assert stacked.dtype == np.float64


def test_lists_may_hold_variables() -> None:
    def f(x: Any, b: Any) -> Any:
        return anp.insert(x, 1, [b, 2.0 * b, 1.0]) * np.arange(5.0)

    gx, gb = grad(f, [1.0, 2.0], 3.0, gy=np.ones(5))
    np.testing.assert_array_equal(gx, [0.0, 4.0])
    assert gb == 1.0 + 2.0 * 2.0
    gx, gb = grad(lambda x, b: anp.append(x, [[b, x[0]]]), [1.0, 2.0], 3.0, gy=np.arange(4.0))
    np.testing.assert_array_equal(gx, [3.0, 1.0])
    assert gb == 2.0


def test_margins_may_be_variables() -> None:
    def f(x: Any, a: Any, b: Any) -> Any:
        return anp.pad(x, ((1, 0), (2, 1)), constant_values=((a, 5.0), (b, a)))

    gy = np.arange(12.0).reshape(2, 6)[:, :5]
    gx, ga, gb = grad(f, [[1.0, 2.0]], 3.0, 4.0, gy=gy)
    np.testing.assert_array_equal(gx, gy[1:, 2:4])
    assert ga == gy[0, 2:4].sum() + gy[:, 4].sum()
    assert gb == gy[:, :2].sum()


def test_a_single_result_is_no_tuple_and_several_are() -> None:
    x: Any = v(1.0)
    assert anp.atleast_1d(x) is x
    several = anp.atleast_1d(x, 2.0, np.ones(2))
    assert type(several) is tuple
    assert [isinstance(part, Variable) for part in several] == [True, False, False]
    assert type(anp.broadcast_arrays(x, 1.0)) is tuple
    assert type(anp.split(x, 1)) is list


# Dtypes


def test_joining_takes_a_dtype() -> None:
    x: Any = v(1.0, 2.0, dtype=np.float32)
    for f in (anp.concatenate, anp.stack, anp.hstack, anp.vstack):
        y = f([x, x], dtype=np.float64)
        assert y.dtype == np.float64
        (g,) = ad.gradients(y, [x], np.ones(y.shape))
        assert g.dtype == np.float32
        with pytest.raises(TypeError, match="cast"):
            f([x, x], dtype=np.float16, casting="safe")
        with pytest.raises(ad.DetachedError, match="int"):
            f([x, x], dtype=int, casting="unsafe")


def test_the_real_part_is_joined_from_complex() -> None:
    z: Any = Variable(np.array([1.0 + 2.0j]))
    with pytest.warns(np.exceptions.ComplexWarning):
        y = anp.concatenate([z, z], dtype=float, casting="unsafe")
    y.backward()
    np.testing.assert_array_equal(z.grad, [2.0])


@pytest.mark.parametrize(
    "call",
    [
        lambda k, x: anp.insert(k, 0, x),
        lambda k, x: anp.insert(k.data, 0, x),
        lambda k, x: anp.pad(k, 1, constant_values=x),
        lambda k, x: anp.pad(k, 1, "linear_ramp", end_values=x),
    ],
)
def test_values_that_would_be_rounded_are_refused(call: Any) -> None:
    with pytest.raises(ad.DetachedError, match="rounded"):
        call(v(1, 2, dtype=int), Variable(np.array(1.5)))


@pytest.mark.skipif(NEW < "2.1.0", reason="device= is new in NumPy 2.1")
def test_astype_is_a_function_too() -> None:
    x: Any = v(1.0, 2.0, dtype=np.float32)
    assert anp.astype(x, np.float64, copy=False).dtype == np.float64
    assert anp.astype(x, np.float32, copy=False) is x
    assert anp.astype(x, np.float32) is not x
    assert anp.astype(x, "f8", device="cpu").dtype == np.float64
    with pytest.raises(ValueError, match="cpu"):
        anp.astype(x, "f8", device="gpu")
    with pytest.raises(ad.DetachedError):
        anp.astype(x, int)


# Errors are NumPy's

WRONG: dict[str, Any] = {
    "moveaxis": lambda x: anp.moveaxis(x, 0, 5),
    "moveaxis twice": lambda x: anp.moveaxis(x, (0, 0), (0, 1)),
    "moveaxis lengths": lambda x: anp.moveaxis(x, (0, 1), 0),
    "rollaxis": lambda x: anp.rollaxis(x, 3),
    "rollaxis start": lambda x: anp.rollaxis(x, 0, 4),
    "matrix_transpose": lambda x: anp.matrix_transpose(x[0]),
    "squeeze": lambda x: anp.squeeze(x, 0),
    "squeeze axis": lambda x: anp.squeeze(x, 2),
    "expand_dims": lambda x: anp.expand_dims(x, (0, 0)),
    "flip": lambda x: anp.flip(x, 2),
    "fliplr": lambda x: anp.fliplr(x[0]),
    "flipud": lambda x: anp.flipud(x[0, 0]),
    "rot90": lambda x: anp.rot90(x, axes=(0, 0)),
    "rot90 same": lambda x: anp.rot90(x, axes=(0, -2)),
    "rot90 range": lambda x: anp.rot90(x, axes=(0, 2)),
    "rot90 three": lambda x: anp.rot90(x, axes=(0, 1, 2)),
    "roll": lambda x: anp.roll(x, (1, 2), (0, 1, 0)),
    "roll axis": lambda x: anp.roll(x, 1, 2),
    "roll shift": lambda x: anp.roll(x, [[1]], 0),
    "repeat": lambda x: anp.repeat(x, -1),
    "repeat length": lambda x: anp.repeat(x, [1, 2, 3, 4], axis=1),
    "repeat axis": lambda x: anp.repeat(x, 2, axis=2),
    "tile": lambda x: anp.tile(x, -1),
    "resize": lambda x: anp.resize(x, (-1, 2)),
    "insert": lambda x: anp.insert(x, 9, 0.0),
    "insert axis": lambda x: anp.insert(x, 0, 0.0, axis=2),
    "insert shape": lambda x: anp.insert(x, [0, 1], np.ones(5), axis=0),
    "delete": lambda x: anp.delete(x, 9),
    "delete mask": lambda x: anp.delete(x, [True, False]),
    "append": lambda x: anp.append(x, 1.0, axis=0),
    "split": lambda x: anp.split(x, 4),
    "split axis": lambda x: anp.split(x, 2, axis=2),
    "array_split": lambda x: anp.array_split(x, 0),
    "hsplit": lambda x: anp.hsplit(x[0, 0], 1),
    "vsplit": lambda x: anp.vsplit(x[0], 1),
    "dsplit": lambda x: anp.dsplit(x, 1),
    "block": lambda x: anp.block([x, [x]]),
    "block empty": lambda x: anp.block([[x], []]),
    "block tuple": lambda x: anp.block([(x, x)]),
    "block shapes": lambda x: anp.block([[x, x], [x]]),
    "hstack": lambda x: anp.hstack([x, x[0]]),
    "stack": lambda x: anp.stack([x, x[0]]),
    "stack axis": lambda x: anp.stack([x, x], axis=3),
    "concatenate": lambda x: anp.concatenate([x, x[0]]),
    "broadcast_arrays": lambda x: anp.broadcast_arrays(x, x[:, :2]),
    "broadcast_to": lambda x: anp.broadcast_to(x, -1),
    "pad": lambda x: anp.pad(x, -1),
    "pad widths": lambda x: anp.pad(x, ((1, 1), (1, 1), (1, 1))),
    "pad float": lambda x: anp.pad(x, 1.0),
    "pad mode": lambda x: anp.pad(x, 1, "no such mode"),
    "pad keyword": lambda x: anp.pad(x, 1, "edge", constant_values=1),
    "pad keyword of another mode": lambda x: anp.pad(x, 1, end_values=1),
    "pad stat_length": lambda x: anp.pad(x, 1, "maximum", stat_length=0),
    "pad empty": lambda x: anp.pad(x[:, :0], 1, "edge"),
    "apply_along_axis": lambda x: anp.apply_along_axis(anp.sum, 2, x),
    "apply_along_axis empty": lambda x: anp.apply_along_axis(anp.sum, 1, x[:0]),
    "apply_over_axes": lambda x: anp.apply_over_axes(lambda a, _: a[0, 0], x, [0]),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_arguments_raise_what_numpy_raises(name: str) -> None:
    x = np.arange(6.0).reshape(2, 3)
    with pytest.raises(Exception) as theirs:  # noqa: PT011  # whatever NumPy raises
        WRONG[name](x)
    with pytest.raises(theirs.type):
        WRONG[name](Variable(x))


def test_a_function_as_mode_is_refused_by_name() -> None:
    with pytest.raises(ad.NoRuleError, match=r"pad: mode is a function.*concatenate"):
        anp.pad(v(1.0), 1, lambda *_: None)


def test_an_unknown_argument_is_refused_by_name() -> None:
    with pytest.raises(ad.NoRuleError, match="pad"):
        anp.pad(v(1.0), 1, constant_value=1.0)


# Pads

MODES: list[dict[str, Any]] = [
    {"mode": "constant"},
    {"mode": "constant", "constant_values": (1.0, 2.0)},
    {"mode": "edge"},
    {"mode": "linear_ramp", "end_values": 3.0},
    {"mode": "mean"},
    {"mode": "mean", "stat_length": ((2, 1),)},
    {"mode": "reflect"},
    {"mode": "reflect", "reflect_type": "odd"},
    {"mode": "symmetric"},
    {"mode": "symmetric", "reflect_type": "odd"},
    {"mode": "wrap"},
]


@given(
    st.sampled_from(MODES),
    st.lists(
        st.tuples(*(st.integers(*b) for b in ((1, 4), (0, 9), (0, 9)))), min_size=1, max_size=2
    ),
)
def test_pads_are_transposed_exactly(options: Any, axes: Any) -> None:
    shape = tuple(n for n, _, _ in axes)
    widths = tuple((a, b) for _, a, b in axes)
    x = np.arange(1.0, 1.0 + np.prod(shape)).reshape(shape)
    expected = jacobian(lambda a: np.pad(a, widths, **options), x)
    leaf: Any = Variable(x)
    y = anp.pad(leaf, widths, **options)
    np.testing.assert_array_equal(y.data, np.pad(x, widths, **options))
    gy = np.sin(np.arange(y.size)).reshape(y.shape)
    y.backward(gy=gy)
    np.testing.assert_allclose(np.ravel(leaf.grad), expected @ np.ravel(gy), rtol=1e-9, atol=1e-9)


def test_ties_in_margins_share_evenly() -> None:
    (g,) = grad(lambda x: anp.pad(x, (1, 0), "maximum"), [2.0, 2.0, 1.0], gy=np.eye(4)[0])
    np.testing.assert_array_equal(g, [0.5, 0.5, 0.0])


def test_empty_margins_have_no_gradient() -> None:
    (g,) = grad(lambda x: anp.pad(x, 1, "empty"), [1.0, 2.0], gy=np.arange(4.0))
    np.testing.assert_array_equal(g, [1.0, 2.0])


def test_infinities_in_pads_warn_only_as_numpy_does() -> None:
    x = np.array([1.0, np.inf, 2.0])
    for mode in ("reflect", "symmetric"):
        y = anp.pad(Variable(x), 3, mode, reflect_type="odd")
        np.testing.assert_array_equal(y.data, np.pad(x, 3, mode, reflect_type="odd"))


@pytest.mark.parametrize("width", [{0: 1}, {0: (2, 1)}, {-1: 3}, {}])
def test_widths_by_axis(width: Any) -> None:
    full = {-1: 3, 0: 0} | width if -1 in width else {0: 0, -1: 0} | width
    pairs = [w if isinstance(w, tuple) else (w, w) for w in (full[0], full[-1])]
    x = np.arange(6.0).reshape(2, 3)
    np.testing.assert_array_equal(anp.pad(Variable(x), width).data, np.pad(x, pairs))


# Functions of the user's


def test_plain_results_of_a_function_stay_plain() -> None:
    x = Variable(np.array([[1.0, 3.0, 2.0], [6.0, 5.0, 4.0]]))
    places = anp.apply_along_axis(np.argmax, 1, x)
    assert type(places) is np.ndarray
    np.testing.assert_array_equal(places, [1, 0])


def test_a_function_may_return_a_variable_for_some_vectors_only() -> None:
    def f(x: Any) -> Any:
        return anp.apply_along_axis(lambda a: a[0] * a[1] if a.data[0] > 1.0 else 0.0, 1, x)

    (g,) = grad(f, [[1.0, 2.0], [3.0, 4.0]], gy=np.ones(2))
    np.testing.assert_array_equal(g, [[0.0, 0.0], [4.0, 3.0]])
    with pytest.raises(ad.DetachedError, match="int"):  # into the array made for the first
        anp.apply_along_axis(
            lambda a: a[0] if a.data[0] > 1.0 else 0, 1, Variable(np.eye(2)[::-1] + 1)
        )


@pytest.mark.parametrize("order", ["C", "F", "A", "K"])
@pytest.mark.parametrize(
    "strided",
    [
        lambda x: x,
        lambda x: x.T,
        lambda x: x[::-1],
        lambda x: x[:, ::2],
        lambda x: x[0, ::-1],
        lambda x: np.broadcast_to(x[0], (2, 3)),
    ],
)
def test_ravel_is_a_view_where_numpys_is(order: Any, strided: Any) -> None:
    """A copy would not show what is written, a view would show what is not."""
    a = np.arange(6.0).reshape(2, 3)
    y: Any = Variable(a.copy()) * 1.0
    flat, expected = np.ravel(strided(y), order), np.ravel(strided(a), order)
    a[:] = 7.0
    y[:] = 7.0
    np.testing.assert_array_equal(flat.data, expected)


@pytest.mark.parametrize("copied", [lambda x: np.repeat(x, 1), lambda x: np.tile(x, 1)])
def test_copies_share_no_memory(copied: Any) -> None:
    x: Any = Variable(np.arange(3.0))
    y = copied(x)
    x.data[:] = 7.0
    np.testing.assert_array_equal(y.data, [0.0, 1.0, 2.0])


def test_a_copy_of_a_number_is_an_array() -> None:
    x: Any = Variable(np.array([1.0, 2.0])).sum()
    y: Any = np.copy(x)
    y[()] = 5.0
    assert (x.item(), y.item()) == (3.0, 5.0)
    z: Any = np.copy(x)
    assert isinstance(z._value, np.ndarray)
    assert isinstance(x.copy()._value, np.float64)
