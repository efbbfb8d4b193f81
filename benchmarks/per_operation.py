"""What one operation costs, forward and backward: ``python benchmarks/per_operation.py``.

With ``--against FOLDER``, another checkout's ``src``, both are measured in turn, in processes of
their own, and what is printed is the ratio of the shortest times: a change of the engine is judged
by it. Each row is a chain of one operation, so that leaves and sums weigh little, or a sum of
terms, each of which uses what the user owns.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

for _threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")

import numpy as np  # noqa: E402  # after the number of threads
from measure import interleaved  # noqa: E402  # as above

SIZES: dict[str, tuple[int, ...]] = {
    "0-d": (),
    "10": (10,),
    "1,000": (1000,),
    "30,000": (30_000,),
    "1,000,000": (1_000_000,),
}
LENGTH = 20
"""Operations in a chain."""


def chain(step: Callable[[Any], Any]) -> Callable[[Any, Any, Any], Any]:
    """Return a program that takes ``step`` again and again, on intermediate results."""

    def f(v: Any, _w: Any, _c: Any) -> Any:
        y = v * 1.0
        for _ in range(LENGTH):
            y = step(y)
        return y

    return f


def terms(term: Callable[[Any, Any, Any], Any]) -> Callable[[Any, Any, Any], Any]:
    """Return a program that adds up terms of what the user owns."""

    def f(v: Any, w: Any, c: Any) -> Any:
        y = term(v, w, c)
        for _ in range(LENGTH - 1):
            y = y + term(v, w, c)
        return y

    return f


INTERMEDIATE: dict[str, Callable[[Any, Any, Any], Any]] = {
    "y + 0.5": chain(lambda y: y + 0.5),
    "y * 1.01": chain(lambda y: y * 1.01),
    "y * y": chain(lambda y: y * y),
    "np.sin(y)": chain(np.sin),
    "y / (y * y + 1)": chain(lambda y: y / (y * y + 1.0)),
}
OWNED: dict[str, Callable[[Any, Any, Any], Any]] = {
    "leaf * leaf": terms(lambda v, w, _: v * w),
    "constant * leaf": terms(lambda v, _, c: c * v),
    "np.sin(leaf)": terms(lambda v, _w, _c: np.sin(v)),
    "leaf ** 2": terms(lambda v, _w, _c: v**2),
}


def measured() -> dict[str, float]:
    """Return seconds of one forward and backward pass by row and size."""
    from autodiff import Variable  # noqa: PLC0415  # the one that PYTHONPATH names

    steps: dict[str, Callable[[], object]] = {}
    rng = np.random.default_rng(0)
    for size, shape in SIZES.items():
        x, z, c = (np.asarray(rng.uniform(0.5, 1.5, shape)) for _ in range(3))
        for name, f in {**INTERMEDIATE, **OWNED}.items():
            v, w = Variable(x), Variable(z)

            def step(
                f: Callable[[Any, Any, Any], Any] = f, v: Any = v, w: Any = w, c: Any = c
            ) -> None:
                v.cleargrad()
                w.cleargrad()
                f(v, w, c).sum().backward()

            steps[f"{name}|{size}"] = step
    return interleaved(steps, rounds=5, seconds=5e-3)


def shortest(source: Path, old: dict[str, float]) -> dict[str, float]:
    """Measure in a process of its own; return the shorter of these times and those of before."""
    environment = {**os.environ, "PYTHONPATH": str(source)}
    run = subprocess.run(  # ourselves
        [sys.executable, __file__, "--json"],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    new: dict[str, float] = json.loads(run.stdout)
    return {key: min(time, old.get(key, time)) for key, time in new.items()}


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--against", type=Path, help="the src folder of another checkout")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="print the times of one round")
    options = parser.parse_args()
    if options.json:
        print(json.dumps(measured()))
        return
    here = Path(__file__).resolve().parents[1] / "src"
    ours: dict[str, float] = {}
    theirs: dict[str, float] = {}
    for _ in range(options.rounds):
        ours = shortest(here, ours)
        if options.against is not None:
            theirs = shortest(options.against, theirs)
    unit = "us an operation" if options.against is None else "time here / there"
    print(f"| {unit} | " + " | ".join(SIZES) + " |\n| --- |" + " ---: |" * len(SIZES))
    for name in [*INTERMEDIATE, *OWNED]:
        keys = [f"{name}|{size}" for size in SIZES]
        cells = [ours[k] / theirs[k] if theirs else ours[k] * 1e6 / LENGTH for k in keys]
        print(f"| `{name}` | " + " | ".join(f"{cell:.2f}" for cell in cells) + " |", flush=True)


if __name__ == "__main__":
    main()
