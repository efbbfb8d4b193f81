"""What happens when an operation meets Variables: compute, wrap, record.

Recording is the hot path of the library. One and two inputs have functions of their own, since
a loop over ``*args`` costs a microsecond; results of no dimension stay NumPy scalars inside a
Variable, since arithmetic on those is ten times faster than on arrays.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, cast
from weakref import ref

import numpy as np

from .config import recording
from .errors import ForeignOperandError
from .graph import Port, next_seq

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .function import Function
    from .graph import Edge, Meta, Node
    from .operation import Binary, Unary, Variadic
    from .typing import BoolArray
    from .variable import Variable

__all__ = [
    "CONSTANT",
    "LEAF",
    "LIFTED",
    "RESULT",
    "UNTRACKED",
    "apply1",
    "apply2",
    "apply_function",
    "apply_many",
    "compare",
    "constant",
    "data_of",
    "is_duck_array",
    "wrap",
]

# What a Variable is to the graph.
LEAF: Final = 0  # made by the user: collects a gradient
RESULT: Final = 1  # made by a recorded operation
UNTRACKED: Final = 2  # made while nothing was recorded; used again, it is a leaf
CONSTANT: Final = 3  # integers and booleans: no gradient exists
LIFTED: Final = 4  # stands for a saved array while a rule is being differentiated

_Variable: Any = None  # plugged in by use()
_new: Final = object.__new__
_float64: Final = np.float64
_ndarray: Final = np.ndarray
_array: Final = np.array
_FLOAT64: Final = np.dtype(np.float64)
_INEXACT: Final = "fc"
_WEAK: Final = frozenset({float, int})  # dtype and shape are those of the other operand
NUMBERS: Final = frozenset({bool, int, float, complex})
_OWN_MODULES: Final = frozenset({"builtins", "numpy", "numpy.ma", "numpy.ma.core"})


def use(variable_class: type[Variable]) -> None:
    """Plug in the class that results are wrapped in, which stands above this layer."""
    globals()["_Variable"] = variable_class


def wrap(data: Any, edge: Edge) -> Variable[Any, Any]:
    """Return a Variable for ``data`` whose cotangents go to ``edge``."""
    v: Variable[Any, Any] = _new(_Variable)
    v._value = data
    v._grad = None
    v.name = None
    v._edge = edge
    v._kind = RESULT
    return v


def _untracked(data: Any) -> Variable[Any, Any]:
    v: Variable[Any, Any] = _new(_Variable)
    v._value = data
    v._grad = None
    v.name = None
    v._edge = None
    v._kind = UNTRACKED if type(data) is _float64 or data.dtype.kind in _INEXACT else CONSTANT
    return v


def edge_of(a: Variable) -> Edge:
    """Where cotangents of ``a`` go: its maker, itself if it is a leaf, or nowhere."""
    edge = a._edge
    return a if edge is None and a._kind != CONSTANT else edge


def constant(x: Any, name: str, position: int) -> Any:
    """Return the operand ``x``, which is no Variable, if NumPy computes with it as it is."""
    kind: Any = x.__class__
    if kind is np.ndarray:
        if x.dtype.kind in "biufc":
            return x
        why = f"an array of dtype {x.dtype}, which is not numeric"
    elif kind in NUMBERS or (is_scalar(x) and x.dtype.kind in "biufc"):
        return x
    elif is_peculiar(x):
        why = f"{kind}, which computes by rules of its own; pass a plain array"
    elif is_array(x) or is_duck_array(x):
        return x
    else:
        why = f"{kind}; pass a Variable, an array or a number (np.asarray makes an array of a list)"
    msg = f"{name}: operand {position} is {why}"
    raise (TypeError if kind.__module__ in _OWN_MODULES else ForeignOperandError)(msg)


def is_array(x: object) -> bool:
    """Whether ``x`` is an array of NumPy's own (a question that narrows no type)."""
    return isinstance(x, np.ndarray)


def is_scalar(x: object) -> bool:
    """Whether ``x`` is a scalar of NumPy's."""
    return isinstance(x, np.generic)


def is_list(x: object) -> bool:
    """Whether ``x`` is a list."""
    return isinstance(x, list)


def is_variable(x: object) -> bool:
    """Whether ``x`` is a Variable."""
    return isinstance(x, _Variable)


def as_tuple(given: Any) -> tuple[Any, ...]:
    """Return ``given`` if it is a tuple, otherwise a tuple of it."""
    return given if isinstance(given, tuple) else (given,)  # pyright: ignore[reportUnknownVariableType]  # narrowed from Any


def data_of(x: Any) -> Any:
    """Return the plain array in ``x`` if it is a Variable, otherwise ``x``."""
    return x.data if is_variable(x) else x


