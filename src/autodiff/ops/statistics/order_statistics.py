"""The rule of medians, quantiles and percentiles: one or two elements each, found by their rank.

No method of NumPy's is written here a second time. Applied to the ranks of the elements in the
place of the elements, NumPy's own function tells between which two of them the result lies, and
how far from either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

import numpy as np

from autodiff.operands import taken
from autodiff.operation import Unary
from autodiff.ops.namespace import has_nan, xp
from autodiff.ops.sorting.sorting import Ordering

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from autodiff.operation import Array
    from autodiff.typing import Axis, BoolArray


class Quantile(Unary):
    """``y = (1 - t) * s[k] + t * s[k + 1]``, with ``s`` the elements in order along the axis.

    ``dy/ds[k] = 1 - t`` and ``dy/ds[k + 1] = t``; ``k + t``, which comes from ``q`` and the
    method, moves with no element.

    Policy: equal elements share evenly. The NaNs that made a result NaN share its cotangent;
    where NaNs are left out they get none.
    """

    __slots__ = ("axis", "hides_nan", "options")

    function: ClassVar[Callable[..., Any]] = staticmethod(np.quantile)
    skips_nan: ClassVar[bool] = False
    axis: Axis
    options: dict[str, Any]

    def forward(self, x: Any) -> Any:
        self.hides_nan: bool = self.skips_nan and has_nan(x)
        return self.function(x, axis=self.axis, **self.options)

    def backward(self, gy: Any) -> Array:
        ordering = Ordering(self.x, self.axis, nans_tie=True)
        results, places, weights = self.parts(ordering)
        gs = xp.multiply(gy.reshape(-1)[results], weights.astype(gy.dtype))
        return ordering.restored(gs, places)

    def parts(self, ordering: Ordering) -> tuple[Any, Any, Any]:
        """Return which result has which place in the order as a part, and with which weight."""
        m, n = ordering.values.shape
        if not m * n:
            nothing = xp.zeros(0, np.intp)
            return nothing, nothing, nothing
        nan = np.isnan(ordering.values)
        rank = xp.reshape(self.ranks(ordering, nan), -1)
        low = xp.floor(rank)
        beyond = rank - low
        low = low.astype(np.intp)
        row = low // n
        counted = np.ones(low.shape, np.bool_)
        if self.skips_nan:
            counted = ~nan[row, 0]
        else:
            undefined = nan[row, -1]
            low = cast("Any", np.where(undefined, row * n + n - 1, low))
            beyond = xp.where(undefined, 0, beyond)
        results = xp.arange(low.size)
        lower, upper = counted & (beyond < 1), counted & (beyond > 0)
        return (
            xp.concatenate([taken(results, lower), taken(results, upper)]),
            xp.concatenate([taken(low, lower), taken(low, upper) + 1]),
            xp.concatenate([1 - taken(beyond, lower), taken(beyond, upper)]),
        )

    def ranks(self, ordering: Ordering, nan: BoolArray) -> npt.NDArray[np.float64]:
        """Return the place of each result in the order, counted on from row to row."""
        m, n = ordering.values.shape
        settings = dict(self.options)
        if "interpolation" in settings:  # a deprecated name, which has been warned of once
            settings["method"] = settings.pop("interpolation")
        if not (self.skips_nan or "weights" in settings):  # it is the same in every row
            settings["keepdims"] = False
            at: npt.NDArray[np.float64] = np.add.outer(
                self.function(np.arange(0.0, n), **settings), xp.arange(m) * n
            )
            return at
        ranks = np.zeros_like(ordering.values, np.float64, shape=m * n)
        ranks[ordering.places] = xp.arange(m * n).reshape(m, n)
        if self.skips_nan:
            ranks[ordering.places[nan & ~nan[:, :1]]] = np.nan  # if anything is left at all
        found: npt.NDArray[np.float64] = self.function(
            ranks.reshape(ordering.shape), axis=self.axis, **settings
        )
        return found


class Median(Quantile):
    """``y = (s[k] + s[n - 1 - k]) / 2`` with ``k = (n - 1) // 2`` and ``s`` in order."""

    function: ClassVar[Callable[..., Any]] = staticmethod(np.median)


class Percentile(Quantile):
    """``y = quantile(x, q / 100)``."""

    function: ClassVar[Callable[..., Any]] = staticmethod(np.percentile)


class Nanmedian(Quantile):
    """``y = median(x)`` of what is not NaN."""

    function: ClassVar[Callable[..., Any]] = staticmethod(np.nanmedian)
    skips_nan: ClassVar[bool] = True


class Nanquantile(Quantile):
    """``y = quantile(x, q)`` of what is not NaN."""

    function: ClassVar[Callable[..., Any]] = staticmethod(np.nanquantile)
    skips_nan: ClassVar[bool] = True


class Nanpercentile(Quantile):
    """``y = quantile(x, q / 100)`` of what is not NaN."""

    function: ClassVar[Callable[..., Any]] = staticmethod(np.nanpercentile)
    skips_nan: ClassVar[bool] = True
