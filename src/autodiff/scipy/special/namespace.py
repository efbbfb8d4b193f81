"""SciPy's functions and NumPy's as rules call them: on arrays and Variables alike.

SciPy has no types of its own, and that its functions dispatch, so that a rule which calls them
can be differentiated again, no checker would know anyway.
"""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace
from typing import Any, Final, TypeAlias

import numpy as np

from autodiff.opaque import Opaque

__all__ = ["Array", "private", "sc", "whole", "xp"]

Array: TypeAlias = Any
"""An array or a Variable. Formulas as long as these, on the union, take checkers minutes."""

private: Final[Any] = import_module("scipy.special._ufuncs")
"""Ufuncs behind SciPy's functions of Python."""

_names: Final[dict[str, Any]] = dict(vars(import_module("scipy.special")))
_names.update((name, f) for name, f in private.__dict__.items() if isinstance(f, np.ufunc))

sc: Final[Any] = SimpleNamespace(**_names)
"""``scipy.special``, with its ufuncs as such where SciPy's support of other arrays wraps them."""

whole: Final = Opaque(sc)
"""Those of its functions that are no ufuncs, and do not dispatch, for plain values."""

xp: Final[Any] = np
