"""What holds for every operation, checked on every row of the table."""

from __future__ import annotations

import inspect
import math
from typing import Any

import numpy as np
import pytest
from differences import assert_is_derivative
from grouped import each
from operations import CASES, Case
from operations.case import NUMPY

import autodiff as ad
from autodiff import Variable
from autodiff.graph import Port
from autodiff.multioutput import MultiOutput
from autodiff.operation import Binary, Operation, Unary
from autodiff.ops.getitem import Scatter
from autodiff.ufunc import BinaryStep, BinaryUfunc, Step, UnaryUfunc
from autodiff.variadic import Multilinear, Variadic

every_case = each(CASES)


def cotangent(y: Any) -> Any:
    """Return fixed random numbers of the shape of ``y``."""
    return np.random.default_rng(7).normal(size=np.shape(y))


def variables(case: Case) -> list[Variable[Any, Any]]:
    return [Variable(x.copy()) for x in case.inputs]


def assert_same_value(case: Case, actual: Any, expected: Any) -> None:
    """Compare bits, but where the row says that another algorithm computes."""
    scale = np.max(np.abs(expected), initial=0.0)
    np.testing.assert_allclose(actual, expected, rtol=0, atol=case.rounding * scale)


@every_case
def test_forward_equals_numpy_to_the_bit(case: Case) -> None:
    y = case.ours(*variables(case))
    expected = np.asarray(case.numpy(*case.inputs))
    assert y.dtype == expected.dtype
    assert y.shape == expected.shape
    assert_same_value(case, y.data, expected)


@every_case
def test_gradient_equals_central_differences(case: Case) -> None:
    xs = variables(case)
    y = case.ours(*xs)
    gy = cotangent(y)
    y.backward(gy=gy)
    for i, x in enumerate(xs):
        assert x.grad is not None
        assert x.grad.dtype == x.dtype
        assert_is_derivative(
            x.grad, lambda *a: np.sum(gy * case.numpy(*a)), case.inputs, i, rtol=1e-8, atol=1e-8
        )


@every_case
def test_second_derivative_equals_differences_of_the_first(case: Case) -> None:
    def first(xs: list[Variable[Any, Any]], *, create_graph: bool) -> Any:
        y = case.ours(*xs)
        loss = (gy * y * y).sum()  # the square makes linear operations curved too
        return ad.gradients(loss, xs, create_graph=create_graph, allow_unused=True)

    xs = variables(case)
    gy = cotangent(case.ours(*xs))
    gxs = first(xs, create_graph=True)
    weights = [cotangent(g) for g in gxs]
    total = Variable(np.array(0.0))
    for g, w in zip(gxs, weights, strict=True):
        total = total + (g * w).sum()
    seconds = ad.gradients(total, xs, allow_unused=True)

    def projected(*arrays: Any) -> float:
        gs = first([Variable(a) for a in arrays], create_graph=False)
        return math.fsum(float(np.sum(g.data * w)) for g, w in zip(gs, weights, strict=True))

    for i in range(len(xs)):
        assert_is_derivative(seconds[i].data, projected, case.inputs, i, rtol=1e-6, atol=1e-7)


@every_case
def test_tangents_are_the_transpose_of_cotangents(case: Case) -> None:
    """``<gy, J t> = <J^T gy, t>``, and both derivatives of it are equal too."""
    gy = cotangent(case.numpy(*case.inputs))
    ts = [np.asarray(np.sin(1.0 + np.arange(x.size)).reshape(x.shape)) for x in case.inputs]
    y, dy = ad.jvp(case.ours, list(case.inputs), ts)
    assert_same_value(case, y, case.numpy(*case.inputs))
    assert dy.shape == y.shape
    assert dy.dtype == y.dtype
    xs = variables(case)
    gxs = ad.gradients(case.ours(*xs), xs, gy, create_graph=True, allow_unused=True)
    backward = sum(((g * t).sum() for g, t in zip(gxs, ts, strict=True)), Variable(np.array(0.0)))
    np.testing.assert_allclose(np.sum(gy * dy), backward.data, rtol=1e-10, atol=1e-12)
    _, along = ad.jvp(case.ours, xs, ts)
    assert isinstance(along, Variable)
    forward = (along * gy).sum()
    for a, b in zip(
        ad.gradients(forward, xs, allow_unused=True),
        ad.gradients(backward, xs, allow_unused=True),
        strict=True,
    ):
        np.testing.assert_allclose(a.data, b.data, rtol=1e-8, atol=1e-10)


@every_case
def test_pullback_is_linear(case: Case) -> None:
    xs = variables(case)
    y = case.ours(*xs)
    g0, g1 = cotangent(y), np.cos(np.arange(y.size, dtype=float)).reshape(y.shape)
    a = ad.gradients(y, xs, g0, retain_graph=True)
    b = ad.gradients(y, xs, g1, retain_graph=True)
    both = ad.gradients(y, xs, 2.0 * g0 - g1)
    for u, v, w in zip(a, b, both, strict=True):
        np.testing.assert_allclose(w.data, 2.0 * u.data - v.data, rtol=1e-12, atol=1e-12)


