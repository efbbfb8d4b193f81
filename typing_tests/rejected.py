"""What the checkers refuse: each line marked ``# E``, and no other. Never run, only checked."""

from __future__ import annotations

import numpy as np

import autodiff as ad
import autodiff.numpy as anp
from autodiff import Config, Function, Variable, using_config

v = Variable(np.ones(3))
m = Variable(np.ones((2, 3)))

Variable([1.0])  # E
Variable(1.0)  # E
Variable("a")  # E
m * "a"  # E
m * None  # E
m + [1.0]  # E
m @ 2.0  # E
m < "a"  # E
m["a"]  # E
m.no_such_thing  # E
m.sum(axis="x")  # E
m.reshape("a")  # E
m.backward("yes")  # E
m.backward(gy=3)  # E
m.register_hook(3)  # E
m.register_hook(lambda: None)  # E
m.register_hook(lambda g: "a")  # E
m.register_hook(lambda g: g.no_such_thing)  # E
m.retain_grad(True)  # E
ad.detect_anomaly("yes")  # E
m.name = 3  # E
m.data = 3  # E
m.grad.shape  # E
ad.sin("a")  # E
ad.exp(None)  # E
ad.add(m, "a")  # E
ad.sum(m, axis="x")  # E
ad.gradients(m, "x")  # E
ad.gradients(3.0, m)  # E
using_config("no_such_setting", False)  # E
using_config("enable_backprop", "yes")  # E
Config.no_such_setting = True  # E
Config.enable_backprop = "yes"  # E


class Mul(Function):
    def forward(self, x0: ad.function.Array, x1: ad.function.Array) -> ad.function.Array:
        return x0 * x1

    def backward(self, gy: ad.function.Array) -> tuple[ad.function.Array, ad.function.Array]:
        return gy, gy


Mul()(v)  # E
Mul()(v, v, v)  # E
Mul()(v, None)  # E
Mul()(v, "a")  # E
Mul()(v, [1.0])  # E


class OneGradientForTwo(Function):
    def forward(self, x0: ad.function.Array, x1: ad.function.Array) -> ad.function.Array:
        return x0 * x1

    def backward(self, gy: ad.function.Array) -> ad.function.Array:
        return gy


OneGradientForTwo()(v, v)  # E


class ThreeGradientsForTwo(Function):
    def forward(self, x0: ad.function.Array, x1: ad.function.Array) -> ad.function.Array:
        return x0 * x1

    def backward(
        self, gy: ad.function.Array
    ) -> tuple[ad.function.Array, ad.function.Array, ad.function.Array]:
        return gy, gy, gy


ThreeGradientsForTwo()(v, v)  # E


class NoBackward(Function):
    def forward(self, x0: ad.function.Array) -> ad.function.Array:
        return x0


NoBackward()(v)  # E


class ReturnsText(Function):
    def forward(self, x0: ad.function.Array) -> str:
        return "a"

    def backward(self, gy: ad.function.Array) -> ad.function.Array:
        return gy


ReturnsText()(v)  # E


class ReturnsNone(Function):
    def forward(self, x0: ad.function.Array) -> None:
        return None

    def backward(self, gy: ad.function.Array) -> ad.function.Array:
        return gy


ReturnsNone()(v)  # E

n = Variable(np.ones(3, dtype=np.int64))
anp.sin("a")  # E
anp.sin(None)  # E
anp.sin(["a", "b"])  # E
anp.sin(n)  # E
anp.exp(n)  # E
anp.sqrt(n)  # E
anp.log({})  # E
anp.tanh(object())  # E
anp.add(m, "a")  # E
anp.add(m, None)  # E
anp.multiply(m, [1.0])  # E
anp.divide("a", m)  # E
anp.matmul(m, 2.0)  # E
anp.sum("a")  # E
anp.sum(m, axis="x")  # E
anp.mean(m, axis=1.5)  # E
anp.max(None)  # E
anp.reshape(m, "a")  # E
anp.reshape(m, 1.5)  # E
anp.transpose(m, "a")  # E
anp.concatenate(3)  # E
anp.stack("ab")  # E
anp.where(m, "a", m)  # E
anp.clip(m, "a", 1.0)  # E
anp.less(m, "a")  # E
anp.maximum(m, None)  # E
anp.no_such_function(m)  # E
anp.sin(m, m)  # E
anp.sin()  # E
m + "a"  # E
"a" - m  # E
m / None  # E
None * m  # E
m ** "a"  # E
m @ "a"  # E
[1.0] @ m  # E
m - {}  # E
-m + object()  # E
m.mean(axis=1.5)  # E
m.reshape(1.5)  # E
m[1.5]  # E
m["a", 0]  # E
m.max(keepdims="yes")  # E
m.transpose("a")  # E
m.swapaxes(0)  # E
m.clip("a")  # E
ad.gradients()  # E
ad.stack(3)  # E
with using_config("enable_backprop"):  # E
    pass
wrong: Variable[np.float32, tuple[int, int]] = m  # E
flat: Variable[np.float64, tuple[int]] = m  # E
number: float = m.sum()  # E
array: np.ndarray[tuple[int, int], np.dtype[np.float64]] = m  # E
n.backward()  # E
Variable(np.ones(3, dtype=np.bool_)).backward()  # E
Variable(np.array(["a"], dtype=np.str_))  # E
Variable(v)  # E
Variable(np.float64(1.0))  # E
v.grad + 1  # E
v.grad[0]  # E
v.grad = "a"  # E
v.data = [1.0]  # E
v.data = v  # E
v.shape = (3,)  # E
v.dtype = np.float32  # E
m.T = m  # E
m.T()  # E
m.cleargrad(3)  # E
m.set_creator("a")  # E
Config.enable_backprop = 1  # E
using_config("enable_backprop", None)  # E
using_config(3, True)  # E
anp.add(v)  # E
anp.concatenate(v, "a")  # E
anp.sum(v, axis=(0, "a"))  # E
product: Variable[np.float64, tuple[int]] = m @ m  # E


class BackwardReturnsNone(Function):
    def forward(self, x0: ad.function.Array) -> ad.function.Array:
        return x0

    def backward(self, gy: ad.function.Array) -> None:
        return None


BackwardReturnsNone()(v)  # E


class BackwardReturnsText(Function):
    def forward(self, x0: ad.function.Array, x1: ad.function.Array) -> ad.function.Array:
        return x0 * x1

    def backward(self, gy: ad.function.Array) -> tuple[ad.function.Array, str]:
        return gy, "a"


BackwardReturnsText()(v, v)  # E


class NoForward(Function):
    def backward(self, gy: ad.function.Array) -> ad.function.Array:
        return gy


NoForward()(v)  # E
