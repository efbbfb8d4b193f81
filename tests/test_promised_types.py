"""What checkers infer is what is returned: the rows of the types, run."""

from __future__ import annotations

import ast
import sys
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import ModuleType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import numpy as np
import pytest

from autodiff import Variable

CASES = Path(__file__).parents[1] / "typing_tests"
Row = tuple[str, dict[str, Any], dict[str, Any], str, str]


def rows(path: Path) -> list[Row]:
    """Return each row: where it stands, names, parameters, expression, promised type."""
    tree = ast.parse(path.read_text())
    tables = [node for node in tree.body if isinstance(node, ast.FunctionDef) and is_table(node)]
    others = [node for node in tree.body if node not in tables]
    module = ModuleType(f"rows_of_{path.stem}")
    sys.modules[module.__name__] = module  # dataclasses look it up
    names: dict[str, Any] = vars(module)
    exec(compile(ast.Module(others, []), str(path), "exec"), names)  # noqa: S102  # our own rows
    found: list[Row] = []
    for function in tables:
        types = {p.arg: ast.unparse(p.annotation) for p in function.args.args if p.annotation}
        for node in function.body:
            assert isinstance(node, ast.Expr)
            assert isinstance(node.value, ast.Call)
            expression, promised = map(ast.unparse, node.value.args)
            place = f"{path.stem}:{node.lineno}"
            found.append((place, names, types, expression, promised))
    return found


def is_table(function: ast.FunctionDef) -> bool:
    """Return whether all that a function does is to state types."""
    return all(
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and ast.unparse(node.value.func) == "assert_type"
        for node in function.body
    )


def dtype_and_rank(tp: Any) -> tuple[Any, int | None]:
    """Return the scalar type and the rank that a type of Variables or arrays names."""
    args = get_args(tp)
    if get_origin(tp) is np.ndarray:
        shape, scalar = args[0], get_args(args[1])[0]
    else:
        scalar, shape = args[0], args[1] if len(args) > 1 else tuple[Any, ...]
    lengths = get_args(shape)
    known = set(lengths) <= {int} and get_origin(shape) is tuple
    return scalar, len(lengths) if known else None


def example(tp: Any, *, regular: bool = False) -> Any:
    """Return a value of a parameter's type; one of unknown rank is a matrix."""
    tp = expanded(tp)
    if tp is float:
        return 0.5
    if get_origin(tp) is dict:
        return {"w": example(get_args(tp)[1])}
    scalar, rank = dtype_and_rank(tp)
    shape = (3,) * (2 if rank is None else rank)
    values: Any = np.linspace(0.2, 1.0, num=max(1, 3 ** len(shape))).reshape(shape)
    if regular and len(shape) > 1:
        values = values + 3 * np.eye(3)
    if issubclass(scalar, np.integer | np.bool_):
        values = np.arange(values.size).reshape(shape) % 3
    array = np.asarray(values).astype(scalar)
    return Variable(array) if get_origin(tp) is Variable else array


def expanded(tp: Any) -> Any:
    """Return what an alias of a ``type`` statement stands for, as NDArray is from NumPy 2.5."""
    alias = getattr(get_origin(tp), "__value__", None)
    return tp if alias is None else alias[get_args(tp)]


def keeps(value: Any, tp: Any) -> bool:
    """Return whether a value is of a type, dtype and rank included."""
    tp = expanded(tp)
    if tp is Any:
        return True
    parts = parts_of(value, tp)
    if parts is not None:
        return all(keeps(part, of) for part, of in parts)
    origin = get_origin(tp)
    if origin not in {Variable, np.ndarray}:
        return isinstance(value, tp if origin in {None, UnionType, Union} else origin)
    if not isinstance(value, origin):
        return False
    scalar, rank = dtype_and_rank(tp)
    right = scalar is Any or value.dtype == np.dtype(scalar)
    return right and rank in {None, value.ndim}


def parts_of(value: Any, tp: Any) -> list[tuple[Any, Any]] | None:
    """Return what is in a container, with the types of it; None if it is none, or another one."""
    origin, args = get_origin(tp), get_args(tp)
    if origin in {tuple, list} and isinstance(value, origin):
        if origin is list or args[-1] is Ellipsis:
            return [(item, args[0]) for item in value]
        return [*zip(value, args, strict=True)] if len(args) == len(value) else None
    if origin is dict and isinstance(value, dict):
        return [(item, args[1]) for item in value.values()]
    if is_dataclass(tp) and type(value) is tp:
        hints = get_type_hints(tp)
        return [(getattr(value, f.name), hints[f.name]) for f in fields(tp)]
    return None


TABLES = [*CASES.glob("numpy_names*.py"), *CASES.glob("transforms*.py"), CASES / "custom.py"]
ROWS = [row for path in sorted(TABLES) if "rejected" not in path.stem for row in rows(path)]


@pytest.mark.parametrize(
    ("names", "types", "expression", "promised"),
    [row[1:] for row in ROWS],
    ids=[r[0] for r in ROWS],
)
@pytest.mark.filterwarnings("ignore")
def test_what_is_promised_is_returned(
    names: dict[str, Any], types: dict[str, str], expression: str, promised: str
) -> None:
    regular = "linalg" in expression
    parameters = {k: eval(tp, names) for k, tp in types.items()}  # noqa: S307  # as above
    given = {k: example(tp, regular=regular) for k, tp in parameters.items()}
    try:
        value = eval(expression, names, given)  # noqa: S307  # as above
    except AttributeError as error:
        pytest.skip(str(error))  # this NumPy lacks it
    assert keeps(value, eval(promised, names)), f"{expression} is no {promised}"  # noqa: S307
