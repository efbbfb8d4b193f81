"""Bad input gets an error that names the operation, the argument and the remedy."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from untyped import variable

import autodiff as ad
from autodiff import DetachedError, NoRuleError

a = np.zeros(2)
functions: Any = ad
clip: Any = np.clip
roll: Any = np.roll
trim_zeros: Any = np.trim_zeros
v = variable(np.array([1.0, 2.0]))
s = variable(np.array(2.0))


@pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")
@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: v + a.tolist(), r"add: operand 1 is <class 'list'>.*np\.asarray"),
        (lambda: [1.0, 2.0] * v, r"multiply: operand 0 is <class 'list'>"),
        (lambda: v - None, r"subtract: operand 1 is <class 'NoneType'>; pass a Variable"),
        (lambda: v / "a", r"divide: operand 1 is <class 'str'>"),
        (lambda: v @ (1.0, 2.0), r"matmul: operand 1 is <class 'tuple'>"),
        (lambda: v**None, r"power: operand 1 is"),
        (lambda: v < None, r"np\.less: operand 1 is"),
        (lambda: functions.sin("a"), r"sin: operand 0 is <class 'str'>"),
        (lambda: v * np.array([None, 1]), r"multiply: operand 1 is an array of dtype object"),
        (lambda: v * np.array(["a", "b"]), r"multiply: operand 1 is an array of dtype <U1"),
        (lambda: v * np.ma.array([1.0, 2.0]), r"multiply: operand 1 .*plain array"),
        (lambda: np.ma.array([1.0, 2.0]) * v, r"v\.data"),
        (lambda: np.matrix([[1.0, 2.0]]) * v, r"multiply: operand 0 .*plain array"),
        (lambda: functions.concatenate([v, None]), r"concatenate: operand 1 is"),
        (lambda: variable(np.array([None])), r"Variable: .*object is not supported"),
        (lambda: variable(np.array(["a"])), r"Variable: .*<U1 is not supported"),
        (lambda: variable(np.ma.array([1.0])), r"Variable: .*plain array"),
        (lambda: variable(np.matrix([[1.0]])), r"Variable: .*plain array"),
        (lambda: variable(np.array(["2020"], "M8[D]")), r"not supported"),
        (lambda: variable(None) * v, r"multiply: operand 0 is variable\(None\)"),
        (lambda: np.sin(variable(None)), r"sin: operand 0 is variable\(None\)"),
        (lambda: list(s), r"without axes"),
        (lambda: v[v], r"getitem: an index is of integers"),
        (lambda: setattr(v * v, "data", a), r"recorded result"),
        (lambda: setattr(v, "grad", 1.0), r"grad is an array"),
    ],
)
def test_wrong_operands(call: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        call()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: v + variable(np.ones(3)), r"add\(float64\[2\], float64\[3\]\).*reshape"),
        (lambda: np.multiply(v, np.ones((3, 1, 5))), r"multiply\(.*reshape"),
        (lambda: v @ np.ones(3), r"matmul\(float64\[2\], float64\[3\]\).*last axis"),
        (lambda: np.where(np.array([True] * 3), v, 0.0), r"where\(.*reshape"),
        (lambda: np.concatenate([v, np.ones((2, 2))]), r"concatenate\(float64\[2\], "),
        (lambda: np.stack([v, np.ones(3)]), r"stack\("),
        (lambda: v.reshape(3), r"reshape\(float64\[2\]\)"),
        (lambda: np.broadcast_to(v, (2, 3)), r"broadcast_to\(.*reshape"),
        (lambda: v < np.ones(3), r"less\(float64\[2\], float64\[3\]\)"),
        (lambda: v.sum(axis=2), r"sum\(float64\[2\]\): axis 2.*counted from 0"),
        (lambda: np.max(v, axis=-3), r"max\(float64\[2\]\): axis -3"),
        (lambda: np.swapaxes(v, 0, 1), r"axis 1"),
        (lambda: variable(np.ones(0)).max(), r"max\(float64\[0\]\)"),
        (lambda: setattr(v, "grad", np.ones(3)), r"\(3,\).*\(2,\)"),
    ],
)
def test_wrong_shapes_and_axes(call: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()


m = variable(np.ones((2, 2)))
stack = variable(np.ones((2, 2, 2)))
cube_axes: Any = (0, 1, 2)


@pytest.mark.parametrize(
    ("call", "kind", "message"),
    [
        (lambda: np.linalg.norm(stack, axis=cube_axes), ValueError, "one axis or two, got 3"),
        (lambda: np.linalg.norm(m, axis=(0, -2)), ValueError, "two axes of a matrix differ"),
        (lambda: np.linalg.norm(v, "fro"), ValueError, "no norm 'fro' of vectors"),
        (lambda: np.moveaxis(m, [0, 1], 0), ValueError, "same number of elements"),
        (lambda: np.matrix_transpose(v), ValueError, "at least 2-dimensional, but it is 1"),
        (lambda: np.flipud(s), ValueError, "Input must be >= 1-d"),
        (lambda: np.fliplr(v), ValueError, "Input must be >= 2-d"),
        (lambda: np.rot90(m, axes=(0, 0)), ValueError, "Axes must be different"),
        (lambda: np.rot90(v), ValueError, "out of range for array of ndim=1"),
        (lambda: np.roll(m, 1, axis=(0, 5)), ValueError, r"roll\(float64\[2, 2\]\): axis 5"),
        (lambda: np.insert(np.ones(2), 0, m, axis=0), NoRuleError, "values have 2 axes, the array"),
        (lambda: trim_zeros(v, "x"), ValueError, "unexpected character"),
        (lambda: np.einsum(v, ["a"]), TypeError, "a sublist is of integers from 0 to 51"),
        (lambda: np.einsum(v, [-1]), ValueError, "a sublist is of integers from 0 to 51"),
        (lambda: np.einsum(v, [99]), ValueError, "a sublist is of integers from 0 to 51"),
        (lambda: np.einsum("i,j", v), ValueError, "has 2 terms, got 1 operands"),
        (lambda: np.cross(s, v), ValueError, "cross: At least one array has zero dimension"),
        (lambda: np.cross(variable(np.ones(4)), np.ones(4)), ValueError, r"2 or 3, got \(4, 4\)"),
        (lambda: functions.ops.manipulation.stacking.block((v, v)), TypeError, "not in tuples"),
        (lambda: np.block([[v], []]), ValueError, "a list of blocks cannot be empty"),
        (lambda: np.block([v, [v]]), ValueError, r"list depths are mismatched, \[0, 1\]"),
        (lambda: np.select([v > 0], [v, v]), ValueError, "same length as list of conditions"),
        (lambda: functions.ops.indexing.selection.select([], []), ValueError, "empty condition"),
        (lambda: np.poly(stack), ValueError, "poly: the operand is a vector or a square matrix"),
        (lambda: np.poly(variable(np.ones((2, 3)))), ValueError, "a square matrix, got shape"),
        (lambda: np.polymul(m, v), ValueError, "polymul: a polynomial has one axis"),
        (lambda: np.polyfit([0.0, 1.0], v, 1, cov=True), ValueError, "too few to scale the cov"),
        (lambda: np.hsplit(s, 1), ValueError, "hsplit only works on arrays of 1 or more"),
        (lambda: np.vsplit(v, 1), ValueError, "vsplit only works on arrays of 2 or more"),
        (lambda: np.dsplit(m, 1), ValueError, "dsplit only works on arrays of 3 or more"),
        (lambda: np.diff(s), ValueError, "requires input that is at least one dimensional"),
        (lambda: np.diff(v, -1), ValueError, "order must be non-negative but got -1"),
        (lambda: np.pad(v, -1), ValueError, "index can't contain negative values"),
        (lambda: np.take(v, 0, axis=1), ValueError, "axis 1 is out of bounds"),
        (lambda: np.take_along_axis(m, np.array([[0]]), None), ValueError, "a single dimension"),
        (lambda: np.polyint(v, -1), ValueError, "polyint: the order is not negative"),
        (lambda: np.polyint(v, 2, k=[1.0, 2.0, 3.0][:0]), ValueError, "has 2 constants, got 0"),
        (lambda: np.convolve(m, v), ValueError, "convolve: operand 0 is a sequence"),
        (lambda: np.correlate(v, np.ones(0)), ValueError, "correlate: operand 1 is a sequence"),
        (functions.ops.einsum.einsum, ValueError, "must specify the einstein sum"),
        (lambda: functions.ops.manipulation.splitting.unstack(s), ValueError, "at least 1-d"),
        (lambda: roll(m, [[1]]), ValueError, "scalars or 1D sequences"),
        (lambda: np.linalg.tensorinv(m, ind=0), ValueError, "ind is a positive number of axes"),
    ],
)
def test_a_wrong_argument_is_told_and_not_what_follows_from_it(
    call: Any, kind: type[Exception], message: str
) -> None:
    with pytest.raises(kind, match=message):
        call()


def test_wrong_index() -> None:
    with pytest.raises(IndexError, match=r"getitem\(float64\[2\]\): index 5"):
        v[5]


def assign(target: Any, index: Any, value: Any) -> None:
    target[index] = value


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: np.asarray(v), r"np\.asarray.*v\.data.*np\.stack"),
        (lambda: np.array([v, v]), r"np\.stack"),
        (lambda: np.array([s, s]), r"np\.stack"),
        (lambda: np.full(2, s), r"v\.data"),
        (lambda: float(s), r"float.*v\.item\(\)"),
        (lambda: int(s), r"int.*v\.item\(\)"),
        (lambda: complex(s), r"complex.*v\.item\(\)"),
        (lambda: math.sin(s), r"NumPy's functions instead of math's"),
        (lambda: assign(a, slice(None), v), r"v\.data"),
        (lambda: np.add(v, 1.0, out=a), r"np\.add: out="),
        (lambda: np.add(a, 1.0, out=v), r"np\.add: out="),
        (lambda: np.sum(v, out=a), r"np\.sum: out="),
        (lambda: np.copyto(a, v), r"np\.copyto: a plain array cannot hold"),
        (lambda: np.sum(v, 0, None, a), r"np\.sum: out="),
        (lambda: np.any(a, 0, v), r"np\.any: out="),
        (lambda: np.any(v, 0, a), r"np\.any: out="),
        (lambda: v.astype(int), r"astype: int64 has no derivative.*v\.data"),
        (lambda: [1, 2][s], r"an index"),
    ],
)
def test_no_gradient_is_lost_without_a_word(call: Any, message: str) -> None:
    with pytest.raises(DetachedError, match=message):
        call()
    np.testing.assert_array_equal(a, [0.0, 0.0])


def test_assignment_of_a_number_into_an_array_is_refused() -> None:
    with pytest.raises((TypeError, ValueError)):
        assign(a, 0, s)
    np.testing.assert_array_equal(a, [0.0, 0.0])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: np.packbits(v), r"np\.packbits has no"),
        (lambda: np.hypot.reduce(v), r"np\.hypot\.reduce has no .*functools\.reduce\(np\.hypot, v"),
        (lambda: np.subtract.accumulate(v), r"np\.subtract\.accumulate has no .*itertools"),
        (lambda: np.add.reduceat(v, [0, 1]), r"np\.add\.reduceat has no .*np\.stack"),
        (lambda: np.multiply.at(v, [0], 1.0), r"np\.multiply\.at has no .*v\[i\] = np\.multiply"),
        (lambda: np.logical_or.at(v, [0], True), r"np\.logical_or\.at has no"),
        (lambda: np.nan_to_num(v, copy=False), r"np\.nan_to_num: copy=False"),
        (lambda: np.clip(v, 0.0, 1.0, where=True), r"np\.clip: .*where"),
        (lambda: clip(v, 0.0, 1.0, dtype=float), r"takes \(a, a_min, a_max, min"),
    ],
)
def test_what_has_no_rule_names_itself(call: Any, message: str) -> None:
    with pytest.raises(NoRuleError, match=message):
        call()


def test_failed_calls_change_nothing() -> None:
    x = variable(np.array([1.0, 2.0]))
    y = x * x
    with pytest.raises(ValueError, match="add"):
        y + np.ones(3)
    with pytest.raises(TypeError, match="multiply"):
        y * "a"
    assert x.grad is None
    y.backward()
    np.testing.assert_array_equal(x.grad, [2.0, 4.0])


def test_arguments_behind_out_may_be_given_by_position() -> None:
    x = variable(np.arange(6.0).reshape(2, 3))
    assert np.sum(x, 0, None, None, True).shape == (1, 3)
    np.testing.assert_array_equal(np.take(x, [0, 9], 1, None, "clip").data, x.data[:, [0, 2]])
