"""The structure of products with sparse matrices: what they store, whatever the values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.sparsity import structure
from autodiff.sparsity.matrices import entries, repeated

from .constant import SparseProduct
from .stored import SampledProduct, StoredProduct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autodiff.sparsity import Site

__all__: list[str] = []


@structure(SparseProduct)
def _constant(site: Site) -> Sequence[Any] | None:
    s = site.node.matrix
    if s.ndim != 2 or len(site.x_shape) > 2:
        return None
    s = s.tocoo()
    if site.node.on_left:
        columns = site.x_shape[1] if len(site.x_shape) == 2 else 1
        return [repeated(1, entries(s.row, s.col, s.shape), columns)]
    rows = site.x_shape[0] if len(site.x_shape) == 2 else 1
    return [repeated(rows, entries(s.col, s.row, s.shape[::-1]), 1)]


@structure(StoredProduct)
def _stored(site: Site) -> Sequence[Any]:
    pattern = site.node.pattern
    rows, columns, places = pattern.coordinates()
    m, n = pattern.shape
    wide = site.y_shape[1] if len(site.y_shape) == 2 else 1
    if site.i == 1:
        return [repeated(1, entries(rows, columns, (m, n)), wide)]
    numbers = np.arange(site.size[1])[places]
    results = rows[:, None] * wide + np.arange(wide)
    return [entries(results, np.repeat(numbers, wide), site.size)]


@structure(SampledProduct)
def _sampled(site: Site) -> Sequence[Any]:
    rows, columns, places = site.node.pattern.coordinates()
    wide = site.x_shape[1] if len(site.x_shape) == 2 else 1
    numbers = np.arange(site.size[0])[places]
    read = (rows, columns)[site.i][:, None] * wide + np.arange(wide)
    return [entries(np.repeat(numbers, wide), read, site.size)]