def compare(ufunc: np.ufunc, a: Any, b: Any) -> BoolArray:
    """Compare element by element; the result is a plain array, for it has no derivative."""
    name = f"np.{ufunc.__name__}"
    xs = [
        x._value if isinstance(x, _Variable) else constant(x, name, i) for i, x in enumerate((a, b))
    ]
    try:
        result: BoolArray = ufunc(*xs)
    except ValueError as error:
        msg = f"{name}({describe(xs[0])}, {describe(xs[1])}): {error}"
        raise ValueError(msg) from error
    return result


def is_peculiar(x: object) -> bool:
    """Whether ``x`` is an array of a class that computes by rules of its own."""
    return isinstance(x, (np.ma.MaskedArray, np.matrix))


def is_duck_array(x: object) -> bool:
    """Whether ``x`` is a foreign array that NumPy's functions and ufuncs dispatch to."""
    kind = type(x)
    return (
        hasattr(kind, "__array_function__")
        and hasattr(kind, "__array_ufunc__")
        and hasattr(kind, "dtype")
        and kind is not _Variable
    )


def name_of(node: Node) -> str:
    """Return the name of an operation as a user writes it."""
    ufunc = getattr(node, "ufunc", None)
    if ufunc is not None:
        return str(ufunc.__name__)
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(node).__name__).lower()


def describe(x: Any) -> str:
    """Return dtype and shape of an operand, for an error message."""
    if hasattr(x, "dtype"):
        return f"{x.dtype}{list(x.shape)}"
    return repr(x) if type(x) in NUMBERS else str(x.__class__)


def explained(error: Exception, node: Node, xs: Sequence[Any]) -> Exception:
    """Return ``error`` with the operation and its operands named."""
    operands = ", ".join(describe(x) for x in xs)
    why = f"{name_of(node)}({operands}): {error}{_remedy(error)}"
    for i, x in enumerate(xs):
        if x is None:
            return TypeError(f"{name_of(node)}: operand {i} is variable(None), which has no data")
    for kind in (np.exceptions.AxisError, IndexError, ZeroDivisionError, ValueError, TypeError):
        if isinstance(error, kind):
            return kind(why)
    return error


def _remedy(error: Exception) -> str:
    """Return what to do about an error of NumPy's, as far as it can be told."""
    text = str(error)
    if "broadcast" in text:
        return "; reshape an operand, or give it an axis with x[:, None], so that they broadcast"
    if "core dimension" in text:
        return "; the last axis of the first is as long as the last but one of the second"
    if isinstance(error, np.exceptions.AxisError):
        return "; axes are counted from 0, or from -1 backwards"
    return ""


def _meta(x: Any, edge: Edge) -> Meta:
    return (x.shape, x.dtype) if edge is not None else ((), None)


def _as_0d(number: complex, other: Any) -> Any:
    """Return a number of Python as an array, where it would be one of float64 anyway.

    NumPy computes twice as fast with it, here and in the pullback.
    """
    return _array(number, _FLOAT64) if other.dtype is _FLOAT64 else number


def apply1(node: Unary, a: Any) -> Variable[Any, Any]:
    """Apply an operation of one input."""
    if not isinstance(a, _Variable):
        x = constant(a, name_of(node), 0)
        return _untracked(_numpy(node.forward(_numpy(x))))
    x = a._value
    try:
        y = node.forward(x)
    except Exception as error:
        raise explained(error, node, (x,)) from error
    edge = a._edge
    if edge is None:
        if a._kind == CONSTANT:
            return _untracked(y)
        edge = a
    if not recording():
        return _untracked(y)
    saved = node.reads
    if saved:
        if saved & 1:
            node.x = x
        if saved & 2:
            node.y = y
        if saved & 4:
            node.x_shape = x.shape
    if type(y) is type(x) is _float64 or y.dtype is x.dtype or y.dtype == x.dtype:
        node.metas = None
    else:
        node.metas = ((x.shape, x.dtype),)
    node.edge0 = edge
    node.seq = next_seq()
    v: Variable[Any, Any] = _new(_Variable)
    node.output = ref(v)
    v._value = y
    v._grad = None
    v.name = None
    v._kind = RESULT
    v._edge = node
    return v


