"""Discrete Fourier transforms: what no row of the table says."""

from __future__ import annotations

import warnings
import weakref
from typing import Any

import numpy as np
import pytest
from differences import gradient
from hypothesis import given
from hypothesis import strategies as st

import autodiff as ad
import autodiff.numpy as typed
from autodiff import Variable
from autodiff.errors import DetachedError

fourier: Any = np.fft  # NumPy's stubs know no Variables
anp: Any = np

ONE_AXIS = ["fft", "ifft", "rfft", "irfft", "hfft", "ihfft"]
SEVERAL_AXES = ["fft2", "ifft2", "rfft2", "irfft2", "fftn", "ifftn", "rfftn", "irfftn"]
SHIFTS = ["fftshift", "ifftshift"]
OF_REAL = {"rfft", "ihfft", "rfft2", "rfftn"}
NORMS = st.sampled_from([None, "backward", "ortho", "forward"])


def random(*shape: int, seed: int = 0, dtype: Any = float) -> Any:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=shape)
    if np.issubdtype(dtype, np.complexfloating):
        x = x + 1j * rng.normal(size=shape)
    return np.asarray(x, dtype)


def dft(n: int) -> Any:
    """Return the matrix of the transform, by its definition."""
    k = np.arange(n)
    return np.exp(-2j * np.pi * np.outer(k, k) / n)


# Properties


def assert_adjoint(f: Any, x: Any) -> None:
    """Check ``Re <gy, f(dx)> = Re <gx, dx>``, and that a tangent is transformed as ``x`` is."""
    v = Variable(x)
    y = f(v)
    gy = random(*y.shape, seed=1, dtype=y.dtype)
    (gx,) = ad.gradients(y, [v], gy)
    dx = random(*x.shape, seed=2, dtype=x.dtype)
    _, dy = ad.jvp(f, [x], [dx])
    np.testing.assert_array_equal(dy, f(dx))
    left, right = np.real(np.vdot(gy, f(dx))), np.real(np.vdot(gx.data, dx))
    np.testing.assert_allclose(left, right, rtol=1e-9, atol=1e-9)
    assert gx.dtype == x.dtype


@given(
    name=st.sampled_from(ONE_AXIS),
    shape=st.tuples(*[st.integers(1, 7)] * 3),
    n=st.none() | st.integers(1, 12),
    axis=st.integers(-3, 2),
    norm=NORMS,
    dtype=st.sampled_from([float, complex]),
)
def test_a_cotangent_goes_through_the_adjoint(
    name: str, shape: tuple[int, ...], n: int | None, axis: int, norm: Any, dtype: Any
) -> None:
    if name in {"irfft", "hfft"} and n is None:
        n = 2 * shape[axis] - 1
    x = random(*shape, dtype=float if name in OF_REAL else dtype)
    assert_adjoint(lambda a: getattr(fourier, name)(a, n, axis, norm), x)


@given(
    name=st.sampled_from(SEVERAL_AXES),
    shape=st.tuples(*[st.integers(1, 5)] * 3),
    steps=st.lists(st.tuples(st.integers(1, 7), st.integers(-3, 2)), min_size=1, max_size=4),
    norm=NORMS,
    dtype=st.sampled_from([float, complex]),
)
def test_and_so_it_does_along_several_axes(
    name: str, shape: tuple[int, ...], steps: list[tuple[int, int]], norm: Any, dtype: Any
) -> None:
    s, axes = zip(*steps, strict=True)
    x = random(*shape, dtype=float if name in OF_REAL else dtype)
    assert_adjoint(lambda a: getattr(fourier, name)(a, s, axes, norm), x)


@given(st.integers(1, 20), st.integers(1, 20))
def test_the_gradient_is_the_conjugate_transpose_of_the_matrix(length: int, n: int) -> None:
    x, gy = Variable(random(length, dtype=complex)), random(n, seed=1, dtype=complex)
    fourier.fft(x, n).backward(gy=gy)
    whole = np.zeros(max(length, n), complex)
    whole[:n] = dft(n).conj().T @ gy
    assert x.grad is not None
    np.testing.assert_allclose(x.grad, whole[:length], atol=1e-12)
    assert not np.any(x.grad[n:])  # what was left out


