"""Type variables of the transforms, and what they ask of a function.

The type of an argument is bound by ``Any``, so that checkers allow a lambda to do anything with
an argument of which they know nothing, and has ``Any`` as its default, so that they know as much
of its gradient.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np
from typing_extensions import ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from autodiff.variable import Variable

__all__ = [
    "A0",
    "A1",
    "A2",
    "A3",
    "H0",
    "H1",
    "H2",
    "HG",
    "S0",
    "S1",
    "S2",
    "X0",
    "X1",
    "X2",
    "A_contra",
    "Aux",
    "Aux_co",
    "B_contra",
    "CallableT",
    "DoubleVariables",
    "Doubles",
    "G_co",
    "H",
    "K",
    "Listed",
    "NumberT",
    "NumberT1",
    "NumberT2",
    "P",
    "Places",
    "Q",
    "R",
    "R_co",
    "RealT",
    "S",
    "Scalar",
    "T",
    "Tree",
    "X",
    "Y_contra",
]

Scalar: TypeAlias = "float | np.floating[Any] | np.ndarray[tuple[()], np.dtype[np.floating[Any]]] | Variable[np.floating[Any], tuple[()]]"  # noqa: E501  # pyright reads one string
"""What has a gradient: one real number."""

Listed: TypeAlias = "Literal[0, 1, 2] | tuple[Literal[0, 1, 2]] | tuple[Literal[0], Literal[1, 2]] | tuple[Literal[1], Literal[0, 2]] | tuple[Literal[0], Literal[1], Literal[2]]"  # noqa: E501  # as above
"""Values of ``argnums`` for which the gradient's type is known, if ``f`` has the parameters."""

Places: TypeAlias = "int | tuple[int, ...] | list[int]"
"""Any value of ``argnums``."""

# Of functions

Q = ParamSpec("Q", default=...)
A0 = TypeVar("A0", bound=Any, default=Any)
A1 = TypeVar("A1", bound=Any, default=Any)
A2 = TypeVar("A2", bound=Any, default=Any)
A3 = TypeVar("A3", bound=Any, default=Any)
K = TypeVar("K", default=Any)
R = TypeVar("R", bound=Any, default=Any)
Aux = TypeVar("Aux", default=Any)
RealT = TypeVar("RealT", bound="Scalar", default=Any)
CallableT = TypeVar("CallableT", bound="Callable[..., Any]")
Tree = TypeVar("Tree")
Doubles = TypeVar(
    "Doubles",
    bound="float | NDArray[np.float64] | Sequence[NDArray[np.float64] | float] | Mapping[Any, NDArray[np.float64] | float]",  # noqa: E501  # as above
)
DoubleVariables = TypeVar(
    "DoubleVariables",
    bound="Variable[np.float64, Any] | Sequence[Variable[np.float64, Any]] | Mapping[Any, Variable[np.float64, Any]]",  # noqa: E501  # as above
)

# Of what they return

P = ParamSpec("P")
X = TypeVar("X")
X0 = TypeVar("X0")
X1 = TypeVar("X1")
X2 = TypeVar("X2")
A_contra = TypeVar("A_contra", contravariant=True)
B_contra = TypeVar("B_contra", contravariant=True)
Y_contra = TypeVar("Y_contra", contravariant=True)
G_co = TypeVar("G_co", covariant=True)
R_co = TypeVar("R_co", covariant=True)
Aux_co = TypeVar("Aux_co", covariant=True)

# Of Variables and arrays

S = TypeVar("S", bound=np.generic, default=Any)
S0 = TypeVar("S0", bound=np.generic, default=Any)
S1 = TypeVar("S1", bound=np.generic, default=Any)
S2 = TypeVar("S2", bound=np.generic, default=Any)
T = TypeVar("T", bound=np.generic, default=Any)
H = TypeVar("H", bound=tuple[int, ...], default=tuple[Any, ...])
H0 = TypeVar("H0", bound=tuple[int, ...], default=tuple[Any, ...])
H1 = TypeVar("H1", bound=tuple[int, ...], default=tuple[Any, ...])
H2 = TypeVar("H2", bound=tuple[int, ...], default=tuple[Any, ...])
HG = TypeVar("HG", bound=tuple[int, ...], default=tuple[Any, ...])
NumberT = TypeVar("NumberT", np.float64, float, default=float)
NumberT1 = TypeVar("NumberT1", np.float64, float, default=float)
NumberT2 = TypeVar("NumberT2", np.float64, float, default=float)
