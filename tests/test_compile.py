"""What is promised of compiled functions, apart from single operations."""

from __future__ import annotations

import ast
import pickle
import subprocess
import sys
import threading
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import pytest

import autodiff as ad
from autodiff.compiling import Compiled
from autodiff.compiling import compile as compiled

RNG = np.random.default_rng(0)
SCALE = np.array([1.0, 2.0, 3.0])
RATE = 0.5


def assert_same(f: Any, g: Any, *args: Any) -> None:
    """Compare what two functions return, containers and types and all."""
    expected, got = f(*args), g(*args)
    (es, structure), (gs, other) = ad.trees.flatten(expected), ad.trees.flatten(got)
    assert structure.unflatten(range(len(es))) == other.unflatten(range(len(gs)))
    for a, b in zip(es, gs, strict=True):
        assert np.asarray(a).dtype == np.asarray(b).dtype
        assert isinstance(a, np.ndarray) == isinstance(b, np.ndarray)
        np.testing.assert_allclose(b, a, rtol=1e-12, atol=1e-14)


def scaled(x: Any) -> Any:
    return np.sum(np.sin(x * SCALE) * RATE)


def test_global_arrays_and_numbers_are_inputs() -> None:
    f = ad.value_and_grad(scaled)
    g = compiled(f)
    x = RNG.normal(size=3)
    global RATE, SCALE  # noqa: PLW0603  # as a session does
    before = SCALE, RATE
    try:
        assert_same(f, g, x)
        SCALE[1] = 7.0
        assert_same(f, g, x)
        SCALE, RATE = np.array([4.0, 5.0, 6.0]), 2.0
        assert_same(f, g, x)
        SCALE = np.array([2.0])
        assert_same(f, g, x)
    finally:
        SCALE, RATE = before
    assert g.versions == 2


def test_what_is_computed_of_captured_arrays_follows_them() -> None:
    data = RNG.normal(size=(5, 3))

    def loss(w: Any) -> Any:
        centred = (data - data.mean(0)) / data.std(0)
        return np.mean((centred @ w) ** 2)

    f = ad.grad(loss)
    g = compiled(f)
    w = RNG.normal(size=3)
    assert_same(f, g, w)
    data[2] *= 3
    assert_same(f, g, w)
    data = RNG.normal(size=(5, 3))
    assert_same(f, g, w)
    assert g.versions == 1


class Model:
    def __init__(self) -> None:
        self.w = RNG.normal(size=3)
        self.parts = {"bias": np.array(0.5)}
        self.power = 2

    def loss(self, x: Any) -> Any:
        return np.sum((x * self.w + self.parts["bias"]) ** self.power)


@pytest.mark.parametrize("bound", [True, False])
def test_attributes_of_objects_are_inputs(bound: bool) -> None:
    model = Model()
    f: Any = ad.grad(model.loss) if bound else (lambda m, x: ad.grad(m.loss)(x))
    args = () if bound else (model,)
    g = compiled(f)
    x = RNG.normal(size=3)
    assert_same(f, g, *args, x)
    model.w = RNG.normal(size=3)
    assert_same(f, g, *args, x)
    model.w[0] = 9.0
    model.parts["bias"] = np.array(2.0)
    assert_same(f, g, *args, x)
    model.power = 3
    assert_same(f, g, *args, x)


def test_partial_and_defaults() -> None:
    b0 = np.array([1.0, 2.0])

    def f(x: Any, a: Any, *, b: Any = b0) -> Any:
        return ad.grad(lambda x: np.sum(a * x**2 + b * x))(x)

    a = np.array([3.0, 4.0])
    bound = partial(f, a=a)
    g = compiled(bound)
    x = np.array([0.5, 0.25])
    assert_same(bound, g, x)
    a[0] = 10
    assert_same(bound, g, x)


@dataclass
class Parameters:
    w: Any
    b: Any


