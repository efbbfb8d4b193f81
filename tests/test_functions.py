"""Users' own functions: the origin's spelling, checked."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from untyped import variable

from autodiff import DetachedError, Function, GradientError, Variable, gradients


class Scale(Function):
    """A function with a parameter."""

    def __init__(self, factor: float) -> None:
        self.factor = factor

    def forward(self, x: Any) -> Any:
        return self.factor * x

    def backward(self, gy: Any) -> Any:
        return self.factor * gy


class Mul(Function):
    def forward(self, x0: Any, x1: Any) -> Any:
        return x0 * x1

    def backward(self, gy: Any) -> Any:
        x0, x1 = self.inputs
        return gy * x1, gy * x0


class MulByData(Mul):
    def backward(self, gy: Any) -> Any:
        return gy * self.inputs[1].data, gy * self.inputs[0].data


def returning(gradient: Any) -> Any:
    """Return a function of two inputs whose backward returns ``gradient``."""

    class Wrong(Function):
        def forward(self, x0: Any, x1: Any) -> Any:
            return x0 + x1

        def backward(self, _gy: Any) -> Any:
            return gradient

    return Wrong()


def test_an_instance_may_be_called_often() -> None:
    f = Scale(3.0)
    x, w = variable(np.array(1.0)), variable(np.array([1.0, 2.0]))
    y: Any = f(x)
    z: Any = f(w)
    z.sum().backward()
    y.backward()
    assert x.grad == 3.0
    np.testing.assert_array_equal(w.grad, [3.0, 3.0])
    assert y.creator is f
    assert z.creator is not f
    assert z.creator.factor == 3.0


def test_backward_reads_the_values_of_the_forward_pass() -> None:
    x, w = variable(np.array(3.0)), variable(np.array(2.0))
    y = MulByData()(x, w)
    x.data = np.array(100.0)
    y.backward()
    assert (x.grad, w.grad) == (2.0, 3.0)


def test_with_variables_it_is_differentiable_again() -> None:
    x, w = variable(np.array(3.0)), variable(np.array(2.0))
    gx, gw = gradients(Mul()(x, w) ** 2, [x, w], create_graph=True)
    assert (gx.item(), gw.item()) == (2 * 6 * 2.0, 2 * 6 * 3.0)
    assert gradients(gx, w).item() == 4 * 3 * 2.0


def test_with_data_the_second_derivative_is_refused_and_the_first_is_right() -> None:
    x, w = variable(np.array(3.0)), variable(np.array(2.0))
    y = MulByData()(x, w)
    with pytest.raises(DetachedError, match="second derivative"):
        gradients(y, x, create_graph=True, retain_graph=True)
    y.backward()
    assert (x.grad, w.grad) == (2.0, 3.0)


def test_plain_gradients_are_refused_where_differentiable_ones_are_wanted() -> None:
    x, w = variable(np.array(3.0)), variable(np.array(2.0))
    y = returning((np.array(1.0), np.array(1.0)))(x, w)
    with pytest.raises(GradientError, match=r"Wrong.backward.*plain array"):
        gradients(y, x, create_graph=True)


@pytest.mark.parametrize(
    ("gradient", "message"),
    [
        (np.ones(3), r"1 gradients for 2 inputs"),
        ((np.ones(3),) * 3, r"3 gradients for 2 inputs"),
        ((np.ones(3), np.ones(2)), r"gradient 1 of shape \(2,\) for an input of \(3,\)"),
        ((np.ones((1, 3)), np.ones(3)), r"gradient 0 of shape \(1, 3\)"),
        ((np.ones(3), "a"), r"str.* as gradient 1"),
        ((np.ones(3), [1.0, 1.0, 1.0]), r"list.* as gradient 1"),
        ((2.0, np.ones(3)), r"2.0 as gradient 0"),
        ((np.array(["a"] * 3), np.ones(3)), r"as gradient 0"),
    ],
)
def test_wrong_gradients_are_named_and_change_nothing(gradient: Any, message: str) -> None:
    x, w = variable(np.ones(3)), variable(np.ones(3))
    y = returning(gradient)(x, w) * w
    with pytest.raises(GradientError, match=r"Wrong\.backward returned.*" + message):
        y.backward()
    assert x.grad is None
    assert w.grad is None


def test_none_is_no_gradient() -> None:
    x, w = variable(np.ones(3)), variable(np.ones(3))
    returning((None, np.ones(3)))(x, w).backward()
    assert x.grad is None
    np.testing.assert_array_equal(w.grad, np.ones(3))


@pytest.mark.parametrize("result", [None, "a", [1.0], (np.ones(3), None)])
def test_forward_returns_arrays(result: Any) -> None:
    class Wrong(Function):
        def forward(self, _x: Any) -> Any:
            return result

        def backward(self, gy: Any) -> Any:
            return gy

    with pytest.raises(TypeError, match=r"Wrong\.forward returned"):
        Wrong()(variable(np.ones(3)))


def test_missing_methods_are_named() -> None:
    class Nothing(Function):
        pass

    class NoBackward(Function):
        def forward(self, x: Any) -> Any:
            return x

    call: Any = Nothing()
    with pytest.raises(NotImplementedError, match=r"Nothing has no forward"):
        call(variable(np.ones(3)))
    call = NoBackward()
    with pytest.raises(NotImplementedError, match=r"NoBackward has no backward"):
        call(variable(np.ones(3))).backward()


def test_constants_are_operands_too() -> None:
    x = variable(np.array([1.0, 2.0]))
    for other in (np.array([3.0, 4.0]), np.float64(3.0), 3.0, variable(np.array([3, 4]))):
        x.cleargrad()
        MulByData()(x, other).backward()
        np.testing.assert_array_equal(x.grad, np.broadcast_to(getattr(other, "data", other), 2))
    call: Any = Mul()
    with pytest.raises(TypeError, match=r"Mul: operand 1 is.*list"):
        call(x, [1.0])
    with pytest.raises(TypeError, match="Mul: operand 0 is variable"):
        Mul()(variable(None), x)


def test_an_input_passed_through_stays_the_users() -> None:
    a = np.ones(3)
    x = variable(a)
    y = Scale(1.0)(x)
    y = type("Same", (Scale,), {"forward": lambda _self, v: v})(1.0)(x)
    assert not y.data.flags.writeable
    assert a.flags.writeable
    y.backward()
    np.testing.assert_array_equal(x.grad, np.ones(3))


def test_complex_gradients_are_the_users_convention() -> None:
    class Square(Function):
        def forward(self, z: Any) -> Any:
            return z * z

        def backward(self, gy: Any) -> Any:
            return gy * np.conj(2 * self.inputs[0].data)

    z, w = variable(np.array(1.0 + 2.0j)), variable(np.array(1.0 + 2.0j))
    for y in (Square()(z), w * w):
        (y.real * 3.0 + y.imag).backward()
    assert z.grad == w.grad


def test_variables_in_first_order_are_unwrapped() -> None:
    x, w = variable(np.array(3.0, np.float32)), variable(np.array(2.0))
    Mul()(x, w).backward()
    assert type(x.grad) is np.ndarray
    assert x.grad.dtype == np.float32
    assert isinstance(x, Variable)
