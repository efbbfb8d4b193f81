"""Draft of the signatures of ``elementwise_grad``."""

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

__all__ = ["elementwise_grad"]


@overload
def elementwise_grad(
    f: Callable[Concatenate[A0, Q], R], argnums: Literal[0] = 0
) -> Gradient[Q, A0]: ...
@overload
def elementwise_grad(
    f: Callable[Concatenate[A0, A1, Q], R], argnums: Literal[1]
) -> SecondGradient[Q, A0, A1]: ...
@overload
def elementwise_grad(
    f: Callable[Concatenate[A0, A1, A2, Q], R], argnums: Literal[2]
) -> ThirdGradient[Q, A0, A1, A2]: ...
@overload
def elementwise_grad(
    f: Callable[Concatenate[A0, Q], R], argnums: tuple[Literal[0]]
) -> GradientAlone[Q, A0]: ...
@overload
def elementwise_grad(
    f: Callable[Concatenate[A0, A1, Q], R], argnums: tuple[Literal[1]]
) -> SecondGradientAlone[Q, A0, A1]: ...
@overload
def elementwise_grad(
    f: Callable[Concatenate[A0, A1, A2, Q], R], argnums: tuple[Literal[2]]
) -> ThirdGradientAlone[Q, A0, A1, A2]: ...
@overload
def elementwise_grad(
    f: Callable[Concatenate[A0, A1, Q], R], argnums: tuple[Literal[0], Literal[1]]
) -> FirstTwo[Q, A0, A1]: ...
@overload
def elementwise_grad(
    f: Callable[Concatenate[A0, A1, Q], R], argnums: tuple[Literal[1], Literal[0]]
) -> SecondAndFirst[Q, A0, A1]: ...
@overload
def elementwise_grad(
    f: Callable[Concatenate[A0, A1, A2, Q], R], argnums: tuple[Literal[0], Literal[2]]
) -> FirstAndThird[Q, A0, A1, A2]: ...
@overload
def elementwise_grad(
    f: Callable[Concatenate[A0, A1, A2, Q], R], argnums: tuple[Literal[1], Literal[2]]
) -> LastTwo[Q, A0, A1, A2]: ...
@overload
def elementwise_grad(
    f: Callable[Concatenate[A0, A1, A2, Q], R], argnums: tuple[Literal[0], Literal[1], Literal[2]]
) -> FirstThree[Q, A0, A1, A2]: ...
@overload
def elementwise_grad(f: Callable[Q, R], argnums: Listed) -> OutOfRange: ...
@overload
def elementwise_grad(f: Callable[Q, R], argnums: Places) -> Callable[..., Any]: ...
@overload
def elementwise_grad(
    *, argnums: Literal[0] = 0
) -> Callable[[Callable[Concatenate[A0, Q], R]], Gradient[Q, A0]]: ...
@overload
def elementwise_grad(
    *, argnums: Literal[1]
) -> Callable[[Callable[Concatenate[A0, A1, Q], R]], SecondGradient[Q, A0, A1]]: ...
@overload
def elementwise_grad(
    *, argnums: tuple[Literal[0], Literal[1]]
) -> Callable[[Callable[Concatenate[A0, A1, Q], R]], FirstTwo[Q, A0, A1]]: ...
@overload
def elementwise_grad(*, argnums: Places) -> Callable[[Callable[Q, R]], Callable[..., Any]]: ...
def elementwise_grad(f: Any = None, argnums: Any = 0) -> Any:
    """Signatures of ``elementwise_grad``."""
    raise NotImplementedError
