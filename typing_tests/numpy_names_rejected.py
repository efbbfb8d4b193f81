"""What the checkers refuse of ``autodiff.numpy``: each line marked ``# E``, and no other."""

from __future__ import annotations

import autodiff.numpy as anp
from autodiff import Variable, jvp
from autodiff.numpy.lib.stride_tricks import sliding_window_view

m = Variable(anp.ones((2, 3)))
v = Variable(anp.ones(3))
n = Variable(anp.arange(3))
a = anp.ones((2, 3))

anp.roll(m)  # E
anp.roll(m, "a")  # E
anp.roll(m, 1.5)  # E
anp.roll(m, 1, axes=0)  # E
anp.roll(m, 1, axis="x")  # E
anp.roll("a", 1)  # E
anp.roll(None, 1)  # E
anp.roll(a, 1, 0, 0)  # E
anp.flip(m, axis="x")  # E
anp.flip(m, axes=0)  # E
anp.rot90(m, k="a")  # E
anp.moveaxis(m, 0)  # E
anp.moveaxis(a, 0, "x")  # E
anp.squeeze(m, 0, 0)  # E
anp.expand_dims(v)  # E
anp.repeat(v, "a")  # E
anp.tile("ab", 2)  # E
anp.pad(v, 1, mode=3)  # E
anp.pad(v, 1, no_such_value=3)  # E
anp.split(m)  # E
anp.split(m, "a")  # E
anp.split(m, 2, axis=None)  # E
anp.split([None], 2)  # E
anp.unstack(m, 0)  # E
anp.hstack(3)  # E
anp.hstack(["a"])  # E
anp.hstack([m], axis=1)  # E
anp.stack([m], axis="x")  # E
anp.concatenate([m, m], axes=0)  # E
anp.max(m, axis="x")  # E
anp.max(m, keepdim=True)  # E
anp.max(a, keepdims="a")  # E
anp.max(m, ddof=1)  # E
anp.max(m, dtype=anp.float32)  # E
anp.sum(m, dtype=3)  # E
anp.prod("a")  # E
anp.var(m, ddof="a")  # E
anp.var(m, initial=0.0)  # E
anp.std(None)  # E
anp.median(m, axis=0.5)  # E
anp.quantile(m)  # E
anp.quantile(m, 0.5, method="no such method")  # E
anp.cumsum(m, axis=(0, 1))  # E
anp.cumsum("a")  # E
anp.cumulative_sum(m, 0)  # E
anp.sort(m, axis="x")  # E
anp.sort(m, kind="no such kind")  # E
anp.sort("ab")  # E
anp.argsort(m, axis="x")  # E
anp.argsort(object())  # E
anp.argmax(m, axis=(0, 1))  # E
anp.searchsorted(v, 0.5, side="middle")  # E
anp.dot(m)  # E
anp.dot(m, "a")  # E
anp.dot(None, m)  # E
anp.outer(m, m, m, m)  # E
anp.tensordot(m, m, axes="a")  # E
anp.tensordot(m, m, axis=1)  # E
anp.cross(v, v, axisd=0)  # E
anp.convolve(v, v, mode="wide")  # E
anp.einsum(m)  # E
anp.einsum("i", "a")  # E
anp.isnan("a")  # E
anp.isnan(None)  # E
anp.round(m, "a")  # E
anp.round(m, digits=2)  # E
anp.arctan2(m)  # E
anp.arctan2(m, "a")  # E
anp.floor("a")  # E
anp.floor(m, m)  # E
anp.clip(m, "a")  # E
anp.clip(m, minimum=0.0)  # E
anp.gradient("a")  # E
anp.gradient(m, axis="x")  # E
anp.where(m > 0, m, "a")  # E
anp.zeros(m)  # E
anp.zeros("a")  # E
anp.histogram(m)  # E
anp.bitwise_and(m, m)  # E
anp.no_such_name  # E
v.take("a")  # E
v.take(1.5)  # E
v.compress("a")  # E
v.repeat("a")  # E
v.put("a", "b")  # E
v.prod(no_such_value=1)  # E
v.var(no_such_value=1)  # E
v.std(ddof="a")  # E
v.astype(3)  # E
v.real = v  # E
v[1.0] = 2.0  # E
v[0] = "a"  # E
m.reshape(v)  # E
anp.take(v, "a")  # E
anp.take(v, 1.5)  # E
anp.pad(v, "a")  # E
anp.polyadd(v, ["a"])  # E
anp.convolve(v, "a")  # E
anp.quantile(v, 0.5, axis="x")  # E
anp.logaddexp.reduce("a")  # E
anp.logaddexp.reduce(v, axis="x")  # E
anp.maximum.accumulate(v, "x")  # E
anp.maximum.no_such_method(v)  # E
anp.add.outer(v, "a")  # E
sliding_window_view(v, "a")  # E
jvp(3, (v,), (v,))  # E
jvp(lambda x: x * x, v, v)  # E
jvp(lambda x: x * x, (v,), ("a",))  # E
jvp(lambda x, y: x * y, (v,), (v,))  # E
element: Variable[anp.float64, tuple[()]] = v[[0, 1]]  # E
