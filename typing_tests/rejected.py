"""What the checkers refuse: each line marked ``# E``, and no other. Never run, only checked."""

from __future__ import annotations

import numpy as np

import autodiff as ad
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
