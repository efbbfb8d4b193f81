"""Write ``operators.py`` and ``binary.py``: the typed operators of ``Variable``, and as functions.

An operator has the same two dozen overloads as the next, so they are stated once, here, and
written out, for checkers read no loops. ``--check`` says whether the file is current.
"""

from __future__ import annotations

import re
import sys

from generated import PACKAGE, write_or_check

Row = str | tuple[str, str, str, str]

RANKS = ["tuple[()]", "tuple[int]", "tuple[int, int]", "tuple[int, int, int]"]


# (own dtype, own shape, operand, result); the first that fits wins, so the order matters.
# No row has a type variable of its own: checkers read such a table several times as fast.
def block(own: str, other: str, result: str, numbers: str = "") -> list[Row]:
    """Return the rows for two arrays of these dtypes: the rank of a broadcast is the greater.

    An unknown rank stays unknown: without the first two, checkers pick a rank at random. Equal
    ranks, the usual case, come next, then the greater one is that of either side. Numbers share
    a row with arrays, for each row tried costs time.
    """
    if numbers:
        numbers += " | "
    scalar, vector, matrix, stack = RANKS
    return [
        (own, "Any", f"TypedOperand[{other}, UnknownRank]", result),
        (
            own,
            "Any",
            f"{numbers}TypedOperand[{other}, {scalar} | ShapeT_co]",
            f"{result}, ShapeT_co",
        ),
        (own, f"{matrix} | {stack}", f"TypedOperand[{other}, {vector}]", f"{result}, ShapeT_co"),
        (own, stack, f"TypedOperand[{other}, {matrix}]", f"{result}, ShapeT_co"),
        (own, scalar, f"TypedOperand[{other}, {vector}]", f"{result}, {vector}"),
        (own, f"{scalar} | {vector}", f"TypedOperand[{other}, {matrix}]", f"{result}, {matrix}"),
        (
            own,
            f"{scalar} | {vector} | {matrix}",
            f"TypedOperand[{other}, {stack}]",
            f"{result}, {stack}",
        ),
        (own, "Any", f"TypedOperand[{other}, Any]", result),
    ]


def table(*, division: bool) -> list[Row]:
    """Return the rows of an elementwise operator; quotients of integers are float64."""
    same: list[Row] = block("np.inexact[Any]" if division else "Any", "ScalarT_co", "ScalarT_co")
    integers: list[Row] = [
        ("np.integer[Any]", "Any", "int | ScalarT_co", "ScalarT_co, ShapeT_co"),
        ("Integral", "Any", "TypedOperand[Integral, Any]", "np.integer[Any]"),
    ]
    return [
        "# Arrays of one dtype.",
        *same,
        "# Numbers of NumPy count with their dtype, those of Python keep that of the array.",
        ("Narrow", "Any", "np.float64", "np.float64, ShapeT_co"),
        ("Complex", "Any", "np.float64 | np.complex128", "np.complex128, ShapeT_co"),
        ("np.inexact[Any]", "Any", "float | ScalarT_co", "ScalarT_co, ShapeT_co"),
        ("Complex", "Any", "complex", "ScalarT_co, ShapeT_co"),
        ("np.float32", "Any", "complex", "np.complex64, ShapeT_co"),
        *([] if division else integers),
        "# float32 holds small integers, float64 the others too, complex128 all.",
        ("np.float32", "Any", "TypedOperand[Small, Any]", "np.float32"),
        ("Small", "Any", "TypedOperand[np.float32, Any]", "np.float32"),
        *block("Narrow", "Narrow", "np.float64", "float | Integral"),
        ("np.complex64", "Any", "TypedOperand[np.float32 | Small, Any]", "np.complex64"),
        ("np.float32 | Small", "Any", "TypedOperand[np.complex64, Any]", "np.complex64"),
        *block("Narrow | Complex", "Narrow | Complex", "np.complex128", "complex | Integral"),
        "# Of some dtype.",
        ("np.number[Any] | np.bool_", "Any", "Number", "Any, ShapeT_co"),
        ("np.number[Any] | np.bool_", "Any", "TypedOperand[np.number[Any] | np.bool_, Any]", "Any"),
    ]


