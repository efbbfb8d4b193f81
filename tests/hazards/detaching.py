"""Every road by which a value could leave a Variable without its gradient, and nobody notice."""

from __future__ import annotations

import array
import cmath
import ctypes
import fractions
import io
import json
import math
import operator
import random
import statistics
import struct
from functools import partial
from typing import Any

import numpy as np
import pytest
from untyped import variable

import autodiff as ad
from autodiff import DetachedError, NoRuleError

from .table import Family, Refused, Right

CONVERSIONS = Family("detaching: conversions")
WRITES = Family("detaching: writes into plain arrays")
PYTHON = Family("detaching: Python's own functions")
CONSUMERS = Family("detaching: whatever asks for an array")
DISPLAY = Family("detaching: display")

DATA = r"v\.data"
ITEM = r"v\.item\(\)"
np_: Any = np
math_: Any = math
statistics_: Any = statistics
pow_: Any = pow
random_: Any = random


def v() -> Any:
    return variable(np.array([1.0, 2.0]))


def s() -> Any:
    return variable(np.array(2.0))


def k() -> Any:
    return variable(np.array(1))


def gradient(y: Any, *xs: Any) -> Any:
    """Return the gradients of the sum of ``y``, an array an input."""
    found = tuple(g.data for g in ad.gradients(y, xs, np.ones(y.shape)))
    return found[0] if len(xs) == 1 else found


detached: list[tuple[str, str, Any, str]] = [
    ("asarray", "`np.asarray(v)`", lambda: np.asarray(v()), DATA),
    ("array", "`np.array(v, float)`", lambda: np_.array(v(), float), DATA),
    ("array_of_one", "`np.array([v])`", lambda: np.array([v()]), r"np\.stack"),
    ("array_of_two", "`np.array([v, w])`", lambda: np.array([v(), v()]), r"np\.stack"),
    ("array_of_numbers", "`np.array([s, t])` of 0-d Variables", lambda: np.array([s(), s()]),
     r"np\.stack"),
    ("array_mixed", "`np.array([1.0, s])`", lambda: np.array([1.0, s()]), r"np\.stack"),
    ("array_of_objects", "`np.array([v], dtype=object)`", lambda: np_.array([v()], object),
     r"np\.stack"),
    ("asarray_chkfinite", "`np.asarray_chkfinite(v)`", lambda: np_.asarray_chkfinite(v()), DATA),
    ("masked", "`np.ma.array(v, mask=m)`", lambda: np_.ma.array(v(), mask=[0, 1]), DATA),
    ("masked_sum", "`np.ma.sum(v)`", lambda: np_.ma.sum(v()), DATA),
    ("float64", "`np.float64(s)`", lambda: np_.float64(s()), DATA),
    ("records", "`np.rec.fromarrays([v, v])`", lambda: np_.rec.fromarrays([v(), v()]), DATA),
    ("float", "`float(s)`", lambda: float(s()), ITEM),
    ("float_of_one", "`float(v)` of one element", lambda: float(v()[:1]), ITEM),
    ("int", "`int(s)`", lambda: int(s()), ITEM),
    ("complex", "`complex(s)`", lambda: complex(s()), ITEM),
    ("round", "`round(s, 1)`", lambda: round(s(), 1), r"np\.round\(v, 1\)"),
    ("math_trunc", "`math.trunc(s)`", lambda: math_.trunc(s()), r"np\.trunc"),
    ("math_floor", "`math.floor(s)`", lambda: math_.floor(s()), "NumPy's functions"),
    ("operator_index", "`operator.index(s)`", lambda: operator.index(s()), ITEM),
    ("ctypes", "`ctypes.c_double(s)`", lambda: ctypes.c_double(s()), ITEM),
]  # fmt: skip
for name, written, program, remedy in detached:
    CONVERSIONS.add(name, written, program, Refused(DetachedError, remedy))


