"""SciPy's solvers take derivatives as they come from transforms, and arrive."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest

import autodiff as ad

optimize: Any = pytest.importorskip("scipy.optimize")

X0 = np.array([-1.2, 1.0, 0.5])


def rosenbrock(x: Any, a: Any = 1.0) -> Any:
    return np.sum(100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (a - x[:-1]) ** 2)


FIRST = ["BFGS", "L-BFGS-B", "CG", "SLSQP"]
SECOND = ["Newton-CG", "trust-ncg", "trust-krylov", "trust-constr"]


@pytest.mark.parametrize("method", [*FIRST, *SECOND[:1]])
def test_minimize_with_value_and_gradient_in_one_go(method: str) -> None:
    result = optimize.minimize(ad.value_and_grad(rosenbrock), X0, jac=True, method=method)
    np.testing.assert_allclose(result.x, np.ones(3), atol=1e-3)


@pytest.mark.parametrize("method", SECOND)
@pytest.mark.parametrize("product", [True, False])
def test_minimize_with_second_derivatives(method: str, product: bool) -> None:
    second = {"hessp": ad.hvp(rosenbrock)} if product else {"hess": ad.hessian(rosenbrock)}
    jac = ad.grad(rosenbrock)
    result = optimize.minimize(rosenbrock, X0, (1.0,), jac=jac, method=method, **second)
    np.testing.assert_allclose(result.x, np.ones(3), atol=1e-4)


@pytest.mark.parametrize("method", ["dogleg", "trust-exact"])
def test_minimize_with_a_hessian_only(method: str) -> None:
    f, x0 = rosenbrock, np.array([1.1, 1.2, 1.4])
    second = ad.hessian(f)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of SciPy's own
        result = optimize.minimize(f, x0, jac=ad.grad(f), hess=second, method=method)
    np.testing.assert_allclose(result.x, np.ones(3), atol=1e-4)


def test_minimize_over_containers() -> None:
    start: dict[str, Any] = {"centre": np.zeros(2), "scale": 1.0}
    vector, unravel = ad.ravel(start)

    def loss(v: Any) -> Any:
        p = unravel(v)
        return np.sum((p["centre"] - np.array([1.0, 2.0])) ** 2) + (np.exp(p["scale"]) - 3.0) ** 2

    result = optimize.minimize(ad.value_and_grad(loss), vector, jac=True)
    p = unravel(result.x)
    np.testing.assert_allclose(p["centre"], [1.0, 2.0], atol=1e-4)
    assert p["scale"] == pytest.approx(np.log(3.0), abs=1e-4)


def test_constraints() -> None:
    def circle(x: Any) -> Any:
        return x @ x - 1.0

    def linear(x: Any) -> Any:
        return x[0] + 2.0 * x[1]

    constraint = {"type": "eq", "fun": circle, "jac": ad.jacobian(circle)}
    result = optimize.minimize(
        linear, np.ones(2), jac=ad.grad(linear), method="SLSQP", constraints=constraint
    )
    np.testing.assert_allclose(result.x, -np.array([1.0, 2.0]) / np.sqrt(5.0), atol=1e-3)
    nonlinear = optimize.NonlinearConstraint(
        circle, 0.0, 0.0, jac=ad.jacobian(circle), hess=lambda x, v: v[0] * ad.hessian(circle)(x)
    )
    result = optimize.minimize(
        linear, np.array([-0.5, -0.5]), method="trust-constr", constraints=nonlinear,
        jac=ad.grad(linear), hess=ad.hessian(linear),
    )  # fmt: skip
    np.testing.assert_allclose(result.x, -np.array([1.0, 2.0]) / np.sqrt(5.0), atol=1e-5)


T = np.linspace(0.0, 4.0, 40)


def decay(t: Any, a: Any, k: Any, c: Any) -> Any:
    return a * np.exp(-k * t) + c


Y = decay(T, 2.5, 1.3, 0.5)


@pytest.mark.parametrize("method", ["trf", "dogbox", "lm"])
def test_least_squares(method: str) -> None:
    def residuals(p: Any) -> Any:
        return decay(T, p[0], p[1], p[2]) - Y

    jac = ad.jacobian(residuals)
    result = optimize.least_squares(residuals, np.ones(3), jac=jac, method=method)
    np.testing.assert_allclose(result.x, [2.5, 1.3, 0.5], rtol=1e-6)


def test_curve_fit() -> None:
    jacobian = ad.jacobian(decay, argnums=(1, 2, 3))

    def jac(t: Any, *p: Any) -> Any:
        return np.stack(jacobian(t, *map(float, p)), axis=1)

    p, _ = optimize.curve_fit(decay, T, Y, p0=np.ones(3), jac=jac)
    np.testing.assert_allclose(p, [2.5, 1.3, 0.5], rtol=1e-6)


@pytest.mark.parametrize("method", ["hybr", "lm"])
def test_root(method: str) -> None:
    def f(x: Any) -> Any:
        return np.array([1.0, 2.0]) * x + 0.1 * x[::-1] ** 3 - 1.0

    result = optimize.root(f, np.zeros(2), jac=ad.jacobian(f), method=method)
    np.testing.assert_allclose(f(result.x), 0.0, atol=1e-8)


def test_roots_of_one_number() -> None:
    def f(x: Any) -> Any:
        return np.exp(x) * x - 2.0

    slope = ad.grad(f)
    root = optimize.brentq(f, 0.0, 2.0)
    for start in (1.0, np.float64(1.0), np.array(1.0)):
        assert optimize.newton(f, start, fprime=slope) == pytest.approx(root)
    assert optimize.newton(f, 1.0, fprime=slope, fprime2=ad.grad(slope)) == pytest.approx(root)
    both = ad.value_and_grad(f)
    assert optimize.root_scalar(both, x0=1.0, fprime=True).root == pytest.approx(root)
    roots = optimize.newton(f, np.ones(3), fprime=ad.elementwise_grad(f))
    np.testing.assert_allclose(roots, root)


def test_linear_operators_of_linearised_functions() -> None:
    sparse: Any = pytest.importorskip("scipy.sparse.linalg")
    f, x = np.cumsum, np.array([1.0, 2.0, 4.0])
    _, pushforward = ad.linearize(lambda x: f(x) ** 2, x)
    _, pullback = ad.vjp(lambda x: f(x) ** 2, x)
    J = sparse.LinearOperator(
        (3, 3), matvec=pushforward, rmatvec=lambda gy: pullback(gy)[0], dtype=float
    )
    expected = ad.jacobian(lambda x: f(x) ** 2)(x)
    for e in np.eye(3):
        np.testing.assert_allclose(J @ e, expected @ e)
        np.testing.assert_allclose(J.H @ e, expected.T @ e)
    np.testing.assert_allclose(sparse.lsqr(J, expected @ x)[0], x, rtol=1e-5)


def test_integration_of_stiff_equations() -> None:
    integrate: Any = pytest.importorskip("scipy.integrate")

    def f(_t: Any, y: Any) -> Any:
        return np.stack([y[1], 50.0 * (1.0 - y[0] ** 2) * y[1] - y[0]])

    jac = ad.jacobian(f, argnums=1)
    solution = integrate.solve_ivp(f, (0.0, 10.0), np.array([2.0, 0.0]), "BDF", jac=jac)
    reference = integrate.solve_ivp(f, (0.0, 10.0), np.array([2.0, 0.0]), "BDF")
    np.testing.assert_allclose(solution.y[:, -1], reference.y[:, -1], rtol=1e-3)
