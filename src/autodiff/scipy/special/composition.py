"""Functions that are made of others, which have rules; their values are SciPy's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from autodiff.apply import exact
from autodiff.operands import constant, is_variable
from autodiff.registry import METHODS

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

__all__ = ["composes"]

F = TypeVar("F", bound="Callable[..., Any]")


def composes(ufunc: np.ufunc) -> Callable[[F], F]:
    """Register the decorated composition for a ufunc, whose values it is given."""

    def register(compose: F) -> F:
        def call(*args: Any) -> Any:
            name = f"scipy.special.{ufunc.__name__}"
            xs = [x if is_variable(x) else constant(x, name, i) for i, x in enumerate(args)]
            return exact(compose(*xs), ufunc, *xs)

        METHODS[ufunc, "__call__"] = call
        return compose

    return register