@given(st.integers(1, 20), NORMS)
def test_there_and_back_again_is_the_identity(n: int, norm: Any) -> None:
    gy = random(n, seed=1)
    for there, back in [("rfft", "irfft"), ("ihfft", "hfft"), ("fft", "ifft"), ("ifft", "fft")]:
        x = Variable(random(n))
        y = getattr(fourier, back)(getattr(fourier, there)(x, norm=norm), n, norm=norm)
        y.real.backward(gy=gy)
        assert x.grad is not None
        np.testing.assert_allclose(x.grad, gy, atol=1e-13)


@pytest.mark.parametrize("name", ["fft", "fft2", "fftn"])
def test_parseval(name: str) -> None:
    z = Variable(random(3, 5, dtype=complex))
    spectrum = getattr(fourier, name)(z, norm="ortho")
    np.square(np.abs(spectrum)).sum().backward()
    assert z.grad is not None
    np.testing.assert_allclose(z.grad, 2 * z.data, rtol=1e-13)


@pytest.mark.parametrize(("m", "n"), [(5, 3), (4, 4), (1, 6)])
def test_a_product_of_spectra_is_a_convolution(m: int, n: int) -> None:
    length = m + n - 1
    gy = random(length, seed=2)

    def by_spectra(a: Any, b: Any) -> Any:
        return fourier.irfft(fourier.rfft(a, length) * fourier.rfft(b, length), length)

    found: list[list[Any]] = []
    for convolve in (by_spectra, anp.convolve):
        a, b = Variable(random(m)), Variable(random(n, seed=1))
        y = convolve(a, b)
        y.backward(gy=gy)
        found.append([y.data, a.grad, b.grad])
    for ours, expected in zip(*found, strict=True):
        np.testing.assert_allclose(ours, expected, atol=1e-12)


@given(name=st.sampled_from(SHIFTS), n=st.integers(1, 9), m=st.integers(1, 9))
def test_one_shift_is_the_transpose_of_the_other(name: str, n: int, m: int) -> None:
    x, gy = Variable(random(n, m)), random(n, m, seed=1)
    getattr(fourier, name)(x).backward(gy=gy)
    (other,) = {*SHIFTS} - {name}
    np.testing.assert_array_equal(x.grad, getattr(np.fft, other)(gy))


# Nonlinear functions of a spectrum


def bispectrum(x: Any) -> Any:
    """Return a sum of products of three bins, which no shift of the signal changes."""
    z = fourier.fft(x)
    return np.real(z[1] * z[2] * np.conj(z[3])) + np.log(1.0 + np.square(np.abs(z))).sum()


def test_second_derivative_of_a_spectrum() -> None:
    x0, dx = random(7), random(7, seed=1)

    def slope(a: Any) -> Any:
        v = Variable(a)
        (g,) = ad.gradients(bispectrum(v), [v], create_graph=True)
        return v, (g * dx).sum()

    v, along = slope(x0)
    (hessian_dx,) = ad.gradients(along, [v])
    expected = gradient(lambda a: float(slope(a)[1].data), [x0], 0)
    np.testing.assert_allclose(hessian_dx.data, expected, rtol=1e-7, atol=1e-7)

    def first(a: Any) -> Any:
        (g,) = ad.gradients(bispectrum(a), [a], create_graph=True)
        return g

    _, forward = ad.jvp(first, [Variable(x0)], [dx])
    np.testing.assert_allclose(forward.data, expected, rtol=1e-7, atol=1e-7)


def test_phases_of_a_real_signal_have_their_derivative() -> None:
    x0 = random(6)

    def f(x: Any) -> Any:
        return np.sum(np.angle(fourier.rfft(x))[1:3] ** 2)

    x = Variable(x0)
    f(x).backward()
    assert x.grad is not None
    np.testing.assert_allclose(x.grad, gradient(f, [x0], 0), rtol=1e-8, atol=1e-8)


# What NumPy leaves out


