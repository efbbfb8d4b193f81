"""Parts of an array of zeros that nobody has written to yet: what is added there is set."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.operands import as_tuple, is_slice

from .steps import CALL, UPDATE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .traced import Traced

__all__ = ["is_untouched"]

_LONG: Final = 8
"""After so many writes nobody looks back."""


def is_untouched(x: Traced) -> bool:
    """Whether ``x`` is a part of zeros that no write so far has met."""
    root, view = x.base, x.step
    if root.base is not None or view.function is not operator.getitem:
        return False
    step = root.step
    for _ in range(_LONG):
        if step.kind != UPDATE:
            break
        base, path, rest = step.args
        if path and path[0][0] is operator.getitem and len(path) == 1:
            place = path[0][1][0]
        elif not path and step.function is operator.setitem:
            place = rest[0]
        else:
            return False
        if not _apart(place, view.args[1], root.shape):
            return False
        step = base
    zeros = step.kind == CALL and step.function is np.full
    return zeros and isinstance(step.args[1], np.generic) and not step.args[1]


def _apart(a: Any, b: Any, shape: tuple[int, ...]) -> bool:
    """Whether two indices of integers and slices have no element in common, as far as one sees."""
    pairs = zip(_ranges(a, shape), _ranges(b, shape), strict=False)
    return any(p is not None and q is not None and not _meet(p, q) for p, q in pairs)


def _meet(p: range, q: range) -> bool:
    return max(p.start, q.start) < min(p.stop, q.stop)


def _ranges(index: Any, shape: tuple[int, ...]) -> Iterator[range | None]:
    """Return the numbers that an index takes of each axis, None where that is not plain."""
    for part, n in zip(as_tuple(index), shape, strict=False):
        if is_slice(part) and _is_plain(part):
            yield range(*part.indices(n))
        elif type(part) is int:
            yield range(part % n, part % n + 1)
        else:
            return


def _is_plain(part: Any) -> bool:
    ends = (part.start, part.stop)
    return part.step in {None, 1} and all(end is None or type(end) is int for end in ends)
