"""Rows of singular values and vectors, and of factors."""

from __future__ import annotations

from typing import Any

import numpy as np

from .case import Array, Case, real, row


def _spread(*shape: int, seed: int = 0) -> Array:
    """Return matrices whose singular values are well apart, and none of which is zero."""
    a = real(*shape, seed=seed)
    rank = min(shape[-2:])
    a[..., :rank, :rank] += np.diag(3.0 * np.arange(1, rank + 1))
    return a


def _flat(*parts: Any) -> Any:
    return np.concatenate([np.ravel(p) for p in parts])


def _joined(result: Any) -> Any:
    """Return what depends neither on phases nor on the basis of the complement."""
    u, s, vh = result
    rank = s.shape[-1]
    pairs = u[..., :rank] * vh[..., None, :rank, 0]  # the phase that they share cancels
    return _flat(np.real(pairs), np.abs(u[..., :rank]) ** 2, s, np.abs(vh[..., :rank, :]) ** 2)


def _complements(result: Any) -> Any:
    """Return the projections on the columns that full matrices add."""
    u, s, vh = result
    rank = s.shape[-1]
    rest, right = u[..., rank:], vh[..., rank:, :]
    projection = rest @ np.conj(np.swapaxes(rest, -1, -2))
    other = np.conj(np.swapaxes(right, -1, -2)) @ right
    return _flat(np.real(projection), np.real(other))


def _columns(result: Any) -> Any:
    """Return vectors as they are, which real matrices have but for a sign."""
    u, s, vh = result
    return _flat(np.real(u[..., 0] * vh[..., 0, :1]), np.abs(vh[..., -1, :]), s[..., :1])


SHAPES: list[tuple[int, ...]] = [
    (1, 1),
    (3, 3),
    (4, 2),
    (2, 4),
    (2, 3, 2),
    (0, 2, 2),
    (0, 2),
    (3, 0),
]


def _singular() -> list[Case]:
    values = [
        row("svdvals", np.linalg.svdvals, _spread(*shape), holomorphic=True) for shape in SHAPES
    ]
    thin = [
        row(
            "svd",
            lambda a: _joined(np.linalg.svd(a, full_matrices=False)),
            _spread(*shape),
            holomorphic=True,
        )
        for shape in SHAPES
        if 0 not in shape[-2:]
    ]
    full = [
        row("svd", lambda a, f=f: f(np.linalg.svd(a)), _spread(*shape), holomorphic=True)
        for shape in [(2, 2), (4, 2), (2, 4), (2, 1, 3)]
        for f in (_joined, _complements)
    ]
    return [
        *values,
        *thin,
        *full,
        row("svd", lambda a: np.linalg.svd(a, compute_uv=False), _spread(3, 2), holomorphic=True),
        row("svd", lambda a: np.linalg.svd(a, False, False), _spread(2, 3)),
        row("svd", lambda a: np.linalg.svd(a)[1], _spread(3, 2), holomorphic=True),
        row("svd", lambda a: np.linalg.svd(a)[0][..., :, -1], _spread(3, 2)),
        row("svd", lambda a: np.abs(np.linalg.svd(a).U[:, 0]), _spread(3, 3), holomorphic=True),
        row("svd", lambda a: _columns(np.linalg.svd(a)), _spread(4, 2), holomorphic=True),
        row(
            "svd",
            lambda a: _columns(np.linalg.svd(a, hermitian=True)),
            _spread(3, 3) - 4 * np.eye(3),
            holomorphic=True,
        ),
        row(
            "svd",
            lambda a: np.linalg.svd(a, True, False, True),
            _spread(2, 3, 3) - 4 * np.eye(3),
            holomorphic=True,
        ),
    ]


def _factors() -> list[Case]:
    def independent(result: Any) -> Any:
        """Return what no basis of the complement changes."""
        q, r = result
        rank = min(q.shape[-2], r.shape[-1])
        rest = q[..., rank:]
        return _flat(q[..., :rank], np.real(rest @ np.conj(np.swapaxes(rest, -1, -2))), r)

    return [
        *(
            row(
                "qr",
                lambda a, mode=mode: independent(np.linalg.qr(a, mode)),
                _spread(*shape),
                holomorphic=True,
            )
            for shape in SHAPES
            for mode in ("reduced", "complete")
        ),
        *(
            row("qr", lambda a: np.linalg.qr(a, mode="r"), _spread(*shape), holomorphic=True)
            for shape in SHAPES
        ),
        row("qr", lambda a: np.linalg.qr(a)[0], _spread(4, 2), holomorphic=True),
        row("qr", lambda a: np.linalg.qr(a).R, _spread(2, 4), holomorphic=True),
        row("qr", lambda a: np.linalg.qr(a)[0], _spread(2, 4), holomorphic=True),
        row("qr", lambda a: np.linalg.qr(a, "complete")[0], _spread(4, 3)),
    ]


CASES: list[Case] = [*_singular(), *_factors()]
