"""Mutation testing: how many small mistakes in the rules the tests notice.

One process imports the library and collects the tests once, and forks a child for each mutant.
The child puts the mutated code into the functions that have it, runs the tests that reach the
line, the quickest first, and stops at the first that fails. What a module does while it is
imported cannot be changed afterwards: for mutants of that, the fork is made before the import.

Which test reaches which line is traced once and kept in the folder of the results. The sample is
drawn by a seed from each module alike. A mutant is *killed* if a test fails, takes ten times as
long as it should, or the interpreter crashes; if no test does, or none reaches it, it *survives*.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from collections import defaultdict
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from forks import in_child
from mutants import CONTROL, CONTROL_IMPORTED, Mutant, mutants
from mutation_results import ALIVE, results_of, summary
from mutation_runs import OPTIONS, ROOT, SRC, Run, Warm, try_out_cold
from trace_tests import load

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAVY: Final = (
    "hypothesis.extra.numpy", "mpmath", "numpy", "scipy.integrate", "scipy.linalg",
    "scipy.optimize", "scipy.sparse.linalg", "scipy.special", "scipy.stats",
)  # fmt: skip
"""What the tests import apart from the library: imported once, before all forks."""


def sample(found: Sequence[Mutant], share: float, seed: int, whole: Sequence[str]) -> list[Mutant]:
    """Return a share of the mutants of each module, and all of some modules."""
    draw = random.Random(seed)  # noqa: S311  # a sample, no secret
    modules: dict[str, list[Mutant]] = defaultdict(list)
    for mutant in found:
        modules[mutant.path].append(mutant)
    chosen: list[Mutant] = []
    for path, group in modules.items():
        n = len(group) if path in whole else round(share * len(group) + draw.random() - 0.5)
        chosen += sorted(draw.sample(group, min(n, len(group))), key=lambda m: m.number)
    return chosen


def controls(path: Path) -> list[Mutant]:
    """Return mutants of a module that are none: put in as any, both ways, they must survive."""
    name, whole = path.relative_to(SRC).as_posix(), (1, 10**6)
    numbers = (CONTROL, CONTROL_IMPORTED)
    return [Mutant(name, n, whole, whole, "control", "nothing -> nothing") for n in numbers]


def main() -> int:
    """Run the mutants that the arguments choose; return 0."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("modules", nargs="*", default=["graph.py", "ops/**/*.py"])
    parser.add_argument("--share", type=float, default=1.0, help="of the mutants of each module")
    parser.add_argument("--whole", nargs="*", default=["autodiff/graph.py"], help="not sampled")
    parser.add_argument("--tests", nargs="*", default=["tests"], help="files or folders of them")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--budget", type=float, default=30, help="seconds of tests for a mutant")
    parser.add_argument("--folder", type=Path, default=ROOT / ".mutants")
    parser.add_argument("--controls", type=int, help="as many modules, without any mistake")
    parser.add_argument("--again", action="store_true", help="only those that survived before")
    options = parser.parse_args()
    options.folder.mkdir(exist_ok=True)
    paths = {p for glob in options.modules for p in (SRC / "autodiff").glob(glob)}
    found = [m for path in sorted(paths) for m in mutants(SRC, path)]
    if options.again:
        before = results_of(options.folder)
        left = {(r.mutant.path, r.mutant.number) for r in before if r.status in ALIVE}
        chosen = [m for m in found if (m.path, m.number) in left]
    else:
        (options.folder / "results.jsonl").write_text("")
        chosen = sample(found, options.share, options.seed, options.whole)
    if options.controls:
        draw = random.Random(options.seed)  # noqa: S311  # as above
        chosen = [
            m for path in draw.sample(sorted(paths), options.controls) for m in controls(path)
        ]
    print(f"{len(chosen)} of {len(found)} mutants", flush=True)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a fork does not keep the threads
    for name in HEAVY:
        import_module(name)
    sys.path[:0] = [str(SRC), str(ROOT / "tests")]
    run = Run(chosen, options.folder, options.budget)

    def warm(pipe: int) -> None:
        pytest.main([*OPTIONS, *(str(ROOT / t) for t in options.tests)], plugins=[Warm(run)])
        os.write(pipe, json.dumps([(m.path, m.number) for m in run.deferred]).encode())

    _, written, _ = in_child(warm)
    run.results = results_of(options.folder)
    deferred = {(path, number) for path, number in json.loads(written)}
    cold = [m for m in chosen if (m.path, m.number) in deferred]
    print(f"{len(cold)} mutants are imported", flush=True)
    reached = load(run.traces, ROOT)
    for mutant in cold:
        try_out_cold(run, mutant, reached)
    print(summary(results_of(options.folder)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
