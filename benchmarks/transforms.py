"""Compare derivatives as functions with PyTorch and HIPS autograd: ``make bench``.

Every library's result is checked before it is timed, and all take turns. Where there are several
ways to ask a library, the faster counts. Each comparison has a bound, which is printed beside.
"""

from __future__ import annotations

import single_thread  # noqa: F401  # before NumPy

# isort: split

import argparse
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from measure import interleaved

from autodiff import Variable, grad, hessian, hvp, jacobian, vjp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Way = Callable[[], Any]

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

SIZE = 50


@dataclass(frozen=True)
class Comparison:
    """One line of the table.

    Attributes
    ----------
    ours, theirs
        Ways to the same result, by name; those of one library begin with its name.
    bound
        How often the time of the faster of theirs ours may take.
    """

    title: str
    ours: Way
    theirs: Mapping[str, Way]
    bound: float


def rosenbrock(x: Any) -> Any:
    """Return Rosenbrock's function of many numbers, as one writes it with NumPy."""
    return np.sum(100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)


def rosenbrock_autograd(x: Any) -> Any:
    """Return the same in HIPS autograd's NumPy."""
    return anp.sum(100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)


def rosenbrock_torch(x: Any) -> Any:
    """Return the same in PyTorch."""
    return torch.sum(100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)


def hessian_by_hand(x: Any) -> Any:
    """Return the second derivatives of Rosenbrock's function, a tridiagonal matrix."""
    diagonal = np.zeros_like(x)
    diagonal[:-1] += 1200 * x[:-1] ** 2 - 400 * x[1:] + 2
    diagonal[1:] += 200
    beside = -400 * x[:-1]
    return np.diag(diagonal) + np.diag(beside, 1) + np.diag(beside, -1)


def products(x: Any, v: Any) -> Iterator[Comparison]:
    """Multiply the Hessian of Rosenbrock's function by a vector."""
    ours = hvp(rosenbrock)
    title = f"Hessian times vector, Rosenbrock {x.size}"
    if autograd is not None:
        product = autograd.hessian_vector_product(rosenbrock_autograd)
        made = autograd.make_hvp(rosenbrock_autograd)
        yield Comparison(
            title,
            lambda: ours(x, v),
            {
                "HIPS hessian_vector_product": lambda: product(x, v),
                "HIPS make_hvp": lambda: made(x)[0](v),
            },
            0.6,
        )
    if torch is not None:
        functional = torch.autograd.functional
        tx, tv = torch.tensor(x), torch.tensor(v)

        def twice_backward() -> Any:
            leaf = torch.tensor(x, requires_grad=True)
            (g,) = torch.autograd.grad(rosenbrock_torch(leaf), leaf, create_graph=True)
            return torch.autograd.grad(g, leaf, tv)[0].numpy()

        yield Comparison(
            title,
            lambda: ours(x, v),
            {
                "PyTorch vhp": lambda: np.asarray(functional.vhp(rosenbrock_torch, tx, tv)[1]),
                "PyTorch hvp": lambda: np.asarray(functional.hvp(rosenbrock_torch, tx, tv)[1]),
                "PyTorch, backward twice": twice_backward,
            },
            1.0,
        )


def hessians(x: Any) -> Iterator[Comparison]:
    """Compute the whole Hessian of Rosenbrock's function."""
    ours = hessian(rosenbrock)
    title = f"Hessian, Rosenbrock {x.size}"
    if autograd is not None:
        theirs = autograd.hessian(rosenbrock_autograd)
        yield Comparison(title, lambda: ours(x), {"HIPS hessian": lambda: theirs(x)}, 0.1)
    if torch is not None:
        functional = torch.autograd.functional
        tx = torch.tensor(x)
        yield Comparison(
            title,
            lambda: ours(x),
            {"PyTorch hessian": lambda: functional.hessian(rosenbrock_torch, tx).numpy()},
            0.1,
        )
        yield Comparison(
            title,
            lambda: ours(x),
            {
                "PyTorch hessian, vectorize": lambda: functional.hessian(
                    rosenbrock_torch, tx, vectorize=True
                ).numpy(),
                "PyTorch func.hessian": lambda: torch.func.hessian(rosenbrock_torch)(tx).numpy(),
            },
            1.0,
        )


