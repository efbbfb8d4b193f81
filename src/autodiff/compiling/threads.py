"""Blocks shared among threads: NumPy lets others run while it computes."""

from __future__ import annotations

from contextvars import copy_context
from functools import cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import ThreadPoolExecutor

__all__ = ["spread"]

T = TypeVar("T")


@cache
def _executor(threads: int) -> ThreadPoolExecutor:
    from concurrent import futures  # noqa: PLC0415  # which takes time to import

    return futures.ThreadPoolExecutor(threads, "autodiff.compile")


def spread(block: Callable[[int], T], starts: range, threads: int) -> list[T]:
    """Return what ``block`` gives for each start, in order, computed by several threads.

    The calling thread does the first share itself, so that a program which runs in one of the
    threads waits for nobody.
    """
    size = -(-len(starts) // threads)
    shares = [starts[k : k + size] for k in range(0, len(starts), size)]
    executor = _executor(threads)

    def part(share: range) -> list[T]:
        return [block(i) for i in share]

    others = [executor.submit(copy_context().run, part, share) for share in shares[1:]]
    parts = part(shares[0])
    for other in others:
        parts += other.result()
    return parts
