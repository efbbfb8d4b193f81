"""Boolean matrices of SciPy's, as patterns are built of them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from autodiff.errors import GradientError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

__all__ = [
    "IndexArray",
    "applied",
    "empty",
    "entries",
    "lengths_of",
    "repeated",
    "require_scipy",
    "require_sparse",
    "scipy_sparse",
    "sent",
    "stacked",
    "taken",
]

IndexArray: TypeAlias = "npt.NDArray[np.integer[Any]]"

LIMIT: Final = 2**28
"""How many elements of one pattern are stored at most (1.3 GB)."""


def scipy_sparse() -> Any:
    """Return SciPy's module, which has no types of its own."""
    return import_module("scipy.sparse")


def require_scipy(name: str) -> None:
    """Raise ModuleNotFoundError, with the remedy, if there is no SciPy."""
    try:
        scipy_sparse()
    except ModuleNotFoundError as error:
        msg = f"{name} returns arrays of SciPy's: pip install 'autodiff-numpy[scipy]'"
        raise ModuleNotFoundError(msg, name="scipy") from error


def taken(places: IndexArray, n: int) -> Any:
    """Return the pattern of a result whose elements are those of ``n`` at ``places``.

    A negative place is that of a constant.
    """
    places = places.reshape(-1)
    there = places >= 0
    starts = np.zeros(places.size + 1, np.int64)
    np.cumsum(there, out=starts[1:])
    return _csr(places[there], starts, (places.size, n))


def sent(places: IndexArray, n: int) -> Any:
    """Return the pattern of ``n`` results that sum operands, each in the one at its place."""
    return taken(places, n).T.tocsr()


def entries(rows: IndexArray, columns: IndexArray, shape: tuple[int, int]) -> Any:
    """Return the pattern with these elements, of which some may be named twice."""
    rows, columns = rows.reshape(-1), columns.reshape(-1)
    return scipy_sparse().csr_array((np.ones(rows.size, np.bool_), (rows, columns)), shape)


def empty(rows: int, columns: int) -> Any:
    """Return the pattern of what depends on nothing."""
    return scipy_sparse().csr_array((rows, columns), dtype=np.bool_)


def repeated(times: int, pattern: Any, columns: int) -> Any:
    """Return the pattern of a matrix that multiplies a stack of matrices of so many columns."""
    sp = scipy_sparse()
    eyes = [sp.eye_array(n, dtype=np.bool_) for n in (times, columns)]
    if columns != 1:
        pattern = sp.kron(pattern, eyes[1])
    if times != 1:
        pattern = sp.kron(eyes[0], pattern)
    return pattern.tocsr().astype(np.bool_, copy=False)  # an empty product is one of floats


def lengths_of(pattern: Any) -> IndexArray:
    """Return the number of elements of each row."""
    lengths: IndexArray = np.diff(pattern.indptr)
    return lengths


def stacked(patterns: Sequence[Any]) -> Any:
    """Return the pattern of results one after the other."""
    return patterns[0] if len(patterns) == 1 else scipy_sparse().vstack(patterns, "csr")


def applied(factors: Sequence[Any], pattern: Any, name: str) -> Any:
    """Return the pattern of a product of matrices, the last of which is ``pattern``.

    Raises
    ------
    GradientError
        If it had more elements than can be stored.
    """
    for factor in reversed(factors):
        most = int(lengths_of(pattern)[factor.indices].sum(dtype=np.int64))
        require_sparse(name, min(most, factor.shape[0] * pattern.shape[1]))
        pattern = factor @ pattern
    return pattern


def require_sparse(name: str, count: int) -> None:
    """Raise GradientError if a pattern has more elements than can be stored."""
    if count > LIMIT:
        msg = (
            f"{name}: up to {count:.1e} elements of the Jacobian are not zero, and at most "
            f"{LIMIT:.1e} can be stored; it is not sparse: use jvp, vjp or hvp for products with it"
        )
        raise GradientError(msg)


def _csr(indices: Any, starts: Any, shape: tuple[int, int]) -> Any:
    data = np.ones(indices.size, np.bool_)
    return scipy_sparse().csr_array((data, indices, starts), shape)
