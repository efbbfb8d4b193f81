"""The workloads: each written once in NumPy's operators, once differentiated by hand.

A workload is a function that returns, for each library, a step: one forward and one backward
pass that returns the gradients. Libraries that are not installed are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff import Variable

if TYPE_CHECKING:
    from collections.abc import Callable

    Step = Callable[[], list[Any]]
    Steps = dict[str, Step]

try:
    import torch

    torch.set_num_threads(1)
except ImportError:
    torch = None
try:
    import autograd
    import autograd.numpy as anp
except ImportError:
    autograd = None


def _steps(
    by_hand: Step, f: Callable[..., Any], functions: tuple[str, ...], *xs: Any, constants: Any = ()
) -> Steps:
    """Return the step of each library for ``f(*xs)``, a scalar.

    ``f`` is called as ``f(np, *xs, *constants)`` where ``np`` stands for the library's namespace,
    of which it may use ``functions``.
    """

    def ours() -> list[Any]:
        variables = [Variable(np.asarray(x)) for x in xs]
        f(np, *variables, *constants).backward()
        return [v.grad for v in variables]

    steps: Steps = {"numpy": by_hand, "autodiff": ours}
    if torch is not None and all(hasattr(torch, name) for name in functions):
        tensors = [torch.tensor(c) for c in constants]

        def pytorch() -> list[Any]:
            leaves = [torch.tensor(x, requires_grad=True) for x in xs]
            f(torch, *leaves, *tensors).backward()
            return [leaf.grad.numpy() for leaf in leaves]

        steps["torch"] = pytorch
    if autograd is not None:
        gradient = autograd.grad(lambda *v: f(anp, *v, *constants), tuple(range(len(xs))))
        steps["autograd"] = lambda: list(gradient(*xs))
    return steps


def goldstein(_size: int | None = None) -> Steps:
    """Goldstein and Price's function of two numbers: 0-d arithmetic and nothing else."""

    def f(_np: Any, x: Any, y: Any) -> Any:
        a = 19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2
        b = 18 - 32 * x + 12 * x**2 + 48 * y - 36 * x * y + 27 * y**2
        return (1 + (x + y + 1) ** 2 * a) * (30 + (2 * x - 3 * y) ** 2 * b)

    x, y = np.array(0.7), np.array(-0.4)

    def by_hand() -> list[Any]:
        s, t = x + y + 1, 2 * x - 3 * y
        a = 19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2
        b = 18 - 32 * x + 12 * x**2 + 48 * y - 36 * x * y + 27 * y**2
        p, q = 1 + s**2 * a, 30 + t**2 * b
        ax, ay = -14 + 6 * x + 6 * y, -14 + 6 * x + 6 * y
        bx, by = -32 + 24 * x - 36 * y, 48 - 36 * x + 54 * y
        px, py = 2 * s * a + s**2 * ax, 2 * s * a + s**2 * ay
        qx, qy = 4 * t * b + t**2 * bx, -6 * t * b + t**2 * by
        return [px * q + p * qx, py * q + p * qy]

    return _steps(by_hand, f, (), x, y)


def chain(size: int | None = None) -> Steps:
    """Chain 1,000 operations on vectors of 10."""
    rounds = size or 200
    v = np.linspace(0.1, 1.0, 10)

    def f(np_: Any, x: Any) -> Any:
        for _ in range(rounds):
            x = np_.sin(x * 1.01 + 0.1) - x * 0.5
        return x.sum() if np_ is not np else np.sum(x)

    def by_hand() -> list[Any]:
        x = v
        saved = []
        for _ in range(rounds):
            inner = x * 1.01 + 0.1
            saved.append(inner)
            x = np.sin(inner) - x * 0.5
        x.sum()
        g = np.ones_like(v)
        for inner in reversed(saved):
            g = g * np.cos(inner) * 1.01 - g * 0.5
        return [g]

    return _steps(by_hand, f, ("sin",), v)


def _fan_in(n: int) -> Steps:
    def f(_np: Any, x: Any) -> Any:
        y = x * 1.0
        for _ in range(n - 1):
            y = y + x * 1.0
        return y

    def by_hand() -> list[Any]:
        x = np.float64(0.5)
        y = x * 1.0
        for _ in range(n - 1):
            y = y + x * 1.0
        g = np.float64(0.0)
        for _ in range(n):
            g = g + 1.0
        return [g]

    return _steps(by_hand, f, (), np.array(0.5))


def fan_200(_size: int | None = None) -> Steps:
    """One number used 200 times."""
    return _fan_in(200)


