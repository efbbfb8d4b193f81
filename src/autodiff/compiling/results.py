"""What a program returns: its outputs, arranged as the function has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autodiff.operands import is_list

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Place", "annotated", "arranged", "is_written"]


class Place:
    """Stands for an output among the results of a function."""

    __slots__ = ("number",)

    def __init__(self, number: int) -> None:
        self.number: int = number


def _is_plain_dict(x: object) -> bool:
    return type(x) is dict


def _is_plain_sequence(x: object) -> bool:
    return type(x) in {tuple, list}


def is_written(shape: Any) -> bool:
    """Whether results are places in tuples, lists and dicts, which the source can put together."""
    if type(shape) is Place or shape is None:
        return True
    if _is_plain_sequence(shape):
        return all(map(is_written, shape))
    return _is_plain_dict(shape) and all(
        type(key) in {str, int, bool} and is_written(value) for key, value in shape.items()
    )


def arranged(shape: Any, texts: Sequence[str]) -> str:
    """Return the text of results for those of the outputs."""
    if type(shape) is Place:
        return texts[shape.number]
    if shape is None:
        return "None"
    if _is_plain_dict(shape):
        return f"{{{', '.join(f'{key!r}: {arranged(x, texts)}' for key, x in shape.items())}}}"
    parts = ", ".join(arranged(x, texts) for x in shape)
    if is_list(shape):
        return f"[{parts}]"
    return f"({parts}{',' if len(shape) == 1 else ''})"


def annotated(shape: Any, types: Sequence[str]) -> str:
    """Return the type of results for those of the outputs."""
    if type(shape) is Place:
        return types[shape.number]
    if shape is None:
        return "None"
    values: Any = shape.values() if _is_plain_dict(shape) else shape
    parts = list(dict.fromkeys(annotated(x, types) for x in values))
    if _is_plain_dict(shape):
        return f"dict[str, {' | '.join(parts)}]"
    if is_list(shape):
        return f"list[{' | '.join(parts)}]"
    return f"tuple[{', '.join(annotated(x, types) for x in shape) or '()'}]"
