"""The plugin for pytest: a fixture ``check_grads``.

A package beside ``autodiff``, and not a module in it, for pytest imports its plugins whenever it
starts: those who do not ask for the fixture should not wait for NumPy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from autodiff.testing import CheckGrads

__all__ = ["check_grads"]


@pytest.fixture
def check_grads(request: pytest.FixtureRequest) -> CheckGrads:
    """Check derivatives in random directions of the test's own.

    :func:`autodiff.testing.check_grads` with a seed made of the test's id, so that tests differ
    and each repeats. A failure shows the line of the test, and the seed.
    """
    from autodiff.testing import CheckGrads  # noqa: PLC0415  # as late as can be

    return CheckGrads(request.node.nodeid)