@CONVERSIONS.refused(
    "`memoryview(v)`: the buffer protocol", TypeError, "a bytes-like object is required"
)
def buffer() -> Any:
    return memoryview(v())


@CONVERSIONS.refused("`np.from_dlpack(v)`", AttributeError, "__dlpack__")
def dlpack() -> Any:
    return np.from_dlpack(v())


@CONVERSIONS.refused("`v.ctypes`, `v.__array_interface__`", AttributeError, "ctypes")
def pointer() -> Any:
    return v().ctypes


@CONVERSIONS.right("`int(k)`, `float(k)`, `[10, 20][k]` of integers, which have no gradient",
                   (1, 1.0, 20, 1))  # fmt: skip
def integers_are_numbers() -> Any:
    return int(k()), float(k()), [10, 20][k()], len(range(k()))


@CONVERSIONS.right("`v.item()`, `v.tolist()`, `v.data`: asked for by name", (2.0, [1.0, 2.0]))
def by_name() -> Any:
    assert s().item() == 2.0
    return s().item(), v().tolist()


@CONVERSIONS.refused("`v.astype(int)`", DetachedError, DATA)
def rounded_by_astype() -> Any:
    return v().astype(int)


@CONVERSIONS.refused(
    "`z.astype(float)` of complex `z`", np.exceptions.ComplexWarning, "discards the imaginary part"
)
def imaginary_part_dropped() -> Any:
    return variable(np.array([1j])).astype(float)


# What holds objects holds Variables


@CONVERSIONS.right("An object array that Variables are put in, summed", ([2.0, 2.0], [1.0, 1.0]))
def object_array() -> Any:
    x, w = v(), v()
    cells = np.empty(2, object)
    cells[0], cells[1] = x * 2.0, w
    return gradient(cells.sum(), x, w)


@CONVERSIONS.refused(
    "An object array of Variables made one of floats", ValueError, r"DetachedError.*v\.item"
)
def object_array_of_numbers() -> Any:
    cells = np.empty(1, object)
    cells[0] = s()
    return cells.astype(float)


@CONVERSIONS.refused("`np.array([1, 2], dtype=object) * v`", TypeError, "not numeric")
def object_operand() -> Any:
    return np.array([1, 2], object) * v()


# Plain arrays that are written to


def into(write: Any) -> Any:
    """Return a program that writes a Variable into an array, which has to stay as it was."""

    def program() -> Any:
        a = np.zeros(2)
        try:
            write(a)
        finally:
            assert not a.any()

    return program


