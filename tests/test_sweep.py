"""The backward sweep: errors leave everything as it was, graphs are used once, any order."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from untyped import variable

import autodiff as ad
from autodiff import Config, Function, GraphFreedError, gradients, no_grad
from autodiff.graph import topological


class Failing(Function):
    def forward(self, x: Any) -> Any:
        return x * 1.0

    def backward(self, _gy: Any) -> Any:
        msg = "on purpose"
        raise ZeroDivisionError(msg)


class ProductAndSum(Function):
    def forward(self, x0: Any, x1: Any) -> Any:
        return x0 * x1, x0 + x1

    def backward(self, gp: Any, gs: Any) -> Any:
        x0, x1 = self.inputs
        return gp * x1 + gs, gp * x0 + gs


def test_an_exception_in_the_middle_changes_no_gradient() -> None:
    x, w = variable(np.array(3.0)), variable(np.array(1.0))
    (x * w).backward()
    before: Any = (x.grad, w.grad)
    y = Failing()(x * w) * w
    with pytest.raises(ZeroDivisionError):
        y.backward(retain_grad=True)
    assert (x.grad, w.grad) == before
    assert y.grad is None
    assert Config.enable_backprop is True
    assert np.geterr()["invalid"] == "warn"


def test_a_graph_is_used_once() -> None:
    x = variable(np.array(3.0))
    y = x * x
    y.backward()
    with pytest.raises(GraphFreedError, match="retain_graph=True"):
        y.backward()
    assert x.grad == 6.0


def test_a_partly_freed_graph_is_refused_before_anything_happens() -> None:
    x, w = variable(np.array(3.0)), variable(np.array(2.0))
    h = x * x
    h.backward()
    y = h * w
    with pytest.raises(GraphFreedError):
        y.backward()
    assert w.grad is None
    h2 = x * x
    y = h2 * w
    with pytest.raises(GraphFreedError):
        (y + h).backward()
    y.backward()
    np.testing.assert_array_equal([x.grad, w.grad], [6.0 + 12.0, 9.0])


def test_retain_graph_allows_a_second_pass() -> None:
    x = variable(np.array(3.0))
    y = x * x
    y.backward(retain_graph=True)
    y.backward()
    assert x.grad == 12.0


def test_what_cannot_be_differentiated_is_refused() -> None:
    x = variable(np.array([1.0, 2.0]))
    with no_grad():
        y = x * x
    with pytest.raises(ad.UntrackedError, match="no_grad"):
        y.backward()
    with pytest.raises(ad.UntrackedError):
        ad.add(np.ones(2), 1.0).backward()
    with pytest.raises(ad.NotDifferentiableError, match="int64"):
        variable(np.arange(3)).backward()
    with pytest.raises(TypeError, match="None"):
        variable(None).backward()
    y = x * x
    with pytest.raises(ad.GradientError, match=r"\(3,\)"):
        y.backward(gy=np.ones(3))
    with pytest.raises(ad.GradientError, match="complex"):
        y.backward(gy=np.ones(2) + 1j)
    bad: Any = [1.0, 1.0]
    with pytest.raises(TypeError, match="list"):
        y.backward(gy=bad)
    with pytest.raises(TypeError, match="gy="):
        y.backward(np.ones(2))
    y.backward()
    np.testing.assert_array_equal(x.grad, [2.0, 4.0])


@pytest.mark.parametrize("used", ["product", "sum", "both", "product, sum alive"])
def test_an_unused_output_counts_as_zero(used: str) -> None:
    a, b = variable(np.array(2.0)), variable(np.array(5.0))
    outputs: Any = ProductAndSum()(a, b)
    p, s = outputs
    if used == "product":
        del s, outputs
        p.backward()
        expected = (5.0, 2.0)
    elif used == "sum":
        del p, outputs
        s.backward()
        expected = (1.0, 1.0)
    elif used == "both":
        (p * s).backward()
        expected = (5.0 * 7 + 10, 2.0 * 7 + 10)
    else:
        p.backward()
        expected = (5.0, 2.0)
    assert (a.grad, b.grad) == expected


def test_several_outputs_differentiate_twice_and_retain() -> None:
    a, b = variable(np.array(2.0)), variable(np.array(5.0))
    p, s = ProductAndSum()(a, b)
    (ga,) = gradients(p * s, [a], create_graph=True)
    (gab,) = gradients(ga, [b])
    assert (ga.item(), gab.item()) == (2 * 2 * 5 + 25.0, 2 * 2 + 2 * 5)
    p, s = ProductAndSum()(a, b)
    (p * s).backward(retain_grad=True)
    np.testing.assert_array_equal([p.grad, s.grad], [7.0, 10.0])
    p, s = ProductAndSum()(a, b)
    gp, gs, g = gradients(p * s, [p, s, a])
    assert (gp.item(), gs.item(), g.item()) == (7.0, 10.0, 45.0)


def test_gradients_of_any_order() -> None:
    x = variable(np.linspace(0.0, 1.0, 5))
    g: Any = np.sin(x)
    for order in range(1, 7):
        g = gradients(g, x, create_graph=True)
        expected = np.sin(x.data + order * np.pi / 2)
        np.testing.assert_allclose(g.data, expected, atol=1e-14)
    assert x.grad is None


def test_gradients_with_respect_to_intermediates_and_leaves() -> None:
    x, w = variable(np.array(2.0)), variable(np.array(3.0))
    h = x * w
    y = h * h * x
    gh, gx, gw = gradients(y, (h, x, w), retain_graph=True)
    assert (gh.item(), gx.item(), gw.item()) == (24.0, 36.0 + 72.0, 48.0)
    assert gradients(y, y, retain_graph=True).item() == 1.0
    assert gradients(x, x).item() == 1.0
    assert gradients(y, x, gy=np.array(2.0)).item() == 216.0
    with pytest.raises(GraphFreedError):
        gradients(y, x)


def test_gradients_of_what_is_not_used() -> None:
    x, w = variable(np.array([2.0], np.float32)), variable(np.ones((2, 3)))
    y = (w * w).sum()
    with pytest.raises(ad.UntrackedError, match=r"xs\[0\].*allow_unused"):
        gradients(y, [x, w])
    gx, gw = gradients(y, [x, w], allow_unused=True)
    assert (gx.dtype, gx.shape) == (np.dtype(np.float32), (1,))
    np.testing.assert_array_equal(gx.data, [0.0])
    np.testing.assert_array_equal(gw.data, np.full((2, 3), 2.0))


def test_gradients_refuse_wrong_input() -> None:
    x, k = variable(np.array(2.0)), variable(np.array(2))
    bad: Any = 3.0
    with pytest.raises(TypeError, match=r"xs\[1\]"):
        gradients(x * x, [x, bad])
    with pytest.raises(ad.NotDifferentiableError, match="int"):
        gradients(x * k, [k])


def test_only_the_way_to_the_targets_is_swept() -> None:
    x, w = variable(np.array(2.0)), variable(np.array(3.0))
    y = x * x + Failing()(w)
    assert gradients(y, x).item() == 4.0


def test_a_differentiable_gradient_may_be_differentiated_backward() -> None:
    x, c = variable(np.array([1.0, 2.0])), variable(np.array([3.0, 5.0]))
    (gx,) = gradients((c * x**3).sum(), [x], create_graph=True)
    (gx * gx).sum().backward()
    inner = 3 * c.data * x.data**2
    np.testing.assert_allclose(x.grad, 2 * inner * 6 * c.data * x.data)
    np.testing.assert_allclose(c.grad, 2 * inner * 3 * x.data**2)


def test_a_cotangent_may_be_differentiated() -> None:
    x, v = variable(np.array([1.0, 2.0])), variable(np.array([3.0, 4.0]))
    gx = gradients(x * x * x, x, gy=v, create_graph=True)
    np.testing.assert_allclose(gradients(gx, v).data, 3 * x.data**2)


def test_leaves_changed_after_the_forward_pass_do_not_matter() -> None:
    x = variable(np.array([1.0, 2.0]))
    y = (x * x).sum()
    x.data = np.array([10.0, 20.0])
    y.backward()
    np.testing.assert_array_equal(x.grad, [2.0, 4.0])


@pytest.mark.parametrize("other", [np.ones((2, 3)), np.float64(2.0), 2.0, np.array(3.0)])
def test_gradients_have_shape_and_dtype_of_their_input(other: Any) -> None:
    for x in (variable(np.ones(3, np.float32)), variable(np.ones((1, 1), np.float32))):
        for y in (x * other, other / x, x - other, np.maximum(x, other)):
            x.cleargrad()
            y.sum().backward(retain_grad=True)
            assert x.grad is not None
            assert (x.grad.dtype, x.grad.shape) == (np.float32, x.shape)
            assert y.grad.dtype == y.dtype


def test_a_plain_cotangent_meets_recorded_ones() -> None:
    x, w = variable(np.array([0.2, 0.3, 0.4])), variable(np.array([0.2]))
    y = (w - x) ** 2
    y[[0, 1]] += w
    (gw,) = gradients(y + w, [w], create_graph=True)
    np.testing.assert_allclose(gw.data, [2 * (0.6 - 0.9) + 5])
    np.testing.assert_allclose(gradients(gw, x).data, [-2.0, -2.0, -2.0])


def test_a_node_whose_outputs_are_all_used_is_swept_once() -> None:
    outputs: Any = ProductAndSum()(variable(np.array(2.0)), variable(np.array(5.0)))
    order = topological([(outputs[0] * outputs[1])._edge])
    assert len(order) == len({*order}) == 2
