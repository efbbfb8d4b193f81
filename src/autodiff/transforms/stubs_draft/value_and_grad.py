"""Draft of the signatures of ``value_and_grad``."""

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

__all__ = ["value_and_grad"]


@overload
def value_and_grad(
    f: Callable[Concatenate[A0, Q], RealT],
    argnums: Literal[0] = 0,
    *,
    has_aux: Literal[False] = False,
) -> ValueAndGradient[Q, A0, RealT]: ...
@overload
def value_and_grad(
    f: Callable[Concatenate[A0, A1, Q], RealT],
    argnums: Literal[1],
    *,
    has_aux: Literal[False] = False,
) -> SecondValueAndGradient[Q, A0, A1, RealT]: ...
@overload
def value_and_grad(
    f: Callable[Concatenate[A0, A1, A2, Q], RealT],
    argnums: Literal[2],
    *,
    has_aux: Literal[False] = False,
) -> ThirdValueAndGradient[Q, A0, A1, A2, RealT]: ...
@overload
def value_and_grad(
    f: Callable[Concatenate[A0, A1, Q], RealT],
    argnums: tuple[Literal[0], Literal[1]],
    *,
    has_aux: Literal[False] = False,
) -> ValueAndFirstTwo[Q, A0, A1, RealT]: ...
@overload
def value_and_grad(
    f: Callable[Concatenate[A0, A1, A2, Q], RealT],
    argnums: tuple[Literal[0], Literal[1], Literal[2]],
    *,
    has_aux: Literal[False] = False,
) -> ValueAndFirstThree[Q, A0, A1, A2, RealT]: ...
@overload
def value_and_grad(
    f: Callable[Concatenate[A0, Q], tuple[RealT, Aux]],
    argnums: Literal[0] = 0,
    *,
    has_aux: Literal[True],
) -> ValueAndGradient[Q, A0, tuple[RealT, Aux]]: ...
@overload
def value_and_grad(
    f: Callable[Concatenate[A0, A1, Q], tuple[RealT, Aux]],
    argnums: Literal[1],
    *,
    has_aux: Literal[True],
) -> SecondValueAndGradient[Q, A0, A1, tuple[RealT, Aux]]: ...
@overload
def value_and_grad(
    f: Callable[Concatenate[A0, A1, Q], tuple[RealT, Aux]],
    argnums: tuple[Literal[0], Literal[1]],
    *,
    has_aux: Literal[True],
) -> ValueAndFirstTwo[Q, A0, A1, tuple[RealT, Aux]]: ...
@overload
def value_and_grad(
    f: Callable[Q, RealT], argnums: Places, *, has_aux: Literal[False] = False
) -> Callable[..., tuple[RealT, Any]]: ...
@overload
def value_and_grad(
    f: Callable[Q, tuple[RealT, Aux]], argnums: Places, *, has_aux: Literal[True]
) -> Callable[..., tuple[tuple[RealT, Aux], Any]]: ...
@overload
def value_and_grad(
    *, argnums: Literal[0] = 0, has_aux: Literal[False] = False
) -> Callable[[Callable[Concatenate[A0, Q], RealT]], ValueAndGradient[Q, A0, RealT]]: ...
@overload
def value_and_grad(
    *, argnums: Literal[1], has_aux: Literal[False] = False
) -> Callable[
    [Callable[Concatenate[A0, A1, Q], RealT]], SecondValueAndGradient[Q, A0, A1, RealT]
]: ...
@overload
def value_and_grad(
    *, argnums: tuple[Literal[0], Literal[1]], has_aux: Literal[False] = False
) -> Callable[[Callable[Concatenate[A0, A1, Q], RealT]], ValueAndFirstTwo[Q, A0, A1, RealT]]: ...
@overload
def value_and_grad(
    *, argnums: Literal[0] = 0, has_aux: Literal[True]
) -> Callable[
    [Callable[Concatenate[A0, Q], tuple[RealT, Aux]]], ValueAndGradient[Q, A0, tuple[RealT, Aux]]
]: ...
@overload
def value_and_grad(
    *, argnums: Places, has_aux: Literal[False] = False
) -> Callable[[Callable[Q, RealT]], Callable[..., tuple[RealT, Any]]]: ...
@overload
def value_and_grad(
    *, argnums: Places, has_aux: Literal[True]
) -> Callable[[Callable[Q, tuple[RealT, Aux]]], Callable[..., tuple[tuple[RealT, Aux], Any]]]: ...
def value_and_grad(f: Any = None, argnums: Any = 0, *, has_aux: bool = False) -> Any:
    """Signatures of ``value_and_grad``."""
    raise NotImplementedError
