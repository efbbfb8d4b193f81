"""Rules of functions with poles, where the derivative is a NaN that raises no alarm.

A cotangent of 0 gives 0. The sweep sees to it when an invalid value is computed, or when an
operation says that it may have hidden one: a value that is infinite has a NaN for a derivative.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from autodiff.ufunc import BinaryUfunc, UnaryUfunc

__all__ = ["SingularBinary", "SingularUnary"]


class SingularUnary(UnaryUfunc):
    """An elementwise operation that is infinite somewhere."""

    __slots__ = ("hides_nan",)

    def forward(self, x: Any) -> Any:
        y = self.ufunc(x)
        self.hides_nan: bool = not np.all(np.isfinite(y))
        return y


class SingularBinary(BinaryUfunc):
    """An elementwise operation of two inputs that is infinite somewhere."""

    __slots__ = ("hides_nan",)

    def forward(self, x0: Any, x1: Any) -> Any:
        y = self.ufunc(x0, x1)
        self.hides_nan: bool = not np.all(np.isfinite(y))
        return y
