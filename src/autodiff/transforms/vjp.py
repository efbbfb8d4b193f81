"""Cotangents pulled back through a function, as often as one likes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autodiff.config import recording
from autodiff.operands import is_variable

from .recording import Recording

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["pulled", "vjp"]


def vjp(f: Callable[..., Any], *primals: Any, has_aux: bool = False) -> Any:
    """Return ``f(*primals)`` and its pullback."""
    record = Recording("vjp", f, primals, {}, range(len(primals)), has_aux=has_aux)

    def pullback(gy: Any) -> tuple[Any, ...]:
        """Return the cotangents of the arguments for that of the result."""
        return tuple(pulled(record, gy, "vjp: the cotangent"))

    value = record.value(retained=True)
    return (value, pullback, record.auxiliary()) if has_aux else (value, pullback)


def pulled(record: Recording, gy: Any, what: str) -> list[Any]:
    """Return the cotangents of the arguments for that of the result, which errors call ``what``."""
    gys = record.structure.leaves_of(gy, what)
    differentiable = record.differentiable or (recording() and any(map(is_variable, gys)))
    seeds = record.seeds(gys, what, differentiable=differentiable)
    found = record.pull(seeds, retain_graph=True, differentiable=differentiable)
    return record.arguments(record.gradients(found, differentiable=differentiable))
