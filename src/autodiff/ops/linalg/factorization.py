"""A matrix factorised once: for the value, for its pullback, and for all derivatives of that.

A rule holds a :class:`Factorization` and hands it on to the rules that its pullback makes. Large
matrices are factorised by LAPACK, which SciPy gives access to; NumPy's own functions factorise
anew each time, and are taken for small matrices, where that costs nothing, and without SciPy.
"""

from __future__ import annotations

from functools import cache
from math import prod
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol

import numpy as np

from autodiff.operands import is_array

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["ANEW", "Factorization", "factorize"]

LARGE: Final = 24
"""Rows from which on a factorisation is kept: below, NumPy repeats it in the time of a call."""

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
    if n < LARGE or n != a.shape[-2] or _lapack() is None:
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
        return np.linalg.solve(a, b)

    def inverse(self, a: Any) -> Any:
        return np.linalg.inv(a)

    def slogdet(self, a: Any) -> tuple[Any, Any]:
        return np.linalg.slogdet(a)


ANEW: Final[Factorization] = Anew()


class _Single:
    """The factorization of one matrix, by LAPACK."""

    __slots__ = ()
    diagonal_is_reordered: ClassVar[bool]

    def solve(self, a: Any, b: Any) -> Any:
        n = a.shape[-1]
        fits = b.ndim and b.shape[max(b.ndim - 2, 0)] == n
        if not fits or not b.size or b.dtype.char not in _COMPUTED:
            return np.linalg.solve(a, b)  # it says what is wrong, or there is little to do
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
    """``p a = l u``, of which ``transpose`` says whether it is of the matrix or its transpose."""

    __slots__ = ("lu", "pivots", "transpose")

    def __init__(self, lu: Any, pivots: Any, *, transpose: bool = False) -> None:
        self.lu: Any = lu
        self.pivots: Any = pivots
        self.transpose: bool = transpose

    @property
    def transposed(self) -> Factorization:
        return LU(self.lu, self.pivots, transpose=not self.transpose)

    def _solved(self, a: Any, b: Any) -> Any:  # noqa: ARG002  # known already
        _require_regular(self.lu)
        x, _ = _routine("getrs", self.lu)(self.lu, self.pivots, b, trans=self.transpose)
        return x

    def inverse(self, a: Any) -> Any:
        _require_regular(self.lu)
        room = 64 * len(self.lu)  # for blocks, which are as good from 32 columns on
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
        _require_regular(a)
        solve = _routine("trtrs", a)
        if a.flags.f_contiguous:
            x, _ = solve(a, b, lower=self.lower)
        else:  # LAPACK reads columns, and of the transpose nothing is copied
            x, _ = solve(a.T, b, lower=not self.lower, trans=1)
        return x

    def inverse(self, a: Any) -> Any:
        _require_regular(a)
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
            return np.linalg.solve(a, b)  # as above
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
def _lapack() -> Any:
    """Return SciPy's access to LAPACK, or None without SciPy."""
    try:
        from scipy.linalg import lapack  # noqa: PLC0415  # only who solves waits for SciPy
    except ImportError:
        return None
    return lapack


@cache
def _named(name: str) -> Callable[..., Any]:
    routine: Callable[..., Any] = getattr(_lapack(), name)
    return routine


def _routine(name: str, a: Any) -> Callable[..., Any]:
    """Return LAPACK's routine for matrices such as ``a``, in double precision."""
    return _named(("z" if a.dtype.kind == "c" else "d") + name)


def _factorized(a: Any) -> Factorization:
    """Return the factorization of one matrix, looking first whether it is a triangle."""
    if a[0, -1] == 0 or a[-1, 0] == 0:
        from scipy.linalg import bandwidth  # noqa: PLC0415  # as above

        below, above = bandwidth(a)
        if below == 0 or above == 0:
            return Triangular(lower=above == 0)
    lu, pivots, _ = _routine("getrf", a)(a)
    return LU(lu, pivots)


def _require_regular(triangle: Any) -> None:
    if not triangle.diagonal().all():
        msg = "Singular matrix"
        raise np.linalg.LinAlgError(msg)


def _slogdet(triangle: Any, dtype: Any, *, negative: bool) -> tuple[Any, Any]:
    """Return sign and logarithm of the product of the diagonal."""
    diagonal = triangle.diagonal()
    sizes = np.abs(diagonal)
    sign: Any = -1.0 if negative else 1.0
    with np.errstate(divide="ignore", invalid="ignore"):
        logarithm = np.sum(np.log(sizes))
        if not sizes.all():
            sign = 0.0
        elif diagonal.dtype.kind == "c":
            sign = sign * np.prod(diagonal / sizes)
        elif np.count_nonzero(diagonal < 0) % 2:
            sign = -sign
    return dtype.type(sign), logarithm.astype(sizes.dtype if dtype.char in "dD" else np.float32)


def _as_numpy(x: Any, dtype: Any) -> Any:
    """Return a result of LAPACK as NumPy's function does, in its dtype and with rows in memory."""
    return np.ascontiguousarray(x, dtype)
