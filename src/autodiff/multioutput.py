"""The base of the operations of one input and several outputs, such as decompositions."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, Self

from .apply import as_numpy, edge_of, untracked, wrap
from .config import recording
from .forward import transposed
from .graph import next_seq
from .guards import kept_of
from .messages import explained, name_of
from .operands import constant, is_variable
from .operation import Operation, mentions, saved
from .ports import port, wrap_outputs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .graph import Edge, Wrap
    from .operation import Array
    from .variable import Variable

__all__ = ["MultiOutput"]


class MultiOutput(Operation):
    """``y0, y1, ... = f(x)``.

    A pullback is given ``None`` as the cotangent of an output that nobody used, so that what
    exists is not spoilt by what does not: equal eigenvalues have a derivative, their vectors none.
    """

    __slots__ = ("edge0", "ports", "x", "ys")
    arity = 1
    arrays: ClassVar[tuple[str, ...]] = ("x", "ys", "ports")
    reads: ClassVar[int]
    if TYPE_CHECKING:
        edge0: Edge = saved(init=False)
        x: Array = saved(init=False)
        ys: tuple[Array, ...] = saved(init=False)
        backward: ClassVar[Callable[..., Array]]
        """Given the cotangent of each output, ``None`` for one not used, returns that of ``x``."""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.reads = mentions(cls.backward, cls.arrays) | mentions(cls.pushforward, cls.arrays)

    @property
    def edges(self) -> tuple[Edge, ...]:
        return (self.edge0,)

    def wants(self, i: int) -> bool:
        """Whether anybody still holds output ``i``."""
        return self.ports is not None and self.ports[i][0]() is not None

    def pull(self, g: Any) -> Sequence[Any]:
        return [self.backward(*g)]

    def push(self, tangents: Sequence[Any]) -> Any:
        (dx,) = tangents
        pushed = self.pushforward(dx)
        if pushed is not None:
            return pushed
        outputs = [None if reference() is None else meta for reference, meta in self.ports or ()]
        return transposed(self, outputs, tangents, wrap, record=recording())

    def lifted(self, wrap: Wrap) -> Self:
        copy = self._copy()
        copy.metas = self.metas
        copy.edge0 = self.edge0
        copy.ports = self.ports
        if self.reads & 1:
            copy.x = wrap(self.x, self.edge0)
        if self.reads & 2:
            copy.ys = tuple(wrap(y, port(self, i)) for i, y in enumerate(self.ys))
        return copy

    def release(self) -> None:
        self.x = None  # type: ignore[assignment]  # read by nobody any more
        self.ys = ()

    @abstractmethod
    def forward(self, x: Any, /) -> Sequence[Any]:
        """Return the outputs for an array."""

    def pushforward(self, dx: Array, /) -> Sequence[Array | None] | None:  # noqa: ARG002
        """Return the tangents of the outputs; ``None`` to have the pullback transposed."""
        return None

    def __call__(self, x: Any, /) -> tuple[Variable[Any, Any], ...]:
        node = self._fresh()
        edge = edge_of(x) if is_variable(x) else None
        data = x._value if is_variable(x) else as_numpy(constant(x, name_of(node), 0))
        try:
            ys = tuple(node.forward(data))
        except Exception as error:
            raise explained(error, node, (data,)) from error
        if edge is None or not recording():
            return tuple(untracked(y) for y in ys)
        if node.reads & 1:
            node.x = kept_of(node, x, data)
        if node.reads & 2:
            node.ys = ys
        node.edge0 = edge
        node.metas = ((data.shape, data.dtype),)
        node.output = None
        node.seq = next_seq()
        return wrap_outputs(node, ys, (data,))
