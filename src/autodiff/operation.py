"""Bases of the built-in operations, by number of inputs.

An operation says how its output depends on its inputs, and nothing more is needed for tangents:
``elementwise``, ``linear``, ``multilinear``, or none of these (see :mod:`autodiff.forward`).
A rule holds mathematics and nothing else. What it must keep for its pullbacks is read off their
code once, when the class is made: a pullback that mentions ``self.x1`` has ``x1`` saved, and
only where the cotangent that needs it is wanted.
"""

from __future__ import annotations

from abc import abstractmethod
from inspect import unwrap
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self, TypeAlias

import numpy as np
from typing_extensions import dataclass_transform

from .apply import apply1, apply2, wrap
from .batching import looped
from .call import Call
from .config import recording
from .forward import transposed
from .graph import Node
from .operands import is_variable
from .slotted import Slotted, initializer, is_made

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from .graph import Edge, Meta, Wrap
    from .variable import Variable

__all__ = ["Array", "Binary", "Operation", "Unary", "mentions", "saved"]

Array: TypeAlias = "npt.NDArray[np.float64] | Variable[np.float64]"
"""What a rule computes with: arrays, or Variables when its own derivative is wanted."""


def saved(*, init: bool) -> Any:  # read by type checkers
    """Mark an attribute that recording fills in, as opposed to a parameter of the operation."""
    raise NotImplementedError


_RULES: Final = frozenset(
    {"forward", "backward", "backward0", "backward1", "pushforward", "residual"}
)


@dataclass_transform(eq_default=False, field_specifiers=(saved,))
class Operation(Call, metaclass=Slotted):
    """A built-in operation; its instances are the nodes of the graph."""

    __slots__ = ()

    parameters: ClassVar[tuple[str, ...]] = ()
    arrays: ClassVar[tuple[str, ...]] = ()
    """Names of what recording may save."""
    linear: ClassVar[bool] = False
    """Whether the output is linear in all inputs together."""
    multilinear: ClassVar[bool] = False
    """Whether the output is linear in each input."""
    diagonal: ClassVar[bool]
    batches: ClassVar[bool] = True
    """Whether rules compute with a batch as with one array, not with each element in turn."""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if not cls.batches:
            for name in _RULES & cls.__dict__.keys():
                setattr(cls, name, looped(cls.__dict__[name]))
        kept = {"__weakref__", "edge0", "edge1", "edges", "hides_nan", "xs", *Node.__slots__}
        slots = [s for k in reversed(cls.__mro__) for s in getattr(k, "__slots__", ())]
        cls.parameters = tuple(s for s in slots if s not in kept and s not in cls.arrays)
        if "diagonal" not in cls.__dict__:
            cls.diagonal = cls.elementwise
        if cls.__init__ in {Operation.__init__, object.__init__} or is_made(cls.__init__):
            # not written by hand; most have no parameters, and a call that does nothing costs as
            # much as any other
            cls.__init__ = (Operation if cls.parameters else object).__init__  # type: ignore[method-assign]  # as called

    def __init__(self, *values: Any) -> None:
        for name, value in zip(self.parameters, values, strict=True):
            setattr(self, name, value)
        cls = type(self)
        if cls.__init__ is Operation.__init__:
            cls.__init__ = initializer(cls)  # type: ignore[method-assign]  # as above

    def push(self, tangents: Sequence[Any]) -> Any:
        if self.linear:
            return self._evaluate(
                [self._zero(i) if t is None else t for i, t in enumerate(tangents)]
            )
        if self.multilinear:
            xs = self._operands()
            terms = [
                self._evaluate([*xs[:i], t, *xs[i + 1 :]])
                for i, t in enumerate(tangents)
                if t is not None
            ]
            return sum(terms[1:], terms[0])
        (pushed,) = transposed(self, [self._meta()], tangents, wrap, record=recording())
        return pushed

    def _evaluate(self, xs: Sequence[Any]) -> Any:
        """Return the output for other inputs, recorded if these are Variables."""
        rule: Any = self._copy()
        return rule(*xs) if any(is_variable(x) for x in xs) else rule.forward(*xs)

    def _operands(self) -> Sequence[Any]:
        """Return the saved inputs of a multilinear operation."""
        raise NotImplementedError

    def _zero(self, i: int) -> Any:
        """Return zeros in the place of input ``i``."""
        metas: Any = self.metas
        return np.zeros(*metas[i])

    def _meta(self) -> Meta:
        """Return shape and dtype of the output."""
        metas: Any = self.metas
        if metas is None:  # of two inputs without axes, and nothing to promote
            return (), np.float64
        return metas[-1]  # type: ignore[no-any-return]  # a Meta

    def _copy(self) -> Self:
        """Return the same operation, not in any graph."""
        copy = object.__new__(type(self))
        for name in self.parameters:
            setattr(copy, name, getattr(self, name))
        return copy

    def _fresh(self) -> Self:
        """Return self, or a copy of it if it is in a graph already."""
        return self._copy() if self.in_graph else self

    def _array(self, i: int) -> Any:
        return getattr(self, self.arrays[i], None) if i < len(self.arrays) - 1 else None


def mentions(pullback: Callable[..., Any], names: Sequence[str]) -> int:
    """Return, as bits, which of ``names`` a pullback mentions."""
    mentioned = unwrap(pullback).__code__.co_names
    return sum(1 << i for i, name in enumerate(names) if name in mentioned)


