"""Functions that are made of others, which have rules; their values are SciPy's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from autodiff.apply import untracked
from autodiff.operands import constant, is_variable, plain
from autodiff.registry import METHODS
from autodiff.values import exact, valued

from .parametric import constants

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["composes"]

F = TypeVar("F", bound="Callable[..., Any]")


def composes(
    ufunc: np.ufunc, arguments: str, *, fixed: str = "", steps: str = ""
) -> Callable[[F], F]:
    """Register the decorated composition for a ufunc, whose values it is given.

    Parameters
    ----------
    ufunc
        What it stands for.
    arguments
        The names of all arguments.
    fixed
        Of which of them no derivative is known.
    steps
        Of which of them the function takes the integer part; it is constant in between.
    """
    name = f"scipy.special.{ufunc.__name__}"
    names = arguments.split()

    def register(compose: F) -> F:
        def call(*args: Any) -> Any:
            xs: list[Any] = []
            stepwise: list[Any] = []
            for i, (argument, x) in enumerate(zip(names, args, strict=True)):
                if argument in fixed.split():
                    xs += constants(name, (argument,), (x,))
                    continue
                xs.append(x if is_variable(x) else constant(x, name, i))
                differentiable = is_variable(x) and x.dtype.kind in "fc"
                if differentiable and argument in steps.split():
                    stepwise.append(0 * np.floor(x))
                if not differentiable or argument in steps.split():
                    xs[-1] = plain(xs[-1])
            if any(map(is_variable, xs)):
                y: Any = sum(stepwise, compose(*xs))
                return exact(y, ufunc, *xs)
            value = ufunc(*xs)
            y = sum(stepwise, value)
            return valued(y, value) if stepwise else untracked(value)

        METHODS[ufunc, "__call__"] = call
        return compose

    return register
