"""Linear systems, inverses, determinants and Cholesky factors: reuse, rank, condition, errors."""

from __future__ import annotations

import gc
import itertools
import weakref
from typing import Any

import mpmath
import numpy as np
import pytest
from untyped import variable

import autodiff as ad
from autodiff import Variable
from autodiff.ops.linalg import factorization, lapack
from autodiff.ops.linalg.factorization import factorize

xp: Any = np  # its stubs know no Variables, and no wrong arguments

EPS = float(np.finfo(np.float64).eps)


def random(*shape: int, seed: int = 0) -> Any:
    return np.random.default_rng(seed).normal(size=shape)


def gradient(f: Any, x: Any, gy: Any = None) -> Any:
    v = variable(np.asarray(x))
    y = f(v)
    y.backward(gy=np.ones(y.shape, y.dtype) if gy is None else np.asarray(gy))
    return v.grad


def assert_near(actual: Any, expected: Any, tolerance: float = 1e-12) -> None:
    scale = np.max(np.abs(expected), initial=0.0)
    np.testing.assert_allclose(actual, expected, rtol=0, atol=tolerance * scale)


# One factorisation, for the value and for all orders of its derivatives


@pytest.fixture
def routines(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note which routines of LAPACK are asked for."""
    pytest.importorskip("scipy")
    names: list[str] = []
    original: Any = vars(lapack)["_routine"]

    def noted(name: str, a: Any) -> Any:
        names.append(name)
        return original(name, a)

    monkeypatch.setattr(lapack, "_routine", noted)
    return names


@pytest.fixture(params=["with SciPy", "without SciPy"])
def libraries(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "without SciPy":
        monkeypatch.setattr(factorization, "scipy_linalg", lambda: None)
    else:
        pytest.importorskip("scipy")


def quadratic(a: Any, b: Any) -> Any:
    return (np.linalg.solve(a, b) * b).sum()


def test_rules_of_one_result_share_its_factorization(routines: list[str]) -> None:
    x, b = variable(random(50, 50)), variable(random(50))
    a = x @ x.T + 50.0 * np.eye(50)
    y = b @ np.linalg.solve(a, b) + np.linalg.slogdet(a)[1]
    y.backward()
    assert routines.count("potrf") == 1
    assert "getrf" not in routines


def test_a_leaf_is_factorised_anew_for_its_array_may_change(routines: list[str]) -> None:
    a, b = variable(random(50, 50)), variable(random(50))
    np.linalg.solve(a, b)
    a.data[0, 0] += 1.0
    x = np.linalg.solve(a, b)
    assert routines.count("getrf") == 2
    np.testing.assert_allclose(a.data @ x.data, b.data, atol=1e-10)


@pytest.mark.parametrize("kind", ["real", "complex"])
@pytest.mark.parametrize("shift", [60.0, 1.0])
def test_hermitian_matrices_definite_or_not(kind: str, shift: float) -> None:
    x: Any = random(50, 50) + (1j * random(50, 50, seed=3) if kind == "complex" else 0.0)
    a: Any = x + x.conj().T + shift * np.eye(50)
    assert isinstance(factorize(a), lapack.PositiveDefinite) == (shift == 60.0)
    b = variable(random(50))
    v = variable(a)
    y = xp.linalg.solve(v, b)
    sign, logarithm = xp.linalg.slogdet(v)
    assert_near(y.data, np.linalg.solve(a, b.data))
    assert_near(sign.data, np.linalg.slogdet(a)[0])
    assert_near(logarithm.data, np.linalg.slogdet(a)[1])
    logarithm.backward()
    assert_near(v.grad, np.linalg.inv(a).conj().T)
    gy = random(50, seed=1)
    b.cleargrad()
    y.backward(gy=gy.astype(y.dtype))
    expected = np.linalg.solve(a.conj().T, gy)
    assert_near(b.grad, np.real(expected))


def test_solve_factorises_once_for_all_orders(routines: list[str]) -> None:
    a, b = variable(random(50, 50)), variable(random(50))
    grads = ad.gradients(quadratic(a, b), [a, b], create_graph=True)
    seconds = ad.gradients((grads[0] * grads[0]).sum(), [a, b], create_graph=True)
    ad.gradients((seconds[1] * seconds[1]).sum(), [a, b])
    assert routines.count("getrf") == 1
    assert routines.count("getrs") > 4
    routines.clear()
    ad.jvp(quadratic, [a, b], [random(50, 50), random(50)])
    assert routines.count("getrf") == 1


def test_slogdet_factorises_once(routines: list[str]) -> None:
    a = variable(random(50, 50))
    xp.linalg.slogdet(a)[1].backward()
    assert routines == ["getrf", "getri"]


def test_a_triangle_is_not_factorised(routines: list[str]) -> None:
    lower = np.tril(random(50, 50)) + 9.0 * np.eye(50)
    for a in (lower, lower.T, np.asfortranarray(lower), np.diag(np.diag(lower))):
        gradient(lambda v: np.linalg.solve(v, np.ones(50)), a)
        gradient(lambda v: np.linalg.slogdet(v)[1], a)
    assert "getrf" not in routines
    assert {*routines} == {"trtrs", "trtri"}
    nearly = lower.copy()
    nearly[1, 2] = 1e-300
    gradient(lambda v: np.linalg.solve(v, np.ones(50)), nearly)
    assert "getrf" in routines


def test_what_is_not_recorded_is_computed_by_numpy(routines: list[str]) -> None:
    a, b = random(50, 50), random(50)
    with ad.no_grad():
        y = xp.linalg.solve(variable(a), b)
        sign, log = xp.linalg.slogdet(variable(a))
    np.testing.assert_array_equal(y.data, np.linalg.solve(a, b))
    np.testing.assert_array_equal([sign.data, log.data], np.linalg.slogdet(a))
    integers = variable(np.eye(50, dtype=int))
    np.testing.assert_array_equal(xp.linalg.solve(integers, b).data, b)
    assert not routines


def test_a_factorisation_is_freed_by_the_backward_pass() -> None:
    pytest.importorskip("scipy")
    a = variable(random(50, 50))
    y = xp.linalg.solve(a, np.ones(50))
    kept = y.creator.factorization
    reference = weakref.finalize(kept.lu.base if kept.lu.base is not None else kept.lu, int)
    del kept
    y.backward()
    gc.collect()
    assert not reference.alive


@pytest.mark.usefixtures("libraries")
@pytest.mark.parametrize("dtype", [np.float64, np.complex128])
@pytest.mark.parametrize("kind", ["full", "lower", "upper", "stack", "mixed"])
@pytest.mark.parametrize("right", [(70,), (70, 3), (2, 70, 3), (1, 70, 1)])
def test_large_systems_are_solved_as_by_the_inverse(kind: str, right: Any, dtype: Any) -> None:
    a = random(2, 70, 70).astype(dtype)
    if dtype is np.complex128:
        a = a + 1j * random(2, 70, 70, seed=1)
    lower = np.tril(a[0]) / 9 + 9.0 * np.eye(70)
    a = {"full": a[0], "lower": lower, "upper": lower.T, "stack": a}.get(
        kind, np.stack([a[0], lower.T])
    )
    b = random(*right, seed=2)
    x, y = variable(a), variable(b)
    z = xp.linalg.solve(x, y)
    assert_near(z.data, np.linalg.solve(a, b), 1e-11)
    assert z.data.flags.c_contiguous
    gz = random(*z.shape, seed=3)
    z.backward(gy=gz)
    u, v = variable(a), variable(b)
    w = xp.linalg.inv(u) @ v
    w.backward(gy=gz)
    assert_near(x.grad, u.grad, 1e-9)
    assert_near(y.grad, v.grad, 1e-9)


@pytest.mark.usefixtures("libraries")
@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.complex128, np.complex64])
@pytest.mark.parametrize("shape", [(50, 50), (2, 70, 70)])
def test_large_slogdet_has_the_values_and_dtypes_of_numpy(shape: Any, dtype: Any) -> None:
    a = random(*shape).astype(dtype)
    if np.issubdtype(dtype, np.complexfloating):
        a = (a * (1 + 0.5j) + 0.1j * random(*shape, seed=1)).astype(dtype)
    v = variable(a)
    result = xp.linalg.slogdet(v)
    expected = np.linalg.slogdet(a)
    tolerance = 1e-4 if v.dtype.itemsize < 16 and dtype != np.float64 else 1e-12
    for ours, theirs in zip(result, expected, strict=True):
        assert ours.dtype == theirs.dtype
        assert ours.shape == theirs.shape
        assert_near(ours.data, theirs, tolerance)
    result.logabsdet.sum().backward()
    assert v.grad.dtype == dtype
    assert_near(v.grad, np.conj(np.linalg.inv(a)).swapaxes(-1, -2), 1e3 * np.finfo(dtype).eps)


def test_a_large_singular_matrix_is_an_error_as_in_numpy() -> None:
    for a in (np.ones((50, 50)), np.tri(50) - np.eye(50), np.ones((2, 70, 70))):
        with pytest.raises(np.linalg.LinAlgError, match=r"solve.*Singular matrix"):
            xp.linalg.solve(variable(a), np.ones(a.shape[-1]))
        sign, log = xp.linalg.slogdet(variable(a))
        assert (sign.data == 0).all()
        assert (log.data == -np.inf).all()


def test_factors_of_the_transpose() -> None:
    a = random(50, 50)
    for m in (a, np.tril(a) + 9.0 * np.eye(50)):
        known = factorize(m).transposed
        np.testing.assert_allclose(known.inverse(m.T) @ m.T, np.eye(50), atol=1e-10)
        np.testing.assert_allclose(known.slogdet(m.T), np.linalg.slogdet(m))
        np.testing.assert_allclose(m.T @ known.solve(m.T, a), a, atol=1e-10)


# Determinants of any rank


def leibniz(a: Any) -> Any:
    """Return the determinant as a sum over permutations, which nothing is divided in."""
    total: Any = 0
    n = a.shape[-1]
    for order in itertools.permutations(range(n)):
        term: Any = round(np.linalg.det(np.eye(n)[list(order)]))
        for i, j in enumerate(order):
            term = term * a[..., i, j]
        total = total + term
    return total


def derivatives(f: Any, a: Any, orders: int) -> list[Any]:
    """Return the gradient, the gradient of a projection of it, and so on."""
    v = variable(a)
    y = xp.real(f(v) * (1.0 + 2.0j)).sum() if a.dtype.kind == "c" else f(v).sum()
    found: list[Any] = []
    for k in range(orders):
        (g,) = ad.gradients(y, [v], create_graph=True, allow_unused=True)
        found.append(g.data)
        y = xp.real(g * random(*a.shape, seed=k)).sum()
    return found


def of_rank(rank: int, n: int, dtype: Any = np.float64) -> Any:
    rng = np.random.default_rng(rank)
    left, right = (rng.integers(-3, 4, s).astype(dtype) for s in [(n, rank), (rank, n)])
    if dtype is np.complex128:
        left, right = left * (1 + 1j), right - 1j * rng.integers(-3, 4, (rank, n))
    return left @ right


@pytest.mark.parametrize("dtype", [np.float64, np.complex128])
@pytest.mark.parametrize("noise", [0.0, 1e-10])
@pytest.mark.parametrize(("n", "rank"), [(n, r) for n in (1, 2, 3, 4, 5) for r in range(n + 1)])
def test_det_has_its_derivatives_at_any_rank(n: int, rank: int, noise: float, dtype: Any) -> None:
    a = of_rank(rank, n, dtype) + noise * random(n, n, seed=9)
    size = max(1.0, np.max(np.abs(a)))
    for k, (ours, theirs) in enumerate(
        zip(derivatives(np.linalg.det, a, 4), derivatives(leibniz, a, 4), strict=True)
    ):
        allowed = 1e-13 * size ** max(n - k, 1) + 1e-8 * np.max(np.abs(theirs))
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=allowed)


def test_det_of_a_stack_of_all_ranks() -> None:
    a = np.stack([of_rank(r, 4) for r in (4, 3, 2, 1, 0, 3, 4, 2)]).reshape(2, 4, 4, 4)
    for ours, theirs in zip(
        derivatives(np.linalg.det, a, 3), derivatives(leibniz, a, 3), strict=True
    ):
        np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-9)
    t = random(*a.shape)
    _, ours = ad.jvp(np.linalg.det, [a], [t])
    _, theirs = ad.jvp(leibniz, [a], [t])
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-9)


@pytest.mark.filterwarnings("ignore:.*in det:RuntimeWarning")
@pytest.mark.parametrize("scale", [1e-85, 1e-60, 1e60, 1e85])
def test_det_that_leaves_the_range_of_floats_has_its_gradient(scale: float) -> None:
    a = scale * (np.eye(4) + 0.1)
    expected = scale**3 * np.linalg.det(np.eye(4) + 0.1) * np.linalg.inv(np.eye(4) + 0.1)
    np.testing.assert_allclose(gradient(np.linalg.det, a), expected, rtol=1e-12)


def test_det_of_large_matrices_of_low_rank() -> None:
    assert not gradient(np.linalg.det, np.zeros((100, 100))).any()
    a = random(60, 59) @ random(59, 60, seed=1) / 60
    u, s, vh = np.linalg.svd(a)
    expected = np.linalg.det(u) * np.linalg.det(vh) * np.prod(s[:-1]) * np.outer(u[:, -1], vh[-1])
    assert_near(gradient(np.linalg.det, a), expected, 1e-10)


# Ill-conditioned matrices, against fifty digits


def hilbert(n: int, scale: str) -> Any:
    a = 1.0 / (1.0 + np.add.outer(np.arange(n), np.arange(n)))
    rows = np.logspace(0, 6, n)[:, None]
    factors: dict[str, Any] = {"as it is": 1.0, "small": 1e-4, "large": 1e4, "rows": rows}
    return a * factors[scale]


def exactly(a: Any) -> Any:
    return mpmath.matrix(np.atleast_2d(a).tolist())


def rounded(m: Any) -> Any:
    return np.array(m.tolist(), float)


scaled = pytest.mark.parametrize("scale", ["as it is", "small", "large", "rows"])
of_rows = pytest.mark.parametrize("n", [2, 3, 4, 6, 8, 10, 11])


def condition(a: Any) -> float:
    s = mpmath.svd_r(exactly(a), compute_uv=False)
    return float(s[0] / s[len(s) - 1])


@scaled
@of_rows
def test_solve_and_inverses_lose_no_more_than_the_condition(n: int, scale: str) -> None:
    """Their gradients are right to ``cond(a) eps``."""
    with mpmath.workdps(50):
        a, b, g, h = hilbert(n, scale), random(n), random(n, seed=1), random(n, n, seed=2)
        allowed = condition(a) * EPS
        inverse = exactly(a) ** -1
        x, y = variable(a), variable(b)
        xp.linalg.solve(x, y).backward(gy=g)
        gb = inverse.T * exactly(g).T
        assert_near(y.grad, rounded(gb)[:, 0], allowed)
        assert_near(x.grad, rounded(-gb * (inverse * exactly(b).T).T), allowed)
        assert_near(
            gradient(np.linalg.inv, a, h), rounded(-inverse.T * exactly(h) * inverse.T), allowed
        )
        assert_near(gradient(lambda v: np.linalg.slogdet(v)[1], a), rounded(inverse.T), allowed)


@scaled
@of_rows
def test_det_loses_no_more_than_the_condition_without_the_last_value(n: int, scale: str) -> None:
    """Its first two derivatives are right to ``16 eps s_1 / s_(n-1)``, however small ``s_n`` is."""
    with mpmath.workdps(50):
        a, t = hilbert(n, scale), random(n, n)
        m, along = exactly(a), exactly(t)
        s = mpmath.svd_r(m, compute_uv=False)
        allowed = 16 * EPS * float(s[0] / s[max(n - 2, 0)])
        inverse, det = m**-1, mpmath.det(m)
        assert_near(gradient(np.linalg.det, a), rounded(det * inverse.T), allowed)
        v = variable(a)
        (g,) = ad.gradients(np.linalg.det(v), [v], create_graph=True)
        (second,) = ad.gradients((g * t).sum(), [v])
        trace = sum((inverse * along)[i, i] for i in range(n))
        expected = det * (trace * inverse - inverse * along * inverse).T
        assert_near(second.data, rounded(expected), max(allowed, 1e-8 * EPS**0.5))


@pytest.mark.parametrize("n", [2, 4, 6, 8, 10])
@pytest.mark.parametrize("scale", [1.0, 1e-4, 1e4])
def test_cholesky_loses_no_more_than_the_condition(n: int, scale: float) -> None:
    """Its gradient is right to ``cond(a) eps``."""
    with mpmath.workdps(50):
        a, g = scale * hilbert(n, "as it is"), np.tril(random(n, n))
        factor = mpmath.cholesky(exactly(a))
        inverse = factor**-1
        p = factor.T * exactly(g)
        for i, j in itertools.product(range(n), range(n)):
            p[i, j] = 0 if i < j else p[i, j] / (2 if i == j else 1)
        s = rounded(inverse.T * (p + p.T) * inverse)
        expected = np.tril(s) - np.diag(np.diag(s)) / 2
        assert_near(gradient(np.linalg.cholesky, a, g), expected, condition(a) * EPS)


# Logarithms of determinants


def test_the_logarithm_for_a_singular_matrix_has_no_derivative() -> None:
    singular = np.ones((2, 2))
    v = variable(np.stack([singular, np.eye(2)]))
    log = xp.linalg.slogdet(v).logabsdet
    with pytest.raises(ad.UndefinedDerivativeError, match=r"slogdet.*np\.linalg\.det"):
        log.sum().backward(retain_graph=True)
    log[1].backward(retain_graph=True)
    np.testing.assert_array_equal(v.grad, [np.zeros((2, 2)), np.eye(2)])
    v.cleargrad()
    np.where(np.array([False, True]), log, 0.0).sum().backward()
    np.testing.assert_array_equal(v.grad, [np.zeros((2, 2)), np.eye(2)])
    _, tangent = ad.jvp(lambda a: np.linalg.slogdet(a)[1], [v.data], [v.data])
    np.testing.assert_array_equal(tangent, [np.nan, 2.0])


def test_the_sign_of_a_complex_determinant_turns() -> None:
    a = random(3, 3) + 1j * random(3, 3, seed=1)

    def det(v: Any) -> Any:
        sign, log = np.linalg.slogdet(v)
        return sign * xp.exp(log)

    assert_near(gradient(det, a, 1.0 + 2.0j), gradient(np.linalg.det, a, 1.0 + 2.0j))
    turned = gradient(lambda v: np.linalg.slogdet(v)[0], a, 1j * np.linalg.slogdet(a)[0])
    assert_near(turned, 1j * np.linalg.inv(a).conj().T)
    along = gradient(lambda v: np.linalg.slogdet(v)[0], a, np.linalg.slogdet(a)[0])
    np.testing.assert_allclose(along, 0, atol=1e-14)


def test_the_sign_of_a_real_determinant_does_not_move() -> None:
    v = variable(random(3, 3))
    result = xp.linalg.slogdet(v)
    assert result._fields == ("sign", "logabsdet")
    result.sign.backward()
    assert not v.grad.any()


# Cholesky factors


@pytest.mark.parametrize("upper", [False, True])
@pytest.mark.parametrize("n", [3, 150])
def test_cholesky_reads_one_triangle(n: int, upper: bool) -> None:
    a = random(n, n) + 3 * n * np.eye(n)
    unread = np.tri(n, k=-1, dtype=bool) if upper else np.tri(n, k=-1, dtype=bool).T
    g = gradient(lambda v: np.linalg.cholesky(v, upper=upper), a, random(n, n))
    assert not g[unread].any()
    spoilt = np.where(unread, np.nan, a)
    np.testing.assert_array_equal(
        g, gradient(lambda v: np.linalg.cholesky(v, upper=upper), spoilt, random(n, n))
    )


@pytest.mark.usefixtures("libraries")
@pytest.mark.parametrize("shape", [(64, 64), (65, 65), (200, 200), (2, 70, 70)])
@pytest.mark.parametrize("dtype", [np.float64, np.complex128])
def test_blocks_of_a_cholesky_factor_are_those_of_the_formula(shape: Any, dtype: Any) -> None:
    """Recorded, the pullback is a formula; in place, it runs over blocks."""
    n = shape[-1]
    a = random(*shape).astype(dtype) + 4 * n * np.eye(n)
    g = random(*shape, seed=1).astype(dtype)
    if dtype is np.complex128:
        a, g = a + 1j * random(*shape, seed=2), g + 1j * random(*shape, seed=3)
    v = variable(a)
    (recorded,) = ad.gradients(xp.linalg.cholesky(v), [v], g, create_graph=True)
    assert_near(gradient(np.linalg.cholesky, a, g), recorded.data)


def test_a_gaussian_process_has_one_gradient_however_it_is_written() -> None:
    x, y = np.sort(random(80)), random(80, seed=1)
    squares = np.subtract.outer(x, x) ** 2

    def kernel(p: Any) -> Any:
        return p[1] * np.exp(-squares / (2 * p[0] ** 2)) + p[2] * np.eye(80)

    def by_factor(p: Any) -> Any:
        factor = np.linalg.cholesky(kernel(p))
        alpha = np.linalg.solve(factor, y)
        return 0.5 * (alpha @ alpha) + np.log(np.diagonal(factor)).sum()

    def by_determinant(p: Any) -> Any:
        k = kernel(p)
        return 0.5 * (y @ np.linalg.solve(k, y)) + 0.5 * np.linalg.slogdet(k)[1]

    p = np.array([0.5, 1.5, 0.1])
    k, inverse = kernel(p), np.linalg.inv(kernel(p))
    inner = 0.5 * (inverse - np.outer(inverse @ y, inverse @ y))
    smooth = k - 0.1 * np.eye(80)
    parts = (smooth * squares / 0.5**3, smooth / 1.5, np.eye(80))
    expected = [np.sum(inner * part) for part in parts]
    assert_near(gradient(by_factor, p), expected, 1e-10)
    assert_near(gradient(by_determinant, p), expected, 1e-10)


# Dtypes, shapes, errors


@pytest.mark.parametrize("n", [3, 50])
@pytest.mark.parametrize(
    ("a", "b"),
    [
        (np.float64, np.complex128),
        (np.complex128, np.float64),
        (np.float32, np.float64),
        (np.float32, np.complex64),
        (np.complex64, np.float64),
        (np.float32, np.int64),
        (np.int64, np.float32),
    ],
)
def test_gradients_of_solve_come_back_in_the_dtype_of_each(a: Any, b: Any, n: int) -> None:
    x = variable((4 * np.eye(n) + np.round(random(n, n))).astype(a))
    y = variable(np.arange(1, n + 1).astype(b))
    z = xp.linalg.solve(x, y)
    assert z.dtype == np.linalg.solve(x.data, y.data).dtype
    single = np.dtype(np.float32) in {v.data.real.dtype for v in (x, y)}
    assert_near(z.data, np.linalg.solve(x.data, y.data), 1e-5 if single else 1e-12)
    xp.real(z).sum().backward()
    inverse = np.linalg.inv(x.data)
    gb = np.conj(inverse).T @ np.ones(n)
    ga = -np.outer(gb, np.conj(np.linalg.solve(x.data, y.data)))
    for v, g in [(x, ga), (y, gb)]:
        if v.dtype.kind in "fc":
            assert v.grad.dtype == v.dtype
            g = g if v.dtype.kind == "c" else g.real  # noqa: PLW2901  # its part
            assert_near(v.grad, g, 1e-4 if single else 1e-12)


WRONG: list[tuple[Any, Any]] = [
    (lambda a: xp.linalg.solve(a, np.ones(4)), np.eye(3)),
    (lambda a: xp.linalg.solve(a, np.ones((4, 3))), np.eye(3)),
    (lambda a: xp.linalg.solve(a, np.array(1.0)), np.eye(50)),
    (lambda a: xp.linalg.solve(a, np.ones(51)), np.eye(50)),
    (lambda a: xp.linalg.solve(a, np.ones((3, 70, 1))), np.stack([np.eye(70)] * 2)),
    (lambda a: xp.linalg.solve(np.eye(3), a), np.ones((2, 2, 2))),
    *(
        (f, a)
        for f in (
            xp.linalg.inv,
            xp.linalg.det,
            xp.linalg.slogdet,
            xp.linalg.cholesky,
            lambda a: xp.linalg.matrix_power(a, 2),
            lambda a: xp.linalg.matrix_power(a, -1),
            lambda a: xp.linalg.solve(a, np.ones(2)),
        )
        for a in (np.array(1.0), np.ones(2), np.ones((2, 3)), np.ones((50, 51)))
    ),
    *(
        (f, np.ones((2, 2)))
        for f in (
            xp.linalg.inv,
            xp.linalg.cholesky,
            lambda a: xp.linalg.matrix_power(a, -2),
            lambda a: xp.linalg.matrix_power(a, 1.5),
            lambda a: xp.linalg.solve(a, np.ones(2)),
            lambda a: xp.linalg.tensorinv(a, 0),
            lambda a: xp.linalg.tensorinv(a, -1),
            lambda a: xp.linalg.tensorsolve(a, np.ones(3)),
            lambda a: xp.linalg.tensorsolve(a, np.ones(2), axes=(5,)),
            lambda a: xp.linalg.multi_dot([a]),
            lambda a: xp.linalg.multi_dot([a, a[0], a]),
            lambda a: xp.linalg.multi_dot([a, a, np.ones((3, 3))]),
            lambda a: xp.linalg.multi_dot([a, a[None], a]),
        )
    ),
    *(
        (f, np.eye(2, dtype=np.float16))
        for f in (xp.linalg.inv, xp.linalg.det, xp.linalg.slogdet, xp.linalg.cholesky)
    ),
]


@pytest.mark.parametrize(("f", "a"), WRONG, ids=range(len(WRONG)))
def test_errors_are_of_the_kind_that_numpy_raises(f: Any, a: Any) -> None:
    kinds: list[Any] = []
    for x in (a, variable(a)):
        try:
            f(x)
        except (ValueError, TypeError) as error:
            kinds.append(type(error))
    theirs, ours = kinds
    assert issubclass(ours, theirs)


@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
@pytest.mark.parametrize("n", [2, 4, 70])
@pytest.mark.parametrize(
    "f",
    [
        np.linalg.inv,
        np.linalg.det,
        lambda a: np.linalg.slogdet(a)[1],
        np.linalg.cholesky,
        lambda a: np.linalg.solve(a, np.ones(a.shape[-1])),
        lambda a: np.linalg.solve(a, np.ones((a.shape[-1], 2))),
    ],
)
def test_a_matrix_of_nan_that_is_not_picked_gets_zero(f: Any, n: int) -> None:
    v = variable(np.stack([2.0 * np.eye(n), np.full((n, n), np.nan)]))
    y = (f(v)[np.array([True, False])] ** 3).sum()
    (g,) = ad.gradients(y, [v], create_graph=True)
    (h,) = ad.gradients((g * g).sum(), [v])
    for x in (g.data, h.data):
        assert np.isfinite(x[0]).all()
        assert x[0].any()
        assert not x[1].any()


def test_a_stack_of_right_hand_sides_shares_its_matrix() -> None:
    a, b = random(3, 3) + 4 * np.eye(3), random(5, 2, 3, 2, seed=1)
    x = variable(a)
    np.linalg.solve(x, b).sum().backward()
    flat = np.moveaxis(b, -2, 0).reshape(3, -1)
    assert_near(x.grad, gradient(lambda v: np.linalg.solve(v, flat), a))


# Powers and chains


def test_a_power_of_zero_does_not_look_at_the_matrix() -> None:
    v = variable(np.array([[np.nan, 1.0], [np.inf, 0.0]]))
    y = np.linalg.matrix_power(v, 0)
    np.testing.assert_array_equal(y.data, np.eye(2))
    y.sum().backward()
    assert not v.grad.any()


def test_powers_of_integers_are_constants() -> None:
    a = np.array([[1, 1], [0, 1]])
    y = xp.linalg.matrix_power(variable(a), variable(np.array(5)))
    assert isinstance(y, Variable)
    np.testing.assert_array_equal(y.data, [[1, 5], [0, 1]])
    assert y.dtype == a.dtype


@pytest.mark.parametrize("count", [3, 4, 6])
@pytest.mark.parametrize("seed", range(5))
def test_chains_are_multiplied_in_numpys_order(count: int, seed: int) -> None:
    """To the bit, in sizes that make other orders round otherwise."""
    lengths = np.random.default_rng(seed).integers(1, 40, count + 1)
    xs = [random(m, n, seed=seed + i) for i, (m, n) in enumerate(itertools.pairwise(lengths))]
    y = xp.linalg.multi_dot([variable(xs[0]), *xs[1:]])
    np.testing.assert_array_equal(y.data, np.linalg.multi_dot(xs))


def test_every_matrix_of_a_chain_gets_the_product_of_the_others() -> None:
    xs = [variable(random(*s, seed=i)) for i, s in enumerate([(3,), (3, 4), (4, 2), (2,)])]
    xp.linalg.multi_dot(xs).backward()
    a, b, c, d = (x.data for x in xs)
    for x, expected in zip(
        xs, [b @ c @ d, np.outer(a, c @ d), np.outer(a @ b, d), a @ b @ c], strict=True
    ):
        assert_near(x.grad, expected)
