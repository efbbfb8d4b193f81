"""Recurrent networks, 100 steps through time: a simple one with tanh, and an LSTM."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .loops import in_jax, in_python
from .problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from .problem import Program

    Loop = Callable[..., Any]

BATCH, FEATURES, HIDDEN = 32, 32, 64


def _parameters(steps: int, gates: int) -> tuple[tuple[Any, ...], Any]:
    """Return weights of the input and of the state, a bias, and the inputs of all steps."""
    rng = np.random.default_rng(0)
    width = gates * HIDDEN
    by_input = rng.normal(size=(FEATURES, width)) / np.sqrt(FEATURES)
    by_state = rng.normal(size=(HIDDEN, width)) / np.sqrt(HIDDEN)
    return (by_input, by_state, np.zeros(width)), rng.normal(size=(steps, BATCH, FEATURES))


def simple(size: int | None = None) -> Problem:
    """Elman's network."""
    steps = size or 100
    parameters, xs = _parameters(steps, 1)
    start = np.zeros((BATCH, HIDDEN))

    def looped(loop: Loop) -> Program:
        def program(np_: Any, u: Any, w: Any, b: Any, xs: Any, start: Any) -> Any:
            h = loop(lambda h, x: np_.tanh(x @ u + h @ w + b), start, xs)
            return (h * h).mean()

        return program

    def by_hand(u: Any, w: Any, b: Any, xs: Any, h: Any) -> list[Any]:
        states = [h]
        for t in range(steps):
            z = xs[t] @ u
            z += h @ w
            z += b
            h = np.tanh(z, out=z)
            states.append(h)
        value = np.vdot(h, h) / h.size
        g = h * (2 / h.size)
        gu, gw, gb = np.zeros_like(u), np.zeros_like(w), np.zeros_like(b)
        for t in reversed(range(steps)):
            h = states[t + 1]
            slope = h * h
            g *= np.subtract(1, slope, out=slope)
            gu += xs[t].T @ g
            gw += states[t].T @ g
            gb += g.sum(axis=0)
            g = g @ w.T
        return [value, gu, gw, gb]

    return Problem(
        looped(in_python),
        by_hand,
        parameters,
        (xs, start),
        programs={"jax": looped(in_jax)},
    )


def lstm(size: int | None = None) -> Problem:
    """Hochreiter and Schmidhuber's network with a forget gate, its four gates side by side."""
    steps = size or 100
    parameters, xs = _parameters(steps, 4)
    start = np.zeros((BATCH, HIDDEN))
    n = HIDDEN

    def looped(loop: Loop) -> Program:
        def program(np_: Any, u: Any, w: Any, b: Any, xs: Any, start: Any) -> Any:
            def step(state: Any, x: Any) -> Any:
                h, c = state
                z = x @ u + h @ w + b
                gates = 1 / (1 + np_.exp(-z[:, : 3 * n]))
                candidate = np_.tanh(z[:, 3 * n :])
                c = gates[:, n : 2 * n] * c + gates[:, :n] * candidate
                return gates[:, 2 * n :] * np_.tanh(c), c

            h, _ = loop(step, (start, start), xs)
            return (h * h).mean()

        return program

    def by_hand(u: Any, w: Any, b: Any, xs: Any, start: Any) -> list[Any]:
        h, saved = _lstm_forward(u, w, b, xs, start)
        value = np.vdot(h, h) / h.size
        h *= 2 / h.size
        return [value, *_lstm_backward(u, w, xs, saved, h)]

    return Problem(
        looped(in_python),
        by_hand,
        parameters,
        (xs, start),
        programs={"jax": looped(in_jax)},
    )


def _lstm_forward(u: Any, w: Any, b: Any, xs: Any, start: Any) -> tuple[Any, list[Any]]:
    """Return the last state, and of each step what it began with, its gates and ``tanh(c)``."""
    h = c = start
    n = HIDDEN
    saved = []
    for x in xs:
        z = x @ u
        z += h @ w
        z += b
        gates, candidate = z[:, : 3 * n], z[:, 3 * n :]
        np.negative(gates, out=gates)
        np.exp(gates, out=gates)
        gates += 1
        np.reciprocal(gates, out=gates)
        np.tanh(candidate, out=candidate)
        before = h, c
        c = gates[:, n : 2 * n] * c
        c += gates[:, :n] * candidate
        squashed = np.tanh(c)
        h = gates[:, 2 * n :] * squashed
        saved.append((*before, z, squashed))
    return h, saved


def _lstm_backward(u: Any, w: Any, xs: Any, saved: list[Any], gh: Any) -> list[Any]:
    """Return the gradients by the weights and the bias; what was saved is written over."""
    n = HIDDEN
    gc = np.zeros_like(gh)
    gu, gw, gb = np.zeros_like(u), np.zeros_like(w), np.zeros(4 * n)
    gz = np.empty((BATCH, 4 * n))
    for x, (h, c, z, squashed) in zip(reversed(xs), reversed(saved), strict=True):
        gates, candidate = z[:, : 3 * n], z[:, 3 * n :]
        np.multiply(gh, squashed, out=gz[:, 2 * n : 3 * n])
        through = np.multiply(squashed, squashed, out=squashed)
        np.subtract(1, through, out=through)
        through *= gates[:, 2 * n :]
        through *= gh
        gc += through
        np.multiply(gc, candidate, out=gz[:, :n])
        np.multiply(gc, c, out=gz[:, n : 2 * n])
        slope = 1 - gates
        slope *= gates
        gz[:, : 3 * n] *= slope
        candidate *= candidate
        np.subtract(1, candidate, out=candidate)
        candidate *= gates[:, :n]
        np.multiply(gc, candidate, out=gz[:, 3 * n :])
        gc *= gates[:, n : 2 * n]
        gu += x.T @ gz
        gw += h.T @ gz
        gb += gz.sum(axis=0)
        gh = gz @ w.T
    return [gu, gw, gb]
