"""SciPy's linear algebra: dtypes, stacks, triangles, errors, and digits against mpmath."""

from __future__ import annotations

import subprocess
import sys
import warnings
from typing import Any

import numpy as np
import pytest

import autodiff as ad
from autodiff import Variable

sl: Any = pytest.importorskip("scipy.linalg")
mpmath: Any = pytest.importorskip("mpmath")

from autodiff.scipy import linalg  # noqa: E402  # SciPy may not be there

RNG = np.random.default_rng(5)
A = RNG.normal(size=(3, 3)) / 3 + 2 * np.eye(3)
SPD = A @ A.T
B = RNG.normal(size=(3, 2))


def call(name: str, module: Any, *xs: Any) -> Any:
    """Return what a function of either module gives, the factor alone of several."""
    y = getattr(module, name)(*xs)
    return y[0] if isinstance(y, tuple) else y


def gradient_of(v: Variable[Any, Any]) -> Any:
    return v.grad


UNARY = ("expm", "sqrtm", "logm", "cho_factor", "cholesky")


def test_the_package_does_not_import_scipy() -> None:
    code = "import sys, autodiff; sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("name", UNARY)
@pytest.mark.parametrize("dtype", ["f", "d", "F", "D", "e", "i", "?"])
@pytest.mark.filterwarnings("ignore:logm result may be inaccurate")  # of single precision
def test_dtypes_are_those_of_scipy(name: str, dtype: str) -> None:
    a = (3 * np.eye(2)).astype(dtype)
    y = call(name, linalg, Variable(a))
    expected = call(name, sl, a)
    assert y.dtype == expected.dtype
    np.testing.assert_array_equal(y.data, expected)


@pytest.mark.parametrize("name", UNARY)
def test_arrays_get_what_scipy_gives(name: str) -> None:
    y = call(name, linalg, SPD)
    assert isinstance(y, np.ndarray)
    np.testing.assert_array_equal(y, call(name, sl, SPD))


@pytest.mark.parametrize("name", UNARY)
@pytest.mark.filterwarnings("ignore:logm result may be inaccurate")
def test_gradients_have_the_dtype_of_the_input(name: str) -> None:
    for dtype in ("f", "F"):
        v = Variable(SPD.astype(dtype))
        y = call(name, linalg, v)
        np.abs(y).sum().backward()
        assert v.grad is not None
        assert v.grad.dtype == v.dtype


@pytest.mark.parametrize("name", [*UNARY, "solve_sylvester", "solve_triangular"])
def test_scipys_own_functions_refuse_variables(name: str) -> None:
    count = {"solve_sylvester": 3, "solve_triangular": 2}.get(name, 1)
    with pytest.raises(ad.DetachedError):
        getattr(sl, name)(*[Variable(SPD)] * count)


@pytest.mark.parametrize("name", UNARY)
@pytest.mark.parametrize("shape", [(2, 3), (3,), (2, 2, 3)])
def test_matrices_have_to_be_square(name: str, shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="square"):
        getattr(linalg, name)(Variable(np.ones(shape)))


@pytest.mark.parametrize("name", UNARY)
@pytest.mark.parametrize("shape", [(0, 0), (0, 2, 2), (3, 0, 0)])
def test_nothing_has_a_derivative_of_nothing(name: str, shape: tuple[int, ...]) -> None:
    v = Variable(np.zeros(shape))
    y = call(name, linalg, v)
    assert y.shape == shape
    y.backward()
    assert v.grad is not None
    assert v.grad.shape == shape


def test_expm_of_a_number_is_a_matrix_as_in_scipy() -> None:
    v = Variable(np.array(2.0))
    y = linalg.expm(v)
    assert y.shape == (1, 1)
    y.backward()
    np.testing.assert_allclose(gradient_of(v), np.exp(2.0))


# Which elements are read


def assert_other_triangle_is_not_read(f: Any, a: Any, *, lower: bool, diagonal: int = 0) -> None:
    v = Variable(a)
    y = f(v)
    (g,) = ad.gradients((y * y).sum(), [v], create_graph=True)
    (h,) = ad.gradients((g * g).sum(), [v], allow_unused=True)
    outside = np.triu(np.ones(a.shape), 1) if lower else np.tril(np.ones(a.shape), -1)
    if diagonal:
        outside = outside + np.eye(len(a))
    for gradient in (g.data, h.data):
        assert np.all(gradient[outside > 0] == 0)
        assert np.any(gradient != 0)
    moved = a + 7.0 * outside * (1 if diagonal else np.sign(a) ** 2)
    np.testing.assert_array_equal(f(moved), y.data)


@pytest.mark.parametrize("lower", [False, True])
@pytest.mark.parametrize("unit", [False, True])
@pytest.mark.parametrize("trans", [0, 1, 2])
def test_solve_triangular_reads_one_triangle(lower: bool, unit: bool, trans: Any) -> None:
    def f(a: Any) -> Any:
        return linalg.solve_triangular(a, B, trans, lower=lower, unit_diagonal=unit)

    assert_other_triangle_is_not_read(f, A, lower=lower, diagonal=int(unit))


