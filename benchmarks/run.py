"""Compare with hand-written NumPy, PyTorch, HIPS autograd, JAX and MyGrad: ``make bench``.

Every gradient is checked against the hand-written one before it is timed. Machines differ and
are noisy, so what is printed are ratios within one run. Libraries that are not installed are
left out; ``python benchmarks/run.py --help`` lists what can be chosen.
"""

from __future__ import annotations

import single_thread  # noqa: F401  # before NumPy

# isort: split

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import growth
import libraries
import peaks
import picture
import ratios
import startup
from workloads import WORKLOADS

PARTS: Final = ("workloads", "transforms", "memory", "growth", "start")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds")
    parser.add_argument(
        "--only", nargs="+", metavar="NAME", help="workloads whose name contains one of these"
    )
    parser.add_argument(
        "--libraries", nargs="+", choices=libraries.MODULES, default=list(libraries.MODULES)
    )
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--json", type=Path, help="write what was measured there")
    parser.add_argument(
        "--picture", type=Path, help="draw the ratios there (SVG or PNG, needs matplotlib)"
    )
    parser.add_argument("--growth-picture", type=Path, help="draw the cost of an operation there")
    return parser.parse_args()


def main() -> int:
    """Run from the command line."""
    options = _options()
    only: list[str] | None = options.only
    names = [n for n in WORKLOADS if only is None or any(part in n for part in only)]
    rounds, seconds = (3, 0.05) if options.quick else (9, 0.2)
    results: dict[str, Any] = {}
    if "workloads" in options.parts:
        measured = ratios.table(names, options.libraries, rounds=rounds, seconds=seconds)
        results["workloads"] = {name: asdict(times) for name, times in measured.items()}
        if options.picture is not None:
            picture.draw_ratios(measured, options.picture)
    if "transforms" in options.parts and only is None:
        import transforms  # noqa: PLC0415  # loads the other libraries, which may not be wanted

        print()
        results["transforms"] = transforms.times(rounds, seconds)
    if "memory" in options.parts:
        results["peak_megabytes"] = peaks.table(names, options.libraries)
    if "growth" in options.parts and only is None:
        grown = results["growth"] = growth.tables(options.libraries, rounds, seconds)
        if options.growth_picture is not None:
            picture.draw_growth(grown, options.growth_picture)
    if "start" in options.parts and only is None:
        results["start"] = startup.table(rounds)
    if options.json is not None:
        options.json.write_text(json.dumps(results, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
