"""Bases of the built-in operations, by number of inputs.

A rule that stands on one of them holds mathematics and nothing else. What it must keep for its
pullbacks is read off their code once, when the class is made: a pullback that mentions
``self.x1`` has ``x1`` saved, and only where the cotangent that needs it is wanted.
"""

from __future__ import annotations

from abc import ABCMeta, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeAlias, cast

from typing_extensions import dataclass_transform

from .apply import apply1, apply2, apply_many, wrap
from .graph import Node, Port
from .registry import UFUNCS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    import numpy.typing as npt

    from .graph import Edge, Wrap
    from .variable import Variable

__all__ = [
    "Array",
    "Binary",
    "BinaryUfunc",
    "Operation",
    "Unary",
    "UnaryUfunc",
    "Variadic",
    "saved",
]

Array: TypeAlias = "npt.NDArray[np.float64] | Variable[np.float64]"
"""What a rule computes with: arrays, or Variables when its own derivative is wanted."""


def saved(*, init: bool) -> Any:  # read by type checkers
    """Mark an attribute that recording fills in, as opposed to a parameter of the operation."""
    raise NotImplementedError


class _Slotted(ABCMeta):
    """Gives each operation slots for its annotated parameters, so that no node has a dict."""

    def __new__(
        mcs, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **options: Any
    ) -> _Slotted:
        parameters = [
            k for k, v in namespace.get("__annotations__", {}).items() if "ClassVar" not in v
        ]
        namespace.setdefault("__slots__", tuple(parameters))
        return super().__new__(mcs, name, bases, namespace, **options)


