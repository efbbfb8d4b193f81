"""Without Python's garbage collector: what is not freed by counting references stays."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["without_collector"]


@contextmanager
def without_collector() -> Iterator[None]:
    """Leave all freeing to reference counting."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
