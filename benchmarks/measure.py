"""Timing and memory, fair to all: the libraries take turns within one run."""

from __future__ import annotations

import ctypes
import gc
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

HERE = Path(__file__).parent


def interleaved(
    functions: Mapping[str, Callable[[], object]], *, rounds: int, seconds: float
) -> dict[str, float]:
    """Return the least seconds a call of each function took, measured in turns.

    The machines are shared and noisy: the least of many rounds is what the code itself costs,
    and turns spread a slow minute over all libraries alike. What there is by now is hidden from
    Python's garbage collector, whose cost grows with all that is loaded.
    """
    gc.collect()
    gc.freeze()
    try:
        return _least(functions, rounds, seconds)
    finally:
        gc.unfreeze()


def _least(
    functions: Mapping[str, Callable[[], object]], rounds: int, seconds: float
) -> dict[str, float]:
    repeats: dict[str, int] = {}
    for name, function in functions.items():
        function()
        start = time.perf_counter()
        function()
        repeats[name] = max(1, int(seconds / (time.perf_counter() - start)))
    best = dict.fromkeys(functions, float("inf"))
    for _ in range(rounds):
        for name, function in functions.items():
            gc.collect()
            start = time.perf_counter()
            for _ in range(repeats[name]):
                function()
            best[name] = min(best[name], (time.perf_counter() - start) / repeats[name])
    return best


def import_milliseconds(statement: str, *, before: str = "pass", rounds: int) -> float:
    """Return the least time that ``statement`` takes in a fresh interpreter, once compiled.

    What ``before`` imports has been imported already.
    """
    clock = "import time; t = time.perf_counter()"
    code = f"{before}; {clock}; {statement}; print(time.perf_counter() - t)"
    with tempfile.TemporaryDirectory() as cache:
        env = {**os.environ, "PYTHONPYCACHEPREFIX": cache}
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        command = [sys.executable, "-c", code]
        runs = [
            subprocess.run(command, capture_output=True, text=True, check=True, env=env)
            for _ in range(rounds)
        ]
    return 1e3 * min(float(run.stdout) for run in runs)


def peak_megabytes(workload: str, library: str) -> float | None:
    """Return by how much one step raises the resident memory of a fresh process at its peak.

    The process first takes a small step, so that what a library allocates once is not counted,
    then makes the inputs, resets the kernel's high-water mark and takes one step at full size.
    The kernel's measure is the same for every library, whatever allocator it uses. ``None`` if
    the library cannot do this, or the system is not Linux.
    """
    command = [sys.executable, str(HERE / "measure.py"), workload, library]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    return float(run.stdout) if run.returncode == 0 else None


def _status(field: str) -> float:
    """Return a line of the kernel's status of this process, in megabytes."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(field):
            return int(line.split()[1]) / 1024
    raise LookupError(field)


def _main() -> None:
    """In the fresh process: print the one number that was asked for."""
    import libraries  # noqa: PLC0415  # as below
    from workloads import WORKLOADS  # noqa: PLC0415  # imports NumPy, which the parent has set up

    _, name, library = sys.argv
    workload = WORKLOADS[name]
    libraries.step(library, workload.make(workload.small))()
    step = libraries.step(library, workload.make(None))
    if library == "jax":
        step()  # XLA's compiler takes more memory than any step
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)  # what the C library keeps for later would not be counted
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
    before = _status("VmRSS")
    results = step()
    print(_status("VmHWM") - before)
    del results


if __name__ == "__main__":
    _main()
