"""Steps of training: a network in float32, and logistic regression."""

from __future__ import annotations

from typing import Any

import numpy as np

from .problem import Problem


def network(batch: int) -> Problem:
    """One step of a network 784-256-256-10 with tanh and softmax, in float32."""
    rng = np.random.default_rng(0)

    def normal(*shape: int) -> Any:
        return (rng.normal(size=shape) / np.sqrt(shape[0])).astype(np.float32)

    weights = normal(784, 256), normal(256), normal(256, 256), normal(256), normal(256, 10)
    x = normal(batch, 784)
    target = np.eye(10, dtype=np.float32)[rng.integers(0, 10, batch)]

    def program(np_: Any, w1: Any, b1: Any, w2: Any, b2: Any, w3: Any, x: Any, target: Any) -> Any:
        h1 = np_.tanh(x @ w1 + b1)
        h2 = np_.tanh(h1 @ w2 + b2)
        scores = h2 @ w3
        return (np_.log(np_.exp(scores).sum(1)) - (scores * target).sum(1)).mean()

    def by_hand(w1: Any, b1: Any, w2: Any, b2: Any, w3: Any, x: Any, target: Any) -> list[Any]:
        h1 = x @ w1
        h1 += b1
        np.tanh(h1, out=h1)
        h2 = h1 @ w2
        h2 += b2
        np.tanh(h2, out=h2)
        scores = h2 @ w3
        e = np.exp(scores)
        z = e.sum(axis=1)
        value = (np.log(z) - (scores * target).sum(axis=1)).mean()
        e /= z[:, None]
        e -= target
        e /= len(e)
        g3 = h2.T @ e
        g = e @ w3.T
        h2 *= h2
        g *= np.subtract(1, h2, out=h2)
        g2, gb2 = h1.T @ g, g.sum(axis=0)
        g = g @ w2.T
        h1 *= h1
        g *= np.subtract(1, h1, out=h1)
        return [value, x.T @ g, g.sum(axis=0), g2, gb2, g3]

    return Problem(program, by_hand, weights, (x, target))


def network_64(size: int | None = None) -> Problem:
    """Take the network's step on 64 examples."""
    return network(size or 64)


def network_4096(size: int | None = None) -> Problem:
    """Take the network's step on 4,096 examples."""
    return network(size or 4096)


def logistic(size: int | None = None) -> Problem:
    """Logistic regression of 100,000 examples of 50 features, whose labels are 1 and -1."""
    n = size or 100_000
    rng = np.random.default_rng(0)
    x = rng.normal(size=(n, 50))
    labels = np.sign(x @ rng.normal(size=50) + rng.normal(size=n))

    def program(np_: Any, w: Any, b: Any, x: Any, labels: Any) -> Any:
        return np_.log(1 + np_.exp(-labels * (x @ w + b))).mean()

    def by_hand(w: Any, b: Any, x: Any, labels: Any) -> list[Any]:
        e = x @ w
        e += b
        e *= labels
        np.negative(e, out=e)
        np.exp(e, out=e)
        odds = 1 + e
        e /= odds
        value = np.log(odds, out=odds).mean()
        e *= labels
        e /= -n
        return [value, e @ x, e.sum()]

    return Problem(program, by_hand, (rng.normal(size=50) * 0.1, np.array(0.1)), (x, labels))
