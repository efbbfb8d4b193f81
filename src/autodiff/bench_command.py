"""``python -m autodiff bench``: what derivatives cost here, next to NumPy by hand."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .commands import subcommand
from .variable import Variable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

__all__ = ["WORKLOADS", "Workload", "add_bench", "best_time"]

EXAMPLES: Final = """\
Each row is a value with its gradients: written by hand in NumPy, and by this library. For
comparisons with other libraries see benchmarks/ of the sources.

exit status: 0 done, 1 a gradient differs from the one by hand, 2 wrong usage

examples:
  python -m autodiff bench
  python -m autodiff bench --seconds 1 mlp
"""


@dataclass(frozen=True)
class Workload:
    """Something to compute: by hand, and by this library; both return the gradients."""

    name: str
    inputs: tuple[Any, ...]
    by_hand: Callable[..., Sequence[Any]]
    value: Callable[..., Any]

    def ours(self) -> Sequence[Any]:
        """Return the gradients of this library."""
        variables = [Variable(x) for x in self.inputs]
        self.value(*variables).backward()
        return [v.grad for v in variables]


def _scalar(x: Any) -> Any:
    return np.sin(x) * np.exp(x) + x * x


def _scalar_by_hand(x: Any) -> Sequence[Any]:
    s, e = np.sin(x), np.exp(x)
    _ = s * e + x * x
    return [np.cos(x) * e + s * e + 2 * x]


def _elementwise(x: Any) -> Any:
    return (np.tanh(x) * x).sum()


def _elementwise_by_hand(x: Any) -> Sequence[Any]:
    t = np.tanh(x)
    (t * x).sum()
    return [t + x * (1 - t * t)]


def _regression(x: Any, w: Any) -> Any:
    return np.logaddexp(0.0, x @ w).sum()


def _regression_by_hand(x: Any, w: Any) -> Sequence[Any]:
    z = x @ w
    np.logaddexp(0.0, z).sum()
    p = 1 / (1 + np.exp(-z))
    return [np.outer(p, w), p @ x]


def _mlp(x: Any, v: Any, b: Any, w: Any) -> Any:
    return ((np.tanh(x @ v + b) @ w) ** 2).mean()


def _mlp_by_hand(x: Any, v: Any, b: Any, w: Any) -> Sequence[Any]:
    h = np.tanh(x @ v + b)
    y = h @ w
    (y**2).mean()
    gy = 2 * y / y.size
    gz = (gy @ w.T) * (1 - h * h)
    return [gz @ v.T, x.T @ gz, gz.sum(axis=0), h.T @ gy]


def _normal(*shape: int) -> Any:
    return np.random.default_rng(0).normal(size=shape)


WORKLOADS: Final = (
    Workload("scalar", (np.array(0.5),), _scalar_by_hand, _scalar),
    Workload("elementwise", (_normal(100_000),), _elementwise_by_hand, _elementwise),
    Workload("regression", (_normal(500, 50), _normal(50)), _regression_by_hand, _regression),
    Workload(
        "mlp", (_normal(128, 256), _normal(256, 128), _normal(128), _normal(128, 10)),
        _mlp_by_hand, _mlp,
    ),
)  # fmt: skip


def best_time(f: Callable[[], object], seconds: float) -> float:
    """Return the shortest time of a call, in seconds, of those within the time given."""
    best = float("inf")
    stop = perf_counter() + seconds
    while True:
        start = perf_counter()
        f()
        end = perf_counter()
        best = min(best, end - start)
        if end > stop:
            return best


def add_bench(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subcommand(
        commands,
        "bench",
        _bench,
        summary="time a few gradients next to NumPy by hand",
        description="Time a few gradients next to NumPy by hand.",
        epilog=EXAMPLES,
    )
    names = [w.name for w in WORKLOADS]
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names)} (all)")
    parser.add_argument("--seconds", type=float, default=0.2, help="for each time (0.2)")


def _bench(options: argparse.Namespace) -> int:
    unknown = {*options.names} - {w.name for w in WORKLOADS}
    if unknown:
        print(
            f"python -m autodiff bench: there is no {', '.join(sorted(unknown))}", file=sys.stderr
        )
        return 2
    status = 0
    print(f"{'':<12} {'by hand':>10} {'autodiff':>10} {'ratio':>7}")
    for w in WORKLOADS:
        if options.names and w.name not in options.names:
            continue
        expected = w.by_hand(*w.inputs)
        if not all(np.allclose(g, e) for g, e in zip(w.ours(), expected, strict=True)):
            print(f"{w.name}: the gradient differs from the one by hand", file=sys.stderr)
            status = 1
        hand = best_time(partial(w.by_hand, *w.inputs), options.seconds)
        ours = best_time(w.ours, options.seconds)
        print(f"{w.name:<12} {_time(hand):>10} {_time(ours):>10} {ours / hand:>6.1f}x")
    return status


def _time(seconds: float) -> str:
    return f"{seconds * 1e6:.1f} us" if seconds < 1e-3 else f"{seconds * 1e3:.2f} ms"
