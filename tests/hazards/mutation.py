"""Arrays that the user changes after they were used: the gradient is that of the values used.

Small arrays are copied as they are recorded. Large ones are not: a sample of them is kept, and a
sweep that finds it changed refuses to go on; ``LARGE`` has 9 MiB.
"""

from __future__ import annotations

import ctypes
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from untyped import variable

import autodiff as ad

from .table import Family, Refused, Right, complex_step

DATA = Family("mutation of a leaf's data")
LARGE = Family("mutation of large arrays")
CONSTANTS = Family("mutation of constants, indices and masks")
LATER = Family("mutation between the parts of a computation")
LEFT = Family("mutation: what is left alone")

MANY = 2**20 + 2**10
REMEDY = "copy"

np_: Any = np

# Ways to change an array


def through_view(a: Any) -> None:
    a[::-1][...] = 7.0


def through_memoryview(a: Any) -> None:
    view: Any = memoryview(a)
    view[0] = 7.0


def through_pointer(a: Any) -> None:
    pointer = a.ctypes.data_as(ctypes.POINTER(ctypes.c_double))
    pointer[0] = 7.0


def by_iadd(a: Any) -> None:
    a += 10.0


def shuffled(a: Any) -> None:
    a[:] = np.random.default_rng(1).permutation(a) + 1.0


changes: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "assigned": ("`a[0] = 7`", lambda a: a.__setitem__(0, 7.0)),
    "added_to": ("`a += 10`", by_iadd),
    "filled": ("`a.fill(7)`", lambda a: a.fill(7.0)),
    "sorted": ("`a.sort()`", lambda a: a.sort()),
    "copied_to": ("`np.copyto(a, b)`", lambda a: np.copyto(a, 7.0)),
    "out": ("`np.multiply(a, 3, out=a)`", lambda a: np.multiply(a, 3.0, out=a)),
    "put": ("`np.put(a, [0], 7)`", lambda a: np.put(a, [0], 7.0)),
    "shuffled": ("`rng.shuffle(a)`", shuffled),
    "view": ("through a view taken before", through_view),
    "memoryview": ("through a `memoryview`", through_memoryview),
    "pointer": ("by C code, through `a.ctypes`", through_pointer),
    "flat": ("`a.flat[0] = 7`", lambda a: a.flat.__setitem__(0, 7.0)),
}
"""How to change an array that was 3, 2, 1, ..."""


def descending(n: int) -> Any:
    return np.arange(n, 0.0, -1.0)


def squared_after(change: Callable[[Any], Any], n: int) -> Any:
    """Return the gradient of the sum of squares, the data being changed before backward()."""
    a = descending(n)
    x = variable(a)
    y = (x * x).sum()
    change(a)
    assert (a != descending(n)).any()
    y.backward()
    assert a.flags.writeable
    return x.grad


for name, (written, change) in changes.items():
    DATA.add(
        f"data_{name}",
        f"Before `backward()`, the data of a leaf is changed {written}",
        partial(squared_after, change, 3),
        Right([6.0, 4.0, 2.0]),
    )
    LARGE.add(
        f"large_data_{name}",
        f"The same of 9 MiB: {written}",
        partial(squared_after, change, MANY),
        Refused(ad.MutationError, REMEDY),
    )


@DATA.right("`x.data[0] = 7` and `x.data += 1` before `backward()`", [6.0, 4.0, 2.0])
def through_data() -> Any:
    x = variable(descending(3))
    y = (x * x).sum()
    x.data[0] = 7.0
    x.data += 1.0
    y.backward()
    return x.grad


@DATA.right("`x.data = b`, then `b` is changed before `backward()`", [8.0, 10.0])
def replaced_data() -> Any:
    x = variable(np.zeros(2))
    b = np.array([4.0, 5.0])
    x.data = b
    y = (x * x).sum()
    b[:] = 0.0
    y.backward()
    return x.grad


@DATA.right("The data is changed before it is used: the values used are the new ones", [14.0, 14.0])
def changed_before_use() -> Any:
    a = np.zeros(2)
    x = variable(a)
    a[:] = 7.0
    (x * x).sum().backward()
    return x.grad


@DATA.right("An array over a `bytearray`, which is written to", [2.0, 4.0])
def over_bytes() -> Any:
    memory = bytearray(np.array([1.0, 2.0]).tobytes())
    x = variable(np.frombuffer(memory))
    y = (x * x).sum()
    memory[:] = bytes(16)
    y.backward()
    return x.grad


