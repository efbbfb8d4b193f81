"""Writes: to a Variable, to part of one, through a view of one."""

from __future__ import annotations

from typing import Any

import numpy as np
from untyped import variable

import autodiff as ad
from autodiff import DetachedError, InPlaceError

from .table import Family

VIEWS = Family("views")
WRITES = Family("in place")
KEPT = Family("in place: what is not to be written to")

np_: Any = np


def of(write: Any, x: Any = (1.0, 2.0, 3.0)) -> Any:
    """Return value and gradient of the sum of squares of ``x * 1.0`` after a write to it."""
    leaf = variable(np.array(x))
    y = leaf * 1.0
    changed = write(y, leaf)
    y = y if changed is None else changed
    (y * y).sum().backward()
    return y.data, leaf.grad


# Views


def transposed(y: Any, _x: Any) -> None:
    y.T[0] = 0.0


@VIEWS.right("`y.T[0] = 0` shows in `y`", ([[0.0, 2.0], [0.0, 4.0]], [[0.0, 4.0], [0.0, 8.0]]))
def write_through_transpose() -> Any:
    return of(transposed, [[1.0, 2.0], [3.0, 4.0]])


@VIEWS.right("`y.reshape(-1)[0] = 0` shows in `y`", ([[0.0, 2.0]], [[0.0, 4.0]]))
def write_through_reshape() -> Any:
    return of(lambda y, _: y.reshape(-1).__setitem__(0, 0.0), [[1.0, 2.0]])


@VIEWS.right("`y.flatten()[0] = 0` does not, for it is a copy", ([[1.0, 2.0]], [[2.0, 4.0]]))
def write_through_flatten() -> Any:
    return of(lambda y, _: y.flatten().__setitem__(0, 0.0), [[1.0, 2.0]])


@VIEWS.right("`y.T.reshape(-1)[0] = 0` does not either: it had to be copied",
             ([[1.0, 2.0], [3.0, 4.0]], [[2.0, 4.0], [6.0, 8.0]]))  # fmt: skip
def write_through_copied_reshape() -> Any:
    return of(lambda y, _: y.T.reshape(-1).__setitem__(0, 0.0), [[1.0, 2.0], [3.0, 4.0]])


@VIEWS.right("`y[[0, 1]][0] = 0` does not: an index of a list copies", ([1.0, 2.0], [2.0, 4.0]))
def write_through_fancy() -> Any:
    return of(lambda y, _: y[[0, 1]].__setitem__(0, 0.0), [1.0, 2.0])


def rows(y: Any, _x: Any) -> None:
    for row in y:
        row *= 2.0  # noqa: PLW2901  # as in NumPy it writes to y


@VIEWS.right("`for row in y: row *= 2` writes to `y`", ([[2.0], [4.0]], [[8.0], [16.0]]))
def rows_in_a_loop() -> Any:
    return of(rows, [[1.0], [2.0]])


def elements(y: Any, _x: Any) -> None:
    for element in y:
        element *= 2.0  # noqa: PLW2901  # as in NumPy it does not


@VIEWS.right("`for e in y: e *= 2` of one axis does not, for these are numbers",
             ([1.0, 2.0], [2.0, 4.0]))  # fmt: skip
def elements_in_a_loop() -> Any:
    return of(elements, [1.0, 2.0])


def written_to_base(y: Any, _x: Any) -> Any:
    part = y[1:]
    y *= 2.0
    return part


@VIEWS.right(
    "A view is taken, then what it looks at is written to", ([4.0, 6.0], [0.0, 16.0, 24.0])
)
def write_under_a_view() -> Any:
    return of(written_to_base)


def nested(y: Any, _x: Any) -> None:
    y[1:][::-1][:1] = 0.0


@VIEWS.right(
    "`y[1:][::-1][:1] = 0`: a view of a view of a view", ([1.0, 2.0, 0.0], [2.0, 4.0, 0.0])
)
def view_of_views() -> Any:
    return of(nested)


def halves(y: Any, x: Any) -> None:
    a, b = np.split(y, [1])
    b -= x[0]
    a += 1.0


@VIEWS.right("`a, b = np.split(y, ...)`, both written to", ([2.0, 1.0, 2.0], [-2.0, 2.0, 4.0]))
def pieces() -> Any:
    return of(halves)


def real_part(y: Any, _x: Any) -> Any:
    z = y * (1.0 + 1.0j)
    z.real[:] = 0.0
    return np.abs(z)


@VIEWS.right("`z.real[:] = 0` shows in `z`", ([1.0, 2.0], [2.0, 4.0]))
def real_part_written() -> Any:
    return of(real_part, [1.0, 2.0])


def swapped(y: Any, _x: Any) -> None:
    y[0], y[1] = y[1], y[0]


