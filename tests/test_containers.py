"""Parameters in any container: derivatives come back in one like it, whatever else it holds."""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, ClassVar, NamedTuple, Self

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from untyped import variable

import autodiff as ad
from autodiff import trees
from autodiff.testing import check_grads

W = np.array([0.5, -1.0, 2.0])
vjp: Any = ad.vjp  # as a program without annotations sees it


class Kind(Enum):
    LINEAR = 1


class Point(NamedTuple):
    x: Any
    y: Any


class Checked(Point):
    """A NamedTuple that checks what it is given."""

    def __new__(cls, x: Any, y: Any) -> Self:
        assert isinstance(x, np.ndarray)
        return super().__new__(cls, x, y)


@dataclass
class Layer:
    w: Any
    b: Any
    name: Any = field(default="layer", metadata={"static": True})
    count: ClassVar[int] = 3


@dataclass(frozen=True)
class Frozen:
    w: Any
    inner: Any = None


@dataclass(slots=True)
class Slots:
    w: Any
    b: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Strict:
    w: Any
    b: Any = 1.0

    def __post_init__(self) -> None:
        if not isinstance(self.w, np.ndarray):
            msg = "w is an array"
            raise TypeError(msg)


@dataclass
class Derived(Layer):
    scale: Any = 2.0
    total: Any = field(init=False)

    def __post_init__(self) -> None:
        self.total = np.sum(self.w)


class Line:
    def __init__(self, slope: Any, offset: Any) -> None:
        self.slope, self.offset = slope, offset

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Line) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]  # as of what can be changed


trees.register(Line, lambda line: ((line.slope, line.offset), None), lambda _, ab: Line(*ab))

CONTAINERS: dict[str, Any] = {
    "tuple": (W, 2.0),
    "list": [W, [2.0, (3.0,)]],
    "dict": {"w": W, "b": 2.0, 3: {"c": 1.0}},
    "OrderedDict": OrderedDict([("z", W), ("a", 2.0)]),
    "defaultdict": defaultdict(list, {"w": W, "b": 2.0}),
    "Counter": Counter({"a": 2.0, "b": 3.0}),
    "NamedTuple": Point(W, {"y": 2.0}),
    "NamedTuple that checks": Checked(W, 2.0),
    "dataclass": Layer(W, 2.0, name=["any", object]),
    "frozen": Frozen(W, Frozen(2.0)),
    "slots": Slots(W, 2.0),
    "dataclass that checks": Strict(w=W),
    "dataclass that computes": Derived(W, 2.0),
    "registered": Line(2.0, 3.0),
    "static": [W, None, "text", b"bytes", True, np.float64, np.dtype(float), Kind.LINEAR, np.sin],
    "empty containers": (W, (), [], {}, None, Frozen(None)),
    "no axes and no elements": [np.array(2.0), np.zeros((0, 2)), np.float32(3.0)],
}


def loss(tree: Any) -> Any:
    return sum((np.sum(np.sin(leaf) * leaf) for leaf in trees.leaves(tree)), 0.0)


def assert_alike(tree: Any, other: Any) -> None:
    """Say that two containers have the same types, static parts and leaves' types and shapes."""
    leaves, structure = trees.flatten(tree)
    others = structure.leaves_of(other, "other")
    assert type(tree) is type(other)
    for x, y in zip(leaves, others, strict=True):
        assert type(x) is type(y)
        assert np.shape(x) == np.shape(y)
    same: Any = [None] * len(leaves)
    assert structure.unflatten(same) == trees.flatten(other)[1].unflatten(same)


@pytest.mark.parametrize("name", CONTAINERS)
def test_derivatives_come_back_in_a_container_like_the_argument(name: str) -> None:
    tree = CONTAINERS[name]
    g = ad.grad(loss)(tree)
    assert_alike(tree, g)
    for x, gx in zip(trees.leaves(tree), trees.leaves(g), strict=True):
        tolerance = 1e-6 if np.asarray(x).dtype == np.float32 else 1e-12
        np.testing.assert_allclose(gx, np.cos(x) * x + np.sin(x), rtol=tolerance)
    y, pullback = ad.vjp(lambda t: t, tree)
    assert_alike(tree, pullback(tree)[0])
    assert type(y) is type(tree)
    assert type(ad.jvp(lambda t: t, (tree,), (tree,))[1]) is type(tree)
    assert_alike(tree, ad.hvp(loss)(tree, tree))
    assert type(ad.jacobian(loss)(tree)) is type(ad.hessian(loss)(tree)) is type(tree)
    check_grads(loss, (tree,))


