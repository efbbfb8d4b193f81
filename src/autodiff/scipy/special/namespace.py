"""SciPy's functions and NumPy's as rules call them: on arrays and Variables alike.

SciPy has no types of its own, and that its functions dispatch, so that a rule which calls them
can be differentiated again, no checker would know anyway.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from autodiff.operation import Array

__all__ = ["private", "sc", "scipys", "xp"]


class Functions(Protocol):
    """Functions of arrays, which give back what they are given."""

    def __getattr__(self, name: str) -> Callable[..., Array]: ...


scipys: Final[Any] = import_module("scipy.special")
"""What a rule is named for."""

sc: Final = cast("Functions", scipys)

xp: Final = cast("Functions", np)

private: Final[Any] = import_module("scipy.special._ufuncs")
"""Ufuncs behind SciPy's functions of Python."""
