"""Eigenvalues, singular values, factors: where they have no derivative, and how exact it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mpmath as mp
import numpy as np
import pytest

import autodiff as ad
from autodiff import UndefinedDerivativeError, Variable
from autodiff.ops.linalg.eig import pairing
from autodiff.ops.linalg.singular import vanishing

L: Any = np.linalg

DECOMPOSITIONS: dict[str, Callable[[Any], Any]] = {
    "eigh": L.eigh,
    "eigvalsh": L.eigvalsh,
    "eig": L.eig,
    "eigvals": L.eigvals,
    "svd": L.svd,
    "svd thin": lambda a: L.svd(a, full_matrices=False),
    "svd values": lambda a: L.svd(a, compute_uv=False),
    "svd hermitian": lambda a: L.svd(a, hermitian=True),
    "svd values hermitian": lambda a: L.svd(a, compute_uv=False, hermitian=True),
    "svdvals": L.svdvals,
    "qr": L.qr,
    "qr complete": lambda a: L.qr(a, "complete"),
    "qr r": lambda a: L.qr(a, mode="r"),
}
every_decomposition = pytest.mark.parametrize("name", DECOMPOSITIONS)

VALUES: dict[str, Callable[[Any], Any]] = {
    "svdvals": L.svdvals,
    "svd values": lambda a: L.svd(a, compute_uv=False),
    "svd, vectors unused": lambda a: L.svd(a)[1],
    "svd thin, vectors unused": lambda a: L.svd(a, full_matrices=False).S,
    "eigvalsh": L.eigvalsh,
    "eigh, vectors unused": lambda a: L.eigh(a)[0],
    "eigvals": L.eigvals,
    "eig, vectors unused": lambda a: L.eig(a)[0],
}
every_values = pytest.mark.parametrize("name", VALUES)


def parts(result: Any) -> tuple[Any, ...]:
    return result if isinstance(result, tuple) else (result,)


def gradient_of(f: Callable[[Any], Any], a: Any) -> Any:
    v = Variable(np.asarray(a))
    f(v).backward()
    return v.grad


def total(f: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda v: f(v).sum()


def weighted(f: Callable[[Any], Any], weights: Any) -> Callable[[Any], Any]:
    return lambda v: np.real(np.conj(weights) * f(v)).sum()


def outcome(f: Callable[[], Any]) -> Any:
    """Return the results, or the kind of the error."""
    try:
        return [np.asarray(p.data if isinstance(p, Variable) else p) for p in parts(f())]
    except Exception as error:  # noqa: BLE001  # whichever it is
        return type(error)


def random(*shape: int, seed: int = 0) -> Any:
    return np.random.default_rng(seed).normal(size=shape)


def random_complex(*shape: int, seed: int = 0) -> Any:
    return random(*shape, seed=seed) + 1j * random(*shape, seed=seed + 100)


# Values and errors are NumPy's


@every_decomposition
@pytest.mark.parametrize("dtype", ["f2", "f4", "f8", "g", "c8", "c16", "i8", "u1", "?"])
@pytest.mark.parametrize("shape", [(0, 0), (1, 1), (3, 3), (2, 0, 0), (0, 3, 3), (2, 1, 2, 2)])
def test_values_dtypes_and_errors_are_numpys(name: str, dtype: str, shape: tuple[int, ...]) -> None:
    f = DECOMPOSITIONS[name]
    a = (4 * np.abs(random_complex(*shape) if dtype[0] == "c" else random(*shape))).astype(dtype)
    expected = outcome(lambda: f(a))
    found = outcome(lambda: f(Variable(a)))
    if isinstance(expected, type):
        assert found is expected
        return
    assert [p.dtype for p in found] == [p.dtype for p in expected]
    for p, q in zip(found, expected, strict=True):
        np.testing.assert_array_equal(p, q)


@every_decomposition
@pytest.mark.parametrize(
    "a",
    [np.ones(3), np.array(2.0), np.full((2, 2), np.nan), np.full((2, 2), np.inf), np.ones((2, 3))],
    ids=["vector", "scalar", "nan", "inf", "wide"],
)
def test_what_is_wrong_is_numpys_error(name: str, a: Any) -> None:
    f = DECOMPOSITIONS[name]
    expected, found = outcome(lambda: f(a)), outcome(lambda: f(Variable(a)))
    if isinstance(expected, type):
        assert found is expected
    else:
        for p, q in zip(found, expected, strict=True):
            np.testing.assert_array_equal(p, q)


@every_decomposition
@pytest.mark.parametrize("dtype", ["f4", "c8"])
def test_gradient_has_dtype_and_shape_of_its_input(name: str, dtype: str) -> None:
    v = Variable((random_complex(2, 3, 3) if dtype == "c8" else random(2, 3, 3)).astype(dtype))
    loss = sum((np.real(p * np.conj(p)).sum() for p in parts(DECOMPOSITIONS[name](v))), 0.0)
    assert isinstance(loss, Variable)
    loss.backward()
    assert v.grad is not None
    assert v.grad.dtype == dtype
    assert v.grad.shape == v.shape
    assert np.isfinite(v.grad).all()


@every_decomposition
def test_nothing_is_recorded_without_need(name: str) -> None:
    f = DECOMPOSITIONS[name]
    with ad.no_grad():
        results = parts(f(Variable(random(3, 3))))
    assert all(p.creator is None for p in results)
    if "hermitian" not in name:  # that is composed of operations on what the first one returned
        assert all(p.creator is None for p in parts(f(Variable(np.eye(3, dtype=np.int64)))))


def test_results_have_numpys_names() -> None:
    v = Variable(random(3, 3))
    for f in (L.eig, L.eigh, L.qr, L.svd):
        result = f(v)
        assert type(result).__name__ == type(f(v.data)).__name__
        assert result._fields == f(v.data)._fields


@pytest.mark.parametrize("uplo", ["L", "U", "l", "u"])
@pytest.mark.parametrize("f", [L.eigh, L.eigvalsh])
def test_the_other_triangle_is_not_read(f: Any, uplo: str) -> None:
    a = random_complex(3, 3)
    a[np.triu_indices(3, 1) if uplo in "lL" else np.tril_indices(3, -1)] = np.nan
    v = Variable(a)
    w = parts(f(v, UPLO=uplo))[0]
    np.testing.assert_array_equal(w.data, parts(f(a, UPLO=uplo))[0])
    (w * w).sum().backward()
    assert v.grad is not None
    assert np.isfinite(v.grad).all()
    assert np.all(v.grad[np.isnan(a)] == 0)


def test_a_negative_zero_reaches_lapack() -> None:
    a = np.array([[1.0, 0.0, 0.0], [-0.0, 2.0, 0.0], [1.0, -0.0, 3.0]])
    for mine, numpys in zip(L.eigh(Variable(a)), L.eigh(a), strict=True):
        assert mine.data.tobytes() == numpys.tobytes()


def test_what_cannot_be_differentiated_is_refused_by_name() -> None:
    v = Variable(random(3, 3))
    with pytest.raises(ad.NoRuleError, match=r"qr: mode 'raw'.*reduced"):
        L.qr(v, mode="raw")
    with pytest.raises(ad.NoRuleError, match=r"qr: mode 'economic'"):
        L.qr(v, mode="economic")
    with pytest.raises(ValueError, match="Unrecognized mode"):
        L.qr(v, mode="other")
    with pytest.raises(ValueError, match="UPLO"):
        L.eigvalsh(v, UPLO="X")


# Equal values


@every_values
@pytest.mark.parametrize("scale", [1.0, 1e-200, 1e150])
def test_symmetric_functions_of_equal_values_are_exact(name: str, scale: float) -> None:
    q = L.qr(random(4, 4))[0]
    a = scale * (q * [3.0, 3.0, 3.0, 1.0]) @ q.T
    np.testing.assert_allclose(
        gradient_of(lambda v: np.real(VALUES[name](v)).sum(), np.tril(a) + np.tril(a, -1).T),
        gradient_of(np.trace, a),
        atol=1e-13,
    )


@every_values
def test_values_of_the_identity(name: str) -> None:
    gradient = gradient_of(lambda v: np.real(VALUES[name](v)).sum(), np.eye(3))
    np.testing.assert_allclose(gradient, np.eye(3), atol=1e-15)
    y, dy = ad.jvp(lambda v: np.real(VALUES[name](v)), [np.eye(3)], [np.diag([1.0, 2.0, 3.0])])
    np.testing.assert_array_equal(y, np.ones(3))
    np.testing.assert_allclose(np.sort(dy), [1.0, 2.0, 3.0])


@every_values
@pytest.mark.parametrize("a", [np.eye(3), np.zeros((3, 3)), np.diag([1.0, 2.0, 2.0])])
@pytest.mark.parametrize("place", [(0, 0), (1, 0), (2, 1)])
def test_second_derivatives_of_equal_values_are_right_or_an_error(
    name: str, a: Any, place: tuple[int, int]
) -> None:
    """That of ``sum(w**2)`` exists, but a rule would have to know it to be symmetric."""
    v = Variable(a)
    (g,) = ad.gradients((np.real(VALUES[name](v)) ** 2).sum(), [v], create_graph=True)
    np.testing.assert_allclose(g.data, 2 * a)
    weights = np.zeros((3, 3))
    weights[place] = 1.0
    found: Any = None
    try:
        (found,) = ad.gradients((g * weights).sum(), [v])
    except UndefinedDerivativeError:
        return
    assert a[place[0], place[0]] != a[place[1], place[1]] or place == (0, 0)
    expected = 2 * weights.T
    if name.startswith(("eigh", "eigvalsh")) and place != (0, 0):
        expected = 4 * weights  # one triangle is read, and stands for both
    if not name.startswith("eig"):
        expected = 2 * weights
    np.testing.assert_allclose(found.data, expected, atol=1e-14)


def test_second_derivatives_next_to_equal_values() -> None:
    a = np.diag([1.0, 2.0, 2.0])
    v = Variable(a)
    (g,) = ad.gradients(L.eigvalsh(v)[0], [v], create_graph=True)
    (second,) = ad.gradients(g[1, 0], [v], retain_graph=True)
    np.testing.assert_allclose(second.data[1, 0], 2 / (1.0 - 2.0))  # w = 1 - a[1, 0]**2
    with pytest.raises(UndefinedDerivativeError):
        ad.gradients(g[2, 1], [v])


@pytest.mark.parametrize("f", [L.eigh, L.eig, L.svd], ids=["eigh", "eig", "svd"])
@pytest.mark.parametrize(
    "a", [np.zeros((2, 2)), np.eye(2), np.diag([1.0, 0.0, 0.0]), np.diag([0.0, 3.0, 3.0])]
)
def test_composition_of_equal_values_and_vectors_is_an_error(f: Any, a: Any) -> None:
    """Where values are 0 nothing is asked of vectors, and yet they are missed."""

    def again(v: Any) -> Any:
        first, second, *third = f(v)
        if third:
            return (first * second) @ third[0]
        return (second * first) @ second.T

    with pytest.raises(UndefinedDerivativeError):
        again(Variable(a)).sum().backward()
    _, tangent = ad.jvp(again, [a], [np.ones_like(a)])
    assert np.isnan(tangent).any()


@pytest.mark.parametrize("a", [np.diag([2.0, 0.0]), np.array([[2.0, 0.0], [0.0, 0.0], [0.0, 0.0]])])
def test_composition_with_a_singular_value_of_zero_is_an_error(a: Any) -> None:
    def again(v: Any) -> Any:
        u, s, vh = L.svd(v, full_matrices=False)
        return (u * s) @ vh

    for b in (a, a.T, a + 0j):
        with pytest.raises(UndefinedDerivativeError, match="singular value of 0"):
            np.real(again(Variable(b))).sum().backward()
        _, tangent = ad.jvp(again, [b], [np.ones_like(b)])
        assert np.isnan(tangent).any()


@pytest.mark.parametrize(
    "f",
    [
        lambda v: L.eigh(v)[1].sum(),
        lambda v: np.real(L.eig(v)[1]).sum(),
        lambda v: L.svd(v)[0].sum(),
        lambda v: L.svd(v)[2].sum(),
        lambda v: L.svd(v, hermitian=True)[0].sum(),
        lambda v: L.eigh(v)[1][:, 1].sum() ** 2,
    ],
)
def test_vectors_of_equal_values_are_an_error(f: Callable[[Any], Any]) -> None:
    for a in (np.eye(3), np.diag([1.0, 2.0, 2.0])[::-1, ::-1], np.diag([1.0, 1.0 + 1e-16, 3.0])):
        v = Variable(a)
        with pytest.raises(UndefinedDerivativeError, match="equal values"):
            f(v).backward()
        assert v.grad is None


@pytest.mark.parametrize("values", [(1.0, 2.0, 2.0), (1.0, 1.0, 3.0)])
def test_vectors_of_simple_values_next_to_equal_ones(values: Any) -> None:
    """A projection on one vector is smooth, whatever the others do."""
    q = L.qr(random(3, 3))[0]
    a, h, weights = (q * values) @ q.T, random(3, 3, seed=1), random(3, seed=2)
    h = h + h.T
    place = 0 if values[1] == values[2] else 2

    def f(v: Any) -> Any:
        return (weights @ L.eigh(v)[1][:, place]) ** 2

    t = 1e-5
    along = np.sum(gradient_of(f, a) * h)
    np.testing.assert_allclose(along, (f(a + t * h) - f(a - t * h)) / (2 * t), atol=1e-8)
    np.testing.assert_allclose(along, ad.jvp(f, [a], [h])[1], atol=1e-12)


def test_tangents_of_vectors_of_equal_values_are_nan() -> None:
    a = np.diag([1.0, 2.0, 2.0])
    _, dv = ad.jvp(lambda v: L.eigh(v)[1], [a], [random(3, 3)])
    assert np.isfinite(dv[:, 0]).all()
    assert np.isnan(dv[:, 1:]).any(axis=0).all()
    _, du = ad.jvp(lambda v: L.svd(v)[0], [a], [random(3, 3)])
    assert np.isfinite(du[:, 2]).all()
    assert np.isnan(du[:, :2]).any(axis=0).all()
    _, dv = ad.jvp(lambda v: L.eig(v)[1], [a], [random(3, 3)])
    assert np.isfinite(dv[:, 0]).all()
    assert np.isnan(dv[:, 1:]).any(axis=0).all()


# Phases and bases


@pytest.mark.parametrize(
    "f",
    [
        lambda v: np.real(L.eigh(v)[1][:, 1]).sum(),
        lambda v: np.real(L.svd(v)[0][:, 1]).sum(),
        lambda v: np.imag(L.svd(v, full_matrices=False)[2][0, 1]),
        lambda v: np.real(L.svd(v[:, :2])[0][0, 2]),
    ],
)
def test_a_result_that_depends_on_a_phase_is_an_error(f: Callable[[Any], Any]) -> None:
    a = random_complex(3, 3)
    with pytest.raises(UndefinedDerivativeError, match=r"phase|basis"):
        f(Variable(a + a.conj().T)).backward()


@pytest.mark.parametrize("f", [lambda v: L.svd(v)[0], lambda v: L.qr(v, "complete")[0]])
def test_columns_of_the_complement_have_a_derivative_as_a_space_alone(f: Any) -> None:
    a = random(5, 2)
    with pytest.raises(UndefinedDerivativeError, match="any basis"):
        f(Variable(a))[:, 2].sum().backward()

    def projection(v: Any) -> Any:
        rest = f(v)[:, 2:]
        return rest @ rest.T

    def known(v: Any) -> Any:
        q = L.qr(v)[0]
        return np.eye(5) - q @ q.T

    weights = random(5, 5, seed=3)
    mine = gradient_of(lambda v: (weights * projection(v)).sum(), a)
    np.testing.assert_allclose(mine, gradient_of(lambda v: (weights * known(v)).sum(), a))
    _, pushed = ad.jvp(projection, [a], [random(5, 2, seed=4)])
    np.testing.assert_allclose(pushed, ad.jvp(known, [a], [random(5, 2, seed=4)])[1], atol=1e-14)


def test_the_phase_that_a_pair_of_singular_vectors_shares_cancels() -> None:
    a = random_complex(4, 3)
    weights = random_complex(4, 3, seed=5)

    def recomposed(v: Any) -> Any:
        u, s, vh = L.svd(v, full_matrices=False)
        return np.real(weights * ((u * s**2) @ vh)).sum()

    def known(v: Any) -> Any:  # a sqrt(a^H a), of which the square root is the same by eigh
        w, x = L.eigh(np.conj(v).T @ v)
        return np.real(weights * (v @ ((x * np.sqrt(w)) @ np.conj(x).T))).sum()

    np.testing.assert_allclose(gradient_of(recomposed, a), gradient_of(known, a), atol=1e-12)


# Singular values of zero


def test_a_singular_value_of_zero_is_a_kink() -> None:
    np.testing.assert_array_equal(gradient_of(lambda v: L.svdvals(v).sum(), np.zeros((2, 3))), 0)
    for f in (L.svdvals, lambda v: L.svd(v)[1], lambda v: L.svd(v, False, False)):
        gradient = gradient_of(total(f), np.ones((3, 3)))
        np.testing.assert_allclose(gradient, np.full((3, 3), 1 / 3), atol=1e-15)
    gradient = gradient_of(total(lambda v: L.svd(v, True, False, True)), np.ones((3, 3)))
    np.testing.assert_allclose(gradient + gradient.T, np.full((3, 3), 2 / 3), atol=1e-14)


def test_hermitian_values_of_zero_move_on_with_their_vectors() -> None:
    q = L.qr(random(3, 3))[0]
    for values in ([2.0, 1.0, 0.0], [2.0, -1.0, 0.0]):
        a, weights = (q * values) @ q.T, random(3, 3, seed=1)

        def again(v: Any) -> Any:
            u, s, vh = L.svd(v, hermitian=True)
            return (u * s) @ vh

        gradient = gradient_of(weighted(again, weights), a)
        np.testing.assert_allclose(gradient + gradient.T, weights + weights.T, atol=1e-12)
        _, moved = ad.jvp(again, [a], [weights + weights.T])
        np.testing.assert_allclose(moved, weights + weights.T, atol=1e-12)


@pytest.mark.parametrize("small", [1e-20, 1e-300])
def test_a_small_singular_value_is_none_of_zero(small: float) -> None:
    gradient = gradient_of(lambda v: L.svdvals(v).sum(), np.diag([small, 1.0]))
    np.testing.assert_allclose(gradient, np.eye(2))


def test_what_vanishes_does_so_by_rounding() -> None:
    for seed in range(20):
        low = random(6, 3, seed=seed) @ random(3, 5, seed=seed + 50)
        np.testing.assert_array_equal(
            vanishing(*L.svd(low, full_matrices=False)), [False] * 3 + [True] * 2
        )
        graded = random(6, 5, seed=seed) * 10.0 ** np.array([0, -9, 9, -20, 20])
        assert not vanishing(*L.svd(graded, full_matrices=False))[:2].any()


def test_vectors_of_a_singular_value_of_zero() -> None:
    a = np.array([[2.0, 0.0], [0.0, 0.0], [0.0, 0.0]])
    with pytest.raises(UndefinedDerivativeError, match="longer side"):
        L.svd(Variable(a), full_matrices=False)[0].sum().backward()
    with pytest.raises(UndefinedDerivativeError, match="longer side"):
        L.svd(Variable(a.T), full_matrices=False)[2].sum().backward()
    gradient = gradient_of(lambda v: L.svd(v, full_matrices=False)[0][2, 0], a)
    assert abs(gradient[2, 0]) == 0.5  # turned by a / 2
    _, du = ad.jvp(lambda v: L.svd(v, full_matrices=False)[0], [a], [np.ones((3, 2))])
    assert np.isfinite(du[:, 0]).all()
    assert np.isnan(du[:, 1]).all()


# General matrices


@pytest.mark.parametrize("n", [2, 3, 6])
def test_the_phase_of_eigenvectors_is_lapacks(n: int) -> None:
    """``np.linalg.eig`` makes the largest component real, which its differences show."""
    for seed, make in [(0, random), (1, random), (0, random_complex), (1, random_complex)]:
        a, da = make(n, n, seed=seed), make(n, n, seed=seed + 7)
        t = 1e-6
        (w0, v0), (w1, v1) = L.eig(a - t * da), L.eig(a + t * da)
        _, dw = ad.jvp(lambda x: L.eig(x)[0], [a], [da])
        _, dv = ad.jvp(lambda x: L.eig(x)[1], [a], [da])
        np.testing.assert_allclose(dw, (w1 - w0) / (2 * t), rtol=1e-5, atol=1e-6)
        np.testing.assert_allclose(dv, (v1 - v0) / (2 * t), rtol=1e-5, atol=1e-6)


def test_a_phase_that_jumps_is_an_error() -> None:
    rotation = np.array([[0.0, 1.0], [-1.0, 0.0]])  # vectors are (1, 1j): which is the largest?
    with pytest.raises(UndefinedDerivativeError, match="phase"):
        np.real(L.eig(Variable(rotation))[1]).sum().backward()
    gradient = gradient_of(lambda v: np.abs(L.eig(v)[1])[0, 0], rotation)
    np.testing.assert_allclose(gradient, np.array([[0.0, 0.125], [0.125, 0.0]]) * 2**0.5)


@pytest.mark.parametrize(
    "a",
    [[[1.0, 1.0], [0.0, 1.0]], [[0.0, 1.0], [0.0, 0.0]], [[2.0, 1, 0], [0, 2, 1], [0, 0, 2]]],
)
def test_a_defective_matrix_is_an_error(a: Any) -> None:
    for f in (L.eigvals, lambda v: L.eig(v)[0], lambda v: L.eig(v)[1]):
        with pytest.raises(UndefinedDerivativeError):
            f(Variable(np.array(a))).sum().backward()
    _, dw = ad.jvp(lambda v: L.eig(v)[0], [np.array(a)], [np.ones_like(a)])
    assert np.isnan(dw).all()


def test_simple_eigenvalues_of_a_defective_matrix() -> None:
    a = np.array([[1.0, 1.0, 2.0], [0.0, 1.0, 3.0], [0.0, 0.0, 5.0]])
    resolvent = L.inv(a - 5.000001 * np.eye(3))
    expected = -1e-6 * resolvent.T
    np.testing.assert_allclose(gradient_of(lambda v: L.eigvals(v)[2], a), expected, atol=1e-5)


@pytest.mark.parametrize("complex_", [False, True])
@pytest.mark.parametrize("shape", [(5, 5), (2, 3, 3), (0, 0)])
def test_symmetric_functions_of_eigenvalues(shape: tuple[int, ...], complex_: bool) -> None:
    a = random_complex(*shape) if complex_ else random(*shape)

    def by_values(v: Any) -> Any:
        w = L.eigvals(v)
        return np.real(np.sum(w) * 2 + np.sum(w**3))

    gradient = gradient_of(by_values, a)
    expected = 2 * np.eye(shape[-1]) + 3 * np.conj(np.swapaxes(a @ a, -1, -2))
    np.testing.assert_allclose(gradient, expected, atol=1e-12)


def test_values_from_two_algorithms_are_paired() -> None:
    w = np.array([[1.0, 2.0, 2.0, 5.0], [4.0, 3.0, 2.0, 1.0]])
    assert pairing(w, w) is None
    for seed in range(10):
        y = np.random.default_rng(seed).permuted(w, axis=-1) + 1e-15
        order = pairing(y, w)
        np.testing.assert_array_equal(np.sort(order), np.broadcast_to(np.arange(4), (2, 4)))
        np.testing.assert_allclose(np.take_along_axis(w, order, axis=-1), y)


# Factors


@pytest.mark.parametrize("mode", ["reduced", "complete"])
def test_a_column_that_depends_on_others_is_an_error(mode: Any) -> None:
    for a in (np.ones((3, 2)), np.zeros((3, 2)), np.ones((2, 3)), np.diag([1.0, 0.0])):
        with pytest.raises(UndefinedDerivativeError, match="depends linearly"):
            L.qr(Variable(a), mode)[1].sum().backward()
        with pytest.raises(UndefinedDerivativeError, match="depends linearly"):
            L.qr(Variable(a), mode="r").sum().backward()
        _, dr = ad.jvp(lambda v: L.qr(v, mode)[1], [a], [np.ones_like(a)])
        assert np.isnan(dr).any()


def test_a_matrix_of_a_stack_that_nobody_asked_for_may_be_singular() -> None:
    a = np.stack([np.ones((3, 2)), random(3, 2)])
    gradient = gradient_of(lambda v: L.qr(v)[1][1].sum(), a)
    np.testing.assert_array_equal(gradient[0], 0)
    np.testing.assert_allclose(gradient[1], gradient_of(lambda v: L.qr(v)[1].sum(), a[1]))


def test_scales_of_columns_do_not_matter() -> None:
    scales = np.array([1.0, 1e-200, 1e100])
    a = random(4, 3)
    gradient = gradient_of(lambda v: L.qr(v)[0][:, 2].sum(), a * scales)
    np.testing.assert_allclose(gradient * scales, gradient_of(lambda v: L.qr(v)[0][:, 2].sum(), a))


# Conditioning: against 50 digits


def hilbert(n: int) -> Any:
    return 1.0 / (1.0 + np.arange(n)[:, None] + np.arange(n))


def exact_spectrum(a: Any) -> tuple[Any, Any]:
    """Return eigenvalues and vectors of a symmetric matrix to 50 digits."""
    with mp.workdps(50):
        w, v = mp.eigsy(mp.matrix(a.tolist()))
        n = a.shape[0]
        order = sorted(range(n), key=lambda i: w[i])
        return [w[i] for i in order], [[v[r, i] for r in range(n)] for i in order]


@pytest.mark.parametrize("n", [4, 8])
@pytest.mark.parametrize("f", [L.eigvalsh, L.svdvals], ids=["eigvalsh", "svdvals"])
def test_values_of_hilbert_matrices_have_exact_gradients(f: Any, n: int) -> None:
    a = hilbert(n)
    w, vectors = exact_spectrum(a)
    for i in (0, n - 1):
        v = np.array(vectors[i], dtype=float)
        gap = float(min(abs(w[j] - w[i]) for j in range(n) if j != i))
        place = i if f is L.eigvalsh else n - 1 - i
        gradient = gradient_of(weighted(f, np.arange(n) == place), a)
        error = np.abs(gradient + gradient.T - 2 * np.outer(v, v)).max()
        assert error < 20 * n * np.finfo(float).eps / gap  # what rounding of the elements does


@pytest.mark.parametrize("n", [4, 8])
def test_vectors_of_hilbert_matrices_have_exact_gradients(n: int) -> None:
    a, weights = hilbert(n), random(n)
    w, vectors = exact_spectrum(a)
    for i in (0, n - 1):
        with mp.workdps(50):
            v = vectors[i]
            overlaps = [mp.fdot(weights.tolist(), x) for x in vectors]
            tilt = [
                mp.fsum(overlaps[j] / (w[i] - w[j]) * vectors[j][r] for j in range(n) if j != i)
                for r in range(n)
            ]
            expected = np.array([[float(tilt[r] * v[c]) for c in range(n)] for r in range(n)])
            sign = float(mp.sign(v[0]))
        gap = float(min(abs(w[j] - w[i]) for j in range(n) if j != i))

        def f(x: Any, i: int = i, sign: float = sign) -> Any:
            column = L.eigh(x)[1][:, i]
            return sign * float(np.sign(column.data[0])) * (weights * column).sum()

        gradient = gradient_of(f, a)
        error = np.abs(gradient + gradient.T - expected - expected.T).max()
        assert error < 20 * n * np.finfo(float).eps / gap * np.abs(expected).max()


@pytest.mark.parametrize("n", [3, 6, 8])
def test_factors_of_hilbert_matrices_have_exact_gradients(n: int) -> None:
    """``r^T r = a^T a`` gives ``dr`` to 50 digits."""
    a, da = hilbert(n), random(n, n)
    with mp.workdps(60):
        x, dx = mp.matrix(a.tolist()), mp.matrix(da.tolist())
        q, r = mp.qr(x)
        m = q.T * dx * mp.inverse(r)
        turn = mp.matrix(n, n)
        for i in range(n):
            for j in range(i):
                turn[i, j], turn[j, i] = m[i, j], -m[i, j]
        exact = np.array(((m - turn) * r).tolist(), dtype=float)
        signs = np.array([float(mp.sign(r[i, i])) for i in range(n)])
    r64, dr = ad.jvp(lambda v: L.qr(v)[1], [a], [da])
    mine = (signs * np.sign(np.diag(r64)))[:, None] * dr
    bound = 100 * np.finfo(float).eps * L.cond(a)
    assert np.abs(mine - exact).max() < bound * np.abs(exact).max()
    weights = random(n, n, seed=2)
    backward = gradient_of(lambda v: (weights * L.qr(v)[1]).sum(), a)
    np.testing.assert_allclose(np.sum(backward * da), np.sum(weights * dr), rtol=bound)


# Functions of the whole


@pytest.mark.parametrize("name", ["svd", "svd thin"])
@pytest.mark.parametrize("shape", [(3, 3), (4, 2), (2, 4), (2, 3, 3)])
def test_factors_multiply_to_the_matrix(name: str, shape: tuple[int, ...]) -> None:
    for make in (random, random_complex):
        a, weights = make(*shape), make(*shape, seed=9)

        def again(v: Any) -> Any:
            u, s, vh = DECOMPOSITIONS[name](v)
            k = s.shape[-1]
            return (u[..., :k] * s[..., None, :]) @ vh[..., :k, :]

        gradient = gradient_of(weighted(again, weights), a)
        np.testing.assert_allclose(gradient, weights, atol=1e-12)
        _, da = ad.jvp(again, [a], [weights])
        np.testing.assert_allclose(da, weights, atol=1e-12)


@pytest.mark.parametrize("mode", ["reduced", "complete"])
@pytest.mark.parametrize("shape", [(3, 3), (4, 2), (2, 4), (2, 3, 3)])
def test_orthogonal_and_triangular_factors_multiply_to_the_matrix(
    mode: Any, shape: tuple[int, ...]
) -> None:
    for make in (random, random_complex):
        a, weights = make(*shape), make(*shape, seed=9)

        def again(v: Any) -> Any:
            q, r = L.qr(v, mode)
            return q @ r

        gradient = gradient_of(weighted(again, weights), a)
        np.testing.assert_allclose(gradient, weights, atol=1e-12)
        _, da = ad.jvp(again, [a], [weights])
        np.testing.assert_allclose(da, weights, atol=1e-12)


def test_a_hessian_of_the_largest_eigenvalue() -> None:
    a = random(4, 4)
    a = a + a.T

    def largest(v: Any) -> Any:
        return L.eigvalsh(v)[-1]

    v = Variable(a)
    (g,) = ad.gradients(largest(v), [v], create_graph=True)
    direction = random(4, 4, seed=1)
    (hv,) = ad.gradients((g * direction).sum(), [v])
    t = 1e-5
    plus, minus = (gradient_of(largest, a + s * t * direction) for s in (1, -1))
    np.testing.assert_allclose(hv.data, (plus - minus) / (2 * t), atol=1e-7)
