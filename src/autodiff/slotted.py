"""Classes of nodes: slots for what is annotated, and initializers that take no time."""

from __future__ import annotations

from abc import ABCMeta
from typing import Any

__all__ = ["Slotted", "initializer", "is_made"]


def initializer(cls: Any) -> Any:
    """Return an ``__init__`` that fills the first slots of ``cls.parameters``.

    By the loop over names that does for any number it takes as long as an addition.
    """
    names: tuple[str, ...] = cls.parameters
    fill: list[Any] = [getattr(cls, name).__set__ for name in names]
    if len(fill) == 1:
        (fill0,) = fill

        def of_one(self: Any, value0: Any, /) -> None:
            fill0(self, value0)

        return of_one
    if len(fill) == 2:
        fill0, fill1 = fill

        def of_two(self: Any, value0: Any, value1: Any, /) -> None:
            fill0(self, value0)
            fill1(self, value1)

        return of_two

    def of_many(self: Any, *values: Any) -> None:
        for fill_one, value in zip(fill, values, strict=True):
            fill_one(self, value)

    return of_many


def is_made(initialize: Any) -> bool:
    """Whether this is an ``__init__`` that was made here."""
    return getattr(initialize, "__module__", None) == __name__


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
