"""Variables as a program without annotations sees them: NumPy's stubs know none."""

from __future__ import annotations

from typing import Any

from autodiff import Variable


def variable(data: Any, name: str | None = None) -> Any:
    """Return a Variable whose static type says nothing."""
    return Variable(data, name)
