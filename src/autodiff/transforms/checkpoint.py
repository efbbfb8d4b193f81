"""Rematerialisation: a stretch of program is computed again in the backward pass, not kept."""

from __future__ import annotations

from copy import copy
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import numpy as np

from autodiff.apply import apply1, edge_of, wrap
from autodiff.call import Call
from autodiff.config import enable_grad, recording
from autodiff.diagnosis.hooks import forget
from autodiff.errors import GradientError
from autodiff.graph import Node, next_seq, owner_of
from autodiff.operands import CONSTANT, LEAF
from autodiff.ops.neg import Positive
from autodiff.ports import wrap_outputs
from autodiff.trees import map_variables, variables

from .randomness import RandomStates
from .segment import Segment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Self
    from weakref import ReferenceType

    from autodiff.graph import Edge, Meta, Wrap

__all__ = ["checkpoint"]

F = TypeVar("F", bound="Callable[..., Any]")


def checkpoint(f: F) -> F:
    """Return ``f``, of whose intermediate results the graph keeps none.

    They are computed again when a derivative needs them. A chain of n equal steps whose every
    stretch of sqrt(n) steps is checkpointed keeps O(sqrt(n)) arrays at a time, for one more
    evaluation (Griewank and Walther, Evaluating Derivatives, 2008, chapter 12).

    Parameters
    ----------
    f
        Any function of Variables and other things, returning Variables in any container. What it
        closes over is differentiated too. It has to compute the same again: random numbers are
        drawn anew from the states that NumPy's and Python's generators had, as far as they are
        global, arguments, closed over or attributes of these.

    Returns
    -------
    A function of the same parameters and results.

    Raises
    ------
    GradientError
        In the backward pass, if ``f`` computed something else the second time.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> @ad.checkpoint
    ... def layer(x: ad.Variable, w: ad.Variable) -> ad.Variable:
    ...     return np.tanh(np.tanh(x @ w) @ w)
    >>> x, w = ad.Variable(np.ones((1, 2))), ad.Variable(np.eye(2))
    >>> y = layer(x, w)
    >>> y.creator
    <Checkpoint>
    >>> y.sum().backward()
    >>> w.grad.round(4)
    array([[0.6945, 0.6945],
           [0.6945, 0.6945]])
    """

    @wraps(f)
    def checkpointed(*args: Any, **kwargs: Any) -> Any:
        return _apply(f, args, kwargs) if recording() else f(*args, **kwargs)

    return cast("F", checkpointed)


class _Evaluation:
    """One evaluation of the stretch, recorded.

    Attributes
    ----------
    result
        What ``f`` returned.
    values, segment
        The Variables in it that were computed within: their values, and how.
    """

    __slots__ = ("result", "segment", "values")

    def __init__(self, stretch: _Stretch, xs: Sequence[Any]) -> None:
        since = next_seq()
        with enable_grad():
            self.result: Final = stretch.call(xs)
        outputs = [y for y in variables(self.result) if _is_made(edge_of(y), since)]
        self.values: Final = [y._value for y in outputs]
        self.segment: Final = Segment(since, [*map(edge_of, xs)], [*map(edge_of, outputs)])


class _Stretch:
    """A call that can be made again, with other Variables in the place of those given."""

    __slots__ = ("_args", "_f", "_kwargs", "_states", "sums", "xs")

    def __init__(
        self,
        f: Callable[..., Any],
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
        xs: Sequence[Any],
    ) -> None:
        self._f: Final = f
        self._args: Final = args
        self._kwargs: Final = kwargs
        self._states: Final = RandomStates(f, [*args, *kwargs.values()])
        self.xs: Final = xs
        self.sums: list[tuple[Any, Any]] = []

    def call(self, xs: Sequence[Any]) -> Any:
        """Call the function with ``xs`` in the place of the Variables."""
        new = {id(x): y for x, y in zip(self.xs, xs, strict=True)}
        args, kwargs = map_variables(lambda v: new.get(id(v), v), (self._args, self._kwargs))
        return self._f(*args, **kwargs)

    def again(self, xs: Sequence[Any], closure: Sequence[Any]) -> _Evaluation:
        """Evaluate it anew, and check that it computes the same."""
        forget(xs)
        with self._states.again(), np.errstate(all="ignore"):
            evaluation = _Evaluation(self, xs)
        name = getattr(self._f, "__name__", repr(self._f))
        same = len(evaluation.values) == len(self.sums) and all(
            map(_agree, map(_sums, evaluation.values), self.sums)
        )
        if not same or set(evaluation.segment.closure) != set(closure):
            msg = (
                f"checkpoint: {name} computed something else in the backward pass; pass what it "
                "depends on, such as a random generator, as an argument"
            )
            raise GradientError(msg)
        return evaluation