target: list[tuple[str, str, Any, type[Exception], str]] = [
    ("set_slice", "`a[:] = v`", lambda a: a.__setitem__(slice(None), v()), DetachedError, DATA),
    ("set_element", "`a[0] = s`", lambda a: a.__setitem__(0, s()), ValueError,
     r"DetachedError.*v\.item"),
    ("fill", "`a.fill(s)`", lambda a: a.fill(s()), ValueError, r"DetachedError.*v\.item"),
    ("flat", "`a.flat = v`", lambda a: setattr(a, "flat", v()), DetachedError, DATA),
    ("put_method", "`a.put([0], s)`", lambda a: a.put([0], s()), DetachedError, DATA),
    ("put", "`np.put(a, [0], s)`", lambda a: np_.put(a, [0], s()), DetachedError, DATA),
    ("place", "`np.place(a, m, v)`", lambda a: np_.place(a, np.array([True, False]), v()),
     DetachedError, DATA),
    ("putmask", "`np.putmask(a, m, v)`", lambda a: np_.putmask(a, a == 0, v()), DetachedError,
     DATA),
    ("copyto", "`np.copyto(a, v)`", lambda a: np_.copyto(a, v()), DetachedError, "zeros_like"),
    ("put_along_axis", "`np.put_along_axis(a, i, v, 0)`",
     lambda a: np_.put_along_axis(a, np.array([0]), s(), 0), DetachedError, "zeros_like"),
    ("fill_diagonal", "`np.fill_diagonal(A, s)`",
     lambda a: np_.fill_diagonal(a.reshape(1, 2), s()), DetachedError, DATA),
    ("add_at", "`np.add.at(a, i, v)`", lambda a: np_.add.at(a, [0, 1], v()), DetachedError,
     "zeros_like"),
    ("multiply_at", "`np.multiply.at(a, i, s)`", lambda a: np_.multiply.at(a, [0], s()),
     NoRuleError, r"np\.multiply"),
    ("iadd", "`a += v`", lambda a: a.__iadd__(v()), DetachedError, "assign the result to a name"),
    ("out", "`np.add(v, 1, out=a)`", lambda a: np_.add(v(), 1.0, out=a), DetachedError,
     "assign the result to a name"),
    ("out_by_position", "`np.sin(v, a)`", lambda a: np_.sin(v(), a), DetachedError,
     "assign the result to a name"),
    ("out_of_a_reduction", "`v.sum(0, None, a)`", lambda a: np_.sum(v(), 0, None, a),
     DetachedError, "assign the result to a name"),
    ("out_of_einsum", "`np.einsum('i->i', v, out=a)`",
     lambda a: np_.einsum("i->i", v(), out=a), DetachedError, "assign the result to a name"),
    ("out_of_concatenate", "`np.concatenate([v], out=a)`",
     lambda a: np_.concatenate([v()], out=a), DetachedError, "assign the result to a name"),
    ("out_is_a_variable", "`np.add(a, 1, out=v)`", lambda a: np_.add(a, 1.0, out=v()),
     DetachedError, "assign the result to a name"),
    ("real_part", "`z.real = v`", lambda a: setattr(a.astype(complex), "real", v()),
     DetachedError, DATA),
    ("reduce_initial", "`a.sum(initial=s)`", lambda a: a.sum(initial=s()), ValueError,
     r"DetachedError.*v\.item"),
]  # fmt: skip
for name, written, write, error, remedy in target:
    WRITES.add(f"write_{name}", written, into(write), Refused(error, remedy))


# Python's own functions


taken: list[tuple[str, str, Any, Any]] = [
    ("sum", "`sum(v)`", lambda x: sum(x), [1.0, 1.0]),
    ("max", "`max(v)`", lambda x: max(x), [0.0, 1.0]),
    ("min_of_two", "`min(v[0], v[1])`", lambda x: min(x[0], x[1]), [1.0, 0.0]),
    ("sorted", "`sorted(v)[0]`", lambda x: sorted(x)[0], [1.0, 0.0]),
    ("abs", "`abs(v)`", lambda x: abs(x).sum(), [1.0, 1.0]),
    ("divmod", "`divmod(v, 1.5)[1]`", lambda x: divmod(x, 1.5)[1].sum(), [1.0, 1.0]),
    ("pow", "`pow(v, 2)`", lambda x: pow_(x, 2.0).sum(), [2.0, 4.0]),
    ("math_prod", "`math.prod(v)`", lambda x: math_.prod(x), [2.0, 1.0]),
    ("median", "`statistics.median(v)`", lambda x: statistics_.median(x), [0.5, 0.5]),
    ("unpacked", "`a, b = v`", lambda x: (lambda a, b: a * b)(*x), [2.0, 1.0]),
    ("zip", "`for a, b in zip(v, v)`", lambda x: sum(a * b for a, b in zip(x, x, strict=True)),
     [2.0, 4.0]),
    ("reversed", "`list(reversed(v))[0]`", lambda x: list(reversed(x))[0], [0.0, 1.0]),
    ("random_choice", "`random.choice(v[:1])`", lambda x: random_.choice(x[:1]), [1.0, 0.0]),
    ("random_gauss", "`random.gauss(v[0], 0.0)`: reparametrised",
     lambda x: random_.gauss(x[0], 0.0), [1.0, 0.0]),
    ("conditional", "`a if a > b else b`", lambda x: x[0] if x[0] > x[1] else x[1], [0.0, 1.0]),
    ("or", "`a or b`", lambda x: x[0] or x[1], [1.0, 0.0]),
]  # fmt: skip


