"""An array of another library: NumPy's functions dispatch to it, and it is never converted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin


def unwrapped(x: Any) -> Any:
    if isinstance(x, (tuple, list)):
        return type(x)(map(unwrapped, x))
    return x.array if isinstance(x, Duck) else x


class Duck(NDArrayOperatorsMixin):
    """An array that quacks."""

    def __init__(self, array: Any) -> None:
        self.array = np.asarray(array)

    shape = property(lambda self: self.array.shape)
    dtype = property(lambda self: self.array.dtype)
    ndim = property(lambda self: self.array.ndim)
    size = property(lambda self: self.array.size)

    def __array__(self, *_args: Any, **_kwargs: Any) -> Any:
        msg = "a duck was made an array"
        raise AssertionError(msg)

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **kwargs: Any) -> Any:
        if any(type(x).__module__.startswith("autodiff") for x in inputs):
            return NotImplemented
        return Duck(getattr(ufunc, method)(*map(unwrapped, inputs), **kwargs))

    def __array_function__(
        self, function: Callable[..., Any], _types: Any, args: Any, kwargs: Any
    ) -> Any:
        result = function(*unwrapped(args), **{k: unwrapped(v) for k, v in kwargs.items()})
        return Duck(result) if isinstance(result, (np.ndarray, np.generic)) else result

    def __getitem__(self, index: Any) -> Duck:
        return Duck(self.array[index])

    def __bool__(self) -> bool:
        return bool(self.array)

    def astype(self, dtype: Any) -> Duck:
        return Duck(self.array.astype(dtype))

    def sum(self, *args: Any, **kwargs: Any) -> Duck:
        return Duck(self.array.sum(*args, **kwargs))
