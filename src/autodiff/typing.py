"""Type variables and aliases of the public signatures.

``Variable[ScalarT, ShapeT]`` has two parameters, like ``ndarray``: the scalar type and the
shape, a tuple of as many ``int`` as there are axes. Both have defaults (PEP 696), so that
``Variable[np.float64]`` alone, of unknown rank, is a good annotation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Never, SupportsIndex, TypeAlias

import numpy as np
import numpy.typing as npt
from typing_extensions import TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import EllipsisType

    from .variable import Variable

__all__ = [
    "AnyShape",
    "Axis",
    "BoolArray",
    "Complex",
    "ComplexT",
    "Index",
    "InexactT",
    "Integers",
    "Integral",
    "Narrow",
    "Number",
    "NumericT",
    "Operand",
    "Real",
    "SameInexactT",
    "SameT",
    "ScalarT",
    "ScalarT_co",
    "ShapeT",
    "ShapeT_co",
    "Small",
    "TypedOperand",
    "UnknownRank",
]

AnyShape: TypeAlias = tuple[Any, ...]
"""A shape of unknown rank (gradual: fits where any rank is asked for)."""

UnknownRank: TypeAlias = tuple[Never, Never, Never, Never, Never, Never]
"""Fits the gradual shape alone: overloads catch an unknown rank with it before known ones."""

Number: TypeAlias = bool | int | float | complex | np.number[Any] | np.bool_
"""A constant without axes."""

Real: TypeAlias = np.floating[Any] | np.integer[Any] | np.bool_
"""Scalar types that float64 absorbs."""

Small: TypeAlias = np.float16 | np.int8 | np.int16 | np.uint8 | np.uint16 | np.bool_
"""Scalar types that float32 holds."""

Narrow: TypeAlias = np.float64 | np.float32 | np.integer[Any] | np.bool_
"""Scalar types that float64 holds."""

Integral: TypeAlias = np.integer[Any] | np.bool_
Complex: TypeAlias = np.complex128 | np.complex64

Axis: TypeAlias = int | tuple[int, ...] | None
"""One axis, several, or all."""

BoolArray: TypeAlias = npt.NDArray[np.bool_]
"""What comparisons return."""

Operand: TypeAlias = "Variable[Any, Any] | npt.NDArray[Any] | Number"
"""Anything that an operation computes with."""

Index: TypeAlias = "SupportsIndex | slice | EllipsisType | npt.NDArray[np.integer[Any] | np.bool_] | list[int] | list[bool] | tuple[Index, ...] | None"  # noqa: E501  # pyright reads one string
"""Anything that NumPy's ``[]`` takes."""

Integers: TypeAlias = "int | np.integer[Any] | npt.NDArray[np.integer[Any]] | Variable[np.integer[Any], Any] | Sequence[int] | Sequence[Sequence[int]]"  # noqa: E501  # as above
"""Places, and how often."""

ScalarT = TypeVar("ScalarT", bound=np.generic)
NumericT = TypeVar("NumericT", bound=np.number[Any] | np.bool_)
InexactT = TypeVar("InexactT", bound=np.inexact[Any])
ComplexT = TypeVar("ComplexT", bound=np.complexfloating[Any, Any])
SameInexactT = TypeVar(
    "SameInexactT",
    np.float64,
    np.float32,
    np.complex128,
    np.complex64,
    np.float16,
    np.longdouble,
    np.clongdouble,
)
SameT = TypeVar(
    "SameT",
    np.float64,
    np.float32,
    np.complex128,
    np.complex64,
    np.float16,
    np.longdouble,
    np.clongdouble,
    np.int64,
    np.int32,
    np.int16,
    np.int8,
    np.uint64,
    np.uint32,
    np.uint16,
    np.uint8,
    np.bool_,
)
ShapeT = TypeVar("ShapeT", bound=tuple[int, ...])
ScalarT_co = TypeVar("ScalarT_co", bound=np.generic, default=Any, covariant=True)
ShapeT_co = TypeVar("ShapeT_co", bound=tuple[int, ...], default=AnyShape, covariant=True)

TypedOperand: TypeAlias = "Variable[ScalarT, ShapeT] | np.ndarray[ShapeT, np.dtype[ScalarT]]"
"""A Variable or an array, of known dtype and rank."""