def at(function: Any) -> Any:
    x = v()
    return gradient(function(x), x)


for name, written, function, values in taken:
    PYTHON.add(
        f"python_{name}",
        written,
        partial(at, function),
        Right(values),
    )


@PYTHON.right("`1.0 in v`, `len(v)`, `v == v`, `bool(s)`: plain answers", (True, 2, True, True))
def plain_answers() -> Any:
    x = v()
    return 1.0 in x, len(x), bool((x == x).all()), bool(s())


@PYTHON.right("A Variable as a key: it is itself, whatever its values", (1, 2, True))
def keys() -> Any:
    x = v()
    return {x: 1}[x], len({v(), v()}), x in {x}


lost: list[tuple[str, str, Any, type[Exception], str]] = [
    ("math_sin", "`math.sin(s)`", lambda: math_.sin(s()), DetachedError, "instead of math's"),
    ("math_fsum", "`math.fsum(v)`", lambda: math_.fsum(v()), DetachedError, "instead of math's"),
    ("math_hypot", "`math.hypot(s, s)`", lambda: math_.hypot(s(), s()), DetachedError,
     "instead of math's"),
    ("cmath_exp", "`cmath.exp(s)`", lambda: cmath.exp(s()), DetachedError, "instead of math's"),
    ("fmean", "`statistics.fmean(v)`", lambda: statistics_.fmean(v()), DetachedError, ITEM),
    ("mean", "`statistics.mean(v)`", lambda: statistics_.mean(v()), TypeError, "can't convert"),
    ("normal_dist", "`statistics.NormalDist(s, 1).pdf(0)`",
     lambda: statistics_.NormalDist(s(), 1.0).pdf(0.0), DetachedError, ITEM),
    ("fraction", "`Fraction(1, 2) * s`", lambda: fractions.Fraction(1, 2) * s(), TypeError,
     "unsupported operand"),
    ("choices", "`random.choices(p, weights=v)`",
     lambda: random_.choices([1, 2], weights=v()), DetachedError, ITEM),
    ("range", "`range(s)`", lambda: range(s()), DetachedError, "an index"),
    ("list_index", "`[1, 2][s]`", lambda: [1, 2][s()], DetachedError, "an index"),
    ("slice_bound", "`a[s:]`", lambda: [1, 2][s():], DetachedError, "an index"),
    ("bytes", "`bytes(v)`", lambda: bytes(v()), DetachedError, ITEM),
    ("struct", "`struct.pack('d', s)`", lambda: struct.pack("d", s()), struct.error,
     "not a float"),
    ("array_array", "`array.array('d', v)`", lambda: array.array("d", v()), DetachedError, ITEM),
    ("json", "`json.dumps(s)`", lambda: json.dumps(s()), TypeError, "not JSON serializable"),
    ("json_default", "`json.dumps(s, default=float)`", lambda: json.dumps(s(), default=float),
     DetachedError, ITEM),
    ("percent", "`'%.3f' % s`", lambda: "%.3f" % s(), DetachedError, ITEM),  # noqa: UP031  # tested
    ("list_times", "`[1.0, 2.0] * v`", lambda: [1.0, 2.0] * v(), TypeError, r"np\.asarray"),
]  # fmt: skip
for name, written, program, error, remedy in lost:
    PYTHON.add(f"python_{name}", written, program, Refused(error, remedy))


# Whatever asks for an array


class Frame:
    """A column of a table, as many libraries make one: of anything that is like an array."""

    def __init__(self, values: Any) -> None:
        self.values = np.asarray(values)


def rng() -> Any:
    return np.random.default_rng(0)


