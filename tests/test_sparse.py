"""Sparse matrices: formats, dtypes, errors, refusals, memory."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import autodiff as ad
from autodiff import Variable

sp: Any = pytest.importorskip("scipy.sparse")
sla: Any = pytest.importorskip("scipy.sparse.linalg")

from autodiff.scipy import sparse  # noqa: E402  # SciPy may not be there

RNG = np.random.default_rng(8)
DENSE = RNG.normal(size=(4, 3)) * (RNG.random((4, 3)) > 0.4)
SQUARE = np.diag([3.0, 4.0, 5.0]) + np.arange(9).reshape(3, 3) / 10
FORMATS = ("csr", "csc", "coo", "bsr", "dia", "dok", "lil")
STACKS = hasattr(sp.coo_array, "tensordot")  # from SciPy 1.15 on


def sparse_of(name: str, kind: str, a: Any = DENSE) -> Any:
    return getattr(sp, f"{name}_{kind}")(a)


def gradient_of(v: Variable[Any, Any]) -> Any:
    return v.grad


def assert_is_scipys(ours: Any, theirs: Any) -> None:
    assert isinstance(ours, Variable)
    assert ours.dtype == theirs.dtype
    assert ours.shape == theirs.shape
    np.testing.assert_array_equal(ours.data, theirs)


# Either side, any format, any way to write it

LEFT: dict[str, Callable[[Any, Any], Any]] = {
    "s @ x": lambda s, x: s @ x,
    "s.dot(x)": lambda s, x: s.dot(x),
    "np.matmul": np.matmul,
    "ad.matmul": ad.matmul,
    "matmul": sparse.matmul,
}
RIGHT: dict[str, Callable[[Any, Any], Any]] = {
    "x @ s": lambda s, x: x @ s,
    "np.matmul": lambda s, x: np.matmul(x, s),
    "matmul": lambda s, x: sparse.matmul(x, s),
}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("kind", ["array", "matrix"])
@pytest.mark.parametrize("way", LEFT)
@pytest.mark.parametrize("shape", [(3,), (3, 1), (3, 2), (3, 0)])
def test_sparse_on_the_left(name: str, kind: str, way: str, shape: tuple[int, ...]) -> None:
    s, x = sparse_of(name, kind), RNG.normal(size=shape)
    v = Variable(x)
    y = LEFT[way](s, v)
    assert_is_scipys(y, s @ x)
    gy = RNG.normal(size=y.shape)
    y.backward(gy=gy)
    np.testing.assert_allclose(gradient_of(v), DENSE.T @ gy, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("kind", ["array", "matrix"])
@pytest.mark.parametrize("way", RIGHT)
@pytest.mark.parametrize("shape", [(4,), (1, 4), (2, 4), (0, 4)])
def test_sparse_on_the_right(name: str, kind: str, way: str, shape: tuple[int, ...]) -> None:
    s, x = sparse_of(name, kind), RNG.normal(size=shape)
    v = Variable(x)
    y = RIGHT[way](s, v)
    assert_is_scipys(y, x @ s)
    gy = RNG.normal(size=y.shape)
    y.backward(gy=gy)
    np.testing.assert_allclose(gradient_of(v), gy @ DENSE.T, rtol=1e-12, atol=1e-12)


DTYPES = ["?", "b", "i", "f", "d", "F", "D"]


@pytest.mark.parametrize("own", DTYPES)
@pytest.mark.parametrize("other", DTYPES)
def test_promotion_is_scipys(own: str, other: str) -> None:
    s = sp.csr_array((4 * DENSE).astype(own))
    x = np.arange(3).astype(other)
    v = Variable(x)
    y = s @ v
    assert_is_scipys(y, s @ x)
    if v.dtype.kind in "fc":
        np.abs(y).sum().backward()
        assert v.grad is not None
        assert v.grad.dtype == v.dtype


def test_augmented_product() -> None:
    s = sp.csr_array(SQUARE)
    v = Variable(np.ones(3)) * 1.0
    v @= s
    assert_is_scipys(v, np.ones(3) @ s)


def test_what_is_not_recorded_is_untracked() -> None:
    s = sp.csr_array(DENSE)
    with ad.no_grad():
        assert (s @ Variable(np.ones(3))).creator is None


@pytest.mark.skipif(not STACKS, reason="before SciPy 1.15 there are no stacks")
@pytest.mark.parametrize(
    ("on_left", "s_shape", "shape"),
    [
        (True, (2, 4, 3), (3,)),
        (True, (2, 4, 3), (3, 2)),
        (True, (2, 4, 3), (2, 3, 2)),
        (True, (2, 4, 3), (5, 1, 3, 2)),
        (True, (4, 3), (5, 3, 2)),
        (True, (3,), (3,)),
        (True, (3,), (3, 2)),
        (True, (3,), (4, 3, 2)),
        (False, (2, 4, 3), (4,)),
        (False, (2, 4, 3), (5, 4)),
        (False, (2, 4, 3), (1, 5, 4)),
        (False, (3,), (3,)),
        (False, (3,), (2, 3)),
        (False, (3,), (4, 2, 3)),
    ],
)
def test_stacks_and_vectors(on_left: bool, s_shape: Any, shape: tuple[int, ...]) -> None:
    s = sp.coo_array(RNG.normal(size=s_shape))
    x, direction = RNG.normal(size=shape), RNG.normal(size=shape)

    def f(x: Any) -> Any:
        return s @ x if on_left else x @ s

    v = Variable(x)
    y = f(v)
    assert_is_scipys(y, np.asarray(f(x)))
    gy = RNG.normal(size=y.shape)
    (g,) = ad.gradients(y, [v], gy, create_graph=True)
    np.testing.assert_allclose(np.sum(gy * f(direction)), np.sum(g.data * direction), rtol=1e-12)


# Errors and refusals


CAUSES = "mismatch|[Ss]calar|dimensions|signature|shape"


@pytest.mark.parametrize("kind", ["array", "matrix"])
@pytest.mark.parametrize("name", FORMATS)
def test_shapes_are_checked_as_scipy_does(name: str, kind: str) -> None:
    s = sparse_of(name, kind)
    for x in (np.ones(5), np.ones((5, 2)), np.array(2.0), np.ones((2, 5, 2))):
        with pytest.raises(ValueError, match=CAUSES):
            s @ x
        with pytest.raises(ValueError, match=CAUSES):
            s @ Variable(x)
        with pytest.raises(ValueError, match=CAUSES):
            Variable(x) @ s


ELEMENTWISE: dict[str, Callable[[Any, Any], Any]] = {
    "s + v": lambda s, v: s + v,
    "v + s": lambda s, v: v + s,
    "s - v": lambda s, v: s - v,
    "s * v": lambda s, v: s * v,
    "v * s": lambda s, v: v * s,
    "s / v": lambda s, v: s / v,
    "v / s": lambda s, v: v / s,
    "s ** v": lambda s, v: s**v,
    "s == v": lambda s, v: s == v,
    "v == s": lambda s, v: v == s,
    "s < v": lambda s, v: s < v,
    "multiply": lambda s, v: s.multiply(v),
    "maximum": lambda s, v: s.maximum(v),
    "np.multiply": np.multiply,
    "np.add": lambda s, v: np.add(v, s),
    "np.dot": lambda s, v: np.dot(v, s),
    "v.dot": lambda s, v: v.dot(s),
    "setitem": lambda s, v: s.__setitem__((slice(None), 0), v),
    "vstack": lambda s, v: sp.vstack([s, v]),
    "hstack": lambda s, v: sp.hstack([s, v]),
    "kron": sp.kron,
    "made of it": lambda s, v: type(s)(v),
    "made of values": lambda _s, v: sp.coo_array((np.ravel(v), (np.arange(9), np.arange(9)))),
    "diags": lambda _s, v: sp.diags([np.ravel(v)], [0]),
}


@pytest.mark.parametrize("kind", ["array", "matrix"])
@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("what", ELEMENTWISE)
@pytest.mark.filterwarnings("ignore")
def test_what_would_detach_is_refused(what: str, name: str, kind: str) -> None:
    s = sparse_of(name, kind, SQUARE)
    with pytest.raises((TypeError, ValueError, NotImplementedError, AttributeError)):
        ELEMENTWISE[what](s, Variable(np.ones((3, 3))))


@pytest.mark.parametrize("name", ["csr", "csc", "coo", "bsr", "dia"])
def test_values_put_into_a_sparse_matrix_do_not_slip_away(name: str) -> None:
    s = sparse_of(name, "array", SQUARE)
    s.data = Variable(np.array(s.data))
    for use in (lambda: s @ np.ones(3), s.toarray, s.sum):
        with pytest.raises((TypeError, AttributeError, ValueError)):
            use()


def test_star_names_the_product() -> None:
    """Of a matrix, as opposed to an array, ``*`` is the matrix product."""
    with pytest.raises(ad.NoRuleError, match="write s @ v"):
        sp.csr_matrix(DENSE) * Variable(np.ones(3))


SOLVERS = ["spsolve", "cg", "gmres", "bicg", "bicgstab", "minres", "lsqr", "lsmr", "cgs", "qmr"]


@pytest.mark.parametrize("name", [*SOLVERS, "lgmres", "expm_multiply", "spsolve_triangular"])
@pytest.mark.filterwarnings("ignore")
def test_scipys_solvers_do_not_detach(name: str) -> None:
    """They refuse; one that only uses operations we know may run, and is differentiated then."""
    a = sp.csr_array(np.diag([3.0, 4.0, 5.0]))
    v = Variable(np.array([1.0, 2.0, 3.0]))
    try:
        y = getattr(sla, name)(a, v)
    except (TypeError, AttributeError):
        return
    assert isinstance(y, Variable)
    (g,) = ad.gradients(y.sum(), [v])
    assert np.any(g.data != 0)


@pytest.mark.parametrize(
    "use",
    [
        lambda a, v: sla.splu(a).solve(v),
        lambda a, v: sla.spilu(a).solve(v),
        lambda a, v: sla.factorized(a)(v),
        lambda a, v: sla.aslinearoperator(a) @ v,
        lambda a, v: sla.aslinearoperator(a).matvec(v),
        lambda a, v: v @ sla.aslinearoperator(a),
        lambda a, v: sla.eigsh(a, k=1, v0=v),
        lambda a, v: sla.svds(a, k=1, v0=v),
    ],
)
def test_factors_and_operators_of_scipy_refuse(use: Callable[[Any, Any], Any]) -> None:
    with pytest.raises(TypeError):
        use(sp.csc_array(SQUARE), Variable(np.ones(3)))


# Stored values


@pytest.mark.parametrize("name", ["csr", "csc", "coo", "bsr", "dia"])
@pytest.mark.parametrize("kind", ["array", "matrix"])
def test_values_in_the_order_of_the_matrix(name: str, kind: str) -> None:
    s = sparse_of(name, kind)
    x = RNG.normal(size=(3, 2))
    v, w = Variable(np.array(s.data)), Variable(x)
    y = sparse.matmul(s, w, values=v)
    assert_is_scipys(y, s @ x)
    gy = RNG.normal(size=y.shape)
    y.backward(gy=gy)
    whole = gy @ x.T
    assert v.grad is not None
    g = s.copy()
    g.data = v.grad
    where = s.copy()
    where.data = np.ones_like(s.data)
    np.testing.assert_allclose(g.toarray(), whole * where.toarray(), atol=1e-12)
    np.testing.assert_allclose(gradient_of(w), DENSE.T @ gy, rtol=1e-12, atol=1e-12)


def test_what_is_outside_the_matrix_has_no_gradient() -> None:
    """Diagonals are stored with as many values as there are columns."""
    s = sp.dia_array((np.ones((2, 3)), [1, -2]), shape=(3, 3))
    v = Variable(np.arange(6.0).reshape(2, 3))
    sparse.matmul(s, np.array([1.0, 10.0, 100.0]), values=v).sum().backward()
    np.testing.assert_array_equal(v.grad, [[0.0, 10.0, 100.0], [1.0, 0.0, 0.0]])


def test_two_values_at_one_place_are_added() -> None:
    at = ([0, 0, 1], [1, 1, 0])
    s = sp.coo_array((np.ones(3), at), shape=(2, 2))
    v = Variable(np.array([1.0, 2.0, 4.0]))
    y = sparse.matmul(s, np.array([10.0, 1.0]), values=v)
    np.testing.assert_array_equal(y.data, [3.0, 40.0])
    y.sum().backward()
    np.testing.assert_array_equal(v.grad, [1.0, 1.0, 10.0])
    w = Variable(np.array([1.0, 2.0, 4.0]))
    z = sparse.spsolve(s, np.array([3.0, 8.0]), values=w)
    np.testing.assert_allclose(z.data, [2.0, 1.0])
    z.sum().backward()
    np.testing.assert_allclose(gradient_of(w), [-1 / 3, -1 / 3, -0.5])


def test_indices_that_scipy_sorts_meanwhile() -> None:
    """Its functions sort the indices of a matrix in place; values keep the order they had."""
    s = sp.csr_array((np.array([1.0, 2.0, 3.0, 4.0]), [2, 0, 1, 0], [0, 2, 3, 4]), (3, 3))
    unsorted = s.toarray()
    v, x = Variable(np.array(s.data)), np.array([1.0, 10.0, 100.0])
    y = sparse.matmul(s, x, values=v)
    s.sort_indices()
    y.sum().backward()
    np.testing.assert_array_equal(y.data, unsorted @ x)
    np.testing.assert_array_equal(v.grad, [100.0, 1.0, 10.0, 1.0])


def test_room_for_more_values() -> None:
    """A matrix in CSR format may have longer arrays than it has values."""
    s = sp.csr_array(np.diag([1.0, 2.0]))
    s.data, s.indices = np.append(s.data, 9.0), np.append(s.indices, 0)
    v = Variable(np.array(s.data))
    sparse.matmul(s, np.array([1.0, 10.0]), values=v).sum().backward()
    np.testing.assert_array_equal(v.grad, [1.0, 10.0, 0.0])


def test_arrays_get_arrays() -> None:
    s, x = sp.csc_array(SQUARE), np.array([1.0, 2.0, 3.0])
    for y, expected in [
        (sparse.matmul(s, x), s @ x),
        (sparse.matmul(x, s), x @ s),
        (sparse.matmul(s, x, values=2 * s.data), 2 * s @ x),
        (sparse.spsolve(s, x), sla.spsolve(s, x)),
        (sparse.spsolve(s, x, values=2 * s.data), sla.spsolve(2 * s, x)),
    ]:
        assert isinstance(y, np.ndarray)
        np.testing.assert_array_equal(y, expected)


def test_arguments_are_checked() -> None:
    s, v = sp.csr_array(SQUARE), Variable(np.ones(3))
    with pytest.raises(ValueError, match="values of shape"):
        sparse.matmul(s, v, values=np.ones(2))
    with pytest.raises(ValueError, match="axes"):
        sparse.matmul(s, Variable(np.ones((2, 3, 3))), values=s.data)
    with pytest.raises(ValueError, match="dimension mismatch"):
        sparse.matmul(s, Variable(np.ones(4)), values=s.data)
    with pytest.raises(TypeError, match="dense"):
        sparse.matmul(s, s, values=Variable(s.data))
    with pytest.raises(TypeError, match="dense"):
        sparse.matmul(np.eye(3), v)
    with pytest.raises(TypeError, match="tocsr"):
        sparse.matmul(s.todok(), v, values=Variable(s.data))
    with pytest.raises(TypeError, match="sparse"):
        sparse.spsolve(np.eye(3), v)
    with pytest.raises(TypeError, match="toarray"):
        sparse.spsolve(s, s, values=Variable(s.data))
    with pytest.raises(ValueError, match="square"):
        sparse.spsolve(sp.csr_array((3, 2)), v)
    for b in (np.ones(4), np.array(1.0), np.ones((3, 2, 2))):
        with pytest.raises(ValueError, match="mismatch"):
            sparse.spsolve(s, Variable(b))


# Systems


@pytest.mark.parametrize("name", ["csr", "csc"])
@pytest.mark.parametrize("kind", ["array", "matrix"])
@pytest.mark.parametrize("own", ["i", "f", "d", "F", "D"])
@pytest.mark.parametrize("other", ["i", "f", "d", "F", "D"])
@pytest.mark.parametrize("shape", [(3,), (3, 1), (3, 2), (3, 0)])
def test_solutions_are_scipys(
    name: str, kind: str, own: str, other: str, shape: tuple[int, ...]
) -> None:
    s = sparse_of(name, kind, np.round(SQUARE).astype(own))
    b = (3 * RNG.normal(size=shape)).astype(other)
    y = sparse.spsolve(s, Variable(b))
    assert_is_scipys(y, sla.spsolve(s, b))


@pytest.mark.parametrize("order", ["NATURAL", "MMD_ATA", "MMD_AT_PLUS_A", "COLAMD", None])
def test_the_order_of_columns_is_given_on(order: Any) -> None:
    s, b = sp.csc_array(SQUARE), np.ones(3)
    assert_is_scipys(sparse.spsolve(s, Variable(b), order), sla.spsolve(s, b, order))


def test_spsolve_takes_any_format() -> None:
    for name in FORMATS:
        v = Variable(np.ones(3))
        y = sparse.spsolve(sparse_of(name, "array", SQUARE), v)
        np.testing.assert_allclose(y.data, np.linalg.solve(SQUARE, np.ones(3)))
        y.backward()
        np.testing.assert_allclose(gradient_of(v), np.linalg.solve(SQUARE.T, np.ones(3)))


@pytest.mark.parametrize("a", [np.zeros((3, 3)), np.ones((3, 3))])
def test_singular_matrices_are_errors(a: Any) -> None:
    for s in (sp.csr_array(a), sp.csc_array(a)):
        with pytest.raises(np.linalg.LinAlgError, match="singular"):
            sparse.spsolve(s, Variable(np.ones(3)))


def test_one_factorisation_serves_all(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Any] = []
    original = sla.splu

    def counted(*args: Any) -> Any:
        calls.append(args)
        return original(*args)

    monkeypatch.setattr(sla, "splu", counted)
    s = sp.csc_array(SQUARE)
    v, b = Variable(np.array(s.data)), Variable(np.ones(3))
    y = sparse.spsolve(s, b, values=v)
    gs = ad.gradients((y * y).sum(), [v, b], create_graph=True)
    ad.gradients((gs[0] ** 2).sum() + (gs[1] ** 2).sum(), [v, b])
    ad.jvp(lambda v, b: sparse.spsolve(s, b, values=v), [v, b], [v.data, b.data])
    assert len(calls) == 2, "one for the calls above, one for the last"


# Large matrices stay sparse


def tridiagonal(n: int) -> Any:
    off = -np.ones(n - 1)
    return sp.diags([off, np.full(n, 2.5), off], [-1, 0, 1]).tocsc()


def peak(f: Callable[[], Any]) -> int:
    tracemalloc.start()
    f()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def test_a_large_system() -> None:
    n = 10**5
    s = tridiagonal(n)
    s.sort_indices()  # as SciPy's own solver does, in place
    v, b = Variable(np.array(s.data)), Variable(np.ones(n))

    def step() -> None:
        y = sparse.spsolve(s, b, values=v)
        (y * y).sum().backward()

    assert peak(step) < 40 * s.data.nbytes
    y = sla.spsolve(s, np.ones(n))
    w = sla.spsolve(s.T.tocsc(), 2 * y)
    np.testing.assert_allclose(gradient_of(b), w, rtol=1e-12)
    columns = np.repeat(np.arange(n), np.diff(s.indptr))
    np.testing.assert_allclose(gradient_of(v), -w[s.indices] * y[columns], rtol=1e-12)


def test_a_product_of_a_million_values() -> None:
    n, nnz = 10**5, 10**6
    at = RNG.integers(0, n, size=(2, nnz))
    s = sp.csr_array(sp.coo_array((np.ones(nnz), (at[0], at[1])), shape=(n, n)))
    v, x = Variable(np.array(s.data)), Variable(RNG.normal(size=n))

    def step() -> None:
        y = sparse.matmul(s, x, values=v)
        (y * y).sum().backward()

    assert peak(step) < 20 * s.data.nbytes
    y = s @ x.data
    rows = np.repeat(np.arange(n), np.diff(s.indptr))
    np.testing.assert_allclose(gradient_of(v), 2 * y[rows] * x.data[s.indices], rtol=1e-12)
    np.testing.assert_allclose(gradient_of(x), s.T @ (2 * y), rtol=1e-12)


def test_many_right_hand_sides_in_blocks() -> None:
    """More are gathered at a time than fit into one block."""
    s = sp.random(300, 200, density=0.1, format="csr", random_state=1)
    x = RNG.normal(size=(200, 100))
    v = Variable(np.array(s.data))
    y = sparse.matmul(s, x, values=v)
    gy = RNG.normal(size=y.shape)
    y.backward(gy=gy)
    rows = np.repeat(np.arange(300), np.diff(s.indptr))
    np.testing.assert_allclose(gradient_of(v), (gy @ x.T)[rows, s.indices], rtol=1e-11, atol=1e-11)
