"""Initial value problems: derivatives against closed forms and differences, and what is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import autodiff as ad
from autodiff import Variable
from autodiff.testing import check_grads

scipy_integrate: Any = pytest.importorskip("scipy.integrate")

from autodiff.scipy.integrate import solve_ivp  # noqa: E402  # SciPy may not be there

# ruff: noqa: ARG005  # SciPy passes a time, whether it matters or not
assert_allclose: Any = np.testing.assert_allclose
TIGHT: dict[str, Any] = {"rtol": 1e-10, "atol": 1e-12}
TIMES = np.array([0.0, 0.4, 1.0, 1.7, 2.0])


def decay(t: Any, y: Any, k: Any) -> Any:  # noqa: ARG001  # SciPy passes it
    return -k * y


def spring(t: Any, y: Any, omega: Any) -> Any:  # noqa: ARG001  # as above
    return [y[1], -(omega**2) * y[0]]


def predators(t: Any, y: Any, p: Any) -> Any:  # noqa: ARG001  # as above
    prey, hunters = y
    a, b = p["prey"]
    c, d = p["hunters"]
    return np.stack([a * prey - b * prey * hunters, c * prey * hunters - d * hunters])


RATES = {"prey": np.array([1.1, 0.4]), "hunters": (0.1, 0.4)}


def hunted(y0: Any, p: Any) -> Any:
    return solve_ivp(predators, (0.0, 6.0), y0, "DOP853", [1.0, 3.5, 6.0], args=(p,), **TIGHT).y


# Values are SciPy's


@pytest.mark.parametrize("method", ["RK23", "RK45", "DOP853", "Radau", "BDF", "LSODA"])
@pytest.mark.parametrize("t_eval", [None, TIMES])
def test_values_are_scipys(method: str, t_eval: Any) -> None:
    theirs = scipy_integrate.solve_ivp(spring, (0.0, 2.0), [1.0, 0.5], method, t_eval, args=(2.0,))
    omega = Variable(np.array(2.0))
    ours = solve_ivp(spring, (0.0, 2.0), [1.0, 0.5], method, t_eval, args=(omega,))
    assert type(ours) is type(theirs)
    assert ours.keys() == theirs.keys()
    assert isinstance(ours.y, Variable)
    np.testing.assert_array_equal(ours.t, theirs.t)
    np.testing.assert_array_equal(ours.y.data, theirs.y)
    assert (ours.success, ours.status, ours.message) == (True, 0, theirs.message)


def test_plain_values_are_left_to_scipy() -> None:
    found = solve_ivp(
        *(spring, (0.0, 2.0), [1.0, 0.5], "RK45", None, True),
        events=lambda t, y, omega: y[0],
        args=(2.0,),
    )
    assert type(found.y) is np.ndarray
    assert found.sol(1.0).shape == (2,)
    assert len(found.t_events[0]) == 1


# Derivatives


def test_decay_has_the_derivatives_of_its_closed_form() -> None:
    def remains(y0: Any, k: Any) -> Any:
        return solve_ivp(decay, (0.0, 2.0), [y0], t_eval=TIMES, args=(k,), **TIGHT).y[0]

    def exact(y0: Any, k: Any) -> Any:
        return y0 * np.exp(-k * TIMES)

    for i in range(2):
        for transform in (ad.jacrev, ad.jacfwd):
            ours, theirs = (transform(f, argnums=i)(3.0, 0.5) for f in (remains, exact))
            assert_allclose(ours, theirs, rtol=1e-8, atol=1e-10)
    last: Any = lambda f: lambda k: f(3.0, k)[-1]  # noqa: E731  # of one argument
    ours, theirs = last(remains), last(exact)
    for _ in range(3):
        ours, theirs = ad.grad(ours), ad.grad(theirs)
        assert_allclose(ours(0.5), theirs(0.5), rtol=1e-8)


@pytest.mark.parametrize("method", ["RK23", "RK45", "DOP853", "Radau", "BDF", "LSODA"])
def test_a_spring_by_all_methods(method: str) -> None:
    rtol = 1e-6 if method in {"RK23", "BDF"} else 1e-9

    def position(omega: Any, y0: Any) -> Any:
        found = solve_ivp(spring, (0.0, 3.0), y0, method, args=(omega,), rtol=rtol, atol=rtol / 1e3)
        return found.y[0, -1]

    def exact(omega: Any, y0: Any) -> Any:
        return y0[0] * np.cos(3 * omega) + y0[1] / omega * np.sin(3 * omega)

    y0 = np.array([1.0, 0.5])
    for i in range(2):
        expected = ad.grad(exact, argnums=i)(2.0, y0)
        assert_allclose(ad.grad(position, argnums=i)(2.0, y0), expected, rtol=100 * rtol)
        if i == 0:
            _, slope = ad.jvp(lambda w: position(w, y0), (2.0,), (1.0,))
            assert_allclose(slope, expected, rtol=100 * rtol)


def test_predators_and_prey() -> None:
    check_grads(hunted, (np.array([10.0, 5.0]), RATES), order=1, rtol=1e-4)


def test_second_derivatives_are_those_of_differences_in_all_modes() -> None:
    def swing(theta: Any, damping: Any) -> Any:
        y0 = [theta, 0.0]
        found = solve_ivp(
            lambda t, y, c: np.stack([y[1], -np.sin(y[0]) - c * y[1] + 0.1 * np.cos(t)]),
            *((0.0, 2.0), y0, "DOP853"),
            args=(damping,),
            **TIGHT,
        )
        return found.y[:, -1]

    check_grads(swing, (1.0, 0.3), order=2, rtol=1e-4)
    h = ad.hessian(lambda x: swing(x[0], x[1])[0])(np.array([1.0, 0.3]))
    assert_allclose(h, h.T, rtol=1e-7)


def test_times_may_be_variables() -> None:
    def position(t0: Any, t1: Any, omega: Any) -> Any:
        found = solve_ivp(spring, (t0, t1), [1.0, 0.5], "DOP853", args=(omega,), **TIGHT)
        moves = isinstance(t0, Variable) or isinstance(t1, Variable)
        assert isinstance(found.t, Variable) == moves
        return found.y[0, -1]

    def exact(t0: Any, t1: Any, omega: Any) -> Any:
        return np.cos(omega * (t1 - t0)) + 0.5 / omega * np.sin(omega * (t1 - t0))

    point = (0.3, 2.0, 1.7)
    for i in range(3):
        assert_allclose(
            ad.grad(position, argnums=i)(*point), ad.grad(exact, argnums=i)(*point), rtol=1e-7
        )
    ours, theirs = (
        ad.hessian(lambda v, f=f: f(v[0], v[1], v[2]))(np.array(point)) for f in (position, exact)
    )
    assert_allclose(ours, theirs, rtol=1e-6, atol=1e-8)

    def at(times: Any) -> Any:
        return solve_ivp(spring, (0.0, 2.0), [1.0, 0.5], t_eval=times, args=(1.7,), **TIGHT).y

    rates = np.stack(spring(0.0, at(TIMES), 1.7))
    assert_allclose(ad.jvp(at, (TIMES,), (np.ones(5),))[1], rates, rtol=1e-7)
    gy = np.random.default_rng(0).normal(size=(2, 5))
    assert_allclose(ad.vjp(at, TIMES)[1](gy)[0], np.sum(gy * rates, 0), rtol=1e-7)


def test_time_may_run_backward() -> None:
    def earlier(k: Any) -> Any:
        return solve_ivp(decay, (2.0, 0.0), [1.0], args=(k,), **TIGHT).y[0, -1]

    assert_allclose(ad.grad(earlier)(0.5), 2 * np.exp(1.0), rtol=1e-8)
    assert_allclose(ad.jvp(earlier, (0.5,), (1.0,))[1], 2 * np.exp(1.0), rtol=1e-8)


def test_parameters_are_containers_and_the_rest_are_constants() -> None:
    def rates(t: Any, y: Any, p: Any, n: int, name: str) -> Any:
        assert (n, name) == (2, "order")
        return -p["k"] * y**n + np.sin(t)

    def f(p: Any) -> Any:
        return solve_ivp(rates, (0.0, 1.0), np.ones(1), args=(p, 2, "order"), **TIGHT).y[0, -1]

    g = ad.grad(f)({"k": 0.7})
    step = 1e-5
    slope = (f({"k": 0.7 + step}) - f({"k": 0.7 - step})) / (2 * step)
    assert_allclose(g["k"], slope, rtol=1e-6)


def test_backward_reaches_leaves_in_a_list() -> None:
    k, y0 = Variable(np.array(0.5)), Variable(np.array(3.0))
    found = solve_ivp(lambda t, y, k: [-k * y[0], 0.0], (0.0, 2.0), [y0, 1], args=(k,), **TIGHT)
    found.y[0, -1].backward()
    assert_allclose(k.grad, -6 * np.exp(-1.0), rtol=1e-8)
    assert_allclose(y0.grad, np.exp(-1.0), rtol=1e-8)


def test_every_step_counts() -> None:
    def f(k: Any) -> Any:
        found = solve_ivp(decay, (0.0, 2.0), [1.0], args=(k,), **TIGHT)
        return np.sum(found.y[0] * np.cos(np.arange(found.t.size)))

    k = Variable(np.array(0.5))
    y = f(k)
    y.backward()
    t = solve_ivp(decay, (0.0, 2.0), [1.0], args=(0.5,), **TIGHT).t
    assert_allclose(k.grad, np.sum(-t * np.exp(-0.5 * t) * np.cos(np.arange(t.size))), rtol=1e-7)


@pytest.mark.parametrize("method", ["Radau", "BDF"])
def test_robertsons_stiff_reactions(method: str) -> None:
    def rates(t: Any, y: Any, k: Any) -> Any:  # noqa: ARG001  # SciPy passes it
        slow = k[0] * y[0]
        fast, back = k[1] * y[1] ** 2, k[2] * y[1] * y[2]
        return [-slow + back, slow - back - fast, fast]

    k = np.array([0.04, 3e7, 1e4])
    jac: Any = ad.jacobian(lambda y, t: np.stack(rates(t, y, k)))

    def final(log_k: Any) -> Any:
        found = solve_ivp(
            rates,
            *((0.0, 40.0), [1.0, 0.0, 0.0], method),
            args=(np.exp(log_k),),
            jac=lambda t, y, _: jac(y, t),
            rtol=1e-7,
            atol=[1e-9, 1e-12, 1e-9],
        )
        return found.y[2, -1]

    x = np.log(k)
    g = ad.grad(final)(x)
    step = 1e-3
    slopes = [(final(x + step * e) - final(x - step * e)) / (2 * step) for e in np.eye(3)]
    assert_allclose(g, slopes, rtol=1e-3)
    assert_allclose([ad.jvp(final, (x,), (e,))[1] for e in np.eye(3)], slopes, rtol=1e-3)


@pytest.mark.parametrize("method", ["RK45", "LSODA", "BDF"])
def test_gradients_are_as_accurate_as_solutions(method: str) -> None:
    y0 = np.array([10.0, 5.0])
    vector, unravel = ad.ravel(RATES)

    def last(v: Any, method: str, rtol: float) -> Any:
        p, span = unravel(v), (0.0, 6.0)
        return solve_ivp(predators, span, y0, method, args=(p,), rtol=rtol, atol=rtol / 1e3).y[
            0, -1
        ]

    y, g = ad.value_and_grad(last)(vector, "DOP853", 1e-12)
    for rtol in (1e-3, 1e-5, 1e-7):
        yr, gr = ad.value_and_grad(last)(vector, method, rtol)
        error = np.linalg.norm(gr - g) / np.linalg.norm(g)
        assert error < 3 * abs(yr / y - 1) + 3 * rtol


def test_the_scale_of_the_loss_does_not_matter() -> None:
    def f(k: Any, scale: float) -> Any:
        return scale * solve_ivp(decay, (0.0, 2.0), [1.0], args=(k,)).y[0, -1]

    g = ad.grad(f)(0.5, 1.0)
    for scale in (1e-12, 1e12):
        assert_allclose(ad.grad(f)(0.5, scale), scale * g, rtol=1e-12)


def test_what_is_conserved_has_no_derivative() -> None:
    """Energy does not change with time, whatever the initial value."""

    def energy(y: Any) -> Any:
        return np.cosh(y[0]) + y[1] ** 2 / 2

    def later(y0: Any) -> Any:
        found = solve_ivp(
            lambda t, y: np.stack([y[1], -np.sinh(y[0])]), (0.0, 5.0), y0, "DOP853", **TIGHT
        )
        return energy(found.y[:, -1])

    y0 = np.array([0.5, 0.3])
    assert_allclose(ad.grad(later)(y0), ad.grad(energy)(y0), rtol=1e-7)


def test_nothing_is_recorded_where_nothing_is_to_be() -> None:
    k = Variable(np.array(0.5))
    with ad.no_grad():
        y = solve_ivp(decay, (0.0, 2.0), [1.0], args=(k,)).y
    assert isinstance(y, Variable)
    assert y.creator is None


def test_a_graph_is_used_up_unless_it_is_retained() -> None:
    k = Variable(np.array(0.5))
    y = solve_ivp(decay, (0.0, 2.0), [1.0], args=(k,)).y.sum()
    y.backward(retain_graph=True)
    y.backward()
    with pytest.raises(ad.GraphFreedError):
        y.backward()


# What is refused


def test_scipys_own_function_says_what_to_call() -> None:
    k = Variable(np.array(0.5))
    with pytest.raises(ad.DetachedError, match=r"autodiff\.scipy\.integrate\.solve_ivp keeps"):
        scipy_integrate.solve_ivp(decay, (0.0, 2.0), Variable(np.ones(1)), args=(0.5,))
    with pytest.raises(ad.DetachedError):
        scipy_integrate.solve_ivp(decay, (0.0, 2.0), [1.0], args=(k,))
    with pytest.raises(ad.DetachedError):
        scipy_integrate.solve_ivp(decay, (0.0, k), [1.0], args=(0.5,))
    with pytest.raises(ad.DetachedError):
        scipy_integrate.solve_ivp(decay, (0.0, 2.0), [k], args=(0.5,))


def test_what_is_closed_over_is_an_error() -> None:
    k = Variable(np.array(0.5))
    for y0 in (np.ones(1), Variable(np.ones(1))):
        with pytest.raises(ad.DetachedError, match="pass it in args"):
            solve_ivp(lambda t, y: -k * y, (0.0, 2.0), y0)
        with pytest.raises(ad.DetachedError, match="pass it in args"):
            solve_ivp(lambda t, y: [-k * y[0]], (0.0, 2.0), y0)


def test_events_and_interpolation_are_refused() -> None:
    k = Variable(np.array(0.5))
    with pytest.raises(ad.NoRuleError, match=r"events.*implicit\.root"):
        solve_ivp(decay, (0.0, 2.0), [1.0], args=(k,), events=lambda t, y, k: y[0] - k)
    with pytest.raises(ad.DetachedError, match="t_eval"):
        solve_ivp(decay, (0.0, 2.0), [1.0], args=(k,), dense_output=True)


def test_an_integration_that_stops_is_an_error() -> None:
    with pytest.raises(ad.ConvergenceError, match=r"stopped at t = 0\.9"):
        ad.grad(lambda y0: solve_ivp(lambda t, y: y**2, (0.0, 2.0), [y0]).y[0, -1])(1.0)


def test_complex_values_are_refused() -> None:
    with pytest.raises(ad.NotDifferentiableError, match="real and imaginary"):
        solve_ivp(decay, (0.0, 2.0), Variable(np.array([1j])), args=(0.5,))


def test_the_time_of_an_event_is_a_root() -> None:
    optimize: Any = pytest.importorskip("scipy.optimize")

    def height(t: Any, v: Any) -> Any:
        return solve_ivp(lambda t, y: [y[1], -9.81], (0.0, t), [1.0, v], **TIGHT).y[0, -1]

    @ad.implicit.root(height)
    def landing(v: Any) -> Any:
        return optimize.brentq(lambda t: height(t, v), 0.1, 10.0, xtol=1e-13)

    root = np.sqrt(9.0 + 2 * 9.81)
    assert_allclose(landing(3.0), (3.0 + root) / 9.81)
    assert_allclose(ad.grad(landing)(3.0), (1 + 3.0 / root) / 9.81, rtol=1e-8)
