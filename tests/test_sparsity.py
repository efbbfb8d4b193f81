"""Sparse derivatives: patterns cover, colourings tell apart, and the numbers are the dense ones."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from math import prod
from typing import Any

import numpy as np
import pytest
from grouped import each
from hypothesis import given
from hypothesis import strategies as st
from operations import CASES, Case

import autodiff as ad
from autodiff.apply import apply1, edge_of
from autodiff.operands import is_variable
from autodiff.ops.manipulation.margins import Fold
from autodiff.transforms import batches
from autodiff.transforms import sparse as transform
from autodiff.transforms.arguments import Argnums
from autodiff.transforms.blocks import blocks
from autodiff.transforms.recording import Recording
from autodiff.variadic import Variadic

sp: Any = pytest.importorskip("scipy.sparse")
sla: Any = pytest.importorskip("scipy.sparse.linalg")
optimize: Any = pytest.importorskip("scipy.optimize")

from autodiff.sparsity import (  # noqa: E402  # it may be missing
    matrices,
    of_jacobian,
    of_symmetric,
    pattern,
    propagation,
)
from autodiff.sparsity.structure import Site, factors, joined  # noqa: E402  # as above

RNG = np.random.default_rng(5)
xp: Any = np  # whose signatures say nothing of untyped arguments


def recorded(f: Callable[..., Any], *args: Any) -> Recording:
    return Recording("test", f, args, {}, Argnums(range(len(args)), several=True))


def found(record: Recording) -> Any:
    return pattern(
        record.order,
        [(edge, x.shape) for edge, x in zip(record.edges, record.inputs, strict=True)],
        [(edge_of(y) if is_variable(y) else None, np.size(y)) for y in record.outputs],
    )


def dense(record: Recording) -> Any:
    with np.errstate(all="ignore"):
        rows = blocks(record, "cheaper", holomorphic=False)
    return np.block(
        [
            [block.reshape(np.size(y), x.size) for block, x in zip(row, record.inputs, strict=True)]
            for row, y in zip(rows, record.outputs, strict=True)
        ]
    )


def assert_covers(record: Recording) -> None:
    J, p = dense(record), found(record)
    assert p.dtype == np.bool_
    assert p.shape == J.shape
    assert p.has_sorted_indices
    assert p.toarray()[J != 0].all()


# Patterns


@each(CASES)
def test_pattern_covers_the_jacobian(case: Case) -> None:
    assert_covers(recorded(case.ours, *case.inputs))


@each(CASES)
def test_pattern_covers_the_hessian(case: Case) -> None:
    def curved(*xs: Any) -> Any:
        y = case.ours(*xs)
        return np.sum(np.sin(np.arange(float(np.size(y)))).reshape(np.shape(y)) * y * y)

    record = recorded(curved, *case.inputs)
    if is_variable(record.outputs[0]):
        record.to_gradient([np.float64(1)])
        assert_covers(record)


@each(CASES)
def test_what_classes_claim_is_exact(case: Case) -> None:
    """Movements and sums, by what the operation itself does to each unit."""
    calls: list[tuple[Any, Any, Any]] = []
    united = propagation._united

    def noting(node: Any, y_shape: Any, shapes: Any, *rest: Any) -> Any:
        new = type(node) not in {type(call[0]) for call in calls}
        if new and (node.moves or node.gathers) and prod(y_shape) < 200:
            calls.append((node, y_shape, shapes))
        return united(node, y_shape, shapes, *rest)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(propagation, "_united", noting)
        found(recorded(case.ours, *case.inputs))
    for node, y_shape, shapes in calls:
        local: list[Any] = []
        for i, shape in enumerate(shapes):
            if shape is None:
                continue
            units = np.eye(prod(shape)).reshape(prod(shape), *shape)
            tangents = [[u if j == i else None for j in range(len(shapes))] for u in units]
            columns = [np.reshape(node.push(ts), -1) for ts in tangents]
            local.append(np.reshape(columns, (len(units), prod(y_shape))).T != 0)
            if not isinstance(node, Variadic):
                (own,) = factors(Site(node, i, shapes, [s is not None for s in shapes], y_shape))
                np.testing.assert_array_equal(own.toarray(), local[-1])
        if isinstance(node, Variadic) and None not in shapes:
            whole = joined(node, y_shape).toarray()
            np.testing.assert_array_equal(whole, np.concatenate(local, axis=1))


def written(x: Any) -> Any:
    y = np.zeros_like(x)
    y[1:-1] = x[:-2] * x[2:]
    y[3] += x[3]
    return y


def recurrence(x: Any) -> Any:
    y = np.zeros_like(x)
    for i in range(1, x.size):
        y[i] = y[i - 1] / 2 + x[i] ** 2
    return y


def branches(x: Any) -> Any:
    return xp.where(x > 9, x, xp.flip(x))


def inverse(x: Any) -> Any:
    return xp.linalg.inv(x.reshape(2, 2) + xp.eye(2))


def alternating(x: Any) -> Any:
    even = xp.arange(x.size) % 2 == 0
    return xp.where(even, xp.cos(x), x)


def permuted(x: Any) -> Any:
    order = xp.argsort(xp.sin(xp.arange(int(x.size))))
    return x[order] * x


def centred(x: Any) -> Any:
    return xp.maximum(x, 0.1) - xp.mean(x[:3])


KNOWN: dict[str, tuple[Callable[[Any], Any], Any]] = {
    "shifted": (lambda x: np.roll(x, 1) * x, np.eye(4) + np.roll(np.eye(4), -1, 1)),
    "differences": (lambda x: np.diff(x, 2), np.tri(2, 4, 2) - np.tri(2, 4, -1)),
    "running sums": (np.cumsum, np.tri(4)),
    "sorted": (np.sort, np.ones((4, 4))),
    "lines sorted": (lambda x: np.sort(x.reshape(2, 2)), np.kron(np.eye(2), np.ones((2, 2)))),
    "columns reduced": (
        lambda x: np.max(x.reshape(2, 2), axis=0),
        np.kron(np.ones((1, 2)), np.eye(2)),
    ),
    "convolved": (
        lambda x: np.convolve(x, [1.0, 0.0, 2.0], "same"),
        np.eye(4, k=-1) + np.eye(4, k=1),
    ),
    "repeated": (lambda x: np.repeat(x[:2], 2), np.kron(np.eye(4)[:2], np.ones((2, 1)))),
    "written": (written, [[0, 0, 0, 0], [1, 0, 1, 0], [0, 1, 0, 1], [0, 0, 0, 1]]),
    "steps": (np.floor, np.zeros((4, 4))),
    "other branch": (branches, np.eye(4) + np.eye(4)[::-1]),
    "constant matrix": (lambda x: np.diag([1.0, 0.0, 2.0, 3.0]) @ x, np.diag([1, 0, 1, 1])),
    "sparse matrix": (lambda x: sp.csr_array(np.eye(4, k=1)) @ x, np.eye(4, k=1)),
    "spectra of lines": (
        lambda x: np.real(np.fft.fft(x.reshape(2, 2))),
        np.kron(np.eye(2), np.ones((2, 2))),
    ),
    "inverses": (inverse, np.ones((4, 4))),
    "checkpoint": (ad.checkpoint(lambda x: x[1:] * x[:-1]), np.tri(3, 4, 1) - np.tri(3, 4, -1)),
    "zero at this point": (lambda x: x * (x - x), np.eye(4)),
    "all of it": (lambda x: np.sum(x) * x[:1], np.ones((1, 4))),
    "transposed": (lambda x: np.transpose(x.reshape(2, 2)), np.eye(4)[[0, 2, 1, 3]]),
    "margins folded": (
        lambda x: apply1(Fold(np.array([[1, 1]]), "edge"), x),
        np.kron(np.eye(2), np.ones((1, 2))),
    ),
}


@pytest.mark.parametrize("name", KNOWN)
def test_known_patterns(name: str) -> None:
    f, expected = KNOWN[name]
    record = recorded(f, np.array([1.5, 0.5, 2.5, 3.5]))
    np.testing.assert_array_equal(found(record).toarray(), np.asarray(expected) != 0)


def test_users_functions_are_dense_unless_they_say_more() -> None:
    class Cube(ad.Function):
        def forward(self, x: Any) -> Any:
            return x**3

        def backward(self, gy: Any) -> Any:
            (x,) = self.inputs
            return 3 * x**2 * gy

    class ElementwiseCube(Cube):
        elementwise = True

    def assert_counts(rule: Any, count: int) -> None:
        def total(x: Any) -> Any:
            return np.sum(rule()(x))

        x = np.array([1.0, 2.0, 3.0])
        J = ad.sparse_jacobian(rule())(x)
        assert J.nnz == count
        np.testing.assert_allclose(J.toarray(), np.diag(3 * x**2))
        np.testing.assert_allclose(ad.sparse_hessian(total)(x).toarray(), np.diag(6 * x))

    assert_counts(Cube, 9)
    assert_counts(ElementwiseCube, 3)


# Colourings

matrix = st.tuples(st.integers(1, 12), st.integers(1, 12), st.floats(0, 0.7), st.integers(0, 999))


def numbers(m: int, n: int, density: float, seed: int) -> Any:
    rng = np.random.default_rng(seed)
    return rng.normal(size=(m, n)) * (rng.random((m, n)) < density)


def unit(colours: Any, count: int) -> Any:
    """Return 1 where an element has a colour, shape (elements, count)."""
    return (np.asarray(colours)[:, None] == np.arange(count)).astype(float)


@given(matrix, st.booleans())
def test_a_jacobian_is_read_from_its_products(shape: Any, pulling: bool) -> None:
    A = numbers(*shape)
    c = of_jacobian(sp.csr_array(A != 0), pulling=pulling)
    assert c.pushes + c.pulls <= min(*A.shape) if pulling else c.pulls == 0
    pushed, pulled = A @ unit(c.columns, c.pushes), unit(c.rows, c.pulls).T @ A
    read = c.read(pushed, pulled)
    np.testing.assert_allclose(read.toarray(), A, rtol=1e-12, atol=1e-12)
    assert read.nnz == np.count_nonzero(A)


@given(matrix)
def test_a_symmetric_matrix_is_read_from_its_products(shape: Any) -> None:
    n = shape[0]
    half = numbers(n, n, *shape[2:])
    A = half + half.T
    c = of_symmetric(sp.csr_array(A != 0))
    assert c.pushes <= n
    read = c.read(A @ unit(c.columns, c.pushes), np.zeros((0, n))).toarray()
    np.testing.assert_allclose(read, A, rtol=1e-12, atol=1e-12)
    np.testing.assert_array_equal(read, read.T)


def test_bands_take_as_many_products_as_they_are_wide() -> None:
    for width in (1, 3, 5):
        k = width // 2
        band = sp.diags_array([1.0] * width, offsets=range(-k, k + 1), shape=(50, 50))
        c = of_jacobian(sp.csr_array(band.astype(bool)))
        assert (c.pushes, c.pulls) == (width, 0)
        assert of_symmetric(sp.csr_array(band.astype(bool))).pushes == width


def test_full_rows_are_pulled_and_the_rest_is_pushed() -> None:
    arrow = np.eye(50, dtype=bool)
    arrow[0] = arrow[:, 0] = True
    c = of_jacobian(sp.csr_array(arrow))
    assert (c.pushes, c.pulls) == (2, 1)
    assert of_symmetric(sp.csr_array(arrow)).pushes == 2
    c = of_jacobian(sp.csr_array(arrow[:, 1:]))
    assert c.pushes + c.pulls == 2
    c = of_jacobian(sp.csr_array(np.ones((3, 50), bool)))
    assert (c.pushes, c.pulls) == (0, 3)


# Derivatives


def diffusion(u: Any) -> Any:
    k = 1 + u**2
    flux = (k[1:] + k[:-1]) / 2 * np.diff(u)
    return np.concatenate([u[:1] - 1, np.diff(flux), u[-1:]])


def laplacian(u: Any) -> Any:
    p = np.pad(u, 1)
    neighbours = p[2:, 1:-1] + p[:-2, 1:-1] + p[1:-1, 2:] + p[1:-1, :-2]
    return 4 * u - neighbours + np.exp(u)


def energy(u: Any) -> Any:
    p = np.pad(u, 1)
    return (np.sum(np.diff(p, axis=0) ** 2) + np.sum(np.diff(p, axis=1) ** 2)) / 2 + np.sum(
        np.exp(u)
    )


def rosenbrock(x: Any) -> Any:
    return np.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)


FEATURES = sp.random_array((30, 12), density=0.15, rng=np.random.default_rng(1))

JACOBIANS: dict[str, tuple[Callable[[Any], Any], tuple[int, ...]]] = {
    "diffusion": (diffusion, (12,)),
    "laplacian": (laplacian, (4, 5)),
    "written": (written, (7,)),
    "periodic": (lambda x: np.roll(x, 1) - 2 * x + np.roll(x, -1) + np.sin(x), (9,)),
    "running sums": (lambda x: np.cumsum(x**2), (6,)),
    "arrow": (lambda x: np.concatenate([[np.sum(x**3)], x[1:] * x[0]]), (8,)),
    "sparse matrix": (lambda x: np.tanh(FEATURES @ x), (12,)),
    "convolution": (lambda x: np.convolve(x, np.array([1.0, -2.0, 1.0]), "same") * x, (9,)),
    "sorted": (lambda x: np.sort(x.reshape(3, 3), axis=1) ** 2, (9,)),
    "number": (lambda x: np.sum(x**2), (5,)),
    "complex": (lambda x: np.exp(1j * x[1:]) * x[:-1], (5,)),
    "itself": (lambda x: x, (3,)),
    "constant": (lambda _: np.arange(4), (3,)),
    "nothing": (lambda x: x[:0], (3,)),
    "of nothing": (lambda x: np.concatenate([x, [1.0]]), (0,)),
    "of a number": (lambda x: x * np.array([1.0, 2.0]), ()),
    "checkpoint": (ad.checkpoint(diffusion), (12,)),
    "recurrence": (recurrence, (6,)),
}


@pytest.mark.parametrize("name", JACOBIANS)
def test_sparse_jacobian_is_the_dense_one(name: str) -> None:
    f, shape = JACOBIANS[name]
    J = ad.sparse_jacobian(f)
    for x in (RNG.normal(size=shape), RNG.normal(size=shape)):
        expected = np.asarray(ad.jacobian(f)(x))
        m = np.size(f(x))
        assert isinstance(J(x), sp.csr_array)
        np.testing.assert_allclose(J(x).toarray(), expected.reshape(m, x.size), 1e-12, 1e-12)


HESSIANS: dict[str, tuple[Callable[[Any], Any], tuple[int, ...]]] = {
    "rosenbrock": (rosenbrock, (9,)),
    "energy": (energy, (4, 5)),
    "arrow": (lambda x: np.sum((x[1:] * x[0]) ** 2) + np.exp(x[0]), (8,)),
    "logistic": (lambda w: np.sum(np.log1p(np.exp(FEATURES @ w))) + np.sum(w**2), (12,)),
    "full": (lambda x: np.log(np.sum(np.exp(x))), (5,)),
    "linear": (lambda x: np.sum(x[::2]), (5,)),
    "constant": (lambda _: 3.0, (5,)),
    "written": (lambda x: np.sum(written(x) ** 2), (7,)),
    "maximum": (lambda x: np.max(x**2) + np.sum(np.maximum(x, 0) ** 3), (6,)),
    "product": (np.prod, (5,)),
    "checkpoint": (ad.checkpoint(rosenbrock), (9,)),
    "recurrence": (lambda x: np.sum(recurrence(x)), (6,)),
    "loop": (lambda x: sum(x[i] * x[i - 1] ** 2 for i in range(1, 6)), (6,)),
}


@pytest.mark.parametrize("name", HESSIANS)
def test_sparse_hessian_is_the_dense_one(name: str) -> None:
    shape: tuple[int, ...]
    f: Any
    f, shape = HESSIANS[name]
    H = ad.sparse_hessian(f)
    for x in (RNG.normal(size=shape), RNG.normal(size=shape)):
        expected = xp.reshape(ad.hessian(f)(x), (x.size, x.size))
        actual = H(x)
        np.testing.assert_allclose(actual.toarray(), expected, rtol=1e-11, atol=1e-11)
        assert (actual != actual.T).nnz == 0


STEPS: list[Callable[[Any], Any]] = [
    np.sin,
    lambda x: x[1:] * x[:-1],
    lambda x: np.roll(x, 2) + x,
    lambda x: np.concatenate([x[:1], np.diff(x)]),
    lambda x: np.flip(x) * x[0],
    lambda x: np.pad(x, (1, 0)) ** 2,
    alternating,
    lambda x: np.convolve(x, np.array([1.0, 0.5]), "same"),
    lambda x: np.repeat(x, 2)[::3],
    lambda x: np.tile(x, 2)[: x.size],
    permuted,
    lambda x: np.stack([x, x**2]).T.reshape(-1)[: x.size + 1],
    lambda x: np.outer(x[:2], x).sum(axis=0),
    centred,
]


@given(st.lists(st.sampled_from(STEPS), min_size=1, max_size=5), st.integers(0, 99))
def test_random_programs(steps: list[Callable[[Any], Any]], seed: int) -> None:
    def f(x: Any) -> Any:
        for step in steps:
            x = step(x)
        return x

    def squares(x: Any) -> Any:
        return np.sum(f(x) ** 2)

    x: Any = np.random.default_rng(seed).uniform(0.5, 1.5, 12)
    J, H = ad.sparse_jacobian(f)(x), ad.sparse_hessian(squares)(x)
    np.testing.assert_allclose(J.toarray(), ad.jacobian(f)(x), 1e-9, 1e-9)
    expected = ad.hessian(squares)(x)
    np.testing.assert_allclose(H.toarray(), expected, 1e-8, 1e-8 * np.abs(expected).max(initial=1))


def counted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """Return a list that notes pushes and pulls of each compression that is used."""
    noted: list[tuple[int, int]] = []
    products = transform._products

    def noting(record: Any, compression: Any) -> Any:
        noted.append((compression.pushes, compression.pulls))
        return products(record, compression)

    monkeypatch.setattr(transform, "_products", noting)
    return noted


def test_large_derivatives_take_few_sweeps(monkeypatch: pytest.MonkeyPatch) -> None:
    noted = counted(monkeypatch)
    n = 10**5
    x = RNG.uniform(0.5, 1.5, n)
    J = ad.sparse_jacobian(diffusion)(x)
    assert J.shape == (n, n)
    v = RNG.normal(size=n)
    np.testing.assert_allclose(J @ v, ad.jvp(diffusion, (x,), (v,))[1], 1e-9, 1e-9)
    H = ad.sparse_hessian(rosenbrock)(x)
    np.testing.assert_allclose(H @ v, ad.hvp(rosenbrock)(x, v), 1e-9, 1e-7)
    u = RNG.uniform(size=(300, 300))
    second = ad.sparse_hessian(energy)(u)
    w = RNG.normal(size=u.shape)
    np.testing.assert_allclose(second @ w.ravel(), ad.hvp(energy)(u, w).ravel(), 1e-9, 1e-9)
    ad.sparse_jacobian(laplacian)(u)
    assert noted[:2] == [(3, 0), (3, 0)]
    assert all(pushes + pulls <= 8 for pushes, pulls in noted[2:])


def test_columns_come_in_batches_of_bounded_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "_ELEMENTS", 25)
    x = RNG.normal(size=12)
    np.testing.assert_allclose(
        ad.sparse_jacobian(diffusion)(x).toarray(), ad.jacobian(diffusion)(x), 1e-12
    )


def test_containers_follow_each_other() -> None:
    def f(p: Any, s: Any, scale: float = 1.0) -> Any:
        return {"a": p["w"] * s * scale, "b": (p["b"] ** 2, 1.0)}

    p = {"w": np.array([1.0, 2.0]), "b": 3.0}
    J = ad.sparse_jacobian(f, argnums=(0, 1))(p, 2.0, scale=10.0)
    vector, unravel = ad.ravel((p, 2.0))

    def as_vectors(v: Any) -> Any:
        return xp.concatenate([xp.ravel(y) for y in ad.trees.leaves(f(*unravel(v), scale=10.0))])

    expected = ad.jacobian(as_vectors)(vector)
    np.testing.assert_array_equal(J.toarray(), expected)

    @ad.sparse_hessian(argnums=1)
    def g(a: float, x: Any) -> Any:
        return a * np.sum(x**3)

    np.testing.assert_allclose(g(2.0, np.array([1.0, 2.0])).toarray(), np.diag([12.0, 24.0]))


def test_dtype_is_that_of_the_result() -> None:
    x = np.linspace(0, 1, 5, dtype=np.float32)
    assert ad.sparse_jacobian(diffusion)(x).dtype == np.float32
    assert ad.sparse_hessian(rosenbrock)(x).dtype == np.float32


def test_control_flow_may_change_the_pattern() -> None:
    def scaled(x: Any) -> Any:
        return x * x[0]

    def products(x: Any) -> Any:
        return x[1:] * x[:-1]

    J = ad.sparse_jacobian(lambda x: scaled(x) if x[0] > 0 else products(x))
    for x in (np.array([1.0, 2.0, 3.0]), np.array([-1.0, 2.0, 3.0]), np.array([2.0, 2.0, 3.0])):
        f = scaled if x[0] > 0 else products
        np.testing.assert_allclose(J(x).toarray(), ad.jacobian(f)(x))


def test_colouring_is_kept_while_the_pattern_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Any] = []

    def noting(found: Any, **options: Any) -> Any:
        made.append(found)
        return of_jacobian(found, **options)

    monkeypatch.setattr(transform, "of_jacobian", noting)
    J = ad.sparse_jacobian(diffusion)
    x = RNG.normal(size=12)
    first = J(x)
    first.indices[:] = 0  # the caller's own
    np.testing.assert_allclose(J(x).toarray(), ad.jacobian(diffusion)(x), 1e-12)
    J(x[:8])
    assert len(made) == 2


def test_a_complex_result_of_the_same_pattern_is_not_pulled() -> None:
    def f(x: Any, w: complex) -> Any:
        return np.reshape(np.sum(x**2) * w, (1,))

    J = ad.sparse_jacobian(f)
    x = np.array([1.0, 2.0, 3.0])
    for w in (2.0, 1.0 + 3j, 0.5):
        np.testing.assert_allclose(J(x, w).toarray(), [2 * x * w])


# Patterns that are given


def test_a_given_pattern_is_that_of_the_result() -> None:
    x = np.array([1.0, 2.0, 3.0])
    band = np.tri(3, 3, 1, bool)
    for given_pattern in (band, sp.csc_array(band), sp.coo_matrix(band.astype(float))):
        J = ad.sparse_jacobian(np.sin, pattern=given_pattern)(x)
        assert J.nnz == band.sum()
        np.testing.assert_allclose(J.toarray(), np.diag(np.cos(x)))
    H = ad.sparse_hessian(lambda x: np.sum(x**3), pattern=np.tri(3, dtype=bool))(x)
    assert H.nnz == 9
    np.testing.assert_allclose(H.toarray(), np.diag(6 * x))
    stored = sp.csr_array((np.zeros(3), np.arange(3), np.arange(4)), (3, 3))
    assert ad.sparse_jacobian(np.sin, pattern=stored)(x).nnz == 3


def test_a_wrong_pattern_is_refused() -> None:
    x = np.ones(3)
    with pytest.raises(ad.GradientError, match=r"lacks 2 of 4 .* first element \(0, 1\)"):
        ad.sparse_jacobian(lambda x: x[1:] * x[:-1], pattern=np.eye(2, 3))(x)
    with pytest.raises(ad.GradientError, match=r"shape \(2, 3\), and the derivative \(3, 3\)"):
        ad.sparse_jacobian(np.sin, pattern=np.ones((2, 3)))(x)
    with pytest.raises(TypeError, match="of 1 axes"):
        ad.sparse_jacobian(np.sin, pattern=np.ones(3))
    with pytest.raises(TypeError, match="sparse or boolean matrix"):
        ad.sparse_jacobian(np.sin, pattern="tridiagonal")
    with pytest.raises(ad.GradientError, match="sparse_hessian: pattern lacks"):
        ad.sparse_hessian(lambda x: np.sum(x) ** 2, pattern=np.eye(3))(x)


# Errors


def test_complex_arguments_are_refused() -> None:
    number: Any = 3
    for f in (ad.sparse_jacobian, ad.sparse_hessian):
        with pytest.raises(ad.NotDifferentiableError, match="complex argument"):
            f(lambda z: np.sum(np.abs(z)))(np.ones(2) + 1j)
        with pytest.raises(ad.NotDifferentiableError, match="int"):
            f(np.sum)(np.arange(3))
        with pytest.raises(TypeError, match="f is a function"):
            f(number)


def test_a_hessian_is_of_one_number() -> None:
    with pytest.raises(ad.GradientError, match="sparse_hessian: f returned an array of shape"):
        ad.sparse_hessian(lambda x: x**2)(np.ones(2))


def test_a_sparse_array_holds_no_gradient() -> None:
    v = ad.Variable(np.array([1.0, 2.0]))

    def times_v(x: Any) -> Any:
        return x * v

    ways: list[tuple[Callable[[Any], Any], Any]] = [(np.square, v), (times_v, np.ones(2))]
    for f, x in ways:
        with pytest.raises(ad.DetachedError, match=r"v\.data"):
            ad.sparse_jacobian(f)(x)
        with pytest.raises(ad.DetachedError, match=r"v\.data"):
            ad.sparse_hessian(lambda x: np.sum(times_v(x)))(x)
    with ad.no_grad():
        J = ad.sparse_jacobian(times_v)(np.ones(2))
    np.testing.assert_array_equal(J.toarray(), np.diag([1.0, 2.0]))


def test_what_is_too_dense_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matrices, "LIMIT", 1000)
    x = np.arange(100.0)

    def outer(x: Any) -> Any:
        return x * x[:, None]

    def product(x: Any) -> Any:
        return x[:, None] @ x[None]

    assert ad.sparse_jacobian(np.flip)(x).nnz == 100
    programs = {"sort": xp.sort, "cumsum": xp.cumsum, "multiply": outer, "matmul": product}
    for name, f in programs.items():
        with pytest.raises(ad.GradientError, match=f"{name}: up to .* not sparse"):
            ad.sparse_jacobian(f)(x)


def test_without_scipy_the_remedy_is_named() -> None:
    program = (
        "import sys; sys.modules['scipy'] = None; sys.modules['scipy.sparse'] = None\n"
        "import autodiff as ad\n"
        "try: ad.sparse_jacobian(abs)\n"
        "except ModuleNotFoundError as error: print(error)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip().endswith("pip install 'autodiff-numpy[scipy]'")


# With SciPy's solvers


def test_newtons_method_with_a_sparse_jacobian() -> None:
    u = np.linspace(1, 0, 200)
    J = ad.sparse_jacobian(diffusion)
    for _ in range(8):
        u = u - sla.spsolve(J(u), diffusion(u))
    assert np.abs(diffusion(u)).max() < 1e-12


def test_scipys_optimisers_take_them() -> None:
    x0 = np.linspace(-1, 1, 20)
    fitted = optimize.least_squares(diffusion, x0, jac=ad.sparse_jacobian(diffusion))
    assert fitted.cost < 1e-12
    derivatives = {"jac": ad.grad(rosenbrock), "hess": ad.sparse_hessian(rosenbrock)}
    for method in ("trust-constr", "Newton-CG"):
        result = optimize.minimize(rosenbrock, x0, method=method, **derivatives)
        np.testing.assert_allclose(result.x, 1, atol=1e-3)
