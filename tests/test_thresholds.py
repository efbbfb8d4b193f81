"""From some size on, rules take another way, for speed alone: it gives what the first one gives.

Each threshold is moved, so that the rows of the table, whose arrays are small, take the way of
large ones, and the other way round.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import autodiff as ad
from autodiff import Variable

if TYPE_CHECKING:
    from operations import Case

NEVER = 10**9
THRESHOLDS: dict[str, tuple[str, dict[str, int], list[str]]] = {
    "contractions by BLAS": ("products.contraction", {"_SMALL": 0}, ["products"]),
    "contractions by einsum": ("products.contraction", {"_SMALL": NEVER}, ["products"]),
    "factorisations kept": (
        "linalg.factorization",
        {"LARGE": 0, "LARGE_IN_STACK": 0},
        ["solving", "norms", "least_squares"],
    ),
    "blocks of two rows": ("linalg.cholesky", {"BLOCK": 2}, ["decompositions"]),
    "margins element by element": ("manipulation.margins", {"MANY_RUNS": -1}, ["shape"]),
    "margins by runs": ("manipulation.margins", {"MANY_RUNS": NEVER}, ["shape"]),
    "elements numbered": (
        "indexing.scattering",
        {"_FEW": 0, "_SPARSE": NEVER},
        ["indexing", "writing"],
    ),
    "elements one by one": ("indexing.scattering", {"_FEW": NEVER}, ["indexing", "writing"]),
    "NaN sought by a product": ("namespace", {"_MANY": 0}, ["reductions", "ufuncs", "indexing"]),
}


def results(case: Case, inputs: list[Any]) -> list[Any]:
    """Return the value, the gradients, and those of a number made of them."""
    xs = [Variable(np.array(x)) for x in inputs]
    y = case.ours(*xs)
    gy = np.cos(np.arange(y.size, dtype=float)).reshape(y.shape)
    loss = np.real(gy * y * y).sum()
    firsts = ad.gradients(loss, xs, create_graph=True, allow_unused=True)
    total = Variable(np.array(0.0))
    for g in firsts:
        total = total + np.real(g * g).sum()
    seconds = ad.gradients(total, xs, allow_unused=True)
    return [y.data, *(g.data for g in firsts), *(g.data for g in seconds)]


def ways(case: Case) -> list[list[Any]]:
    """Return the inputs of a row: as they are, and complex if it takes these."""
    real: list[Any] = list(case.inputs)
    turned = [np.asarray(x + 1j * (0.3 * np.flip(x) + 0.1)) for x in real]
    return [real, turned] if case.holomorphic else [real]


@pytest.mark.parametrize("name", THRESHOLDS)
def test_a_threshold_changes_no_result(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module, values, families = THRESHOLDS[name]
    cases: list[Case] = [
        case for family in families for case in import_module(f"operations.{family}").CASES
    ]
    expected = [[results(case, inputs) for inputs in ways(case)] for case in cases]
    for constant, value in values.items():
        monkeypatch.setattr(f"autodiff.ops.{module}.{constant}", value)
    for case, wanted in zip(cases, expected, strict=True):
        for inputs, before in zip(ways(case), wanted, strict=True):
            for a, b in zip(results(case, inputs), before, strict=True):
                assert a.dtype == b.dtype, case
                scale = 1e-9 * max(1.0, float(np.max(np.abs(b), initial=0.0)))
                np.testing.assert_allclose(a, b, rtol=1e-9, atol=scale, err_msg=str(case))