asking: list[tuple[str, str, Any, type[Exception], str]] = [
    ("frame", "A data frame's column made of `v`", lambda: Frame(v()), DetachedError, DATA),
    ("normal", "`rng.normal(loc=v)`", lambda: rng().normal(loc=v()), DetachedError, DATA),
    ("poisson", "`rng.poisson(s)`", lambda: rng().poisson(s()), DetachedError, DATA),
    ("choice", "`rng.choice(v)`", lambda: rng().choice(v()), DetachedError, DATA),
    ("choice_p", "`rng.choice(a, p=v)`", lambda: rng().choice([1, 2], p=v()), DetachedError, DATA),
    ("permutation", "`rng.permutation(v)`", lambda: rng().permutation(v()), DetachedError, DATA),
    ("legacy_random", "`np.random.normal(s)`", lambda: np_.random.normal(s()), DetachedError,
     DATA),
    ("save", "`np.save(file, v)`", lambda: np_.save(io.BytesIO(), v()), NoRuleError, DATA),
    ("savez", "`np.savez(file, w=v)`", lambda: np_.savez(io.BytesIO(), w=v()), NoRuleError, DATA),
    ("savetxt", "`np.savetxt(file, v)`", lambda: np_.savetxt(io.StringIO(), v()), NoRuleError,
     DATA),
    ("fromiter", "`np.fromiter(v, float)`", lambda: np.fromiter(v(), float), ValueError,
     r"DetachedError.*v\.item"),
    ("vectorize", "`np.vectorize(f)(v)`", lambda: np.vectorize(lambda a: a * 2)(v()),
     DetachedError, DATA),
    ("frompyfunc", "`np.frompyfunc(f, 1, 1)(v)`",
     lambda: np.frompyfunc(lambda a: a * 2, 1, 1)(v()), NoRuleError, DATA),
    ("nditer", "`np.nditer(v)`", lambda: np_.nditer(v()), TypeError, "cannot be written back"),
    ("ndenumerate", "`np.ndenumerate(v)`", lambda: np_.ndenumerate(v()), DetachedError, DATA),
    ("r_", "`np.r_[v, v]`", lambda: np_.r_[v(), v()], DetachedError, r"np\.stack"),
    ("polynomial", "`np.polynomial.Polynomial(v)`", lambda: np_.polynomial.Polynomial(v()),
     DetachedError, DATA),
    ("dot_method", "`a.dot(v)` of a plain `a`", lambda: np_.ones(2).dot(v()), DetachedError, DATA),
    ("clip_method", "`a.clip(s, 3)` of a plain `a`", lambda: np_.ones(2).clip(s(), 3.0),
     NoRuleError, DATA),
    ("take_method", "`a.take(k)` of a plain `a`", lambda: np_.ones(2).take(s()), DetachedError,
     DATA),
    ("index_of_array", "`a[s]` of a plain `a`", lambda: np_.ones(3)[s()], DetachedError, DATA),
    ("add_reduce_list", "`np.add.reduce([v, w])`", lambda: np_.add.reduce([v(), v()]),
     DetachedError, r"np\.stack"),
    ("as_strided", "`as_strided(v, ...)`",
     lambda: np_.lib.stride_tricks.as_strided(v(), (2,), (8,)), DetachedError, DATA),
    ("full", "`np.full(3, s)`", lambda: np_.full(3, s()), DetachedError, DATA),
    ("shape", "`np.zeros(s)`", lambda: np_.zeros(s()), TypeError, "integers"),
    ("roll_by", "`np.roll(v, s)`: a shift of floats", lambda: np_.roll(v(), s()), DetachedError,
     r"shift\.data"),
    ("take_at", "`np.take(v, s)`", lambda: np_.take(v(), s()), TypeError, "float64"),
    ("quantile_at", "`np.quantile(a, s)`", lambda: np_.quantile([0.0, 1.0], s() / 2),
     NoRuleError, r"q\.data"),
    ("histogram", "`np.histogram(v)`", lambda: np_.histogram(v()), NoRuleError, DATA),
    ("unknown_function", "`np.packbits(v)`, or whatever has no rule", lambda: np_.packbits(v()),
     NoRuleError, DATA),
    ("assert_allclose", "`np.testing.assert_allclose(v, a)`",
     lambda: np_.testing.assert_allclose(v(), [1.0, 2.0]), DetachedError, DATA),
]  # fmt: skip
for name, written, program, error, remedy in asking:
    CONSUMERS.add(f"asked_by_{name}", written, program, Refused(error, remedy))


