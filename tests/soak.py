"""What ``make test`` runs in short, in full: random programs, fuzzing, training.

Three parts, each of which prints what it has done and how fast:

- programs, drawn from numbered seeds, compared with NumPy and complex steps; of one that differs
  the seed and a shorter program are printed;
- the fuzz targets of ``test_fuzz.py``, with as many inputs each;
- steps of training of each kind in ``training.py``, while garbage is not collected: neither the
  blocks that Python has allocated nor the memory of the process may grow.
"""

from __future__ import annotations

import argparse
import importlib
import os
import random
import sys
import time
import warnings
from pathlib import Path

import numpy as np
from collecting import without_collector
from programs.comparison import Mismatch, compare
from programs.shrinking import shrunk
from programs.writing import program
from training import STEPS, Training

import autodiff as ad

WARM = 2500
"""Steps before one looks: Python keeps up to 2,000 freed tuples of each length."""

BLOCKS, MEBIBYTES = 200, 4.0
"""What may be allocated more after all steps: caches fill, and the allocator has its moods."""


def run_programs(first: int, number: int) -> int:
    """Compare programs; return how many differ."""
    start, passes, bad = time.perf_counter(), 0, 0
    for done, seed in enumerate(range(first, first + number), 1):
        with np.errstate(all="ignore"):
            written, _ = program(random.Random(seed))  # noqa: S311  # no secret
        try:
            passes += compare(written)
        except Mismatch as mismatch:
            bad += 1
            print(f"\nprogram {seed}: {mismatch}\n\n{shrunk(written)}\n", flush=True)
        if done % 10_000 == 0 or done == number:
            seconds = time.perf_counter() - start
            print(
                f"programs: {done}, {bad} differ; {passes} backward passes compared; "
                f"{seconds:.0f} s, {done / seconds:.0f} a second",
                flush=True,
            )
    return bad


def run_fuzz(number: int) -> int:
    """Run the fuzz targets; return how many fail."""
    os.environ["AUTODIFF_FUZZ"] = str(number)  # read as the module is imported
    module = importlib.import_module("test_fuzz")
    bad = 0
    for name, target in sorted(vars(module).items()):
        if not hasattr(target, "hypothesis"):
            continue
        start = time.perf_counter()
        try:
            target()
        except Exception as error:  # noqa: BLE001  # reported, and the others are run too
            bad += 1
            notes = "\n".join(getattr(error, "__notes__", ()))
            print(f"\n{name}: {error!r}\n{notes}\n", flush=True)
        print(f"{name}: {number} inputs, {time.perf_counter() - start:.0f} s", flush=True)
    return bad


def resident() -> float:
    """Return the memory of the process that is in use, in MiB; 0 where nobody says."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return 0.0
    return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def run_steps(number: int) -> int:
    """Train; return in how many ways it takes ever more memory."""
    bad = 0
    for step in STEPS:
        training = Training()
        with without_collector():
            for _ in range(WARM):
                step(training)
            blocks, mebibytes, start = sys.getallocatedblocks(), resident(), time.perf_counter()
            for _ in range(number):
                step(training)
            seconds = time.perf_counter() - start
            more = sys.getallocatedblocks() - blocks
            grown = resident() - mebibytes
        flat = more < BLOCKS and grown < MEBIBYTES
        bad += not flat
        print(
            f"{step.__name__}: {number} steps, {more:+d} blocks, {grown:+.2f} MiB"
            f"{'' if flat else ' - NOT FLAT'}; {seconds:.0f} s",
            flush=True,
        )
    return bad


def main() -> int:
    """Run all parts; return 1 if something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=int, default=100_000, help="how many programs")
    parser.add_argument("--inputs", type=int, default=10_000, help="how many, each fuzz target")
    parser.add_argument("--steps", type=int, default=100_000, help="how many, each kind")
    parser.add_argument("--seed", type=int, default=0, help="of the first program")
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    print(f"NumPy {np.__version__}, Python {sys.version.split()[0]}", flush=True)
    bad = run_programs(given.seed, given.programs) if given.programs else 0
    bad += run_fuzz(given.inputs) if given.inputs else 0
    bad += run_steps(given.steps) if given.steps else 0
    assert ad.Config.enable_backprop
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
