"""Containers, copies, randomness, higher order, NumPy's protocols, users' own functions."""

from __future__ import annotations

import copy
import pickle
import random
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from untyped import variable

import autodiff as ad
from autodiff import DetachedError, GradientError, NoRuleError, NotDifferentiableError

from .table import Family, complex_step

CONTAINERS = Family("containers")
COPIES = Family("copies and pickle")
RANDOM = Family("randomness")
HIGHER = Family("higher order")
PROTOCOL = Family("NumPy's protocols")
USERS = Family("users' own functions")

np_: Any = np
random_: Any = random


# Containers


class Parameters(NamedTuple):
    w: Any
    b: Any


@CONTAINERS.right("A nested dict and list of arrays as an argument of `grad`",
                  {"w": ([2.0], [3.0]), "b": 1.0})  # fmt: skip
def nested() -> Any:
    p = {"w": ([1.0], [2.0]), "b": 0.0}
    g: Any = ad.grad(lambda p: 2.0 * p["w"][0][0] + 3.0 * p["w"][1][0] + p["b"])(p)
    return {"w": tuple(g["w"]), "b": g["b"]}


@CONTAINERS.right("A named tuple comes back as one", ("Parameters", 2.0))
def named_tuple() -> Any:
    g: Any = ad.grad(lambda p: p.w * p.b)(Parameters(1.0, 2.0))
    return type(g).__name__, g.w


@CONTAINERS.right("`None` among the parameters", (None, 2.0))
def none_leaf() -> Any:
    g: Any = ad.grad(lambda p: p[1] * 2.0)((None, 1.0))
    return g


@CONTAINERS.right("An empty container beside others", ((), 2.0))
def empty_container() -> Any:
    g: Any = ad.grad(lambda p: p[1] * 2.0)(((), 1.0))
    return g


@CONTAINERS.right("Dicts of the same keys in another order", {"a": 5.0, "b": 3.0})
def order_of_keys() -> Any:
    _, pull = ad.vjp(lambda p: {"y": p["a"] * 5.0, "x": p["b"] * 3.0}, {"b": 1.0, "a": 1.0})
    return pull({"x": 1.0, "y": 1.0})[0]


@CONTAINERS.refused("An integer among the parameters of `grad`", NotDifferentiableError,
                    "make it of floats")  # fmt: skip
def integer_leaf() -> Any:
    return ad.grad(lambda p: p["w"] * p["n"])({"w": 1.0, "n": 3})


@CONTAINERS.right("A string among the parameters of `grad` comes back", {"w": 2.0, "name": "layer"})
def string_leaf() -> Any:
    return ad.grad(lambda p: p["w"] * 2.0)({"w": 1.0, "name": "layer"})


@CONTAINERS.right("The function changes the list that it is given: the caller's stays", ([2.0], 1))
def changed_within() -> Any:
    def f(p: Any) -> Any:
        p.append(p[0] * 2.0)
        return p[-1]

    given = [1.0]
    return [ad.grad(f)(given)[0]], len(given)


@dataclass
class Model:
    w: Any
    rate: float = 0.5


class Opaque:
    def __init__(self, w: Any) -> None:
        self.w = w


@CONTAINERS.right("A dataclass comes back as one", ("Model", 2.0, 1.0))
def data_class() -> Any:
    g: Any = ad.grad(lambda m: m.w * 2.0 + m.rate)(Model(1.0))
    return type(g).__name__, g.w, g.rate


@CONTAINERS.refused(
    "A class that is no known container, as an argument of `grad`", TypeError, "Opaque"
)
def unknown_class() -> Any:
    return ad.grad(lambda m: m.w * 2.0)(Opaque(1.0))


@CONTAINERS.refused("A cotangent of another structure", (TypeError), "pull|structure|cotangent")
def other_structure() -> Any:
    _, pull = ad.vjp(lambda x: (x, x), 1.0)
    return pull([1.0])


@CONTAINERS.refused("`np.add([v, w], 1.0)`: a list of Variables", DetachedError, r"np\.stack")
def list_to_a_ufunc() -> Any:
    return np_.add([variable(np.ones(1))], 1.0)


# Copies and pickle


def stored(x: Any, protocol: int = pickle.DEFAULT_PROTOCOL) -> Any:
    return pickle.loads(pickle.dumps(x, protocol))  # noqa: S301  # our own


def leaf() -> Any:
    x = variable(np.array([1.0, 2.0]), "x")
    x.grad = np.array([3.0, 4.0])
    return x


def of(x: Any) -> Any:
    """Return what a copy is to keep."""
    return x.name, x.data, x.grad