@VIEWS.right("`y[0], y[1] = y[1], y[0]` of numbers swaps them", ([2.0, 1.0], [2.0, 4.0]))
def numbers_swapped() -> Any:
    return of(swapped, [1.0, 2.0])


@VIEWS.right(
    "The same of rows does not, in NumPy too: they are views", ([[2.0], [2.0]], [[0.0], [8.0]])
)
def rows_swapped() -> Any:
    return of(swapped, [[1.0], [2.0]])


@VIEWS.refused("`np.broadcast_to(y, (3, 2))[0] = 0`", ValueError, "read-only")
def broadcast_written() -> Any:
    return of(lambda y, _: np.broadcast_to(y, (3, 2)).__setitem__(0, 0.0), [1.0, 2.0])


@VIEWS.refused("`sliding_window_view(y, 2)[0] = 0`", ValueError, "read-only")
def window_written() -> Any:
    view = np_.lib.stride_tricks.sliding_window_view
    return of(lambda y, _: view(y, 2).__setitem__(0, 0.0))


@VIEWS.refused("`np.diagonal(Y)[0] = 0`", ValueError, "read-only")
def diagonal_written() -> Any:
    return of(lambda y, _: np.diagonal(y).__setitem__(0, 0.0), np.eye(2))


# In place


def accumulated(y: Any, x: Any) -> None:
    y[1] += x[0] * 3.0


@WRITES.right("`y[1] += 3 * x[0]`", ([1.0, 5.0], [32.0, 10.0]))
def element_added() -> Any:
    return of(accumulated, [1.0, 2.0])


@WRITES.right("`y[[0, 0]] += 1`: once, for NumPy buffers", ([2.0, 2.0], [4.0, 4.0]))
def repeated_index() -> Any:
    return of(lambda y, _: y.__setitem__([0, 0], y[[0, 0]] + 1.0), [1.0, 2.0])


@WRITES.right("`np.add.at(y, [0, 0], x)`: twice", ([4.0, 2.0], [16.0, 12.0]))
def unbuffered() -> Any:
    return of(lambda y, x: np_.add.at(y, [0, 0], np.stack([x[0], x[1]])), [1.0, 2.0])


def overlapping(y: Any, _x: Any) -> None:
    y[1:] += y[:-1]


@WRITES.right("`y[1:] += y[:-1]`: with the old values, as in NumPy", ([1.0, 3.0, 5.0],
              [8.0, 16.0, 10.0]))  # fmt: skip
def overlapping_write() -> Any:
    return of(overlapping)


@WRITES.right("`y[:] = y[::-1]`", ([3.0, 2.0, 1.0], [2.0, 4.0, 6.0]))
def reversed_onto_itself() -> Any:
    return of(lambda y, _: y.__setitem__(slice(None), y[::-1]))


def masked(y: Any, _x: Any) -> None:
    y[y > 1.5] *= 2.0


@WRITES.right("`y[y > 1.5] *= 2`", ([1.0, 4.0, 6.0], [2.0, 16.0, 24.0]))
def masked_write() -> Any:
    return of(masked)


@WRITES.right("`y.sort()`", ([1.0, 2.0, 3.0], [6.0, 2.0, 4.0]))
def sorted_in_place() -> Any:
    return of(lambda y, _: y.sort(), [3.0, 1.0, 2.0])


@WRITES.right("`y.fill(x[0])`", ([1.0, 1.0], [4.0, 0.0]))
def filled() -> Any:
    return of(lambda y, x: y.fill(x[0]), [1.0, 2.0])


@WRITES.right("`np.put`, `np.place`, `np.putmask`, `np.copyto` into `y`", ([7.0, 1.0, 1.0],
              [4.0, 0.0, 0.0]))  # fmt: skip
def functions_that_write() -> Any:
    def write(y: Any, x: Any) -> None:
        np_.put(y, [2], x[0])
        np_.place(y, np.array([True, False, False]), [5.0])
        np_.putmask(y, np.array([False, True, False]), x[0])
        np_.copyto(y, 7.0, where=np.array([True, False, False]))

    return of(write)


@WRITES.right("A value is used, then overwritten", [2.0, 4.0])
def used_before() -> Any:
    x = variable(np.array([1.0, 2.0]))
    y = x * 1.0
    before = y * y
    y[:] = 0.0
    before.sum().backward()
    return x.grad


@WRITES.right("A write between two passes with `retain_graph=True`", [4.0, 8.0])
def between_passes() -> Any:
    x = variable(np.array([1.0, 2.0]))
    y = x * 1.0
    loss = (y * y).sum()
    loss.backward(retain_graph=True)
    y[:] = 0.0
    loss.backward()
    return x.grad


@WRITES.right(
    "A constant result is written to: `y = np.zeros_like(v)`, then `y[i] = x[i]`", [1.0, 3.0]
)
def made_of_zeros() -> Any:
    x = variable(np.array([1.0, 2.0]))
    y = np.zeros_like(x)
    for i in range(2):
        y[i] = x[i] * (2 * i + 1)
    y.sum().backward()
    return x.grad


