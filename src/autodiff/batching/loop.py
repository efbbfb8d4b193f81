"""The way that is right for every function: one element of the batch after the other."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np

from .alignment import size_of
from .array import Batched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

__all__ = ["each", "looped"]

F = TypeVar("F", bound="Callable[..., Any]")


def looped(function: F) -> F:
    """Let a function that is not NumPy's own take batches, by a call for each element.

    For code that works with plain arrays alone: LAPACK, sparse matrices, writes in place.

    Examples
    --------
    >>> @looped
    ... def rotated(x):
    ...     return np.asarray(x)[::-1]
    >>> rotated(Batched(np.array([[1.0, 2.0], [3.0, 4.0]]))).values
    array([[2., 1.],
           [4., 3.]])
    """

    @wraps(function)
    def dispatched(*args: Any, **kwargs: Any) -> Any:
        if _hold(args) or (kwargs and _hold(kwargs.values())):
            return each(function, args, kwargs)
        return function(*args, **kwargs)

    return cast("F", dispatched)


def each(function: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
    """Call ``function`` with the arrays of each element of the batch, and stack its results.

    Raises
    ------
    TypeError
        If the results cannot be stacked, or the function writes into an array that is the same
        for all elements.
    """
    size = size_of(_batches((args, kwargs)))
    if size == 0:  # nothing says what the results would look like but a call for zeros
        one = function(*_zeros(args), **_zeros(kwargs))
        return _emptied(one)
    results = [function(*_element(args, i), **_element(kwargs, i)) for i in range(size)]
    if results[0] is None and type(args[0]) is not Batched:
        msg = (
            f"{_name(function)} writes a batch of {size} arrays into a single one; "
            "make it of zeros_like(x, shape=...), with x from the batch"
        )
        raise TypeError(msg)
    return _stacked(results, function)


def _hold(args: Iterable[Any]) -> bool:
    """Whether there is a batch among arguments (the hot path of plain calls)."""
    for x in args:
        if type(x) is Batched or ((type(x) is tuple or type(x) is list) and _hold(x)):  # pyright: ignore[reportUnknownArgumentType]  # narrowed from Any
            return True
    return False


def _batches(tree: Any) -> Iterator[Batched]:
    """Yield the batches among arguments."""
    if type(tree) is Batched:
        yield tree
    elif isinstance(tree, (list, tuple)):
        for x in cast("Any", tree):
            yield from _batches(x)
    elif type(tree) is dict:
        yield from _batches([*cast("Any", tree).values()])


def _mapped(function: Callable[[Batched], Any], tree: Any) -> Any:
    if type(tree) is Batched:
        return function(tree)
    if isinstance(tree, (list, tuple)):
        parts = [_mapped(function, x) for x in cast("Any", tree)]
        return _like(tree, parts)
    if type(tree) is dict:
        return {k: _mapped(function, x) for k, x in cast("Any", tree).items()}
    return tree


def _element(tree: Any, i: int) -> Any:
    """Return the arguments of one element; its arrays are views, which may be written to."""
    return _mapped(lambda x: x.values[i], tree)


def _zeros(tree: Any) -> Any:
    return _mapped(lambda x: np.zeros(x.shape, x.dtype)[()], tree)


def _like(tree: Any, parts: list[Any]) -> Any:
    """Return parts in a list or tuple of the same kind, which may have named fields."""
    return type(tree)(*parts) if hasattr(tree, "_fields") else type(tree)(parts)


def _emptied(one: Any) -> Any:
    if isinstance(one, (list, tuple)):
        return _like(one, [_emptied(x) for x in cast("Any", one)])
    if not _is_numeric(one):
        return one
    one = one if hasattr(one, "ndim") else np.asarray(one)
    return Batched(np.empty((0, *one.shape), one.dtype))


def _is_numeric(x: Any) -> bool:
    return isinstance(x, (np.ndarray, np.generic, bool, int, float, complex))


def _stacked(results: Sequence[Any], function: Callable[..., Any]) -> Any:
    first = results[0]
    if isinstance(first, (list, tuple)):
        columns = zip(*results, strict=True)
        return _like(first, [_stacked(column, function) for column in columns])
    if _is_numeric(first):
        shapes = {np.shape(x) for x in results}
        if len(shapes) == 1:
            return Batched(np.stack(results))
        why = f"of shapes {sorted(shapes)}"
    elif all(x is first or x == first for x in results):
        return first
    else:
        why = f"{type(first)}, different ones"
    msg = f"{_name(function)}: the elements of a batch have results {why}, which no array holds"
    raise TypeError(msg)


def _name(function: Any) -> str:
    return getattr(function, "__name__", None) or type(function).__name__
