"""Results of an operation that has several: each is tied to its node by a port."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import ref

from .apply import wrap
from .config import mode
from .graph import Port

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .variable import Variable

__all__ = ["port", "wrap_output", "wrap_outputs"]


def wrap_output(node: Any, y: Any, xs: Sequence[Any]) -> Variable[Any, Any]:
    """Return a Variable for the only output of ``node``, whose inputs are ``xs``."""
    v = wrap(y, node)
    node.output = ref(v)
    _watch(node, xs, (y,))
    return v


def wrap_outputs(node: Any, ys: Sequence[Any], xs: Sequence[Any]) -> tuple[Variable[Any, Any], ...]:
    """Return a Variable an output of ``node``, which notes their ports; ``xs`` are the inputs."""
    ports = [Port(node, i) for i in range(len(ys))]
    outputs = tuple(wrap(y, port) for y, port in zip(ys, ports, strict=True))
    for port, v in zip(ports, outputs, strict=True):
        port.output = ref(v)
    node.ports = tuple((ref(port), (y.shape, y.dtype)) for port, y in zip(ports, ys, strict=True))
    _watch(node, xs, ys)
    return outputs


def _watch(node: Any, xs: Sequence[Any], ys: Sequence[Any]) -> None:
    watch = mode()
    if watch is not True and watch is not False:
        watch.note(node, xs, ys)


def port(node: Any, i: int) -> Port:
    """Return the port of output ``i``; a new one if nobody holds that output any more."""
    ports = node.ports or ()
    reference, meta = ports[i]
    alive: Port | None = reference()
    if alive is None:
        alive = Port(node, i)
        node.ports = (*ports[:i], (ref(alive), meta), *ports[i + 1 :])
    return alive
