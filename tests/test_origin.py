"""The vocabulary of the origin, with its printed results."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from untyped import variable

import autodiff as ad
from autodiff import Config, Function, no_grad, using_config


def scalar(value: float) -> Any:
    return variable(np.array(value))


def test_the_first_example_prints_what_it_always_did(capsys: pytest.CaptureFixture[str]) -> None:
    a, b, c = scalar(3.0), scalar(2.0), scalar(1.0)
    y = ad.add(ad.mul(a, b), c)
    y.backward()
    print(y, a.grad, b.grad)  # noqa: T201  # the example prints
    assert capsys.readouterr().out == "variable(7.0) 2.0 3.0\n"
    a.cleargrad()
    b.cleargrad()
    y = a * b + c
    y.backward()
    assert f"{y} {a.grad} {b.grad}" == "variable(7.0) 2.0 3.0"


@pytest.mark.parametrize("bad", [1.0, 3, "a", [1.0], (1.0,), np.float64(1.0)])
def test_only_arrays_are_supported(bad: Any) -> None:
    with pytest.raises(TypeError) as error:
        variable(bad)
    assert str(error.value) == f"{type(bad)} is not supported"


def test_repr() -> None:
    assert repr(scalar(7.0)) == "variable(7.0)"
    assert repr(variable(None)) == "variable(None)"
    x = variable(np.array([[1, 2, 3], [4, 5, 6]]))
    assert repr(x) == "variable([[1 2 3]\n          [4 5 6]])"
    assert str(variable(np.array([1.5, 2.0]))) == "variable([1.5 2. ])"


def test_attributes_of_the_array() -> None:
    x = variable(np.array([[1, 2, 3], [4, 5, 6]]), "x")
    assert (x.shape, x.ndim, x.size, x.dtype, len(x)) == ((2, 3), 2, 6, np.dtype(np.int64), 2)
    assert x.name == "x"
    assert x.data is x.data
    assert x.grad is None
    assert x.creator is None
    assert x.generation == 0


def test_creator_and_generation() -> None:
    x = scalar(0.5)
    a = ad.square(x)
    b = ad.exp(a)
    y = b + a
    assert [v.generation for v in (x, a, b, y)] == [0, 1, 2, 3]
    assert y.creator is not None
    assert y.creator.generation == 2
    assert y.creator.inputs == (b, a)
    assert b.creator is not None
    assert b.creator.inputs[0] is a
    assert a.creator is not None
    assert a.creator.inputs[0] is x
    assert a.creator.outputs[0]() is a


def test_set_creator() -> None:
    class Double(Function):
        def forward(self, x: Any) -> Any:
            return 2.0 * x

        def backward(self, gy: Any) -> Any:
            return 2.0 * gy

    x, f = scalar(1.0), Double()
    f(x)
    y = variable(np.array(2.0))
    y.set_creator(f)
    assert y.creator is f
    y.backward()
    assert x.grad == 2.0
    with pytest.raises(TypeError, match="has been called"):
        y.set_creator(Double())


@pytest.mark.parametrize("times", [1, 2, 3])
def test_gradients_of_repeated_use_are_summed(times: int) -> None:
    x = scalar(3.0)
    y = x
    for _ in range(times - 1):
        y = y + x
    y.backward()
    assert x.grad == times


def test_gradients_of_several_passes_are_summed_until_cleared() -> None:
    x = scalar(3.0)
    (x + x).backward()
    (x + x + x).backward()
    assert x.grad == 5.0
    x.cleargrad()
    assert x.grad is None


def test_diamond_runs_in_topological_order() -> None:
    x = scalar(2.0)
    a = ad.square(x)
    y = ad.square(a) + ad.square(a)
    y.backward()
    assert (y.item(), x.grad) == (32.0, 64.0)


def sphere(x: Any, y: Any) -> Any:
    return x**2 + y**2


def matyas(x: Any, y: Any) -> Any:
    return 0.26 * (x**2 + y**2) - 0.48 * x * y


def goldstein(x: Any, y: Any) -> Any:
    a = 19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2
    b = 18 - 32 * x + 12 * x**2 + 48 * y - 36 * x * y + 27 * y**2
    return (1 + (x + y + 1) ** 2 * a) * (30 + (2 * x - 3 * y) ** 2 * b)


@pytest.mark.parametrize(
    ("f", "gx", "gy"),
    [
        (sphere, 2.0, 2.0),
        (matyas, 0.040000000000000036, 0.040000000000000036),
        (goldstein, -5376.0, 8064.0),
    ],
)
def test_known_functions(f: Any, gx: float, gy: float) -> None:
    x, y = scalar(1.0), scalar(1.0)
    f(x, y).backward()
    assert (float(x.grad or 0.0), float(y.grad or 0.0)) == (gx, gy)


def test_retain_grad() -> None:
    x0, x1 = scalar(1.0), scalar(1.0)
    t = x0 + x1
    y = x0 + t
    y.backward()
    assert (y.grad, t.grad) == (None, None)
    assert (x0.grad, x1.grad) == (2.0, 1.0)
    y = x0 + (t := x0 + x1)
    y.backward(retain_grad=True)
    assert (y.grad, t.grad) == (1.0, 1.0)


def enabled() -> bool:
    return Config.enable_backprop


def test_config() -> None:
    settings: Any = Config
    x = scalar(2.0)
    assert enabled()
    with using_config("enable_backprop", False):
        assert not enabled()
        assert ad.square(x).creator is None
    with no_grad():
        assert ad.square(x).creator is None
    assert ad.square(x).creator is not None
    settings.enable_backprop = False
    try:
        assert ad.square(x).creator is None
    finally:
        settings.enable_backprop = True


def test_functions_of_users() -> None:
    class Mul(Function):
        def forward(self, x0: Any, x1: Any) -> Any:
            assert type(x0) is type(x1) is np.ndarray
            return x0 * x1

        def backward(self, gy: Any) -> Any:
            x0, x1 = self.inputs[0].data, self.inputs[1].data
            return gy * x1, gy * x0

    a, b = scalar(3.0), scalar(2.0)
    y = Mul()(a, b)
    y.backward()
    assert f"{y} {a.grad} {b.grad}" == "variable(6.0) 2.0 3.0"
    assert type(y.creator) is Mul
    assert y.creator.inputs == (a, b)
