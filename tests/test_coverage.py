"""The coverage that is shown is the coverage there is, and nothing slips away beside it."""

from __future__ import annotations

import importlib
import inspect
import json
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attack
import numpy as np
import pytest
from operations import CASES

import autodiff as ad
from autodiff import Variable
from autodiff.coverage import (
    NAMESPACES,
    WITHOUT_ARRAYS,
    Category,
    Entry,
    callables,
    category_of,
    claims,
    counts,
    dispatches,
    entries,
    synonyms,
)
from autodiff.registry import FUNCTIONS, METHODS, PLAIN, REFUSED, UFUNCS


def is_scipys(f: Any) -> bool:
    """Whether a callable is of SciPy, whose rules stand in a package of their own."""
    ours = UFUNCS.get(f, FUNCTIONS.get(f))
    return (ours or f).__module__.startswith(("autodiff.scipy", "scipy"))


ENTRIES = entries()
CALLABLES: dict[Any, list[str]] = dict(callables())
REGISTERED: list[Any] = [
    f
    for f in [*UFUNCS, *FUNCTIONS, *PLAIN, *REFUSED]
    if f in CALLABLES or not is_scipys(f)  # once its extensions have been imported
]
ROWS: dict[str, list[Any]] = {}
for _case in CASES:
    ROWS.setdefault(_case.name, []).append(_case)


# Each public callable is in exactly one class


def test_no_two_parts_of_the_registry_claim_the_same_callable() -> None:
    for f in CALLABLES:
        assert len(set(claims(f))) <= 1, f
    for f in REGISTERED:
        assert len(set(claims(f))) == 1, f


def test_every_public_callable_has_one_entry() -> None:
    names = [name for entry in ENTRIES for name in (entry.name, *entry.aliases)]
    assert len(names) == len(set(names))
    for prefix, namespace in NAMESPACES.items():
        for name in dir(namespace):
            f = getattr(namespace, name)
            if isinstance(f, np.ufunc) or hasattr(f, "_implementation"):
                assert f"{prefix}.{name}" in names or name.startswith("_")
    assert sum(counts(ENTRIES).values()) == len(ENTRIES) == len(CALLABLES)


def test_what_is_registered_is_public() -> None:
    for f in REGISTERED:
        assert f in CALLABLES, f"{f} stands in no namespace of autodiff.coverage.NAMESPACES"


def test_functions_without_arrays_are_functions_of_numpy() -> None:
    """Of one of the versions that are supported, that is."""
    gone = {name for name in WITHOUT_ARRAYS if not hasattr(np, name)}
    assert gone <= {"fromstring", "mintypecode", "typename"}
    for name in WITHOUT_ARRAYS - gone:
        assert not dispatches(getattr(np, name))


# The class is what happens


def rows_of(f: Any) -> list[Any]:
    """Return the rows for ``f``, which may stand under another name of the same function."""
    return [case for g in synonyms(f) for case in ROWS.get(g.__name__, [])]


def moves(case: Any, *, along_imaginary: bool) -> bool:
    """Whether the gradient of a row is anything but zero."""
    inputs = [case.inputs]
    if case.holomorphic and along_imaginary:
        inputs.append(tuple(np.asarray(x + 0.5j) for x in case.inputs))
    for arrays in inputs:
        xs = [Variable(np.array(x)) for x in arrays]
        y = case.ours(*xs)
        if y.creator is None:  # new values, that came of no others
            continue
        gy = np.ones(y.shape, y.dtype) * (1 + (1j if y.dtype.kind == "c" else 0))
        gs = ad.gradients(y, xs, gy, allow_unused=True)
        if any(np.any(g.data != 0) for g in gs):
            return True
    return False


WITH_RULE = [
    f for f in CALLABLES if category_of(f) in {Category.DIFFERENTIABLE, Category.ZERO_GRADIENT}
]


@pytest.mark.parametrize("f", WITH_RULE, ids=lambda f: f.__name__)
def test_what_has_a_derivative_has_rows(f: Any) -> None:
    if f.__name__ in UNINITIALISED:
        pytest.skip("no two calls give the same values")
    assert rows_of(f), f"no row of tests/operations is named {f.__name__}"


