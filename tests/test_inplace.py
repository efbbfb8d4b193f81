"""Assignment has NumPy's meaning, for aliases and views too, and the right gradient."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from collecting import without_collector
from differences import gradient
from untyped import variable

import autodiff as ad
from autodiff import DetachedError, InPlaceError, Variable

INDICES: list[Any] = [
    0, -1, slice(1, 3), slice(None, None, -1), slice(3, 0, -2), ..., (0, 1), (slice(None), 1),
    (1, slice(0, 2)), None, (..., 0), [0, 2], [0, 0, 1], (slice(None), [1, 0, 1]), ([0, 1], [1, 1]),
    np.array([True, False, True, False]), (slice(None), np.array([True, False, True])),
    np.array([[True, False, True]] * 4), slice(2, 2), np.array([], dtype=int),
]  # fmt: skip


@pytest.mark.parametrize("index", INDICES, ids=str)
@pytest.mark.parametrize("scalar", [True, False])
def test_assignment_equals_numpys(index: Any, scalar: bool) -> None:
    def f(x: Any, w: Any) -> Any:
        y = x * 2.0
        y[index] = w
        return y * y

    x0 = np.linspace(-1.0, 1.0, 12).reshape(4, 3)
    w0 = np.array(0.7) if scalar else np.asarray(np.cos(np.arange(x0[index].size)) + 2.0)
    w0 = w0 if scalar else w0.reshape(x0[index].shape)
    x, w = variable(x0.copy()), variable(w0)
    y = f(x, w)
    np.testing.assert_array_equal(y.data, f(x0, w0))
    y.sum().backward()
    for i, v in enumerate((x, w)):
        expected = gradient(lambda *a: np.sum(f(*a)), [x0, w0], i)
        np.testing.assert_allclose(v.grad, expected, atol=1e-9)


AUGMENTED: list[Callable[[Any, Any], Any]] = [
    lambda y, x: y.__iadd__(x),
    lambda y, x: y.__isub__(x),
    lambda y, x: y.__imul__(x),
    lambda y, x: y.__itruediv__(x),
    lambda y, x: y.__ipow__(x),
    lambda y, _: y.__ipow__(2),
    lambda y, _: y.__iadd__(1),
]


@pytest.mark.parametrize("change", AUGMENTED)
def test_augmented_assignment_changes_the_object_and_all_its_names(change: Any) -> None:
    def f(x: Any) -> Any:
        y = x * 1.5
        alias = y
        change(y, x[::-1])
        return alias * x

    x0 = np.array([0.5, 1.0, 2.0])
    x = variable(x0)
    y = f(x)
    np.testing.assert_array_equal(y.data, f(x0))
    y.sum().backward()
    np.testing.assert_allclose(x.grad, gradient(lambda a: np.sum(f(a)), [x0], 0), atol=1e-8)


def test_values_used_before_the_write_keep_their_gradient() -> None:
    x = variable(np.array([1.0, 2.0, 3.0]))
    y = x * 1.0
    before = y * y
    y[:] = 0.0
    before.sum().backward()
    np.testing.assert_array_equal(x.grad, [2.0, 4.0, 6.0])


def test_a_write_hides_the_nan_that_it_replaces() -> None:
    x = variable(np.array([-1.0, 4.0]))
    with np.errstate(invalid="ignore"):
        y = x * np.sqrt(x)
    y[0] = 5.0
    y.sum().backward()
    np.testing.assert_array_equal(x.grad, [0.0, 3.0])


def test_second_derivatives_pass_through_assignments() -> None:
    x = variable(np.array([1.0, 2.0, 3.0]))
    y = x * 1.0
    y[1:] += x[:2] ** 3
    gx = ad.gradients((y * y).sum(), x, create_graph=True)
    ggx = ad.gradients(gx.sum(), x)

    def first(a: Any) -> float:
        v = Variable(a)
        z: Any = v * 1.0
        z[1:] += v[:2] ** 3
        return float(ad.gradients((z * z).sum(), v).data.sum())

    np.testing.assert_allclose(ggx.data, gradient(first, [x.data], 0), rtol=1e-7)


@pytest.mark.parametrize(
    "write",
    [
        lambda x: x.__setitem__(0, 1.0),
        lambda x: x.__iadd__(1.0),
        lambda x: x[1:].__imul__(2.0),
        lambda x: x.T.__setitem__(0, 1.0),
        lambda x: x.reshape(1, 2)[0].__setitem__(0, 1.0),
    ],
)
def test_a_leaf_is_not_written_to_while_recording(write: Any) -> None:
    x = variable(np.array([1.0, 2.0]))
    y = x * x
    with pytest.raises(InPlaceError, match=r"that you made.*copy.*no_grad"):
        write(x)
    np.testing.assert_array_equal(x.data, [1.0, 2.0])
    y.sum().backward()
    np.testing.assert_array_equal(x.grad, [2.0, 4.0])


def test_a_leaf_is_updated_under_no_grad_and_earlier_graphs_keep_its_old_value() -> None:
    x = variable(np.array([1.0, 2.0]))
    row = x[1:]
    y = (x * x).sum()
    with ad.no_grad():
        x -= 0.5
        x[0] = 7.0
    np.testing.assert_array_equal(x.data, [7.0, 1.5])
    np.testing.assert_array_equal(row.data, [1.5])
    y.backward()
    np.testing.assert_array_equal(x.grad, [2.0, 4.0])
    x.cleargrad()
    (row * row).sum().backward()
    np.testing.assert_array_equal(x.grad, [0.0, 3.0])


def test_results_without_axes_are_numbers_and_do_not_change() -> None:
    x = variable(np.array([1.0, 2.0]))
    y = x.sum()
    alias = y
    y += 1.0
    assert (alias.item(), y.item()) == (3.0, 4.0)
    with pytest.raises(TypeError, match="has no elements"):
        y[()] = 1.0


def test_writes_that_do_not_fit_change_nothing() -> None:
    x = variable(np.array([1.0, 2.0]))
    y = x * 1.0
    writes: list[tuple[type[Exception], Callable[[], Any]]] = [
        (ValueError, lambda: y.__setitem__(slice(None), np.ones(3))),
        (IndexError, lambda: y.__setitem__(5, 1.0)),
        (ValueError, lambda: y.__iadd__(np.ones((2, 2)))),
        (TypeError, lambda: y.__iadd__(1j * np.ones(2))),
        (TypeError, lambda: y.__setitem__(0, "a")),
        (ValueError, lambda: np.broadcast_to(y, (3, 2)).__setitem__(0, 1.0)),
    ]
    for error, attempt in writes:
        with pytest.raises(error):
            attempt()
    np.testing.assert_array_equal(y.data, [1.0, 2.0])
    y.sum().backward()
    np.testing.assert_array_equal(x.grad, [1.0, 1.0])


def test_single_precision_stays() -> None:
    x = variable(np.array([1.0, 2.0], np.float32))
    y = x * 1
    y += np.array([1.0, 2.0])
    y[0] = np.float64(3.0)
    assert y.dtype == np.float32
    y.sum().backward()
    assert x.grad.dtype == np.float32


def test_integers_hold_no_gradient() -> None:
    k = variable(np.array([1, 2]))
    k[0] = 5
    k += 1
    np.testing.assert_array_equal(k.data, [6, 3])
    with pytest.raises(DetachedError, match="cannot hold a gradient"):
        k[0] = variable(np.array(0.5))
    with pytest.raises(TypeError, match="does not fit"):
        k += 0.5


def test_parts_of_complex_numbers_are_views() -> None:
    x = variable(np.array([1.0 + 2.0j, 3.0 - 1.0j]))
    y = x * 1.0
    y.real[0] = 9.0
    half = y.imag
    half *= 2.0
    np.testing.assert_array_equal(y.data, [9.0 + 4.0j, 3.0 - 2.0j])


def test_many_reads_and_writes_cost_one_pass() -> None:
    """Reads add into one array; 10^4 of them from 10^6 elements took minutes otherwise."""
    x = variable(np.ones(1_000_000))
    y = x[0]
    for i in range(1, 2_000):
        y = y + x[7 * i]
    y.backward()
    assert x.grad.sum() == 2_000
    gx = ad.gradients((x[3] * x[3] * x[5]), x, create_graph=True)
    assert gx.data[3] == 2.0


def test_a_result_and_its_views_are_freed_by_counting() -> None:
    with without_collector():
        x = variable(np.ones(4))
        y = x * 2.0
        z = y[1:]
        z += 1.0
        gone = [weakref.ref(y), weakref.ref(z)]
        del y, z
        assert [r() for r in gone] == [None, None]


def test_a_step_of_a_parameter_without_axes() -> None:
    """NumPy makes a number of ``data - rate * grad`` there; to checkers it is an array."""
    x = variable(np.array(3.0))
    (x * x).backward()
    x.data = x.data - 0.5 * x.grad
    assert isinstance(x.data, np.ndarray)
    assert x.data.shape == ()
    assert x.item() == 0.0
    x.cleargrad()
    (x + 1.0).backward()
    assert x.grad == 1.0


@pytest.mark.parametrize(
    "write",
    [
        lambda row: row.__imul__(2.0),
        lambda row: row.__iadd__(2.0),
        lambda row: row.__setitem__(0, 2.0),
        lambda row: row[:1].__imul__(2.0),
        lambda row: row[:1].__iadd__(2.0),
        lambda row: row.__setitem__([0, 1], row[[0, 1]] * 2.0),
        lambda row: np.add.at(row, [0, 0], 2.0),
        lambda row: np.copyto(row, 2.0, where=np.array([False, True])),
    ],
)
def test_a_view_that_reads_as_a_constant_is_not_written_through(write: Any) -> None:
    """What it holds would come back without a gradient."""
    x = variable(np.array([1.0, 2.0, 3.0]))
    y = x * 1.0
    with ad.no_grad():
        row = y[1:]
        free = (x * 1.0)[1:]
    with pytest.raises(ValueError, match=r"taken under no_grad.*take the view again"):
        write(row)
    write(free)  # a view of what has no gradient either
    np.testing.assert_array_equal(row.data, [2.0, 3.0])
    y[0] = 0.0  # brings the view up to date, with its history
    row *= 2.0
    y.sum().backward()
    np.testing.assert_array_equal(x.grad, [0.0, 2.0, 2.0])


def test_a_view_of_a_view_of_a_leaf_keeps_its_gradient_over_an_update() -> None:
    x = variable(np.array([1.0, 2.0, 3.0]))
    part = x[1:][:1]
    with ad.no_grad():
        constant = x[1:]
        x -= 1.0
    assert (part.tolist(), constant.tolist()) == ([1.0], [1.0, 2.0])
    (part * part).sum().backward()
    np.testing.assert_array_equal(x.grad, [0.0, 2.0, 0.0])
    with pytest.raises(ad.UntrackedError):
        constant.backward()


def test_views_of_replaced_data_stay_what_they_are() -> None:
    x = variable(np.array([1.0, 2.0, 3.0]))
    row, whole = x[1:], x[...]
    x.data = np.zeros(3)
    with ad.no_grad():
        x += 5.0
    assert (row.tolist(), whole.tolist()) == ([2.0, 3.0], [1.0, 2.0, 3.0])
    row *= 2.0  # they are nobody's data any more, and still share memory
    np.testing.assert_array_equal(whole.data, [1.0, 4.0, 6.0])
    (whole * whole).sum().backward()
    np.testing.assert_array_equal(x.grad, [2.0, 16.0, 24.0])


def test_an_array_without_axes_stays_one() -> None:
    x = variable(np.array(2.0))
    y = x[...] * 1.0
    z: Any = np.where(True, y, 0.0)
    alias = z
    z *= 3.0
    z += 1.0
    assert alias is z
    z[()] = z * x
    assert isinstance(z._value, np.ndarray)
    (z * z).backward()
    np.testing.assert_array_equal(x.grad, 2 * 14 * 13)


def test_an_index_of_an_array_is_compared_with_no_other() -> None:
    x = variable(np.array([1.0, 2.0]))
    flipped = np.flip(x)
    with ad.no_grad():
        x[np.array([True, True])] = flipped.copy()
    np.testing.assert_array_equal(x.data, [2.0, 1.0])


@pytest.mark.parametrize(
    ("fill", "derivative"),
    [(lambda b, x: b.__setitem__(1, b[0] * x), 1.0), (lambda b, x: b.__iadd__(b * x), 2.0)],
)
def test_a_buffer_filled_from_itself_is_no_leaf(fill: Any, derivative: float) -> None:
    x = variable(np.array(2.0))
    b: Any = np.ones_like(variable(np.zeros(2)))
    fill(b, x)
    b.sum().backward()
    assert b.grad is None
    np.testing.assert_array_equal(x.grad, derivative)
