"""From a function to its derivatives as a sparse array, of which SciPy tells checkers nothing."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, Literal, Protocol, overload

from .variables import Q

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["SparseDerivative", "ToSparse"]


class SparseDerivative(Protocol[Q]):
    """A function of the same parameters, of which the first may be any container of arrays."""

    def __call__(self, x: Any, /, *args: Q.args, **kwargs: Q.kwargs) -> Any: ...


class ToSparse(Protocol):
    """The other parameters stay; the result is a ``csr_array``."""

    @overload
    def __call__(
        self,
        f: Callable[Concatenate[Any, Q], Any],
        argnums: Literal[0] = 0,
        *,
        pattern: Any = None,
    ) -> SparseDerivative[Q]: ...
    @overload
    def __call__(
        self, f: Callable[..., Any], argnums: int | Sequence[int] = 0, *, pattern: Any = None
    ) -> Callable[..., Any]: ...
    @overload
    def __call__(
        self, f: None = None, argnums: int | Sequence[int] = 0, *, pattern: Any = None
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]: ...
