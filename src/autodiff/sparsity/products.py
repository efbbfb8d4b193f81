"""The structure of products: by axes' labels, and by how far the zeros of a constant reach."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.messages import name_of
from autodiff.ops.matmul import Matmul, labels_of
from autodiff.ops.products.contraction import Contraction
from autodiff.ops.products.convolution import Convolve

from .matrices import entries, require_sparse
from .structure import structure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autodiff.ops.products.contraction import Labels
    from autodiff.typing import BoolArray

    from .structure import Factors, Site

__all__: list[str] = []


@structure(Contraction)
def _contraction(site: Site) -> Factors:
    return _product(site, site.node.terms, site.node.result)


@structure(Matmul)
def _matmul(site: Site) -> Factors:
    x, other = site.x_shape, site.operand(1 - site.i)
    ndims = (len(x), other.ndim) if site.i == 0 else (other.ndim, len(x))
    labels0, labels1, result = labels_of(*ndims)
    return _product(site, (labels0, labels1), result)


def _product(site: Site, terms: Sequence[Labels], result: Labels) -> Factors:
    """Return the pairs of elements that meet somewhere in the sum, where no factor is zero."""
    own = terms[site.i]
    lengths = dict(zip(result, site.y_shape, strict=True))
    lengths.update((label, n) for label, n in zip(own, site.x_shape, strict=True) if n != 1)
    wanted = {*own, *result}
    there, labels = _where_none_is_zero(site, terms, wanted)
    free = [label for label in dict.fromkeys((*own, *result)) if label not in labels]
    extents = [lengths.get(label, 1) for label in free]
    met = np.nonzero(there) if there.ndim else ()
    count = int(np.count_nonzero(there)) * prod(extents)
    require_sparse(name_of(site.node), count)
    places: dict[int, Any] = {
        label: np.repeat(at, prod(extents)) for label, at in zip(labels, met, strict=True)
    }
    along = np.indices(extents).reshape(len(extents), prod(extents))
    for label, at in zip(free, along, strict=True):
        places[label] = np.tile(at, count // max(prod(extents), 1))
    return [
        entries(
            _flat(places, result, site.y_shape, count),
            _flat(places, own, site.x_shape, count),
            site.size,
        )
    ]


def _where_none_is_zero(
    site: Site, terms: Sequence[Labels], wanted: set[int]
) -> tuple[BoolArray, list[int]]:
    """Return where no other factor is zero, along those of their labels that are wanted."""
    there: Any = np.ones((), np.bool_)
    known: list[int] = []
    for j, term in enumerate(terms):
        if j == site.i:
            continue
        x: Any = site.operand(j)
        labels = list(term)
        for label in set(term):
            while labels.count(label) > 1:  # a diagonal, which becomes the last axis
                first, second = (k for k in range(len(labels)) if labels[k] == label)
                x = np.diagonal(x, 0, first, second)
                labels = [m for k, m in enumerate(labels) if k not in {first, second}] + [label]
        single = tuple(k for k, n in enumerate(x.shape) if n == 1)  # goes along with any
        x, labels = x.squeeze(single), [m for k, m in enumerate(labels) if k not in single]
        every = [*known, *(label for label in labels if label not in known)]
        there = _aligned(there, known, every) & _aligned(x, labels, every)
        later = {label for term in terms[j + 1 :] for label in term}
        over = tuple(k for k, m in enumerate(every) if m not in wanted and m not in later)
        there = np.asarray(np.any(there, axis=over)) if over else there
        known = [m for k, m in enumerate(every) if k not in over]
    return there, known


def _aligned(x: Any, labels: list[int], every: list[int]) -> Any:
    order = sorted(range(len(labels)), key=lambda k: every.index(labels[k]))
    lengths = dict(zip(labels, x.shape, strict=True))
    return x.transpose(order).reshape([lengths.get(label, 1) for label in every])


def _flat(places: dict[int, Any], labels: Labels, shape: tuple[int, ...], count: int) -> Any:
    """Return flat indices of an array whose axes have these labels."""
    flat = np.zeros(count, np.intp)
    for label, n in zip(labels, shape, strict=True):
        flat = flat * n + (places[label] if n != 1 else 0)
    return flat


@structure(Convolve)
def _convolve(site: Site) -> Factors:
    """``y[i + j - start]`` has the term ``x0[i] x1[j]``."""
    own, there = np.arange(site.size[1]), site.operand(1 - site.i)
    (other,) = np.nonzero(there)
    starts = {"full": 0, "same": site.node.start, "valid": min(own.size, there.size) - 1}
    require_sparse(name_of(site.node), own.size * other.size)
    rows = np.add.outer(own, other) - starts[site.node.mode]
    columns = np.broadcast_to(own[:, None], rows.shape)
    inside = (rows >= 0) & (rows < site.size[0])
    return [entries(rows[inside], columns[inside], site.size)]
