"""The cotangent that a backward sweep starts with, from what the user gives."""

from __future__ import annotations

from typing import Any

import numpy as np

from .errors import GradientError, NotDifferentiableError
from .operands import is_array, is_duck_array, is_scalar, is_variable

__all__ = ["cotangent"]


def cotangent(y: Any, gy: Any, *, differentiable: bool = False, name: str = "backward") -> Any:
    """Return the cotangent with which a sweep from ``y`` starts; ``name`` is for errors."""
    data = y._value
    if data is None:
        msg = f"{name}: variable(None) has no data"
        raise TypeError(msg)
    if data.dtype.kind not in "fc":
        msg = f"{name}: {data.dtype} has no derivative; make the Variable of floats"
        raise NotDifferentiableError(msg)
    if gy is None:
        if not data.ndim:
            return data.dtype.type(1)
        return np.ones(data.shape, data.dtype) if is_array(data) else np.ones_like(data)
    value = gy._value if is_variable(gy) else gy
    if not (is_array(value) or is_scalar(value) or is_duck_array(value)):
        msg = f"{name}: gy is an array of shape {data.shape}, got {type(gy)}"
        raise TypeError(msg)
    if value.shape != data.shape:
        msg = f"{name}: gy has shape {value.shape}, the result has {data.shape}"
        raise GradientError(msg)
    if value.dtype.kind == "c" and data.dtype.kind != "c":
        msg = f"{name}: gy of dtype {value.dtype} for a result of dtype {data.dtype}"
        raise GradientError(msg)
    if not differentiable or not is_variable(gy):
        gy = value.astype(data.dtype)
    elif value.dtype != data.dtype:
        gy = gy.astype(data.dtype)
    return np.conj(gy) if data.dtype.kind == "c" else gy
