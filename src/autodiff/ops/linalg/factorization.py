"""A matrix factorised once: for the value, for its pullback, and for all derivatives of that.

A rule holds a :class:`Factorization` and hands it on to the rules that its pullback makes. Large
matrices are factorised by LAPACK, which SciPy gives access to; NumPy's own functions factorise
anew each time, and are taken for small matrices, where that costs nothing, and without SciPy.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from math import prod
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

from autodiff.operands import is_array
from autodiff.ops.namespace import xp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["ANEW", "Factorization", "factorize"]

LARGE: Final = 32
"""Rows from which on a factorisation is kept: below, NumPy repeats it in the time of a call."""

LARGE_IN_STACK: Final = 64
"""The same for the matrices of a stack, which NumPy loops over faster than Python does."""

_COMPUTED: Final = "fdFD"
"""Dtypes that linear algebra computes with, in double precision as NumPy does."""


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


def factorize(a: Any) -> Factorization:
    """Return the factorization of an array, of which nothing else is known."""
    if not is_array(a) or a.ndim < 2 or not a.size or a.dtype.char not in _COMPUTED:
        return ANEW
    n = a.shape[-1]
    large = n >= (LARGE if a.ndim == 2 else LARGE_IN_STACK)
    if not large or n != a.shape[-2] or _scipy() is None:
        return ANEW
    if a.ndim == 2:
        return _factorized(a)
    return Stack(a.shape[:-2], tuple(map(_factorized, a.reshape(-1, n, n))))


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


class _Single:
    """The factorization of one matrix, by LAPACK."""

    __slots__ = ()

    def solve(self, a: Any, b: Any) -> Any:
        n = a.shape[-1]
        fits = b.ndim and b.shape[max(b.ndim - 2, 0)] == n
        if not fits or not b.size or b.dtype.char not in _COMPUTED:
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


class Stack:
    """The factorizations of a stack, in the order of its elements."""

    __slots__ = ("parts", "shape")

    def __init__(self, shape: tuple[int, ...], parts: tuple[Factorization, ...]) -> None:
        self.shape: tuple[int, ...] = shape
        self.parts: tuple[Factorization, ...] = parts

    @property
    def transposed(self) -> Factorization:
        return Stack(self.shape, tuple(part.transposed for part in self.parts))

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


@cache
def _scipy() -> Any:
    """Return ``scipy.linalg``, or None without SciPy; only who needs it waits for its import."""
    try:
        return import_module("scipy.linalg")
    except ImportError:
        return None


@cache
def _named(name: str) -> Callable[..., Any]:
    routine: Callable[..., Any] = getattr(_scipy().lapack, name)
    return routine


def _routine(name: str, a: Any) -> Callable[..., Any]:
    """Return LAPACK's routine for matrices such as ``a``, in double precision."""
    return _named(("z" if a.dtype.kind == "c" else "d") + name)


def _factorized(a: Any) -> Factorization:
    """Return the factorization of one matrix, looking first whether it is a triangle."""
    if a[0, -1] == 0 or a[-1, 0] == 0:
        below, above = _scipy().bandwidth(a)
        if below == 0 or above == 0:
            return Triangular(lower=above == 0)
    lu, pivots, zero = _routine("getrf", a)(a)
    return LU(lu, pivots, singular=zero > 0)


def _require(*, regular: bool) -> None:
    if not regular:
        msg = "Singular matrix"
        raise np.linalg.LinAlgError(msg)


def _slogdet(triangle: Any, dtype: Any, *, negative: bool) -> tuple[Any, Any]:
    """Return sign and logarithm of the product of the diagonal, in NumPy's dtypes for ``dtype``."""
    real = np.finfo(dtype).dtype.type
    diagonal: Any = triangle.diagonal()
    sizes = np.abs(diagonal)
    sign: Any
    if not sizes.all():
        return dtype.type(0), real(-np.inf)
    if diagonal.dtype.kind == "c":
        sign = np.prod(diagonal / sizes)
    else:
        sign = 1 - 2 * (np.count_nonzero(diagonal < 0) % 2)
    return dtype.type(-sign if negative else sign), real(np.log(sizes).sum())


def _as_numpy(x: Any, dtype: Any) -> Any:
    """Return a result of LAPACK as NumPy's function does, in its dtype and with rows in memory."""
    return np.ascontiguousarray(x, dtype)