def least_squares() -> Iterator[Comparison]:
    """Differentiate 500 residuals by 3 parameters, against the residuals alone.

    NumPy computes those of a curve in the time of a few calls; where each residual is an integral
    over 50 points, its arithmetic counts.
    """
    t = np.linspace(1.0, 10.0, 500)
    b = np.array([1.5, 0.4, 0.1])

    def curve(b: Any) -> Any:
        return b[0] * np.exp(-b[1] * t) + b[2] - 1.0

    e = np.exp(-b[1] * t)
    by_hand = np.stack([e, -b[0] * t * e, np.ones_like(t)], axis=1)
    yield _residuals("of a curve", curve, b, by_hand)
    s, w = np.polynomial.legendre.leggauss(50)
    squares = (t[:, None] - s) ** 2

    def integral(b: Any) -> Any:
        return b[0] * (np.exp(-b[1] * squares) @ w) + b[2] - 1.0

    e = np.exp(-b[1] * squares)
    by_hand = np.stack([e @ w, -b[0] * ((squares * e) @ w), np.ones_like(t)], axis=1)
    yield _residuals("of integrals", integral, b, by_hand)


def _residuals(kind: str, f: Callable[[Any], Any], b: Any, by_hand: Any) -> Comparison:
    ours = jacobian(f)
    np.testing.assert_allclose(ours(b), by_hand, rtol=1e-12)
    title = f"Jacobian, 500 residuals {kind} by 3"
    return Comparison(title, lambda: ours(b), {"NumPy, residuals alone": lambda: f(b)}, 5.0)


def sweeps() -> Comparison:
    """Compute a Jacobian of 100 outputs at once, against a sweep for each."""
    n = 100
    a = np.random.default_rng(0).normal(size=(n, n)) / np.sqrt(n)
    x = np.linspace(-1.0, 1.0, n)
    units = np.eye(n)

    def f(x: Any) -> Any:
        return np.tanh(a @ np.sin(x)) * x

    ours = jacobian(f)

    def one_by_one() -> Any:
        _, pullback = vjp(f, x)
        return np.stack([pullback(unit)[0] for unit in units])

    np.testing.assert_allclose(ours(x), one_by_one(), rtol=1e-12, atol=1e-14)
    return Comparison(
        f"Jacobian, {n} by {n}", lambda: ours(x), {f"ours, {n} sweeps": one_by_one}, 1.0
    )


def overhead(x: Any) -> Comparison:
    """Compute one gradient by a function, against ``backward`` on a Variable."""
    ours = grad(rosenbrock)

    def backward() -> Any:
        v = Variable(x)
        rosenbrock(v).backward()
        return v.grad

    np.testing.assert_allclose(ours(x), backward(), rtol=1e-14)
    return Comparison(
        f"gradient, Rosenbrock {x.size}", lambda: ours(x), {"ours, backward": backward}, 1.5
    )


def comparisons() -> Iterator[Comparison]:
    """Yield all of them, checked."""
    rng = np.random.default_rng(0)
    x, v = rng.normal(size=SIZE), rng.normal(size=SIZE)
    matrix = hessian_by_hand(x)
    for expected, group in ((matrix @ v, products(x, v)), (matrix, hessians(x))):
        for comparison in group:
            for way in (comparison.ours, *comparison.theirs.values()):
                np.testing.assert_allclose(way(), expected, rtol=1e-10, atol=1e-9)
            yield comparison
    yield from least_squares()
    yield sweeps()
    yield overhead(x)


def row(*cells: str) -> None:
    """Print one row of the table."""
    print(
        f"| {cells[0]:<41} | {cells[1]:>9} | {cells[2]:<27} | "
        + " | ".join(f"{cell:>9}" for cell in cells[3:])
        + " |",
        flush=True,
    )


def times(rounds: int, seconds: float) -> dict[str, dict[str, float]]:
    """Time all comparisons and print the ratios."""
    for name, library in (("PyTorch", torch), ("HIPS autograd", autograd)):
        if library is None:
            print(f"{name} is not installed; the comparison goes on without it")
    print("Derivatives as functions, in microseconds; ours over theirs, and what is aimed at\n")
    row("what", "ours", "against", "theirs", "ratio", "aim")
    row(":---", "---:", ":---", "---:", "---:", "---:")
    results: dict[str, dict[str, float]] = {}
    for c in comparisons():
        took = interleaved({"ours": c.ours, **c.theirs}, rounds=rounds, seconds=seconds)
        ours = took["ours"]
        fastest = min(c.theirs, key=took.__getitem__)
        for name in c.theirs:
            aim = f"<= {c.bound}" if name == fastest else ""
            ratio = ours / took[name]
            row(c.title, f"{1e6 * ours:.0f}", name, f"{1e6 * took[name]:.0f}", f"{ratio:.3f}", aim)
        results.setdefault(c.title, {}).update(took)
    return results


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds")
    options = parser.parse_args()
    times(*((3, 0.05) if options.quick else (15, 0.1)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
