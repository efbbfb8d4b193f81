"""What happens when an operation meets Variables: compute, wrap, record.

Recording is the hot path of the library. One and two inputs have functions of their own, since
a loop over ``*args`` costs a microsecond; results of no dimension stay NumPy scalars inside a
Variable, since arithmetic on those is ten times faster than on arrays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from weakref import ref

import numpy as np

from .axisless import FLOAT64 as _FLOAT64
from .axisless import as_0d, as_scalar, known_0d
from .config import mode
from .errors import ForeignOperandError
from .graph import next_seq
from .guards import kept, kept_of
from .messages import explained, name_of
from .operands import CONSTANT, NUMBERS, RESULT, SHARED, UNTRACKED, constant, is_variable
from .registry import foreign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .graph import Edge, Meta
    from .operation import Binary, Unary
    from .variable import Variable
    from .variadic import Variadic

__all__ = [
    "apply1",
    "apply2",
    "apply_many",
    "as_numpy",
    "edge_of",
    "meta_of",
    "untracked",
    "use",
    "wrap",
]

_Variable: Any = None  # plugged in by use()
_new: Final = object.__new__
_float64: Final = np.float64
_ndarray: Final = np.ndarray
_INEXACT: Final = "fc"
_WEAK: Final = frozenset({float, int})  # dtype and shape are those of the other operand


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


def untracked(data: Any) -> Variable[Any, Any]:
    """Return a Variable for ``data`` that came from nowhere."""
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


def meta_of(x: Any, edge: Edge) -> Meta:
    """Return shape and dtype of an input; of a number of Python, whose dtype is another's, none."""
    return (x.shape, x.dtype) if edge is not None or hasattr(x, "dtype") else ((), None)


def apply1(node: Unary, a: Any) -> Variable[Any, Any]:
    """Apply an operation of one input."""
    if not isinstance(a, _Variable):
        x = constant(a, name_of(node), 0)
        return untracked(as_numpy(node.forward(as_numpy(x))))
    x = a._value
    edge = a._edge
    kind = a._kind
    if edge is None:
        if kind != CONSTANT:
            edge = a
        if node.makes_scalars and type(x) is _ndarray and not x.shape:
            x = as_scalar(x)
    try:
        y = node.forward(x)
    except Exception as error:
        raise explained(error, node, (x,)) from error
    if edge is None:
        return untracked(y)
    watch = mode()
    if not watch:
        return untracked(y)
    saved = node.reads
    if saved:
        if saved & 1:
            node.x = x if kind == RESULT else kept(node, x)
        if saved & 2:
            node.y = y
        if saved > 3:
            if saved & 4:
                node.x_shape = x.shape
            if saved & 8:
                node.y_meta = (y.shape, y.dtype)
    if type(y) is type(x) is _float64 or y.dtype is x.dtype or y.dtype == x.dtype:
        node.metas = None
    else:
        node.metas = ((x.shape, x.dtype), (y.shape, y.dtype))
    node.edge0 = edge
    node.seq = next_seq()
    v: Variable[Any, Any] = _new(_Variable)
    node.output = ref(v)
    v._value = y
    v._grad = None
    v.name = None
    v._kind = RESULT if kind == RESULT or not is_view(y, x) else SHARED
    v._edge = node
    if watch is not True:
        watch.note(node, (x,), (y,))
    return v


def is_view(y: Any, x: Any) -> bool:
    """Whether ``y``, computed from ``x``, may share its memory."""
    return y is x or getattr(y, "base", None) is not None


def apply2(node: Binary, a: Any, b: Any) -> Variable[Any, Any]:
    """Apply an operation of two inputs, either of which may be a constant."""
    edge0: Edge = None
    edge1: Edge = None
    x0: Any
    x1: Any
    weak = False
    try:
        if isinstance(b, _Variable):
            x1 = b._value
            edge1 = b._edge
            if edge1 is None:
                if b._kind != CONSTANT:
                    edge1 = b
                if node.broadcasts_operands and type(x1) is _ndarray and not x1.shape:
                    x1 = as_scalar(x1)
        else:
            weak = type(b) in _WEAK
            x1 = b if weak else constant(b, name_of(node), 1)
        if isinstance(a, _Variable):
            x0 = a._value
            edge0 = a._edge
            if edge0 is None:
                if a._kind != CONSTANT:
                    edge0 = a
                if node.broadcasts_operands and type(x0) is _ndarray and not x0.shape:
                    x0 = as_scalar(x0)
        else:
            weak = type(a) in _WEAK
            x0 = a if weak else constant(a, name_of(node), 0)
    except ForeignOperandError as refusal:
        return foreign(type(node), a, b, refusal)  # type: ignore[no-any-return]  # a Variable
    try:
        if weak and node.broadcasts_operands:
            if type(x0) is _ndarray:
                if x0.dtype is _FLOAT64:
                    x1 = as_0d(x1) if (known := known_0d(x1)) is None else known
            elif type(x1) is _ndarray and x1.dtype is _FLOAT64:
                x0 = as_0d(x0) if (known := known_0d(x0)) is None else known
        y = node.forward(x0, x1)
    except Exception as error:
        raise explained(error, node, (x0, x1)) from error
    if edge0 is None:
        if edge1 is None:
            return untracked(as_numpy(y))
        saved = node.reads1
    elif edge1 is None:
        saved = node.reads0
    else:
        saved = node.reads0 | node.reads1
    watch = mode()
    if not watch:
        return untracked(as_numpy(y))
    if saved:
        if saved & 1:
            node.x0 = x0 if (weak if edge0 is None else a._kind == RESULT) else kept(node, x0)
        if saved & 2:
            node.x1 = x1 if (weak if edge1 is None else b._kind == RESULT) else kept(node, x1)
        if saved & 4:
            node.y = y = as_numpy(y)
    node.metas = None
    if type(y) is _float64:
        # nothing broadcasts to a scalar; a dtype may still have been promoted
        if (edge0 is not None and type(x0) is not _float64 and x0.dtype is not y.dtype) or (
            edge1 is not None and type(x1) is not _float64 and x1.dtype is not y.dtype
        ):
            node.metas = (meta_of(x0, edge0), meta_of(x1, edge1), ((), y.dtype))
    elif not node.broadcasts_operands or not (
        weak  # or otherwise alike
        or (
            edge0 is not None
            and edge1 is not None
            and x0.shape == x1.shape
            and x0.dtype is x1.dtype
        )
    ):
        if type(y) is complex:  # what Python's complex makes of NumPy's float64
            y = np.complex128(y)
        shape = y.shape
        dtype = y.dtype
        if (
            not node.elementwise
            or (edge0 is not None and (x0.shape != shape or x0.dtype is not dtype))
            or (edge1 is not None and (x1.shape != shape or x1.dtype is not dtype))
        ):
            node.metas = (meta_of(x0, edge0), meta_of(x1, edge1), (shape, dtype))
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
    if watch is not True:
        watch.note(node, (x0, x1), (y,))
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
    watch = mode()
    if not any(edge is not None for edge in edges) or not watch:
        return untracked(as_numpy(y))
    v = wrap(y, node)
    node.edges = tuple(edges)
    node.metas = tuple((x.shape, x.dtype) for x in (*xs, y))
    if node.keeps:
        node.save(lambda i: kept_of(node, operands[i], xs[i]))
    node.seq = next_seq()
    node.output = ref(v)
    if watch is not True:
        watch.note(node, xs, (y,))
    return v


def as_numpy(y: Any) -> Any:
    """Return Python's own numbers as NumPy's."""
    return np.asarray(y)[()] if type(y) in NUMBERS else y
