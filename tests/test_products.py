"""Products, convolution and polynomials: what no row of the table says."""

from __future__ import annotations

import tracemalloc
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import autodiff as ad
from autodiff import Variable
from autodiff.ops.polynomials import series
from autodiff.ops.products import contraction

anp: Any = np  # NumPy's stubs know no Variables


def random(*shape: int, seed: int = 0) -> Any:
    return np.random.default_rng(seed).normal(size=shape)


def adjoint(f: Any, *xs: Any) -> None:
    """Check ``<gy, f(.., dx, ..)> = <gx, dx>``, which holds for what is linear in each input."""
    variables = [Variable(x) for x in xs]
    y = f(*variables)
    gy = random(*y.shape, seed=11)
    if y.dtype.kind == "c":
        gy = gy + 1j * random(*y.shape, seed=12)
    gxs = ad.gradients(y, variables, gy, allow_unused=True)
    for i, (x, gx) in enumerate(zip(xs, gxs, strict=True)):
        dx = random(*x.shape, seed=13 + i)
        dx = dx + 1j * random(*x.shape, seed=14 + i) if x.dtype.kind == "c" else dx
        dy = f(*xs[:i], dx, *xs[i + 1 :])
        left = np.real(np.vdot(gy, dy))
        right = np.real(np.vdot(gx.data, dx))
        np.testing.assert_allclose(left, right, rtol=1e-9, atol=1e-9)


LARGE: list[tuple[str, tuple[tuple[int, ...], ...]]] = [
    ("ij,jk->ik", ((40, 50), (50, 30))),
    ("ij,jk->ki", ((40, 50), (50, 30))),
    ("bij,bjk->bik", ((8, 20, 30), (8, 30, 10))),
    ("bqhd,bkhd->bhqk", ((2, 11, 3, 12), (2, 13, 3, 12))),
    ("ijb,jkb->ikb", ((9, 10, 8), (10, 12, 8))),
    ("bi,bi->b", ((90, 80), (90, 80))),
    ("bi,bi->i", ((90, 80), (90, 80))),
    ("ij,ji->", ((90, 80), (80, 90))),
    ("bijk,bj->ki", ((4, 10, 11, 12), (4, 11))),
    ("bijk,bj->ki", ((1, 10, 11, 12), (4, 11))),
    ("...ij,...jk->...ik", ((3, 1, 15, 12), (4, 12, 10))),
    ("iij,jk->ik", ((20, 20, 15), (15, 20))),
    ("ij,jk,kl->il", ((20, 30), (30, 10), (10, 25))),
    ("ij,jk,kl->il", ((20, 1), (30, 10), (10, 25))),
    ("ij,ij,jk->k", ((40, 30), (1, 30), (30, 20))),
    ("ab,cd->ad", ((12, 13), (14, 15))),
    ("ijk,jil->kl", ((13, 14, 15), (14, 13, 12))),
]


@pytest.mark.parametrize(("subscripts", "shapes"), LARGE)
@pytest.mark.parametrize("complex_", [False, True])
def test_large_einsums_by_way_of_blas(
    subscripts: str, shapes: tuple[tuple[int, ...], ...], complex_: bool
) -> None:
    xs = [random(*shape, seed=i) for i, shape in enumerate(shapes)]
    if complex_:
        xs = [x + 1j * x[::-1] for x in xs]
    adjoint(lambda *a: anp.einsum(subscripts, *a), *xs)


@st.composite
def contractions(draw: st.DrawFn) -> tuple[str, list[Any]]:
    lengths = {c: draw(st.integers(0, 3)) for c in "abcd"}
    terms = draw(st.lists(st.text("abcd", max_size=3), min_size=1, max_size=3))
    used = sorted({c for term in terms for c in term})
    output = "".join(draw(st.permutations([c for c in used if draw(st.booleans())])))
    shapes = [
        # an axis of length 1 goes along with any, unless its label is named twice
        [1 if term.count(c) == 1 and draw(st.booleans()) else lengths[c] for c in term]
        for term in terms
    ]
    return f"{','.join(terms)}->{output}", [random(*s, seed=i) for i, s in enumerate(shapes)]


@given(contractions())
def test_any_einsum_is_linear_in_each_operand(case: tuple[str, list[Any]]) -> None:
    subscripts, xs = case
    adjoint(lambda *a: anp.einsum(subscripts, *a), *xs)