def test_containers_come_back_as_they_went_in() -> None:
    def loss(p: Any, x: Any) -> Any:
        return np.sum(np.tanh(x @ p["layer"].w + p["layer"].b) ** 2) * p["rate"]

    f = ad.value_and_grad(loss)
    g = compiled(f)
    p = {"layer": Parameters(RNG.normal(size=(3, 2)), np.zeros(2)), "rate": 0.5}
    x = RNG.normal(size=(4, 3))
    (v0, g0), (v1, g1) = f(p, x), g(p, x)
    np.testing.assert_allclose(v1, v0)
    np.testing.assert_allclose(g1["layer"].w, g0["layer"].w)
    np.testing.assert_allclose(g1["rate"], g0["rate"])
    assert isinstance(g1["layer"], Parameters)


def test_branches_on_values_are_taken_as_they_fall() -> None:
    def f(x: Any) -> Any:
        if x.sum() > 0:
            return ad.grad(lambda x: np.sum(x**3))(x)
        return ad.grad(lambda x: np.sum(np.cos(x)))(x)

    g = compiled(f)
    for x in (np.ones(3), -np.ones(3), np.full(3, 2.0), np.full(3, -2.0)):
        assert_same(f, g, x)
    assert g.versions == 2


def test_a_function_of_too_many_ways_is_run_as_it_is() -> None:
    def f(x: Any) -> Any:
        n = 0
        while x.sum() > n:
            n += 1
        return x * n

    g = compiled(f)
    for n in range(20):
        assert_same(f, g, np.full(2, float(n)))


def test_shapes_and_dtypes_have_programs_of_their_own() -> None:
    f = ad.value_and_grad(lambda x: np.sum(x * x))
    g = compiled(f)
    for x in (
        np.ones(3),
        np.ones(4),
        np.ones((2, 2), np.float32),
        np.float64(2.0),
        3.0,
        np.array(2.0),
    ):
        assert_same(f, g, x)
    assert g.versions == 6


def test_numbers_of_python_stay_weak() -> None:
    f = ad.grad(lambda x, rate: np.sum(x * rate) ** 2)
    g = compiled(f)
    assert_same(f, g, np.ones(3, np.float32), 0.1)
    assert_same(f, g, np.ones(3, np.float32), 0.2)
    assert g.versions == 1


def test_integers_are_static() -> None:
    f = ad.grad(lambda x, n: np.sum(x.reshape(n, -1)[0] ** n))
    g = compiled(f)
    for n in (2, 3):
        assert_same(f, g, np.arange(6.0), n)
    assert g.versions == 2


def test_outputs_are_fresh() -> None:
    x, kept = np.arange(4.0), np.ones(2)
    g = compiled(lambda x: (x, x[:2], x.reshape(2, 2), kept, x + 0.0, kept * 2))
    first = g(x)
    for y in first:
        y[...] = -1.0
    np.testing.assert_array_equal(x, np.arange(4.0))
    np.testing.assert_array_equal(kept, 1.0)
    np.testing.assert_array_equal(g(x)[0], np.arange(4.0))
    np.testing.assert_array_equal(g(x)[5], 2.0)


