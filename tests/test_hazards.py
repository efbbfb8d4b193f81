"""The table of hazards holds, and is as large and as wide as it says."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hazards import FAMILIES, HAZARDS, Hazard
from untyped import variable

import autodiff as ad

INF, NAN = np.inf, np.nan


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda h: h.name)
def test_a_hazard_has_the_outcome_promised(hazard: Hazard) -> None:
    hazard.outcome.check(hazard.program)


def test_the_table_is_large_and_wide() -> None:
    assert len(HAZARDS) >= 150
    repeated = [name for name, n in Counter(h.name for h in HAZARDS).items() if n > 1]
    assert repeated == []
    assert [f.name for f in FAMILIES if len(f.rows) < 4] == []
    named = {f.name.partition(":")[0].partition(" of ")[0] for f in FAMILIES}
    assert named >= {
        "aliasing", "broadcasting", "complex numbers", "containers", "contexts and threads",
        "copies and pickle", "depth", "detaching", "dtypes", "higher order", "in place", "memory",
        "mutation", "NumPy's protocols", "randomness", "reuse", "singular points",
        "users' own functions", "views",
    }  # fmt: skip


def test_the_page_has_the_table() -> None:
    tool = Path(__file__).parents[1] / "tools" / "generate_hazards.py"
    run = subprocess.run(
        [sys.executable, str(tool), "--check"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(
    "f", [np.std, np.var, np.prod, np.cumprod, np.nanstd, np.nanvar, np.nanprod, np.max, np.sort]
)
@pytest.mark.parametrize("row", [[NAN, 1.0, 2.0], [INF, 1.0, 2.0], [INF, -INF, 0.0], [0.0] * 3])
def test_rows_not_picked_give_zero(f: Any, row: list[float]) -> None:
    x = variable(np.array([[0.3, 0.5, 0.9], row]))
    f(x, axis=1)[np.array([True, False])].sum().backward()
    assert np.isfinite(x.grad[0]).all()
    assert x.grad[1].tolist() == [0.0, 0.0, 0.0]


@pytest.mark.parametrize("pick", [slice(0, 1), np.array([True, False, False]), [0]])
def test_a_nan_elsewhere_costs_no_second_derivative(pick: Any) -> None:
    """A cotangent that is 0 here still changes with ``x``."""

    def f(x: Any) -> Any:
        v = (x * 1.0)[pick]
        return np.sum(np.square(v * v - 4.0)) / 2

    x = variable(np.array([2.0, NAN, 3.0]))
    (g,) = ad.gradients(f(x), [x], create_graph=True)
    (h,) = ad.gradients(g[0], [x])
    assert g.data.tolist() == [0.0, 0.0, 0.0]
    assert h.data.tolist() == [16.0, 0.0, 0.0]
    t: Any = ad.jvp(lambda v: ad.jvp(f, (v,), (variable(np.eye(3)[0]),))[1], (x,), (x * 0.5,))
    assert t[1].item() == 16.0


def test_an_infinite_slope_elsewhere_costs_no_second_derivative() -> None:
    x = variable(np.array([2.0, 0.0]))
    with np.errstate(divide="ignore"):
        w = np.where(np.array([True, False]), 1.0, 1.0 / x)
    u = (x * x - np.array([4.0, 1.0])) * w
    (g,) = ad.gradients(np.sum(np.square(u[:1])) / 2, [x], create_graph=True)
    (h,) = ad.gradients(g[0], [x])
    assert h.data[0] == 16.0


def test_integers_are_changed_bit_by_bit_in_place() -> None:
    k = variable(np.array([1, 2, 3]))
    alias, part = k, k[1:]
    k <<= 2
    part |= 1
    part ^= variable(np.array([1, 1]))
    k >>= 1
    alias &= 6
    assert (k.data.tolist(), part.data.tolist()) == ([2, 4, 6], [4, 6])
    flags = variable(np.array([True, False]))
    with pytest.raises(TypeError, match="does not fit in place"):
        flags &= 2
