"""What becomes of a Variable in each public function of the installed NumPy.

Nothing here is written down twice: the registry says which rule answers, the rule says what its
derivative is. Only functions that NumPy dispatches to nobody have a list, :data:`WITHOUT_ARRAYS`.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from .messages import PLAIN_VALUE
from .registry import FUNCTIONS, METHODS, PLAIN, REFUSED, UFUNCS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = [
    "NAMESPACES",
    "WITHOUT_ARRAYS",
    "Category",
    "Entry",
    "callables",
    "counts",
    "dispatches",
    "entries",
    "synonyms",
]

Function: TypeAlias = Callable[..., Any]


class Category(Enum):
    """What becomes of a Variable that is given to a NumPy callable; each has exactly one."""

    DIFFERENTIABLE = "differentiable"
    ZERO_GRADIENT = "zero-gradient"
    PLAIN_RESULT = "plain-result"
    REFUSED = "refused"
    NOT_DISPATCHED = "not-dispatched"
    NO_ARRAY = "no-array"

    @property
    def meaning(self) -> str:
        """What it is, in a sentence."""
        return MEANINGS[self]


MEANINGS: Final[Mapping[Category, str]] = {
    Category.DIFFERENTIABLE: "The result is a Variable, and gradients flow through it.",
    Category.ZERO_GRADIENT: "The result is a Variable; it is constant piece by piece, so that its "
    "gradient is zero.",
    Category.PLAIN_RESULT: "The result is plain, an array or an answer, and has no derivative.",
    Category.REFUSED: "The call raises `NoRuleError`, which says what to write instead.",
    Category.NOT_DISPATCHED: "NumPy asks no argument what it is, but reads it as an array: a "
    "Variable there raises an error, as a rule `DetachedError`.",
    Category.NO_ARRAY: "There is no array among the arguments: shapes, files, settings.",
}

NAMESPACES: Final[Mapping[str, Any]] = {
    "np": np,
    "np.linalg": np.linalg,
    "np.fft": np.fft,
    "np.emath": np.emath,
    "np.lib.stride_tricks": np.lib.stride_tricks,
}
"""Where NumPy keeps functions of numeric arrays, and what we write for it."""

WITHOUT_ARRAYS: Final = frozenset({
    "arange", "base_repr", "binary_repr", "broadcast_shapes", "datetime_data", "diag_indices",
    "empty", "eye", "frombuffer", "fromfile", "fromfunction", "frompyfunc", "fromregex",
    "fromstring", "genfromtxt", "get_include", "get_printoptions", "getbufsize", "geterr",
    "geterrcall", "identity", "indices", "info", "isdtype", "isscalar", "issubdtype", "iterable",
    "load", "loadtxt", "mask_indices", "mintypecode", "ones", "printoptions", "promote_types",
    "set_printoptions", "setbufsize", "seterr", "seterrcall", "show_config", "show_runtime", "tri",
    "tril_indices", "triu_indices", "typename", "zeros",
})  # fmt: skip
"""Functions that NumPy does not dispatch and that take no array."""

FORWARDED: Final[Mapping[str, str]] = {"row_stack": "vstack", "trapz": "trapezoid"}
"""Old names, of functions that only call the new ones."""

ARITHMETIC: Final = frozenset({"fftfreq", "rfftfreq"})
"""Functions that NumPy does not dispatch but that compute with operators, which we have."""

ZERO: Final = re.compile(r"``(dy/d\w+ = )*0``|(0|zero)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """What there is to say of one public callable of NumPy."""

    name: str
    """As users write it: ``np.linalg.norm``."""
    aliases: tuple[str, ...]
    """Other names of the same object."""
    kind: str
    """``ufunc`` or ``function``."""
    category: Category
    ours: str
    """Our rule or function, or nothing."""
    summary: str
    """First line of its docstring."""
    derivative: str
    policy: str
    """What holds at kinks, ties and zeros, if there are any."""
    remedy: str
    """Of what is refused: why, and what to write instead."""


def callables(namespaces: Mapping[str, Any] = NAMESPACES) -> dict[Function, list[str]]:
    """Return public callables, each with its names, its own name first."""
    found: dict[Function, list[str]] = {}
    for prefix, namespace in namespaces.items():
        for name in sorted(dir(namespace)):
            f = getattr(namespace, name)
            # neither classes nor submodules, nor the runners of NumPy's tests, which have no name
            is_function = callable(f) and not isinstance(f, type) and hasattr(f, "__name__")
            if is_function and not name.startswith("_"):
                found.setdefault(f, []).append(f"{prefix}.{name}")
    for f, names in found.items():
        own = f.__name__
        names.sort(key=lambda name: name.rsplit(".", 1)[1] != own)
    return found


def rule_of(f: Any) -> Any:
    """Return our rule or function for ``f``, or None."""
    return UFUNCS.get(f) or FUNCTIONS.get(f) or METHODS.get((f, "__call__"))


def synonyms(f: Function) -> list[Function]:
    """Return the callables that the same rule of ours answers for, ``f`` among them."""
    f = getattr(np, FORWARDED.get(f.__name__, ""), f)
    ours = rule_of(f)
    others = [g for g in callables() if g is not f and rule_of(g) is ours]
    return [f] if ours is None else [f, *others]


def dispatches(f: Function) -> bool:
    """Whether NumPy asks the arguments of ``f`` what to do."""
    return isinstance(f, np.ufunc) or hasattr(f, "_implementation")


def claims(f: Function) -> Iterator[Category]:
    """Yield the category that each part of the registry puts ``f`` into: one, or none."""
    if rule_of(f) is not None:
        yield Category.ZERO_GRADIENT if _is_stepwise(f) else Category.DIFFERENTIABLE
    if f in PLAIN:
        yield Category.PLAIN_RESULT
    if f in REFUSED:
        yield Category.REFUSED
    if not dispatches(f) and f.__module__.split(".")[0] == "numpy" and f.__name__ in WITHOUT_ARRAYS:
        yield Category.NO_ARRAY


def category_of(f: Function) -> Category:
    """Return what becomes of a Variable that is given to ``f``."""
    for category in claims(f):
        return category
    if f.__name__ in FORWARDED:
        return category_of(getattr(np, FORWARDED[f.__name__]))
    if f.__name__ in ARITHMETIC:
        return Category.DIFFERENTIABLE
    return Category.REFUSED if dispatches(f) else Category.NOT_DISPATCHED


def entries(namespaces: Mapping[str, Any] = NAMESPACES) -> list[Entry]:
    """Return one entry for each public callable, sorted by name."""
    found = callables(namespaces)
    return sorted((_entry(f, names) for f, names in found.items()), key=lambda e: e.name)


def counts(rows: list[Entry]) -> dict[Category, int]:
    """Return how many of ``rows`` each category has."""
    return {c: sum(row.category is c for row in rows) for c in Category}


def _entry(f: Function, names: list[str]) -> Entry:
    category = category_of(f)
    ours = rule_of(f)
    remedy = derivative = policy = ""
    if category in {Category.REFUSED, Category.NOT_DISPATCHED}:
        remedy = REFUSED.get(f, PLAIN_VALUE)
    elif f.__name__ in FORWARDED:
        derivative = f"As np.{FORWARDED[f.__name__]}."
    elif f.__name__ in ARITHMETIC:
        derivative = "NumPy computes it with operators, which have their derivatives."
    elif ours is not None:
        derivative, policy = _derivative(ours), paragraph(ours, "Policy")
    return Entry(
        name=names[0],
        aliases=tuple(names[1:]),
        kind="ufunc" if isinstance(f, np.ufunc) else "function",
        category=category,
        ours="" if ours is None else f"{ours.__module__}.{ours.__name__}",
        summary="" if ours is None else _documentation(ours).split("\n\n")[0].replace("\n", " "),
        derivative=derivative,
        policy=policy,
        remedy=remedy,
    )


def _documentation(ours: Any) -> str:
    """Return our docstring, that of the class itself if it is one; nothing if there is none."""
    text = vars(ours).get("__doc__") if isinstance(ours, type) else getattr(ours, "__doc__", None)
    return inspect.cleandoc(text or "")


def paragraph(ours: Any, title: str) -> str:
    """Return the paragraph ``title: ...`` of a docstring in one line, without its title."""
    found = re.search(rf"^{title}: (.*?)(\n\n|\Z)", _documentation(ours), re.DOTALL | re.MULTILINE)
    return " ".join(found[1].split()) if found else ""


def _derivative(ours: Any) -> str:
    """Return what a docstring says of the derivative.

    Rules begin with it; functions have a paragraph of it, or say it of what they return.
    """
    written = paragraph(ours, "Derivative")
    if written:
        return written
    text = _documentation(ours)
    if isinstance(ours, type):
        firsts = [" ".join(_documentation(c).split("\n\n")[0].split()) for c in ours.__mro__]
        return next((first for first in firsts if "``" in first), "")  # other names inherit it
    found = re.search(r"^Returns\n-+\n(.*?)(\n\n|\Z)", text, re.DOTALL | re.MULTILINE)
    return re.sub(r" As ``numpy\.\w+``\.$", "", " ".join(found[1].split())) if found else ""


def _is_stepwise(f: Function) -> bool:
    """Whether our rule for ``f`` says that its gradient is zero."""
    ours = rule_of(f)
    declared = getattr(ours, "stepwise", False)
    return bool(declared) or bool(ZERO.match(paragraph(ours, "Derivative")))