@pytest.mark.parametrize("f", WITH_RULE, ids=lambda f: f.__name__)
def test_a_gradient_is_zero_where_it_is_said_to_be(f: Any) -> None:
    if f.__name__ in UNINITIALISED:
        pytest.skip("no two calls give the same values")
    stepwise = category_of(f) is Category.ZERO_GRADIENT
    found = any(moves(case, along_imaginary=not stepwise) for case in rows_of(f))
    assert found is not stepwise


def inspectable(f: Any) -> bool:
    try:
        inspect.signature(f)
    except ValueError:  # written in C
        return False
    return True


@pytest.mark.parametrize("f", [f for f in FUNCTIONS if inspectable(f)], ids=lambda f: f.__name__)
def test_what_is_left_out_has_numpys_value(f: Any) -> None:
    ours = inspect.signature(FUNCTIONS[f]).parameters
    for name, parameter in inspect.signature(f).parameters.items():
        value = parameter.default
        if name in ours and isinstance(value, bool | int | float | str | tuple | None):
            assert ours[name].default == value, name
            assert type(ours[name].default) is type(value), name


@pytest.mark.parametrize("method", ["reduce", "accumulate"])
@pytest.mark.parametrize("ufunc", [np.add, np.multiply, np.maximum, np.fmin, np.logaddexp], ids=str)
def test_the_axis_that_is_left_out_of_a_method_is_numpys(ufunc: Any, method: str) -> None:
    if (ufunc, method) not in METHODS:
        pytest.skip("it has no rule")
    x = np.array([[1.0, 2.0, 3.0], [5.0, 4.0, 6.5]])
    f = getattr(ufunc, method)
    np.testing.assert_array_equal(f(Variable(x)).data, f(x), strict=True)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.name)
def test_an_entry_says_what_there_is_to_say(entry: Entry) -> None:
    if entry.category in {Category.DIFFERENTIABLE, Category.ZERO_GRADIENT}:
        assert entry.derivative
    assert bool(entry.remedy) is (entry.category in {Category.REFUSED, Category.NOT_DISPATCHED})


# Nothing slips away

MODULES = [
    "numpy", "numpy.linalg", "numpy.fft", "numpy.emath", "numpy.random", "numpy.char",
    "numpy.strings", "numpy.ma", "numpy.ma.extras", "numpy.ma.mrecords", "numpy.testing",
    "numpy.rec", "numpy.ctypeslib", "numpy.dtypes", "numpy.lib", "numpy.lib.array_utils",
    "numpy.lib.format", "numpy.lib.introspect", "numpy.lib.mixins", "numpy.lib.npyio",
    "numpy.lib.recfunctions", "numpy.lib.scimath", "numpy.lib.stride_tricks", "numpy.polynomial",
    "numpy.polynomial.polynomial", "numpy.polynomial.chebyshev", "numpy.polynomial.legendre",
    "numpy.polynomial.hermite", "numpy.polynomial.hermite_e", "numpy.polynomial.laguerre",
    "numpy.polynomial.polyutils",
]  # fmt: skip
SETTINGS = {
    "printoptions", "seed", "set_bit_generator", "set_printoptions", "set_state", "setbufsize",
    "seterr", "seterrcall", "test",
}  # fmt: skip
OPERATORS = [
    "add", "and", "divmod", "eq", "floordiv", "ge", "getitem", "gt", "le", "lshift", "lt", "matmul",
    "mod", "mul", "ne", "or", "pow", "rshift", "setitem", "sub", "truediv", "xor",
]  # fmt: skip
UNINITIALISED = {"empty", "empty_like", "masked_all", "masked_all_like"}
UNINITIALISED |= {"chararray", "ndarray", "recarray"}
PROGRAMS = {"jiffies", "measure", "memusage", "rundocs", "runstring"}
"""Of numpy.testing: they run programs and open files."""


def public(module: Any) -> Iterator[tuple[str, Callable[..., Any]]]:
    for name in sorted(dir(module)):
        if not name.startswith("_") and name not in SETTINGS | UNINITIALISED | PROGRAMS:
            f = getattr(module, name)
            if callable(f):
                yield name, f