def test_threads_share_a_function() -> None:
    f = ad.value_and_grad(lambda x: np.sum(np.exp(-x) * np.tanh(x)))
    g = compiled(f)
    xs = [RNG.normal(size=400_000) for _ in range(4)]
    results: dict[int, Any] = {}

    def run(i: int) -> None:
        for _ in range(5):
            results[i] = g(xs[i])

    threads = [threading.Thread(target=run, args=(i,)) for i in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    for i, x in enumerate(xs):
        v, gx = f(x)
        np.testing.assert_allclose(results[i][0], v, rtol=1e-12)
        np.testing.assert_allclose(results[i][1], gx, rtol=1e-12, atol=1e-14)


def test_zero_cotangents_stay_zero_where_a_slope_is_infinite() -> None:
    f = ad.grad(lambda x: np.sum(np.where(x > 0, np.sqrt(x), 0.0)))
    g = compiled(f)
    with np.errstate(all="ignore"):
        for x in (
            np.array([1.0, 4.0]),
            np.array([0.0, 4.0]),
            np.array([-1.0, 4.0]),
            np.array([np.nan, 4.0]),
        ):
            assert_same(f, g, x)


def test_single_numbers_that_overflow_or_divide_by_zero() -> None:
    f = ad.value_and_grad(lambda x: np.exp(x) / x + np.log(x) * x)
    g = compiled(f)
    with np.errstate(all="ignore"):
        for x in (1.0, 0.0, 1000.0, -1.0, 2.0):
            assert_same(f, g, np.array(x))


@pytest.mark.parametrize(
    ("f", "message"),
    [
        (lambda x: x * float(x.sum()), "float"),
        (lambda x: x * x[0].item(), "item"),
        (lambda x: np.asarray(x) * 2, "asarray"),
        (lambda x: x + np.random.normal(size=2), "random"),  # noqa: NPY002  # what is refused
        (lambda x: [0, 1, 2][x[0]], "index"),
        (lambda x: x.__setitem__(0, 1.0) or x, "argument"),
        (lambda x: np.add(x, 1, out=np.zeros(2)), "out="),
        (lambda x: ad.Variable(np.ones(2)) * x, "Variables"),
    ],
)
def test_what_is_refused(f: Any, message: str) -> None:
    with pytest.raises(ad.TracingError, match=message):
        compiled(f)(np.array([1.0, 2.0]))


def test_a_variable_among_the_arguments_is_differentiated_as_ever() -> None:
    g = compiled(lambda x: np.sum(np.sin(x)))
    x: Any = ad.Variable(np.array([0.5, 1.0]))
    y: Any = g(x)
    y.backward()
    np.testing.assert_allclose(x.grad, np.cos([0.5, 1.0]))


def test_writing_within_the_function() -> None:
    def f(x: Any) -> Any:
        y = x * 2
        y[1:] += x[:-1]
        y[0] = 5.0
        part = y[1:3]
        part *= 2.0
        y.T[...] = y + 1.0
        z = np.zeros_like(x)
        z[[0, 2]] = y[[1, 0]]
        np.add.at(z, np.array([1, 1, 2]), y[:3])
        return y, z

    assert_same(f, compiled(f), np.arange(4.0))


def test_a_stale_view_is_an_error_and_not_an_old_value() -> None:
    def f(x: Any) -> Any:
        y = x * 2
        part = y[:2]
        y[0] = 5.0
        return part * 1.0

    def spread(x: Any) -> Any:
        y = x * 2
        part = np.broadcast_to(y, (2, 4))
        y[0] = 5.0
        return part * 1.0

    for function in (f, spread):
        with pytest.raises(ad.TracingError, match="view"):
            compiled(function)(np.arange(4.0))


def test_a_constant_that_is_written_to_between_uses() -> None:
    def f(x: Any) -> Any:
        buffer = np.zeros(3)
        y = x + buffer
        buffer[0] = 1.0
        return y + x * buffer

    assert_same(f, compiled(f), np.arange(3.0))


@pytest.mark.parametrize("shape", [(200_001,), (700, 301), (3, 70_000), (2, 3, 50_000)])
@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.complex128])
def test_blocks(shape: tuple[int, ...], dtype: Any) -> None:
    x = RNG.normal(size=shape).astype(dtype)
    row = RNG.normal(size=shape[-1:]).astype(dtype)

    def f(x: Any, row: Any) -> Any:
        y = np.exp(-x * x) * row + np.sin(x)
        return (
            np.sum(np.real(y * np.conj(y))),
            y,
            np.sum(y, axis=0),
            y.sum(axis=-1),
            np.max(np.abs(y)),
        )

    expected, got = f(x, row), compiled(f)(x, row)
    single = dtype is np.float32
    for a, b in zip(expected, got, strict=True):
        assert a.dtype == b.dtype
        np.testing.assert_allclose(
            b, a, rtol=1e-4 if single else 1e-10, atol=1e-3 if single else 1e-8
        )