@DATA.right("A read-only view, whose memory is written to by its owner", [2.0, 4.0])
def read_only_view() -> Any:
    owner = np.array([1.0, 2.0])
    view = owner.view()
    view.flags.writeable = False
    x = variable(view)
    y = (x * x).sum()
    owner[:] = 7.0
    y.backward()
    return x.grad


@DATA.right("`np.broadcast_to(a, shape)` as data, `a` being changed", [[2.0, 4.0], [2.0, 4.0]])
def broadcast_data() -> Any:
    a = np.array([1.0, 2.0])
    x = variable(np.broadcast_to(a, (2, 2)))
    y = (x * x).sum()
    a[:] = 7.0
    y.backward()
    return x.grad


@DATA.right("A memory-mapped file as data, which is written to", [2.0, 4.0])
def memory_mapped() -> Any:
    with tempfile.TemporaryDirectory() as folder:
        mapped: Any = np.memmap(Path(folder) / "a", np.float64, "w+", shape=(2,))
        mapped[:] = [1.0, 2.0]
        x = variable(mapped)
        y = (x * x).sum()
        mapped[:] = 7.0
        y.backward()
        grad = np.array(x.grad)
        del mapped, x, y
        return grad


@DATA.refused("`a.resize(5)` while a Variable has `a`", ValueError, "cannot resize")
def resized() -> Any:
    a = descending(3)
    x = variable(a)
    y = x * x
    a.resize(5)
    return y


@DATA.right("0-d data changed by `a[...] = 7`", 6.0)
def without_axes() -> Any:
    a = np.array(3.0)
    x = variable(a)
    y = x * x
    a[...] = 7.0
    y.backward()
    return x.grad


# What stands beside the Variable in a call


def constant_changed(f: Any, x: Any, c: Any, change: Any = None) -> Any:
    """Return the gradient of the sum of ``f(x, c)``, where ``c`` is changed before backward()."""
    c = c.copy()
    leaf = variable(np.array(x))
    y = f(leaf, c).sum()
    if change is None:
        c[...] = c[::-1].copy()
    else:
        change(c)
    assert c.flags.writeable
    y.backward()
    return leaf.grad


X = np.array([0.3, 0.6, 0.9])
C = np.array([1.0, 2.0, 4.0])
M = np.array([[2.0, 1.0, 0.0], [1.0, 3.0, 1.0], [0.0, 1.0, 5.0]])
I = np.array([2, 0, 0])  # noqa: E741  # indices
B = np.array([True, False, False])
UP = np.array([1.0, 2.0, 3.0])
"""Weights, so that the order of the elements matters."""

analytic: list[tuple[str, str, Any, Any]] = [
    ("multiply", "`x * c`", lambda x, c: x * c, C),
    ("divide", "`x / c`", lambda x, c: x / c, C),
    ("divide_by", "`c / x`", lambda x, c: c / x, C),
    ("power", "`x**c`", lambda x, c: x**c, C),
    ("base", "`c**x`", lambda x, c: c**x, C),
    ("integer_power", "`x**n` with integers `n`", lambda x, c: x**c, np.array([1, 2, 3])),
    ("matmul", "`A @ x`", lambda x, c: (c @ x) * UP, M),
    ("einsum", "`np.einsum('ij,j->i', A, x)`", lambda x, c: np.einsum("ij,j->i", c, x) * UP, M),
    ("outer", "`np.outer(c, x)`", lambda x, c: (np.outer(c, x).T * UP).T, C),
    ("kron", "`np.kron(c, x)`", lambda x, c: np.kron(c, x) ** 2, C),
    ("convolve", "`np.convolve(x, c)`", lambda x, c: np.convolve(x, c) ** 2, C),
    ("solve", "`np.linalg.solve(A, x)`", lambda x, c: np.linalg.solve(c, x), M),
    ("where_mask", "`np.where(m, x, 0)`", lambda x, c: np.where(c, x, 0.0), B),
    ("where_argument", "`np.sum(x, where=m)`", lambda x, c: np.sum(x, where=c), B),
    ("index", "`x[i]`", lambda x, c: x[c] * UP, I),
    ("mask", "`x[m]`", lambda x, c: x[c], B),
    ("take", "`np.take(x, i)`", lambda x, c: np.take(x, c) * UP, I),
    ("take_along_axis", "`np.take_along_axis(x, i, 0)`",
     lambda x, c: np.take_along_axis(x, c, 0) * UP, I),
    ("repeat", "`np.repeat(x, n)`", lambda x, c: np.repeat(x, c), np.array([3, 1, 2])),
    ("choose", "`np.choose(i, [x, 2 * x])`", lambda x, c: np.choose(c, [x, 2 * x]),
     np.array([1, 0, 0])),
    ("select", "`np.select([m], [x])`", lambda x, c: np.select([c], [x]), B),
    ("average", "`np.average(x, weights=c)`", lambda x, c: np.average(x, weights=c), C),
    ("polyval", "`np.polyval(c, x)`", lambda x, c: np.polyval(c, x), C),
    ("trapezoid", "`np.trapezoid(x, c)`", lambda x, c: np.trapezoid(x, c), C),
    ("gradient", "`np.gradient(x, c)`", lambda x, c: np.gradient(x, c) * UP, C),
    ("set_index", "`y[i] = x[0]`", lambda x, c: assigned(x * 1.0, c, x[0] * 5.0), I),
    ("set_mask", "`y[m] = 0`", lambda x, c: assigned(x * 1.0, c, 0.0), B),
    ("set_value", "`y[:] *= c`", lambda x, c: scaled(x * 1.0, c), C),
    ("set_at_list", "`y[index_list]`", lambda x, c: x[c.tolist()] * UP, I),
    ("diagonal", "`np.diag(c) @ x`", lambda x, c: (np.diag(c) @ x) * UP, C),
    ("cross", "`np.cross(x, c)`", lambda x, c: np.cross(x, c) * UP, C),
]  # fmt: skip


