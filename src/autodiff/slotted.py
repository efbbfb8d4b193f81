"""Classes of nodes: slots for what is annotated, and initializers that take no time."""

from __future__ import annotations

from abc import ABCMeta
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["GENERAL", "Slotted", "initializer"]

GENERAL: Final = frozenset({"Operation.__init__", "object.__init__", "__init__"})
"""Initializers of no class's own."""


def initializer(names: Sequence[str]) -> Any:
    """Return ``__init__`` for parameters of these names: by the loop it takes as long as ``+``."""
    lines = [f"def __init__(self, {', '.join(names)}, /):", *(f" self.{n} = {n}" for n in names)]
    scope: dict[str, Any] = {}
    exec("\n".join(lines), scope)  # noqa: S102  # as dataclasses do; at the first call, not at import
    return scope["__init__"]


class Slotted(ABCMeta):
    """Gives each operation slots for its annotated parameters, so that no node has a dict."""

    def __new__(
        mcs, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **options: Any
    ) -> Slotted:
        parameters = [
            k for k, v in namespace.get("__annotations__", {}).items() if "ClassVar" not in v
        ]
        namespace.setdefault("__slots__", tuple(parameters))
        return super().__new__(mcs, name, bases, namespace, **options)
