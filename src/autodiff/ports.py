"""Results of an operation that has several: each is tied to its node by a port."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import ref

from .apply import wrap
from .graph import Port

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .variable import Variable

__all__ = ["port", "wrap_outputs"]


def wrap_outputs(node: Any, ys: Sequence[Any]) -> tuple[Variable[Any, Any], ...]:
    """Return a Variable an output of ``node``, which notes their ports."""
    ports = [Port(node, i) for i in range(len(ys))]
    outputs = tuple(wrap(y, port) for y, port in zip(ys, ports, strict=True))
    for port, v in zip(ports, outputs, strict=True):
        port.output = ref(v)
    node.ports = tuple((ref(port), (y.shape, y.dtype)) for port, y in zip(ports, ys, strict=True))
    return outputs


def port(node: Any, i: int) -> Port:
    """Return the port of output ``i``; a new one if nobody holds that output any more."""
    ports = node.ports or ()
    reference, meta = ports[i]
    alive: Port | None = reference()
    if alive is None:
        alive = Port(node, i)
        node.ports = (*ports[:i], (ref(alive), meta), *ports[i + 1 :])
    return alive
