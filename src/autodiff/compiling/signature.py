"""What a program depends on of the arguments, and the arrays that it is given of them."""

from __future__ import annotations

from dataclasses import fields
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.operands import Box, is_array, is_dict, is_duck_array, is_scalar, is_sequence
from autodiff.trees.kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["SIMPLE", "Mismatch", "NotPlainError", "signature", "with_leaves"]

_FLOATS: Final = frozenset({float, complex})
SIMPLE: Final = (int, str, bytes, type(None), type, Enum, np.dtype, type(...))
"""What is static by its value."""


class Mismatch(Exception):  # noqa: N818  # no error: the call goes another way
    """A guard of a program does not hold for a call."""


class NotPlainError(Exception):
    """Among the arguments is a Variable or a foreign array, for which no program is made."""


def _is_simple(x: object) -> bool:
    return isinstance(x, SIMPLE)


def signature(x: Any, leaves: list[Any]) -> Any:
    """Return what is equal for arguments that one program serves; collect its inputs.

    Arrays count by dtype and shape, numbers with a fractional part by their type alone. All else
    is static: another integer or string, another function or object is another program.

    Raises
    ------
    NotPlainError
        If there is an array that is none of NumPy's own.
    """
    kind: Any = x.__class__
    if kind is np.ndarray:
        if x.dtype.kind not in "biufc":
            raise NotPlainError
        leaves.append(x)
        return x.dtype, x.shape
    if kind in _FLOATS or isinstance(x, np.generic):
        leaves.append(x)
        return kind
    if kind is tuple:
        return (kind, *[signature(y, leaves) for y in x])
    if isinstance(x, (Box, np.ndarray)) or is_duck_array(x):
        raise NotPlainError
    container = kind_of(x)
    if container is not None:
        children, paths, context = container.children(x)
        static = _static(x, context)
        return (kind, tuple(paths), static, *[signature(y, leaves) for y in children])
    return (kind, x) if _is_simple(x) else (kind, id(x))


def _static(x: Any, context: Any) -> Any:
    """Return what is equal for containers that differ in nothing but their children."""
    if context is x:  # a dataclass
        return tuple(
            _plain(getattr(x, f.name)) for f in fields(x) if f.metadata.get("static", False)
        )
    return None if is_dict(x) else _plain(context)


def _plain(x: Any) -> Any:
    if is_sequence(x):
        return (type(x), *map(_plain, x))
    if is_dict(x):
        return (type(x), *[(_plain(key), _plain(y)) for key, y in x.items()])
    if type(x) in _FLOATS or is_scalar(x):
        return type(x), repr(x)
    if is_array(x):
        raise NotPlainError
    return (type(x), x) if _is_simple(x) else (type(x), id(x))


def with_leaves(x: Any, replace: Callable[[Any], Any], static: Callable[[Any], Any]) -> Any:
    """Return arguments with something else for each input, as ``signature`` finds them.

    Functions and objects, which may hold arrays, are what ``static`` returns for them.
    """
    kind: Any = x.__class__
    if kind is np.ndarray:
        return replace(x) if x.dtype.kind in "biufc" else x
    if kind in _FLOATS or isinstance(x, np.generic):
        return replace(x)
    container = kind_of(x)
    if container is None:
        return x if _is_simple(x) and not isinstance(x, type) else static(x)
    children, _, context = container.children(x)
    return container.build(context, [with_leaves(y, replace, static) for y in children])
