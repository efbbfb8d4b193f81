"""Arguments as the formulas take them: Variables, arrays and scalars of floating-point numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from autodiff.operands import constant, data_of, is_variable
from autodiff.ops.arraylike import arranged

__all__ = ["floating"]


def floating(name: str, *given: Any) -> list[Any]:
    """Return each argument in floating-point numbers.

    Integers and Python's numbers take the dtype of the others, float64 if there is none: counts
    and the 2 of ``df=2`` are exact in any.

    Raises
    ------
    TypeError
        If one is no Variable, array, number or nested sequence of numbers, or is complex.
    """
    xs = [_checked(arranged(x), name, i) for i, x in enumerate(given)]
    dtypes = [x.dtype for x in xs if _is_floating(x)]
    dtype = np.result_type(*dtypes) if dtypes else np.dtype(np.float64)
    return [x if _is_floating(x) else _cast(x, dtype) for x in xs]


def _checked(x: Any, name: str, position: int) -> Any:
    if not is_variable(x):
        x = constant(x, name, position)
    elif x._value is None:
        msg = f"{name}: operand {position} is variable(None), which has no data"
        raise TypeError(msg)
    if isinstance(x, complex) or getattr(x, "dtype", np.dtype(float)).kind == "c":
        msg = f"{name}: operand {position} is complex, and probabilities are of real numbers"
        raise TypeError(msg)
    return x


def _is_floating(x: Any) -> bool:
    return getattr(x, "dtype", np.dtype(int)).kind == "f"


def _cast(x: Any, dtype: np.dtype[Any]) -> Any:
    data = data_of(x)
    return data.astype(dtype) if hasattr(data, "dtype") else np.array(data, dtype)