def product(own: str, other: str, result: str) -> list[Row]:
    """Return the rows for products of matrices and vectors of these dtypes.

    A stack of matrices is of unknown rank, and an unknown rank stays unknown.
    """
    scalar, vector, matrix, _ = RANKS
    return [
        (own, "UnknownRank", f"TypedOperand[{other}, Any]", result),
        (own, "Any", f"TypedOperand[{other}, UnknownRank]", result),
        (own, matrix, f"TypedOperand[{other}, {matrix}]", f"{result}, {matrix}"),
        (own, matrix, f"TypedOperand[{other}, {vector}]", f"{result}, {vector}"),
        (own, vector, f"TypedOperand[{other}, {matrix}]", f"{result}, {vector}"),
        (own, vector, f"TypedOperand[{other}, {vector}]", f"{result}, {scalar}"),
        (own, "Any", f"TypedOperand[{other}, Any]", result),
    ]


MATMUL: list[Row] = [
    "# Of one dtype, then of mixed ones, as sums are.",
    *product("Any", "ScalarT_co", "ScalarT_co"),
    ("Integral", "Any", "TypedOperand[Integral, Any]", "np.integer[Any]"),
    ("np.float32", "Any", "TypedOperand[Small, Any]", "np.float32"),
    ("Small", "Any", "TypedOperand[np.float32, Any]", "np.float32"),
    *product("Narrow", "Narrow", "np.float64"),
    ("np.complex64", "Any", "TypedOperand[np.float32 | Small, Any]", "np.complex64"),
    ("np.float32 | Small", "Any", "TypedOperand[np.complex64, Any]", "np.complex64"),
    *product("Narrow | Complex", "Narrow | Complex", "np.complex128"),
    "# Of some dtype.",
    ("np.number[Any] | np.bool_", "Any", "TypedOperand[np.number[Any] | np.bool_, Any]", "Any"),
]
ARITHMETIC = table(division=False)
DIVISION = table(division=True)
REMAINDER: list[Row] = [row for row in ARITHMETIC if "omplex" not in str(row)]
"""Complex numbers have no remainder."""

HEADER = '''"""The operators of ``Variable``, with their types.

Generated by ``tools/generate_operators.py``; change that and run it. The overloads stand in
the order that all checkers agree on: numbers, then for each pair of dtypes unknown ranks before
the table of ranks; one dtype before mixed ones.
"""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Generic, overload

import numpy as np

from .apply import apply1, apply2
from .comparison import compare
from .errors import ForeignOperandError
from .ops.abs import Abs
from .ops.add import Add
from .ops.div import Div
from .ops.matmul import Matmul
from .ops.mul import Mul
from .ops.neg import Neg, Positive
from .ops.pow import Power, PowOperator
from .ops.elementwise.remainder import FloorDivide, Remainder
from .ops.sub import Sub
from .typing import BoolArray, Complex, Integral, Narrow, Number, Operand
from .typing import ScalarT_co, ShapeT, ShapeT_co, Small, UnknownRank

if TYPE_CHECKING:
    from .typing import TypedOperand
    from .variable import Variable

__all__ = ["Operators"]

_new: Final = object.__new__
_EXPONENTS: Final = frozenset({int, float, complex})



class Operators(Generic[ScalarT_co, ShapeT_co]):
    """The arithmetic and the comparisons of :class:`Variable`."""

    __slots__ = ()
'''

UNARY = """
    def __neg__(self) -> Variable[ScalarT_co, ShapeT_co]:
        return apply1(_new(Neg), self)

    def __pos__(self) -> Variable[ScalarT_co, ShapeT_co]:
        return apply1(_new(Positive), self)

    def __divmod__(self: Any, other: Operand, /) -> tuple[Variable[Any], Variable[Any]]:
        return self // other, self % other

    def __rdivmod__(self: Any, other: Operand, /) -> tuple[Variable[Any], Variable[Any]]:
        return other // self, other % self

    # The modulus of a complex number is real.
    @overload
    def __abs__(self: Operators[np.complex128, ShapeT]) -> Variable[np.float64, ShapeT]: ...
    @overload
    def __abs__(self: Operators[np.complex64, ShapeT]) -> Variable[np.float32, ShapeT]: ...
    @overload
    def __abs__(self) -> Variable[ScalarT_co, ShapeT_co]: ...
    def __abs__(self) -> Variable[Any, Any]:
        return apply1(_new(Abs), self)
"""

