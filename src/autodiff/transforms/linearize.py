"""The derivative of a function at a point, as a linear function of the step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autodiff.config import recording
from autodiff.operands import is_variable

from .edge import tangent
from .recording import Recording

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["jvp", "linearize", "pushed"]


def jvp(
    f: Callable[..., Any], primals: Sequence[Any], tangents: Sequence[Any], *, has_aux: bool = False
) -> Any:
    """Return ``f(*primals)`` and its derivative in the direction of ``tangents``."""
    if len(primals) != len(tangents):
        msg = f"jvp: {len(primals)} primals and {len(tangents)} tangents; give one a primal"
        raise TypeError(msg)
    record = Recording("jvp", f, primals, {}, range(len(primals)), has_aux=has_aux)
    value = record.value()
    dy = pushed(record, tangents)
    return (value, dy, record.auxiliary()) if has_aux else (value, dy)


def linearize(f: Callable[..., Any], *primals: Any, has_aux: bool = False) -> Any:
    """Return ``f(*primals)`` and its derivative there, a linear function of the tangents."""
    record = Recording("linearize", f, primals, {}, range(len(primals)), has_aux=has_aux)

    def pushforward(*tangents: Any) -> Any:
        """Return the tangent of the result for those of the arguments."""
        if len(tangents) != len(primals):
            msg = f"linearize: {len(primals)} primals and {len(tangents)} tangents"
            raise TypeError(msg)
        return pushed(record, tangents)

    value = record.value(retained=True)
    return (value, pushforward, record.auxiliary()) if has_aux else (value, pushforward)


def pushed(record: Recording, tangents: Sequence[Any]) -> Any:
    """Return the tangent of the result for those of the arguments."""
    leaves = [
        leaf
        for i, (structure, t) in enumerate(zip(record.structures, tangents, strict=True))
        for leaf in structure.leaves_of(t, f"{record.name}: tangent {i}")
    ]
    ts = [
        tangent(t, x, f"{record.name}: tangent {i}")
        for i, (t, x) in enumerate(zip(leaves, record.inputs, strict=True))
    ]
    differentiable = record.differentiable or (recording() and any(map(is_variable, ts)))
    return record.tangents(
        record.push(ts, differentiable=differentiable), differentiable=differentiable
    )
