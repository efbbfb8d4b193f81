"""Dtypes, complex numbers and broadcasting."""

from __future__ import annotations

from typing import Any

import numpy as np
from untyped import variable

import autodiff as ad
from autodiff import DetachedError, GradientError, NotDifferentiableError

from .table import Family

DTYPES = Family("dtypes")
COMPLEX = Family("complex numbers")
BROADCASTING = Family("broadcasting")


def single(*values: float) -> Any:
    return variable(np.array(values, np.float32))


def grad_of(f: Any, x: Any) -> Any:
    """Return the gradient of the sum of ``f``."""
    leaf = variable(np.asarray(x))
    f(leaf).sum().backward()
    return leaf.grad


# Dtypes


@DTYPES.right("float32 stays float32 beside numbers of Python", ("float32", "float32"))
def weak_numbers() -> Any:
    x = single(1.0, 2.0)
    y = ((2.0 * x + 1) ** 2 / 3).mean()
    y.backward()
    return y.dtype.name, x.grad.dtype.name


@DTYPES.right(
    "float32 and a float64 array: float64 out, a gradient of float32", ("float64", "float32")
)
def promoted() -> Any:
    x = single(1.0)
    y = (x * np.ones(1)).sum()
    y.backward()
    return y.dtype.name, x.grad.dtype.name


@DTYPES.right("`np.float64(2) * x` of float32: float64, as NumPy 2 has it", ("float64", "float32"))
def numpy_scalar() -> Any:
    x = single(1.0)
    y = (np.float64(2.0) * x).sum()
    y.backward()
    return y.dtype.name, x.grad.dtype.name


@DTYPES.right("float16: `x.mean()` of many does not overflow in between", 1.0)
def half_precision() -> Any:
    return grad_of(lambda x: x.mean(), np.full(4096, 32.0, np.float16)).sum(dtype=np.float64)


@DTYPES.right("`gy` of float64 for float32", "float32")
def wide_cotangent() -> Any:
    x = single(1.0, 2.0)
    (x * 2).backward(gy=np.ones(2))
    return x.grad.dtype.name


@DTYPES.right("`gy` of integers", [2.0, 4.0])
def integer_cotangent() -> Any:
    x = variable(np.ones(2))
    (x * 2.0).backward(gy=np.array([1, 2]))
    return x.grad


@DTYPES.right("`x.astype(np.float32)` and back: the gradient of float64", ("float64", [1.0]))
def cast_and_back() -> Any:
    g = grad_of(lambda x: x.astype(np.float32).astype(float), np.ones(1))
    return g.dtype.name, g


@DTYPES.right("Big-endian data: the gradient is big-endian", (">f8", [2.0, 4.0]))
def big_endian() -> Any:
    g = grad_of(lambda x: x * x, np.array([1.0, 2.0], ">f8"))
    return g.dtype.str, g


@DTYPES.right(
    "An integer array as a constant, an exponent, a mask", ([3.0, 4.0], [2.0, 12.0], [1.0, 0.0])
)
def integer_constants() -> Any:
    x = np.array([1.0, 2.0])
    return (
        grad_of(lambda v: v * np.array([3, 4]), x),
        grad_of(lambda v: v ** np.array([2, 3]), x),
        grad_of(lambda v: v * np.array([True, False]), x),
    )


@DTYPES.right("`k ** -1` of an integer beside a Variable: `x * 2 ** -1.0`", [0.5])
def reciprocal() -> Any:
    return grad_of(lambda v: v * 2**-1.0, np.array([4.0]))