def module_named(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return getattr(np, name.split(".")[1], None)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some of NumPy's functions write files, many warn of what they are given."""
    monkeypatch.chdir(tmp_path)
    warnings.simplefilter("ignore")


@pytest.mark.parametrize("name", MODULES)
def test_no_function_of_numpy_lets_a_variable_slip_away(name: str) -> None:
    module = module_named(name)
    if module is None:
        pytest.skip("this NumPy has no such module")
    found: list[str] = []
    for own, f in public(module):
        if f not in PLAIN:
            found += attack.leaks(f"{name}.{own}", f)
    assert not found


@pytest.mark.parametrize("method", ["reduce", "accumulate", "reduceat", "outer", "at"])
def test_no_method_of_a_ufunc_does(method: str) -> None:
    found: list[str] = []
    for f in CALLABLES:
        if isinstance(f, np.ufunc) and f not in PLAIN:
            found += attack.leaks(f"{f.__name__}.{method}", getattr(f, method))
    assert not found


def test_no_method_of_an_array_does() -> None:
    found: list[str] = []
    overruns = {"cumprod", "cumsum"}  # NumPy itself writes beyond an out that is too short
    operators = {f"__{p}{name}__" for name in OPERATORS for p in ("", "i", "r")}
    for name, _ in public(np.ndarray):
        operators.add(name)
    for method in sorted(operators - overruns):
        if not hasattr(np.ndarray, method):
            continue
        for value in attack.VALUES:

            def bound(*args: Any, method: str = method, value: Any = value) -> Any:
                array = np.array(value)
                return getattr(array, method)(*args), array

            found += attack.leaks(f"ndarray.{method}", bound)
    assert not found


@pytest.mark.parametrize("name", [n for n, _ in public(np.random.Generator)])
def test_no_method_of_a_random_generator_does(name: str) -> None:
    def drawn(*args: Any) -> Any:
        if len(args) > 2 and name in {"random", "standard_normal"}:
            msg = "the third is out, which NumPy takes for an array without looking"
            raise TypeError(msg)
        return getattr(np.random.default_rng(0), name)(*args)

    assert not attack.leaks(name, drawn)


MASK = np.array([True, False, True])
PLAIN_ARRAY = np.array([0.5, 1.5, 2.5])
CALLS: dict[str, Callable[[Any], Any]] = {
    "vectorize": np.vectorize(attack.double),
    "vectorize excluded": lambda v: np.vectorize(attack.double, excluded={1})(PLAIN_ARRAY, v),
    "frompyfunc": np.frompyfunc(attack.double, 1, 1),
    "nditer": lambda v: [np.array(x) for x in np.nditer([v, PLAIN_ARRAY])],
    "fromiter": lambda v: np.fromiter(v, float),
    "fromiter list": lambda v: np.fromiter([v[0], v[1]], float),
    "fromfunction": lambda v: np.fromfunction(lambda i: v * i, (3,)),
    "poly1d": lambda v: np.poly1d(v)(0.5),
    "poly1d of": np.poly1d([1.0, 2.0, 3.0]),
    "Polynomial": lambda v: np.polynomial.Polynomial(v)(0.5),
    "Polynomial of": np.polynomial.Polynomial([1.0, 2.0, 3.0]),
    "piecewise": lambda v: np.piecewise(PLAIN_ARRAY, [MASK, ~MASK], [v[0], 0.0]),
    "piecewise of": lambda v: np.piecewise(v, [MASK, ~MASK], [lambda x: x, 0.0]),
    "select": lambda v: np.select([MASK], [PLAIN_ARRAY], default=v),
    "select of": lambda v: np.select([MASK], [v], default=0.0),
    "choose": lambda v: np.choose(np.array([0, 1, 0]), [PLAIN_ARRAY, v]),
    "apply_along_axis": lambda v: np.apply_along_axis(lambda _: v.sum(), 0, PLAIN_ARRAY),
    "apply_over_axes": lambda v: np.apply_over_axes(lambda _a, _axis: v, PLAIN_ARRAY, [0]),
    "einsum": lambda v: np.einsum("i,i->", PLAIN_ARRAY, v),
    "block": lambda v: np.block([[v, PLAIN_ARRAY]]),
    "pad": lambda v: np.pad(PLAIN_ARRAY, 1, constant_values=v[0]),
    "r_": lambda v: np.r_[v, 1.0],
    "c_": lambda v: np.c_[v, PLAIN_ARRAY],
    "mgrid": lambda v: np.mgrid[0 : 1 : v[0]],
    "ogrid": lambda v: np.ogrid[0 : v[0] : 0.25],
    "ix_": np.ix_,
    "memoryview": memoryview,
    "bytes": bytes,
    "list": lambda v: np.array(list(v)),
    "setitem": lambda v: PLAIN_ARRAY.copy().__setitem__(MASK, v),
    "in place": lambda v: PLAIN_ARRAY.copy().__iadd__(v),
    "interp left": lambda v: np.interp([-1.0], PLAIN_ARRAY, PLAIN_ARRAY, left=v[0]),
    "clip": lambda v: PLAIN_ARRAY.clip(min=v),
    "histogram range": lambda v: np.histogram(PLAIN_ARRAY, range=(v[0], v[1])),
    "testing": lambda v: np.testing.assert_allclose(v, v.data),
}


@pytest.mark.parametrize("name", CALLS)
def test_no_call_does(name: str) -> None:
    def call(v: Any, _given: list[Any]) -> Any:
        return CALLS[name](v)

    assert not attack.leak(call, attack.VALUES[0])


def test_an_attack_finds_what_it_looks_for() -> None:
    def through_data(v: Any) -> Any:
        return v.data * 2

    def untracked(v: Any) -> Any:
        return Variable(v.data * 2)

    def written(v: Any, a: Any) -> None:
        a[:] = v.data

    def overwritten(v: Any) -> None:
        v.data[...] = 7.0

    assert all("plain numbers" in leak for leak in attack.leaks("f", through_data))
    for f in (through_data, untracked, written, overwritten):
        assert attack.leaks("f", f)
    for harmless in (np.sin, np.sum, np.shape, np.zeros_like, np.array_repr):
        assert not attack.leaks("f", harmless)


# The command


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "autodiff", *arguments], capture_output=True, text=True, check=False
    )


