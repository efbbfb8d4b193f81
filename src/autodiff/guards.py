"""What a node saves of an array that its user can reach, and may change before it is needed.

A gradient has to be that of the values that were used. So a node keeps a copy, which all nodes
that save the same values share. Of a large array that would take as much time and memory as the
operation itself: it is kept as it is with a sample of its memory, and a sweep refuses to start if
that is no longer what it was.

The sample is 64 KiB: short runs spread evenly over the whole, each guard's at other places, and
both ends. So a change of the whole array, of its beginning or end, or of any stretch longer than a
512th of it is noticed with certainty, provided that it changes the bits of each element; one of a
few elements in the middle is missed more often than not, and the gradient is then that of the
changed values. To look at everything would take several times as long as a product with a vector.
Under ``detect_anomaly()`` that is done: a checksum of the whole is taken.

No array is ever locked, for views and buffers taken before would stay writable, and what is not
used any more may be changed freely. Foreign arrays are not guarded: most kinds cannot be changed.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary, WeakValueDictionary
from zlib import crc32

import numpy as np

from .config import watched
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

LARGE: Final = 2**22
"""Up to so many bytes an array is copied; beyond, in no cache, that costs as much as operations."""

RUNS: Final = 2**10
RUN: Final = 2**6
"""How many runs of bytes are looked at in a large array, and how long each is: a line of cache."""

END: Final = 2**10
"""How many bytes are looked at at either end."""

_copies: Final[WeakValueDictionary[int, Any]] = WeakValueDictionary()
"""By the address of the original, the last copy that a node still keeps."""


class _Guard:
    """A large array as it was when it was saved."""

    __slots__ = ("_number", "_seen", "array")

    def __init__(self, array: Any) -> None:
        self.array: Final = array
        self._number: Final = next(_numbers) if watched() is None else None
        self._seen: Final = self._look()

    def _look(self) -> Any:
        memory = _memory(self.array)
        if self._number is None:
            return crc32(memory)
        octets = memory.reshape(-1).view(np.uint8)
        apart = octets.size // RUNS
        if apart <= RUN:
            return octets.tobytes()
        # multiples of the golden section are spread evenly, however many there are
        first = int(self._number * 0.6180339887498949 % 1.0 * apart)
        runs = octets[first : first + apart * (RUNS - 1)].reshape(-1, apart)[:, :RUN]
        return octets[:END].tobytes() + runs.tobytes() + octets[-END:].tobytes()

    def broken(self) -> bool:
        return bool(self._look() != self._seen)


_numbers: Final = count()
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
