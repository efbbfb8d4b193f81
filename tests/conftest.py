"""Hypothesis without deadlines: how long a test takes says more of the machine than of the code.

One thread of BLAS for each worker: on matrices this small, more of them wait for each other.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from collecting import without_collector
from hypothesis import settings

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read as NumPy and SciPy are imported

settings.register_profile("no-deadline", deadline=None)
settings.load_profile("no-deadline")


@pytest.fixture
def no_collector() -> Iterator[None]:
    """Leave all freeing to reference counting."""
    with without_collector():
        yield
