"""Products summed over named axes: the rule behind every product of arrays.

An axis is known by its label. Axes of one label run together; what becomes of them follows from
where the label stands: a label that the result lacks is summed over.
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from autodiff.operands import is_variable
from autodiff.ops.getitem import scatter
from autodiff.ops.namespace import xp
from autodiff.variadic import Multilinear

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from autodiff.operation import Array

__all__ = ["Contraction", "Labels", "contract", "pulled_back", "stacked"]

Labels: TypeAlias = tuple[int, ...]
"""A label for each axis."""

_SMALL = 4096  # products up to which a call of BLAS costs more than it saves


class Contraction(Multilinear):
    """``y = sum of x0 * x1 * ...`` over the labels that ``y`` lacks.

    ``gx0`` is the same product with ``gy`` in the place of ``x0``, summed over the labels that
    ``x0`` lacks, repeated along those that ``x0`` alone has, and put on the diagonal where
    ``x0`` has a label twice.
    """

    terms: tuple[Labels, ...]
    result: Labels

    def forward(self, *xs: Any) -> Any:
        return _evaluate(self.terms, self.result, xs)

    def backward(self, i: int, gy: Array) -> Array:
        others = [j for j in range(len(self.terms)) if j != i]
        return pulled_back(
            self.terms[i],
            self.x_shapes[i],
            (self.result, *(self.terms[j] for j in others)),
            (gy, *(self.xs[j] for j in others)),
        )


def contract(inputs: Sequence[Labels], output: Labels, xs: Sequence[Any]) -> Any:
    """Return the product of ``xs`` summed over the labels that ``output`` lacks."""
    if any(is_variable(x) for x in xs):
        return Contraction(tuple(inputs), output)(*xs)
    return _evaluate(inputs, output, xs)


def pulled_back(
    labels: Labels, shape: tuple[int, ...], inputs: Sequence[Labels], factors: Sequence[Any]
) -> Array:
    """Return the cotangent of an operand of a contraction.

    Parameters
    ----------
    labels, shape
        Of the operand.
    inputs, factors
        The cotangent of the result and the other operands, with their labels. What broadcasting
        is to be undone is summed by the product itself, which never becomes as large as it.
    """
    distinct = tuple(dict.fromkeys(labels))
    lengths = dict(zip(labels, shape, strict=True))
    present: set[int] = set[int]().union(*inputs)
    output = tuple(label for label in distinct if lengths[label] != 1 and label in present)
    product: Any = contract(inputs, output, factors)
    found = dict(zip(output, product.shape, strict=True))
    product = product.reshape(tuple(found.get(label, 1) for label in distinct))
    spread = tuple(lengths[label] for label in distinct)
    if product.shape != spread:
        product = xp.broadcast_to(product, spread)
    if len(distinct) == len(labels):
        return product  # type: ignore[no-any-return]  # an array or a Variable
    places = np.ix_(*(np.arange(n) for n in spread))
    return scatter(product, tuple(places[distinct.index(label)] for label in labels), shape)


def stacked(ndim: int, core: Labels) -> Labels:
    """Return labels for axes of which the last ones are ``core`` and the others stacked."""
    return (*range(len(core) - ndim, 0), *core)


def _evaluate(inputs: Sequence[Labels], output: Labels, xs: Sequence[Any]) -> Any:
    """Contract arrays, by BLAS where that pays."""
    lengths = _lengths(inputs, xs)
    pairs = [_without_copies(x, labels, lengths) for x, labels in zip(xs, inputs, strict=True)]
    if len(pairs) == 1:
        return _summed(*pairs[0], output, transposing=True)[0]
    if len(pairs) > 2:
        large = prod(lengths.values()) > _SMALL
        return _einsum(pairs, output, optimize=large)
    (x, x_labels), (y, y_labels) = pairs
    x, x_labels = _summed(x, x_labels, (*y_labels, *output))
    y, y_labels = _summed(y, y_labels, (*x_labels, *output))
    summed = [label for label in x_labels if label not in output]
    if not summed:
        return _aligned(x, x_labels, output) * _aligned(y, y_labels, output)
    if prod(lengths[label] for label in {*x_labels, *y_labels}) <= _SMALL:
        return _einsum([(x, x_labels), (y, y_labels)], output)
    return _multiplied(x, x_labels, y, y_labels, output)


def _multiplied(x: Any, x_labels: Labels, y: Any, y_labels: Labels, output: Labels) -> Any:
    """Contract two arrays as a stack of products of matrices.

    Each label is in both operands or in the result, and some are summed over.
    """
    stacked = [label for label in output if label in x_labels and label in y_labels]
    summed = [label for label in x_labels if label not in output]
    rows = [label for label in x_labels if label not in y_labels]
    columns = [label for label in y_labels if label not in x_labels]
    if not rows and not columns:
        if stacked:
            return _einsum([(x, x_labels), (y, y_labels)], output)
        return np.dot(np.ravel(x), np.ravel(_ordered(y, y_labels, x_labels)))
    left = _ordered(x, x_labels, (*stacked, *rows, *summed))
    right = _ordered(y, y_labels, (*stacked, *summed, *columns))
    n, r = len(stacked), len(stacked) + len(rows)
    over, row_shape, inner = left.shape[:n], left.shape[n:r], prod(left.shape[r:])
    column_shape = right.shape[n + len(summed) :]
    product = np.matmul(
        _for_blas(left.reshape((*over, prod(row_shape), inner))),
        _for_blas(right.reshape((*over, inner, prod(column_shape)))),
    )
    product = product.reshape((*over, *row_shape, *column_shape))
    return _ordered(product, (*stacked, *rows, *columns), output)


def _for_blas(x: Any) -> Any:
    """Return a copy of matrices of which neither axis is contiguous, which BLAS cannot read."""
    strides = getattr(x, "strides", None)
    if strides is None or x.itemsize in strides[-2:]:
        return x
    return np.ascontiguousarray(x)


def _lengths(inputs: Sequence[Labels], xs: Sequence[Any]) -> dict[int, int]:
    """Return the length of each label; axes of length 1 go along with any."""
    lengths: dict[int, int] = {}
    for labels, x in zip(inputs, xs, strict=True):
        for label, n in zip(labels, x.shape, strict=True):
            if lengths.get(label, 1) == 1:
                lengths[label] = n
    return lengths


def _without_copies(x: Any, labels: Labels, lengths: Mapping[int, int]) -> tuple[Any, Labels]:
    """Return diagonals for labels named twice, and drop axes that only broadcasting fills."""
    if len(set(labels)) < len(labels):
        distinct = tuple(dict.fromkeys(labels))
        x = _einsum([(x, labels)], distinct)
        labels = distinct
    kept = tuple(i for i, label in enumerate(labels) if x.shape[i] == lengths[label])
    if len(kept) == len(labels):
        return x, labels
    return x.reshape(tuple(x.shape[i] for i in kept)), tuple(labels[i] for i in kept)


def _summed(
    x: Any, labels: Labels, wanted: Labels, *, transposing: bool = False
) -> tuple[Any, Labels]:
    """Sum over the axes whose labels are not wanted."""
    axes = tuple(i for i, label in enumerate(labels) if label not in wanted)
    if axes:
        x = np.sum(x, axis=axes)
        labels = tuple(label for label in labels if label in wanted)
    return (_ordered(x, labels, wanted), wanted) if transposing else (x, labels)


def _ordered(x: Any, labels: Labels, order: Labels) -> Any:
    """Return ``x`` with its axes in another order."""
    return x if labels == order else np.transpose(x, [labels.index(label) for label in order])


def _aligned(x: Any, labels: Labels, output: Labels) -> Any:
    """Return ``x`` with its axes as in ``output``, of length 1 where it has none."""
    x = _ordered(x, labels, tuple(label for label in output if label in labels))
    lengths = iter(x.shape)
    return x.reshape(tuple(next(lengths) if label in labels else 1 for label in output))


def _einsum(pairs: Sequence[tuple[Any, Labels]], output: Labels, *, optimize: bool = False) -> Any:
    numbers: dict[int, int] = {}
    operands: list[Any] = []
    for x, labels in pairs:
        operands += [x, [numbers.setdefault(label, len(numbers)) for label in labels]]
    return xp.einsum(*operands, [numbers[label] for label in output], optimize=optimize)
