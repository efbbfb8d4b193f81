"""The structure of what goes along an axis: differences, running sums, quantiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index, normalize_axis_tuple

from autodiff.messages import name_of
from autodiff.ops.differences.neighbours import Diff
from autodiff.ops.reductions.running_extrema import RunningMaximum, RunningMinimum
from autodiff.ops.reductions.scans import Cumprod, Cumsum
from autodiff.ops.statistics.order_statistics import Quantile

from .matrices import entries, require_sparse
from .structure import lines, structure

if TYPE_CHECKING:
    from .structure import Factors, Site

__all__: list[str] = []


@structure(Diff)
def _difference(site: Site) -> Factors:
    """Element ``k`` has the terms ``k`` to ``k + n``."""
    axis = normalize_axis_index(site.node.axis, len(site.x_shape))
    numbers = np.moveaxis(np.arange(site.size[1]).reshape(site.x_shape), axis, -1)
    results = np.moveaxis(np.arange(site.size[0]).reshape(site.y_shape), axis, -1)
    m = results.shape[-1]
    terms = np.stack(
        [numbers[..., k : k + m] for k in range(site.node.n + 1 if m else 0)] or [results]
    )
    return [entries(np.broadcast_to(results, terms.shape), terms, site.size)]


@structure(Cumsum, Cumprod, RunningMaximum, RunningMinimum)
def _scan(site: Site) -> Factors:
    """Element ``k`` depends on all up to ``k``."""
    axis = normalize_axis_index(site.node.axis, len(site.x_shape))
    numbers = np.moveaxis(np.arange(site.size[1]).reshape(site.x_shape), axis, -1)
    n = numbers.shape[-1]
    count = site.size[1] * (n + 1) // 2
    require_sparse(name_of(site.node), count)
    later, earlier = np.tril_indices(n)
    return [entries(numbers[..., later], numbers[..., earlier], site.size)]


@structure(Quantile)
def _quantile(site: Site) -> Factors | None:
    """Lines depend on themselves; the axis of ``q`` comes first."""
    node, x, y = site.node, site.x_shape, site.y_shape
    if np.ndim(node.options.get("q", 0)) > 1:  # which NumPy orders otherwise where it skips NaN
        return None
    n = len(x)
    axes: Any = normalize_axis_tuple(range(n) if node.axis is None else node.axis, n)
    alone = tuple(1 if i in axes else length for i, length in enumerate(x))
    kept = tuple(length for i, length in enumerate(x) if i not in axes)
    numbers = np.arange(int(np.prod(alone, dtype=np.int64)))
    outputs = numbers.reshape(alone if node.options.get("keepdims") else kept)
    inputs = numbers.reshape(alone)
    return lines(np.broadcast_to(outputs, y), np.broadcast_to(inputs, x), numbers.size)