@DTYPES.right("`v // 2`, `np.floor(v)`, `np.round(v)`: steps, whose slope is 0", [0.0, 0.0])
def steps() -> Any:
    return grad_of(lambda v: v // 2.0 + np.floor(v) + np.round(v), np.array([1.3, 2.6]))


@DTYPES.refused("`backward()` from integers", NotDifferentiableError, "int64")
def backward_of_integers() -> Any:
    (variable(np.array([1, 2])) * 2).backward()


@DTYPES.refused(
    "`ad.grad(f)(3)`: an argument that is an integer", NotDifferentiableError, "make it of floats"
)
def integer_argument() -> Any:
    return ad.grad(lambda x: x**2)(3)


@DTYPES.refused("`ad.grad` of a count, `np.sum(x > 0)`", NotDifferentiableError, "return floats")
def count() -> Any:
    return ad.grad(lambda x: np.sum(x > 0))(np.ones(3))


@DTYPES.refused("`np.sum(x, dtype=int)`", DetachedError, r"v\.data")
def sum_as_integers() -> Any:
    return np.sum(variable(np.ones(2)), dtype=int)


@DTYPES.refused("A Variable of strings, dates or objects", TypeError, "not numeric")
def not_numeric() -> Any:
    return variable(np.array(["2020-01-01"], "M8[D]"))


@DTYPES.refused("A Variable of a number or a list", TypeError, "not supported")
def data_is_no_array() -> Any:
    return variable([1.0, 2.0])


@DTYPES.refused("`v + [1.0, 2.0]`", TypeError, r"np\.asarray makes an array")
def list_operand() -> Any:
    return variable(np.ones(2)) + [1.0, 2.0]


@DTYPES.right("`x += y` of float32 and float64: float32, as in place", ("float32", "float64"))
def narrow_in_place() -> Any:
    x, w = single(1.0), variable(np.ones(1))
    y = x * 1
    y += w
    y.sum().backward()
    return y.dtype.name, w.grad.dtype.name


@DTYPES.right("An empty array", [])
def empty() -> Any:
    return grad_of(lambda v: v * v, np.zeros(0))


@DTYPES.right("`x.data` replaced by another precision", ("float32", "float32"))
def other_precision() -> Any:
    x = variable(np.ones(1))
    x.data = np.ones(1, np.float32)
    y = x * x
    y.sum().backward()
    return y.dtype.name, x.grad.dtype.name


# Complex numbers


@COMPLEX.right("`np.abs(z)**2`: the gradient is `2 z`, which points uphill", [2.0 + 4.0j])
def squared_modulus() -> Any:
    return grad_of(lambda z: np.abs(z) ** 2, np.array([1.0 + 2.0j]))


@COMPLEX.right("`(z * z.conj()).real`: the same", [2.0 + 4.0j])
def squared_modulus_by_conjugate() -> Any:
    return grad_of(lambda z: (z * z.conj()).real, np.array([1.0 + 2.0j]))


@COMPLEX.right("`np.abs(z)` at 0", [0.0j])
def modulus_at_zero() -> Any:
    return grad_of(np.abs, np.array([0.0j]))


@COMPLEX.right("`np.angle(z)`: `1j * z / |z|**2`", [(-2.0 + 1.0j) / 5.0])
def angle() -> Any:
    return grad_of(np.angle, np.array([1.0 + 2.0j]))


@COMPLEX.right("A real leaf times a complex constant: its gradient is real", ([3.0], "float64"))
def real_leaf() -> Any:
    g = grad_of(lambda x: (x * (3.0 + 4.0j)).real, np.array([2.0]))
    return g, g.dtype.name


@COMPLEX.right("`backward()` from complex numbers: the gradient of the real part", [3.0 - 4.0j])
def complex_result() -> Any:
    return grad_of(lambda z: z * (3.0 + 4.0j), np.array([1.0 + 0.0j]))


@COMPLEX.refused("`ad.grad` of a complex result", NotDifferentiableError, "real part.*modulus.*vjp")
def grad_of_complex() -> Any:
    return ad.grad(lambda z: z * 2.0j)(1.0)


@COMPLEX.refused("A complex `gy` for a real result", GradientError, "complex128.*float64")
def complex_cotangent() -> Any:
    (variable(np.ones(1)) * 2.0).backward(gy=np.array([1.0j]))


@COMPLEX.right("`z.imag` of real numbers: zeros", [0.0])
def imaginary_part_of_real() -> Any:
    return grad_of(lambda x: x.imag, np.array([2.0]))


@COMPLEX.right("`np.sqrt(x + 0j)` of a negative number: real gradient", [0.0])
def root_of_negative() -> Any:
    return grad_of(lambda x: np.sqrt(x + 0.0j).real, np.array([-4.0]))


@COMPLEX.right("`1j * y` of a 0-d result: a number of Python, not of NumPy", (2.0, "complex128"))
def python_complex() -> Any:
    x = variable(np.array([1.0, 2.0]))
    y = 1j * x.sum() * -2j
    y.real.backward()
    return x.grad[0], y.dtype.name


# Broadcasting


@BROADCASTING.right("A row added to a matrix: its gradient is summed", [2.0, 2.0, 2.0])
def bias() -> Any:
    return grad_of(lambda b: np.ones((2, 3)) + b, np.zeros(3))


@BROADCASTING.right("A column, `b[:, None]`", [3.0, 3.0])
def column() -> Any:
    return grad_of(lambda b: np.ones((2, 3)) + b[:, None], np.zeros(2))


@BROADCASTING.right("A length of 1 stays: `(3, 1)`", [[2.0], [2.0], [2.0]])
def length_one() -> Any:
    return grad_of(lambda b: np.ones((3, 2)) * b, np.ones((3, 1)))


@BROADCASTING.right("0-d times an array", 6.0)
def number_times_array() -> Any:
    return grad_of(lambda s: s * np.array([1.0, 2.0, 3.0]), np.array(1.0))


@BROADCASTING.right(
    "`(n, 1) - (n,)` by mistake is `(n, n)`, as in NumPy", ((3, 3), [3.0, 3.0, 3.0])
)
def outer_by_mistake() -> Any:
    p = variable(np.zeros(3))
    d = p[:, None] - np.zeros(3)
    d.sum().backward()
    return d.shape, p.grad


@BROADCASTING.right("`np.where(m, x, y)` of three shapes", ([[1.0, 0.0]], [[0.0], [0.0]]))
def where_of_three_shapes() -> Any:
    x, y = variable(np.ones((1, 2))), variable(np.ones((2, 1)))
    np.where(np.array([[True, False], [False, False]]), x, y * 0.0).sum().backward()
    return x.grad, y.grad


@BROADCASTING.right("A stack of matrices times one", [[2.0, 2.0], [2.0, 2.0]])
def stacked_matmul() -> Any:
    return grad_of(lambda m: np.stack([np.eye(2), np.eye(2)]) @ m, np.zeros((2, 2)))


@BROADCASTING.right("An axis of length 0", [0.0, 0.0])
def zero_length() -> Any:
    return grad_of(lambda b: np.ones((0, 2)) * b, np.ones(2))


@BROADCASTING.right("`np.clip(x, low, high)` with bounds that broadcast", [0.0, 1.0])
def bounds() -> Any:
    return grad_of(lambda low: np.clip(np.array([[1.0, -1.0]]), low, 9.0), np.zeros(2))


@BROADCASTING.right("`np.linspace(a, b, 3)` of arrays", [1.5, 1.5])
def linspace_of_arrays() -> Any:
    return grad_of(lambda b: np.linspace(np.zeros(2), b, 3), np.ones(2))


@BROADCASTING.refused("Shapes that do not fit", ValueError, "reshape an operand")
def misfit() -> Any:
    return variable(np.ones(2)) + np.ones(3)


@BROADCASTING.refused("`gy` of another shape that would broadcast", GradientError, r"\(\).*\(2,\)")
def cotangent_that_would_broadcast() -> Any:
    (variable(np.ones(2)) * 2.0).backward(gy=np.array(1.0))


@BROADCASTING.refused("`x.grad = g` of another shape", GradientError, r"\(1,\).*\(2,\)")
def gradient_that_would_broadcast() -> Any:
    variable(np.ones(2)).grad = np.ones(1)
