"""Notice when the engine gets slower: ``make gate``, which is a part of ``make test``.

What is compared are ratios within one run, of our time to that of NumPy by hand (and, where it is
installed, to that of HIPS autograd), with those recorded in ``gate.json``. The bounds are generous
and each workload has several tries, for machines are shared; what gets past is left to
``per_operation.py``. ``--record`` writes the ratios of here and now.
"""

from __future__ import annotations

import single_thread  # noqa: F401  # before NumPy

# isort: split

import argparse
import json
import sys
from pathlib import Path
from typing import Final

import libraries
import ratios
from workloads import (
    Workload,
    chains,
    elementwise,
    networks,
    recurrent,
    rosenbrock,
    scalars,
    slices,
)

RECORDED: Final = Path(__file__).with_name("gate.json")
SLACK: Final = 2.0
TRIES: Final = 5
RECORDS: Final = 5
PEERS: Final = ("numpy", "autograd")

WORKLOADS: Final = {
    "Goldstein-Price, 0-d": Workload(scalars.goldstein),
    "Rosenbrock, n = 100": Workload(rosenbrock.gradient_100),
    "Hessian times vector, Rosenbrock 50": Workload(rosenbrock.product),
    "200 operations on 10-vectors": Workload(lambda _: chains.small(40)),
    "sum of 100 small terms": Workload(lambda _: scalars.terms(100)),
    "MLP step, batch 16": Workload(lambda _: networks.network_64(16)),
    "tanh RNN, 10 steps": Workload(lambda _: recurrent.simple(10)),
    "LSTM, 3 steps": Workload(lambda _: recurrent.lstm(3)),
    "heat equation on 32 x 32, 10 steps": Workload(lambda _: slices.heat(32, 10)),
    "Black-Scholes, 5,000 options": Workload(lambda _: elementwise.black_scholes(5_000)),
}
"""Steps of a millisecond or two: on a busy machine some of them are not interrupted."""


def measure(name: str) -> dict[str, float]:
    """Return the ratio of our time to that of each peer that is installed."""
    chosen = ["autodiff", *PEERS]
    times = ratios.measure(name, WORKLOADS[name], chosen, rounds=50, seconds=0.003)
    found = {peer: times.over("autodiff", peer) for peer in PEERS}
    return {peer: ratio for peer, ratio in found.items() if ratio is not None}


def least(name: str, bounds: dict[str, float]) -> dict[str, float]:
    """Return the least ratios of several tries, of no more than it takes to keep the bounds."""
    best = measure(name)
    for _ in range(TRIES - 1):
        if all(ratio <= bounds.get(peer, ratio) for peer, ratio in best.items()):
            break
        again = measure(name)
        best = {peer: min(ratio, again.get(peer, ratio)) for peer, ratio in best.items()}
    return best


def check() -> int:
    """Print a line for each workload; return 1 if one is too slow, or was never recorded."""
    recorded: dict[str, dict[str, float]] = json.loads(RECORDED.read_text())
    slow = 0
    for name in WORKLOADS:
        bounds = {peer: SLACK * ratio for peer, ratio in recorded[name].items()}
        for peer, ratio in least(name, bounds).items():
            kept = peer not in bounds or ratio <= bounds[peer]
            slow += not kept
            title = libraries.TITLES[peer]
            bound = f"at most {bounds[peer]:.2f}" if peer in bounds else "not recorded"
            print(f"{'ok  ' if kept else 'SLOW'} {name}: {ratio:.2f} of {title}, {bound}")
    return 1 if slow else 0


def record() -> int:
    """Write the ratios of here and now, the middle ones of several tries."""
    found: dict[str, dict[str, float]] = {}
    for name in WORKLOADS:
        tries = [measure(name) for _ in range(RECORDS)]
        middle = {peer: sorted(t[peer] for t in tries)[RECORDS // 2] for peer in tries[0]}
        found[name] = {peer: round(ratio, 3) for peer, ratio in middle.items()}
    RECORDED.write_text(json.dumps(found, indent=2) + "\n")
    return 0


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", action="store_true", help="write what is measured")
    return record() if parser.parse_args().record else check()


if __name__ == "__main__":
    sys.exit(main())
