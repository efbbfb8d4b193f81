"""What the checkers refuse of the transforms: each line marked ``# E``, and no other. Never run."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

import autodiff as ad
from autodiff import Variable

Scalar = Variable[np.float64, tuple[()]]
Vector = Variable[np.float64, tuple[int]]
Matrix = Variable[np.float64, tuple[int, int]]
Array1 = np.ndarray[tuple[int], np.dtype[np.float64]]
Array2 = np.ndarray[tuple[int, int], np.dtype[np.float64]]
Array = npt.NDArray[np.float64]


class Line(NamedTuple):
    w: Array
    b: float


class Curve(NamedTuple):
    w: Array
    b: float
    c: float


def cube(x: float) -> float:
    return x * x * x


def norm(x: Array) -> float:
    return float(np.sum(x * x))


def line(p: Line, t: Array) -> float:
    return float(np.sum(p.w * t + p.b))


def loss(w: Vector, t: Array1, scale: float = 1.0, *, shift: float = 0.0) -> Scalar:
    return ((w * t - shift) ** 2).sum() * scale


def affine(w: Vector, b: Scalar) -> Scalar:
    return w.sum() + b


def tanh(x: Vector) -> Vector:
    return x / (1.0 + x)


def with_count(w: Vector) -> tuple[Scalar, int]:
    return w.sum(), 3


def text(x: float) -> str:
    return str(x)


def nothing(x: float) -> None:
    print(x)


def several(x: float) -> tuple[float, float]:
    return x, x


def kind(z: Variable[np.complex128, tuple[()]]) -> Variable[np.complex128, tuple[()]]:
    return z


s = Variable(np.array(1.0, dtype=np.float64)).sum()
v = Variable(np.ones(3))
m = Variable(np.ones((2, 3)))
a: Array1 = np.ones(3)
b: Array2 = np.ones((2, 3))
h: np.ndarray[tuple[int], np.dtype[np.float32]] = np.ones(3, dtype=np.float32)
p = Line(a, 1.0)

# No number is returned

ad.grad(text)  # E
ad.grad(nothing)  # E
ad.grad(several)  # E
ad.grad(tanh)  # E
ad.grad(kind)  # E
ad.grad(with_count)  # E
ad.grad(cube, has_aux=True)  # E
ad.value_and_grad(text)  # E
ad.value_and_grad(tanh)  # E
ad.value_and_grad(loss, has_aux=True)  # E
ad.hessian(tanh)  # E
ad.hessian(text)  # E
ad.hvp(tanh)  # E
ad.hvp(nothing)  # E
ad.grad(3)  # E
ad.grad("cube")  # E
ad.grad(p)  # E
ad.jacobian(3)  # E
ad.checkpoint(3)  # E

# Arguments of the gradient

ad.grad(cube)("a")  # E
ad.grad(cube)()  # E
ad.grad(cube)(1.0, 2.0)  # E
ad.grad(cube)(a)  # E
ad.grad(norm)([1.0])  # E
ad.grad(norm)(None)  # E
ad.grad(line)(a, a)  # E
ad.grad(line)(p)  # E
ad.grad(line)(p, a, a)  # E
ad.grad(line)(p, s=a)  # E
ad.grad(line)((a, 1.0), a)  # E
ad.grad(line)(Curve(a, 1.0, 2.0), a)  # E
ad.grad(loss)(v)  # E
ad.grad(loss)(a)  # E
ad.grad(loss)(m, a)  # E
ad.grad(loss)(b, a)  # E
ad.grad(loss)(1.0, a)  # E
ad.grad(loss)(h, a)  # E
ad.grad(loss)(s, a)  # E
ad.grad(loss)(v, "a")  # E
ad.grad(loss)(v, a, scale="a")  # E
ad.grad(loss)(v, a, scal=2.0)  # E
ad.grad(loss)(v, a, 1.0, 2.0)  # E
ad.grad(loss)(v, a, shift=None)  # E
ad.grad(affine, argnums=(0, 1))(a, a)  # E
ad.grad(affine, argnums=(0, 1))(v)  # E
ad.grad(affine, argnums=(0, 1))(1.0, 1.0)  # E
ad.grad(affine, argnums=1)(v, v)  # E
ad.grad(ad.grad(cube))("a")  # E
ad.value_and_grad(loss)(m, a)  # E
ad.value_and_grad(loss)(v, a, shft=1.0)  # E
ad.value_and_grad(cube)(a)  # E
ad.elementwise_grad(tanh)(m)  # E
ad.elementwise_grad(tanh)(1.0)  # E
ad.jacobian(tanh)(m)  # E
ad.jacobian(tanh)(b)  # E
ad.jacobian(tanh)(v, v)  # E
ad.hessian(loss)(m, a)  # E
ad.hessian(loss)(v)  # E
ad.hvp(loss)(v, a)  # E
ad.hvp(loss)(v, m, a)  # E
ad.hvp(loss)(a, b, a)  # E
ad.hvp(cube)(1.0)  # E

# Which argument

ad.grad(cube, argnums=1)(1.0)  # E
ad.grad(loss, argnums=(0, 2))(v, a)  # E
ad.grad(affine, argnums=2)(v, s)  # E
ad.grad(affine, argnums=(0, 1, 2))(v, s)  # E
ad.grad(affine, argnums="w")  # E
ad.grad(affine, argnums=1.5)  # E
ad.grad(affine, argnums=None)  # E
ad.value_and_grad(affine, argnums="w")  # E
ad.jacobian(tanh, argnums="x")  # E
ad.grad(affine, argnum=1)  # E
ad.hessian(affine, has_aux=True)  # E

# What is made of the result

g1: Array2 = ad.grad(loss)(a, a)  # E
g2: Matrix = ad.grad(loss)(v, a)  # E
g3: float = ad.grad(norm)(a)  # E
g4: Curve = ad.grad(line)(p, a)  # E
g5: Array = ad.grad(line)(p, a)  # E
g6: tuple[Vector, Vector] = ad.grad(affine, argnums=(0, 1))(v, s)  # E
g7: Vector = ad.value_and_grad(loss)(v, a)  # E
g8: Vector = ad.grad(with_count, has_aux=True)(v)  # E
g9: Array1 = ad.jacobian(tanh)(a)  # E
g10: Vector = ad.hessian(loss)(v, a)  # E
g11: str = ad.stop_gradient(v)  # E
ad.grad(line)(p, a).c  # E
ad.grad(cube)(2.0).shape  # E
ad.grad(affine, argnums=(0, 1))(v, s)[2]  # E
ad.value_and_grad(loss)(a, a)[0].backward()  # E

# At a point

ad.vjp(tanh)  # E
ad.vjp(tanh, v, v)  # E
ad.vjp(tanh, m)  # E
ad.vjp(tanh, b)  # E
ad.vjp(tanh, "a")  # E
ad.vjp(tanh, v)[1]()  # E
ad.vjp(tanh, v)[1](m)  # E
ad.vjp(tanh, a)[1](b)  # E
ad.vjp(tanh, v)[1](v, v)  # E
ad.vjp(affine, v)  # E
ad.vjp(affine, v, s)[1](v)  # E
ad.vjp(affine, v, s)[1](1.0)[2]  # E
ad.linearize(tanh)  # E
ad.linearize(tanh, m)  # E
ad.linearize(tanh, v)[1](m)  # E
ad.linearize(tanh, v)[1](v, v)  # E
ad.linearize(affine, v, s)[1](v)  # E
ad.jvp(tanh, (v,), (m,))  # E
ad.jvp(tanh, (v,), ())  # E
ad.jvp(tanh, (a,), (b,))  # E
ad.jvp(tanh, (v, v), (v, v))  # E
ad.jvp(tanh, v, v)  # E
ad.jvp(affine, (v, s), (v,))  # E
ad.jvp(line, (p, a), (a, p))  # E


# Decorated, and rules of one's own


@ad.grad
def gradient(x: Vector) -> Scalar:
    return x.sum()


gradient(m)  # E
gradient(v, v)  # E
wrong: Matrix = gradient(v)  # E


@ad.checkpoint
def layer(x: Vector, *, k: int = 1) -> Vector:
    return x * k


layer(m)  # E
layer(v, k="a")  # E


@ad.custom_function
def scale(c: float, x: Array1) -> Array1:
    return c * x


scale(1.0)  # E
scale("a", a)  # E
scale(1.0, None)  # E
scale(1.0, a, 2.0)  # E
scale(1.0, v).no_such_thing  # E


def one_gradient(gy: Array1, y: Array1, c: float, x: Array1) -> Array1:
    return gy


def three_gradients(
    gy: Array1, y: Array1, c: float, x: Array1
) -> tuple[Array1, Array1, Array1]:  # fmt: skip
    return gy, gy, gy


def text_for_one(gy: Array1, y: Array1, c: float, x: Array1) -> tuple[str, Array1]:
    return "a", gy


def too_few(gy: Array1, y: Array1, c: float) -> tuple[float, Array1]:
    return 1.0, gy


def too_many(gy: Array1, y: Array1, c: float, x: Array1, z: Array1) -> tuple[float, Array1]:
    return 1.0, gy


def one_tangent(dx: Array1, y: Array1, c: float, x: Array1) -> Array1:
    return dx


scale.pullback(one_gradient)  # E
scale.pullback(three_gradients)  # E
scale.pullback(text_for_one)  # E
scale.pullback(too_few)  # E
scale.pullback(too_many)  # E
scale.pullback(3)  # E
scale.pushforward(one_tangent)  # E
scale.pushforward(too_few)  # E
scale.push(one_tangent)  # E
ad.custom_function(3)  # E
ad.custom_function(residual=True)  # E
ad.compile(3)  # E
ad.compile(tanh, threads="2")  # E
ad.compile(loss)("a")  # E
ad.compile(ad.grad(loss))()  # E
