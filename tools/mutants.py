"""Mutants of a module: its syntax tree with one small mistake each.

A mutant is a mistake that somebody could make and that a test should notice: another operator, a
constant off by one, a keyword forgotten, a statement lost. What has no meaning when the module
runs is left alone (docstrings, annotations, what only checkers read, ``__all__``, decorators),
and so are strings, and with them the wording of errors; ``strict=True``, which states what holds
already; and the order of arguments that may be in any.
"""

from __future__ import annotations

import ast
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["CONTROL", "CONTROL_IMPORTED", "Mutant", "mutants", "mutated"]

OPERATORS: Final[dict[type[ast.AST], type[Any]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitOr,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
COMPARISONS: Final[dict[type[ast.AST], type[Any]]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
CONJUGATIONS: Final = {"conj", "conjugate", "adjoint"}
PARTS: Final = {"T", "mT", "real", "imag"}
SYMMETRIC: Final = {
    "add", "allclose", "equal", "gcd", "hypot", "logical_and", "logical_or", "logical_xor", "max",
    "maximum", "min", "minimum", "multiply", "not_equal", "promote_types", "swapaxes",
}  # fmt: skip
"""Functions of which two arguments may change places."""


CONTROL: Final = -1
"""The number of a mutant without a mistake, which no test may notice."""
CONTROL_IMPORTED: Final = -2
"""The same, to be put in before the import."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One mistake: where it is, and what it makes of what."""

    path: str
    number: int
    """Among all of the module, which are always found in the same order."""
    lines: tuple[int, int]
    """First and last line of the statement, of whose header if it has a body."""
    scope: tuple[int, int]
    """First and last line of the innermost class or function around it, or of the module."""
    kind: str
    change: str


@dataclass(slots=True)
class _Place:
    """A node in its parent, with one that could stand there instead."""

    parent: ast.AST
    field: str
    index: int | None
    old: Any
    new: Any
    kind: str
    lines: tuple[int, int]
    scope: tuple[int, int]

    def replace(self) -> None:
        if isinstance(self.new, ast.AST):
            ast.copy_location(self.new, self.old)
            ast.fix_missing_locations(self.new)
        if self.index is None:
            setattr(self.parent, self.field, self.new)
        else:
            getattr(self.parent, self.field)[self.index] = self.new


def mutants(root: Path, path: Path) -> list[Mutant]:
    """Return all mutants of a module."""
    name = path.relative_to(root).as_posix()
    places = _places(ast.parse(path.read_text()))
    return [
        Mutant(name, n, p.lines, p.scope, p.kind, f"{_text(p.old)} -> {_text(p.new)}")
        for n, p in enumerate(places)
    ]


def mutated(source: str, number: int) -> ast.Module:
    """Return the syntax tree of a module with the mistake of one of its mutants."""
    tree = ast.parse(source)
    if number not in {CONTROL, CONTROL_IMPORTED}:
        next(p for n, p in enumerate(_places(tree)) if n == number).replace()
    return tree


def _text(node: Any) -> str:
    return "nothing" if node is None else " ".join(ast.unparse(node).split())


def _places(tree: ast.Module) -> Iterator[_Place]:
    yield from _visit(tree, (1, 1), (1, 10**6))


def _visit(parent: ast.AST, lines: tuple[int, int], scope: tuple[int, int]) -> Iterator[_Place]:
    for field, value in ast.iter_fields(parent):
        if field in {"annotation", "returns", "decorator_list", "type_params", "type_comment"}:
            continue
        listed = isinstance(value, list)
        nodes: list[Any] = getattr(parent, field) if listed else [value]
        for i, node in enumerate(nodes):
            if not isinstance(node, ast.AST) or _meaningless(node):
                continue
            inner, within = lines, scope
            if isinstance(node, ast.stmt):
                inner = _header(node)
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                within = (node.lineno, node.end_lineno or node.lineno)
            for kind, new in _instead(node):
                yield _Place(parent, field, i if listed else None, node, new, kind, inner, within)
            if not isinstance(node, ast.Raise | ast.JoinedStr):
                yield from _visit(node, inner, within)


def _header(node: ast.stmt) -> tuple[int, int]:
    body: list[ast.stmt] = getattr(node, "body", [])
    last = body[0].lineno - 1 if body else node.end_lineno or node.lineno
    return node.lineno, max(node.lineno, last)


def _meaningless(node: ast.AST) -> bool:
    """Whether nothing below a node means anything when the module runs."""
    match node:
        case (
            ast.If(test=ast.Name(id="TYPE_CHECKING"))
            | ast.Expr(value=ast.Constant())
            | ast.Import()
            | ast.ImportFrom()
            | ast.Assign(targets=[ast.Name(id="__all__" | "msg")])
            | ast.Call(func=ast.Name(id="TypeVar" | "saved"))
            | ast.keyword(arg="strict")
        ):
            return True
        case ast.FunctionDef(decorator_list=decorators):
            return any(ast.unparse(d) == "overload" for d in decorators)
        case ast.ClassDef(bases=bases):
            return any(ast.unparse(b).split("[")[0] == "Protocol" for b in bases)
        case ast.AnnAssign(annotation=annotation):
            return "TypeAlias" in ast.unparse(annotation)
        case _:
            return False


def _instead(node: ast.AST) -> Iterator[tuple[str, Any]]:
    """Yield what could stand in the place of a node by mistake, and the kind of the mistake."""
    if isinstance(node, ast.stmt):
        yield from _instead_of_statement(node)
    elif isinstance(node, ast.BinOp | ast.Compare | ast.BoolOp | ast.UnaryOp):
        yield from _instead_of_operation(node)
    elif isinstance(node, ast.Call):
        yield from _instead_of_call(node)
    else:
        yield from _instead_of_term(node)


def _instead_of_statement(node: ast.stmt) -> Iterator[tuple[str, Any]]:
    match node:
        case ast.AugAssign(op=op):
            yield "operator", _with(node, op=OPERATORS[type(op)]())
            yield "statement lost", ast.Pass()
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.Raise():
            if _text(node) != "raise NotImplementedError":
                yield "statement lost", ast.Pass()
        case ast.Return(value=value) if value is not None and _text(value) != "None":
            yield "nothing returned", ast.Return(ast.Constant(None))
        case ast.If(test=test, orelse=orelse):
            yield "condition", _with(node, test=ast.UnaryOp(ast.Not(), test))
            yield "branch lost", ast.If(ast.Constant(value=False), node.body, orelse)
        case ast.Continue():
            yield "jump", ast.Break()
        case ast.Break():
            yield "jump", ast.Continue()
        case _:
            return


def _instead_of_operation(node: ast.expr) -> Iterator[tuple[str, Any]]:
    match node:
        case ast.BinOp(op=op):
            yield "operator", _with(node, op=OPERATORS[type(op)]())
        case ast.Compare(ops=[op, *rest]):
            yield "comparison", _with(node, ops=[COMPARISONS[type(op)](), *rest])
        case ast.BoolOp(op=op):
            other = ast.Or() if isinstance(op, ast.And) else ast.And()
            yield "and, or", _with(node, op=other)
        case ast.UnaryOp(op=ast.Not() | ast.USub() | ast.Invert(), operand=operand):
            yield "negation lost", operand
        case _:
            return


def _instead_of_term(node: ast.AST) -> Iterator[tuple[str, Any]]:
    match node:
        case ast.Constant(value=bool(value)):
            yield "flag", ast.Constant(not value)
        case ast.Constant(value=int(value) | float(value)):
            yield "constant", ast.Constant(value + 1)
        case ast.IfExp(body=body, orelse=orelse):
            yield "branches", _with(node, body=orelse, orelse=body)
        case ast.Slice(lower=lower, upper=upper):
            if lower is not None:
                yield "slice", _with(node, lower=None)
            if upper is not None:
                yield "slice", _with(node, upper=None)
        case ast.Attribute(value=value, attr=name, ctx=ast.Load()) if name in PARTS:
            yield "part or transpose", value
        case _:
            return


def _instead_of_call(node: ast.Call) -> Iterator[tuple[str, Any]]:
    function = node.func
    name = _text(function).rpartition(".")[2]
    if name in CONJUGATIONS:
        if node.args:
            yield "conjugation lost", node.args[0]
        elif isinstance(function, ast.Attribute):
            yield "conjugation lost", function.value
    ordered = name not in {*SYMMETRIC, "cast"} and len({*map(_text, node.args[:2])}) == 2
    if ordered and not any(isinstance(a, ast.Starred) for a in node.args[:2]):
        first, second, *rest = node.args
        yield "arguments swapped", _with(node, args=[second, first, *rest])
    for i, keyword in enumerate(node.keywords):
        if keyword.arg not in {None, "strict"}:
            others = [*node.keywords[:i], *node.keywords[i + 1 :]]
            yield "keyword lost", _with(node, keywords=others)


def _with(node: ast.AST, **fields: Any) -> ast.AST:
    copy = deepcopy(node)
    for name, value in fields.items():
        setattr(copy, name, value)
    return copy
