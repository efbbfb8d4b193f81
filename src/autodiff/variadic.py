"""Bases of the operations of any number of inputs."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, Self

from .apply import apply_many
from .operation import Operation, saved

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .graph import Wrap
    from .operation import Array
    from .variable import Variable

__all__ = ["Multilinear", "Variadic"]


class Variadic(Operation):
    """``y = f(*xs)``, linear: the pullback needs no array, only which input it is for."""

    __slots__ = ("edges",)
    linear = True
    keeps: ClassVar[bool] = False
    if TYPE_CHECKING:
        edges: Any = saved(init=False)

    @abstractmethod
    def forward(self, *xs: Any) -> Any:
        """Return ``f(*xs)`` for arrays."""

    @abstractmethod
    def backward(self, i: int, gy: Array, /) -> Array:
        """Return the cotangent of input ``i``."""

    def lifted(self, wrap: Wrap) -> Self:  # noqa: ARG002  # there is nothing to lift
        return self

    @property
    def x_shapes(self) -> list[tuple[int, ...]]:
        """Shapes of the inputs."""
        return [shape for shape, _ in (self.metas or ())[:-1]]

    def pull(self, g: Any) -> Sequence[Any]:
        return [None if e is None else self.backward(i, g) for i, e in enumerate(self.edges)]

    def save(self, kept: Callable[[int], Any]) -> None:
        """Keep what the wanted cotangents are computed from: ``kept(i)`` of input ``i``."""

    def __call__(self, *xs: Any) -> Variable[Any, Any]:
        return apply_many(self._fresh(), xs)


class Multilinear(Variadic):
    """``y = f(*xs)``, linear in each input: the pullback needs the others."""

    __slots__ = ("xs",)
    linear = False
    multilinear = True
    keeps: ClassVar[bool] = True
    if TYPE_CHECKING:
        xs: tuple[Any, ...] = saved(init=False)

    def save(self, kept: Callable[[int], Any]) -> None:
        wanted = [i for i, edge in enumerate(self.edges) if edge is not None]
        self.xs = tuple(None if wanted == [i] else kept(i) for i in range(len(self.edges)))

    def lifted(self, wrap: Wrap) -> Self:
        copy = self._copy()
        copy.metas = self.metas
        copy.edges = self.edges
        copy.xs = tuple(
            x if x is None or edge is None else wrap(x, edge)
            for x, edge in zip(self.xs, self.edges, strict=True)
        )
        return copy

    def release(self) -> None:
        self.xs = ()

    def _operands(self) -> Sequence[Any]:
        return self.xs

    def _array(self, i: int) -> Any:
        return self.xs[i] if self.xs else None
