"""Quantiles: one level, or an axis of them."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, overload

from .operands import P

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from autodiff.typing import Axis, Integral, ScalarT, UnknownRank
    from autodiff.variable import Variable

    from .operands import Nested

__all__ = ["Quantile"]


class Quantile(Protocol[P]):
    """Of integers, they are float64."""

    @overload
    def __call__(
        self, a: Variable[Integral, Any], /, q: float, axis: None = None
    ) -> Variable[np.float64, tuple[()]]: ...
    @overload
    def __call__(
        self, a: Variable[Integral, Any], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[np.float64]: ...
    # Numbers of Python are weak, levels in an array are not.
    @overload
    def __call__(
        self,
        a: Variable[np.float32, Any],
        /,
        q: Sequence[float] | npt.NDArray[np.float64],
        axis: Axis = None,
        *,
        keepdims: bool = False,
    ) -> Variable[np.float64]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, Any], /, q: float, axis: None = None
    ) -> Variable[ScalarT, tuple[()]]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, UnknownRank], /, q: float, axis: int
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, tuple[int]], /, q: float, axis: int
    ) -> Variable[ScalarT, tuple[()]]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, tuple[int, int]], /, q: float, axis: int
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, tuple[int, int, int]], /, q: float, axis: int
    ) -> Variable[ScalarT, tuple[int, int]]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, Any], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self,
        a: npt.NDArray[Integral],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> npt.NDArray[np.float64]: ...
    @overload
    def __call__(
        self,
        a: npt.NDArray[ScalarT],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(self, a: Nested, /, *args: P.args, **kwargs: P.kwargs) -> npt.NDArray[Any]: ...
