"""One recorded call of a custom function."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import numpy as np

from autodiff.apply import wrap
from autodiff.batching import looped
from autodiff.config import recording
from autodiff.errors import GradientError
from autodiff.forward import transposition
from autodiff.function import Function
from autodiff.operands import arrayed, data_of, is_pair, is_sequence, is_variable
from autodiff.ports import port
from autodiff.trees import flatten

from .edge import as_array

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Self

    from autodiff.graph import Wrap
    from autodiff.trees import Structure

__all__ = ["Application", "Arguments", "Rules"]


class Rules(NamedTuple):
    """What is known of a custom function."""

    name: str
    forward: Callable[..., Any]
    pullback: Callable[..., Any] | None
    pushforward: Callable[..., Any] | None
    residuals: bool


class Arguments(NamedTuple):
    """The arguments of a call, of which some are differentiated."""

    positional: Sequence[Any]
    keywords: dict[str, Any]
    places: Sequence[int]
    structures: Sequence[Structure]

    def filled(self, leaves: Iterable[Any]) -> list[Any]:
        """Return the positional arguments with other leaves in the differentiated ones."""
        given = iter(leaves)
        new = list(self.positional)
        for i, structure in zip(self.places, self.structures, strict=True):
            new[i] = structure.unflatten(given)
        return new

    def containers(self, leaves: Iterable[Any]) -> Any:
        """Return what there is for each differentiated argument; by itself if it is one only."""
        given = iter(leaves)
        found = tuple(structure.unflatten(given) for structure in self.structures)
        return found if len(found) != 1 else found[0]

    def leaves_of(self, returned: Any, what: str) -> list[Any]:
        """Return the leaves of what a rule returned for the arguments; None where there is none.

        Raises
        ------
        GradientError
            If there are not as many as arguments.
        """
        n = len(self.structures)
        each: Any = (returned,) if n == 1 else returned
        if not is_sequence(each) or len(each) != n:
            got = f"{len(each)}" if is_sequence(each) else f"{type(each)}"
            msg = f"{what} returned {got} for {n} differentiated arguments; return a tuple of {n}"
            raise GradientError(msg)
        found: list[Any] = []
        for i, structure, part in zip(self.places, self.structures, each, strict=True):
            if part is None:
                found += [None] * structure.size
            else:
                found += structure.leaves_of(part, f"{what}[{i}]")
        return found


class Application(Function):
    """A call of a custom function; a subclass of the function's name is made for each."""

    rules: ClassVar[Rules]
    _rule = "pullback"

    def __init__(self, arguments: Arguments) -> None:
        self._arguments = arguments
        self._origin: Application = self
        self._values: Sequence[Any] = ()
        self._residuals: Any = None
        self.structure: Structure

    # On arrays

    def forward(self, *xs: Any) -> Any:
        rules, given = self.rules, self._arguments
        result = self._evaluated(given.filled(x if x.ndim else x[()] for x in xs))
        y, self._residuals = result if rules.residuals else (result, None)
        ys, self.structure = flatten(y, f"{rules.name}: the result")
        self._values = tuple(map(as_array, ys))
        return self._values

    def _evaluated(self, args: Sequence[Any]) -> Any:
        result: Any = self.rules.forward(*args, **self._arguments.keywords)
        if self.rules.residuals and not is_pair(result):
            msg = (
                f"{self.rules.name}: with residuals=True the function returns (y, residuals), "
                f"got {type(result)}"
            )
            raise TypeError(msg)
        return result

    # Derivatives, on arrays or on Variables tied to where they came from

    def backward(self, *gys: Any) -> Any:
        rule = self.rules.pullback
        if rule is None:
            raise AssertionError  # pull() saw to that
        args, residuals = self._primals()
        gy = self.structure.unflatten(gys)
        gxs = rule(gy, residuals, *args, **self._arguments.keywords)
        return tuple(self._arguments.leaves_of(gxs, f"{self.rules.name}.pullback"))

    def pull(self, g: Any) -> Sequence[Any]:
        return self._transposed(g) if self.rules.pullback is None else super().pull(g)

    def push(self, tangents: Sequence[Any]) -> Any:
        return super().push(tangents) if self.rules.pushforward is None else self._pushed(tangents)

    def _primals(self) -> tuple[Sequence[Any], Any]:
        """Return the arguments, and the result or what was left of its computation."""
        given = self._arguments
        if not self._is_lifted:
            args = given.filled(x if x.ndim else x[()] for x in self._arrays)
            if self.rules.residuals:
                return args, self._residuals
            return args, self.structure.unflatten(y if y.ndim else y[()] for y in self._values)
        xs = self.inputs
        args = given.filled(
            x if edge is not None else data_of(x) for x, edge in zip(xs, self.edges, strict=True)
        )
        if self.rules.residuals:  # they depend on the arguments, so they are computed from them
            return args, self._evaluated(args)[1]
        ys = [self._lift(y, port(self._origin, i)) for i, y in enumerate(self._values)]
        return args, self.structure.unflatten(ys)

    @looped  # for a rule is anybody's code
    def _pushed(self, tangents: Sequence[Any]) -> list[Any]:
        """Return the tangents of the outputs by the pushforward."""
        rule = self.rules.pushforward
        if rule is None:
            raise AssertionError  # push() saw to that
        metas: Any = self.metas
        given = self._arguments
        dxs = [
            np.zeros(*meta) if t is None else t for t, meta in zip(tangents, metas, strict=False)
        ]
        args, residuals = self._primals()
        returned = rule(given.containers(dxs), residuals, *args, **given.keywords)
        what = f"{self.rules.name}.pushforward"
        dys = self.structure.leaves_of(returned, f"{what}: the tangent")
        return [
            self._checked_tangent(dy, meta, what)
            for dy, meta in zip(dys, metas[len(self.edges) :], strict=True)
        ]

    def _checked_tangent(self, dy: Any, meta: Any, what: str) -> Any:
        shape, dtype = meta
        dy = dy if is_variable(dy) else arrayed(dy)
        if dy.shape != shape or dy.dtype.kind not in "biuf" + dtype.kind:
            msg = f"{what} returned {dy.dtype} of shape {dy.shape} for a result of {dtype}{shape}"
            raise GradientError(msg)
        if self._is_lifted and not is_variable(dy) and np.any(dy != 0):
            msg = (
                f"{what} returned a plain array while its derivative was being recorded; "
                "compute it from the tangents and arguments, which are Variables"
            )
            raise GradientError(msg)
        return dy if dy.dtype == dtype else dy.astype(dtype)

    def _transposed(self, g: Any) -> Sequence[Any]:
        """Return the cotangents of the inputs by the pushforward, which is linear in tangents."""
        metas: Any = self.metas
        inputs = [
            None if edge is None else meta for edge, meta in zip(self.edges, metas, strict=False)
        ]
        return transposition(self._pushed, inputs, g, wrap, record=recording())

    # What the engine asks of a node

    def lifted(self, wrap: Wrap) -> Self:
        node = super().lifted(wrap)
        node._origin = self._origin
        return node

    def release(self) -> None:
        super().release()
        self._values = ()
        self._residuals = None