@CONSUMERS.right("`isinstance(v, np.ndarray)`: a library that checks takes it for no array", False)
def no_array() -> Any:
    return isinstance(v(), np.ndarray)


@CONSUMERS.right("`np.apply_along_axis(f, 0, v)`", [2.0, 4.0])
def along_axis() -> Any:
    x = v()
    return gradient(np_.apply_along_axis(lambda a: a * a, 0, x), x)


@CONSUMERS.right("`np.poly1d(v)(3.0)`: it computes with operators", [3.0, 1.0])
def poly1d() -> Any:
    x = v()
    return gradient(np_.poly1d(x)(3.0), x)


def scipy(name: str) -> Any:
    return pytest.importorskip(f"scipy.{name}")


programs: list[tuple[str, str, Any, str]] = [
    ("minimize", "`scipy.optimize.minimize(f, v)`",
     lambda: scipy("optimize").minimize(lambda x: (x**2).sum(), v()), DATA),
    ("least_squares", "`scipy.optimize.least_squares(lambda x: x - v, x0)`",
     lambda: scipy("optimize").least_squares(lambda x: x - v(), np.zeros(2)), DATA),
    ("quad", "`scipy.integrate.quad(lambda x: x * s, 0, 1)`",
     lambda: scipy("integrate").quad(lambda x: x * s(), 0, 1), ITEM),
    ("solve_ivp", "`scipy.integrate.solve_ivp(f, span, v)`",
     lambda: scipy("integrate").solve_ivp(lambda _t, y: -y, (0, 1), v()),
     r"autodiff\.scipy\.integrate\.solve_ivp"),
    ("spline", "`scipy.interpolate.CubicSpline(x, v)`",
     lambda: scipy("interpolate").CubicSpline([0.0, 1.0], v()), DATA),
    ("convolve", "`scipy.signal.convolve(v, v)`", lambda: scipy("signal").convolve(v(), v()), DATA),
    ("inv", "`scipy.linalg.inv(V)`", lambda: scipy("linalg").inv(variable(np.eye(2))), DATA),
    ("logpdf", "`scipy.stats.norm.logpdf(v)`", lambda: scipy("stats").norm.logpdf(v()),
     r"autodiff\.scipy\.stats\.norm\.logpdf"),
]  # fmt: skip
for name, written, program, remedy in programs:
    CONSUMERS.add(f"scipy_{name}", written, program, Refused(DetachedError, remedy))


# Display loses nothing that anybody would differentiate


@DISPLAY.right("`f'{s:.3f}'`, `'{:>8.1e}'.format(s)`", ("2.000", " 2.0e+00", "001"))
def formatted() -> Any:
    return f"{s():.3f}", "{:>8.1e}".format(s()), f"{k():03d}"  # noqa: UP032  # both are tested


@DISPLAY.refused("`f'{v:.3f}'` of an array", TypeError, r"np\.array2string")
def formatted_array() -> Any:
    return f"{v():.3f}"


@DISPLAY.right("`str(v)`, `repr(v)`, `f'{v}'`, `'%s' % v`", ("variable([1. 2.])",) * 4)
def shown() -> Any:
    return str(v()), repr(v()), f"{v()}", "%s" % v()  # noqa: UP031  # as above


@DISPLAY.right("`np.array2string(v, precision=1)`", "[1. 2.]")
def array2string() -> Any:
    return np_.array2string(v(), precision=1)
