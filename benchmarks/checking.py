"""What checking a user's program of 1,000 lines costs, next to the same one on plain arrays.

Run as ``python benchmarks/checking.py``. Both programs are the same but for their annotations
and imports, and ``mypy --strict`` has nothing to say of either. The libraries' own types are
read before, as they are from a checker's cache.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BLOCK = """
def simulate{n}(x: {matrix}, w: {matrix}, b: {vector}, steps: int) -> {vector}:
    h: {matrix} = x @ w + b
    for _ in range(steps):
        h = 0.5 * h + 0.25 * (h - b)
        h = h * h / (1.0 + h * h)
    total: {vector} = (h * h).sum(axis=1)
    weights: {vector} = 1.0 / (1.0 + total)
    mean: {scalar} = weights.mean()
    shifted = weights - mean
    return shifted * 2.0 - shifted**2


def energy{n}(q: {unknown}, p: {unknown}, k: {unknown}) -> {scalar}:
    kinetic: {scalar} = (p * p).sum()
    difference = q[1:] - q[:-1]
    potential: {scalar} = (k * difference**2).sum()
    return 0.5 * kinetic + 0.5 * potential


def residual{n}(theta: {vector}, t: {array_vector}, y: {array_vector}) -> {vector}:
    a: {scalar} = theta[0]
    b: {scalar} = theta[1]
    c: {scalar} = theta[2]
    model = a + b * t + c * t * t
    scaled = (model - y) / (1.0 + abs(y))
    return scaled
"""

HEADER = """
import numpy as np
import numpy.typing as npt
{imports}
"""

ARRAYS = {
    "scalar": "np.float64",
    "matrix": "np.ndarray[tuple[int, int], np.dtype[np.float64]]",
    "vector": "np.ndarray[tuple[int], np.dtype[np.float64]]",
    "array_vector": "np.ndarray[tuple[int], np.dtype[np.float64]]",
    "unknown": "npt.NDArray[np.float64]",
    "imports": "",
}
VARIABLES = {
    "scalar": "Variable[np.float64, tuple[()]]",
    "matrix": "Variable[np.float64, tuple[int, int]]",
    "vector": "Variable[np.float64, tuple[int]]",
    "array_vector": "np.ndarray[tuple[int], np.dtype[np.float64]]",
    "unknown": "Variable[np.float64]",
    "imports": "from autodiff import Variable",
}


def program(names: dict[str, str], lines: int) -> str:
    """Return a program of that many lines."""
    blocks = lines // BLOCK.count("\n")
    return HEADER.format(**names) + "\n".join(BLOCK.format(n=n, **names) for n in range(blocks))


def seconds(command: list[str], folder: Path, names: dict[str, str], rounds: int) -> float:
    """Return the least time of checking a program of 1,000 lines less that of an empty one."""
    best = {"full": float("inf"), "empty": float("inf")}
    for i in range(rounds):
        for kind, lines in (("empty", 0), ("full", 1000)):
            path = folder / "program.py"
            # a new comment, so that nothing is taken from a cache
            path.write_text(f"# {i} {kind}\n" + program(names, lines))
            start = time.perf_counter()
            subprocess.run([*command, str(path)], capture_output=True, check=False, cwd=folder)
            best[kind] = min(best[kind], time.perf_counter() - start)
    return best["full"] - best["empty"]


def main() -> None:
    """Print a line a checker."""
    checkers = {"mypy": ["mypy", "--strict"], "pyright": ["pyright"]}
    for name, command in checkers.items():
        found = shutil.which(command[0], path=str(Path(sys.executable).parent))
        if found is None or importlib.util.find_spec("autodiff") is None:
            print(f"{name}: not installed here, or autodiff is not")
            continue
        with tempfile.TemporaryDirectory() as folder:
            run = [found, *command[1:]]
            if name == "pyright":
                run += ["--pythonpath", sys.executable]
            arrays = seconds(run, Path(folder), ARRAYS, 4)
            variables = seconds(run, Path(folder), VARIABLES, 4)
        print(
            f"{name}: arrays {arrays:.2f} s, Variables {variables:.2f} s, {variables / arrays:.2f}x"
        )


if __name__ == "__main__":
    main()