def assigned(y: Any, index: Any, value: Any) -> Any:
    y[index] = value
    return y


def scaled(y: Any, c: Any) -> Any:
    y[:] *= c
    return y


for name, written, f, c in analytic:
    CONSTANTS.add(
        f"constant_{name}",
        f"{written}: the array beside `x` is changed before `backward()`",
        partial(constant_changed, f, X, c),
        Right(complex_step(f, X, c)),
    )

ordered: list[tuple[str, str, Any, Any, Any]] = [
    ("clip", "`np.clip(x, c, 1)`", lambda x, c: np.clip(x, c, 1.0), np.array([0.5, 0.1, 0.1]),
     [0.0, 1.0, 1.0]),
    ("maximum", "`np.maximum(x, c)`", np.maximum, np.array([0.5, 0.1, 0.1]), [0.0, 1.0, 1.0]),
    ("interp_nodes", "`np.interp(x, c, [0, 1, 5])`", lambda x, c: np.interp(x, c, [0.0, 1.0, 5.0]),
     np.array([0.0, 0.5, 1.0]), [2.0, 8.0, 8.0]),
    ("interp_values", "`np.interp(x, [0, 0.5, 1], c)`",
     lambda x, c: np.interp(x, [0.0, 0.5, 1.0], c), np.array([0.0, 1.0, 5.0]), [2.0, 8.0, 8.0]),
    ("copysign", "`np.copysign(x, c)`", np.copysign, np.array([-1.0, 1.0, 1.0]), [-1.0, 1.0, 1.0]),
    ("hypot", "`np.hypot(x, c)`", np.hypot, np.array([0.4, 0.8, 0.0]), [0.6, 0.6, 1.0]),
]  # fmt: skip
for name, written, f, c, values in ordered:
    CONSTANTS.add(
        f"constant_{name}",
        f"{written}: the array beside `x` is changed before `backward()`",
        partial(constant_changed, f, X, c),
        Right(values),
    )


@CONSTANTS.right("A list of indices: `y = x[i]`, then `i[0] = 2`", [1.0, 1.0, 0.0])
def list_of_indices() -> Any:
    x = variable(np.ones(3))
    i = [0, 1]
    y = x[i].sum()
    i[0] = 2
    y.backward()
    return x.grad


@CONSTANTS.right("A list of Variables: `np.concatenate(parts)`, then `parts[0] = w`", [1.0, 1.0])
def list_of_parts() -> Any:
    x, w = variable(np.ones(2)), variable(np.ones(2))
    parts = [x, w]
    y = np.concatenate(parts).sum()
    parts[0] = w
    y.backward()
    return x.grad


@CONSTANTS.right("A list as a shape: `x.reshape(shape)`, then `shape.reverse()`", [1.0] * 6)
def list_as_shape() -> Any:
    x = variable(np.ones(6))
    shape = [2, 3]
    y = x.reshape(shape).sum()
    shape.reverse()
    y.backward()
    return x.grad


def large_constant(f: Any, make: Any) -> Any:
    c = make(MANY)
    x = variable(np.full(MANY, 0.5))
    y = f(x, c).sum()
    c[...] = c[::-1].copy()
    y.backward()
    return x.grad