@every_case
def test_memory_layout_does_not_matter(case: Case) -> None:
    plain = variables(case)
    strided = [
        Variable(np.repeat(x[..., None], 2, axis=-1)[..., 0].T.copy().T) for x in case.inputs
    ]
    for xs in (plain, strided):
        y = case.ours(*xs)
        y.backward(gy=cotangent(y))
    for x, s in zip(plain, strided, strict=True):
        assert x.grad is not None
        assert s.grad is not None
        np.testing.assert_allclose(s.grad, x.grad, rtol=1e-13, atol=1e-14)


@each(case for case in CASES if case.single)
def test_single_precision_is_kept(case: Case) -> None:
    xs = [Variable(x.astype(np.float32)) for x in case.inputs]
    y = case.ours(*xs)
    assert y.dtype == case.numpy(*(x.data for x in xs)).dtype == np.float32
    y.backward()
    for x, x64 in zip(xs, variables(case), strict=True):
        assert x.grad is not None
        assert x.grad.dtype == np.float32
        assert x.grad.shape == x64.shape


@each(case for case in CASES if case.holomorphic)
def test_complex_gradient_points_uphill(case: Case) -> None:
    """``x.grad`` is ``dL/d(re x) + 1j dL/d(im x)`` for a real loss ``L``."""
    parts = [(x, np.asarray(0.3 * np.flip(x) + 0.1)) for x in case.inputs]
    xs = [Variable(np.asarray(re + 1j * im)) for re, im in parts]
    y = case.ours(*xs)
    weight = cotangent(y) + 1j * np.sin(cotangent(y) + 1.0)

    def loss(*flat: Any) -> float:
        zs = [re + 1j * im for re, im in zip(flat[::2], flat[1::2], strict=True)]
        return float(np.sum(np.real(np.conj(weight) * case.numpy(*zs))))

    product = np.conj(np.asarray(weight)) * y
    np.real(product).sum().backward()
    flat = [part for pair in parts for part in pair]
    for i, x in enumerate(xs):
        assert x.grad is not None
        assert_is_derivative(x.grad.real, loss, flat, 2 * i, rtol=1e-7, atol=1e-7)
        assert_is_derivative(x.grad.imag, loss, flat, 2 * i + 1, rtol=1e-7, atol=1e-7)


def complex_inputs(case: Case) -> list[Any]:
    return [np.asarray(x + 1j * (0.3 * np.flip(x) + 0.1)) for x in case.inputs]


def complex_cotangent(y: Any) -> Any:
    return cotangent(y) + 1j * np.sin(cotangent(y) + 1.0)


def real_product(weight: Any, y: Any) -> Any:
    """Return ``Re <weight, y>``, a real loss of whatever ``y`` is."""
    return np.real(np.conj(weight) * y).sum()


@each(case for case in CASES if case.holomorphic)
def test_complex_tangents_equal_central_differences(case: Case) -> None:
    zs = complex_inputs(case)
    ts = [np.asarray(np.sin(1.0 + z.real) + 1j * np.cos(2.0 * z.imag)) for z in zs]
    y, dy = ad.jvp(case.ours, zs, ts)
    np.testing.assert_allclose(y, case.numpy(*zs), rtol=1e-13, atol=1e-13)
    assert dy.dtype == y.dtype
    weight = complex_cotangent(y)

    def loss(h: Any) -> Any:
        moved = [z + h * t for z, t in zip(zs, ts, strict=True)]
        return float(real_product(weight, case.numpy(*moved)))

    slope = np.asarray(real_product(weight, dy), dtype=float)
    assert_is_derivative(slope, loss, [np.array(0.0)], 0, rtol=1e-7, atol=1e-7)


@each(case for case in CASES if case.holomorphic)
def test_complex_second_derivative_equals_differences_of_the_first(case: Case) -> None:
    zs = complex_inputs(case)
    weight = complex_cotangent(case.numpy(*zs))

    def first(xs: list[Variable[Any, Any]], *, create_graph: bool) -> Any:
        y = case.ours(*xs)
        loss = real_product(weight, y * y)  # the square makes linear operations curved too
        return ad.gradients(loss, xs, create_graph=create_graph, allow_unused=True)

    def projected(*flat: Any) -> Any:
        parts = zip(flat[::2], flat[1::2], strict=True)
        xs = [Variable(np.asarray(re + 1j * im)) for re, im in parts]
        gxs = first(xs, create_graph=False)
        return float(sum(real_product(complex_cotangent(g), g.data) for g in gxs))

    xs = [Variable(z) for z in zs]
    total = Variable(np.array(0.0))
    for g in first(xs, create_graph=True):
        total = total + real_product(complex_cotangent(g), g)
    seconds = ad.gradients(total, xs, allow_unused=True)
    flat = [part.copy() for z in zs for part in (z.real, z.imag)]
    for i, g in enumerate(seconds):
        assert g.dtype == zs[i].dtype
        assert_is_derivative(g.data.real, projected, flat, 2 * i, rtol=1e-5, atol=1e-5)
        assert_is_derivative(g.data.imag, projected, flat, 2 * i + 1, rtol=1e-5, atol=1e-5)