def test_the_command_counts_all() -> None:
    lines = run("ops").stdout.splitlines()
    assert lines[-1].split() == ["of", "NumPy", np.__version__, str(len(ENTRIES))]
    assert len(lines) == len(ENTRIES) + 2 + len([n for n in counts(ENTRIES).values() if n])


def test_the_command_gives_json() -> None:
    known = json.loads(run("ops", "--json", "--class", "refused").stdout)
    assert known["numpy"] == np.__version__
    assert len(known["functions"]) == counts(ENTRIES)[Category.REFUSED]
    assert {f["class"] for f in known["functions"]} == {"refused"}


def test_the_command_gives_markdown() -> None:
    lines = run("ops", "--markdown", "np.sin", "abs").stdout.splitlines()
    assert lines[:2] == ["| Function | Class | How |", "|---|---|---|"]
    assert [line.split("`")[1] for line in lines[2:4]] == ["np.absolute", "np.sin"]


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["ops", "nothing"], 1, "no public function of NumPy"),
        (["ops", "--class", "wrong"], 2, "invalid choice: 'wrong'"),
        (["ops", "--json", "--markdown"], 2, "not allowed with"),
        ([], 2, "required: command"),
    ],
)
def test_the_command_says_what_is_wrong(arguments: list[str], status: int, message: str) -> None:
    done = run(*arguments)
    assert done.returncode == status
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_explains_itself() -> None:
    text = run("ops", "--help").stdout
    assert "examples:" in text
    for category in Category:
        assert category.value in text


# The pages


def test_generated_pages_are_current() -> None:
    """For the NumPy that they name; of others it is only tried that they can be made."""
    tool = Path(__file__).parents[1] / "tools" / "generate_reference.py"
    done = subprocess.run(
        [sys.executable, str(tool), "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