@pytest.mark.parametrize("name", CONTAINERS)
def test_a_container_like_the_argument_is_what_the_function_sees(name: str) -> None:
    tree = CONTAINERS[name]

    def seen(given: Any) -> Any:
        assert type(given) is type(tree)
        assert all(isinstance(leaf, ad.Variable) for leaf in trees.leaves(given))
        return loss(given)

    ad.grad(seen)(tree)


def test_order_of_keys_is_that_of_the_primal() -> None:
    p, t = {"a": 2.0, "b": 3.0}, {"b": 1.0, "a": 0.0}
    assert ad.jvp(lambda p: p["a"] * p["b"], (p,), (t,))[1] == 2.0
    y, pullback = ad.vjp(lambda p: {"x": p["a"] * 1.0, "y": p["b"] * 10.0}, p)
    assert list(y) == ["x", "y"]
    assert pullback({"y": 1.0, "x": 0.0}) == ({"a": 0.0, "b": 10.0},)
    assert list(ad.grad(lambda p: p["b"] * 1.0)(p)) == ["a", "b"]
    assert ad.hvp(lambda p: p["a"] ** 2 * p["b"])(p, t) == {"a": 4.0, "b": 0.0}


@pytest.mark.parametrize("kind", [dict, OrderedDict])
def test_a_mapping_may_change_before_its_pullback_is_called(kind: Any) -> None:
    p = kind(a=2.0, b=3.0)
    _, pullback = vjp(lambda p: p["a"] ** 2 * p["b"], p)
    del p["a"]
    p["z"] = 1.0
    assert pullback(1.0) == (kind(a=12.0, b=4.0),)


class Unnamed:
    def __repr__(self) -> str:
        return "key"


def test_keys_that_look_alike_are_not_confused() -> None:
    one, other = Unnamed(), Unnamed()
    p = {one: 1.0, other: 2.0}
    assert ad.grad(lambda p: p[one] * 10.0 + p[other])(p) == {one: 10.0, other: 1.0}
    with pytest.raises(TypeError, match=r"tangent 0 has keys that cannot be told apart: \[key\]"):
        ad.jvp(lambda p: p[one], (p,), (p,))


def test_defaults_and_static_fields_come_back() -> None:
    g = ad.grad(lambda p: np.sum(p["w"] ** 2))(CONTAINERS["defaultdict"])
    assert g["new"] == []
    static = CONTAINERS["dataclass"].name
    assert ad.grad(loss)(CONTAINERS["dataclass"]).name is static


def test_the_same_leaf_twice_is_two_leaves() -> None:
    g = ad.grad(lambda p: np.sum(p["a"] * p["b"][0] ** 2))({"a": W, "b": [W]})
    np.testing.assert_allclose(g["a"], W**2)
    np.testing.assert_allclose(g["b"][0], 2 * W**2)
    assert not np.shares_memory(g["a"], g["b"][0])
    v: Any = variable(W.copy())
    np.testing.assert_allclose(ad.grad(lambda p: np.sum(p[0] * p[1]))((v, v))[0].data, W)


def test_variables_and_plain_leaves_in_one_container() -> None:
    w: Any = variable(W.copy())
    g = ad.grad(lambda p: np.sum(p["w"] ** 2 * p["b"]))({"w": w, "b": 2.0})
    np.sum(g["w"]).backward()
    np.testing.assert_allclose(w.grad, [4.0] * 3)
    assert isinstance(g["b"], ad.Variable)


