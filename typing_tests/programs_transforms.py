"""Programs with transforms, as users write them: no checker may have anything to say.

Never run, only checked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

import autodiff as ad
import autodiff.numpy as anp
from autodiff import Variable

Array = npt.NDArray[np.float64]
Vector = Variable[np.float64, tuple[int]]
Scalar = Variable[np.float64, tuple[()]]


class Parameters(NamedTuple):
    weights: Array
    bias: float


def plain_loss(p: Parameters, x: Array, t: Array) -> float:
    residual = x @ p.weights + p.bias - t
    return float(np.mean(residual**2))


def descend(x: Array, t: Array) -> Parameters:
    p = Parameters(np.zeros(x.shape[1]), 0.0)
    step = ad.value_and_grad(plain_loss)
    for _ in range(100):
        value, g = step(p, x, t)
        p = Parameters(p.weights - 0.1 * g.weights, p.bias - 0.1 * g.bias)
        if value < 1e-6:
            break
    return p


@dataclass
class Network:
    layers: list[tuple[Array, Array]]

    def __call__(self, x: Array) -> Array:
        for w, b in self.layers:
            x = anp.tanh(x @ w + b)
        return x


def network_loss(net: Network, x: Array, t: Array, *, penalty: float = 0.0) -> np.floating[Any]:
    size: np.floating[Any] = sum((np.sum(w * w) for w, _ in net.layers), start=np.float64(0.0))
    loss: np.floating[Any] = np.mean((net(x) - t) ** 2) + penalty * size
    return loss


def train(net: Network, x: Array, t: Array) -> Network:
    gradient = ad.grad(network_loss)
    for _ in range(10):
        g = gradient(net, x, t, penalty=1e-3)
        pairs = zip(net.layers, g.layers, strict=True)
        net = Network([(w - 0.1 * gw, b - 0.1 * gb) for (w, b), (gw, gb) in pairs])
    return net


def loss(w: Vector, b: Scalar, x: Array, t: Array) -> Scalar:
    return ((x @ w + b - t) ** 2).mean()


def of_arrays(x: Array, t: Array) -> tuple[Array, float]:
    w, b = np.zeros(3), 0.0
    for _ in range(10):
        value, (gw, gb) = ad.value_and_grad(loss, argnums=(0, 1))(w, b, x, t)
        w, b = w - 0.1 * gw, b - 0.1 * gb
        print(value.item())
    return w, b


def of_variables(w: Vector, b: Scalar, x: Array, t: Array) -> Scalar:
    gw, gb = ad.grad(loss, argnums=(0, 1))(w, b, x, t)
    return (gw * gw).sum() + gb * gb


def penalised(w: Vector, b: Scalar, x: Array, t: Array) -> Vector:
    return ad.grad(of_variables)(w, b, x, t)


def newton(f: Callable[[float], float], x: float) -> float:
    slope = ad.grad(f)
    for _ in range(10):
        x -= f(x) / slope(x)
    return x


def curve(x: float) -> float:
    return x**3 - 2.0 * x


def rosenbrock(x: Vector) -> Scalar:
    return (100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1.0 - x[:-1]) ** 2).sum()


def newton_step(x: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Array:
    g, h = ad.grad(rosenbrock)(x), ad.hessian(rosenbrock)(x)
    return x - anp.linalg.solve(h, g)


def conjugate(x: Vector, v: Vector) -> Scalar:
    return (ad.hvp(rosenbrock)(x, v) * v).sum()


def field(s: Vector, rate: float) -> Vector:
    return anp.sin(s) * rate


def stability(s: Array, rate: float) -> Array:
    return anp.sum(ad.jacobian(field)(s, rate), axis=0)


def implicit(x: Vector, y: Vector) -> tuple[Vector, Vector]:
    def residual(x: Vector, y: Vector) -> Vector:
        return x * y - anp.exp(y)

    value, pull = ad.vjp(residual, x, y)
    gx, gy = pull(value)
    _, push = ad.linearize(residual, x, y)
    return gx, push(gx, gy)


class Model:
    def __init__(self, scale: float) -> None:
        self.scale = scale

    def energy(self, x: Vector) -> Scalar:
        return (x * x).sum() * self.scale

    def force(self, x: Vector) -> Vector:
        return -ad.grad(self.energy)(x)

    def forces(self) -> Array:
        return ad.grad(self.energy)(np.ones(3))


@ad.checkpoint
def block(x: Vector, w: Vector) -> Vector:
    return anp.tanh(x * w)


@ad.grad
def gradient_of_block(w: Vector, x: Vector) -> Scalar:
    return block(x, w).sum()


def any_of_these(x: Array) -> list[Array]:
    fixed = ad.grad(partial(plain_loss, x=x, t=x))
    print(fixed(Parameters(x, 0.0)))
    return [ad.grad(weighted, argnums=i)(x, x) for i in range(2)]


def weighted(x: Array, y: Array) -> float:
    return float(np.sum(x * y))


def in_vectors(p: Parameters, x: Array, t: Array) -> Parameters:
    vector, unravel = ad.ravel(p)

    def of_vector(v: Array) -> float:
        return plain_loss(unravel(v), x, t)

    return unravel(vector - 0.1 * ad.grad(of_vector)(vector))


@ad.custom_function
def softplus(x: Array) -> Array:
    y: Array = np.logaddexp(0.0, x)
    return y


@softplus.pullback
def _(gy: Array, y: Array, x: Array) -> Array:
    return gy / (1.0 + np.exp(-x))


def of_softplus(x: Vector, offset: float = 0.0) -> Scalar:
    return (softplus(x) + offset).sum()


def use(x: Array, v: Vector) -> Array:
    print(of_softplus(v), softplus(x), ad.grad(of_softplus)(v, offset=1.0))
    return ad.grad(of_softplus)(x)
