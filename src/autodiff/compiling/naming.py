"""How steps, functions and numbers are written in the source."""

from __future__ import annotations

import operator
import sys
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.operands import as_tuple, is_scalar, is_slice

from .functions import as_type
from .steps import Step

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["OPERATORS", "Names", "expression"]

OPERATORS: Final[dict[Any, str]] = {
    np.add: "+", np.subtract: "-", np.multiply: "*", np.divide: "/", np.matmul: "@",
    np.greater: ">", np.less: "<", np.greater_equal: ">=", np.less_equal: "<=", np.equal: "==",
    np.not_equal: "!=", np.bitwise_and: "&", np.bitwise_or: "|", np.bitwise_xor: "^",
    np.remainder: "%", np.floor_divide: "//",
}  # fmt: skip
PREFIXES: Final[dict[Any, str]] = {np.negative: "-", np.invert: "~"}


class Names:
    """The names of a source: of steps, and of what cannot be written down."""

    def __init__(self) -> None:
        self.of: Final[dict[Step, str]] = {}
        self.objects: Final[dict[str, Any]] = {}
        self.imports: Final[set[str]] = set()
        self._known: Final[dict[Any, str]] = {}

    def object(self, x: Any) -> str:
        """Return the name of what is made before the program runs."""
        known = is_scalar(x) or _is_dtype(x)
        key: Any = (type(x), repr(x)) if known else id(x)
        name = self._known.get(key)
        if name is None:
            name = self._known[key] = f"c{len(self.objects)}"
            self.objects[name] = x
        return name

    def written(self, x: Any) -> str:
        """Return the text of an argument."""
        if _is_step(x):
            return self.of[x]
        writer = _WRITERS.get(x.__class__)
        if writer is not None:
            return writer(self, x)
        if _is_dtype(x) and x.name in np.sctypeDict:
            return f"np.{x.name}"
        name: str = getattr(x, "__name__", "")
        if _is_type(x) and getattr(np, name, None) is x:
            return f"np.{name}"
        return self.object(x)

    def tuple(self, x: Any) -> str:
        """Return the text of a tuple."""
        parts = [self.written(part) for part in x]
        return f"({', '.join(parts)}{',' if len(parts) == 1 else ''})"

    def operand(self, x: Any) -> str:
        """Return the text of an argument beside an operator."""
        text = self.written(x)
        return f"({text})" if text.startswith("-") else text

    def index(self, x: Any) -> str:
        """Return the text between brackets."""
        parts = as_tuple(x)
        texts = [self._part(part) for part in parts]
        return ", ".join(texts) + ("," if isinstance(x, tuple) and len(texts) == 1 else "") or "()"

    def _part(self, x: Any) -> str:
        if not is_slice(x):
            return self.written(x)
        start, stop, step = (
            "" if y is None else self.written(y) for y in (x.start, x.stop, x.step)
        )
        return f"{start}:{stop}" + (f":{step}" if step else "")

    def function(self, f: Callable[..., Any]) -> str:
        """Return how a function is called by name."""
        owner: Any = getattr(f, "__self__", None)
        name: str = getattr(f, "__name__", "")
        if isinstance(owner, np.ufunc):
            return f"{self.function(owner)}.{name}"
        if getattr(np, name, None) is f:
            return f"np.{name}"
        module: str = getattr(f, "__module__", None) or ""
        if module.startswith("numpy.") and getattr(sys.modules.get(module), name, None) is f:
            return f"{module.replace('numpy', 'np', 1)}.{name}"
        if isinstance(f, np.ufunc):
            special: Any = sys.modules.get("scipy.special")  # whose ufunc it may be

            if special is not None and getattr(special, name, None) is f:
                self.imports.add("from scipy import special")
                return f"special.{name}"
        return self.object(f)


def _is_step(x: object) -> bool:
    return type(x) is Step


def _is_dtype(x: object) -> bool:
    return isinstance(x, np.dtype)


def _is_type(x: object) -> bool:
    return isinstance(x, type)


def _float(_names: Names, x: float) -> str:
    return repr(x) if np.isfinite(x) else f"float('{x}')"


_WRITERS: Final[dict[type, Callable[[Names, Any], str]]] = {
    tuple: Names.tuple,
    list: lambda names, x: f"[{', '.join(map(names.written, x))}]",
    slice: lambda names, x: f"slice{names.tuple((x.start, x.stop, x.step))}",
    type(...): lambda _names, _x: "...",
    float: _float,
    **dict.fromkeys((bool, int, complex, str, type(None)), lambda _names, x: repr(x)),
}


def expression(names: Names, step: Step, of: str = "") -> str:
    """Return the text that computes a step anew; ``of`` is the name of its first operand."""
    if of:
        names.of[step.args[0]] = of
    if isinstance(step.function, int):  # one of several results
        return f"{names.written(step.args[0])}[{step.function}]"
    if not step.kwargs:
        text = _short(names, step)
        if text:
            return text
    texts = [names.written(x) for x in step.args]
    texts += [f"{key}={names.written(x)}" for key, x in step.kwargs.items()]
    return f"{names.function(step.function)}({', '.join(texts)})"


def _short(names: Names, step: Step) -> str:
    """Return the text of a step as one writes it by hand, if there is a shorter way."""
    f, args = step.function, step.args
    if f in OPERATORS and len(args) == 2:
        return f"{names.written(args[0])} {OPERATORS[f]} {names.operand(args[1])}"
    if f in PREFIXES and args[0].dtype is not None:
        return f"{PREFIXES[f]}{names.written(args[0])}"
    writer = _METHODS.get((f, len(args)))
    return "" if writer is None else writer(names, *args)


def _method(name: str) -> Callable[..., str]:
    def text(names: Names, x: Any, *args: Any) -> str:
        return f"{names.written(x)}.{name}({', '.join(map(names.written, args))})"

    return text


def _read(names: Names, x: Any, index: Any) -> str:
    return f"{names.written(x)}[{names.index(index)}]"


def _transposed(names: Names, x: Any) -> str:
    return f"{names.written(x)}.T"


def _full(names: Names, shape: Any, value: Any) -> str:
    if is_scalar(value) and not value:
        return f"np.zeros({names.written(shape)}, {names.written(value.dtype)})"
    return f"np.full({names.written(shape)}, {names.written(value)})"


_METHODS: Final[dict[tuple[Any, int], Callable[..., str]]] = {
    (operator.getitem, 2): _read,
    (as_type, 2): _method("astype"),
    (np.reshape, 2): _method("reshape"),
    (np.transpose, 1): _transposed,
    (np.swapaxes, 3): _method("swapaxes"),
    (np.full, 2): _full,
}
