"""The step from a variable to its standard form, one operation since every density takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from autodiff.broadcasting import conform, spread
from autodiff.operands import data_of
from autodiff.ops.namespace import silenced, xp
from autodiff.variadic import Variadic

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autodiff.graph import Wrap

__all__ = ["Standardize"]


class Standardize(Variadic):
    """``z = (x - loc) / scale``, which has been computed, with points outside a support replaced.

    ``dz/dx = 1 / scale``, ``dz/dloc = -1 / scale``, ``dz/dscale = -z / scale``. No cotangent comes
    where a point was replaced.
    """

    __slots__ = ("has_nan", "scale", "z")
    linear = False
    keeps: ClassVar[bool] = True
    arrays: ClassVar[tuple[str, ...]] = ("scale",)
    has_nan: bool
    z: Any

    def forward(self, *xs: Any) -> Any:  # noqa: ARG002  # known
        return self.z

    def save(self, kept: Callable[[int], Any]) -> None:
        self.scale: Any = kept(2)

    def backward(self, i: int, gy: Any) -> Any:
        meta = (self.metas or ())[i]
        if self.has_nan or self.scale.ndim:
            share: Any = (gy * self.z if i == 2 else gy) / self.scale
            if self.has_nan:
                share = silenced(share, data_of(gy) == 0)
            total = conform(share, meta)
        else:  # summed before the division: there are fewer to divide
            total = (xp.vdot(gy, self.z) if i == 2 else conform(gy, meta)) / self.scale
        return total if i == 0 else -total

    def push(self, tangents: Sequence[Any]) -> Any:
        dx, dloc, dscale = tangents
        parts = [dx, None if dloc is None else -dloc, None if dscale is None else -self.z * dscale]
        given = [part for part in parts if part is not None]
        moved: Any = sum(given[1:], given[0]) / self.scale
        return spread(moved, self._meta())

    def lifted(self, wrap: Wrap) -> Self:
        copy = type(self)(self.has_nan, wrap(self.z, self))
        copy.metas = self.metas
        copy.edges = self.edges
        copy.scale = self.scale if self.edges[2] is None else wrap(self.scale, self.edges[2])
        return copy

    def release(self) -> None:
        self.z = self.scale = None
