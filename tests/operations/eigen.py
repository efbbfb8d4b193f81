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


def _general(*shape: int, seed: int = 0) -> Array:
    """Return matrices whose eigenvalues are complex and well apart."""
    a = real(*shape, seed=seed)
    turn = np.triu(np.ones(shape[-2:]), 1)
    return a + np.diag(3.0 * (np.arange(shape[-1]) // 2)) + 4 * (turn - turn.T)


def _parts(result: Any) -> Any:
    """Return eigenvalues and vectors, as real numbers."""
    w, v = result
    both = np.concatenate([v, w[..., None, :]], axis=-2)
    return np.concatenate([np.real(both), np.imag(both)], axis=-1)


def _symmetric(w: Any) -> Any:
    """Return what does not depend on the order."""
    return np.real(np.stack([np.sum(w, axis=-1), np.prod(w, axis=-1), np.sum(w**3, axis=-1)]))


CASES: list[Case] = [
    *(
        row("eigh", lambda a: _projections(np.linalg.eigh(a)), _spread(*shape), holomorphic=True)
        for shape in [(1, 1), (3, 3), (2, 3, 3), (0, 2, 2)]
    ),
    row("eigh", lambda a: _projections(np.linalg.eigh(a, UPLO="U")), _spread(3, 3)),
    row("eigh", lambda a: np.linalg.eigh(a)[0], _spread(3, 3), holomorphic=True),
    row("eigh", lambda a: np.linalg.eigh(a)[1][..., 0] ** 2, _spread(3, 3)),
    *(
        row("eigvalsh", np.linalg.eigvalsh, _spread(*shape), holomorphic=True)
        for shape in [(1, 1), (3, 3), (2, 2, 2), (0, 2, 2), (0, 0)]
    ),
    row("eigvalsh", lambda a: np.linalg.eigvalsh(a, "U"), _spread(3, 3), holomorphic=True),
    *(
        row("eig", lambda a: _parts(np.linalg.eig(a)), make(*shape))
        for shape in [(1, 1), (2, 2), (3, 3), (2, 3, 3), (0, 2, 2)]
        for make in (_spread, _general)
    ),
    row("eig", lambda a: _parts(np.linalg.eig(a + 1j * a.T)), _general(3, 3)),
    row("eig", lambda a: np.real(np.linalg.eig(a)[0]), _general(3, 3), holomorphic=True),
    row("eig", lambda a: np.abs(np.linalg.eig(a)[1]), _spread(3, 3), holomorphic=True),
    row("eig", lambda a: _parts(np.linalg.eig(a)), _spread(3, 3), holomorphic=True),
    *(
        row("eigvals", lambda a: np.real(np.linalg.eigvals(a)), make(*shape), holomorphic=True)
        for shape in [(1, 1), (3, 3), (2, 2, 2), (0, 2, 2), (0, 0)]
        for make in (_spread, _general)
    ),
    row("eigvals", lambda a: np.imag(np.linalg.eigvals(a)), _general(4, 4), holomorphic=True),
    row("eigvals", np.linalg.eigvals, 0.2 * real(3, 3) + np.diag([1.0, 3.0, 5.0])),
    row("eigvals", lambda a: _symmetric(np.linalg.eigvals(a)), _general(2, 3, 3)),
]
