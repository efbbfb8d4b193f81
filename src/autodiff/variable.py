"""``Variable``: an array that remembers how it was computed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic

import numpy as np

from . import apply
from .apply import CONSTANT, LEAF, LIFTED, RESULT, UNTRACKED, apply1, apply2
from .commit import commit
from .dispatch import call_function, refuse_or_plain
from .errors import DetachedError, GradientError, NotDifferentiableError, UntrackedError
from .graph import Node, Port, sweep
from .methods import Methods
from .registry import UFUNCS
from .typing import NumericT, ScalarT_co, ShapeT, ShapeT_co

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from .function import Function
    from .graph import Edge
    from .operation import Call

__all__ = ["Variable", "cotangent"]

_NUMERIC: Final = "biufc"


class Variable(Methods[ScalarT_co, ShapeT_co], Generic[ScalarT_co, ShapeT_co]):
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

    __slots__ = ("__weakref__", "_edge", "_grad", "_kind", "_value", "name")

    __array_priority__: ClassVar[float] = 200.0

    _value: Any  # an array, or a NumPy scalar for results without axes until data is read
    _grad: Any
    _edge: Edge
    _kind: int
    name: str | None

    def __init__(
        self: Variable[NumericT, ShapeT],
        data: np.ndarray[ShapeT, np.dtype[NumericT]] | None,
        name: str | None = None,
    ) -> None:
        self._value = _accepted(data)
        self._grad = None
        self.name = name
        self._edge = None
        self._kind = LEAF if data is None or data.dtype.kind in "fc" else CONSTANT

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
        if kind == RESULT:
            if apply.is_scalar(d):
                d = np.asarray(d)
                d.flags.writeable = False
            elif apply.is_array(d) and d.flags.writeable:
                d = self._value = d.view()
                d.flags.writeable = False
        elif apply.is_scalar(d):
            d = self._value = np.asarray(d)
        return d  # type: ignore[no-any-return]  # what the user put in

    @data.setter
    def data(self, value: np.ndarray[Any, Any] | None) -> None:
        if self._edge is not None:
            msg = (
                "data of a recorded result cannot be replaced, for the gradient would be of the "
                "old values; make a new Variable"
            )
            raise TypeError(msg)
        self._value = _accepted(value)
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
            if not apply.is_array(given) and not apply.is_duck_array(given):
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

    def __iter__(self) -> Iterator[Variable[ScalarT_co]]:
        if self.ndim == 0:
            msg = "iteration over a Variable without axes"
            raise TypeError(msg)
        return (self[i] for i in range(len(self)))

    def __repr__(self) -> str:
        return f"variable({str(self._value).replace(chr(10), chr(10) + ' ' * 9)})"

    def __bool__(self) -> bool:
        return bool(self._value)

    def item(self) -> Any:
        """Return the only element as a number of Python (Any: of whatever type it has)."""
        return self._value.item()

    def tolist(self) -> Any:
        """Return the values as nested lists of Python numbers (Any: as deep as there are axes)."""
        return self._value.tolist()

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
        return refuse_or_plain(ufunc, method, inputs, kwargs)

    def __array_function__(
        self,
        func: Callable[..., Any],
        types: Sequence[type],
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
    ) -> Any:  # Any: NumPy's own protocol
        return call_function(func, args, kwargs)

    if not TYPE_CHECKING:
        # Hidden from checkers: NumPy's stubs would take it to mean that np.sin(v) is an ndarray.

        def __array__(self, *_args, **_kwargs):
            raise DetachedError(_lost("np.asarray", "v.data"))

        def __float__(self):
            raise DetachedError(_lost("float", "v.item()"))

        def __int__(self):
            raise DetachedError(_lost("int", "v.item()"))

        def __complex__(self):
            raise DetachedError(_lost("complex", "v.item()"))

        def __index__(self):
            if self.ndim == 0 and self.dtype.kind in "iu":
                return int(self._value)
            raise DetachedError(_lost("an index", "v.item()"))


def _lost(conversion: str, remedy: str) -> str:
    return (
        f"{conversion} of a Variable would lose its gradient: write {remedy} for the plain value, "
        "np.stack([v, w]) to join Variables, and NumPy's functions instead of math's"
    )


def _accepted(data: Any) -> Any:
    """Return ``data`` if a Variable can hold it."""
    if data is None:
        return None
    if apply.is_variable(data) or not (apply.is_array(data) or apply.is_duck_array(data)):
        msg = f"{type(data)} is not supported"
        raise TypeError(msg)
    if apply.is_peculiar(data):
        msg = f"Variable: {type(data)} computes by rules of its own; pass a plain array"
        raise TypeError(msg)
    if data.dtype.kind not in _NUMERIC:
        msg = f"Variable: an array of dtype {data.dtype} is not supported, for it is not numeric"
        raise TypeError(msg)
    return data


def cotangent(y: Variable[Any, Any], gy: Any, *, differentiable: bool = False) -> Any:
    """Return the cotangent with which a sweep from ``y`` starts."""
    data = y._value
    if data is None:
        msg = "backward: variable(None) has no data"
        raise TypeError(msg)
    if data.dtype.kind not in "fc":
        msg = f"backward: {data.dtype} has no derivative; make the Variable of floats"
        raise NotDifferentiableError(msg)
    if gy is None:
        return np.ones_like(data) if data.ndim else data.dtype.type(1)
    value = gy._value if apply.is_variable(gy) else gy
    if not (apply.is_array(value) or apply.is_scalar(value) or apply.is_duck_array(value)):
        msg = f"backward: gy is an array of shape {data.shape}, got {type(gy)}"
        raise TypeError(msg)
    if value.shape != data.shape:
        msg = f"backward: gy has shape {value.shape}, the result has {data.shape}"
        raise GradientError(msg)
    if value.dtype.kind == "c" and data.dtype.kind != "c":
        msg = f"backward: gy of dtype {value.dtype} for a result of dtype {data.dtype}"
        raise GradientError(msg)
    if not differentiable or not apply.is_variable(gy):
        gy = value.astype(data.dtype)
    elif value.dtype != data.dtype:
        gy = gy.astype(data.dtype)
    return np.conj(gy) if data.dtype.kind == "c" else gy


apply.use(Variable)