class Call(Node):
    """A node as the user sees it, as the ``creator`` of a Variable."""

    __slots__ = ()

    @property
    def inputs(self) -> tuple[Variable, ...]:
        """The inputs; one that is gone and was not needed is ``variable(None)``."""
        return tuple(self._input(i, edge) for i, edge in enumerate(self.edges))

    @property
    def outputs(self) -> tuple[Any, ...]:
        """Weak references to the outputs."""
        if self.ports is None:
            return (self.output,)
        live = (reference() for reference, _ in self.ports)
        return tuple(None if port is None else port.output for port in live)

    def _input(self, i: int, edge: Edge) -> Variable[Any, Any]:
        data = self._array(i)
        if isinstance(edge, (Node, Port)):
            alive = None if edge.output is None else edge.output()
            if alive is not None:
                return cast("Variable", alive)
        elif edge is not None and (data is None or data is cast("Any", edge)._value):
            return cast("Variable", edge)
        return wrap(data, edge)

    def _array(self, i: int) -> Any:
        """Return the saved array of input ``i``, or None."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


@dataclass_transform(eq_default=False, field_specifiers=(saved,))
class Operation(Call, metaclass=_Slotted):
    """A built-in operation; its instances are the nodes of the graph."""

    __slots__ = ()

    parameters: ClassVar[tuple[str, ...]] = ()
    arrays: ClassVar[tuple[str, ...]] = ()
    """Names of what recording may save."""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        kept = {"__weakref__", "edge0", "edge1", "edges", "hides_nan", *Node.__slots__}
        slots = [s for k in reversed(cls.__mro__) for s in getattr(k, "__slots__", ())]
        cls.parameters = tuple(s for s in slots if s not in kept and s not in cls.arrays)

    def __init__(self, *values: Any) -> None:
        for name, value in zip(self.parameters, values, strict=True):
            setattr(self, name, value)

    def lifted(self, wrap: Wrap) -> Self:
        copy = self._copy()
        copy.metas = self.metas
        sources = dict(zip(self.arrays, (*self.edges, self), strict=False))
        for name in self.arrays:
            value = getattr(self, name, None)
            edge = sources.get(name)
            is_array = value is not None and edge is not None and not name.endswith("shape")
            setattr(copy, name, wrap(value, edge) if is_array else value)
        return copy

    def _copy(self) -> Self:
        """Return the same operation, not in any graph."""
        return type(self)(*(getattr(self, name) for name in self.parameters))

    def _fresh(self) -> Self:
        """Return self, or a copy of it if it is in a graph already."""
        return self._copy() if self.in_graph else self

    def _array(self, i: int) -> Any:
        return getattr(self, self.arrays[i], None) if i < len(self.arrays) - 1 else None


def _reads(pullback: Callable[..., Any], names: Sequence[str]) -> int:
    """Return, as bits, which of ``names`` a pullback mentions."""
    mentioned = pullback.__code__.co_names
    return sum(1 << i for i, name in enumerate(names) if name in mentioned)


class Unary(Operation):
    """``y = f(x)``."""

    __slots__ = ("edge0", "x", "x_shape", "y")
    arity = 1
    arrays: ClassVar[tuple[str, ...]] = ("x", "y", "x_shape")
    keeps: ClassVar[bool]
    pullbacks: ClassVar[tuple[Callable[[Any, Any], Any], ...] | None]
    reads: ClassVar[int]
    if TYPE_CHECKING:
        edge0: Edge = saved(init=False)
        x: Array = saved(init=False)
        y: Array = saved(init=False)
        x_shape: tuple[int, ...] = saved(init=False)

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.reads = _reads(cls.backward, cls.arrays)
        cls.pullbacks = (cls.backward,)
        cls.keeps = bool(cls.reads)

    @property
    def edges(self) -> tuple[Edge, ...]:
        return (self.edge0,)

    def release(self) -> None:
        self.x = self.y = None  # type: ignore[assignment]  # read by nobody any more

    @abstractmethod
    def forward(self, x: Any, /) -> Any:
        """Return ``f(x)`` for an array."""

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
        cls.reads0 = _reads(cls.backward0, cls.arrays)
        cls.reads1 = _reads(cls.backward1, cls.arrays)
        cls.pullbacks = (cls.backward0, cls.backward1)
        cls.keeps = bool(cls.reads0 | cls.reads1)

    @property
    def edges(self) -> tuple[Edge, ...]:
        return (self.edge0, self.edge1)

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


class Variadic(Operation):
    """``y = f(*xs)``, linear: the pullback needs no array, only which input it is for."""

    __slots__ = ("edges",)
    keeps: ClassVar[bool] = False
    if TYPE_CHECKING:
        edges: Any = saved(init=False)

    @abstractmethod
    def forward(self, *xs: Any) -> Any:
        """Return ``f(*xs)`` for arrays."""

    @abstractmethod
    def backward(self, i: int, gy: Array, /) -> Array:
        """Return the cotangent of input ``i``."""

    def lifted(self, wrap: Wrap) -> Self:  # noqa: ARG002  # there is nothing to lift
        return self

    @property
    def x_shapes(self) -> list[tuple[int, ...]]:
        """Shapes of the inputs."""
        return [shape for shape, _ in self.metas or ()]

    def pull(self, g: Any) -> Sequence[Any]:
        return [None if e is None else self.backward(i, g) for i, e in enumerate(self.edges)]

    def __call__(self, *xs: Any) -> Variable[Any, Any]:
        return apply_many(self._fresh(), xs)


class UnaryUfunc(Unary):
    """An elementwise operation that is a NumPy ufunc; naming the ufunc is the registration."""

    ufunc: ClassVar[np.ufunc]
    elementwise = True

    def __init_subclass__(
        cls, *, ufunc: np.ufunc, forward: Callable[[Any], Any] | None = None
    ) -> None:
        super().__init_subclass__()
        cls.ufunc = ufunc
        UFUNCS[ufunc] = cls
        if forward is not None:
            cls.forward = staticmethod(forward)  # type: ignore[assignment]  # takes no self

    def forward(self, x: Any, /) -> Any:
        return self.ufunc(x)


class BinaryUfunc(Binary):
    """An elementwise operation of two inputs that is a NumPy ufunc.

    ``forward=`` names a faster callable of the same values: Python's operators take NumPy's
    scalars ten times as fast as ufuncs do.
    """

    ufunc: ClassVar[np.ufunc]
    elementwise = True
    broadcasts_operands = True

    def __init_subclass__(
        cls, *, ufunc: np.ufunc, forward: Callable[[Any, Any], Any] | None = None
    ) -> None:
        super().__init_subclass__()
        cls.ufunc = ufunc
        UFUNCS[ufunc] = cls
        if forward is not None:
            cls.forward = staticmethod(forward)  # type: ignore[assignment]  # takes no self

    def forward(self, x0: Any, x1: Any, /) -> Any:
        return self.ufunc(x0, x1)
