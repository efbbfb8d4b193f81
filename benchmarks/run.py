"""Compare with hand-written NumPy, PyTorch and HIPS autograd: ``make bench``.

Every gradient is checked against the hand-written one before it is timed. Machines differ and
are noisy, so what is printed are ratios within one run.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

for _threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")

import numpy as np  # noqa: E402  # after the number of threads
import transforms  # noqa: E402
from measure import fresh_seconds, import_milliseconds, interleaved, peak_megabytes  # noqa: E402
from workloads import WORKLOADS  # noqa: E402

LIBRARIES = ("autodiff", "torch", "autograd")


def check(name: str, steps: dict[str, Any]) -> None:
    """Compare every library's gradients with those by hand."""
    expected = steps["numpy"]()
    for library in steps.keys() - {"numpy"}:
        for g, e in zip(steps[library](), expected, strict=True):
            if not np.allclose(g, e, rtol=1e-3, atol=1e-6):
                msg = f"{name}: {library} has a wrong gradient"
                raise AssertionError(msg)


def cell(value: float | None, unit: str = "") -> str:
    """Return a number as a cell of the table, a dash if there is none."""
    return "-" if value is None else f"{value:.2f}{unit}"


def row(*cells: str) -> None:
    """Print one row of a table."""
    print(f"| {cells[0]:<32} | " + " | ".join(f"{c:>10}" for c in cells[1:]) + " |", flush=True)


def times(rounds: int, seconds: float) -> dict[str, dict[str, float]]:
    """Time all workloads and print the ratios."""
    print("Time of forward and backward pass, over hand-written NumPy; ours over theirs\n")
    row("workload", "autodiff", "PyTorch", "HIPS", "/ PyTorch", "/ HIPS")
    row("---", *["---:"] * 5)
    results: dict[str, dict[str, float]] = {}
    for name, make in WORKLOADS.items():
        steps = make(None)
        check(name, steps)
        took = results[name] = interleaved(steps, rounds=rounds, seconds=seconds)
        ours = took["autodiff"]
        over = [took[k] / took["numpy"] if k in took else None for k in LIBRARIES]
        against = [ours / took[k] if k in took else None for k in LIBRARIES[1:]]
        row(name, *(cell(v) for v in (*over, *against)))
    return results


def fan_in() -> float | None:
    """Measure and print how the cost of an operation grows with the fan-in of its input.

    In a process of its own: the cost of Python's garbage collector grows with all that is loaded.
    """
    wide = fresh_seconds("fan-in 20,000", "autodiff")
    narrow = fresh_seconds("fan-in 200", "autodiff")
    if wide is None or narrow is None:
        return None
    print(f"\nper operation, fan-in 20,000 over fan-in 200: {wide / narrow / 100:.2f}")
    return wide / narrow / 100


def memory() -> dict[str, float | None]:
    """Measure and print the peak memory of the larger network's step."""
    name = "MLP step, batch 4096"
    peaks = {k: peak_megabytes(name, k) for k in ("numpy", *LIBRARIES)}
    print(f"\nPeak memory of one {name}, in MB above that before the step\n")
    row("", "by hand", "autodiff", "PyTorch", "HIPS")
    row("---", *["---:"] * 4)
    row(name, *(cell(v) for v in peaks.values()))
    return peaks


def imports(rounds: int) -> dict[str, float]:
    """Measure and print what importing costs on top of NumPy."""
    took = {
        "numpy": import_milliseconds("import numpy", rounds=rounds),
        "autodiff": import_milliseconds("import autodiff", rounds=rounds),
    }
    extra = took["autodiff"] - took["numpy"]
    print(f"\nimport: NumPy {took['numpy']:.0f} ms, autodiff {extra:.0f} ms more")
    return took


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds")
    parser.add_argument("--json", type=Path, help="write the measured seconds there")
    options = parser.parse_args()
    rounds, seconds = (3, 0.05) if options.quick else (9, 0.2)
    results: dict[str, Any] = {"seconds": times(rounds, seconds)}
    print()
    results["transforms"] = transforms.times(rounds, seconds)
    results["fan_in"] = fan_in()
    results["peak_megabytes"] = memory()
    results["import_milliseconds"] = imports(rounds)
    if options.json is not None:
        options.json.write_text(json.dumps(results, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