class Unary(Operation):
    """``y = f(x)``."""

    __slots__ = ("edge0", "x", "x_shape", "y", "y_meta")
    arity = 1
    arrays: ClassVar[tuple[str, ...]] = ("x", "y", "x_shape", "y_meta")
    keeps: ClassVar[bool]
    makes_scalars: ClassVar[bool] = False
    """Whether NumPy makes a scalar of an array without axes, as its ufuncs do."""
    pullbacks: ClassVar[tuple[Callable[[Any, Any], Any], ...] | None]
    reads: ClassVar[int]
    if TYPE_CHECKING:
        edge0: Edge = saved(init=False)
        x: Array = saved(init=False)
        y: Array = saved(init=False)
        x_shape: tuple[int, ...] = saved(init=False)
        y_meta: Meta = saved(init=False)

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.reads = mentions(cls.backward, cls.arrays)
        if not (cls.diagonal or cls.linear):
            cls.reads |= 8  # a tangent is pushed by the transpose, which asks for y_meta
        cls.pullbacks = None if cls.scatters else (cls.backward,)
        cls.keeps = bool(cls.reads)

    @property
    def edges(self) -> tuple[Edge, ...]:
        return (self.edge0,)

    def lifted(self, wrap: Wrap) -> Self:
        reads = self.reads
        if not reads & 3:
            return self  # there is nothing to lift
        copy = self._copy()
        copy.metas = self.metas
        copy.edge0 = edge = self.edge0
        if reads & 1:
            copy.x = wrap(self.x, edge)
        if reads & 2:
            copy.y = wrap(self.y, self)
        if reads & 4:
            copy.x_shape = self.x_shape
        if reads & 8:
            copy.y_meta = self.y_meta
        return copy

    def pull(self, g: Any) -> Sequence[Any]:
        return [self.backward(g)]

    def _meta(self) -> Meta:
        return self.y_meta

    def release(self) -> None:
        self.x = self.y = None  # type: ignore[assignment]  # read by nobody any more

    @abstractmethod
    def forward(self, x: Any, /) -> Any:
        """Return ``f(x)`` for an array."""

    def written(self, source: Any, value: Any) -> Any:
        """Return ``source`` after ``value`` was written to ``y``, a view of it."""
        raise NotImplementedError

    @abstractmethod
    def backward(self, gy: Array, /) -> Array:
        """Return the cotangent of ``x`` for that of ``y``."""

    def __call__(self, x: Any, /) -> Variable[Any, Any]:
        return apply1(self._fresh(), x)


class Binary(Operation):
    """``y = f(x0, x1)``; broadcasting is undone by the engine."""

    __slots__ = ("edge0", "edge1", "x0", "x1", "y")
    arity = 2
    arrays: ClassVar[tuple[str, ...]] = ("x0", "x1", "y")
    keeps: ClassVar[bool]
    pullbacks: ClassVar[tuple[Callable[[Any, Any], Any], ...] | None]
    broadcasts_operands: ClassVar[bool] = False
    """Whether shape and dtype of the result come from the two operands alone."""
    reads0: ClassVar[int]
    reads1: ClassVar[int]
    if TYPE_CHECKING:
        edge0: Edge = saved(init=False)
        edge1: Edge = saved(init=False)
        x0: Array = saved(init=False)
        x1: Array = saved(init=False)
        y: Array = saved(init=False)

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.reads0 = mentions(cls.backward0, cls.arrays)
        cls.reads1 = mentions(cls.backward1, cls.arrays)
        if "pullbacks" not in cls.__dict__:
            cls.pullbacks = None if cls.replaces else (cls.backward0, cls.backward1)
        cls.keeps = bool(cls.reads0 | cls.reads1)

    @property
    def edges(self) -> tuple[Edge, ...]:
        return (self.edge0, self.edge1)

    def lifted(self, wrap: Wrap) -> Self:
        edge0, edge1 = self.edge0, self.edge1
        reads = (0 if edge0 is None else self.reads0) | (0 if edge1 is None else self.reads1)
        if not reads:
            return self  # there is nothing to lift
        copy = self._copy()
        copy.metas = self.metas
        copy.edge0 = edge0
        copy.edge1 = edge1
        if reads & 1:
            copy.x0 = self.x0 if edge0 is None else wrap(self.x0, edge0)
        if reads & 2:
            copy.x1 = self.x1 if edge1 is None else wrap(self.x1, edge1)
        if reads & 4:
            copy.y = wrap(self.y, self)
        return copy

    def pull(self, g: Any) -> Sequence[Any]:
        return [
            None if self.edge0 is None else self.backward0(g),
            None if self.edge1 is None else self.backward1(g),
        ]

    def _operands(self) -> Sequence[Any]:
        return [getattr(self, "x0", None), getattr(self, "x1", None)]

    def release(self) -> None:
        self.x0 = self.x1 = self.y = None  # type: ignore[assignment]  # as above

    @abstractmethod
    def forward(self, x0: Any, x1: Any, /) -> Any:
        """Return ``f(x0, x1)`` for arrays."""

    @abstractmethod
    def backward0(self, gy: Array, /) -> Array:
        """Return the cotangent of ``x0`` for that of ``y``, before broadcasting is undone."""

    @abstractmethod
    def backward1(self, gy: Array, /) -> Array:
        """Return the cotangent of ``x1``."""

    def __call__(self, x0: Any, x1: Any, /) -> Variable[Any, Any]:
        return apply2(self._fresh(), x0, x1)
