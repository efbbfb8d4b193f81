"""``Function``: the base of operations that users write, in the origin's spelling."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, ClassVar, Never, Protocol, TypeAlias, overload

import numpy as np
import numpy.typing as npt

from .apply import wrap
from .batching import looped
from .call import Call
from .config import recording
from .errors import GradientError
from .forward import transposed
from .function_call import call_function
from .lending import lent
from .messages import describe
from .operands import (
    CONSTANT,
    LIFTED,
    NUMBERS,
    as_tuple,
    is_scalar,
    is_variable,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self

    from .graph import Edge, Wrap
    from .typing import Operand
    from .variable import Variable

__all__ = [
    "Array",
    "BinaryOp",
    "Function",
    "NaryOp",
    "TernaryOp",
    "UnaryOp",
    "UnaryTwoOutputsOp",
]

Array: TypeAlias = "npt.NDArray[np.float64] | Variable[np.float64]"
"""What ``forward`` and ``backward`` compute with.

Arrays; ``backward`` is given Variables instead when the gradient is to be differentiated again.
"""

Gradient: TypeAlias = "Array | Variable[Any, Any] | npt.NDArray[Any]"


class UnaryOp(Protocol):
    """An operation of one input: one gradient."""

    def forward(self, x0: Any, /) -> Gradient: ...
    def backward(self, gy: Any, /) -> Gradient | tuple[Gradient]: ...


class BinaryOp(Protocol):
    """An operation of two inputs: two gradients."""

    def forward(self, x0: Any, x1: Any, /) -> Gradient: ...
    def backward(self, gy: Any, /) -> tuple[Gradient, Gradient]: ...


class TernaryOp(Protocol):
    """An operation of three inputs: three gradients."""

    def forward(self, x0: Any, x1: Any, x2: Any, /) -> Gradient: ...
    def backward(self, gy: Any, /) -> tuple[Gradient, Gradient, Gradient]: ...


class NaryOp(Protocol):
    """An operation of any number of inputs."""

    def forward(self, *xs: Never) -> Gradient: ...  # whatever they take, but any number
    def backward(self, gy: Any, /) -> tuple[Gradient, ...]: ...


class UnaryTwoOutputsOp(Protocol):
    """An operation of one input and two outputs."""

    def forward(self, x0: Any, /) -> tuple[Gradient, Gradient]: ...
    def backward(self, gy0: Any, gy1: Any, /) -> Gradient | tuple[Gradient]: ...


class BinaryTwoOutputsOp(Protocol):
    """An operation of two inputs and two outputs."""

    def forward(self, x0: Any, x1: Any, /) -> tuple[Gradient, Gradient]: ...
    def backward(self, gy0: Any, gy1: Any, /) -> tuple[Gradient, Gradient]: ...


class Function(Call):
    """An operation of your own: ``forward`` on arrays, ``backward`` on cotangents.

    ``forward(self, *xs)`` is given an array an input and returns an array, or a tuple of arrays.
    ``backward(self, *gys)`` is given the cotangent of each output and returns that of each
    input: one, or a tuple, in the inputs' shapes, ``None`` where there is none. It may read
    ``self.inputs[i].data``. To be differentiable twice it computes with ``self.inputs[i]``,
    the Variables, instead. The arrays that either is given are read-only.

    Every call of an instance makes a node of its own, so an instance may be called often.

    Raises
    ------
    TypeError
        At the call, if an operand is no Variable, array or number, or ``forward`` returns
        something else than arrays.
    GradientError
        In the backward pass, if ``backward`` returns gradients of a wrong number or shape.

    Examples
    --------
    >>> import numpy as np
    >>> from autodiff import Function, Variable
    >>> class Mul(Function):
    ...     def forward(self, x0, x1):
    ...         return x0 * x1
    ...
    ...     def backward(self, gy):
    ...         x0, x1 = self.inputs
    ...         return gy * x1, gy * x0
    >>> a, b = Variable(np.array(3.0)), Variable(np.array(2.0))
    >>> y = Mul()(a, b)
    >>> y.backward()
    >>> print(y, a.grad, b.grad)
    variable(6.0) 2.0 3.0
    """

    edges: Any
    _arrays: tuple[Any, ...]
    _is_lifted: bool
    _wrap: Wrap
    _rule: ClassVar[str] = "backward"
    """What errors call the rule."""

    if not TYPE_CHECKING:  # declared by the Protocols, so that any arity overrides cleanly

        def forward(self, *xs):  # noqa: ANN002, ANN201  # hidden from checkers
            """Return the outputs for arrays."""
            msg = f"{type(self).__name__} has no forward(); define forward(self, *xs)"
            raise NotImplementedError(msg)

        def backward(self, *gys):  # noqa: ANN002, ANN201  # as above
            """Return the cotangents of the inputs."""
            msg = f"{type(self).__name__} has no backward(); define backward(self, gy)"
            raise NotImplementedError(msg)

    @overload
    def __call__(self: UnaryOp, x0: Operand, /) -> Variable: ...
    @overload
    def __call__(self: BinaryOp, x0: Operand, x1: Operand, /) -> Variable: ...
    @overload
    def __call__(self: TernaryOp, x0: Operand, x1: Operand, x2: Operand, /) -> Variable: ...
    @overload
    def __call__(self: UnaryTwoOutputsOp, x0: Operand, /) -> tuple[Variable, Variable]: ...
    @overload
    def __call__(
        self: BinaryTwoOutputsOp, x0: Operand, x1: Operand, /
    ) -> tuple[Variable, Variable]: ...
    @overload
    def __call__(self: NaryOp, *xs: Operand) -> Variable: ...
    def __call__(self: Any, *xs: Operand) -> Any:
        return call_function(copy(self) if self.in_graph else self, xs)

    @looped  # for backward() is anybody's code
    def pull(self, g: Any) -> Sequence[Any]:
        lifted = self._is_lifted
        metas: Any = self.metas
        gs = tuple(
            np.zeros(*meta) if gy is None else self._user_cotangent(gy)
            for gy, meta in zip(as_tuple(g), metas[len(self.edges) :], strict=True)
        )
        returned: Any = self.backward(*gs)  # type: ignore[attr-defined]  # by the Protocols
        gxs = as_tuple(returned)
        if len(gxs) != len(self.edges):
            msg = (
                f"{type(self).__name__}.{self._rule} returned {len(gxs)} gradients "
                f"for {len(self.edges)} inputs; "
                "return one an input, None where there is none"
            )
            raise GradientError(msg)
        return [
            None if gx is None or edge is None else self._checked(i, gx, lifted=lifted)
            for i, (gx, edge) in enumerate(zip(gxs, self.edges, strict=True))
        ]

    def push(self, tangents: Sequence[Any]) -> Any:
        metas: Any = self.metas
        outputs = metas[len(self.edges) :]
        pushed = transposed(self, outputs, tangents, wrap, record=recording())
        return pushed[0] if self.ports is None else pushed

    def _user_cotangent(self, g: Any) -> Any:
        """Return ``g`` as users see gradients: an array, conjugated if complex."""
        g = np.conj(g) if g.dtype.kind == "c" else g
        return lent(np.asarray(g) if is_scalar(g) else g)

    def _checked(self, i: int, gx: Any, *, lifted: bool) -> Any:
        """Return gradient ``i`` in the engine's form, or say what is wrong with it."""
        name = f"{type(self).__name__}.{self._rule}"
        x = self._arrays[i]
        data: Any = getattr(gx, "_value", gx)
        if type(data) in NUMBERS and x.ndim == 0:
            data = np.asarray(data)
        if not hasattr(data, "dtype") or data.dtype.kind not in "biufc":
            msg = f"{name} returned {describe(data)} as gradient {i}; it is an array or a Variable"
            raise GradientError(msg)
        if data.shape != x.shape:
            msg = f"{name} returned gradient {i} of shape {data.shape} for an input of {x.shape}"
            raise GradientError(msg)
        if not lifted:
            gx = gx if is_variable(gx) and recording() else data
        elif not hasattr(gx, "_value") and np.any(data != 0):
            msg = (
                f"{name} returned a plain array as gradient {i} while a differentiable gradient "
                "was asked for; compute it from gy and self.inputs, which are Variables"
            )
            raise GradientError(msg)
        return np.conj(gx) if data.dtype.kind == "c" else gx

    def release(self) -> None:
        self._arrays = ()

    def lifted(self, wrap: Wrap) -> Self:
        node = copy(self)
        node._is_lifted, node._wrap = True, wrap  # inputs are wrapped when asked for
        return node

    def _array(self, i: int) -> Any:
        return self._arrays[i] if i < len(self._arrays) else None

    def _input(self, i: int, edge: Edge) -> Variable[Any, Any]:
        lifted = self._is_lifted and edge is not None
        return self._lift(self._arrays[i], edge) if lifted else super()._input(i, edge)

    def _lift(self, data: Any, edge: Edge) -> Variable[Any, Any]:
        """Return a Variable for a saved array, whose data would lose a derivative."""
        v: Variable[Any, Any] = self._wrap(data, edge)
        v._kind = CONSTANT if v._kind == CONSTANT else LIFTED
        return v
