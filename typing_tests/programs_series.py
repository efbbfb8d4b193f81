"""Programs of time series and of motion: checked, and run against finite differences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

import autodiff.numpy as anp
from autodiff import Variable

Scalar = Variable[np.float64, tuple[()]]
Vec = Variable[np.float64, tuple[int]]
Mat = Variable[np.float64, tuple[int, int]]
AVec = np.ndarray[tuple[int], np.dtype[np.float64]]
AMat = np.ndarray[tuple[int, int], np.dtype[np.float64]]
Field = Callable[[float, Vec], Vec]


# GARCH(1,1) likelihood, the variance written in place.


class Garch(NamedTuple):
    omega: Scalar
    alpha: Scalar
    beta: Scalar


def variances(p: Garch, r: AVec) -> Variable[np.float64, tuple[int]]:
    h = Variable(np.zeros(len(r))).copy()
    h[0] = p.omega / (1.0 - p.alpha - p.beta)
    for t in range(1, len(r)):
        h[t] = p.omega + p.alpha * r[t - 1] ** 2 + p.beta * h[t - 1]
    return h


def nll(p: Garch, r: AVec) -> Scalar:
    h = variances(p, r)
    terms = anp.log(2.0 * anp.pi * h) + r**2 / h
    terms[:2] *= 0.5
    terms += 1e-3 * anp.abs(terms)
    terms[terms > 10.0] = 10.0
    return 0.5 * anp.sum(terms)


# RK4 with stacked states; sensitivity of an orbit.


@dataclass(frozen=True)
class Predators:
    a: Scalar
    b: Scalar

    def __call__(self, t: float, y: Vec) -> Vec:
        prey, hunter = y
        return anp.stack([self.a * prey - self.b * prey * hunter, -hunter + prey * hunter])


def rk4(f: Field, y: Vec, h: float, n: int) -> Mat:
    ys = [y]
    t = 0.0
    for _ in range(n):
        k1 = f(t, y)
        k2 = f(t + h / 2, y + h / 2 * k1)
        k3 = f(t + h / 2, y + h / 2 * k2)
        k4 = f(t + h, y + h * k3)
        y = y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        ys.append(y)
        t += h
    return anp.stack(ys)


def pendulum(t: float, y: Vec) -> Vec:
    q, p = anp.split(y, 2)
    return anp.concatenate([p, -anp.sin(q)])


def nbody(q: Mat, m: AVec) -> Mat:
    d = q[None, :, :] - q[:, None, :]
    r2 = anp.sum(d**2, axis=-1) + 0.1
    f = d * (m / r2**1.5)[:, :, None]
    return f.sum(axis=1)


def orbit(a: Scalar, b: Scalar, y0: Vec) -> Scalar:
    path = rk4(Predators(a, b), y0, 0.1, 10)
    return anp.sum(path[-1] ** 2) + anp.mean(path[:, 0]) + anp.sum(rk4(pendulum, y0, 0.1, 4)[-1])


def forces(q: Mat) -> Scalar:
    return anp.sum(nbody(q, np.array([1.0, 2.0, 0.5])) ** 2)


# Kalman filter likelihood.


@dataclass
class State:
    mean: Vec
    cov: Mat


@dataclass
class Linear:
    transition: Mat
    noise: Mat
    observe: AVec
    r: Scalar

    def predict(self, s: State) -> State:
        cov = self.transition @ s.cov @ self.transition.T + self.noise
        e = anp.einsum("ij,jk,lk->il", self.transition, s.cov, self.transition) + self.noise
        return State(self.transition @ s.mean, 0.5 * (cov + e))

    def update(self, s: State, z: float) -> tuple[State, Scalar]:
        innovation = z - self.observe @ s.mean
        var = self.observe @ s.cov @ self.observe + self.r
        gain = s.cov @ self.observe / var
        mean = s.mean + gain * innovation
        cov = s.cov - anp.outer(gain, gain) * var
        ll = -0.5 * (anp.log(2 * anp.pi * var) + innovation**2 / var)
        return State(mean, cov), ll


def likelihood(m: Linear, zs: AVec) -> Scalar:
    s = State(Variable(np.zeros(2)), Variable(np.eye(2)))
    total = Scalar(np.array(0.0))
    for z in zs:
        s = m.predict(s)
        s, ll = m.update(s, z)
        total = total + ll
    return total


NOISE = np.random.default_rng(0)
RETURNS, WALK = NOISE.normal(size=30), np.cumsum(NOISE.normal(size=10))


def likelihood_of_parts(transition: Mat, noise: Mat, r: Scalar) -> Scalar:
    return likelihood(Linear(transition, noise, np.array([1.0, 0.0]), r), WALK)


def volatility(omega: Scalar, alpha: Scalar, beta: Scalar) -> Scalar:
    return nll(Garch(omega, alpha, beta), RETURNS)


EXAMPLES: list[tuple[Callable[..., Scalar], list[object]]] = [
    (volatility, [0.1, 0.2, 0.7]),
    (orbit, [1.1, 0.4, [1.0, 0.5]]),
    (forces, [[[0.1, 0.2], [1.0, -0.3], [-0.7, 0.9]]]),
    (likelihood_of_parts, [[[1.0, 0.9], [0.1, 1.0]], [[0.1, 0.0], [0.0, 0.1]], 0.5]),
]