def test_results_may_be_containers() -> None:
    def f(x: Any) -> Any:
        return Frozen({"sum": np.sum(x), "twice": [2.0 * x, x]}, ("text", None, 3))

    y, pullback = ad.vjp(f, W)
    assert y.inner == ("text", None, 3)
    (g,) = pullback(Frozen({"sum": 1.0, "twice": [W, np.zeros(3)]}, ("text", None, 0)))
    np.testing.assert_allclose(g, 1.0 + 2.0 * W)
    y, dy = ad.jvp(f, (W,), (W,))
    assert dy.inner == ("text", None, 0.0)
    np.testing.assert_allclose(dy.w["twice"][0], 2.0 * W)
    J = ad.jacobian(f)(W)
    np.testing.assert_allclose(J.w["twice"][0], 2.0 * np.eye(3))
    np.testing.assert_allclose(J.w["sum"], np.ones(3))
    twice = ad.vjp(lambda x: (x, x), W)[1]((W, 2.0 * W))
    np.testing.assert_allclose(twice[0], 3.0 * W)


def test_blocks_are_containers_of_containers() -> None:
    p = {"a": W, "b": 3.0}
    H = ad.hessian(lambda p: np.sum(p["a"] ** 2) * p["b"])(p)
    np.testing.assert_allclose(H["a"]["a"], 6.0 * np.eye(3))
    np.testing.assert_allclose(H["a"]["b"], 2.0 * W)
    np.testing.assert_allclose(H["b"]["a"], 2.0 * W)
    assert H["b"]["b"] == 0.0
    J = ad.jacobian(lambda p, c: {"y": p["a"] * p["b"] * c}, argnums=(0, 1))(p, 2.0)
    np.testing.assert_allclose(J["y"][0]["a"], 6.0 * np.eye(3))
    np.testing.assert_allclose(J["y"][1], 3.0 * W)


leaves = st.one_of(
    st.floats(-2, 2, width=16),
    st.builds(np.full, st.integers(0, 3), st.floats(-2, 2, width=16)),
    st.sampled_from([None, "text", ()]),
)
containers = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(st.text(max_size=2), inner, max_size=3),
        st.builds(Point, inner, inner),
        st.builds(Layer, inner, inner),
        st.builds(Frozen, inner, inner),
    ),
    max_leaves=8,
)


@given(containers)
def test_any_nesting_comes_back_with_the_right_derivatives(tree: Any) -> None:
    value, g = ad.value_and_grad(loss)(tree)
    assert_alike(tree, g)
    assert value == pytest.approx(loss(tree))
    vector, unravel = ad.ravel(tree)
    flat = ad.grad(lambda v: loss(unravel(v)))(vector)
    np.testing.assert_allclose(ad.ravel(g)[0], flat, rtol=1e-12)
    assert_alike(tree, unravel(vector))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: ad.grad(loss)({"a": [1.0, 2]}),
            r"argument 0\['a'\]\[1\] of int has no derivative",
        ),
        (lambda: ad.grad(loss)(Layer(W, np.arange(3))), r"argument 0\.b of dtype int64"),
        (lambda: ad.grad(loss)({"a": np.array([True])}), r"argument 0\['a'\] of dtype bool"),
        (lambda: ad.grad(loss)([{1.0}]), r"argument 0\[0\] is <class 'set'>.*register"),
        (
            lambda: ad.grad(loss)([np.ma.array(W)]),
            r"argument 0\[0\] is .*MaskedArray.*pass an array",
        ),
        (lambda: ad.grad(loss)([variable(None)]), r"argument 0\[0\] is variable\(None\)"),
        (lambda: ad.vjp(lambda x: {x}, W), r"the result of f is <class 'set'>"),
        (lambda: ad.jvp(loss, ({"a": W},), ({"b": W},)), r"tangent 0 has \['b'\]; .* \['a'\]"),
        (lambda: ad.jvp(loss, ([W],), (W,)), r"tangent 0 is .*ndarray.*, where .*list"),
        (lambda: vjp(lambda x: (x, x), W)[1]((W,)), r"cotangent has \[0\]; .* \[0\], \[1\]"),
        (lambda: vjp(lambda x: (x, x), W)[1]((W, None)), r"cotangent\[1\] is None; pass zeros"),
        (lambda: ad.hvp(loss)({"a": W}, W), r"hvp: v is .*ndarray.*, where .*dict"),
    ],
)
def test_what_cannot_be_taken_apart_is_named(call: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        call()
