"""``Variable``: an array that remembers how it was computed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from . import apply
from .apply import apply1, apply2
from .commit import commit
from .conversions import Conversions
from .dispatch import call_function
from .display import Displayed
from .errors import DetachedError, GradientError, UntrackedError
from .graph import Node, Port, next_seq
from .hooked import Hooked
from .inplace import leave_views
from .methods import Methods
from .operands import (
    CONSTANT,
    LEAF,
    LIFTED,
    RECORDED,
    RESULT,
    UNTRACKED,
    Box,
    accepted,
    is_array,
    is_duck_array,
    is_scalar,
)
from .registry import UFUNCS
from .seed import cotangent
from .sweep import sweep
from .typing import NumericT, ScalarT_co, ShapeT, ShapeT_co
from .ufunc_calls import call_ufunc

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .call import Call
    from .function import Function

__all__ = ["Variable"]


class Variable(
    Methods[ScalarT_co, ShapeT_co],
    Hooked[ScalarT_co, ShapeT_co],
    Displayed[ScalarT_co, ShapeT_co],
    Conversions,
    Box,
):
    """An ``ndarray`` that remembers how it was made, so that derivatives can be had of it.

    Operators, the methods of ``ndarray`` and plain NumPy functions apply to it and return
    Variables again. :meth:`backward` fills ``grad`` of the Variables it was computed from.

    Parameters
    ----------
    data
        The values, any shape. Floating or complex arrays can be differentiated; integers and
        booleans can be computed with. The array is kept, not copied. ``None`` for no data yet.
    name
        A name for messages and drawings.

    Raises
    ------
    TypeError
        If ``data`` is no array (wrap a number with ``np.array``), or one whose dtype is not
        numeric, or a masked array or a matrix, which compute by rules of their own.

    Examples
    --------
    >>> import numpy as np
    >>> from autodiff import Variable
    >>> a, b, c = (Variable(np.array(v)) for v in (3.0, 2.0, 1.0))
    >>> y = a * b + c
    >>> y.backward()
    >>> print(y, a.grad, b.grad)
    variable(7.0) 2.0 3.0
    """

    __slots__ = ()

    __array_priority__: ClassVar[float] = 200.0

    def __init__(
        self: Variable[NumericT, ShapeT],
        data: np.ndarray[ShapeT, np.dtype[NumericT]] | None,
        name: str | None = None,
    ) -> None:
        self._value = accepted(data)
        self._kind = LEAF if data is None or data.dtype.kind in "fc" else CONSTANT
        self._grad = None
        self.name = name
        self._edge = None
        self._made = next_seq()

    # The box and what is in it

    @property
    def data(self) -> np.ndarray[ShapeT_co, np.dtype[ScalarT_co]]:
        """The values, without a way back to how they were computed.

        The array of a Variable that the user made is the user's own. A recorded result is
        handed out read-only, since the backward pass may need it; copy it to change it.
        """
        d = self._value
        kind = self._kind
        if kind == LIFTED:
            msg = (
                "backward() read .data of an input while its own derivative was being recorded, "
                "which would lose the second derivative; use the Variable itself"
            )
            raise DetachedError(msg)
        if kind in RECORDED:
            if is_scalar(d):
                d = np.asarray(d)
                d.flags.writeable = False
            elif is_array(d) and d.flags.writeable:
                d = self._value = d.view()
                d.flags.writeable = False
        elif is_scalar(d):
            d = self._value = np.asarray(d)
        return d  # type: ignore[no-any-return]  # what the user put in

    @data.setter
    def data(self, value: np.ndarray[Any, Any] | None) -> None:
        if self._edge is not None:
            msg = (
                "data of a recorded result cannot be replaced: make a new Variable of the new data"
            )
            raise TypeError(msg)
        # NumPy makes numbers of sums of arrays without axes
        value = accepted(np.asarray(value) if is_scalar(value) else value)
        if value is not None and self._grad is not None and value.shape != self._grad.shape:
            msg = f"data has shape {value.shape}, grad {self._grad.shape}; cleargrad() first"
            raise GradientError(msg)
        leave_views(self)
        self._value = value
        self._kind = LEAF if value is None or value.dtype.kind in "fc" else CONSTANT

    @property
    def grad(self) -> np.ndarray[ShapeT_co, np.dtype[ScalarT_co]] | None:
        """The gradient that backward passes have summed up here, or None; shape and dtype of data.

        For complex values it is the direction of steepest ascent: ``x - lr * x.grad`` descends.
        """
        return self._grad  # type: ignore[no-any-return]  # an array or None

    @grad.setter
    def grad(self, value: np.ndarray[Any, Any] | None) -> None:
        if value is not None:
            given: object = value  # whatever a caller without a checker passes
            if not is_array(given) and not is_duck_array(given):
                msg = f"grad is an array or None, got {type(given)}"
                raise TypeError(msg)
            if value.shape != self.shape:
                msg = f"grad has shape {value.shape}, the Variable has {self.shape}"
                raise GradientError(msg)
        self._grad = value

    @property
    def creator(self) -> Call | None:
        """The operation that this was the result of; None for a Variable the user made."""
        edge: Any = self._edge
        if isinstance(edge, Port):
            edge = edge.owner
        return edge if isinstance(edge, Node) else None  # type: ignore[return-value]  # a Call

    def set_creator(self, func: Function) -> None:
        """Make ``func``, which has been called, the operation this came from."""
        if not getattr(func, "in_graph", False):
            msg = f"set_creator: func is a Function that has been called, got {func!r}"
            raise TypeError(msg)
        self._edge = func
        self._kind = RESULT

    @property
    def generation(self) -> int:
        """0 for a leaf; otherwise one more than the greatest generation among the inputs."""
        creator = self.creator
        return 0 if creator is None else creator.generation + 1

    @property
    def shape(self) -> ShapeT_co:
        """Length of each axis."""
        return self._value.shape  # type: ignore[no-any-return]  # as many as the rank says

    @property
    def ndim(self) -> int:
        """Number of axes."""
        return self._value.ndim  # type: ignore[no-any-return]  # an int

    @property
    def size(self) -> int:
        """Number of elements."""
        return self._value.size  # type: ignore[no-any-return]  # an int

    @property
    def dtype(self) -> np.dtype[ScalarT_co]:
        """Type of the elements."""
        return self._value.dtype  # type: ignore[no-any-return]  # that of the data

    def __len__(self) -> int:
        return len(self.data)

    def __repr__(self) -> str:
        return f"variable({str(self._value).replace(chr(10), chr(10) + ' ' * 9)})"

    def __bool__(self) -> bool:
        return bool(self._value)

    # Derivatives

    def cleargrad(self) -> None:
        """Forget the gradient collected so far."""
        self._grad = None

    def backward(
        self: Variable[np.inexact[Any], Any],
        retain_grad: bool = False,
        *,
        gy: np.ndarray[Any, Any] | None = None,
        retain_graph: bool = False,
    ) -> None:
        """Add the gradient of this to ``grad`` of every Variable that it was computed from.

        Parameters
        ----------
        retain_grad
            Give the intermediate results their gradient too, as far as they are still alive.
        gy
            Cotangent of this, of its shape; ones by default (the gradient of the sum).
        retain_graph
            Keep what the graph has saved for a second pass.

        Raises
        ------
        GraphFreedError
            If an earlier pass has used the graph up.
        UntrackedError
            If this is the result of nothing that was recorded.
        NotDifferentiableError
            If this is of integers or booleans.

        Notes
        -----
        Nothing is written before the whole pass has succeeded.

        Examples
        --------
        >>> import numpy as np, autodiff as ad
        >>> x = ad.Variable(np.array([1.0, 2.0]))
        >>> (x * x).sum().backward()
        >>> x.grad
        array([2., 4.])
        """
        given: Any = retain_grad  # whatever a caller without a checker passes
        if not isinstance(given, bool):
            msg = f"backward: retain_grad is a bool, got {type(given)}; a cotangent is gy="
            raise TypeError(msg)
        seed = cotangent(self, gy)
        edge = self._edge
        if not isinstance(edge, (Node, Port)):
            if self._kind == UNTRACKED:
                msg = (
                    "backward: this result was computed under no_grad(), or from constants only, "
                    "so it has no graph; compute it from Variables while recording is on"
                )
                raise UntrackedError(msg)
            commit({self: seed}, [])
            return
        cotangents, intermediate = sweep(
            [(edge, seed)], retain_graph=retain_graph, retain_grad=retain_grad
        )
        commit(cotangents, intermediate)

    # NumPy's way in

    def __array_ufunc__(
        self, ufunc: np.ufunc, method: str, *inputs: Any, **kwargs: Any
    ) -> Any:  # Any: NumPy's own protocol
        if method == "__call__" and not kwargs:
            rule: Any = UFUNCS.get(ufunc)
            if rule is not None:
                node = object.__new__(rule)
                return apply1(node, self) if len(inputs) == 1 else apply2(node, *inputs)
        return call_ufunc(ufunc, method, inputs, kwargs)

    def __array_function__(
        self, func: Callable[..., Any], types: object, args: Sequence[Any], kwargs: dict[str, Any]
    ) -> Any:  # Any: NumPy's own protocol
        return call_function(func, args, kwargs)


apply.use(Variable)