@pytest.mark.parametrize("lower", [False, True])
def test_the_other_triangle_of_a_factor_is_garbage(lower: bool) -> None:
    factor = sl.cho_factor(SPD, lower=lower)[0]
    assert_other_triangle_is_not_read(
        lambda c: linalg.cho_solve((c, lower), B), factor, lower=lower
    )
    assert_other_triangle_is_not_read(lambda a: linalg.cholesky(a, lower), SPD, lower=lower)
    v = Variable(SPD)
    c, which = linalg.cho_factor(v, lower=lower)
    assert which is lower
    outside = np.triu(np.ones((3, 3)), 1) if lower else np.tril(np.ones((3, 3)), -1)
    (c * outside).sum().backward()
    assert v.grad is not None
    assert not np.any(v.grad)


@pytest.mark.parametrize("lower", [False, True])
def test_a_system_by_cholesky_is_the_inverse(lower: bool) -> None:
    """Through the factor, the gradient of ``b^T a^-1 b`` is ``-y y^T``, folded into a triangle."""
    v, w = Variable(SPD), Variable(B)
    y = linalg.cho_solve(linalg.cho_factor(v, lower), w)
    (w * y).sum().backward()
    solution = np.linalg.solve(SPD, B)
    whole = -solution @ solution.T
    folded = 2 * whole - np.diag(np.diag(whole))
    np.testing.assert_allclose(
        gradient_of(v), np.tril(folded) if lower else np.triu(folded), rtol=1e-12
    )
    np.testing.assert_allclose(gradient_of(w), 2 * solution, rtol=1e-12)


# Errors and edges


def test_shapes_and_options_are_checked() -> None:
    v = Variable(A)
    with pytest.raises(ValueError, match="incompatible"):
        linalg.solve_triangular(v, np.ones(4))
    with pytest.raises(ValueError, match="incompatible"):
        linalg.cho_solve((v, True), np.ones((2, 2)))
    with pytest.raises(ValueError, match="trans"):
        linalg.solve_triangular(v, B, trans=5)  # type: ignore[call-overload]
    with pytest.raises(ValueError, match="fit"):
        linalg.solve_sylvester(v, v, np.ones((2, 3)))
    with pytest.raises(ValueError, match="broadcast"):
        linalg.solve_triangular(Variable(np.stack([A, A])), np.ones((3, 3, 1)))


def test_singular_and_indefinite_matrices_are_errors() -> None:
    with pytest.raises(np.linalg.LinAlgError, match="singular"):
        linalg.solve_triangular(Variable(np.diag([1.0, 0.0])), np.ones(2))
    with pytest.raises(np.linalg.LinAlgError, match="positive definite"):
        linalg.cho_factor(Variable(-np.eye(2)))


def test_nan_is_refused_where_scipy_refuses_it() -> None:
    v = Variable(np.full((2, 2), np.nan))
    for refused in (
        lambda: linalg.solve_triangular(v, np.ones(2)),
        lambda: linalg.cho_factor(v),
        lambda: linalg.logm(v),
        lambda: linalg.solve_sylvester(v, v, v),
    ):
        with pytest.raises(ValueError, match="NaN"):
            refused()
    y = linalg.solve_triangular(v, np.ones(2), check_finite=False)
    assert np.isnan(y.data).all()


@pytest.mark.parametrize("name", UNARY)
def test_a_cotangent_of_nan_gives_nan(name: str) -> None:
    v = Variable(SPD)
    call(name, linalg, v).backward(gy=np.full((3, 3), np.nan))
    assert np.isnan(gradient_of(v)).any()


@pytest.mark.parametrize(
    "a", [np.zeros((2, 2)), np.array([[1.0, 2.0], [2.0, 4.0]]), np.diag([1.0, 0.0, 2.0])]
)
@pytest.mark.filterwarnings("ignore")
def test_the_root_of_a_singular_matrix_has_no_derivative(a: Any) -> None:
    v = Variable(a)
    y = linalg.sqrtm(v)
    with pytest.raises(ad.UndefinedDerivativeError, match="singular"):
        y.backward(gy=np.ones(a.shape))
    assert v.grad is None
    with pytest.raises(ad.UndefinedDerivativeError):
        ad.jvp(linalg.sqrtm, [a], [np.ones(a.shape)])


@pytest.mark.filterwarnings("ignore")
def test_the_logarithm_of_a_singular_matrix_has_no_derivative() -> None:
    with pytest.raises(ad.UndefinedDerivativeError, match="singular"):
        linalg.logm(Variable(np.diag([1.0, 0.0]))).backward(gy=np.ones((2, 2)))


@pytest.mark.parametrize("name", ["sqrtm", "logm"])
def test_negative_eigenvalues_give_complex_results(name: str) -> None:
    """Real matrices near it have one on the branch cut too, so that a derivative exists."""
    a = np.array([[-4.0, 1.0], [0.5, 9.0]])
    v = Variable(a)
    y = getattr(linalg, name)(v)
    assert y.dtype == np.complex128
    (np.abs(y) ** 2).sum().backward()
    expected = np.zeros((2, 2))
    for i in np.ndindex(2, 2):
        step = np.zeros((2, 2))
        step[i] = 1e-6
        up, down = (np.sum(np.abs(getattr(sl, name)(a + s)) ** 2) for s in (step, -step))
        expected[i] = (up - down) / 2e-6
    np.testing.assert_allclose(gradient_of(v), expected, rtol=1e-6)


