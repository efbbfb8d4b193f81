"""Solutions: derivatives of all orders whatever the solver, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple
from weakref import ref

import numpy as np
import pytest
from collecting import without_collector

import autodiff as ad
from autodiff import Variable, implicit
from autodiff.implicit import linearization
from autodiff.testing import check_grads

assert_allclose: Any = np.testing.assert_allclose
RNG = np.random.default_rng(5)
A = RNG.normal(size=(3, 3)) + 4 * np.eye(3)
B = RNG.normal(size=3)


def newton(f: Callable[[Any], Any], x: Any) -> Any:
    for _ in range(30):
        x = x - np.linalg.solve(ad.jacobian(f)(x), f(x))
    return x


# Roots


def coupled(x: Any, a: Any, b: Any) -> Any:
    return a @ x + np.sinh(x) / 4 - b


@implicit.root(coupled)
def solve_coupled(a: Any, b: Any) -> Any:
    return newton(lambda x: coupled(x, a, b), np.zeros_like(b))


@implicit.root(lambda x, a: x**3 - a)
def cube_root(a: Any, *, guess: Any = 1.0) -> Any:
    x = guess
    for _ in range(60):
        x = x - (x**3 - a) / (3 * x**2)
    return x


def test_derivatives_are_those_that_differences_say_in_all_modes() -> None:
    check_grads(solve_coupled, (A, B), order=3)


def test_derivatives_of_all_orders_are_those_of_the_closed_form() -> None:
    f: Any = cube_root
    g: Any = lambda a: a ** (1 / 3)  # noqa: E731  # so it stands in the loop
    for _ in range(5):
        assert_allclose(f(8.0), g(8.0), rtol=1e-12)
        f, g = ad.grad(f), ad.grad(g)


def test_forward_over_forward_is_reverse_over_reverse() -> None:
    def pushed(f: Any) -> Any:
        return lambda a: ad.jvp(f, (a,), (1.0,))[1]

    third = -80 / 81 * 8.0 ** (-11 / 3)
    ways: Any = ([pushed] * 4, [ad.grad, pushed, ad.grad, pushed], [pushed, ad.grad] * 2)
    for transforms in ways:
        f: Any = cube_root
        for transform in transforms:
            f = transform(f)
        assert_allclose(f(8.0), third, rtol=1e-12)


def test_hessian_is_symmetric() -> None:
    h = ad.hessian(lambda b: np.sum(solve_coupled(A, b) ** 2))(B)
    assert_allclose(h, h.T, rtol=1e-12)
    assert np.abs(h).max() > 1e-3


def test_plain_values_in_are_plain_values_out() -> None:
    assert type(cube_root(8.0)) is float
    assert type(solve_coupled(A, B)) is np.ndarray
    x = cube_root(Variable(np.array(8.0)))
    assert isinstance(x, Variable)
    assert x.shape == ()
    assert type(ad.grad(cube_root)(8.0)) is float


def test_backward_gives_leaves_their_gradient() -> None:
    a = Variable(np.array(8.0))
    x = cube_root(a)
    (x * a).backward()
    assert_allclose(a.grad, 4 / 3 * 2.0)


def test_nothing_is_recorded_where_nothing_is_to_be() -> None:
    with ad.no_grad():
        x = cube_root(Variable(np.array(8.0)))
    assert isinstance(x, Variable)
    assert x.creator is None


def test_the_solver_sees_plain_copies_and_runs_once() -> None:
    seen: list[Any] = []

    @implicit.root(lambda x, a: x - a["w"] * a["k"])
    def solve(a: Any, *, start: Any) -> Any:
        seen.append((a, start))
        assert a["w"].flags.writeable
        return a["w"] * a["k"]

    w, start = Variable(np.ones(2)), Variable(np.zeros(2))
    x = solve({"w": w, "k": 3}, start=start)
    ad.gradients(x, w, create_graph=True)
    ((a, s),) = seen
    assert type(a["w"]) is np.ndarray
    assert a["w"] is not w.data
    assert type(s) is np.ndarray
    x.sum().backward()
    np.testing.assert_array_equal(w.grad, [3.0, 3.0])
    assert start.grad is None  # a solution does not depend on where its search began


def test_arguments_may_be_named_and_left_out() -> None:
    @implicit.root(lambda x, a, b: x - a * b)
    def solve(a: Any, b: Any = 2.0) -> Any:
        return a * b

    assert ad.grad(lambda b: solve(b=b, a=3.0))(5.0) == 3.0
    assert ad.grad(solve)(3.0) == 2.0


def test_root_is_a_function_as_well_as_a_decorator() -> None:
    solve = implicit.root(lambda x, a: x * x - a, np.sqrt)
    assert_allclose(ad.grad(solve)(4.0), 0.25)


class State(NamedTuple):
    x: Any
    y: Any


def test_unknowns_and_parameters_are_containers() -> None:
    @implicit.root(lambda s, p, q: (s.x * p["a"] - q[0] + s.y[0], s.y[0] * p["a"] - q[1] * s.x[0]))
    def solve(p: Any, q: Any) -> State:
        a, q0, q1 = p["a"], q[0], q[1]
        m = np.array([[a, 0, 1], [0, a, 1], [-q1, 0, a]])
        x0, x1, y = np.linalg.solve(m, [q0[0], q0[1], 0.0])
        return State(np.array([x0, x1]), [float(y)])

    args = ({"a": 2.0, "n": 1}, [np.array([1.0, 2.0]), 0.5])
    s = solve(*args)
    assert isinstance(s, State)
    assert type(s.y[0]) is float
    check_grads(solve, args, order=2)


def test_equations_may_come_in_another_shape_than_unknowns() -> None:
    @implicit.root(lambda x, a: [x[0, 0] - a, [x[0, 1] * x[0, 0] - 1.0]])
    def solve(a: Any) -> Any:
        return np.array([[a, 1 / a]])

    check_grads(solve, (2.0,), order=3)


def test_what_is_closed_over_is_differentiated_to_second_order() -> None:
    def solution(b: Any) -> Any:
        value = float(b.data) if isinstance(b, Variable) else b
        return implicit.root(lambda x, a: x**3 - a * b * b, lambda a: np.cbrt(a * value**2))(3.0)

    closed = lambda b: (3.0 * b * b) ** (1 / 3)  # noqa: E731  # the closed form
    b = Variable(np.array(2.0))
    x = solution(b)
    g = ad.gradients(x, b, create_graph=True)
    assert_allclose(g.data, ad.grad(closed)(2.0), rtol=1e-12)
    h = ad.gradients(g, b, create_graph=True)
    assert_allclose(h.data, ad.grad(ad.grad(closed))(2.0), rtol=1e-12)
    third = ad.gradients(h, b)
    assert_allclose(third.data, ad.grad(ad.grad(ad.grad(closed)))(2.0), rtol=1e-11)


def test_one_part_of_a_solution_may_be_used_and_the_other_not() -> None:
    @implicit.root(lambda s, b: (s["x"] ** 2 - b, s["y"] - s["x"] * b))
    def solve(b: Any) -> Any:
        return {"x": np.sqrt(b), "y": b * np.sqrt(b)}

    b = np.array([1.0, 4.0])
    for part, slope in {"x": 0.5 / np.sqrt(b), "y": 1.5 * np.sqrt(b)}.items():
        for transform in (ad.jacrev, ad.jacfwd):
            assert_allclose(
                transform(lambda b, part=part: solve(b)[part])(b), np.diag(slope), atol=1e-12
            )


def test_solutions_are_part_of_checkpoints_and_sparse_jacobians() -> None:
    f: Any = ad.checkpoint(lambda b: np.sum(solve_coupled(A, b) ** 2))
    assert_allclose(ad.hessian(f)(B), ad.hessian(lambda b: np.sum(solve_coupled(A, b) ** 2))(B))
    pytest.importorskip("scipy")
    jac = ad.jacobian(lambda b: solve_coupled(A, b))(B)
    assert_allclose(ad.sparse_jacobian(lambda b: solve_coupled(A, b))(B).toarray(), jac)


def test_solutions_nest() -> None:
    @implicit.root(lambda y, a: y**2 - cube_root(a + y))
    def outer(a: Any) -> Any:
        y = 1.0
        for _ in range(80):
            y = cube_root(a + y) ** 0.5
        return float(y)

    check_grads(outer, (7.0,), order=2)


def test_a_graph_is_used_up_unless_it_is_retained() -> None:
    a = Variable(np.array(8.0))
    x = cube_root(a)
    x.backward(retain_graph=True)
    x.backward()
    with pytest.raises(ad.GraphFreedError):
        x.backward()


def test_a_solution_is_freed_with_its_last_user() -> None:
    a = Variable(np.array(8.0))
    x = cube_root(a)
    dead = ref(x.creator)
    with without_collector():
        del x
        assert dead() is None


def test_single_precision_stays_single() -> None:
    a: Any = Variable(np.array([8.0, 27.0], np.float32))
    x = implicit.root(lambda x, a: x**3 - a, np.cbrt)(a)
    assert x.dtype == np.float32
    x.sum().backward()
    assert a.grad.dtype == np.float32
    assert_allclose(a.grad, [1 / 12, 1 / 27], rtol=1e-6)


# Fixed points


def test_kepler() -> None:
    def anomaly(e: Any, m: Any, eccentricity: Any) -> Any:
        return m + eccentricity * np.sin(e)

    @implicit.fixed_point(anomaly)
    def kepler(m: Any, eccentricity: Any) -> Any:
        e = m
        for _ in range(200):
            e = anomaly(e, m, eccentricity)
        return e

    m, eccentricity = np.linspace(0.1, 3.0, 5), 0.6
    e = kepler(m, eccentricity)
    rate = 1 / (1 - eccentricity * np.cos(e))
    g = ad.elementwise_grad(kepler)(m, eccentricity)
    assert_allclose(g, rate, rtol=1e-13)
    _, slopes = ad.jvp(lambda c: kepler(m, c), (eccentricity,), (1.0,))
    assert_allclose(slopes, np.sin(e) * rate, rtol=1e-13)
    check_grads(kepler, (m, eccentricity), order=3)


def test_babylonian_square_root() -> None:
    @implicit.fixed_point(lambda x, a: (x + a / x) / 2)
    def square_root(a: Any) -> Any:
        x = 1.0
        for _ in range(40):
            x = (x + a / x) / 2
        return x

    assert_allclose(ad.grad(square_root)(2.0), 0.5 / np.sqrt(2))
    assert_allclose(ad.grad(ad.grad(square_root))(2.0), -0.25 * 2**-1.5)


def test_a_fixed_point_has_the_shapes_of_its_image() -> None:
    solve = implicit.fixed_point(lambda x, a: x[:, None] * a, lambda a: np.zeros(2) * a)
    with pytest.raises(ValueError, match=r"fixed_point: the result of f has shape \(2, 1\)"):
        solve(2.0)


# Minima

X = RNG.normal(size=(20, 4))
Y = X @ np.array([1.0, -2.0, 0.5, 0.0]) + 0.1 * RNG.normal(size=20)


def penalised(w: Any, penalty: Any, x: Any, y: Any) -> Any:
    return np.sum((x @ w - y) ** 2) + penalty * np.sum(w**2)


def closed_form(penalty: Any, x: Any, y: Any) -> Any:
    return np.linalg.solve(x.T @ x + penalty * np.eye(4), x.T @ y)


ridge = implicit.argmin(penalised, closed_form)


def test_ridge_regression_has_the_derivatives_of_its_closed_form() -> None:
    def validation(solver: Any) -> Any:
        return lambda penalty, x, y: np.sum((X[:5] @ solver(penalty, x, y) - Y[:5]) ** 2)

    for i in range(3):
        ours = ad.grad(validation(ridge), argnums=i)(0.7, X, Y)
        theirs = ad.grad(validation(closed_form), argnums=i)(0.7, X, Y)
        assert_allclose(ours, theirs, rtol=1e-9, atol=1e-12)
    check_grads(validation(ridge), (0.7, X, Y), order=2)
    third = [ad.grad(ad.grad(ad.grad(validation(s))))(0.7, X, Y) for s in (ridge, closed_form)]
    assert_allclose(*third, rtol=1e-9)


def test_the_minimiser_may_be_nonlinear_and_its_unknown_a_container() -> None:
    def loss(p: Any, a: Any) -> Any:
        return np.cosh(p["u"] - a) + np.sum((p["v"] - p["u"] * a) ** 2) + p["u"] ** 2

    def flat(v: Any, a: Any) -> Any:
        return loss({"u": v[0], "v": v[1:]}, a)

    @implicit.argmin(loss)
    def minimise(a: Any) -> Any:
        v = newton(lambda v: ad.grad(flat)(v, a), np.zeros(3))
        return {"u": v[0], "v": v[1:]}

    check_grads(minimise, (1.3,), order=2)


# Linear systems without a matrix


@pytest.fixture
def iterative(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("scipy")
    monkeypatch.setattr(linearization, "DENSE", 0)


@pytest.mark.usefixtures("iterative")
def test_products_alone_give_the_same() -> None:
    check_grads(solve_coupled, (A, B), order=2)
    check_grads(ridge, (0.7, X, Y), order=2)


def test_many_unknowns_need_no_matrix(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("scipy")
    monkeypatch.setattr(linearization.Linearization, "matrix", None)
    monkeypatch.setattr(linearization.Linearization, "_factorized", None)
    n = 5000
    a = np.linspace(1.0, 2.0, n)

    def residual(x: Any, a: Any) -> Any:
        inner = a[1:-1] * x[1:-1] + (2 * x[1:-1] - x[:-2] - x[2:]) / 4 - 1.0
        return np.concatenate([x[:1], inner, x[-1:]])

    @implicit.root(residual)
    def solve(a: Any) -> Any:
        banded = importorskip_solve_banded()
        bands = np.zeros((3, n))
        bands[0, 2:] = bands[2, :-2] = -0.25
        bands[1] = a + 0.5
        bands[1, [0, -1]] = 1.0
        right = np.ones(n)
        right[[0, -1]] = 0.0
        return banded((1, 1), bands, right)

    g = ad.grad(lambda a: np.sum(solve(a) ** 2))(a)
    v = RNG.normal(size=n)
    step = 1e-6
    moved = [np.sum(solve(a + s * step * v) ** 2) for s in (1, -1)]
    assert_allclose(g @ v, (moved[0] - moved[1]) / (2 * step), rtol=1e-6)


def importorskip_solve_banded() -> Any:
    return pytest.importorskip("scipy.linalg").solve_banded


def test_a_linear_solver_of_ones_own() -> None:
    calls: list[Any] = []

    def with_matrix(matrix: Any, b: Any) -> Any:
        calls.append((matrix.shape, matrix.dtype, matrix.T.shape))
        assert_allclose(matrix.matrix() @ b, matrix.matvec(b))
        assert_allclose(b @ matrix.matrix(), matrix.rmatvec(b))
        return np.linalg.solve(matrix.matrix(), b)

    solve = implicit.root(
        coupled,
        lambda a, b: newton(lambda x: coupled(x, a, b), np.zeros(3)),
        linear_solve=with_matrix,
    )
    check_grads(solve, (A, B), order=2)
    assert calls[0] == ((3, 3), np.dtype(np.float64), (3, 3))


def test_scipys_iterations_take_the_matrix() -> None:
    krylov: Any = pytest.importorskip("scipy.sparse.linalg")
    solve = implicit.root(
        coupled,
        lambda a, b: newton(lambda x: coupled(x, a, b), np.zeros(3)),
        linear_solve=lambda a, b: krylov.bicgstab(a, b, rtol=1e-12)[0],
    )
    check_grads(solve, (A, B), order=2)


def test_a_linear_system_that_is_not_solved_is_an_error() -> None:
    solve = implicit.root(
        coupled,
        lambda a, b: newton(lambda x: coupled(x, a, b), np.zeros(3)),
        linear_solve=lambda a, b: b,  # noqa: ARG005  # wrong
    )
    with pytest.raises(ad.ConvergenceError, match="linear_solve left a residual"):
        ad.grad(lambda b: solve(A, b).sum())(B)


# What is refused


def test_what_is_no_solution_is_an_error() -> None:
    lazy = implicit.root(lambda x, a: x**3 - a, lambda a: 0.9 * np.cbrt(a))
    with pytest.raises(ad.ConvergenceError, match="returned no solution: the residual is"):
        lazy(8.0)
    with pytest.raises(ad.ConvergenceError):
        ad.grad(lazy)(8.0)
    near = implicit.root(lambda x, a: x**3 - a, lambda a: 0.9 * np.cbrt(a), tolerance=0.2)
    assert near(8.0) == pytest.approx(1.8)


@pytest.mark.parametrize("unit", [1e-12, 1.0, 1e12])
def test_the_units_of_the_residual_do_not_matter(unit: float) -> None:
    def residual(x: Any, a: Any) -> Any:
        return unit * (x**3 - a)

    with pytest.raises(ad.ConvergenceError):
        implicit.root(residual, lambda a: 1.01 * np.cbrt(a))(8.0)
    assert implicit.root(residual, lambda a: (1 + 1e-6) * np.cbrt(a))(8.0) > 2


def test_nan_is_no_solution() -> None:
    with pytest.raises(ad.ConvergenceError):
        implicit.root(lambda x, a: x - a, lambda a: a * np.nan)(8.0)


def test_a_multiple_root_has_no_derivative() -> None:
    double = implicit.root(lambda x, a: x**2 - a, lambda a: 0.0 * a)
    assert double(0.0) == 0.0
    with pytest.raises(
        ad.UndefinedDerivativeError, match=r"<lambda>: the solution has no derivative"
    ):
        ad.grad(double)(0.0)
    with pytest.raises(ad.UndefinedDerivativeError):
        ad.jvp(double, (0.0,), (1.0,))
    many = implicit.root(lambda x, a: np.ones((2, 2)) @ x - a, lambda a: np.array([a, 0.0]))
    with pytest.raises(ad.UndefinedDerivativeError):
        ad.grad(lambda a: many(a)[0])(1.0)


def test_badly_scaled_unknowns_are_not_taken_for_singular() -> None:
    units = np.array([1e-9, 1.0, 1e9])
    solve = implicit.root(lambda x, a: units[::-1] * (units * x - a), lambda a: a / units)
    assert_allclose(ad.jacobian(solve)(1.0), 1 / units)


def test_as_many_equations_as_unknowns() -> None:
    solve = implicit.root(lambda x, a: x[:2] - a, lambda a: np.zeros(3) + a)
    with pytest.raises(ValueError, match="2 equations for 3 unknowns"):
        solve(1.0)


def test_unknowns_are_real_floats() -> None:
    with pytest.raises(ad.NotDifferentiableError, match="int has no derivative"):
        implicit.root(lambda x, a: x - a, int)(1.0)
    with pytest.raises(ad.NotDifferentiableError, match="its real and its imaginary part"):
        implicit.root(lambda x, a: x - a, lambda a: a + 0j)(1.0)


def test_another_function_in_the_backward_pass_is_an_error() -> None:
    exponent = 3

    def residual(x: Any, a: Any) -> Any:
        return x**exponent - a

    a = Variable(np.array(8.0))
    solve: Any = implicit.root(residual, np.cbrt)
    x = solve(a)
    exponent = 2
    g = ad.gradients(x, a, retain_graph=True)  # the derivative of what was recorded
    assert_allclose(g.data, 1 / 12)
    with pytest.raises(ad.GradientError, match="computed something else"):
        ad.gradients(x, a, create_graph=True)


def test_another_variable_in_the_backward_pass_is_an_error() -> None:
    b = Variable(np.array(2.0))
    a = Variable(np.array(8.0))
    x = implicit.root(lambda x, a: x * b - a, lambda a: a / 2)(a)
    b = Variable(np.array(2.0))
    with pytest.raises(ad.GradientError, match="computed something else"):
        ad.gradients(x, a, create_graph=True)


def test_a_solver_is_a_function() -> None:
    with pytest.raises(TypeError, match="argmin: the solver is a function"):
        implicit.argmin(penalised, 3.0)  # type: ignore[call-overload]  # as it says


def test_an_objective_is_one_number() -> None:
    with pytest.raises(ad.GradientError, match="only a single number"):
        implicit.argmin(lambda x, a: x - a, lambda a: a * np.ones(2))(1.0)


# SciPy's solvers


def test_scipys_root() -> None:
    optimize: Any = pytest.importorskip("scipy.optimize")

    @implicit.root(coupled)
    def solve(a: Any, b: Any) -> Any:
        found = optimize.root(coupled, np.zeros(3), args=(a, b), tol=1e-13)
        assert found.success
        return found.x

    check_grads(solve, (A, B), order=2)


def test_scipys_brentq_and_its_float() -> None:
    optimize: Any = pytest.importorskip("scipy.optimize")

    @implicit.root(lambda x, a: np.exp(x) * x - a)
    def lambert(a: Any) -> Any:
        return optimize.brentq(lambda x: np.exp(x) * x - a, -1.0, 5.0, xtol=1e-15)

    w = lambert(2.0)
    assert type(w) is float
    assert_allclose(ad.grad(lambert)(2.0), w / (2.0 * (1 + w)), rtol=1e-12)
    check_grads(lambert, (2.0,), order=3)


def test_scipys_newton_krylov_at_its_own_tolerance() -> None:
    optimize: Any = pytest.importorskip("scipy.optimize")
    solve = implicit.root(
        coupled, lambda a, b: optimize.newton_krylov(lambda x: coupled(x, a, b), np.zeros(3))
    )
    g = ad.grad(lambda b: np.sum(solve(A, b) ** 2))(B)
    exact = ad.grad(lambda b: np.sum(solve_coupled(A, b) ** 2))(B)
    assert_allclose(g, exact, rtol=1e-4)


def test_scipys_minimize_at_its_own_tolerance() -> None:
    optimize: Any = pytest.importorskip("scipy.optimize")

    @implicit.argmin(penalised)
    def fit(penalty: Any, x: Any, y: Any) -> Any:
        return optimize.minimize(
            ad.value_and_grad(penalised), np.zeros(4), args=(penalty, x, y), jac=True
        ).x

    assert_allclose(
        ad.jacobian(fit)(0.7, X, Y), ad.jacobian(closed_form)(0.7, X, Y), rtol=1e-3, atol=1e-6
    )


def test_captured_variables_are_loud_in_a_foreign_solver() -> None:
    optimize: Any = pytest.importorskip("scipy.optimize")

    def f(a: Any) -> Any:
        residual = lambda x: x**3 - a  # noqa: E731  # closes over what is differentiated
        return implicit.root(residual, lambda: optimize.brentq(residual, 0.0, 5.0))()

    assert f(8.0) == pytest.approx(2.0)
    with pytest.raises((TypeError, SystemError)):  # whichever way SciPy hands it on
        ad.grad(f)(8.0)
