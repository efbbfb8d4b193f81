"""Programs as users write them: no checker may have anything to say. Never run, only checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

import autodiff as ad
from autodiff import Function, Variable, no_grad


def seed() -> None:
    a = Variable(np.array(3.0))
    b = Variable(np.array(2.0))
    c = Variable(np.array(1.0))
    y = a * b + c
    y.backward()
    print(y, a.grad, b.grad)
    x = Variable(np.array([[1, 2, 3], [4, 5, 6]]))
    print(len(x), x.shape, x.ndim)


def linear_regression(
    x: npt.NDArray[np.float64], t: npt.NDArray[np.float64]
) -> Variable[np.float64, tuple[int]]:
    w = Variable(np.zeros(3))
    b = Variable(np.zeros(1))
    for _ in range(10):
        loss = ((x @ w + b - t) ** 2).mean()
        w.cleargrad()
        b.cleargrad()
        loss.backward()
        assert w.grad is not None
        assert b.grad is not None
        w.data = w.data - 0.1 * w.grad
        b.data = b.data - 0.1 * b.grad
    return w


def layers(
    x: Variable[np.float64], weights: list[tuple[Variable[np.float64], Variable[np.float64]]]
) -> Variable[np.float64]:
    h = x
    for w, b in weights:
        h = ad.tanh(h @ w + b)
    return h


def recurrent(x: npt.NDArray[np.float64]) -> Variable[np.float64, tuple[()]]:
    h = Variable(np.zeros((4, 8)))
    w = Variable(np.zeros((8, 8)))
    b = Variable(np.zeros(8))
    for _ in range(3):
        h = ad.exp(h @ w + b)
        h = h * 0.5
        h = 1.0 - h
        h = h + b
    total = h.sum()
    total = total + (h * h).mean()
    return total * 2.0 + 1.0


def accumulated(xs: list[Variable[np.float64, tuple[int]]]) -> Variable[np.float64, tuple[()]]:
    total = Variable(np.array(0.0, dtype=np.float64))
    for x in xs:
        total = total + (x * x).sum()
    return total


@dataclass
class Parameters:
    w: Variable[np.float64, tuple[int]]
    b: Variable[np.float64, tuple[()]]


def train(
    p: Parameters, x: npt.NDArray[np.float64], t: npt.NDArray[np.float64]
) -> Variable[np.float64, tuple[()]]:
    r = x @ p.w + p.b - t
    return (r * r).mean()


def rosenbrock(
    x: Variable[np.floating[Any]], y: Variable[np.floating[Any]]
) -> Variable[np.floating[Any]]:
    return 100.0 * (y - x**2) ** 2 + (1.0 - x) ** 2


def bare(x: Variable, y: Variable) -> Variable:
    z = x * y + 2.0 * x - y / 3
    z = z.reshape(-1)
    return z[0] * z.sum()


class Softplus(Function):
    def forward(self, x: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        y: npt.NDArray[np.float64] = np.logaddexp(0.0, x)
        return y

    def backward(self, gy: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        gx: npt.NDArray[np.float64] = gy / (1.0 + np.exp(-self.inputs[0].data))
        return gx


@no_grad()
def predict(x: Variable[np.float64, tuple[int]]) -> Variable:
    return Softplus()(x)


def newton(x: Variable[np.float64, tuple[()]]) -> Variable[np.float64, tuple[()]]:
    for _ in range(5):
        y = x**4 - 2.0 * x**2
        gx = ad.gradients(y, x, create_graph=True)
        ggx = ad.gradients(gx, x)
        x = Variable(x.data - gx.data / ggx.data)
    return x
