"""One matrix factorised by LAPACK, which SciPy gives access to, with the structure that it has."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.batching import Batched
from autodiff.opaque import opaque
from autodiff.ops.namespace import xp

if TYPE_CHECKING:
    from collections.abc import Callable

    from .factorization import Factorization

__all__ = ["COMPUTED", "Triangular", "factorized", "scipy_linalg"]

COMPUTED: Final = "fdFD"
"""Dtypes that linear algebra computes with, in double precision as NumPy does."""


class _Single:
    """The factorization of one matrix, by LAPACK."""

    __slots__ = ("__weakref__",)

    def solve(self, a: Any, b: Any) -> Any:
        if type(b) is Batched:  # of vectors all at once, of matrices a stack
            x = self.solve(a, b.values) if b.ndim > 1 else self.solve(a, b.values.T).T
            return Batched(x)
        n = a.shape[-1]
        fits = b.ndim and b.shape[max(b.ndim - 2, 0)] == n
        if not fits or not b.size or b.dtype.char not in COMPUTED:
            return xp.linalg.solve(a, b)  # it says what is wrong, or there is little to do
        if b.dtype.kind == "c" and a.dtype.kind != "c":
            x = self.solve(a, b.real) + 1j * self.solve(a, b.imag)
        elif b.ndim < 3:
            x = self._solved(a, b)
        else:  # all columns of the stack at once
            columns = np.moveaxis(b, -2, 0)
            x = self._solved(a, columns.reshape(n, -1)).reshape(columns.shape)
            x = np.moveaxis(x, 0, -2)
        return _as_numpy(x, np.result_type(a.dtype, b.dtype))

    def _solved(self, a: Any, b: Any) -> Any:
        raise NotImplementedError


class LU(_Single):
    """``p a = l u``, or that of the transpose of the matrix."""

    __slots__ = ("lu", "pivots", "singular", "transpose")

    def __init__(self, lu: Any, pivots: Any, *, singular: bool, transpose: bool = False) -> None:
        self.lu: Any = lu
        self.pivots: Any = pivots
        self.singular: bool = singular
        self.transpose: bool = transpose

    @property
    def transposed(self) -> Factorization:
        return LU(self.lu, self.pivots, singular=self.singular, transpose=not self.transpose)

    def _solved(self, a: Any, b: Any) -> Any:  # noqa: ARG002  # known already
        _require(regular=not self.singular)
        x, _ = _routine("getrs", self.lu)(self.lu, self.pivots, b, trans=self.transpose)
        return x

    def inverse(self, a: Any) -> Any:
        _require(regular=not self.singular)
        room = 64 * len(self.lu)  # for blocks of so many columns
        y, _ = _routine("getri", self.lu)(self.lu, self.pivots, lwork=room)
        return _as_numpy(y.T if self.transpose else y, a.dtype)

    def slogdet(self, a: Any) -> tuple[Any, Any]:
        swaps = np.count_nonzero(self.pivots != np.arange(len(self.pivots)))
        return _slogdet(self.lu, a.dtype, negative=swaps % 2 == 1)


class PositiveDefinite(_Single):
    """``a = l l^H`` for a Hermitian matrix, at half the cost of ``l u``."""

    __slots__ = ("factor",)

    def __init__(self, factor: Any) -> None:
        self.factor: Any = factor

    @property
    def transposed(self) -> Factorization:
        return PositiveDefinite(self.factor.conj()) if self.factor.dtype.kind == "c" else self

    def _solved(self, a: Any, b: Any) -> Any:  # noqa: ARG002  # known already
        x, _ = _routine("potrs", self.factor)(self.factor, b, lower=True)
        return x

    def inverse(self, a: Any) -> Any:
        y, _ = _routine("potri", self.factor)(self.factor, lower=True)
        below = np.tril(y, -1)
        return _as_numpy(np.tril(y) + below.conj().T, a.dtype)

    def slogdet(self, a: Any) -> tuple[Any, Any]:
        logarithms = np.log(self.factor.diagonal().real)
        return a.dtype.type(1), (2 * logarithms.sum()).astype(np.finfo(a.dtype).dtype)


class Triangular(_Single):
    """Nothing to factorise: the matrix is a triangle, ``lower`` or upper."""

    __slots__ = ("lower",)

    def __init__(self, *, lower: bool) -> None:
        self.lower: bool = lower

    @property
    def transposed(self) -> Factorization:
        return Triangular(lower=not self.lower)

    def _solved(self, a: Any, b: Any) -> Any:
        _require(regular=a.diagonal().all())
        solve = _routine("trtrs", a)
        if a.flags.f_contiguous:
            x, _ = solve(a, b, lower=self.lower)
        else:  # LAPACK reads columns, and of the transpose nothing is copied
            x, _ = solve(a.T, b, lower=not self.lower, trans=1)
        return x

    def inverse(self, a: Any) -> Any:
        _require(regular=a.diagonal().all())
        y, _ = _routine("trtri", a)(a.T, lower=not self.lower)
        return _as_numpy(y.T, a.dtype)

    def slogdet(self, a: Any) -> tuple[Any, Any]:
        return _slogdet(a, a.dtype, negative=False)


@cache
def scipy_linalg() -> Any:
    """Return ``scipy.linalg``, or None without SciPy; only who needs it waits for its import."""
    try:
        return import_module("scipy.linalg")
    except ImportError:
        return None


@cache
def _named(name: str) -> Callable[..., Any]:
    routine: Callable[..., Any] = opaque(getattr(scipy_linalg().lapack, name))
    return routine


def _routine(name: str, a: Any) -> Callable[..., Any]:
    """Return LAPACK's routine for matrices such as ``a``, in double precision."""
    return _named(("z" if a.dtype.kind == "c" else "d") + name)