def test_a_second_derivative_on_the_branch_cut_is_refused() -> None:
    v = Variable(np.array([[-4.0, 1.0], [0.5, 9.0]]))
    y = linalg.logm(v)
    with pytest.raises(ad.UndefinedDerivativeError, match="branch"):
        ad.gradients((np.abs(y) ** 2).sum(), [v], create_graph=True)


def test_third_derivatives() -> None:
    """Of commuting matrices they are those of numbers: ``exp''' = exp``."""
    v = Variable(np.array([[0.3]]))
    cases: list[tuple[Any, float]] = [
        (linalg.expm, np.exp(0.3)),
        (linalg.sqrtm, 0.375 * 0.3**-2.5),
        (linalg.logm, 2 / 0.3**3),
    ]
    for f, expected in cases:
        y: Any = f(v)
        for _ in range(3):
            (y,) = ad.gradients(y.sum(), [v], create_graph=True)
        np.testing.assert_allclose(y.data, [[expected]], rtol=1e-12)


def test_stacks_are_their_matrices() -> None:
    stack = np.stack([SPD, SPD + np.eye(3)])
    for name in UNARY:
        v = Variable(stack)
        y = call(name, linalg, v)
        gy = RNG.normal(size=y.shape)
        y.backward(gy=gy)
        for i, a in enumerate(stack):
            w = Variable(a)
            z = call(name, linalg, w)
            z.backward(gy=gy[i])
            np.testing.assert_array_equal(y.data[i], z.data)
            np.testing.assert_allclose(gradient_of(v)[i], gradient_of(w), rtol=1e-12)


def test_only_what_is_asked_for_is_kept() -> None:
    """The solution is kept for the gradient by the matrix alone."""
    w = Variable(B)
    y = linalg.solve_triangular(A, w)
    creator: Any = y.creator
    assert creator.y is None
    y.backward()
    np.testing.assert_allclose(gradient_of(w), np.linalg.solve(np.triu(A).T, np.ones((3, 2))))


# Digits, against 50 of mpmath's


def hilbert(n: int) -> Any:
    return 1.0 / (1.0 + np.add.outer(np.arange(n), np.arange(n)))


def error(f: Any, a: Any, gy: Any, g: Any) -> float:
    """Return how far a gradient of ``sum(gy * f(a))`` is off, in some directions, of its size."""
    worst = 0.0
    with mpmath.workdps(60):
        step = mpmath.mpf(10) ** -20
        for _ in range(3):
            d = RNG.choice([-1.0, 1.0], size=a.shape) * (a != 0)
            sides = []
            for sign in (step, -step):
                y = f(mpmath.matrix(a.tolist()) + sign * mpmath.matrix(d.tolist()))
                sides.append(sum(gy[j] * mpmath.re(y[j]) for j in np.ndindex(*gy.shape)))
            expected = float((sides[0] - sides[1]) / (2 * step))
            worst = max(worst, abs(float(np.sum(g * d)) - expected))
    return worst / float(np.sum(np.abs(g)))


@pytest.mark.parametrize("n", [2, 4, 6])
def test_digits_of_the_exponential(n: int) -> None:
    gy = RNG.normal(size=(n, n))
    for a in (hilbert(n), 5 * hilbert(n) - 3 * np.tri(n), 1e-3 * hilbert(n)):
        v = Variable(a)
        linalg.expm(v).backward(gy=gy)
        assert error(mpmath.expm, a, gy, v.grad) < 1e-14


@pytest.mark.parametrize("n", [2, 3, 4])
def test_digits_of_root_and_logarithm(n: int) -> None:
    """What the condition of the matrix leaves: its gradient is as large as its inverse."""
    gy = RNG.normal(size=(n, n))
    a = hilbert(n)
    lost = np.linalg.cond(a) * np.finfo(float).eps
    for ours, theirs in ((linalg.sqrtm, mpmath.sqrtm), (linalg.logm, mpmath.logm)):
        v = Variable(a)
        ours(v).backward(gy=gy)
        assert error(theirs, a, gy, v.grad) < lost


@pytest.mark.parametrize("n", [4, 8])
def test_digits_of_triangular_systems(n: int) -> None:
    """Solutions of triangular systems are more exact than the condition says."""
    gy = RNG.normal(size=(n, 1))
    a, b = np.tril(hilbert(n)), RNG.normal(size=(n, 1))
    v = Variable(a)
    linalg.solve_triangular(v, b, lower=True).backward(gy=gy)
    right = mpmath.matrix(b.tolist())
    assert error(lambda m: mpmath.lu_solve(m, right), a, gy, v.grad) < 1e-14


def test_no_warnings_of_our_own() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name in UNARY:
            v = Variable(SPD)
            y = call(name, linalg, v)
            (g,) = ad.gradients((y * y).sum(), [v], create_graph=True)
            g.sum().backward()