@pytest.mark.parametrize("n", range(1, 7))
@pytest.mark.parametrize("m", range(1, 7))
@pytest.mark.parametrize("mode", ["full", "same", "valid", 0, 1, 2])
@pytest.mark.parametrize("f", [np.convolve, np.correlate])
def test_convolutions_of_all_lengths(f: Any, mode: Any, n: int, m: int) -> None:
    z = random(n) + 1j * random(n, seed=1)
    adjoint(lambda a, v: f(a, v, mode), random(n), random(m, seed=2))
    adjoint(lambda a, v: f(a, v, mode), z, random(m, seed=2))


def test_the_gradient_of_a_matrix_shared_by_a_stack_takes_no_stack() -> None:
    x, w = Variable(random(400, 2, 50)), Variable(random(50, 40))
    y = x @ w
    gy = np.ones(y.shape)
    tracemalloc.start()
    ad.gradients(y, [w], gy)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 400 * 50 * 40 * 8 / 4  # a product for each of the stack would take all of it


@pytest.mark.parametrize("subscripts", ["ij,jk->ik", "ji,jk->ki", "bij,bjk->bik"])
def test_the_gradient_of_einsum_is_computed_by_blas(
    subscripts: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The loops of einsum itself are ten times slower."""
    shape = (30,) * len(subscripts.split(",", maxsplit=1)[0])
    a, b = Variable(random(*shape)), Variable(random(*shape, seed=1))
    y = anp.einsum(subscripts, a, b)
    monkeypatch.setattr(contraction, "_einsum", None)
    ad.gradients(y, [a, b], np.ones(y.shape))


def test_the_first_operand_is_conjugated() -> None:
    x, y = random(3) + 1j * random(3, seed=1), random(3, seed=2) + 1j * random(3, seed=3)
    for f in (np.vdot, *(getattr(np, n) for n in ("vecdot",) if hasattr(np, n))):
        v = Variable(x)
        np.real(f(v, v)).backward()
        assert v.grad is not None
        np.testing.assert_allclose(v.grad, 2 * x)
        v = Variable(x)
        np.real(f(v, y)).backward()
        assert v.grad is not None
        np.testing.assert_allclose(v.grad, y)


def test_diagonals_do_not_spread_nan() -> None:
    x = Variable(random(3, 3))
    anp.einsum("ii->i", x).backward(gy=np.array([np.nan, np.inf, 1.0]))
    assert x.grad is not None
    assert not np.any(x.grad[~np.eye(3, dtype=bool)])


@pytest.mark.parametrize("f", [np.dot, np.inner, np.outer, np.vdot, np.kron, np.cross])
def test_integers_lists_and_numbers(f: Any) -> None:
    ints = np.array([1, 2, 3])
    y = f(Variable(ints), Variable(ints))
    np.testing.assert_array_equal(y.data, f(ints, ints))
    assert y.dtype == ints.dtype
    v = Variable(random(3))
    np.testing.assert_array_equal(f(v, [1, 2, 3]).data, f(v.data, ints))
    if f not in {np.vdot, np.cross}:
        single = Variable(np.ones(3, np.float32))
        assert f(single, 2.0).dtype == f(single.data, 2.0).dtype


def test_lists_of_variables_keep_their_gradient() -> None:
    a, b, x = (Variable(np.array(v)) for v in (2.0, 3.0, 5.0))
    anp.polyval([a, b, 1.0], x).backward()
    for v, expected in ((a, 5.0**2), (b, 5.0), (x, 2 * 2.0 * 5.0 + 3.0)):
        assert v.grad == expected


@pytest.mark.parametrize(
    "call",
    [
        lambda x: np.dot(x, np.ones((2, 2))),
        lambda x: np.inner(x, np.ones((2, 2))),
        lambda x: np.vdot(x, np.ones(2)),
        lambda x: np.tensordot(x, np.ones((2, 3)), 1),
        lambda x: np.tensordot(x, np.ones((2, 3)), ([0, 0], [1, 1])),
        lambda x: np.tensordot(x, np.ones((2, 3)), ([0], [0, 1])),
        lambda x: np.cross(x, np.ones((2, 4))),
        lambda x: np.convolve(x, np.ones(2)),
        lambda x: np.einsum("ij,jk", x, np.ones((2, 3))),
        lambda x: np.einsum("ijk", x),
        lambda x: np.einsum("ij,jk", x),
        lambda x: np.einsum("ij->ik", x),
        lambda x: np.einsum("ii->i", x[:, :1]),
        lambda x: np.einsum("i.j", x),
        lambda x: np.einsum("i...->i", x),
        lambda x: np.einsum(x, [0, 52], []),
        lambda x: np.einsum(x, [-1, 1], []),
        lambda x: np.einsum(x, ["i", "j"], []),
        lambda x: anp.convolve(x[0], np.ones(2), None),
        lambda x: anp.correlate(x[0], np.ones(2), 1.0),
        lambda x: anp.correlate(x[0], np.ones(2), 3),
        lambda x: np.poly(np.stack([x, x])),
        np.roots,
        lambda x: np.polymul(x, [1.0]),
        lambda x: np.polyint(x, 2, [1.0, 2.0, 3.0][:0]),
        lambda x: np.polyder(x, -1),
    ],
)
def test_wrong_arguments_raise_as_in_numpy(call: Any) -> None:
    x = random(2, 3)
    with pytest.raises((ValueError, TypeError)) as numpys:
        call(x)
    with pytest.raises((ValueError, TypeError)) as ours:
        call(Variable(x))
    assert isinstance(ours.value, (numpys.type, ad.NoRuleError))


def test_what_cannot_be_differentiated_is_refused_by_name() -> None:
    x = Variable(random(3))
    with pytest.raises(ad.DetachedError, match=r"einsum.*int64"):
        anp.einsum("i->", x, dtype=np.int64, casting="unsafe")
    with pytest.raises(ad.NoRuleError, match="imaginary"):
        anp.einsum("i->", Variable(random(3) + 0j), dtype=np.float64, casting="unsafe")
    with pytest.raises(ad.DetachedError, match="out="):
        anp.einsum("i->", x, out=np.zeros(()))
    with pytest.raises(ad.NoRuleError, match="poly1d"):
        anp.polyval(x, np.poly1d([1.0, 2.0]))


def test_einsum_path_is_plain() -> None:
    x = random(2, 3)
    plain = np.einsum_path("ij,kj", x, x)
    assert anp.einsum_path("ij,kj", Variable(x), Variable(x)) == plain


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.longdouble, np.complex64])
@pytest.mark.parametrize("f", [np.dot, np.inner, np.vdot, np.outer, np.kron, np.convolve])
def test_dtypes_are_kept(f: Any, dtype: Any) -> None:
    a, b = (Variable(random(40, seed=i).astype(dtype)) for i in range(2))
    y = f(a, b)
    y.backward(gy=np.ones(y.shape, dtype))
    for v in (a, b):
        assert v.grad is not None
        assert v.grad.dtype == y.dtype == dtype


def test_leading_zeros_of_a_polynomial_have_gradient_zero() -> None:
    x = Variable(np.array([0.0, 1.0, 2.0]))
    y = anp.polymul(x, np.array([0.0, 3.0]))
    np.testing.assert_array_equal(y.data, [3.0, 6.0])
    y.backward()
    np.testing.assert_array_equal(x.grad, [0.0, 3.0, 3.0])


def test_a_simple_root_has_its_gradient_beside_a_double_one() -> None:
    x = Variable(np.array([1.0, -3.0, 0.0, 0.0]))  # 3, and 0 twice
    y = anp.roots(x)
    np.testing.assert_array_equal(y.data, [3.0, 0.0, 0.0])
    y.backward(gy=np.array([1.0, 0.0, 0.0]))
    assert x.grad is not None
    np.testing.assert_allclose(x.grad, [-3.0, -1.0, -1 / 3, -1 / 9])


def test_roots_and_poly_are_inverse() -> None:
    zeros = Variable(np.array([3.0, -1.0, 0.5]))
    again = anp.roots(anp.poly(zeros))
    order = np.argsort(again.data)
    for i, k in enumerate(order):
        (g,) = ad.gradients(again, [zeros], np.eye(3)[k], retain_graph=True)
        np.testing.assert_allclose(g.data, np.eye(3)[np.argsort(zeros.data)[i]], atol=1e-12)


def test_series_of_numpy_never_lose_a_gradient() -> None:
    x = Variable(np.array([0.5, 0.25]))
    polynomial: Any = np.polynomial
    polynomial.chebyshev.chebval(x, [1.0, 2.0, 3.0]).backward(gy=np.ones(2))
    assert x.grad is not None
    np.testing.assert_allclose(x.grad, [8.0, 5.0])
    with pytest.raises(ad.DetachedError):
        polynomial.chebyshev.chebval(0.5, x)
    with pytest.raises(ad.DetachedError):
        polynomial.Polynomial([1.0, 2.0])(x)
    with pytest.raises(ad.DetachedError):
        polynomial.Polynomial(x)
    c = Variable(np.array([1, 2]))
    assert series.chebval(0.5, c).dtype == np.float64
    with pytest.raises(TypeError):
        polynomial.Polynomial([1.0, 2.0]) * x