HASH = """
    if TYPE_CHECKING:

        def __hash__(self) -> int: ...

    else:
        __hash__ = object.__hash__  # the comparisons took it away
"""

COMPARISON = """
    def __{name}__(self, other: Operand, /) -> BoolArray:{ignore}
        return compare(np.{ufunc}, self, other)
"""


def plain_arrays(operand: str) -> str:
    """Return the operand without Variables."""
    return re.sub(
        r"TypedOperand\[(.*?), ((?:tuple|Any|ShapeT|Unknown).*)\]",
        r"np.ndarray[\2, np.dtype[\1]]",
        operand,
    )


def overloads(name: str, table: list[Row], *, reflected: bool) -> list[str]:
    """Return the signatures of one operator."""
    lines: list[str] = []
    for row in table:
        if isinstance(row, str):
            lines.append(f"    {row}")
            continue
        dtype, shape, other, result = row
        if reflected:  # a Variable on the left has been asked first
            other = plain_arrays(other)
        own = f"self: Operators[{dtype}, {shape}]"
        lines += [
            "    @overload",
            f"    def {name}({own}, other: {other}, /) -> Variable[{result}]: ...",
        ]
    return lines


def operator(name: str, rule: str, table: list[Row]) -> list[str]:
    """Return one operator and its reflection."""
    lines: list[str] = []
    for reflected in (False, True):
        method = f"__{'r' if reflected else ''}{name}__"
        lines += [
            *overloads(method, table, reflected=reflected),
            f"    def {method}(self, other: Any, /) -> Variable[Any, Any]:",
        ]
        if method == "__pow__":
            lines += [
                "        if type(other) in _EXPONENTS:",
                "            return apply1(Power(other), self)",
            ]
        operands = "other, self" if reflected else "self, other"
        lines += [
            "        try:",
            f"            return apply2(_new({rule}), {operands})",
            "        except ForeignOperandError:",
            "            return NotImplemented",
            "",
        ]
    return lines


FUNCTIONS_HEADER = '''"""The signatures of NumPy's binary functions, for ``autodiff.numpy``.

Generated by ``tools/generate_operators.py`` from the tables of the operators.
"""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy takes a type variable with values for any of them, and later signatures for hidden.
# mypy: disable-error-code="overload-overlap, overload-cannot-match"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, overload

from autodiff.ufunc_methods import BinaryUfunc

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from .typing import Complex, ComplexT, Integral, Narrow, Number, SameInexactT, SameT
    from .typing import ScalarT, ShapeT, Small, TypedOperand, UnknownRank
    from .variable import Variable

__all__ = ["Arithmetic", "Division", "Product"]
'''

PLAIN = """
    @overload
    def __call__(self, x1: ScalarT, x2: ScalarT | {weak}, /) -> {scalar}: ...
    @overload
    def __call__(self, x1: {weak}, x2: ScalarT, /) -> {scalar}: ...
    @overload
    def __call__(
        self, x1: np.ndarray[ShapeT, np.dtype[ScalarT]], x2: ScalarT | {weak}, /
    ) -> np.ndarray[ShapeT, np.dtype[{scalar}]]: ...
    @overload
    def __call__(
        self, x1: ScalarT | {weak}, x2: np.ndarray[ShapeT, np.dtype[ScalarT]], /
    ) -> np.ndarray[ShapeT, np.dtype[{scalar}]]: ...
    @overload
    def __call__(
        self, x1: npt.NDArray[ScalarT], x2: npt.NDArray[ScalarT], /
    ) -> npt.NDArray[{scalar}]: ...
    @overload
    def __call__(
        self, x1: npt.NDArray[Any] | Number, x2: npt.NDArray[Any] | Number, /
    ) -> npt.NDArray[Any]: ...
"""


