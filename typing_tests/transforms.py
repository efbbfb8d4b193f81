"""What the transforms return, by the types of the functions that they are given.

Each row is run as well (``tests/test_promised_types.py``): what it promises is returned.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple, assert_type

import numpy as np
import numpy.typing as npt

import autodiff as ad
import autodiff.numpy as anp
from autodiff import Variable

Scalar = Variable[np.float64, tuple[()]]
Vector = Variable[np.float64, tuple[int]]
Matrix = Variable[np.float64, tuple[int, int]]
Single = Variable[np.float32, tuple[int]]
Any1 = Variable[np.float64]
Array0 = np.ndarray[tuple[()], np.dtype[np.float64]]
Array1 = np.ndarray[tuple[int], np.dtype[np.float64]]
Array2 = np.ndarray[tuple[int, int], np.dtype[np.float64]]
Array3 = np.ndarray[tuple[int, int, int], np.dtype[np.float64]]
Array4 = np.ndarray[tuple[int, int, int, int], np.dtype[np.float64]]
Array = npt.NDArray[np.float64]


class Line(NamedTuple):
    w: Array
    b: float


@dataclass
class Layer:
    w: Vector
    b: Scalar


# Functions in the plain style: annotated as if they computed with arrays and numbers


def cube(x: float) -> float:
    return x * x * x


def norm(x: Array) -> np.float64:
    r: np.float64 = np.sum(x * x)
    return r


def exact(x: Array1, scale: float = 1.0) -> np.float64:
    r: np.float64 = np.sum(x * x) * scale
    return r


def squares(x: Array1) -> Array1:
    return x * x


def outers(x: Array1) -> Array2:
    r: Array2 = anp.outer(x, x)
    return r


def elements(x: Array) -> Array:
    return x * x


def line(p: Line, t: Array) -> float:
    r: float = np.sum((p.w * t + p.b) ** 2)
    return r


def table(p: dict[str, Array], t: Array) -> np.float64:
    r: np.float64 = np.sum(p["w"] * t)
    return r


def pair(p: tuple[Array, float]) -> float:
    r: float = np.sum(p[0] * p[1])
    return r


def listed(p: list[Array]) -> float:
    r: float = np.sum(p[0] * p[1])
    return r


def three(a: float, b: Array, c: Array) -> float:
    r: float = np.sum(a * b * c)
    return r


def measured(x: Array, k: int) -> tuple[np.float64, int]:
    r: np.float64 = np.sum(x * x)
    return r, k


# Functions in the style of Variables


def quartic(x: Scalar) -> Scalar:
    return x**4


def loss(w: Vector, t: Array1, scale: float = 1.0, *, shift: float = 0.0) -> Scalar:
    return ((w * t - shift) ** 2).sum() * scale


def affine(w: Vector, b: Scalar, t: Array1) -> Scalar:
    return (w * t + b).sum()


def offset(t: Array1, b: Scalar, w: Vector) -> Scalar:
    return (w * t + b).sum()


def weighted(w: Vector, t: Array1, u: Vector) -> Scalar:
    return (w * t * u).sum()


def three_vectors(w: Vector, v: Vector, u: Vector) -> Scalar:
    return (w * v * u).sum()


def triple(w: Vector, b: Scalar, m: Matrix) -> Scalar:
    return (m @ w).sum() * b


def quadratic(m: Matrix) -> Scalar:
    return (m * m).sum()


def single(x: Single) -> Variable[np.float32, tuple[()]]:
    return (x * x).sum()


def anyone(x: Any1) -> Any1:
    return (x * x).sum()


def layer(p: Layer, t: Array1) -> Scalar:
    return (p.w * t + p.b).sum()


def with_count(w: Vector, b: Scalar) -> tuple[Scalar, int]:
    return (w * w).sum() * b, 3


def tanh(x: Vector) -> Vector:
    return anp.tanh(x)


def outer(x: Vector) -> Matrix:
    return anp.outer(x, x)


def row_sums(m: Matrix) -> Vector:
    return m.sum(axis=1)


def scaled(m: Matrix) -> Matrix:
    return m * m


def line_of(s: Scalar) -> Vector:
    return s * np.ones(3)


def rows_of(s: Scalar, t: Vector) -> Vector:
    return s * t


def same(x: Any1) -> Any1:
    return x * x


class Model:
    def loss(self, w: Vector, t: Array1) -> Scalar:
        return (w * t).sum()


model = Model()

# Decorated


@ad.grad
def decorated(x: Vector, t: Array1) -> Scalar:
    return (x * t).sum()


@ad.grad(argnums=1)
def second(a: float, x: Vector) -> Scalar:
    return (a * x).sum()


@ad.value_and_grad(has_aux=True)
def informed(x: Vector, n: int) -> tuple[Scalar, int]:
    return (x * x).sum(), n


@ad.jacobian(argnums=(0, 1))
def both(x: Vector, y: Vector) -> Vector:
    return x * y


@ad.checkpoint
def checkpointed(x: Vector, *, k: int = 1) -> Vector:
    return x * k


def gradients_plain(f: float, a: Array1, n: Array, d: dict[str, Array]) -> None:
    assert_type(ad.grad(cube)(2.0), float)
    assert_type(ad.grad(cube)(f), float)
    assert_type(ad.grad(ad.grad(cube))(2.0), float)
    assert_type(ad.grad(ad.grad(ad.grad(cube)))(2.0), float)
    assert_type(ad.grad(norm)(n), Array)
    assert_type(ad.grad(exact)(a), Array1)
    assert_type(ad.grad(exact)(a, 2.0), Array1)
    assert_type(ad.grad(exact)(a, scale=2.0), Array1)
    assert_type(ad.grad(line)(Line(n, 1.0), n), Line)
    assert_type(ad.grad(table)(d, n), dict[str, Array])
    assert_type(ad.grad(table)({"w": n}, t=n), dict[str, Array])
    assert_type(ad.grad(pair)((n, 2.0)), tuple[Array, float])
    assert_type(ad.grad(listed)([n, n]), list[Array])
    assert_type(ad.grad(three)(2.0, n, n), float)
    assert_type(ad.grad(three, argnums=1)(2.0, n, n), Array)
    assert_type(ad.grad(three, argnums=2)(2.0, n, n), Array)
    assert_type(ad.grad(three, argnums=(0,))(2.0, n, n), tuple[float])
    assert_type(ad.grad(three, argnums=(1,))(2.0, n, n), tuple[Array])
    assert_type(ad.grad(three, argnums=(2,))(2.0, n, n), tuple[Array])
    assert_type(ad.grad(three, argnums=(0, 1))(2.0, n, c=n), tuple[float, Array])
    assert_type(ad.grad(three, argnums=(1, 0))(2.0, n, n), tuple[Array, float])
    assert_type(ad.grad(three, argnums=(0, 2))(2.0, n, n), tuple[float, Array])
    assert_type(ad.grad(three, argnums=(1, 2))(2.0, n, n), tuple[Array, Array])
    assert_type(ad.grad(three, argnums=(0, 1, 2))(2.0, n, n), tuple[float, Array, Array])
    assert_type(ad.grad(measured, has_aux=True)(n, 3), tuple[Array, int])
    assert_type(ad.grad(measured, has_aux=True)(n, k=3), tuple[Array, int])


def gradients(s: Scalar, v: Vector, m: Matrix, a: Array1, b: Array2, n: Array, h: Single) -> None:
    assert_type(ad.grad(quartic)(s), Scalar)
    assert_type(ad.grad(quartic)(2.0), float)
    assert_type(ad.grad(quartic)(np.float64(2.0)), np.float64)
    assert_type(ad.grad(ad.grad(quartic))(s), Scalar)
    assert_type(ad.grad(ad.grad(quartic))(2.0), float)
    assert_type(ad.grad(loss)(v, a), Vector)
    assert_type(ad.grad(loss)(a, a), Array1)
    assert_type(ad.grad(loss)(a, a, 2.0), Array1)
    assert_type(ad.grad(loss)(a, t=a, shift=1.0), Array1)
    assert_type(ad.grad(loss)(v, a, scale=2.0, shift=1.0), Vector)
    assert_type(ad.grad(quadratic)(m), Matrix)
    assert_type(ad.grad(quadratic)(b), Array2)
    assert_type(ad.grad(single)(h), Single)
    assert_type(ad.grad(single)(h.data), np.ndarray[tuple[int], np.dtype[np.float32]])
    assert_type(ad.grad(anyone)(v), Any1)
    assert_type(ad.grad(anyone)(n), Array)
    assert_type(ad.grad(anyone)(2.0), float)
    assert_type(ad.grad(affine, argnums=1)(v, s, a), Scalar)
    assert_type(ad.grad(offset, argnums=1)(a, s, v), Scalar)
    assert_type(ad.grad(loss, argnums=(0,))(a, a), tuple[Array1])
    assert_type(ad.grad(offset, argnums=(1,))(a, s, v), tuple[Scalar])
    assert_type(ad.grad(affine, argnums=(0, 1))(v, s, a), tuple[Vector, Scalar])
    assert_type(ad.grad(affine, argnums=(0, 1))(a, 1.0, a), tuple[Array1, float])
    assert_type(ad.grad(affine, argnums=(0, 1))(a, np.float64(1.0), t=a), tuple[Array1, np.float64])
    assert_type(ad.grad(affine, argnums=(1, 0))(v, s, a), tuple[Scalar, Vector])
    assert_type(ad.grad(affine, argnums=(1, 0))(a, 1.0, a), tuple[float, Array1])
    assert_type(ad.grad(three_vectors, argnums=2)(v, v, v), Vector)
    assert_type(ad.grad(three_vectors, argnums=(2,))(v, v, v), tuple[Vector])
    assert_type(ad.grad(weighted, argnums=(0, 2))(v, a, v), tuple[Vector, Vector])
    assert_type(ad.grad(weighted, argnums=(0, 2))(a, a, a), tuple[Array1, Array1])
    assert_type(ad.grad(offset, argnums=(1, 2))(a, s, v), tuple[Scalar, Vector])
    assert_type(ad.grad(offset, argnums=(1, 2))(a, 1.0, a), tuple[float, Array1])
    assert_type(ad.grad(triple, argnums=(0, 1, 2))(v, s, m), tuple[Vector, Scalar, Matrix])
    assert_type(ad.grad(triple, argnums=(0, 1, 2))(a, 2.0, b), tuple[Array1, float, Array2])
    assert_type(ad.grad(layer)(Layer(v, s), a), Layer)
    assert_type(ad.grad(model.loss)(v, a), Vector)
    assert_type(ad.grad(model.loss)(a, t=a), Array1)
    assert_type(ad.grad(with_count, has_aux=True)(v, s), tuple[Vector, int])
    assert_type(ad.grad(with_count, argnums=1, has_aux=True)(v, s), tuple[Scalar, int])
    assert_type(
        ad.grad(with_count, argnums=(0, 1), has_aux=True)(v, s), tuple[tuple[Vector, Scalar], int]
    )
    assert_type(decorated(v, a), Vector)
    assert_type(decorated(a, t=a), Array1)
    assert_type(second(2.0, v), Vector)
    assert_type(second(2.0, a), Array1)
    assert_type(ad.elementwise_grad(tanh)(v), Vector)
    assert_type(ad.elementwise_grad(tanh)(a), Array1)
    assert_type(ad.elementwise_grad(squares)(a), Array1)
    assert_type(ad.elementwise_grad(ad.elementwise_grad(tanh))(a), Array1)
    assert_type(ad.elementwise_grad(rows_of, argnums=1)(s, v), Vector)


def values(f: float, s: Scalar, v: Vector, a: Array1, n: Array) -> None:
    assert_type(ad.value_and_grad(cube)(2.0), tuple[float, float])
    assert_type(ad.value_and_grad(norm)(n), tuple[np.float64, Array])
    assert_type(ad.value_and_grad(exact)(a, scale=2.0), tuple[np.float64, Array1])
    assert_type(ad.value_and_grad(line)(Line(n, 1.0), n), tuple[float, Line])
    assert_type(ad.value_and_grad(three, argnums=1)(2.0, n, n), tuple[float, Array])
    assert_type(ad.value_and_grad(three, argnums=2)(2.0, n, n), tuple[float, Array])
    assert_type(
        ad.value_and_grad(three, argnums=(0, 1))(2.0, n, n), tuple[float, tuple[float, Array]]
    )
    assert_type(
        ad.value_and_grad(three, argnums=(0, 1, 2))(2.0, n, n),
        tuple[float, tuple[float, Array, Array]],
    )
    assert_type(
        ad.value_and_grad(measured, has_aux=True)(n, 3), tuple[tuple[np.float64, int], Array]
    )
    assert_type(ad.value_and_grad(quartic)(s), tuple[Scalar, Scalar])
    assert_type(ad.value_and_grad(quartic)(2.0), tuple[np.float64, float])
    assert_type(ad.value_and_grad(loss)(v, a), tuple[Scalar, Vector])
    assert_type(ad.value_and_grad(loss)(a, a), tuple[np.float64, Array1])
    assert_type(ad.value_and_grad(loss)(a, a, 2.0, shift=1.0), tuple[np.float64, Array1])
    assert_type(ad.value_and_grad(affine, argnums=1)(v, s, a), tuple[Scalar, Scalar])
    assert_type(
        ad.value_and_grad(affine, argnums=(0, 1))(v, s, a), tuple[Scalar, tuple[Vector, Scalar]]
    )
    assert_type(
        ad.value_and_grad(affine, argnums=(0, 1))(a, 1.0, a),
        tuple[np.float64, tuple[Array1, float]],
    )
    assert_type(ad.value_and_grad(layer)(Layer(v, s), a), tuple[Scalar, Layer])
    assert_type(informed(v, 3), tuple[tuple[Scalar, int], Vector])


def jacobians(s: Scalar, v: Vector, m: Matrix, a: Array1, b: Array2, n: Array, u: Any1) -> None:
    assert_type(ad.jacobian(tanh)(v), Matrix)
    assert_type(ad.jacobian(tanh)(a), Array2)
    assert_type(ad.jacobian(outer)(v), Variable[np.float64, tuple[int, int, int]])
    assert_type(ad.jacobian(outer)(a), Array3)
    assert_type(ad.jacobian(row_sums)(m), Variable[np.float64, tuple[int, int, int]])
    assert_type(ad.jacobian(row_sums)(b), Array3)
    assert_type(ad.jacobian(scaled)(m), Variable[np.float64, tuple[int, int, int, int]])
    assert_type(ad.jacobian(scaled)(b), Array4)
    assert_type(ad.jacobian(line_of)(s), Vector)
    assert_type(ad.jacobian(line_of)(2.0), Array1)
    assert_type(ad.jacobian(loss)(v, a), Vector)
    assert_type(ad.jacobian(loss)(a, a), Array1)
    assert_type(ad.jacobian(rows_of)(s, v), Vector)
    assert_type(ad.jacobian(same)(u), Any1)
    assert_type(ad.jacobian(same)(n), Array)
    assert_type(ad.jacobian(squares)(a), Array2)
    assert_type(ad.jacobian(outers)(a), Array3)
    assert_type(ad.jacobian(elements)(n), Array)
    assert_type(ad.jacobian(exact)(a), Array1)
    assert_type(ad.jacobian(cube)(2.0), float)
    assert_type(ad.jacobian(ad.grad(loss))(v, a), Matrix)
    assert_type(ad.jacobian(ad.grad(loss))(a, a), Array2)
    assert_type(ad.jacobian(ad.jacobian(tanh))(v), Variable[np.float64, tuple[int, int, int]])
    assert_type(ad.jacobian(ad.jacobian(tanh))(a), Array3)
    assert_type(ad.jacobian(ad.grad(exact))(a), Array2)
    assert_type(ad.jacfwd(tanh)(v), Matrix)
    assert_type(ad.jacrev(tanh)(a), Array2)
    assert_type(ad.jacfwd(ad.jacrev(loss))(a, a), Array2)
    assert_type(ad.hessian(loss)(v, a), Matrix)
    assert_type(ad.hessian(loss)(a, a, shift=1.0), Array2)
    assert_type(ad.hessian(quadratic)(m), Variable[np.float64, tuple[int, int, int, int]])
    assert_type(ad.hessian(quadratic)(b), Array4)
    assert_type(ad.hessian(quartic)(s), Scalar)
    assert_type(ad.hessian(quartic)(2.0), float)
    assert_type(ad.hessian(cube)(2.0), float)
    assert_type(ad.hessian(exact)(a), Array2)
    assert_type(ad.hessian(norm)(n), Array)
    assert_type(ad.hessian(anyone)(u), Any1)
    assert_type(ad.hvp(loss)(v, v, a), Vector)
    assert_type(ad.hvp(loss)(a, a, a), Array1)
    assert_type(ad.hvp(loss)(a, a, a, scale=2.0), Array1)
    assert_type(ad.hvp(exact)(a, a), Array1)
    assert_type(ad.hvp(quartic)(2.0, 1.0), float)
    assert_type(ad.hvp(line)(Line(n, 1.0), Line(n, 1.0), n), Line)


def at_a_point(f: float, s: Scalar, v: Vector, m: Matrix, a: Array1, n: Array, u: Any1) -> None:
    assert_type(ad.vjp(tanh, v)[0], Vector)
    assert_type(ad.vjp(tanh, v)[1](v), tuple[Vector])
    assert_type(ad.vjp(tanh, v)[1](a), tuple[Vector])
    assert_type(ad.vjp(tanh, a)[0], Array1)
    assert_type(ad.vjp(tanh, a)[1](a), tuple[Array1])
    assert_type(ad.vjp(quartic, 2.0)[0], np.float64)
    assert_type(ad.vjp(quartic, 2.0)[1](1.0), tuple[float])
    assert_type(ad.vjp(line_of, 2.0)[0], Array1)
    assert_type(ad.vjp(line_of, 2.0)[1](a), tuple[float])
    assert_type(ad.vjp(quartic, s)[1](1.0), tuple[Scalar])
    assert_type(ad.vjp(squares, a)[0], Array1)
    assert_type(ad.vjp(squares, a)[1](a), tuple[Array1])
    assert_type(ad.vjp(cube, 2.0)[0], float)
    assert_type(ad.vjp(cube, 2.0)[1](1.0), tuple[float])
    assert_type(ad.vjp(rows_of, s, v)[0], Vector)
    assert_type(ad.vjp(rows_of, s, v)[1](v), tuple[Scalar, Vector])
    assert_type(ad.vjp(loss, a, a)[1](1.0), tuple[Array1, Array1])
    assert_type(ad.vjp(three, 2.0, n, n)[0], float)
    assert_type(ad.vjp(three, 2.0, n, n)[1](1.0), tuple[float, Array, Array])
    assert_type(ad.vjp(line, Line(n, 1.0), n)[1](1.0), tuple[Line, Array])
    assert_type(ad.vjp(three_vectors, v, v, v)[1](s), tuple[Vector, Vector, Vector])
    assert_type(ad.vjp(three_vectors, a, a, a)[1](1.0), tuple[Array1, Array1, Array1])
    assert_type(ad.linearize(tanh, v)[0], Vector)
    assert_type(ad.linearize(tanh, v)[1](v), Vector)
    assert_type(ad.linearize(tanh, a)[0], Array1)
    assert_type(ad.linearize(tanh, a)[1](a), Array1)
    assert_type(ad.linearize(quartic, 2.0)[1](1.0), np.float64)
    assert_type(ad.linearize(cube, 2.0)[1](1.0), float)
    assert_type(ad.linearize(rows_of, s, v)[1](s, v), Vector)
    assert_type(ad.linearize(three, 2.0, n, n)[1](1.0, n, n), float)
    assert_type(ad.jvp(tanh, (v,), (v,)), tuple[Vector, Vector])
    assert_type(ad.jvp(tanh, (v,), (a,)), tuple[Vector, Vector])
    assert_type(ad.jvp(tanh, (a,), (a,)), tuple[Array1, Array1])
    assert_type(ad.jvp(quartic, (2.0,), (1.0,)), tuple[np.float64, np.float64])
    assert_type(ad.jvp(quartic, (s,), (1.0,)), tuple[Scalar, Scalar])
    assert_type(ad.jvp(line_of, (2.0,), (1.0,)), tuple[Array1, Array1])
    assert_type(ad.jvp(squares, (a,), (a,)), tuple[Array1, Array1])
    assert_type(ad.jvp(cube, (2.0,), (1.0,)), tuple[float, float])
    assert_type(ad.jvp(rows_of, (s, v), (s, v)), tuple[Vector, Vector])
    assert_type(ad.jvp(line, (Line(n, 1.0), n), (Line(n, 1.0), n)), tuple[float, float])
    assert_type(checkpointed(v, k=2), Vector)
    assert_type(ad.grad(ad.checkpoint(loss))(a, a), Array1)
    assert_type(ad.stop_gradient(v), Vector)
    assert_type(ad.stop_gradient((v, a)), tuple[Vector, Array1])


def vectors(v: Vector, a: Array1, n: Array, d: dict[str, Array]) -> None:
    assert_type(ad.ravel(d)[0], Array1)
    assert_type(ad.ravel(d)[1](ad.ravel(d)[0]), dict[str, Array])
    assert_type(ad.ravel(Line(n, 1.0))[0], Array1)
    assert_type(ad.ravel([n, n])[0], Array1)
    assert_type(ad.ravel((v, v))[0], Vector)
    assert_type(ad.ravel((v, v))[1](ad.ravel((v, v))[0]), tuple[Vector, Vector])


def unknown(a: Array1) -> None:
    assert_type(ad.grad(lambda x: x * x)(2.0), Any)
    assert_type(ad.grad(lambda x: (x**3).sum())(a), Any)
    assert_type(ad.jacobian(lambda x: x * x)(a), Any)


@ad.compile
def halved(x: Array1, *, by: float = 2.0) -> Array1:
    return x / by


@ad.compile(threads=2)
def doubled(x: Array1) -> Array1:
    return x * 2.0


def compiled(a: Array1) -> None:
    assert_type(halved(a, by=2.0), Array1)
    assert_type(doubled(a), Array1)
    assert_type(halved.source, str)
    assert_type(ad.compile(ad.value_and_grad(loss))(a, a, 2.0), tuple[np.float64, Array1])
    assert_type(ad.compile(ad.grad(cube))(2.0), float)
