"""Derivatives that are mostly zeros, as sparse arrays, from few sweeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.errors import DetachedError, NotDifferentiableError
from autodiff.operands import arrayed, data_of
from autodiff.sparsity import (
    as_pattern,
    of_jacobian,
    of_symmetric,
    pattern,
    require_covered,
    require_scipy,
    same,
    symmetrised,
)

from .arguments import chosen
from .batches import carried, pulled_rows, pushed_columns
from .blocks import require_inexact_results
from .decorating import decorating
from .edge import edge_of_result
from .recording import Recording
from .reverse import gradient_seed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autodiff.sparsity import Compression

    from .signatures.sparse import ToSparse

__all__ = ["sparse_hessian", "sparse_jacobian"]

_pattern = pattern


def _typed(f: Callable[..., Any]) -> ToSparse:
    """Return ``f`` under the signature of both."""
    return f


@_typed
def sparse_jacobian(f: Any = None, argnums: Any = 0, *, pattern: Any = None) -> Any:
    """Return a function that computes all derivatives of ``f`` that may not be zero.

    Which those are is read off the program as it was recorded; columns without a common row are
    pushed forward together, or rows without a common column pulled back, whichever are fewer, or a
    few full rows are pulled and the other columns pushed. A tridiagonal Jacobian takes three
    products, whatever its size. It needs SciPy.

    Parameters
    ----------
    f
        Returns an array, a number, or a container of them.
    argnums
        As for :func:`grad`.
    pattern
        Where the Jacobian may not be zero: a sparse matrix, of which all stored elements count, or
        a boolean array. What it has beyond what is found is stored as zeros, so that the structure
        is the same at every call; an element that it lacks is an error. The pattern is found at
        each call nevertheless, for control flow may change it; the colouring is done again only
        if it has changed.

    Returns
    -------
    A function with the parameters of ``f``. It returns a ``scipy.sparse.csr_array`` of plain
    numbers, of shape ``(y.size, x.size)``: element ``[i, j]`` is ``dy.ravel()[i]/dx.ravel()[j]``.
    The leaves of containers, and several arguments, follow each other as :func:`ravel` has them.
    What is stored may be zero.

    Raises
    ------
    ModuleNotFoundError
        If SciPy is not installed.
    GradientError
        At the call, if ``pattern`` has another shape or lacks an element, or the Jacobian is too
        dense to be stored.
    NotDifferentiableError
        At the call, if the argument is complex; and as :func:`grad`.
    DetachedError
        At the call, if ``f`` computes with Variables that are being recorded.
    TypeError
        If ``pattern`` is no matrix; and as :func:`grad`.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> def residual(u):
    ...     return np.diff(u, 2, prepend=0.0, append=0.0) - np.exp(u)
    >>> J = ad.sparse_jacobian(residual)(np.zeros(4))
    >>> J.toarray()
    array([[-3.,  1.,  0.,  0.],
           [ 1., -3.,  1.,  0.],
           [ 0.,  1., -3.,  1.],
           [ 0.,  0.,  1., -3.]])

    A step of Newton's method:

    >>> from scipy.sparse.linalg import spsolve
    >>> -spsolve(J, residual(np.zeros(4)))
    array([-0.6, -0.8, -0.8, -0.6])
    """
    name = "sparse_jacobian"

    def compress(record: Recording, found: Any) -> Compression:
        return of_jacobian(found, pulling=not _holds_complex(record))

    return _transform(name, Recording, f, argnums, pattern, lambda found: found, compress)


@_typed
def sparse_hessian(f: Any = None, argnums: Any = 0, *, pattern: Any = None) -> Any:
    """Return a function that computes all second derivatives of ``f`` that may not be zero.

    The gradient is recorded, and tangents are pushed forward through it: those of columns of one
    colour together, in a star colouring, which makes use of the symmetry. A tridiagonal Hessian
    takes three products, one like an arrow two. It needs SciPy.

    Parameters
    ----------
    f
        Returns one real number.
    argnums
        As for :func:`grad`.
    pattern
        As for :func:`sparse_jacobian`; an element counts for the one across the diagonal too.

    Returns
    -------
    A function with the parameters of ``f``. It returns a ``scipy.sparse.csr_array`` of plain
    numbers, of shape ``(x.size, x.size)`` and symmetric to the bit, in the order that
    :func:`sparse_jacobian` has. What is stored may be zero.

    Raises
    ------
    ModuleNotFoundError, NotDifferentiableError, DetachedError
        As :func:`sparse_jacobian`.
    GradientError, TypeError
        As :func:`sparse_jacobian` and :func:`grad`.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> def rosenbrock(x):
    ...     return np.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)
    >>> ad.sparse_hessian(rosenbrock)(np.ones(4)).toarray()
    array([[ 802., -400.,    0.,    0.],
           [-400., 1002., -400.,    0.],
           [   0., -400., 1002., -400.],
           [   0.,    0., -400.,  200.]])
    """
    name = "sparse_hessian"

    def record_gradient(*call: Any) -> Recording:
        record = Recording(*call)
        _require_plain(record)
        record.to_gradient(gradient_seed(record))
        return record

    def compress(_: Recording, found: Any) -> Compression:
        return of_symmetric(found)

    return _transform(name, record_gradient, f, argnums, pattern, symmetrised, compress)


def _transform(
    name: str,
    recorded: Callable[..., Recording],
    f: Any,
    argnums: Any,
    given: Any,
    completed: Callable[[Any], Any],
    compress: Callable[[Recording, Any], Compression],
) -> Any:
    require_scipy(name)
    selected = chosen(name, argnums)
    if given is not None:
        given = as_pattern(name, given)

    def transform(f: Callable[..., Any]) -> Callable[..., Any]:
        latest: Compression | None = None

        def derivatives(*args: Any, **kwargs: Any) -> Any:
            nonlocal latest
            record = recorded(name, f, args, kwargs, selected)
            _require_plain(record)
            found = completed(_found(record))
            if given is not None:
                require_covered(name, given, found)
                found = completed(given)
            compression = latest
            if (
                compression is None
                or not same(compression.pattern, found)
                or (compression.pulls and _holds_complex(record))  # made for a real result
            ):
                latest = compression = compress(record, found)
            return compression.read(*_products(record, compression))

        return derivatives

    return decorating(name, f, transform)


def _require_plain(record: Recording) -> None:
    for x in record.inputs:
        if x.dtype.kind == "c":
            msg = f"{record.name}: a complex argument; make f one of real and imaginary parts"
            raise NotDifferentiableError(msg)
    require_inexact_results(record)
    if record.differentiable:
        msg = (
            f"{record.name}: a sparse array holds no gradient, and f computes with Variables that "
            "are being recorded; pass v.data, call it within no_grad(), or use jacobian or hessian"
        )
        raise DetachedError(msg)


def _holds_complex(record: Recording) -> bool:
    """Whether a result is complex, of which a cotangent of 1 pulls the real part alone."""
    return any(arrayed(data_of(y)).dtype.kind == "c" for y in record.outputs)


def _found(record: Recording) -> Any:
    """Return the pattern of all outputs by all inputs."""
    return _pattern(
        record.order,
        [(edge, x.shape) for edge, x in zip(record.edges, record.inputs, strict=True)],
        [(edge_of_result(y), int(np.size(data_of(y)))) for y in record.outputs],
    )


def _products(record: Recording, compression: Compression) -> tuple[Any, Any]:
    """Return products with columns, shape (m, pushes), and with rows, shape (pulls, n)."""
    inputs = [data_of(x) for x in record.inputs]
    outputs = [arrayed(data_of(y)) for y in record.outputs]
    pushed = _carried(record, pushed_columns, inputs, outputs, compression.columns)
    return pushed.T, _carried(record, pulled_rows, outputs, inputs, compression.rows)


def _carried(
    record: Recording,
    carry: Callable[[Recording, Sequence[Any]], Sequence[Any]],
    starts: Sequence[Any],
    ends: Sequence[Any],
    colours: Any,
) -> Any:
    """Return what arrives at ``ends``, flattened, from the elements of each colour: one a row."""
    if colours.max(initial=-1) < 0:
        return np.zeros((0, sum(end.size for end in ends)))
    stacks = carried(record, carry, starts, ends, colours=colours)
    rows = [np.reshape(a, (len(a), end.size)) for a, end in zip(stacks, ends, strict=True)]
    return np.concatenate(rows, axis=1) if len(rows) > 1 else rows[0]