@WRITES.right("A second derivative through `y[1:] *= x[:1]`", [[0.0, 2.0], [2.0, 0.0]])
def second_derivative() -> Any:
    def f(x: Any) -> Any:
        y = x * 2.0
        y[1:] *= x[:1]
        return y[1]

    return ad.hessian(f)(np.array([1.0, 2.0]))


@WRITES.right("Forward mode through `y[0] = x[1]`", [2.0, 2.0])
def tangent_through_a_write() -> Any:
    def f(x: Any) -> Any:
        y = x * 1.0
        y[0] = x[1]
        return y

    return ad.jvp(f, (np.zeros(2),), (np.array([1.0, 2.0]),))[1]


@WRITES.right("An exception in the middle of a write changes nothing", ([1.0, 2.0], [2.0, 4.0]))
def failed_write() -> Any:
    def write(y: Any, _x: Any) -> None:
        try:
            y[:] = np.ones(3)
        except ValueError:
            return

    return of(write, [1.0, 2.0])


# What is not to be written to


@KEPT.refused("`x += 1` of a leaf while operations are recorded", InPlaceError, r"x\.copy\(\)")
def leaf_added_to() -> Any:
    x = variable(np.ones(2))
    x += 1.0


@KEPT.refused("`x[0] = 1` of a leaf", InPlaceError, r"under no_grad\(\)")
def leaf_element() -> Any:
    variable(np.ones(2))[0] = 1.0


@KEPT.refused("`x[1:] *= 2` of a leaf: through a view", InPlaceError, "through a view")
def leaf_view() -> Any:
    part = variable(np.ones(2))[1:]
    part *= 2.0


@KEPT.refused("`x.sort()`, `x.fill(0)` of a leaf", InPlaceError, r"x\.copy\(\)")
def leaf_method() -> Any:
    variable(np.ones(2)).sort()


@KEPT.right("`with no_grad(): x -= rate * g`: earlier graphs keep the old values", ([0.5], [2.0]))
def step_under_no_grad() -> Any:
    x = variable(np.array([1.0]))
    y = (x * x).sum()
    with ad.no_grad():
        x -= 0.5
    y.backward()
    return x.data, x.grad


@KEPT.refused(
    "`with no_grad(): y[0] = 0` of a recorded result", InPlaceError, r"outside of no_grad"
)
def result_under_no_grad() -> Any:
    y = variable(np.ones(2)) * 2.0
    with ad.no_grad():
        y[0] = 0.0


@KEPT.refused("`k[0] = x` into integers", DetachedError, "make it of floats")
def into_integers() -> Any:
    variable(np.array([1, 2]))[0] = variable(np.array(0.5))


@KEPT.refused("`y *= 1j` of real numbers", TypeError, r"x = x \+ y|does not fit")
def complex_into_real() -> Any:
    y = variable(np.ones(2)) * 1.0
    y *= 1.0j


@KEPT.refused("`y += b` where `b` has more axes", ValueError, r"x = x \+ y")
def broadcast_in_place() -> Any:
    y = variable(np.ones(2)) * 1.0
    y += np.ones((3, 2))


@KEPT.refused("`y.shape = (2, 1)`", AttributeError, "no setter|can't set")
def shape_assigned() -> Any:
    y = variable(np.ones(2)) * 1.0
    y.shape = (2, 1)


@KEPT.refused("`y.data = a` of a recorded result", TypeError, "make a new Variable")
def data_of_a_result() -> Any:
    y = variable(np.ones(2)) * 1.0
    y.data = np.zeros(2)


@KEPT.refused("`x.data` replaced by another shape before `backward()`", ad.GradientError,
              r"after backward\(\)")  # fmt: skip
def data_of_another_shape() -> Any:
    x = variable(np.ones(2))
    y = (x * x).sum()
    x.data = np.ones(1)
    y.backward()


@KEPT.refused(
    "The same, and the gradient asked for by `ad.gradients`",
    ad.GradientError,
    "make a new Variable",
)
def data_of_another_shape_and_gradients() -> Any:
    x = variable(np.ones(2))
    y = (x * x).sum()
    x.data = np.ones(1)
    return ad.gradients(y, x)


@KEPT.refused("`x.data` replaced by integers before `backward()`", ad.GradientError,
              r"after backward\(\)")  # fmt: skip
def data_of_integers() -> Any:
    x = variable(np.ones(2))
    y = (x * x).sum()
    x.data = np.array([1, 2])
    y.backward()


@KEPT.refused("`x.data` replaced by another shape while there is a gradient", ad.GradientError,
              r"cleargrad\(\)")  # fmt: skip
def data_beside_a_gradient() -> Any:
    x = variable(np.ones(2))
    (x * x).sum().backward()
    x.data = np.ones(1)
