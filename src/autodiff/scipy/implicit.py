"""The base of operations that solve an equation, all of whose cotangents cost one solution."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from autodiff.apply import apply_many
from autodiff.operands import is_variable
from autodiff.operation import Operation, saved

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autodiff.graph import Wrap
    from autodiff.operation import Array
    from autodiff.variable import Variable
    from autodiff.variadic import Variadic

__all__ = ["Implicit", "solution"]


class Implicit(Operation):
    """``y`` with ``F(xs, y) = b``, linear in ``y``; the right-hand side ``b`` is the last input.

    The solution of the transposed equation for the cotangent of ``y`` is the cotangent of ``b``,
    and those of all other inputs are products of it and ``y``.
    """

    __slots__ = ("edges", "xs", "y")
    batches = False
    arrays: ClassVar[tuple[str, ...]] = ("xs", "y")
    if TYPE_CHECKING:
        edges: Any = saved(init=False)
        xs: tuple[Any, ...] = saved(init=False)
        y: Any = saved(init=False)

    @abstractmethod
    def forward(self, *xs: Any) -> Any:
        """Return the solution for arrays."""

    @abstractmethod
    def backward(self, gy: Array, /) -> Sequence[Array | None]:
        """Return the cotangents of all inputs; ``self.xs`` lacks the right-hand side.

        ``self.y`` is None if the right-hand side is the only input that is differentiated.
        """

    @abstractmethod
    def residual(self, *dxs: Array | None) -> Array | None:
        """Return the tangent of ``F`` for those of all inputs but ``b``, with ``y`` held fixed.

        ``None`` stands for 0.
        """

    def pull(self, g: Any) -> Sequence[Any]:
        gxs = self.backward(g)
        return [None if edge is None else gx for edge, gx in zip(self.edges, gxs, strict=True)]

    def push(self, tangents: Sequence[Any]) -> Any:
        *dxs, db = tangents
        df = None if all(dx is None for dx in dxs) else self.residual(*dxs)
        right = db if df is None else -df if db is None else db - df
        return solution(self._copy(), *self.xs, right)

    def save(self, kept: Callable[[int], Any]) -> None:
        """Keep what the cotangents are computed from."""
        self.xs = tuple(map(kept, range(len(self.edges) - 1)))

    def release(self) -> None:
        self.xs = ()
        self.y = None

    def lifted(self, wrap: Wrap) -> Self:
        copy = self._copy()
        copy.metas = self.metas
        copy.edges = self.edges
        copy.xs = tuple(
            x if edge is None else wrap(x, edge)
            for x, edge in zip(self.xs, self.edges, strict=False)
        )
        copy.y = None if self.y is None else wrap(self.y, self)
        return copy

    def _array(self, i: int) -> Any:
        return self.xs[i] if i < len(self.xs) else None

    def __call__(self, *xs: Any) -> Variable[Any, Any]:
        node = self._fresh()
        v = apply_many(cast("Variadic", node), xs)
        if v._edge is node:
            linear = all(edge is None for edge in node.edges[:-1])
            node.y = None if linear else v._value
        return v


def solution(rule: Implicit, *xs: Any) -> Any:
    """Apply a rule to arrays, or to Variables among them, where it is recorded."""
    return rule(*xs) if any(map(is_variable, xs)) else rule.forward(*xs)
