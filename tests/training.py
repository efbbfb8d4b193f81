"""Steps of training, in all the ways in which one trains: what is kept must not grow."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import numpy as np
from untyped import variable

import autodiff as ad

__all__ = ["STEPS", "Training"]

nx: Any = np  # NumPy's stubs know no Variables
X = np.random.default_rng(0).normal(size=(8, 3))


class Training:
    """A small model, and ways to make a step."""

    def __init__(self) -> None:
        self.w, self.b = variable(np.ones((3, 2))), variable(np.zeros(2))

    def loss(self, w: Any, b: Any) -> Any:
        hidden = nx.tanh(X @ w + b)
        return nx.mean(nx.where(hidden > 0, hidden, 0.1 * hidden)[:, [0, 1]] ** 2)

    def descend(self, *grads: Any) -> None:
        for p, g in zip((self.w, self.b), grads, strict=True):
            p.data = p.data - 0.001 * (g.data if isinstance(g, ad.Variable) else g)

    def backward(self) -> None:
        self.loss(self.w, self.b).backward()
        self.descend(self.w.grad, self.b.grad)
        self.w.cleargrad()
        self.b.cleargrad()

    def update_in_place(self) -> None:
        self.loss(self.w, self.b).backward(retain_grad=True)
        with ad.no_grad():
            self.w -= 0.001 * self.w.grad
            self.b -= 0.001 * self.b.grad
        self.w.cleargrad()
        self.b.cleargrad()

    def value_and_grad(self) -> None:
        _, grads = ad.value_and_grad(self.loss, argnums=(0, 1))(self.w, self.b)
        self.descend(*grads)

    def create_graph(self) -> None:
        grads = ad.gradients(self.loss(self.w, self.b), [self.w, self.b], create_graph=True)
        penalty = (grads[0] * grads[0]).sum() + (grads[1] * grads[1]).sum()
        self.descend(*ad.gradients(penalty, [self.w, self.b]))

    def write(self) -> None:
        h = X @ self.w
        h += self.b
        h[1:] *= 0.5
        h[0] = h[1] + h[2]
        np.add.at(h, [0, 0, 3], 0.25)
        nx.mean(h * h).backward()
        self.descend(self.w.grad, self.b.grad)
        self.w.cleargrad()
        self.b.cleargrad()

    def views(self) -> None:
        row, flipped = self.w[1:], self.w.T
        h = X @ flipped.T
        part = h.reshape(-1)[::2]
        part += 1.0
        h.T[0, 1:] *= 2.0
        (h.sum() + (row * row).sum()).backward()
        with ad.no_grad():
            self.w -= 0.001 * self.w.grad
            row *= 0.999
        self.w.cleargrad()

    def exceptions(self) -> None:
        h = X @ self.w + self.b
        with contextlib.suppress(ValueError):
            h += np.ones((7, 7))
        with contextlib.suppress(ZeroDivisionError):
            (Failing()(h) * h).backward()
        with contextlib.suppress(ZeroDivisionError), ad.no_grad():
            raise ZeroDivisionError
        y = nx.mean(h * h)
        y.backward()
        with contextlib.suppress(ad.GraphFreedError):
            y.backward()
        self.descend(self.w.grad, self.b.grad)
        self.w.cleargrad()
        self.b.cleargrad()

    def checkpoint(self) -> None:
        ad.checkpoint(self.loss)(self.w, self.b).backward()
        self.descend(self.w.grad, self.b.grad)
        self.w.cleargrad()
        self.b.cleargrad()

    def jvp(self) -> None:
        _, slope = ad.jvp(self.loss, (self.w, self.b), (self.w, self.b))
        self.b.data = self.b.data - 0.001 * slope.item()

    def hook(self) -> None:
        h = X @ self.w
        seen: list[Any] = []
        h.register_hook(seen.append)
        nx.mean(h * h).backward()
        self.descend(self.w.grad, 0.0)
        self.w.cleargrad()


class Failing(ad.Function):
    """Fails in the backward pass."""

    def forward(self, x: Any) -> Any:
        return x * 1.0

    def backward(self, _gy: Any) -> Any:
        raise ZeroDivisionError


STEPS: list[Callable[[Training], None]] = [
    Training.backward,
    Training.update_in_place,
    Training.value_and_grad,
    Training.create_graph,
    Training.write,
    Training.views,
    Training.exceptions,
    Training.checkpoint,
    Training.jvp,
    *([Training.hook] if hasattr(ad.Variable, "register_hook") else []),
]
