"""``Call``: a node as users see it, as the ``creator`` of a Variable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from .apply import wrap
from .graph import Node, Port
from .guards import same
from .operands import data_of

if TYPE_CHECKING:
    from .graph import Edge
    from .variable import Variable

__all__ = ["Call"]


class Call(Node):
    """One call of a built-in operation or of a user's function, with its inputs and outputs."""

    __slots__ = ()

    @property
    def inputs(self) -> tuple[Variable, ...]:
        """The inputs; one that is gone and was not needed is ``variable(None)``."""
        return tuple(self._input(i, edge) for i, edge in enumerate(self.edges))

    @property
    def outputs(self) -> tuple[Any, ...]:
        """Weak references to the outputs."""
        if self.ports is None:
            return (self.output,)
        live = (reference() for reference, _ in self.ports)
        return tuple(None if port is None else port.output for port in live)

    def _input(self, i: int, edge: Edge) -> Variable[Any, Any]:
        data = self._array(i)
        if isinstance(edge, (Node, Port)):
            alive = None if edge.output is None else edge.output()
            if alive is not None:
                return cast("Variable", alive)
        elif edge is not None and (data is None or same(data, data_of(edge))):
            return cast("Variable", edge)
        return wrap(data, edge)

    def _array(self, i: int) -> Any:
        """Return the saved array of input ``i``, or None."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"
