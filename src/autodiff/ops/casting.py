"""The ``dtype=`` of NumPy's reductions: the dtype that is computed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.errors import DetachedError
from autodiff.operands import is_variable, plain

from .complex import astype

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["as_operand", "cast", "has_derivative", "require_inexact"]


def as_operand(x: Any) -> Any:
    """Return ``x`` as a Variable or an array, for NumPy takes lists too."""
    return x if is_variable(x) else np.asarray(x)


def has_derivative(*operands: Any) -> bool:
    """Whether any operand is a Variable of floats; the others are constants."""
    return any(is_variable(x) and x.dtype.kind in "fc" for x in operands)


def require_inexact(name: str, dtype: npt.DTypeLike | None, *operands: Any) -> None:
    """Raise if computing in ``dtype`` would round what has a derivative to integers."""
    if dtype is None or np.dtype(dtype).kind in "fc":
        return
    if has_derivative(*operands):
        wanted = np.dtype(dtype)
        msg = f"{name}: dtype={wanted} has no derivative; give {name} v.data for the plain value"
        raise DetachedError(msg)


def cast(name: str, x: Any, dtype: npt.DTypeLike | None) -> Any:
    """Return ``x`` in ``dtype``, if one is given and it is another."""
    if dtype is None or x.dtype == dtype:
        return x
    require_inexact(name, dtype, x)
    return astype(x, dtype) if has_derivative(x) else plain(x).astype(dtype)
