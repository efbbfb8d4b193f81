"""Pseudo-inverses that are only multiplied by, in three ways."""

from __future__ import annotations

from typing import Any

import numpy as np

from autodiff.ops.namespace import xp

from .hermitian import adjoint

__all__ = ["BySingularVectors", "BySolving", "ByTriangle"]


class ByTriangle:
    """The pseudo-inverse of a matrix of full column rank, by its triangular factor alone.

    ``v = (a^H a)^-1 g = r^-1 r^-H g`` and ``(a^+)^H g = a v``: with ``r`` from reflections instead
    of ``a^H a``, this is as accurate as with the unitary factor (Paige 1973), at half the cost.
    """

    def __init__(self, a: Any) -> None:
        self._a = a
        self._r = np.linalg.qr(a, mode="r")

    def adjoint_first(self, g: Any) -> tuple[Any, Any]:
        """Return ``(a^+)^H g`` and ``a^+ (a^+)^H g``."""
        v: Any = xp.linalg.solve(self._r, xp.linalg.solve(adjoint(self._r), g))
        return self._a @ v, v


class BySingularVectors:
    """The pseudo-inverse of a matrix of known rank, by as many singular vectors."""

    def __init__(self, a: Any, rank: int) -> None:
        u, s, vh = np.linalg.svd(a, full_matrices=False)
        self._u, self._s, self._vh = u[:, :rank], s[:rank, None], vh[:rank]

    def times(self, z: Any) -> Any:
        """Return ``a^+ z``."""
        return adjoint(self._vh) @ ((adjoint(self._u) @ z) / self._s)

    def adjoint_first(self, g: Any) -> tuple[Any, Any]:
        """Return ``(a^+)^H g`` and ``a^+ (a^+)^H g``."""
        inner = (self._vh @ g) / self._s
        return self._u @ inner, adjoint(self._vh) @ (inner / self._s)

    def projected(self, z: Any) -> Any:
        """Return ``a^+ a z``, the part of ``z`` outside of the null space."""
        return adjoint(self._vh) @ (self._vh @ z)


class BySolving:
    """The pseudo-inverse of a Variable, by solving again.

    Thus it has a derivative of every order, which equal singular vectors have not.
    """

    def __init__(self, a: Any, rcond: Any) -> None:
        self._a = a
        self._rcond = rcond

    def times(self, z: Any) -> Any:
        """Return ``a^+ z``."""
        return xp.linalg.lstsq(self._a, z, self._rcond)[0]

    def adjoint_first(self, g: Any) -> tuple[Any, Any]:
        """Return ``(a^+)^H g`` and ``a^+ (a^+)^H g``."""
        w: Any = xp.linalg.lstsq(adjoint(self._a), g, self._rcond)[0]
        return w, self.times(w)

    def projected(self, z: Any) -> Any:
        """Return ``a^+ a z``, the part of ``z`` outside of the null space."""
        return self.times(self._a @ z)