def fan_20000(_size: int | None = None) -> Steps:
    """One number used 20,000 times."""
    return _fan_in(20_000)


def deep(size: int | None = None) -> Steps:
    """Add to a number 100,000 times, one after the other."""
    n = size or 100_000

    def f(_np: Any, x: Any) -> Any:
        for _ in range(n):
            x = x + 1e-9
        return x

    def by_hand() -> list[Any]:
        x = np.float64(1.0)
        for _ in range(n):
            x = x + 1e-9
        return [np.float64(1.0)]

    steps = _steps(by_hand, f, (), np.array(1.0))
    steps.pop("autograd", None)  # its backward pass recurses too deep
    return steps


def mlp(batch: int) -> Steps:
    """One step of a network 784-256-256-10 with tanh and softmax, in float32."""
    rng = np.random.default_rng(0)

    def normal(*shape: int) -> Any:
        return (rng.normal(size=shape) / np.sqrt(shape[0])).astype(np.float32)

    weights = [normal(784, 256), normal(256), normal(256, 256), normal(256), normal(256, 10)]
    x = normal(batch, 784)
    target = np.eye(10, dtype=np.float32)[rng.integers(0, 10, batch)]

    def f(np_: Any, *inputs: Any) -> Any:
        w1, b1, w2, b2, w3, x, t = inputs
        h1 = np_.tanh(x @ w1 + b1)
        h2 = np_.tanh(h1 @ w2 + b2)
        scores = h2 @ w3
        log_z = np_.log(np_.exp(scores) @ np_.ones_like(t[0]))
        return (log_z - (scores * t) @ np_.ones_like(t[0])).mean()

    def by_hand() -> list[Any]:
        w1, b1, w2, b2, w3 = weights
        h1 = np.tanh(x @ w1 + b1)
        h2 = np.tanh(h1 @ w2 + b2)
        scores = h2 @ w3
        e = np.exp(scores)
        z = e.sum(axis=1)
        (np.log(z) - (scores * target).sum(axis=1)).mean()
        g = (e / z[:, None] - target) / np.float32(batch)
        g3 = h2.T @ g
        g = (g @ w3.T) * (1 - h2 * h2)
        g2 = h1.T @ g
        gb2 = g.sum(axis=0)
        g = (g @ w2.T) * (1 - h1 * h1)
        return [x.T @ g, g.sum(axis=0), g2, gb2, g3]

    return _steps(by_hand, f, ("tanh",), *weights, constants=(x, target))


def mlp_64(_size: int | None = None) -> Steps:
    """Take the network's step on 64 examples."""
    return mlp(_size or 64)


def mlp_4096(_size: int | None = None) -> Steps:
    """Take the network's step on 4,096 examples."""
    return mlp(_size or 4096)


def _heat(step: Callable[[Any, Any], Any], size: int | None) -> Steps:
    """Diffuse heat on a plate of 256 x 256 for 200 steps of ``step(np, u)``."""
    n = size or 256
    plate = np.random.default_rng(0).normal(size=(n, n))

    def f(np_: Any, u: Any) -> Any:
        for _ in range(200):
            u = step(np_, u)
        return (u * u).sum()

    def by_hand() -> list[Any]:
        u = plate
        for _ in range(200):
            new = u.copy()
            new[1:-1, 1:-1] += 0.1 * _laplacian(u)
            u = new
        (u * u).sum()
        g = 2 * u
        for _ in range(200):
            inner = 0.1 * g[1:-1, 1:-1]
            g[2:, 1:-1] += inner
            g[:-2, 1:-1] += inner
            g[1:-1, 2:] += inner
            g[1:-1, :-2] += inner
            g[1:-1, 1:-1] -= 4 * inner
        return [g]

    return _steps(by_hand, f, ("concatenate",), plate)


def _laplacian(u: Any) -> Any:
    return u[2:, 1:-1] + u[:-2, 1:-1] + u[1:-1, 2:] + u[1:-1, :-2] - 4 * u[1:-1, 1:-1]


def heat(size: int | None = None) -> Steps:
    """Diffuse heat by slices that are joined again."""

    def step(np_: Any, u: Any) -> Any:
        inner = u[1:-1, 1:-1] + 0.1 * _laplacian(u)
        rows = np_.concatenate([u[1:-1, :1], inner, u[1:-1, -1:]], 1)
        return np_.concatenate([u[:1], rows, u[-1:]], 0)

    return _heat(step, size)


