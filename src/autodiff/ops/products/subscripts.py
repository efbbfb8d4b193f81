"""The notation of ``einsum``: a label for each axis, read as NumPy reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autodiff.operands import as_tuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .contraction import Labels

__all__ = ["labelled", "spelled"]

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
"""The letter that each number of a sublist stands for, in the order of labels."""


def spelled(operands: Sequence[Any]) -> tuple[str, list[Any]]:
    """Return subscripts and arrays of a call of either form: a string, or lists of numbers."""
    if not operands:
        msg = "einsum: must specify the einstein sum subscripts string and at least one operand"
        raise ValueError(msg)
    if isinstance(operands[0], str):
        return operands[0], list(operands[1:])
    arrays = list(operands[: len(operands) // 2 * 2 : 2])
    text = ",".join(_written(sublist) for sublist in operands[1::2])
    if len(operands) % 2:
        text += "->" + _written(operands[-1])
    return text, arrays


def _written(sublist: Any) -> str:
    msg = f"einsum: a sublist is of integers from 0 to 51 and Ellipsis, got {sublist!r}"
    labels = as_tuple(tuple(sublist))
    try:
        text = "".join("..." if n is Ellipsis else _LETTERS[n] for n in labels)
    except IndexError as error:
        raise ValueError(msg) from error
    except TypeError as error:
        raise TypeError(msg) from error
    if any(n is not Ellipsis and n < 0 for n in labels):
        raise ValueError(msg)
    return text


def labelled(subscripts: str, ndims: Sequence[int]) -> tuple[tuple[Labels, ...], Labels]:
    """Return the labels of each operand's axes, and of the result's.

    Letters are labels by their code point. The axes that an ellipsis stands for are counted from
    the last one, since that is how they broadcast: ..., -2, -1.

    Examples
    --------
    >>> labelled("a...,ab", (3, 2))
    (((97, -2, -1), (97, 98)), (-2, -1, 98))
    """
    terms, arrow, result = subscripts.replace(" ", "").partition("->")
    words = terms.split(",")
    if len(words) != len(ndims):
        msg = f"einsum: {subscripts!r} has {len(words)} terms, got {len(ndims)} operands"
        raise ValueError(msg)
    inputs = tuple(
        _labels(word, n - len(word.replace("...", "")))
        for word, n in zip(words, ndims, strict=True)
    )
    spread = -min((label for labels in inputs for label in labels), default=0)
    if arrow:
        return inputs, _labels(result, max(spread, 0))
    letters = terms.replace(",", "").replace(".", "")
    once = sorted(ord(c) for c in letters if letters.count(c) == 1)
    return inputs, (*range(-max(spread, 0), 0), *once)


def _labels(word: str, spread: int) -> Labels:
    """Return the labels of one term, whose ellipsis stands for ``spread`` axes."""
    before, dots, after = word.partition("...")
    ellipsis = range(-spread, 0) if dots else ()
    return (*map(ord, before), *ellipsis, *map(ord, after))