large: list[tuple[str, str, Any, Any, Any]] = [
    ("multiply", "`x * c`", lambda x, c: x * c, descending, None),
    ("matmul", "`A @ x`", lambda x, c: c @ x[:1100], lambda _: np.eye(1100, k=3), None),
    ("take", "`np.take(x, i)`", np.take, lambda n: np.arange(n) // 2, "indices are copied"),
    ("index", "`x[i]`", lambda x, c: x[c], lambda n: np.arange(n) // 2, "indices are copied"),
]
for name, written, f, make, why in large:
    LARGE.add(
        f"large_constant_{name}",
        f"{written} of 9 MiB, changed before `backward()`" + (f": {why}" if why else ""),
        partial(large_constant, f, make),
        Right(lambda: 2.0 * (np.arange(MANY) < MANY // 2))
        if why
        else Refused(ad.MutationError, REMEDY),
    )


@LARGE.refused(
    "One element in the middle of 9 MiB, recorded within `detect_anomaly()`",
    ad.MutationError,
    REMEDY,
)
def large_one_element() -> Any:
    a = descending(MANY)
    x = variable(a)
    with ad.detect_anomaly():
        y = (x * x).sum()
    a[MANY // 2] = 7.0
    y.backward()
    return x.grad


@LARGE.refused("A stretch of 20 kB in the middle of 9 MiB", ad.MutationError, REMEDY)
def large_stretch() -> Any:
    a = descending(MANY)
    x = variable(a)
    y = (x * x).sum()
    a[MANY // 2 : MANY // 2 + 2500] = 7.0
    y.backward()
    return x.grad


@LARGE.right("The same large arrays, not changed", 2.0 * MANY)
def large_unchanged() -> Any:
    a = np.ones(MANY)
    x = variable(a)
    (x * x).sum().backward()
    assert a.flags.writeable
    return x.grad.sum()


@LARGE.right("After the refusal: the array is put back, and `backward()` succeeds", 2.0 * MANY)
def large_put_back() -> Any:
    a = np.ones(MANY)
    x = variable(a)
    y = (x * x).sum()
    a[0] = 7.0
    try:
        y.backward()
    except ad.MutationError:
        assert x.grad is None
        a[0] = 1.0
        y.backward()
    return x.grad.sum()


# Computations in parts


def sum_of_squares(x: Any) -> Any:
    return (x * x).sum()


@LATER.right("Between two passes with `retain_graph=True`", [8.0, 4.0])
def between_two_passes() -> Any:
    a = np.array([2.0, 1.0])
    x = variable(a)
    y = sum_of_squares(x)
    y.backward(retain_graph=True)
    a[:] = 7.0
    y.backward()
    return x.grad


@LATER.right("A pullback of `vjp` is kept, the argument changed", [4.0, 2.0])
def kept_pullback() -> Any:
    a = np.array([2.0, 1.0])
    _, pull = ad.vjp(sum_of_squares, a)
    a[:] = 7.0
    return pull(np.array(1.0))[0]


@LATER.right("A linearised function is kept, the argument changed", 6.0)
def kept_linearization() -> Any:
    a = np.array([2.0, 1.0])
    _, push = ad.linearize(sum_of_squares, a)
    a[:] = 7.0
    return push(np.ones(2))


@LATER.right("The tangent given to `jvp` is changed afterwards", 6.0)
def tangent_changed() -> Any:
    t = np.ones(2)
    _, dy = ad.jvp(sum_of_squares, (np.array([2.0, 1.0]),), (t,))
    t[:] = 7.0
    return dy


@LATER.refused("Under `checkpoint`, the argument's data is changed", ad.GradientError,
               "computed something else")  # fmt: skip
def checkpointed_argument() -> Any:
    a = np.array([2.0, 1.0])
    x = variable(a)
    y = ad.checkpoint(sum_of_squares)(x)
    a[:] = 7.0
    y.backward()
    return x.grad


@LATER.refused("Under `checkpoint`, an array that the function closes over is changed",
               ad.GradientError, "computed something else.*as an argument")  # fmt: skip
def checkpointed_closure() -> Any:
    c = np.array([2.0, 1.0])
    x = variable(np.ones(2))
    y = ad.checkpoint(lambda x: (x * x * c).sum())(x)
    c[:] = 7.0
    y.backward()
    return x.grad


@LATER.right("A buffer filled anew for each batch; `backward()` after all of them", [6.0, 10.0])
def buffer_reused() -> Any:
    w = variable(np.array([1.0, 1.0]))
    batch = np.empty(2)
    loss: Any = 0.0
    for i in (1.0, 2.0):
        batch[:] = [i, i + 1.0]
        loss = loss + (batch * w * w).sum()
    loss.backward()
    return w.grad


@LATER.right("Noise drawn into one array: `rng.random(out=noise)`", True)
def noise_reused() -> Any:
    rng, again = np.random.default_rng(3), np.random.default_rng(3)
    x = variable(np.ones(4))
    noise = np.empty(4)
    total: Any = 0.0
    for _ in range(3):
        rng.random(out=noise)
        total = total + (x * noise).sum()
    total.backward()
    return bool(np.allclose(x.grad, sum(again.random(4) for _ in range(3)), rtol=1e-12))


@LATER.right("Steps in place, `x.data -= rate * g`, and losses of all steps summed", 1.0 + 0.5)
def steps_in_place() -> Any:
    x = variable(np.array([0.5]))
    first = (x * x).sum()
    x.data -= 0.25
    second = (x * x).sum()
    (first + second).backward()
    return x.grad[0]


class Cubed(ad.Function):
    """Reads its input in ``backward``."""

    def forward(self, x: Any) -> Any:
        return x**3

    def backward(self, gy: Any) -> Any:
        return 3.0 * self.inputs[0].data ** 2 * gy


class CubedSaved(ad.Function):
    """Saves its input by itself."""

    def forward(self, x: Any) -> Any:
        self.saved = x
        return x**3

    def backward(self, gy: Any) -> Any:
        return 3.0 * self.saved**2 * gy


@LATER.right("A `Function` reads `self.inputs[0].data`, which was changed", [12.0, 3.0])
def function_input() -> Any:
    a = np.array([2.0, 1.0])
    x = variable(a)
    y = Cubed()(x).sum()
    a[:] = 7.0
    y.backward()
    return x.grad


@LATER.right("A `Function` keeps its input as an attribute, which was changed", [12.0, 3.0])
def function_attribute() -> Any:
    a = np.array([2.0, 1.0])
    x = variable(a)
    y = CubedSaved()(x).sum()
    a[:] = 7.0
    y.backward()
    return x.grad


@LATER.right("An argument of a `custom_function` is changed", [12.0, 3.0])
def custom_argument() -> Any:
    cube: Any = ad.custom_function(lambda x: x**3)
    cube.pullback(lambda gy, _y, x: 3.0 * x**2 * gy)
    a = np.array([2.0, 1.0])
    x = variable(a)
    y = cube(x).sum()
    a[:] = 7.0
    y.backward()
    return x.grad


# What is the user's stays the user's


@LEFT.right("`gy` is changed after `backward(gy=gy)`", ([1.0, 2.0], [1.0, 2.0]))
def cotangent_changed() -> Any:
    x, w = variable(np.zeros(2)), variable(np.zeros(2))
    gy = np.array([1.0, 2.0])
    (x + w).backward(gy=gy)
    gy[:] = 7.0
    return x.grad, w.grad


@LEFT.right("The gradient is scaled in place: that of another leaf is its own", ([0.0], [1.0]))
def gradient_scaled() -> Any:
    x, w = variable(np.zeros(1)), variable(np.zeros(1))
    (x + w).backward()
    x.grad *= 0.0
    return x.grad, w.grad


@LEFT.right("A gradient that is kept does not grow in later passes", ([1.0], [2.0]))
def gradient_kept() -> Any:
    x = variable(np.zeros(1))
    (x + 0.0).backward()
    kept = x.grad
    (x + 0.0).backward()
    return kept, x.grad


@LEFT.right("`w.grad = x.grad`, then a pass through `w`: that of `x` stays", ([1.0], [2.0]))
def gradient_shared() -> Any:
    x, w = variable(np.zeros(1)), variable(np.zeros(1))
    (x + 0.0).backward()
    w.grad = x.grad
    (w + 0.0).backward()
    return x.grad, w.grad


@LEFT.refused("The data of a result is written to: `y.data[0] = 7`", ValueError, "read-only")
def result_written() -> Any:
    y = variable(np.ones(2)) * 2.0
    y.data[0] = 7.0


@LEFT.refused("The data of a view of a leaf is written to", ValueError, "read-only")
def view_written() -> Any:
    y = variable(np.ones(2)).reshape(2, 1)
    y.data[0] = 7.0


@LEFT.right("Arrays are writable after `backward()`, and after a pass that failed", (True, True))
def writable_afterwards() -> Any:
    a = np.array([1.0, 2.0])
    x = variable(a)
    (x * a).sum().backward()
    after = a.flags.writeable
    y = x * a
    try:
        y.backward(gy=np.ones(3))
    except ValueError:
        return after, a.flags.writeable
    return None
