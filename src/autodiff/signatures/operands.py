"""What signatures share: lists as NumPy takes them, and the parameters of a function of ours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ParamSpec, TypeAlias

import numpy as np
from typing_extensions import TypeVar

from autodiff.typing import Number

__all__ = ["IntegralT", "Nested", "P", "R_co", "Reals"]

P = ParamSpec("P")
"""The parameters after the operands, with their names, types and defaults."""

IntegralT = TypeVar("IntegralT", bound=np.integer[Any] | np.bool_)
R_co = TypeVar("R_co", covariant=True)

# Numbers at the bottom, so that a string, which is a sequence of strings, is none.
Nested: TypeAlias = (
    Number | Sequence[Number] | Sequence[Sequence[Number]] | Sequence[Sequence[Sequence[Number]]]
)
"""A number, or lists of numbers: NumPy makes an array of them."""

Reals: TypeAlias = float | Sequence[float] | Sequence[Sequence[float]]
"""The same of real numbers, which float64 absorbs."""