@each(case for case in CASES if case.holomorphic and case.single)
def test_single_complex_precision_is_kept(case: Case) -> None:
    zs = [z.astype(np.complex64) for z in complex_inputs(case)]
    xs = [Variable(z) for z in zs]
    y = case.ours(*xs)
    assert y.dtype == case.numpy(*zs).dtype
    for g in ad.gradients(real_product(np.ones((), y.dtype), y), xs, allow_unused=True):
        assert g.dtype == np.complex64
    _, dy = ad.jvp(case.ours, zs, zs)
    assert dy.dtype == y.dtype


# What a rule may do


def concrete_rules() -> set[type[Operation]]:
    bases: set[Any] = {Operation, Unary, Binary, Variadic, Multilinear}
    bases |= {UnaryUfunc, BinaryUfunc, Step, BinaryStep, MultiOutput}
    found: set[type[Operation]] = set()
    todo: list[type[Operation]] = [Operation]
    while todo:
        rule = todo.pop()
        todo += rule.__subclasses__()
        is_base = rule in bases or inspect.isabstract(rule)
        if not is_base and rule.__module__.startswith("autodiff."):
            found.add(rule)
    return found


def nodes_of(y: Variable[Any, Any]) -> list[Any]:
    todo: list[Any] = [y.creator]
    found: list[Any] = []
    while todo:
        edge = todo.pop()
        node = edge.owner if isinstance(edge, Port) else edge
        if isinstance(node, Operation) and node not in found:
            found.append(node)
            todo += node.edges
    return found


def test_every_rule_has_a_row() -> None:
    tested = {type(n) for case in CASES for n in nodes_of(case.ours(*variables(case)))}
    # the derivatives of others; see the tests below, and those of linear algebra
    untabled = {"Fold", "ScatterAll", "OnceDifferentiable", "UnitaryFactor"}
    if NUMPY < "2.2.0":
        untabled |= {"Matvec", "Vecmat"}
    assert {rule.__name__ for rule in concrete_rules() - tested} == untabled


def test_scatter_is_the_transpose_of_getitem() -> None:
    index = np.array([0, 2, 2])
    x = Variable(np.array([1.0, 2.0, 3.0]))
    y = Scatter(index, (4,))(x)
    np.testing.assert_array_equal(y.data, [1.0, 0.0, 5.0, 0.0])
    y.backward(gy=np.array([1.0, 2.0, 3.0, 4.0]))
    np.testing.assert_array_equal(x.grad, [1.0, 3.0, 3.0])


class Spy:
    """Stands for a node and notes which saved arrays a pullback reads."""

    def __init__(self, node: Operation) -> None:
        self._node = node
        self.read: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        if name in self._node.arrays:
            self.read.add(name)
        return getattr(self._node, name)


@every_case
def test_rule_reads_exactly_what_it_saves(case: Case) -> None:
    n = len(case.inputs)
    for wanted in [tuple(i == j for j in range(n)) for i in range(n)] + [(True,) * n]:
        xs = [Variable(x) if w else x for x, w in zip(case.inputs, wanted, strict=True)]
        y = case.ours(*xs)
        for node in nodes_of(y):
            if node.pullbacks is None:
                continue
            spy = Spy(node)
            out = None if node.output is None else node.output()
            g = np.ones(y.shape) if out is None else np.ones(out.shape)
            if out is None and node is not y.creator:
                continue
            for edge, pullback in zip(node.edges, node.pullbacks, strict=True):
                if edge is not None:
                    pullback(spy, g)
            kept = set(node.arrays) - {"y_meta"}  # read by the forward sweep
            saved = {name for name in kept if getattr(node, name, None) is not None}
            assert spy.read == saved, node


@pytest.mark.parametrize("rule", sorted(concrete_rules(), key=str))
def test_no_pullback_reads_data(rule: Any) -> None:
    """``.data`` would cut the second derivative."""
    names = ("backward", "backward0", "backward1", "pushforward")
    for pullback in rule.pullbacks or [getattr(rule, n) for n in names if hasattr(rule, n)]:
        assert "data" not in pullback.__code__.co_names
    assert "__dict__" not in dir(rule), "a node has slots only"
