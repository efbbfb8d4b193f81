"""How steps, functions and numbers are written in the source."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, Final

import numpy as np

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
PREFIXES: Final[dict[Any, str]] = {np.negative: "-", np.invert: "~", np.absolute: "abs"}


class Names:
    """The names of a source: of steps, and of what cannot be written down."""

    def __init__(self) -> None:
        self.of: Final[dict[Step, str]] = {}
        self.objects: Final[dict[str, Any]] = {}
        self.imports: Final[set[str]] = set()
        self._known: Final[dict[Any, str]] = {}

    def object(self, x: Any) -> str:
        """Return the name of what is made before the program runs."""
        key = (type(x), repr(x)) if isinstance(x, (np.generic, np.dtype)) else id(x)
        name = self._known.get(key)
        if name is None:
            name = self._known[key] = f"c{len(self.objects)}"
            self.objects[name] = x
        return name

    def written(self, x: Any) -> str:
        """Return the text of an argument."""
        if type(x) is Step:
            return self.of[x]
        if isinstance(x, tuple):
            parts: Any = [self.written(part) for part in x]  # pyright: ignore[reportUnknownVariableType]  # of anything
            return f"({', '.join(parts)}{',' if len(parts) == 1 else ''})"
        if isinstance(x, list):
            return f"[{', '.join(self.written(part) for part in x)}]"  # pyright: ignore[reportUnknownVariableType]  # as above
        if isinstance(x, slice):
            return f"slice({self.written(x.start)}, {self.written(x.stop)}, {self.written(x.step)})"
        if x is Ellipsis:
            return "..."
        if isinstance(x, float) and type(x) is float and not np.isfinite(x):
            return f"float('{x}')"
        if x is None or type(x) in {bool, int, float, complex, str}:
            return repr(x)
        if isinstance(x, np.dtype) and x.name in np.sctypeDict:
            return f"np.{x.name}"
        if isinstance(x, type) and issubclass(x, np.generic):
            return f"np.{x.__name__}"
        return self.object(x)

    def operand(self, x: Any) -> str:
        """Return the text of an argument beside an operator."""
        text = self.written(x)
        return f"({text})" if text.startswith("-") else text

    def index(self, x: Any) -> str:
        """Return the text between brackets."""
        parts = x if isinstance(x, tuple) else (x,)  # pyright: ignore[reportUnknownVariableType]  # of anything
        texts = [self._part(part) for part in parts]
        return ", ".join(texts) + ("," if isinstance(x, tuple) and len(texts) == 1 else "") or "()"

    def _part(self, x: Any) -> str:
        if not isinstance(x, slice):
            return self.written(x)
        start, stop, step = ("" if y is None else self.written(y) for y in (x.start, x.stop, x.step))
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
        if module.startswith("numpy.") and "._" not in module:
            return f"{module.replace('numpy', 'np', 1)}.{name}"
        if isinstance(f, np.ufunc):
            import scipy.special as special  # noqa: PLC0415  # whose ufunc it is

            if getattr(special, name, None) is f:
                self.imports.add("from scipy import special")
                return f"special.{name}"
        return self.object(f)


def expression(names: Names, step: Step, of: str = "") -> str:
    """Return the text that computes a step anew; ``of`` is the name of its first operand."""
    f, args = step.function, step.args
    if of:
        names.of[args[0]] = of
    if not step.kwargs:
        if f in OPERATORS and len(args) == 2:
            return f"{names.operand(args[0])} {OPERATORS[f]} {names.operand(args[1])}"
        if f in PREFIXES and args[0].dtype is not None:
            mark = PREFIXES[f]
            text = names.written(args[0])
            return f"{mark}({text})" if mark == "abs" else f"{mark}{text}"
    if f is operator.getitem:
        return f"{names.written(args[0])}[{names.index(args[1])}]"
    if f is as_type:
        return f"{names.written(args[0])}.astype({names.written(args[1])})"
    if f is np.reshape and not step.kwargs and len(args) == 2:
        return f"{names.written(args[0])}.reshape({names.written(args[1])})"
    if f is np.transpose and len(args) == 1 and not step.kwargs:
        return f"{names.written(args[0])}.T"
    if f is np.swapaxes and not step.kwargs:
        return f"{names.written(args[0])}.swapaxes({names.written(args[1])}, {names.written(args[2])})"
    if f is np.full and not args[1] and type(args[1]) is not Step:
        return f"np.zeros({names.written(args[0])}, {names.written(step.dtype)})"
    if f is np.full:
        return f"np.full({names.written(args[0])}, {names.written(args[1])})"
    if isinstance(f, int):  # one of several results
        return f"{names.written(args[0])}[{f}]"
    texts = [names.written(x) for x in args]
    texts += [f"{key}={names.written(x)}" for key, x in step.kwargs.items()]
    return f"{names.function(f)}({', '.join(texts)})"
