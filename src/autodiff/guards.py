"""What a node saves of an array that its user can reach, and may change before it is needed.

A gradient has to be that of the values that were used. So a node keeps a copy, which all nodes
that save the same values share. Of a large array that would be too much memory: it is kept as it
is with a checksum, and a sweep refuses to start if the array is no longer what it was. No array is
ever locked, for views and buffers taken before would stay writable, and what is not used any more
may be changed freely. Foreign arrays are not guarded: most kinds cannot be changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary, WeakValueDictionary
from zlib import crc32

import numpy as np

from .errors import MutationError
from .messages import describe, name_of
from .operands import RESULT, SHARED, is_array, is_variable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from .graph import Edge, Node, Wrap

__all__ = [
    "kept",
    "kept_of",
    "release_guards",
    "require_unchanged",
    "same",
    "sharing",
    "watched_by",
]

SMALL: Final = 2**13
"""Up to so many bytes a copy costs less than to look for one."""

LARGE: Final = 2**23
"""Up to so many bytes an array is copied, at a fifth of the time that two checksums take."""

_copies: Final[WeakValueDictionary[int, Any]] = WeakValueDictionary()
"""By the address of the original, the last copy that a node still keeps."""


class _Guard:
    """A large array as it was when it was saved."""

    __slots__ = ("_checksum", "array")

    def __init__(self, array: Any) -> None:
        self.array: Final = array
        self._checksum: Final = crc32(_memory(array))

    def broken(self) -> bool:
        return crc32(_memory(self.array)) != self._checksum


_guards: Final[WeakKeyDictionary[Node, list[_Guard]]] = WeakKeyDictionary()


def kept(node: Node, x: Any) -> Any:
    """Return what ``node`` saves of ``x``, an operand that its user can reach."""
    if not is_array(x):
        return x  # a number, or a foreign array
    if x.nbytes <= SMALL or (memory := _memory(x)) is None:
        return x.copy("K")
    if x.nbytes > LARGE:
        x = x.view()  # whose shape and dtype are nobody else's
        _guards.setdefault(node, []).append(_Guard(x))
        return x
    copy = _copies.get(id(x))
    if copy is None or not same(copy, x):
        _copies[id(x)] = copy = np.ndarray(x.shape, x.dtype, bytearray(memory), strides=x.strides)
        copy.flags.writeable = False  # for it may be the copy of many nodes
    return copy


def kept_of(node: Node, operand: Any, x: Any) -> Any:
    """Return what ``node`` saves of ``x``, the value of an operand that may be a result of ours."""
    return x if is_variable(operand) and operand._kind == RESULT else kept(node, x)


def _memory(x: Any) -> Any:
    """Return ``x`` with its elements in the order in which they lie; None if there are gaps."""
    return x if x.flags.c_contiguous else x.T if x.flags.f_contiguous else None


def same(copy: Any, x: Any) -> bool:
    """Whether what a node has saved is bit by bit what ``x`` is now."""
    if copy is x:
        return True
    if copy.shape != x.shape or copy.dtype != x.dtype:
        return False
    if type(copy.base) is bytearray and copy.strides == x.strides:
        return bool(copy.base == _memory(x))
    return bool(copy.tobytes() == x.tobytes())


def sharing(node: Node, wrap: Wrap) -> Wrap:
    """Return what wraps the arrays of ``node``, so that nodes which save them guard them too."""
    return _shared(wrap) if _guards and node in _guards else wrap


def _shared(wrap: Wrap) -> Wrap:
    def wrapped(data: Any, edge: Edge) -> Any:
        v = wrap(data, edge)
        if v._kind == RESULT:
            v._kind = SHARED
        return v

    return wrapped


def watched_by(node: Node) -> list[Any]:
    """Return the arrays that ``node`` has saved and its user can reach."""
    return [guard.array for guard in _guards.get(node, ())]


def require_unchanged(nodes: Iterable[Node]) -> Collection[Node]:
    """Return the nodes that have guards.

    Raises
    ------
    MutationError
        If an array is no longer what it was when its node saved it.
    """
    if not _guards:
        return ()
    found = [node for node in nodes if node in _guards]
    for node in found:
        for guard in _guards[node]:
            if guard.broken():
                msg = (
                    f"{name_of(node)}: an operand, {describe(guard.array)}, has been changed "
                    "in place since it was used, and the gradient would be that of other values; "
                    "change a copy, or change it after backward()"
                )
                raise MutationError(msg)
    return found


def release_guards(nodes: Iterable[Node]) -> None:
    """Forget the arrays that ``nodes`` have let go."""
    for node in nodes:
        _guards.pop(node, None)
