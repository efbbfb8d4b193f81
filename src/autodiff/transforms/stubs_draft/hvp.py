"""Draft of the signatures of ``hvp``."""

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

__all__ = ["hvp"]


@overload
def hvp(f: Callable[Concatenate[A0, Q], Scalar], argnums: Literal[0] = 0) -> Product[Q, A0]: ...
@overload
def hvp(f: Callable[Q, Scalar], argnums: Places) -> Callable[..., Any]: ...
@overload
def hvp(
    *, argnums: Literal[0] = 0
) -> Callable[[Callable[Concatenate[A0, Q], Scalar]], Product[Q, A0]]: ...
@overload
def hvp(*, argnums: Places) -> Callable[[Callable[Q, Scalar]], Callable[..., Any]]: ...
def hvp(f: Any = None, argnums: Any = 0) -> Any:
    """Signatures of ``hvp``."""
    raise NotImplementedError