KEPT = ("x", [1.0, 2.0], [3.0, 4.0])


@COPIES.right("`pickle` of a leaf, in every protocol", (KEPT,) * 6)
def pickled() -> Any:
    return tuple(of(stored(leaf(), n)) for n in range(6))


@COPIES.right("`copy.deepcopy` of a leaf: its own memory", (KEPT, False))
def deep() -> Any:
    x = leaf()
    twin = copy.deepcopy(x)
    return of(twin), bool(np.shares_memory(x.data, twin.data))


@COPIES.right("The copy collects a gradient of its own", ([5.0, 8.0], [3.0, 4.0]))
def collects_its_own() -> Any:
    x = leaf()
    twin = copy.deepcopy(x)
    (twin * twin).sum().backward()
    return twin.grad, x.grad


@COPIES.right("`copy.copy(x)`, `np.copy(x)`, `x.copy()` are recorded: the history is kept", [6.0])
def shallow() -> Any:
    x = variable(np.array([1.0]))
    (copy.copy(x) * 2.0 + np.copy(x) * 2.0 + x.copy() * 2.0).sum().backward()
    return x.grad


@COPIES.right("A copy of a view is written to: what it was a view of stays", ([1.0], [2.0]))
def copy_of_a_view() -> Any:
    view = (variable(np.array([1.0, 2.0])) * 1.0)[:1]
    twin = copy.copy(view)
    twin += 1.0
    return view, twin


@COPIES.refused("`pickle` of a recorded result", DetachedError, r"v\.data.*np\.copy\(v\)")
def pickled_result() -> Any:
    return stored(leaf() * 2.0)


@COPIES.refused("`copy.deepcopy` of a recorded result", DetachedError, r"v\.data.*np\.copy\(v\)")
def deep_result() -> Any:
    return copy.deepcopy(leaf() * 2.0)


@COPIES.refused("`copy.deepcopy` of a model that keeps its last loss", DetachedError, r"v\.data")
def deep_model() -> Any:
    x = leaf()
    return copy.deepcopy({"w": x, "loss": (x * x).sum()})


@COPIES.right("A view of a leaf was taken: it does not come along", KEPT)
def with_a_view() -> Any:
    x = leaf()
    part = x[:1]
    twin = stored(x)
    return of(twin) if part is not None else None


@COPIES.right(
    "A container of one leaf twice: still one leaf, with one gradient", (True, [4.0, 4.0])
)
def shared_leaf() -> Any:
    x = variable(np.zeros(2))
    p = copy.deepcopy({"a": x, "b": [x, (x,)]})
    (p["a"] + 2.0 * p["b"][0] + p["b"][1][0]).sum().backward()
    return p["a"] is p["b"][0], p["a"].grad


@COPIES.right("Two Variables of one array: one array in the pickle too", True)
def shared_array() -> Any:
    a = np.zeros(2)
    p, q = stored((variable(a), variable(a)))
    return bool(np.shares_memory(p.data, q.data))


class Named(ad.Variable):
    """A subclass with attributes in a ``__dict__``."""


class Slotted(ad.Variable):
    """A subclass with attributes in slots, one of them private."""

    __slots__ = ("__hidden", "unit", "unset")

    unit: str

    def hide(self, value: str) -> None:
        self.__hidden = value

    def hidden(self) -> str:
        return self.__hidden


@COPIES.right("Subclasses keep their class and attributes", ("Named", "kg", "Slotted", "m", "h"))
def subclasses() -> Any:
    n: Any = Named(np.zeros(1))
    n.unit = "kg"
    s = Slotted(np.zeros(1))
    s.unit = "m"
    s.hide("h")
    n, t = stored(n), copy.deepcopy(s)
    return type(n).__name__, n.unit, type(t).__name__, t.unit, t.hidden()


@COPIES.right("Integers, a result of `no_grad()`, a Variable without data", ([1, 2], [2.0], None))
def other_kinds() -> Any:
    with ad.no_grad():
        y = variable(np.array([1.0])) * 2.0
    return stored(variable(np.array([1, 2]))), stored(y), stored(variable(None))._value


@COPIES.right(
    "A copy made inside a function that is differentiated is no outer Variable", "ndarray"
)
def made_within() -> Any:
    w = variable(np.ones(2))
    return type(ad.grad(lambda t: (copy.deepcopy(w) * t).sum())(np.ones(2))).__name__


