"""Draft of the signatures of ``grad``."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false, reportUnusedImport=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, Literal, overload

from autodiff.transforms.signatures.variables import *

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    import numpy as np
    import numpy.typing as npt
    from autodiff.typing import *
    from autodiff.variable import Variable
    from autodiff.transforms.signatures.one import *
    from autodiff.transforms.signatures.several import *
    from autodiff.transforms.signatures.three import *
    from autodiff.transforms.signatures.values import *
    from autodiff.transforms.signatures.values_of_several import *
    from autodiff.transforms.signatures.auxiliary import *
    from autodiff.transforms.signatures.linear import *

__all__ = ["grad"]


@overload
def grad(
    f: Callable[Concatenate[A0, Q], Scalar],
    argnums: Literal[0] = 0,
    *,
    has_aux: Literal[False] = False,
) -> Gradient[Q, A0]: ...
@overload
def grad(
    f: Callable[Concatenate[A0, A1, Q], Scalar],
    argnums: Literal[1],
    *,
    has_aux: Literal[False] = False,
) -> SecondGradient[Q, A0, A1]: ...
@overload
def grad(
    f: Callable[Concatenate[A0, A1, A2, Q], Scalar],
    argnums: Literal[2],
    *,
    has_aux: Literal[False] = False,
) -> ThirdGradient[Q, A0, A1, A2]: ...
@overload
def grad(
    f: Callable[Concatenate[A0, Q], Scalar],
    argnums: tuple[Literal[0]],
    *,
    has_aux: Literal[False] = False,
) -> GradientAlone[Q, A0]: ...
@overload
def grad(
    f: Callable[Concatenate[A0, A1, Q], Scalar],
    argnums: tuple[Literal[1]],
    *,
    has_aux: Literal[False] = False,
) -> SecondGradientAlone[Q, A0, A1]: ...
@overload
def grad(
    f: Callable[Concatenate[A0, A1, A2, Q], Scalar],
    argnums: tuple[Literal[2]],
    *,
    has_aux: Literal[False] = False,
) -> ThirdGradientAlone[Q, A0, A1, A2]: ...
@overload
def grad(
    f: Callable[Concatenate[A0, A1, Q], Scalar],
    argnums: tuple[Literal[0], Literal[1]],
    *,
    has_aux: Literal[False] = False,
) -> FirstTwo[Q, A0, A1]: ...
@overload
def grad(
    f: Callable[Concatenate[A0, A1, Q], Scalar],
    argnums: tuple[Literal[1], Literal[0]],
    *,
    has_aux: Literal[False] = False,
) -> SecondAndFirst[Q, A0, A1]: ...
@overload
def grad(
    f: Callable[Concatenate[A0, A1, A2, Q], Scalar],
    argnums: tuple[Literal[0], Literal[2]],
    *,
    has_aux: Literal[False] = False,
) -> FirstAndThird[Q, A0, A1, A2]: ...
@overload
def grad(
    f: Callable[Concatenate[A0, A1, A2, Q], Scalar],
    argnums: tuple[Literal[1], Literal[2]],
    *,
    has_aux: Literal[False] = False,
) -> LastTwo[Q, A0, A1, A2]: ...
@overload
def grad(
    f: Callable[Concatenate[A0, A1, A2, Q], Scalar],
    argnums: tuple[Literal[0], Literal[1], Literal[2]],
    *,
    has_aux: Literal[False] = False,
) -> FirstThree[Q, A0, A1, A2]: ...
@overload
def grad(
    f: Callable[Concatenate[A0, Q], tuple[Scalar, Aux]],
    argnums: Literal[0] = 0,
    *,
    has_aux: Literal[True],
) -> GradientWithAux[Q, A0, Aux]: ...
@overload
def grad(
    f: Callable[Concatenate[A0, A1, Q], tuple[Scalar, Aux]],
    argnums: Literal[1],
    *,
    has_aux: Literal[True],
) -> SecondGradientWithAux[Q, A0, A1, Aux]: ...
@overload
def grad(
    f: Callable[Concatenate[A0, A1, Q], tuple[Scalar, Aux]],
    argnums: tuple[Literal[0], Literal[1]],
    *,
    has_aux: Literal[True],
) -> FirstTwoWithAux[Q, A0, A1, Aux]: ...
@overload
def grad(
    f: Callable[Q, Scalar], argnums: Listed, *, has_aux: Literal[False] = False
) -> OutOfRange: ...
@overload
def grad(
    f: Callable[Q, Scalar], argnums: Places, *, has_aux: Literal[False] = False
) -> Callable[..., Any]: ...
@overload
def grad(
    f: Callable[Q, tuple[Scalar, Aux]], argnums: Places, *, has_aux: Literal[True]
) -> Callable[..., tuple[Any, Aux]]: ...
@overload
def grad(
    *, argnums: Literal[0] = 0, has_aux: Literal[False] = False
) -> Callable[[Callable[Concatenate[A0, Q], Scalar]], Gradient[Q, A0]]: ...
@overload
def grad(
    *, argnums: Literal[1], has_aux: Literal[False] = False
) -> Callable[[Callable[Concatenate[A0, A1, Q], Scalar]], SecondGradient[Q, A0, A1]]: ...
@overload
def grad(
    *, argnums: tuple[Literal[0], Literal[1]], has_aux: Literal[False] = False
) -> Callable[[Callable[Concatenate[A0, A1, Q], Scalar]], FirstTwo[Q, A0, A1]]: ...
@overload
def grad(
    *, argnums: Literal[0] = 0, has_aux: Literal[True]
) -> Callable[[Callable[Concatenate[A0, Q], tuple[Scalar, Aux]]], GradientWithAux[Q, A0, Aux]]: ...
@overload
def grad(
    *, argnums: Places, has_aux: Literal[False] = False
) -> Callable[[Callable[Q, Scalar]], Callable[..., Any]]: ...
@overload
def grad(
    *, argnums: Places, has_aux: Literal[True]
) -> Callable[[Callable[Q, tuple[Scalar, Aux]]], Callable[..., tuple[Any, Aux]]]: ...
def grad(f: Any = None, argnums: Any = 0, *, has_aux: bool = False) -> Any:
    """Signatures of ``grad``."""
    raise NotImplementedError