def factorized(a: Any) -> Factorization:
    """Return the factorization of one matrix, looking at its structure first."""
    if a[0, -1] == 0 or a[-1, 0] == 0:
        lower, upper = _triangles(a)
        if lower or upper:
            return Triangular(lower=bool(lower))
    if _may_be_positive_definite(a):
        factor, failed = _routine("potrf", a)(a if a.dtype.kind == "c" else a.T, lower=True)
        if not failed:
            return PositiveDefinite(factor)
    lu, pivots, zero = _routine("getrf", a)(a)
    return LU(lu, pivots, singular=zero > 0)


@opaque
def _triangles(a: Any) -> Any:
    """Return whether a matrix is a lower triangle, and whether an upper one."""
    below, above = scipy_linalg().bandwidth(a)
    return np.array([above == 0, below == 0])


def _may_be_positive_definite(a: Any) -> bool:
    """Whether a matrix is Hermitian, with a diagonal of positive numbers."""
    if a[0, -1] != a[-1, 0].conj() or not (a.diagonal().real > 0).all():
        return False
    return np.array_equal(a, a.conj().T if a.dtype.kind == "c" else a.T)


def _require(*, regular: bool) -> None:
    if not regular:
        msg = "Singular matrix"
        raise np.linalg.LinAlgError(msg)


@opaque
def _slogdet(triangle: Any, dtype: Any, *, negative: bool) -> tuple[Any, Any]:
    """Return sign and logarithm of the product of the diagonal, in NumPy's dtypes for ``dtype``."""
    dtype = np.dtype(dtype)
    real = np.finfo(dtype).dtype.type
    diagonal: Any = triangle.diagonal()
    sizes = np.abs(diagonal)
    if not sizes.all():
        return dtype.type(0), real(-np.inf)
    if diagonal.dtype.kind == "c":
        phase: Any = xp.prod(diagonal / sizes)
    else:
        phase = 1 - 2 * (np.count_nonzero(diagonal < 0) % 2)
    return dtype.type(-phase if negative else phase), real(np.log(sizes).sum())


def _as_numpy(x: Any, dtype: Any) -> Any:
    """Return a result of LAPACK as NumPy's function does, in its dtype and with rows in memory."""
    return x.astype(dtype, order="C", copy=False)