def heat_in_place(size: int | None = None) -> Steps:
    """Diffuse heat by writing into slices."""

    def step(_np: Any, u: Any) -> Any:
        new = u * 1.0
        new[1:-1, 1:-1] += 0.1 * _laplacian(u)
        return new

    steps = _heat(step, size)
    steps.pop("autograd", None)  # it has no assignment
    return steps


def _gaussian_process(
    negative_log_likelihood: Callable[..., Any], log_det: Callable[[Any], Any], size: int | None
) -> Steps:
    """Build the marginal likelihood of a Gaussian process, by a squared exponential kernel.

    Its parameters are the length scale, the amplitude and the noise (Rasmussen and Williams 2006,
    sections 2.3 and 5.4.1).
    """
    n = size or 300
    rng = np.random.default_rng(0)
    x = np.sort(rng.uniform(0.0, 10.0, n))
    y = np.sin(x) + 0.1 * rng.normal(size=n)
    squared = (x[:, None] - x) ** 2
    eye = np.eye(n)
    diagonal = np.arange(n)
    length, amplitude, noise = np.array(1.3), np.array(0.8), np.array(0.2)

    def f(np_: Any, length: Any, amplitude: Any, noise: Any, *constants: Any) -> Any:
        squared, eye, y, diagonal = constants
        k = amplitude**2 * np_.exp(-0.5 * squared / length**2) + noise**2 * eye
        return negative_log_likelihood(np_, k, y, diagonal)

    def by_hand() -> list[Any]:
        shape = np.exp(-0.5 * squared / length**2)
        k = amplitude**2 * shape + noise**2 * eye
        log_det(k)
        inverse = np.linalg.inv(k)
        alpha = inverse @ y
        gk = 0.5 * (inverse - np.outer(alpha, alpha))
        weighted = gk * shape
        return [
            np.sum(weighted * squared) * amplitude**2 / length**3,
            2 * amplitude * np.sum(weighted),
            2 * noise * np.trace(gk),
        ]

    return _steps(
        by_hand, f, ("exp",), length, amplitude, noise, constants=(squared, eye, y, diagonal)
    )


def gp_cholesky(size: int | None = None) -> Steps:
    """Marginal likelihood of a Gaussian process on 300 points, by a Cholesky factor."""

    def f(np_: Any, k: Any, y: Any, diagonal: Any) -> Any:
        factor = np_.linalg.cholesky(k)
        z = np_.linalg.solve(factor, y)
        return 0.5 * (z @ z) + np_.sum(np_.log(factor[diagonal, diagonal]))

    def log_det(k: Any) -> Any:
        return 2 * np.sum(np.log(np.diagonal(np.linalg.cholesky(k))))

    return _gaussian_process(f, log_det, size)


def gp_slogdet(size: int | None = None) -> Steps:
    """Do the same by ``slogdet`` and ``solve``."""

    def f(np_: Any, k: Any, y: Any, _diagonal: Any) -> Any:
        return 0.5 * (y @ np_.linalg.solve(k, y)) + 0.5 * np_.linalg.slogdet(k)[1]

    return _gaussian_process(f, lambda k: np.linalg.slogdet(k)[1], size)


def gather(size: int | None = None) -> Steps:
    """Read 50,000 rows of a table of 10,000 x 32, many of them several times."""
    rng = np.random.default_rng(0)
    table = rng.normal(size=(10_000, 32))
    rows = rng.integers(0, 10_000, size or 50_000)

    def f(_np: Any, table: Any, rows: Any) -> Any:
        read = table[rows]
        return (read * read).sum()

    def by_hand() -> list[Any]:
        read = table[rows]
        (read * read).sum()
        places = (rows[:, None] * 32 + np.arange(32)).ravel()
        total = np.bincount(places, (2 * read).ravel(), table.size)
        return [total.reshape(table.shape)]

    return _steps(by_hand, f, (), table, constants=(rows,))


WORKLOADS: dict[str, Callable[[int | None], Steps]] = {
    "Goldstein-Price, 0-d": goldstein,
    "1,000 operations on 10-vectors": chain,
    "fan-in 200": fan_200,
    "fan-in 20,000": fan_20000,
    "chain of 100,000 sums": deep,
    "MLP step, batch 64": mlp_64,
    "MLP step, batch 4096": mlp_4096,
    "heat equation by slices": heat,
    "heat equation, in place": heat_in_place,
    "gather 50,000 rows of 32": gather,
    "Gaussian process, Cholesky": gp_cholesky,
    "Gaussian process, slogdet": gp_slogdet,
}
