"""What an operand is: a Variable, an array, a number, or nothing that one can compute with."""

from __future__ import annotations

from operator import getitem
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .errors import ForeignOperandError
from .opaque import called, opaque

if TYPE_CHECKING:
    from .graph import Edge

__all__ = [
    "CONSTANT",
    "LEAF",
    "LIFTED",
    "NUMBERS",
    "RECORDED",
    "RESULT",
    "SHARED",
    "UNTRACKED",
    "Box",
    "accepted",
    "arrayed",
    "as_indices",
    "as_int",
    "as_tuple",
    "constant",
    "data_of",
    "eagerly",
    "is_array",
    "is_dict",
    "is_duck_array",
    "is_eager",
    "is_list",
    "is_pair",
    "is_peculiar",
    "is_scalar",
    "is_sequence",
    "is_slice",
    "is_variable",
    "owned",
    "plain",
    "taken",
]

# What a Variable is to the graph.
LEAF: Final = 0  # made by the user: collects a gradient
RESULT: Final = 1  # made by a recorded operation
UNTRACKED: Final = 2  # made while nothing was recorded; used again, it is a leaf
CONSTANT: Final = 3  # integers and booleans: no gradient exists
LIFTED: Final = 4  # stands for a saved array while a rule is being differentiated
SHARED: Final = 5  # made by a recorded operation, of memory that the user can reach otherwise

RECORDED: Final = frozenset({RESULT, SHARED})

NUMBERS: Final = frozenset({bool, int, float, complex})
_OWN_MODULES: Final = frozenset({"builtins", "numpy", "numpy.ma", "numpy.ma.core"})


class Box:
    """What the layers below ``Variable`` know of it: an array and where its cotangents go."""

    __slots__ = (
        "__weakref__",
        "_edge",
        "_grad",
        "_hooks",
        "_kind",
        "_made",
        "_value",
        "_view",
        "_views",
        "name",
    )

    _value: Any  # an array, or a NumPy scalar for results without axes until data is read
    _grad: Any
    _edge: Edge
    _hooks: Any  # functions that see the gradient of a leaf; set by the first of them
    _kind: int
    _made: int  # number in the order of nodes; set for those that the user made or wrote to alone
    _view: Any  # (source, operation) if it shares the memory of another; set by views alone
    _views: Any  # weak references to those that share its memory; set by the first of them
    name: str | None


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


def is_sequence(x: object) -> bool:
    """Whether ``x`` is a list or a tuple."""
    return isinstance(x, (list, tuple))


def is_dict(x: object) -> bool:
    """Whether ``x`` is a dict."""
    return isinstance(x, dict)


def is_slice(x: object) -> bool:
    """Whether ``x`` is a slice."""
    return isinstance(x, slice)


def is_pair(x: Any) -> bool:
    """Whether ``x`` is a tuple of two."""
    return type(x) is tuple and len(x) == 2  # pyright: ignore[reportUnknownArgumentType]  # of anything


def is_variable(x: object) -> bool:
    """Whether ``x`` is a Variable."""
    return isinstance(x, Box)


def as_tuple(given: Any) -> tuple[Any, ...]:
    """Return ``given`` if it is a tuple, otherwise a tuple of it."""
    return given if isinstance(given, tuple) else (given,)  # pyright: ignore[reportUnknownVariableType]  # narrowed from Any


def data_of(x: Any) -> Any:
    """Return the plain array in ``x`` if it is a Variable, otherwise ``x``."""
    if not is_variable(x):
        return x
    value = x._value  # x.data is for users, and refused while a derivative is being recorded
    return np.asarray(value) if is_scalar(value) else value


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
        and not issubclass(kind, Box)
    )


def arrayed(x: Any) -> Any:
    """Return a number or a sequence as an array, a foreign array as it is."""
    if is_array(x) or not is_duck_array(x):
        return np.asarray(x)
    convert: Any = getattr(x, "as_array", None)  # of one that may stand for a number of Python's
    return x if convert is None else convert()


def is_eager(x: object) -> bool:
    """Whether a rule may ask what is in ``x``, and write to it.

    Of a foreign array, which may be lazy, nobody knows, unless its class says that it is ``eager``.
    """
    return isinstance(x, (np.ndarray, np.generic)) or getattr(type(x), "eager", False)


def eagerly(x: Any) -> Any:
    """Return an array that a rule may ask; of a foreign one that is not ``eager``, NumPy's copy."""
    return arrayed(x) if is_eager(x) else np.asarray(x)


def as_int(x: Any) -> int:
    """Return an integer that values decide; a program that is recorded holds for it alone."""
    return int(_integer(x))


def taken(x: Any, index: Any) -> Any:
    """Return ``x[index]``, for a plain array too if the index comes of a recorded one."""
    return called(getitem, x, index) if is_array(x) else x[index]


@opaque
def _integer(x: Any) -> int:
    return int(x)


def accepted(data: Any) -> Any:
    """Return ``data`` if a Variable can hold it."""
    if data is None or (type(data) is np.ndarray and data.dtype.kind in "fc"):
        return data
    if is_variable(data) or not (is_array(data) or is_duck_array(data)):
        msg = f"{type(data)} is not supported"
        raise TypeError(msg)
    if is_peculiar(data):
        msg = f"Variable: {type(data)} computes by rules of its own; pass a plain array"
        raise TypeError(msg)
    if data.dtype.kind not in "biufc":
        msg = f"Variable: an array of dtype {data.dtype} is not supported, for it is not numeric"
        raise TypeError(msg)
    return data


def plain(x: Any) -> Any:
    """Return ``x`` with every Variable in it replaced by its array."""
    if isinstance(x, tuple):
        return tuple(plain(element) for element in as_tuple(x))
    if isinstance(x, list):
        return [*plain(tuple(x))]  # pyright: ignore[reportUnknownArgumentType]  # narrowed
    return data_of(x)


def owned(x: Any) -> Any:
    """Return what is plain in ``x``, in arrays that no later change of the user's can reach."""
    x = plain(x)
    if isinstance(x, (tuple, list)):
        return type(x)(map(owned, x))  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]  # narrowed
    return x.copy() if is_array(x) else x


def as_indices(given: Any) -> Any:
    """Return indices as an array; an empty list is one of integers, as NumPy reads it there."""
    given = plain(given)
    index: Any = eagerly(given)
    return index if index.size or is_array(given) else index.astype(np.intp)
