"""A row of the table: how to call an operation, and on which inputs.

Nothing in a row is an expected value, for those come from NumPy (forward) and from central
differences (derivatives).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

NUMPY = np.lib.NumpyVersion(np.__version__)
"""NumPy gains keywords and drops deprecated forms from one version to the next."""

SHAPES: list[tuple[int, ...]] = [(), (3,), (2, 3), (0,), (2, 0, 3), (2, 1, 2)]
"""Those that every function of one array is called with."""

PAIRS: list[tuple[tuple[int, ...], tuple[int, ...]]] = [
    ((), ()),
    ((3,), (3,)),
    ((3,), ()),
    ((), (2, 3)),
    ((2, 3), (3,)),
    ((2, 1), (1, 3)),
    ((4, 1, 3), (2, 1)),
    ((0,), (1,)),
    ((2, 0), (1, 1)),
]
"""Those that every function of two is called with: all ways to broadcast."""


def real(*shape: int, seed: int = 0, low: float = -2.0, high: float = 2.0) -> Array:
    """Return values that keep a distance of 0.01 from zero and from each other."""
    n = int(np.prod(shape))
    grid = np.linspace(low, high, max(n, 2))[:n] + 0.013 + 0.031 * seed
    return np.random.default_rng(seed).permutation(grid).reshape(shape)


def positive(*shape: int, seed: int = 0) -> Array:
    """Return values in (0.3, 2.3)."""
    return real(*shape, seed=seed, low=0.3, high=2.2)


@dataclass
class Case:
    """One way to call an operation: ours, NumPy's, and the inputs to differentiate by."""

    name: str
    ours: Callable[..., Any]
    numpy: Callable[..., Any]
    inputs: tuple[Array, ...]
    holomorphic: bool = False
    """Whether it takes complex numbers too (those of parts and moduli included)."""
    single: bool = True
    """Whether it keeps float32."""
    rounding: float = 0.0
    """The error allowed relative to the largest value, where another algorithm computes it."""

    def __str__(self) -> str:
        shapes = ",".join("x".join(map(str, x.shape)) or "0d" for x in self.inputs)
        return f"{self.name}[{shapes}]"


def row(name: str, f: Callable[..., Any], *inputs: Array, **options: Any) -> Case:
    """Return a case of NumPy's own function, which Variables and arrays are both given."""
    return Case(name, f, f, inputs, **options)