@COPIES.right("The checkpoint of a training run: the step after it is the same", True)
def resumed() -> Any:
    def step(p: Any) -> Any:
        p.cleargrad()
        (p * p * p).sum().backward()
        p.data = p.data - 0.1 * p.grad
        return p

    p = step(variable(np.array([1.0, 2.0])))
    again = stored(p)
    return bool((step(p).data == step(again).data).all())


# Randomness


@RANDOM.right("`mu + sigma * rng.normal(size=3)`: reparametrised", (3.0, True))
def reparametrised() -> Any:
    mu, sigma = variable(np.array(0.5)), variable(np.array(2.0))
    (mu + sigma * np.random.default_rng(0).normal(size=3)).sum().backward()
    drawn = np.random.default_rng(0).normal(size=3).sum()
    return mu.grad, bool(np.isclose(sigma.grad, drawn, rtol=1e-12))


@RANDOM.refused("`rng.normal(mu, sigma)` of Variables", DetachedError, r"v\.data")
def drawn_from() -> Any:
    return np_.random.default_rng(0).normal(variable(np.array(0.0)), 1.0)


def dropped_out(x: Any) -> Any:
    rng = np.random.default_rng(5)
    return x * (rng.random(4) < 0.5) * 2.0


@RANDOM.right("A mask of dropout: the gradient has the same mask", True)
def dropout() -> Any:
    x = variable(np.ones(4))
    y = dropped_out(x)
    y.sum().backward()
    return bool((x.grad == y.data).all())


@RANDOM.right("Under `checkpoint`, `np.random` draws the same again", True)
def checkpointed_global() -> Any:
    np.random.seed(0)  # noqa: NPY002  # the global generator is the hazard
    x = variable(np.ones(4))
    y = ad.checkpoint(lambda x: x * x * np.random.random(4))(x)  # noqa: NPY002  # as above
    y.sum().backward()
    return bool(np.allclose(x.grad, 2.0 * y.data, rtol=1e-12))


@RANDOM.right("Under `checkpoint`, a generator that it closes over draws the same again", True)
def checkpointed_generator() -> Any:
    rng = np.random.default_rng(0)
    x = variable(np.ones(4))
    y = ad.checkpoint(lambda x: x * x * rng.random(4))(x)
    rng.random(100)
    y.sum().backward()
    return bool(np.allclose(x.grad, 2.0 * y.data, rtol=1e-12))


@RANDOM.right("`x[rng.permutation(n)]`, a shuffled batch", [1.0, 1.0, 1.0])
def shuffled_batch() -> Any:
    x = variable(np.zeros(3))
    x[np.random.default_rng(0).permutation(3)].sum().backward()
    return x.grad


@RANDOM.refused("`rng.shuffle(Y)` of a Variable: NumPy warns that it may repeat rows", UserWarning,
                "not guaranteed")  # fmt: skip
def shuffle_of_rows() -> Any:
    np_.random.default_rng(0).shuffle(variable(np.eye(3)) * 1.0)


@RANDOM.refused("`random.shuffle(x)` of a leaf", ad.InPlaceError, r"x\.copy\(\)")
def shuffle_of_a_leaf() -> Any:
    random_.shuffle(variable(np.ones(3)))


# Higher order


def cubed(x: Any) -> Any:
    return (x**3).sum()


@HIGHER.right("`ad.gradients` of `ad.gradients(..., create_graph=True)`", [6.0, 12.0])
def gradients_twice() -> Any:
    x = variable(np.array([1.0, 2.0]))
    g = ad.gradients(cubed(x), x, create_graph=True)
    return ad.gradients(g.sum(), x)


@HIGHER.refused(
    "The same without `create_graph`", ad.UntrackedError, "not recorded|does not depend"
)
def without_create_graph() -> Any:
    x = variable(np.array([1.0]))
    g = ad.gradients(cubed(x), x)
    return ad.gradients(g.sum(), x)


@HIGHER.right(
    "`x.grad` of `backward()` is a plain array: nothing to differentiate is in it", "ndarray"
)
def grad_is_plain() -> Any:
    x = variable(np.array([1.0]))
    cubed(x).backward()
    return type(x.grad).__name__


@HIGHER.right("`x * d/dy (x + y)`: perturbations are not confused", (1.0, 1.0))
def perturbations() -> Any:
    def inner(y: Any, x: Any) -> Any:
        return x + y

    backward: Any = ad.grad(lambda x: x * ad.grad(lambda y: inner(y, x))(1.0))
    forward: Any = ad.jvp(
        lambda x: x * ad.jvp(lambda y: inner(y, x), (1.0,), (1.0,))[1], (1.0,), (1.0,)
    )
    return backward(1.0), forward[1]