@pytest.mark.parametrize("name", ["irfft", "hfft"])
@pytest.mark.parametrize("n", [6, 7])
def test_imaginary_parts_that_are_ignored_get_no_gradient(name: str, n: int) -> None:
    z = Variable(random(n // 2 + 1, dtype=complex))
    getattr(fourier, name)(z, n).backward(gy=random(n, seed=1))
    assert z.grad is not None
    ignored = [0] if n % 2 else [0, n // 2]
    np.testing.assert_array_equal(z.grad.imag[ignored], 0.0)
    assert np.all(np.delete(z.grad.imag, ignored))
    assert np.all(z.grad.real)


@pytest.mark.parametrize("name", ["irfft", "hfft"])
def test_of_no_bins_at_all_nothing_is_read(name: str) -> None:
    z = Variable(np.zeros((2, 0)))
    y = getattr(fourier, name)(z, 3)
    np.testing.assert_array_equal(y.data, np.zeros((2, 3)))
    y.backward(gy=np.ones((2, 3)))
    assert z.grad is not None
    assert z.grad.shape == (2, 0)


def test_without_axes_nothing_is_transformed() -> None:
    x = Variable(random(2, 3))
    y = fourier.fftn(x, axes=())
    assert y.dtype == np.float64
    y.backward(gy=np.ones((2, 3)))
    np.testing.assert_array_equal(x.grad, np.ones((2, 3)))


def test_what_is_left_out_does_not_poison_the_rest() -> None:
    x = Variable(np.array([1.0, 2.0, np.nan]))
    y = fourier.rfft(x, 2)
    assert np.all(np.isfinite(y.data))
    y.backward(gy=np.ones(2))
    np.testing.assert_array_equal(x.grad, [2.0, 0.0, 0.0])


@given(name=st.sampled_from(SEVERAL_AXES), axes=st.permutations(range(4)))
def test_the_order_of_axes_is_numpys_to_the_bit(name: str, axes: list[int]) -> None:
    x = random(3, 4, 5, 3)
    y = getattr(fourier, name)(Variable(x), axes=axes)
    np.testing.assert_array_equal(y.data, getattr(np.fft, name)(x, axes=axes))


# Dtypes


@pytest.mark.parametrize("name", [*ONE_AXIS, *SEVERAL_AXES, *SHIFTS])
@pytest.mark.parametrize("dtype", ["e", "f", "d", "g", "F", "D", "G"])
def test_precision_is_numpys_and_a_gradient_has_that_of_its_input(name: str, dtype: str) -> None:
    f = getattr(fourier, name)
    if name in OF_REAL and dtype.isupper():
        with pytest.raises(TypeError, match="safely coerced"):
            f(Variable(random(4, 4, dtype=dtype)))
        return
    x = Variable(random(4, 4, dtype=dtype))
    y = f(x)
    assert y.dtype == f(x.data).dtype
    np.testing.assert_array_equal(y.data, f(x.data))
    y.backward(gy=np.ones(y.shape, y.dtype))
    assert x.grad is not None
    assert x.grad.dtype == x.dtype
    assert np.any(x.grad)


@pytest.mark.parametrize("name", [*ONE_AXIS, *SEVERAL_AXES, *SHIFTS])
@pytest.mark.parametrize("dtype", [np.int64, np.uint8, np.bool_])
def test_integers_are_constants(name: str, dtype: Any) -> None:
    x = Variable(np.arange(12).reshape(3, 4).astype(dtype))
    y = getattr(fourier, name)(x)
    assert isinstance(y, Variable)
    np.testing.assert_array_equal(y.data, getattr(np.fft, name)(x.data))
    with pytest.raises(TypeError):
        ad.gradients(y, [x], np.ones(y.shape))


def test_lengths_and_axes_may_be_integer_variables() -> None:
    x = Variable(random(2, 3))
    n = Variable(np.array(5))
    for name in ONE_AXIS:
        y = getattr(fourier, name)(x, n)
        np.testing.assert_array_equal(y.data, getattr(np.fft, name)(x.data, 5))
        y.sum().real.backward()
    y = fourier.fftn(x, Variable(np.array([3, 4])), (0, 1))
    np.testing.assert_array_equal(y.data, np.fft.fftn(x.data, (3, 4), (0, 1)))


def test_frequencies_are_arithmetic() -> None:
    d = Variable(np.array(0.5))
    for name in ("fftfreq", "rfftfreq"):
        y = getattr(fourier, name)(4, d)
        np.testing.assert_array_equal(y.data, getattr(np.fft, name)(4, 0.5))
        d.cleargrad()
        y.backward(gy=np.arange(y.size) + 1.0)
        expected = np.sum(-getattr(np.fft, name)(4, 0.5) / 0.5 * (np.arange(y.size) + 1.0))
        assert d.grad is not None
        np.testing.assert_allclose(d.grad, expected)


# Errors, warnings


def outcome(f: Any, x: Any, options: dict[str, Any]) -> tuple[type[Exception] | None, Any]:
    """Return the kind of the error, and the kinds of warnings."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            f(x, **options)
        except Exception as error:  # noqa: BLE001  # of any kind
            return type(error), {w.category for w in caught}
    return None, {w.category for w in caught}


WRONG_ONE: list[dict[str, Any]] = [
    {"n": 0},
    {"n": -3},
    {"n": 2.5},
    {"n": "4"},
    {"axis": 2},
    {"axis": -3, "n": 4},
    {"axis": None},
    {"axis": 0.5},
    {"norm": "none"},
    {"norm": 1},
]
WRONG_SEVERAL: list[dict[str, Any]] = [
    {"s": (0, 2)},
    {"s": (3,), "axes": (0, 1)},
    {"s": (3, 3), "axes": (0,)},
    {"s": (3, 3), "axes": None},
    {"s": (3, None), "axes": (0, 1)},
    {"s": (None, 3), "axes": (1, 0)},
    {"s": 4},
    {"axes": (0, 2)},
    {"axes": (0, 2), "s": (2, 2)},
    {"axes": 0},
    {"axes": ()},
    {"axes": None},
    {"norm": "none"},
]
CALLS = [(name, o) for name in ONE_AXIS for o in WRONG_ONE]
CALLS += [(name, o) for name in SEVERAL_AXES for o in WRONG_SEVERAL]
CALLS += [(name, {"axes": axes}) for name in SHIFTS for axes in (2, (0, 2), "x", 0.5)]


@pytest.mark.parametrize(("name", "options"), CALLS, ids=str)
@pytest.mark.parametrize("shape", [(4, 3), (0, 3), (3, 0)], ids=str)
def test_errors_and_warnings_are_numpys(
    name: str, options: dict[str, Any], shape: tuple[int, ...]
) -> None:
    f, x = getattr(fourier, name), np.zeros(shape)
    error, warned = outcome(f, x, options)
    our_error, our_warnings = outcome(f, Variable(x), options)
    if error is None:
        assert our_error is None
        assert our_warnings >= {w for w in warned if issubclass(w, DeprecationWarning)}
    else:
        known = [k for k in (IndexError, TypeError, ValueError) if issubclass(error, k)]
        assert our_error is not None
        assert issubclass(our_error, known[0])


@pytest.mark.parametrize("name", ONE_AXIS)
def test_an_array_without_axes_is_an_error(name: str) -> None:
    with pytest.raises(IndexError):
        getattr(fourier, name)(Variable(np.array(1.0)))


@pytest.mark.parametrize("name", [*ONE_AXIS, *SEVERAL_AXES])
def test_an_output_to_write_to_is_refused(name: str) -> None:
    f = getattr(fourier, name)
    out = f(random(4, 4))
    with pytest.raises(DetachedError, match="out= would lose the gradient"):
        f(Variable(random(4, 4)), out=out)


def test_an_error_names_the_transform() -> None:
    with pytest.raises(ValueError, match=r"^rfft\(float64\[3\]\): Invalid number of FFT data"):
        fourier.rfft(Variable(random(3)), 0)


# The graph, the names


def test_the_typed_names_are_numpys_own() -> None:
    assert sorted(np.fft.__all__) == typed.fft.__all__
    for name in np.fft.__all__:
        assert getattr(typed.fft, name) is getattr(np.fft, name)


def test_a_transform_keeps_no_array_alive() -> None:
    spectrum = fourier.rfft(Variable(random(8)))
    bins = weakref.ref(spectrum.data)
    y = fourier.irfft(spectrum)
    del spectrum
    assert bins() is None
    assert y.creator is not None