def test_transforms_of_all_kinds_are_compiled() -> None:
    def f(x: Any) -> Any:
        return np.sum(np.sin(x) * x[::-1] ** 2)

    x = RNG.normal(size=4)
    for derivative in (ad.grad(f), ad.hessian(f), ad.jacobian(lambda x: np.outer(x, x) @ x)):
        assert_same(derivative, compiled(derivative), x)
    assert_same(ad.hvp(f), compiled(ad.hvp(f)), x, x[::-1].copy())
    assert_same(
        lambda x, t: ad.jvp(f, (x,), (t,)), compiled(lambda x, t: ad.jvp(f, (x,), (t,))), x, x
    )


def test_the_source_is_python_that_needs_only_numpy() -> None:
    g: Compiled[Any] = compiled(ad.value_and_grad(scaled))
    x = RNG.normal(size=3)
    value, _ = g(x)
    assert "def run(" in g.source
    assert "import numpy as np" in g.source
    assert value == g(x)[0]


def test_as_a_decorator_of_functions_and_methods() -> None:
    @ad.compile
    def f(x: Any) -> Any:
        return np.sum(x**2)

    class Line:
        slope = np.array(2.0)

        @ad.compile
        def at(self, x: Any) -> Any:
            return self.slope * x

    assert f(np.ones(3)) == 3
    assert f.__wrapped__.__name__ == "f"
    line = Line()
    np.testing.assert_array_equal(line.at(np.ones(2)), 2.0)
    line.slope = np.array(3.0)
    np.testing.assert_array_equal(line.at(np.ones(2)), 3.0)


