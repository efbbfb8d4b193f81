"""Products of arrays, some of which are batches; large ones are left to BLAS as a single one."""

from __future__ import annotations

from math import prod
from string import ascii_letters
from typing import TYPE_CHECKING, Any

import numpy as np

from .alignment import aligned, axes_of, logical_ndim
from .array import Batched
from .table import batches

if TYPE_CHECKING:
    from collections.abc import Sequence


@batches(np.matmul)
def matmul(a: Any, b: Any, /, **kwargs: Any) -> Any:
    """Multiply matrices and vectors, of which either may be a batch."""
    a, b = (x if hasattr(x, "ndim") else np.asarray(x) for x in (a, b))
    m, n = a.ndim, b.ndim
    if kwargs or m == 0 or n == 0:
        return NotImplemented
    if type(b) is not Batched and n < 3:  # the rows of all elements are those of one matrix
        *lead, inner = a.values.shape
        rows = a.values.reshape(prod(lead), inner)
        return Batched((rows @ b).reshape(*lead, *b.shape[1:]))
    if type(a) is not Batched and m == 2 and n == 1:
        return Batched(b.values @ a.T)
    x, y = aligned((_matrices(a, -2) if m == 1 else a, _matrices(b, -1) if n == 1 else b))
    z = np.matmul(x, y)
    z = z[..., 0, :] if m == 1 else z
    return Batched(z[..., 0] if n == 1 else z)


def _matrices(x: Any, axis: int) -> Any:
    """Return vectors as matrices of one row or of one column."""
    if type(x) is Batched:
        return Batched(np.expand_dims(x.values, axis))
    return np.expand_dims(x, axis)


@batches(np.dot)
def dot(a: Any, b: Any, out: Any = None) -> Any:
    """Multiply as ``dot`` does, which sums over the last axis but one of the second operand."""
    m, n = logical_ndim(a), logical_ndim(b)
    if out is not None:
        return NotImplemented
    if m == 0 or n == 0:
        return a * b
    if n < 3:
        return matmul(a, b)
    return tensordot(a, b, ((m - 1,), (n - 2,)))


@batches(np.inner)
def inner(a: Any, b: Any, /) -> Any:
    """Sum over the last axis of both."""
    m, n = logical_ndim(a), logical_ndim(b)
    return a * b if m == 0 or n == 0 else tensordot(a, b, ((m - 1,), (n - 1,)))


@batches(np.outer)
def outer(a: Any, b: Any, out: Any = None) -> Any:
    """Return the products of all pairs of elements of two vectors."""
    return NotImplemented if out is not None else np.ravel(a)[:, None] * np.ravel(b)


@batches(np.vdot)
def vdot(a: Any, b: Any, /) -> Any:
    """Multiply two vectors, the first conjugated."""
    return np.dot(np.conj(np.ravel(a)), np.ravel(b))


@batches(np.tensordot)
def tensordot(a: Any, b: Any, axes: Any = 2) -> Any:
    """Sum over axes of both operands, as one product of matrices."""
    m, n = logical_ndim(a), logical_ndim(b)
    if hasattr(axes, "__iter__"):
        over_a, over_b = (tuple(i - 1 for i in axes_of(axes[k], (m, n)[k])) for k in (0, 1))
    else:
        over_a, over_b = tuple(range(m - axes, m)), tuple(range(axes))
    free_a = [i for i in range(m) if i not in over_a]
    free_b = [i for i in range(n) if i not in over_b]
    lengths = [a.shape[i] for i in over_a]
    if lengths != [b.shape[i] for i in over_b]:
        return NotImplemented  # and NumPy's own error
    rows, columns = [a.shape[i] for i in free_a], [b.shape[i] for i in free_b]
    x = np.reshape(np.transpose(a, (*free_a, *over_a)), (prod(rows), prod(lengths)))
    y = np.reshape(np.transpose(b, (*over_b, *free_b)), (prod(lengths), prod(columns)))
    return np.reshape(matmul(x, y), (*rows, *columns))


@batches(np.cross)
def cross(a: Any, b: Any, **kwargs: Any) -> Any:
    """Multiply vectors along the last axis."""
    return NotImplemented if kwargs else Batched(np.cross(*aligned((a, b))))


@batches(np.einsum)
def einsum(*operands: Any, **kwargs: Any) -> Any:
    """Sum products, with one label more for the axis of the batch."""
    subscripts, xs = _spelled(operands)
    inputs, arrow, output = subscripts.replace(" ", "").partition("->")
    labels = [c for c in inputs if c in ascii_letters]
    if not arrow:
        once = sorted(c for c in set(labels) if labels.count(c) == 1)
        output = ("..." if "..." in inputs else "") + "".join(once)
    free = next((c for c in reversed(ascii_letters) if c not in labels), None)
    if free is None:
        return NotImplemented
    terms = [
        free + term if type(x) is Batched else term
        for term, x in zip(inputs.split(","), xs, strict=True)
    ]
    values = [x.values if type(x) is Batched else x for x in xs]
    return Batched(np.einsum(f"{','.join(terms)}->{free}{output}", *values, **kwargs))


def _spelled(operands: Sequence[Any]) -> tuple[str, Sequence[Any]]:
    """Return the subscripts as a string, and the arrays."""
    if isinstance(operands[0], str):
        return operands[0], operands[1:]
    *pairs, output = operands if len(operands) % 2 else (*operands, None)
    terms = ",".join(_letters(labels) for labels in pairs[1::2])
    return terms if output is None else f"{terms}->{_letters(output)}", pairs[::2]


def _letters(labels: Any) -> str:
    """Return numbers as letters, which NumPy sorts as it does the numbers."""
    alphabet: Any = sorted(ascii_letters)
    return "".join("..." if label is ... else alphabet[label] for label in labels)
