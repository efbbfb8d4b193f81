"""Rows of eigenvalues and eigenvectors."""

from __future__ import annotations

from typing import Any

import numpy as np

from .case import Array, Case, real, row


def _spread(*shape: int, seed: int = 0) -> Array:
    """Return matrices whose eigenvalues are well apart."""
    return real(*shape, seed=seed) + np.diag(3.0 * np.arange(shape[-1]))


def _projections(result: Any) -> Any:
    """Return the moduli of the vectors and the values, which no phase or sign changes."""
    w, v = result
    return np.concatenate([np.abs(v) ** 2, w[..., None, :]], axis=-2)


CASES: list[Case] = [
    *(
        row("eigh", lambda a: _projections(np.linalg.eigh(a)), _spread(*shape), holomorphic=True)
        for shape in [(1, 1), (3, 3), (2, 3, 3), (0, 2, 2)]
    ),
    row("eigh", lambda a: _projections(np.linalg.eigh(a, UPLO="U")), _spread(3, 3)),
    row("eigh", lambda a: np.linalg.eigh(a)[0], _spread(3, 3), holomorphic=True),
    row("eigh", lambda a: np.linalg.eigh(a)[1][..., 0] ** 2, _spread(3, 3)),
]