def saved(g: Any, args: tuple[Any, ...], path: Path, version: int = 0) -> Any:
    """Return what a saved program gives in an interpreter that has NumPy and SciPy only."""
    g.save(path / "program.py", version)
    (path / "args.pickle").write_bytes(pickle.dumps(args))
    code = (
        "import pickle, sys\n"
        "sys.modules['autodiff'] = None\n"
        "import program\n"
        "assert program.Mismatch.__doc__\n"
        "args = pickle.loads(open('args.pickle', 'rb').read())\n"
        "try: y = program.run(*args)\n"
        "except Exception as error: y = type(error).__name__\n"
        "open('y.pickle', 'wb').write(pickle.dumps(y))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=path, check=False, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    return pickle.loads((path / "y.pickle").read_bytes())  # noqa: S301  # our own


def test_a_saved_program_needs_numpy_only(tmp_path: Path) -> None:
    def loss(x: Any, rate: Any) -> Any:
        offsets = np.array([1.0, np.inf, -2.0]) if rate > 0 else np.zeros(3)
        return np.sum(np.minimum(np.sin(x) * rate, offsets) ** 2)

    g = compiled(ad.value_and_grad(loss))
    x = RNG.normal(size=3)
    value, gx = g(x, 0.5)
    v, gv = saved(g, (x, 0.5), tmp_path)
    np.testing.assert_allclose(v, value)
    np.testing.assert_allclose(gv, gx)
    assert saved(g, (x, -0.5), tmp_path) == "Mismatch"
    assert saved(g, (x[:2], 0.5), tmp_path) == "Mismatch"
    assert saved(g, (x.astype(np.float32), 0.5), tmp_path) == "Mismatch"
    assert saved(g, (x * np.inf, 0.5), tmp_path) == "FloatingPointError"
    g(x, -0.5)
    np.testing.assert_allclose(saved(g, (x, -0.5), tmp_path)[0], g(x, -0.5)[0])
    np.testing.assert_allclose(saved(g, (x, 0.5), tmp_path, 1)[0], value)
    with pytest.raises(ValueError, match="2 programs"):
        g.save(tmp_path / "program.py", 2)


def test_a_saved_program_of_blocks_and_threads(tmp_path: Path) -> None:
    g = compiled(lambda x: (np.sum(np.exp(-x * x)), {"y": np.sin(x) * np.tanh(x)}), threads=2)
    x = RNG.normal(size=300_000)
    total, parts = g(x)
    t, p = saved(g, (x,), tmp_path)
    np.testing.assert_allclose(t, total)
    np.testing.assert_allclose(p["y"], parts["y"])


def test_a_saved_program_imports_functions_of_scipy(tmp_path: Path) -> None:
    special: Any = pytest.importorskip("scipy.special")
    g = compiled(ad.value_and_grad(lambda x: np.sum(special.gammaln(x) * special.erf(x))))
    x = np.array([0.5, 2.0])
    value, gx = g(x)
    v, gv = saved(g, (x,), tmp_path)
    np.testing.assert_allclose(v, value)
    np.testing.assert_allclose(gv, gx)


def test_large_constants_are_not_saved(tmp_path: Path) -> None:
    g = compiled(lambda x: x * np.arange(2000.0))
    g(np.ones(2000))
    with pytest.raises(ValueError, match="pass it as an argument"):
        g.save(tmp_path / "program.py")


def test_no_string_of_the_data_gets_into_the_source() -> None:
    evil = "'); import os; ('"

    class Named(str):
        __slots__ = ()

        def __repr__(self) -> str:
            return "__import__('os')"

    def f(p: Any, **kwargs: Any) -> Any:
        y = p[evil] * kwargs[evil]
        return {evil: y, Named("a"): y + 1}

    g = compiled(f)
    x = np.arange(3.0)
    for _ in range(2):
        result = g({evil: x}, **{evil: x})
        np.testing.assert_array_equal(result[evil], x * x)
    names = {n.id for n in ast.walk(ast.parse(g.source)) if isinstance(n, ast.Name)}
    assert "evil" not in names
    assert "__import__" not in names
    plain = compiled(lambda x: {evil: x * 2})
    np.testing.assert_array_equal(plain(x)[evil], x * 2)
    [key] = [n for n in ast.walk(ast.parse(plain.source)) if isinstance(n, ast.Dict)]
    assert ast.literal_eval(key.keys[0]) == evil  # type: ignore[arg-type]  # a string, not code


class Slotted:
    __slots__ = ("power", "w")

    def __init__(self) -> None:
        self.w = np.array([1.0, 2.0, 3.0])
        self.power = 2

    def at(self, x: Any) -> Any:
        return x * self.w**self.power


class Settings:
    rate = 0.5
    w = np.array([1.0, 2.0, 3.0])

    @staticmethod
    def scaled(x: Any) -> Any:
        return x * SCALE

    @classmethod
    def rated(cls, x: Any) -> Any:
        return x * cls.rate


class Pair(NamedTuple):
    w: Any
    b: float


@dataclass(frozen=True)
class Frozen:
    w: Any
    power: int = field(default=2, metadata={"static": True})


SLOTTED, PAIR, FROZEN = Slotted(), Pair(np.ones(3), 2.0), Frozen(np.ones(3))
SPACE: Any = SimpleNamespace(w=np.ones(3))
ORDERED = OrderedDict(w=np.ones(3))
QUEUE = deque([np.ones(3)])
NUMBERS, MANY, CHOSEN = [1.0, 2.0], [1.0] * 2000, {1, 2}
TABLE = {"a": 1.0}


def chosen(name: str) -> Any:
    return getattr(SPACE, name)


@pytest.mark.parametrize(
    ("f", "change"),
    [
        (SLOTTED.at, lambda: SLOTTED.w.__setitem__(0, 9.0)),
        (SLOTTED.at, lambda: setattr(SLOTTED, "power", 3)),
        (lambda x: x * Settings.rate, lambda: setattr(Settings, "rate", 0.75)),
        (lambda x: x * Settings.w, lambda: Settings.w.__setitem__(0, 9.0)),
        (Settings.scaled, lambda: SCALE.__setitem__(0, SCALE[0] + 1)),
        (Settings.rated, lambda: setattr(Settings, "rate", 0.25)),
        (lambda x: Settings().scaled(x), lambda: SCALE.__setitem__(0, SCALE[0] + 1)),
        (lambda x: x * PAIR.w, lambda: PAIR.w.__setitem__(0, 9.0)),
        (lambda x: x * FROZEN.w, lambda: FROZEN.w.__setitem__(0, 9.0)),
        (lambda x: x * SPACE.w, lambda: setattr(SPACE, "w", np.full(3, 5.0))),
        (lambda x: x * chosen("w"), lambda: SPACE.w.__setitem__(0, 9.0)),
        (lambda x: x * ORDERED["w"], lambda: ORDERED.update(w=np.full(3, 5.0))),
        (lambda x: x * QUEUE[0], lambda: QUEUE[0].__setitem__(0, 9.0)),
        (lambda x: x * sum(NUMBERS), lambda: NUMBERS.append(3.0)),
        (lambda x: x * sum(MANY), lambda: MANY.__setitem__(7, 3.0)),
        (lambda x: x * sum(CHOSEN), lambda: CHOSEN.add(5)),
        (lambda x: x * sum(TABLE.values()), lambda: TABLE.update(b=2.0)),
    ],
)
def test_whatever_a_function_captures_is_followed(f: Any, change: Any) -> None:
    g = compiled(f)
    x = RNG.normal(size=3)
    assert_same(f, g, x)
    before = f(x)
    change()
    assert not np.array_equal(f(x), before)
    assert_same(f, g, x)


def test_static_fields_and_classes_of_arguments_count() -> None:
    def f(p: Any, cls: Any) -> Any:
        return p.w**p.power * cls.rate

    g = compiled(f)
    x = np.array([2.0, 3.0])
    for power in (2, 3):
        assert_same(f, g, Frozen(x, power), Settings)
    Settings.rate = 8.0
    assert_same(f, g, Frozen(x, 3), Settings)


def test_a_compiled_function_within_another() -> None:
    inner = compiled(lambda x: np.sum(x * SCALE))
    f = ad.grad(lambda x: inner(x) ** 2)
    g = compiled(f)
    x = RNG.normal(size=3)
    assert_same(f, g, x)
    SCALE[1] += 1.0
    assert_same(f, g, x)


def write_to_a_product(x: Any) -> Any:
    t = x * 2
    y, z, u, v = t * 1, t**1, np.clip(t, None, 9.0), t.astype(float, copy=False)
    y += 1
    z[0] = 7
    u[1] = 8
    v[2] = 9
    return t, y, z, u, v


def write_to_a_flat_copy(x: Any) -> Any:
    t = x.reshape(2, 2) * 2
    y = t.flatten()
    y[0] = 100.0
    t **= 2
    return t, y


def write_through_other_names(x: Any) -> Any:
    y = x * 2
    other = y
    y //= 2
    y %= 3
    return other, y


def write_of_overlapping_parts(x: Any) -> Any:
    y = x * 2
    y[1:] += y[:-1]
    y[::-1] -= y
    m = np.stack([x, x])
    m[0] += m[1]
    m[:, 1] = m[:, 0]
    return y, m


def write_to_views_of_an_identity(x: Any) -> Any:
    y = x.reshape(2, 2) * 1
    v = y.T
    u = v[1:]
    u *= 3
    return y, u


@pytest.mark.parametrize(
    "f",
    [
        write_to_a_product, write_to_a_flat_copy, write_through_other_names,
        write_of_overlapping_parts, write_to_views_of_an_identity,
    ],
)  # fmt: skip
def test_writes_reach_what_they_reach_in_numpy(f: Any) -> None:
    assert_same(f, compiled(f), np.arange(4.0) + 1.0)


def catching(x: Any) -> Any:
    try:
        return np.linalg.cholesky(x)
    except np.linalg.LinAlgError:
        return x


def counting(x: Any) -> Any:
    NUMBERS.append(1.0)
    return x * 2


def filling(x: Any) -> Any:
    y = np.zeros(2)
    y[0] = x[0, 0]
    return y


def splitting(x: Any) -> Any:
    y = x * 2
    first, _ = np.split(y, 2)
    first += 1
    return y


def reading_a_part(x: Any) -> Any:
    y = x * 2
    d = np.linalg.diagonal(y)
    y[0, 0] = 5.0
    return d * 1


@pytest.mark.parametrize(
    ("f", "message"),
    [
        (catching, "catches"), (counting, "changes a list"), (filling, "zeros_like"),
        (splitting, "share memory"), (reading_a_part, "view"),
    ],
)  # fmt: skip
def test_what_would_go_wrong_without_a_word_is_refused(f: Any, message: str) -> None:
    with pytest.raises(ad.TracingError, match=message):
        compiled(f)(-np.eye(2))


@pytest.mark.parametrize("dtype", ["?", "u1", "i1", "i8", "f2", "f4", "c8"])
def test_dtypes(dtype: str) -> None:
    x = np.array([0, 1, 2, 3]).astype(dtype)

    def f(x: Any) -> Any:
        y = x + x
        return (
            x * 2, x * 1.5, np.sin(x), x**2, x**3, x**0.5, x.sum(), x.mean(), np.sum(x * x),
            np.prod(x), np.cumsum(x), y @ y, np.sum(np.negative(y)) if dtype != "?" else y,
        )  # fmt: skip

    expected, got = f(x), compiled(f)(x)
    for a, b in zip(expected, got, strict=True):
        assert np.asarray(a).dtype == np.asarray(b).dtype
        np.testing.assert_allclose(b, a, rtol=2e-3 if dtype == "f2" else 1e-5)


def test_how_arrays_lie_in_memory_does_not_matter() -> None:
    def f(x: Any) -> Any:
        a = np.exp(x) * 2
        b = np.sin(a.T) * 3
        c = np.cos(b) + b * 2
        d = x + 3
        d[1:, ::2] = 0.5
        return a.sum(), b, c.T * 1, np.sum(c, axis=1), d

    x = RNG.normal(size=(400, 400))
    g = compiled(f)
    for y in (x, np.asfortranarray(x), x[::-1], x.T):
        y.flags.writeable = False
        for a, b in zip(f(y), g(y), strict=True):
            np.testing.assert_allclose(b, a, rtol=1e-10)
    assert g.versions == 1


def test_arrays_without_elements() -> None:
    f = ad.value_and_grad(lambda x: np.sum(np.exp(x) ** 2))
    for shape in ((0,), (3, 0)):
        assert_same(f, compiled(f), np.zeros(shape))


def test_object_arrays_are_left_to_the_function() -> None:
    g = compiled(lambda x: x * 2)
    assert g(np.array([1, "a"], object)).tolist() == [2, "aa"]


def test_errors_of_the_function_come_through() -> None:
    def f(x: Any) -> Any:
        if x.sum() > 2:
            msg = "too large"
            raise LookupError(msg)
        return x * 2

    g = compiled(f)
    for _ in range(2):
        assert_same(f, g, np.ones(2))
        with pytest.raises(LookupError, match="too large"):
            g(np.full(2, 9.0))


def test_names_of_parameters_do_not_hide_those_of_the_source() -> None:
    def f(range: Any, zip: Any, t1: Any, Mismatch: Any, é: Any) -> Any:  # noqa: A002, PLC2401  # so
        return range[::2] * zip.sum() + t1[::2] + np.where(Mismatch.any(), é, 1.0)

    x = np.arange(4.0)
    assert_same(f, compiled(f), x, x, x, x, 2.0)


def test_a_program_of_many_steps() -> None:
    def f(x: Any) -> Any:
        for k in range(2000):
            x = x * 1.0001 + 0.001 * k
        return np.sum(x)

    slope = ad.grad(f)
    assert_same(slope, compiled(slope), np.arange(3.0))