@HIGHER.right("Third derivative, reverse over forward over reverse", 24.0)
def third() -> Any:
    first: Any = ad.grad(lambda x: x**4)
    return ad.grad(lambda x: ad.jvp(first, (x,), (1.0,))[1])(1.0)


@HIGHER.right("Second derivative of `np.abs(x)**3` at 0", 0.0)
def kink() -> Any:
    return ad.grad(ad.grad(lambda x: np.abs(x) ** 3))(0.0)


@HIGHER.right("Hessian of `np.where(x > 0, x**2, 0)`", np.diag([0.0, 2.0]))
def hessian_of_where() -> Any:
    return ad.hessian(lambda x: np.where(x > 0, x**2, 0.0).sum())(np.array([-1.0, 1.0]))


@HIGHER.right(
    "Hessian of `x.prod()` with a zero", [[0.0, 3.0, 2.0], [3.0, 0.0, 0.0], [2.0, 0.0, 0.0]]
)
def hessian_of_prod() -> Any:
    return ad.hessian(lambda x: x.prod())(np.array([0.0, 2.0, 3.0]))


@HIGHER.right("A gradient penalty: `((|g| - 1)**2)` by the parameters", lambda: complex_step(
    lambda w: (w * 2.0 - 1.0) ** 2, [3.0])())  # fmt: skip
def penalty() -> Any:
    w = variable(np.array([3.0]))
    x = variable(np.array([1.0]))
    g = ad.gradients((w * x * x).sum(), x, create_graph=True)
    ((np.abs(g) - 1.0) ** 2).sum().backward()
    return w.grad


class SquaredByData(ad.Function):
    """A rule that reads plain values, and so has no second derivative."""

    def forward(self, x: Any) -> Any:
        return x**2

    def backward(self, gy: Any) -> Any:
        return 2.0 * self.inputs[0].data * gy


@HIGHER.refused("A `Function` whose `backward` reads `.data`, differentiated twice", DetachedError,
                "use the Variable itself")  # fmt: skip
def rule_on_data() -> Any:
    x = variable(np.array([3.0]))
    return ad.gradients(SquaredByData()(x).sum(), x, create_graph=True)


@HIGHER.right("`ad.stop_gradient(x)`: no derivative of any order", (3.0, 0.0))
def stopped() -> Any:
    f: Any = ad.grad(lambda x: x * ad.stop_gradient(x))
    return f(3.0), ad.grad(f)(3.0)


# NumPy's protocols


@PROTOCOL.right(
    "`a * v`, `np.float64(2) * v`, `a @ v` with the array first",
    ([1.0, 2.0], [2.0, 2.0], [1.0, 2.0]),
)
def array_first() -> Any:
    a = np.array([1.0, 2.0])
    found = []
    products: list[Any] = [lambda x: a * x, lambda x: np.float64(2.0) * x, lambda x: a @ x]
    for f in products:
        x = variable(np.ones(2))
        f(x).sum().backward()
        found.append(x.grad)
    return tuple(found)


@PROTOCOL.refused("`v * np.ma.array(...)`", TypeError, "plain array")
def masked_operand() -> Any:
    return variable(np.ones(2)) * np.ma.array([1.0, 2.0], mask=[False, True])


@PROTOCOL.refused("A masked array as data", TypeError, "plain array")
def masked_data() -> Any:
    return variable(np.ma.array([1.0, 2.0], mask=[False, True]))


@PROTOCOL.right("`np.sum(v, where=m)`", [1.0, 0.0])
def where_keyword() -> Any:
    x = variable(np.ones(2))
    np.sum(x, where=np.array([True, False])).backward()
    return x.grad


@PROTOCOL.right("`np.multiply(v, 3, where=m)`: what nobody computed has no gradient", [3.0, 0.0])
def ufunc_where() -> Any:
    x = variable(np.ones(2))
    np_.multiply(x, 3.0, where=np.array([True, False])).sum().backward()
    return x.grad


@PROTOCOL.refused(
    "`np.hypot.reduce(v)`, a method of a ufunc without a rule", NoRuleError, r"functools\.reduce"
)
def ufunc_reduce() -> Any:
    return np_.hypot.reduce(variable(np.ones(2)))


@PROTOCOL.right("`np.concatenate`, `np.stack`, `np.block` of Variables in lists", [3.0])
def in_lists() -> Any:
    x = variable(np.ones(1))
    y = np_.concatenate([x, [1.0]]).sum() + np.stack([x, x * 0.0]).sum() + np_.block([x, 1.0]).sum()
    y.backward()
    return x.grad