def apply2(node: Binary, a: Any, b: Any) -> Variable[Any, Any]:
    """Apply an operation of two inputs, either of which may be a constant."""
    edge0: Edge = None
    edge1: Edge = None
    x0: Any
    x1: Any
    weak = False
    if isinstance(b, _Variable):
        x1 = b._value
        edge1 = b._edge
        if edge1 is None and b._kind != CONSTANT:
            edge1 = b
    else:
        weak = type(b) in _WEAK
        x1 = b if weak else constant(b, name_of(node), 1)
    if isinstance(a, _Variable):
        x0 = a._value
        edge0 = a._edge
        if edge0 is None and a._kind != CONSTANT:
            edge0 = a
    else:
        weak = type(a) in _WEAK
        x0 = a if weak else constant(a, name_of(node), 0)
    try:
        if weak and node.broadcasts_operands:
            if type(x0) is _ndarray:
                x1 = _as_0d(x1, x0)
            elif type(x1) is _ndarray:
                x0 = _as_0d(x0, x1)
        y = node.forward(x0, x1)
    except Exception as error:
        raise explained(error, node, (x0, x1)) from error
    if edge0 is None:
        if edge1 is None:
            return _untracked(_numpy(y))
        saved = node.reads1
    elif edge1 is None:
        saved = node.reads0
    else:
        saved = node.reads0 | node.reads1
    if not recording():
        return _untracked(y)
    if saved:
        if saved & 1:
            node.x0 = x0
        if saved & 2:
            node.x1 = x1
        if saved & 4:
            node.y = y
    node.metas = None
    if type(y) is _float64:
        # nothing broadcasts to a scalar; a dtype may still have been promoted
        if (edge0 is not None and type(x0) is not _float64 and x0.dtype is not y.dtype) or (
            edge1 is not None and type(x1) is not _float64 and x1.dtype is not y.dtype
        ):
            node.metas = (_meta(x0, edge0), _meta(x1, edge1))
    elif not node.broadcasts_operands or not (
        weak  # or otherwise alike
        or (
            edge0 is not None
            and edge1 is not None
            and x0.shape == x1.shape
            and x0.dtype is x1.dtype
        )
    ):
        shape = y.shape
        dtype = y.dtype
        if (
            not node.elementwise
            or (edge0 is not None and (x0.shape != shape or x0.dtype is not dtype))
            or (edge1 is not None and (x1.shape != shape or x1.dtype is not dtype))
        ):
            node.metas = (_meta(x0, edge0), _meta(x1, edge1))
    node.edge0 = edge0
    node.edge1 = edge1
    node.seq = next_seq()
    v: Variable[Any, Any] = _new(_Variable)
    node.output = ref(v)
    v._value = y
    v._grad = None
    v.name = None
    v._kind = RESULT
    v._edge = node
    return v


def apply_many(node: Variadic, operands: Sequence[Any]) -> Variable[Any, Any]:
    """Apply an operation of any number of inputs and one output."""
    xs: list[Any] = []
    edges: list[Edge] = []
    for i, a in enumerate(operands):
        if is_variable(a):
            xs.append(a._value)
            edges.append(edge_of(a))
        else:
            xs.append(constant(a, name_of(node), i))
            edges.append(None)
    try:
        y = node.forward(*xs)
    except Exception as error:
        raise explained(error, node, xs) from error
    if not any(edge is not None for edge in edges) or not recording():
        return _untracked(_numpy(y))
    v = wrap(y, node)
    node.edges = tuple(edges)
    node.metas = tuple((x.shape, x.dtype) for x in xs)
    node.seq = next_seq()
    node.output = ref(v)
    return v


def apply_function(node: Function, operands: Sequence[Any]) -> Any:
    """Apply a user's function: any number of inputs and outputs, everything checked."""
    name = type(node).__name__
    xs: list[Any] = []
    edges: list[Edge] = []
    for i, a in enumerate(operands):
        if is_variable(a):
            x: Any = a.data
            edges.append(edge_of(a))
        else:
            x = constant(a, name, i)
            x = np.asarray(x) if type(x) in NUMBERS or is_scalar(x) else x
            edges.append(None)
        if x is None:
            msg = f"{name}: operand {i} is variable(None), which has no data"
            raise TypeError(msg)
        xs.append(x)
    returned: Any = cast("Any", node).forward(*xs)  # declared by the Protocols
    several = isinstance(returned, tuple)
    ys: list[Any] = []
    for y in as_tuple(returned):
        array = _numpy(y)
        if not (is_array(array) or is_scalar(array) or is_duck_array(array)):
            msg = f"{name}.forward returned {type(y)}; it returns an array, or a tuple of arrays"
            raise TypeError(msg)
        # a view, since making a result read-only must not lock an input that was passed through
        ys.append(array.view() if is_array(array) else array)
    if not any(edge is not None for edge in edges) or not recording():
        outputs = [_untracked(y) for y in ys]
        return tuple(outputs) if several else outputs[0]
    node._arrays = tuple(xs)
    node._is_lifted = False
    node.edges = tuple(edges)
    node.metas = tuple(_meta(x, edge) for x, edge in zip(xs, edges, strict=True))
    node.seq = next_seq()
    node.output = None
    node.ports = None
    if not several:
        v = wrap(ys[0], node)
        node.output = ref(v)
        return v
    ports = [Port(node, i) for i in range(len(ys))]
    outputs = [wrap(y, port) for y, port in zip(ys, ports, strict=True)]
    for port, v in zip(ports, outputs, strict=True):
        port.output = ref(v)
    node.ports = tuple((ref(port), (y.shape, y.dtype)) for port, y in zip(ports, ys, strict=True))
    return tuple(outputs)


def _numpy(y: Any) -> Any:
    """Return Python's own numbers as NumPy's."""
    return np.asarray(y)[()] if type(y) in NUMBERS else y