class Checkpoint(Call):
    """A stretch of program as one node, which keeps its inputs only.

    Its edges lead to the Variables among the arguments, then to what the function closes over.
    """

    __slots__ = ("_closure", "_stretch", "_wrap", "edges", "ports")

    def __init__(self, stretch: _Stretch, edges: Sequence[Any], closure: Sequence[Any]) -> None:
        self._stretch: _Stretch | None = stretch
        self._closure: Sequence[Any] = closure
        self._wrap: Wrap | None = None
        self.edges: tuple[Edge, ...] = (*edges, *closure)
        self.metas: tuple[Meta, ...] | None = None
        self.output: ReferenceType[Any] | None = None
        self.seq: int = next_seq()

    def _again(self) -> tuple[_Evaluation, list[Any]]:
        """Evaluate the stretch; return where the cotangents of the edges arrive in it, too."""
        stretch = self._stretch
        if stretch is None:
            raise AssertionError  # the sweep does not ask a node that it has released
        xs = stretch.xs
        if self._wrap is not None:
            lifted = [self._wrap(x._value, e) for x, e in zip(xs, self.edges, strict=False)]
            xs = [  # tied to where they came from, by nodes of their own, unless they are constants
                x if v._kind == CONSTANT else apply1(Positive(), v)
                for x, v in zip(xs, lifted, strict=True)
            ]
        return stretch.again(xs, self._closure), [*map(edge_of, xs), *self._closure]

    def inner(self) -> tuple[Sequence[Node], Sequence[Any], Sequence[Any]]:
        evaluation, starts = self._again()
        return evaluation.segment.order, starts, evaluation.segment.ends

    def pull(self, g: Any) -> Sequence[Any]:
        evaluation, ends = self._again()
        return evaluation.segment.pull(g, ends, self._wrap, retain_graph=self._wrap is not None)

    def push(self, tangents: Sequence[Any]) -> Any:
        evaluation, ends = self._again()
        return tuple(evaluation.segment.push(ends, tangents, self._wrap))

    def lifted(self, wrap: Wrap) -> Self:
        node = copy(self)
        node._wrap = wrap
        return node

    def release(self) -> None:
        self._stretch = None

    def _array(self, i: int) -> Any:
        xs: Sequence[Any] = [] if self._stretch is None else self._stretch.xs
        return xs[i]._value if i < len(xs) else None


def _apply(f: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
    """Evaluate ``f`` and record it as one node."""
    given: dict[int, Any] = {}
    fresh: dict[int, Any] = {}

    def fresh_of(v: Any) -> Any:
        if v._kind == CONSTANT:
            return v
        if id(v) not in given:
            given[id(v)] = v
            fresh[id(v)] = x = wrap(v._value, None)
            x._kind = LEAF
        return fresh[id(v)]

    new_args, new_kwargs = map_variables(fresh_of, ([*args], dict(kwargs)))
    xs = [*fresh.values()]
    stretch = _Stretch(f, new_args, new_kwargs, xs)
    evaluation = _Evaluation(stretch, xs)
    stretch.sums = [*map(_sums, evaluation.values)]
    node = Checkpoint(stretch, [*map(edge_of, given.values())], evaluation.segment.closure)
    outputs = iter(wrap_outputs(node, evaluation.values, evaluation.values))
    within = set(evaluation.segment.ends)
    passed = {id(x): v for x, v in zip(xs, given.values(), strict=True)}

    def output(y: Any) -> Any:
        return next(outputs) if edge_of(y) in within else passed.get(id(y), y)

    return map_variables(output, evaluation.result)


def _is_made(edge: Any, since: int) -> bool:
    """Whether what an edge leads to was computed since then."""
    owner = owner_of(edge)
    return isinstance(owner, Node) and owner.seq >= since


def _sums(value: Any) -> tuple[Any, Any]:
    """Return what tells an array from others, up to rounding."""
    return np.sum(value), np.sum(np.abs(value))


def _agree(sums: tuple[Any, Any], others: tuple[Any, Any]) -> bool:
    size = sums[1]
    tolerance = np.sqrt(np.finfo(size.dtype).eps) * size
    return all(
        np.allclose(a, b, rtol=0, atol=tolerance, equal_nan=True)
        for a, b in zip(sums, others, strict=True)
    )
