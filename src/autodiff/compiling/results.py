"""What a program returns: its outputs, arranged as the function has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Place", "annotated", "arranged", "is_written"]


class Place:
    """Stands for an output among the results of a function."""

    __slots__ = ("number",)

    def __init__(self, number: int) -> None:
        self.number = number


def is_written(shape: Any) -> bool:
    """Whether results are places in tuples, lists and dicts, which the source can put together."""
    if type(shape) is Place or shape is None:
        return True
    if type(shape) in {tuple, list}:
        return all(map(is_written, shape))
    return type(shape) is dict and all(
        isinstance(key, (str, int)) and is_written(value) for key, value in shape.items()
    )


def arranged(shape: Any, texts: Sequence[str]) -> str:
    """Return the text of results for those of the outputs."""
    if type(shape) is Place:
        return texts[shape.number]
    if shape is None:
        return "None"
    if type(shape) is dict:
        return f"{{{', '.join(f'{key!r}: {arranged(x, texts)}' for key, x in shape.items())}}}"
    parts = ", ".join(arranged(x, texts) for x in shape)
    if type(shape) is list:
        return f"[{parts}]"
    return f"({parts}{',' if len(shape) == 1 else ''})"


def annotated(shape: Any, types: Sequence[str]) -> str:
    """Return the type of results for those of the outputs."""
    if type(shape) is Place:
        return types[shape.number]
    if shape is None:
        return "None"
    values = shape.values() if type(shape) is dict else shape
    parts = list(dict.fromkeys(annotated(x, types) for x in values))
    if type(shape) is dict:
        return f"dict[str, {' | '.join(parts)}]"
    if type(shape) is list:
        return f"list[{' | '.join(parts)}]"
    return f"tuple[{', '.join(annotated(x, types) for x in shape) or '()'}]"
