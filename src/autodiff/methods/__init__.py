"""The operators and the methods of ``ndarray``, on ``Variable``."""

from __future__ import annotations

from typing import Generic

from autodiff.augmented import Augmented
from autodiff.bitwise import Bitwise
from autodiff.operators import Operators
from autodiff.typing import ScalarT_co, ShapeT_co

from .elements import Elements
from .reductions import Reductions
from .shape import Shape
from .spreads import Spreads

__all__ = ["Methods"]


class Methods(
    Operators[ScalarT_co, ShapeT_co],
    Augmented,
    Bitwise,
    Reductions[ScalarT_co, ShapeT_co],
    Spreads[ScalarT_co, ShapeT_co],
    Shape[ScalarT_co, ShapeT_co],
    Elements[ScalarT_co, ShapeT_co],
    Generic[ScalarT_co, ShapeT_co],
):
    """All that :class:`Variable` has of ``ndarray``."""

    __slots__ = ()