def as_function(row: tuple[str, str, str, str]) -> list[tuple[str, str, str, str]]:
    """Return the row with type variables of a function in the place of the class's."""
    dtype, shape, other, result = row
    variable = {
        "Any": "SameT",
        "np.inexact[Any]": "SameInexactT",
        "np.integer[Any]": "SameT",
        "Complex": "ComplexT",
    }
    if "ScalarT_co" in f"{other} {result}":
        dtype = variable[dtype]
        other, result = (text.replace("ScalarT_co", dtype) for text in (other, result))
    if "ShapeT_co" not in result:
        return [(dtype, shape, other, result)]
    if shape == "Any" and "ShapeT_co" not in other:
        return [(dtype, "ShapeT", other, result.replace("ShapeT_co", "ShapeT"))]
    rows: list[tuple[str, str, str, str]] = []
    ranks = RANKS if shape == "Any" else shape.split(" | ")
    if shape == "Any":
        unknown = re.sub(r", [^,]*ShapeT_co\]", ", Any]", other)
        rows.append((dtype, "UnknownRank", unknown, result.removesuffix(", ShapeT_co")))
    for rank in ranks:
        operand = other.replace(
            f"{RANKS[0]} | ShapeT_co", " | ".join(dict.fromkeys((RANKS[0], rank)))
        )
        rows.append(
            (dtype, rank, operand.replace("ShapeT_co", rank), result.replace("ShapeT_co", rank))
        )
    return rows


def function(name: str, doc: str, table: list[Row], plain: str) -> list[str]:
    """Return the Protocol of a binary function."""
    lines = [f"class {name}(BinaryUfunc, Protocol):", f'    """{doc}"""', ""]
    for reflected in (False, True):
        for row in table:
            for dtype, shape, other, result in [] if isinstance(row, str) else as_function(row):
                own = f"Variable[{dtype}, {shape}]"
                operands = (plain_arrays(other), own) if reflected else (own, other)
                call = "def __call__(self, x1: {}, x2: {}, /)".format(*operands)
                lines += ["    @overload", f"    {call} -> Variable[{result}]: ..."]
    return [*lines, plain]


def operators() -> str:
    """Return the text of ``operators.py``."""
    lines = [
        HEADER,
        *operator("add", "Add", ARITHMETIC),
        *operator("sub", "Sub", ARITHMETIC),
        *operator("mul", "Mul", ARITHMETIC),
        *operator("truediv", "Div", DIVISION),
        *operator("pow", "PowOperator", ARITHMETIC),
        *operator("mod", "Remainder", REMAINDER),
        *operator("floordiv", "FloorDivide", REMAINDER),
        *operator("matmul", "Matmul", MATMUL),
        UNARY,
    ]
    for name, ufunc in {
        "lt": "less",
        "le": "less_equal",
        "gt": "greater",
        "ge": "greater_equal",
        "eq": "equal",
        "ne": "not_equal",
    }.items():
        ignore = (
            "  # type: ignore[override]  # elementwise, as NumPy's" if name in {"eq", "ne"} else ""
        )
        lines.append(COMPARISON.format(name=name, ufunc=ufunc, ignore=ignore))
    return "\n".join([*lines, HASH])


def functions() -> str:
    """Return the text of ``binary.py``."""
    same = PLAIN.format(weak="float", scalar="ScalarT").replace("ScalarT", "SameT")
    quotient = PLAIN.format(weak="float", scalar="ScalarT").replace("ScalarT", "SameInexactT")
    product = "\n".join(PLAIN.format(weak="float", scalar="ScalarT").splitlines()[-8:])
    return "\n".join(
        [
            FUNCTIONS_HEADER,
            *function("Arithmetic", "Sums, differences, products, powers.", ARITHMETIC, same),
            *function("Division", "Quotients: of integers, they are float64.", DIVISION, quotient),
            *function("Product", "Products of matrices.", MATMUL, product),
        ]
    )


if __name__ == "__main__":
    modules = {PACKAGE / "operators.py": operators(), PACKAGE / "binary.py": functions()}
    sys.exit(write_or_check(__doc__, modules))