@PROTOCOL.right("`np.zeros_like(v)`, `np.ones_like(v)`, `np.full_like(v, s)`", 2.0)
def likes() -> Any:
    s = variable(np.array(1.0))
    x = variable(np.ones(2))
    (np.full_like(x, s) + np.zeros_like(x) + np.ones_like(x)).sum().backward()
    return s.grad


@PROTOCOL.refused("`np.nan_to_num(v, copy=False)`", NoRuleError, "copy=False")
def in_place_by_keyword() -> Any:
    return np_.nan_to_num(variable(np.ones(2)), copy=False)


@PROTOCOL.right("Comparisons, `np.argmax`, `np.isnan` give plain arrays", ("bool", "int64", "bool"))
def plain_results() -> Any:
    x = variable(np.ones(2))
    results = x > 0.5, np.argmax(x), np.isnan(x)
    assert not any(isinstance(r, ad.Variable) for r in results)
    return tuple(r.dtype.name for r in results)


# Users' own functions


class Doubled(ad.Function):
    def forward(self, x: Any) -> Any:
        return x * 2.0

    def backward(self, gy: Any) -> Any:
        gy *= 2.0
        return gy


class InPlace(ad.Function):
    def forward(self, x: Any) -> Any:
        x *= 2.0
        return x

    def backward(self, gy: Any) -> Any:
        return gy * 2.0


def returning(gradient: Any) -> Any:
    """Return a function of two inputs whose ``backward`` returns this."""

    class Returns(ad.Function):
        def forward(self, x0: Any, x1: Any) -> Any:
            return x0 + x1

        def backward(self, gy: Any) -> Any:
            return gradient(gy)

    y: Any = Returns()(variable(np.ones(2)), variable(np.ones(2)))
    return y


@USERS.refused("`backward` writes into its cotangent: `gy *= 2`", ValueError, "read-only")
def cotangent_written() -> Any:
    x = variable(np.ones(2))
    (Doubled()(x) + x).sum().backward()


@USERS.refused("`forward` writes into its argument: `x *= 2`", ValueError, "read-only")
def argument_written() -> Any:
    return InPlace()(variable(np.ones(2)))


@USERS.refused("`backward` returns one gradient for two inputs", GradientError, "1 gradients for 2")
def too_few() -> Any:
    returning(lambda gy: gy).sum().backward()


@USERS.refused("`backward` returns a gradient of another shape", GradientError, "shape")
def other_shape() -> Any:
    returning(lambda gy: (gy, gy.sum())).sum().backward()


@USERS.refused("`backward` forgets to return", GradientError, "gradients for 2 inputs")
def forgotten() -> Any:
    returning(lambda _gy: None).sum().backward()


@USERS.right("One instance called twice: each call has its own values", ([4.0], [6.0]))
def called_twice() -> Any:
    f = SquaredByData()
    x, w = variable(np.array([2.0])), variable(np.array([3.0]))
    y, z = f(x), f(w)
    z.sum().backward()
    y.sum().backward()
    return x.grad, w.grad


@USERS.right("`forward` returns its argument: it stays the user's, and writable", (True, [1.0]))
def passed_through() -> Any:
    class Same(ad.Function):
        def forward(self, x: Any) -> Any:
            return x

        def backward(self, gy: Any) -> Any:
            return gy

    a = np.zeros(1)
    x = variable(a)
    Same()(x).sum().backward()
    return a.flags.writeable, x.grad


@USERS.refused("`forward` returns a list", TypeError, "an array, or a tuple of arrays")
def list_returned() -> Any:
    lists: Any = type("Lists", (ad.Function,), {"forward": lambda _, x: [x]})
    return lists()(variable(np.ones(1)))


@USERS.refused("A function given to `grad` returns nothing", TypeError, "NoneType")
def nothing_returned() -> Any:
    return ad.grad(lambda x: None)(1.0)  # type: ignore[arg-type,return-value]  # the mistake


@USERS.refused("A function given to `grad` returns an array", GradientError, "jacobian.*vjp")
def array_returned() -> Any:
    return ad.grad(lambda x: x * 2.0)(np.ones(2))


@USERS.right("A function given to `grad` keeps a Variable in a list outside", [2.0])
def leaked() -> Any:
    outside: list[Any] = []

    def f(x: Any) -> Any:
        outside.append(x * 2.0)
        return (x * 2.0).sum()

    return ad.grad(f)(np.ones(1)) + 0.0 * outside[0].data


@USERS.refused("A `custom_function` without a rule", NoRuleError, "pullback")
def without_rule() -> Any:
    f: Any = ad.custom_function(lambda x: x * 2.0)
    f(variable(np.ones(1))).sum().backward()
