"""Programs of scientists, with ``autodiff.numpy``: nothing to say of them. Only checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

import autodiff as ad
import autodiff.numpy as anp
from autodiff import Function, Variable, no_grad, using_config
from autodiff.typing import InexactT, ShapeT

Vector = npt.NDArray[np.float64]
Scalar = Variable[np.float64, tuple[()]]


# A dtype-generic helper: float32 stays float32.
def softplus(x: Variable[InexactT, ShapeT]) -> Variable[InexactT, ShapeT]:
    return anp.log(1.0 + anp.exp(x))


def standardized(x: Variable[InexactT, ShapeT]) -> Variable[InexactT]:
    return (x - x.mean()) / anp.sqrt(anp.mean((x - x.mean()) ** 2))


# A dataclass of parameters, an optimiser over them.
@dataclass
class Dense:
    w: Variable[np.float64, tuple[int, int]]
    b: Variable[np.float64, tuple[int]]

    def __call__(
        self, x: Variable[np.float64, tuple[int, int]]
    ) -> Variable[np.float64, tuple[int, int]]:
        return anp.tanh(x @ self.w + self.b)

    def parameters(self) -> Iterator[Variable[np.float64]]:
        yield self.w
        yield self.b


@dataclass
class Network:
    layers: list[Dense] = field(default_factory=list[Dense])

    def __call__(
        self, x: Variable[np.float64, tuple[int, int]]
    ) -> Variable[np.float64, tuple[int, int]]:
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self) -> list[Variable[np.float64]]:
        return [p for layer in self.layers for p in layer.parameters()]


class Momentum:
    def __init__(self, parameters: Sequence[Variable[np.float64]], rate: float) -> None:
        self.parameters = list(parameters)
        self.velocities = [np.zeros(p.shape) for p in parameters]
        self.rate = rate

    def step(self) -> None:
        for p, v in zip(self.parameters, self.velocities, strict=True):
            if p.grad is None:
                continue
            v *= 0.9
            v -= self.rate * p.grad
            p.data = p.data + v
            p.cleargrad()


def train(
    network: Network,
    x: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    t: np.ndarray[tuple[int, int], np.dtype[np.float64]],
) -> list[float]:
    optimizer = Momentum(network.parameters(), 0.01)
    losses: list[float] = []
    for _ in range(100):
        residual = network(Variable(x)) - t
        loss = (residual * residual).mean()
        loss.backward()
        optimizer.step()
        losses.append(float(loss.data))
    return losses


# A recurrent network over steps, collected and stacked.
def rnn(
    xs: Sequence[Variable[np.float64, tuple[int]]],
    w: Variable[np.float64, tuple[int, int]],
    u: Variable[np.float64, tuple[int, int]],
) -> Variable[np.float64, tuple[int, int]]:
    h = Variable(np.zeros(8))
    states: list[Variable[np.float64, tuple[int]]] = []
    for x in xs:
        h = anp.tanh(w @ h + u @ x)
        states.append(h)
    return anp.stack(states)


# Logistic regression, with masks and comparisons.
def log_likelihood(
    w: Variable[np.float64, tuple[int]], x: Vector, y: Vector
) -> Variable[np.float64]:
    z = x @ w
    return anp.sum(y * z - softplus(z))


def accuracy(w: Variable[np.float64, tuple[int]], x: Vector, y: Vector) -> float:
    with no_grad():
        wrong = ((x @ w) > 0.0) ^ (y > 0.5)
    return 1.0 - int(np.count_nonzero(wrong)) / len(y)


# SciPy's optimisers ask for a value and a gradient.
class Minimize(Protocol):
    def __call__(
        self, fun: Callable[[Vector], tuple[float, Vector]], x0: Vector, *, jac: bool, method: str
    ) -> object: ...


def value_and_grad(
    f: Callable[[Variable[np.float64]], Variable[np.float64]],
) -> Callable[[Vector], tuple[float, Vector]]:
    def both(x: Vector) -> tuple[float, Vector]:
        v = Variable(x)
        y = f(v)
        (gx,) = ad.gradients(y, [v])
        return float(y.data), gx.data

    return both


def rosenbrock(x: Variable[np.float64]) -> Variable[np.float64]:
    return anp.sum(100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1.0 - x[:-1]) ** 2)


def optimum(minimize: Minimize) -> object:
    return minimize(value_and_grad(rosenbrock), np.zeros(5), jac=True, method="L-BFGS-B")


# A fit of a curve with named parameters.
class Peak(NamedTuple):
    height: Scalar
    center: Scalar
    width: Scalar


def gauss(
    p: Peak, t: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> Variable[np.float64, tuple[int]]:
    z = (t - p.center) / p.width
    return p.height * anp.exp(-0.5 * z**2)


def chi2(
    p: Peak, t: np.ndarray[tuple[int], np.dtype[np.float64]], y: Vector
) -> Variable[np.float64]:
    r = gauss(p, t) - y
    return (r * r).sum()


# A simulation: leapfrog with a force from an energy.
def force(
    q: Variable[np.float64, tuple[int]],
    energy: Callable[[Variable[np.float64, tuple[int]]], Scalar],
) -> Variable[np.float64, tuple[int]]:
    return -ad.gradients(energy(q), q, create_graph=True)


def leapfrog(
    q: Variable[np.float64, tuple[int]], p: Variable[np.float64, tuple[int]], dt: float, steps: int
) -> tuple[Variable[np.float64, tuple[int]], Variable[np.float64, tuple[int]]]:
    def energy(q: Variable[np.float64, tuple[int]]) -> Scalar:
        return 0.5 * (q * q).sum() + 0.25 * (q**4).sum()

    for _ in range(steps):
        p = p + 0.5 * dt * force(q, energy)
        q = q + dt * p
        p = p + 0.5 * dt * force(q, energy)
    return q, p


# Own operations, of one and of two inputs, and of several outputs.
class Hypot(Function):
    def forward(self, x: Vector, y: Vector) -> Vector:
        r: Vector = np.hypot(x, y)
        return r

    def backward(self, gy: Vector) -> tuple[Vector, Vector]:
        x, y = (v.data for v in self.inputs)
        r = np.hypot(x, y)
        return gy * x / r, gy * y / r


def length(x: Variable[np.float64], y: Variable[np.float64]) -> Variable:
    return Hypot()(x, y)


# Settings, and complex numbers.
def quietly(v: Variable[np.float64, tuple[int]]) -> Variable[np.float64, tuple[int]]:
    with using_config("enable_backprop", False):
        return v * 2.0


def power(z: Variable[np.complex128, tuple[int]]) -> Variable[np.float64, tuple[()]]:
    return (abs(z) ** 2).sum()


# Batches of float32, with attention's shapes.
def attention(
    q: Variable[np.float32, tuple[int, int]],
    k: Variable[np.float32, tuple[int, int]],
    v: Variable[np.float32, tuple[int, int]],
) -> Variable[np.float32, tuple[int, int]]:
    scores = q @ k.T * 0.125
    weights = anp.exp(scores - scores.max(axis=1, keepdims=True))
    weights = weights / weights.sum(axis=1, keepdims=True)
    return weights @ v


def penalty(parameters: Sequence[Variable[np.float64]]) -> Scalar:
    total = Variable(np.array(0.0, dtype=np.float64))
    for p in parameters:
        total = total + (p * p).sum()
    return 0.5 * total
