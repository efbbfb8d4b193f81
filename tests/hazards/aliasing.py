"""Several names, Variables or arguments for one thing; and one name for several."""

from __future__ import annotations

from typing import Any

import numpy as np
from untyped import variable

import autodiff as ad

from .table import Family

ALIASES = Family("aliasing")


@ALIASES.right("`x * x`, `x + x`, `np.hypot(x, x)`: one operand twice", ([6.0], [2.0], [2**0.5]))
def operand_twice() -> Any:
    grads = []
    for f in (np.multiply, np.add, np.hypot):
        x = variable(np.array([3.0]))
        f(x, x).sum().backward()
        grads.append(x.grad)
    return tuple(grads)


@ALIASES.right("`b = y; y += x`: `b` is `y`", ([2.0], [8.0]))
def two_names() -> Any:
    x = variable(np.array([1.0]))
    y = x * 1.0
    b = y
    y += x
    (b * b).sum().backward()
    return b.data, x.grad


@ALIASES.right("`b = y; y = y + x`: `b` is what `y` was", ([1.0], [2.0]))
def name_given_anew() -> Any:
    x = variable(np.array([1.0]))
    y = x * 1.0
    b = y
    y = y + x
    (b * b).sum().backward()
    return b.data, x.grad


@ALIASES.right("Two Variables of one array: each has its own gradient", ([3.0], [2.0]))
def two_variables_of_one_array() -> Any:
    a = np.array([2.0])
    p, q = variable(a), variable(a)
    (p * 3.0 + q * q / 2.0).sum().backward()
    return p.grad, q.grad


@ALIASES.right("`[x] * 3` as parameters: one Variable, three times", [6.0])
def repeated_in_a_list() -> Any:
    parts = [variable(np.array([1.0]))] * 3
    total: Any = 0.0
    for i, x in enumerate(parts):
        total = total + x * (i + 1.0)
    total.sum().backward()
    return parts[0].grad


@ALIASES.right("The same array twice among the arguments of `grad`", ([5.0], [3.0]))
def argument_twice() -> Any:
    a = np.array([1.0])
    return ad.grad(lambda p, q: (5.0 * p + 3.0 * q).sum(), argnums=(0, 1))(a, a)


@ALIASES.right("A Variable both as an argument and closed over", (5.0, 1.0))
def closed_over_and_given() -> Any:
    x = variable(np.array(2.0))
    inner: Any = ad.grad(lambda t: t * x + 3.0 * t)
    value = inner(x)
    value.backward()
    return value, x.grad


@ALIASES.right("`gy` is the data of the leaf itself", ([4.0], [2.0]))
def cotangent_is_the_data() -> Any:
    a = np.array([2.0])
    x = variable(a)
    (x * 2.0).backward(gy=a)
    return x.grad, a


@ALIASES.right("A function that returns its argument: the tangent is not an alias", [1.0])
def identity_tangent() -> Any:
    t = np.ones(1)
    _, dy = ad.jvp(lambda x: x, (np.zeros(1),), (t,))
    t[:] = 7.0
    return dy


@ALIASES.right("A pullback of the identity: the cotangent is not an alias", [1.0])
def identity_pullback() -> Any:
    gy = np.ones(1)
    _, pull = ad.vjp(lambda x: x, np.zeros(1))
    g = pull(gy)[0]
    gy[:] = 7.0
    return g


@ALIASES.right("Gradients of `x + w` share no memory with each other or with `gy`", (False,) * 3)
def gradients_apart() -> Any:
    x, w = variable(np.zeros(2)), variable(np.zeros(2))
    gy = np.ones(2)
    (x + w).backward(gy=gy)
    pairs = ((x.grad, w.grad), (x.grad, gy), (w.grad, gy))
    return tuple(bool(np.shares_memory(a, b)) for a, b in pairs)


@ALIASES.right("A gradient through `reshape`, `T` or `broadcast_to` is writable and its own",
               (True, False, True))  # fmt: skip
def gradient_through_views() -> Any:
    x = variable(np.zeros((2, 3)))
    y: Any = np.broadcast_to(x.T.reshape(-1), (4, 6))
    y.backward()
    return x.grad.flags.writeable, bool(np.shares_memory(x.grad, x.data)), bool((x.grad == 4).all())


@ALIASES.right(
    "`m = x.grad` as an optimiser's state, `x.cleargrad()`, the next pass", ([1.0], [1.0])
)
def state_is_the_gradient() -> Any:
    x = variable(np.zeros(1))
    (x * 1.0).backward()
    m = x.grad
    x.cleargrad()
    (x * 1.0).backward()
    x.grad *= 1.0
    return m, x.grad


@ALIASES.right("Two views that overlap, `y[:2]` and `y[1:]`: what both have counts twice",
               [1.0, 2.0, 1.0])  # fmt: skip
def overlapping_views() -> Any:
    x = variable(np.zeros(3))
    y = x * 1.0
    (y[:2].sum() + y[1:].sum()).backward()
    return x.grad


@ALIASES.right("A mutable default argument that collects Variables", [2.0])
def mutable_default() -> Any:
    def collect(x: Any, seen: list[Any] = []) -> Any:  # noqa: B006  # the hazard
        seen.append(x)
        return sum(seen)

    x = variable(np.array([1.0]))
    collect(x)
    collect(x).sum().backward()
    return x.grad


@ALIASES.right("A loop's closures: `fs = [lambda: x * i for i in ...]` all see the last `i`", [6.0])
def late_binding() -> Any:
    x = variable(np.array([1.0]))
    fs = [lambda: x * float(i) for i in range(4)]  # noqa: B023  # the hazard
    (fs[0]() + fs[1]()).sum().backward()
    return x.grad
