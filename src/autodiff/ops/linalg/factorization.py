"""A matrix factorised once: for the value, for its pullback, and for all derivatives of that.

A rule holds a :class:`Factorization` and hands it on to the rules that its pullback makes. Large
matrices are factorised by LAPACK; NumPy's own functions factorise anew each time, and are taken for
small matrices, where that costs nothing, and without SciPy.
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any, Final, Protocol
from weakref import ReferenceType, WeakKeyDictionary, ref

import numpy as np

from autodiff.batching import looped
from autodiff.graph import Node, Port
from autodiff.operands import data_of, is_eager, is_variable
from autodiff.ops.namespace import xp

from .lapack import COMPUTED, Triangular, factorized, scipy_linalg

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ANEW", "Factorization", "factorization_of", "factorize"]

LARGE: Final = 32
"""Rows from which on a factorisation is kept: below, NumPy repeats it in the time of a call."""

LARGE_IN_STACK: Final = 64
"""The same for the matrices of a stack, which NumPy loops over faster than Python does."""

_SHARED: Final[WeakKeyDictionary[Node | Port, ReferenceType[Factorization]]] = WeakKeyDictionary()
"""Those of recorded results, while some rule holds them."""


class Factorization(Protocol):
    """What is known of a matrix, or of a stack of them.

    The matrix is given again to each method, for whoever has not kept what it needs.
    """

    @property
    def transposed(self) -> Factorization:
        """That of the transpose."""
        ...

    def solve(self, a: Any, b: Any, /) -> Any:
        """Return ``a^-1 b``, of what NumPy takes for ``b``."""
        ...

    def inverse(self, a: Any, /) -> Any:
        """Return ``a^-1``."""
        ...

    def slogdet(self, a: Any, /) -> tuple[Any, Any]:
        """Return the sign (or phase) and the logarithm of the modulus of ``det(a)``."""
        ...


def factorization_of(x: Any) -> Factorization:
    """Return the factorization of an operand; one for all rules that need the same result.

    Only a recorded result is sure to have the same values when it is met again.
    """
    edge = x._edge if is_variable(x) else None
    if not isinstance(edge, (Node, Port)):
        return factorize(data_of(x))
    reference = _SHARED.get(edge)
    known = None if reference is None else reference()
    if known is None:
        known = factorize(data_of(x))
        if known is not ANEW:
            _SHARED[edge] = ref(known)
    return known


def factorize(a: Any, *, lower: bool | None = None) -> Factorization:
    """Return the factorization of an array.

    It is given whether the matrix is a lower or upper triangle, or looked for.
    """
    if not is_eager(a) or a.ndim < 2 or not a.size or a.dtype.char not in COMPUTED:
        return ANEW
    n = a.shape[-1]
    large = n >= (LARGE if a.ndim == 2 else LARGE_IN_STACK)
    if not large or n != a.shape[-2] or scipy_linalg() is None:
        return ANEW
    if lower is not None:
        whole = Triangular(lower=lower)
        return whole if a.ndim == 2 else Stack(a.shape[:-2], (whole,) * prod(a.shape[:-2]))
    if a.ndim == 2:
        return factorized(a)
    return Stack(a.shape[:-2], tuple(map(factorized, a.reshape(-1, n, n))))


class Anew:
    """None: NumPy factorises whenever it is called."""

    @property
    def transposed(self) -> Factorization:
        return self

    def solve(self, a: Any, b: Any) -> Any:
        return xp.linalg.solve(a, b)

    def inverse(self, a: Any) -> Any:
        return xp.linalg.inv(a)

    def slogdet(self, a: Any) -> tuple[Any, Any]:
        sign, logarithm = xp.linalg.slogdet(a)
        return sign, logarithm


ANEW: Final[Factorization] = Anew()


class Stack:
    """The factorizations of a stack, in the order of its elements."""

    __slots__ = ("__weakref__", "parts", "shape")

    def __init__(self, shape: tuple[int, ...], parts: tuple[Factorization, ...]) -> None:
        self.shape: tuple[int, ...] = shape
        self.parts: tuple[Factorization, ...] = parts

    @property
    def transposed(self) -> Factorization:
        return Stack(self.shape, tuple(part.transposed for part in self.parts))

    @looped
    def solve(self, a: Any, b: Any) -> Any:
        n = a.shape[-1]
        core = 1 if b.ndim == 1 else 2
        if b.ndim == 0 or b.shape[-core] != n or not b.size:
            return xp.linalg.solve(a, b)  # as above
        lead = np.broadcast_shapes(self.shape, b.shape[:-core])
        which = np.broadcast_to(np.arange(len(self.parts)).reshape(self.shape), lead).reshape(-1)
        matrices = a.reshape(-1, n, n)
        columns = np.broadcast_to(b, (*lead, *b.shape[-core:])).reshape(-1, *b.shape[-core:])
        solved = (
            self.parts[i].solve(matrices[i], column)
            for i, column in zip(which, columns, strict=True)
        )
        return _gathered(solved, lead)

    def inverse(self, a: Any) -> Any:
        return _gathered(self._each(a, "inverse"), self.shape)

    def slogdet(self, a: Any) -> tuple[Any, Any]:
        signs, logarithms = zip(*self._each(a, "slogdet"), strict=True)
        return _gathered(signs, self.shape), _gathered(logarithms, self.shape)

    def _each(self, a: Any, method: str) -> Iterable[Any]:
        matrices = a.reshape(prod(self.shape), *a.shape[-2:])
        return (getattr(part, method)(m) for part, m in zip(self.parts, matrices, strict=True))


def _gathered(values: Iterable[Any], shape: tuple[int, ...]) -> Any:
    stacked = np.stack(list(values))
    return stacked.reshape(*shape, *stacked.shape[1:])
