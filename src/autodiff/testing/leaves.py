"""A function of containers, seen as one of its floating-point leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operands import data_of, is_array, is_variable
from autodiff.trees import flatten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from autodiff.trees import Structure

__all__ = ["FunctionOfLeaves", "copies", "is_inexact", "magnitudes", "precision"]


class FunctionOfLeaves:
    """``f`` as a function from the floating-point leaves of arguments to those of its result.

    Attributes
    ----------
    leaves, paths
        The leaves at the point, and what errors call them.
    """

    def __init__(
        self, name: str, f: Callable[..., Any], args: Sequence[Any], numbers: Iterable[int]
    ) -> None:
        self._name = name
        self._f = f
        self._args = args
        self._structures: dict[int, Structure] = {}
        self._given: list[Any] = []  # all leaves, those of integers too
        self._moves: list[bool] = []
        self.leaves: list[Any] = []
        self.paths: list[str] = []
        for number in numbers:
            found, structure = flatten(args[number], f"{name}: argument {number}")
            self._structures[number] = structure
            for i, leaf in enumerate(found):
                x = data_of(leaf)
                self._given.append(x)
                self._moves.append(is_inexact(x))
                if is_inexact(x):
                    self.leaves.append(x)
                    self.paths.append(f"argument {number}{structure.path(i)}")

    def evaluated(self, leaves: Iterable[Any]) -> tuple[list[Any], Structure]:
        """Return all leaves of the result for other leaves, and how it is built of them."""
        moved = iter(leaves)
        rest = iter(
            [next(moved) if moves else x for x, moves in zip(self._given, self._moves, strict=True)]
        )
        args = [*self._args]
        for number, structure in self._structures.items():
            args[number] = structure.unflatten(rest)
        return flatten(self._f(*args), f"{self._name}: the result of f")

    def __call__(self, *leaves: Any) -> tuple[Any, ...]:
        """Return the floating-point leaves of the result."""
        return tuple(y for y in self.evaluated(leaves)[0] if is_inexact(y))

    def leaves_like(self, tangents: Sequence[Any]) -> list[Any]:
        """Return the leaves of containers like the arguments, in the place of those that move."""
        found = [
            data_of(leaf)
            for i, structure in self._structures.items()
            for leaf in structure.leaves_of(tangents[i], f"{self._name}: tangent {i}")
        ]
        return [v for v, moves in zip(found, self._moves, strict=True) if moves]


def copies(leaves: Iterable[Any]) -> list[Any]:
    """Return leaves that a function may write to."""
    return [x.copy() if is_array(x) else x for x in leaves]


def is_inexact(x: Any) -> bool:
    """Whether a leaf is of floating-point or complex numbers."""
    return (x.dtype if is_variable(x) else np.asarray(x).dtype).kind in "fc"


def precision(arrays: Iterable[Any]) -> float:
    """Return the relative spacing of the coarsest numbers in arrays, no less than of float64."""
    coarse = [float(np.finfo(np.asarray(a).dtype).eps) for a in arrays if is_inexact(a)]
    return max([float(np.finfo(np.float64).eps), *coarse])


def magnitudes(x: Any) -> Any:
    """Return how far each element may move: as far as it is from 0, or a tenth of what is usual."""
    size = np.abs(np.asarray(x))
    usual = np.sqrt(np.mean(np.square(size))) if size.size else 0.0
    return np.maximum(size, 0.1 * usual) if usual > 0 else np.ones(size.shape)
