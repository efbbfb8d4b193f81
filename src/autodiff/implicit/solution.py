"""The solution of an equation as one node, whatever has computed it."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import edge_of
from autodiff.call import Call
from autodiff.errors import GradientError
from autodiff.graph import next_seq
from autodiff.operands import data_of, is_variable
from autodiff.ports import port, wrap_outputs

from .evaluation import Evaluation, size

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self
    from weakref import ReferenceType

    from autodiff.graph import Edge, Meta, Wrap

    from .equation import Equation
    from .linearization import Linearization, Transposed

__all__ = ["Point", "Solution", "recorded"]


class Point:
    """A solution as plain arrays, and what is known of ``F`` there.

    Attributes
    ----------
    xs, ps
        The leaves of the unknown and of the parameters.
    matrix
        ``dF/dx``.
    allowed
        What the elements of ``F`` may be, but for rounding, if anything was found out.
    """

    __slots__ = ("_evaluation", "allowed", "equation", "matrix", "ps", "xs")

    def __init__(
        self,
        equation: Equation,
        xs: Sequence[Any],
        ps: Sequence[Any],
        matrix: Linearization | Transposed,
        evaluation: Evaluation | None = None,
        allowed: float = np.inf,
    ) -> None:
        self.equation: Equation = equation
        self.xs: Sequence[Any] = xs
        self.ps: Sequence[Any] = ps
        self.matrix: Linearization | Transposed = matrix
        self._evaluation: Evaluation | None = evaluation
        self.allowed: float = allowed

    @property
    def evaluation(self) -> Evaluation:
        """``F`` recorded at the solution."""
        if self._evaluation is None:
            self._evaluation = Evaluation(self.equation.residual, self.xs, self.ps)
        return self._evaluation

    def is_solution(self, evaluation: Evaluation) -> bool:
        """Whether ``F``, as evaluated, is as small as it was to be."""
        return size(evaluation.values) <= self.allowed


class Solution(Call):
    """``x`` with ``F(x, p) = 0``: ``dx = -J^-1 F_p dp`` and ``gp = -F_p^T J^-T gx``, ``J = dF/dx``.

    The edges lead to the parameters, then to what ``F`` closes over.
    """

    __slots__ = ("_lifted", "_point", "_wrap", "closure", "edges", "ports")

    def __init__(self, point: Point, edges: Sequence[Edge], closure: Sequence[Edge]) -> None:
        self._point: Point | None = point
        self._lifted: tuple[Sequence[Any], Sequence[Any]] | None = None
        self._wrap: Wrap | None = None
        self.closure: Sequence[Edge] = closure
        self.edges: tuple[Edge, ...] = (*edges, *closure)
        self.metas: tuple[Meta, ...] | None = None
        self.output: ReferenceType[Any] | None = None
        self.seq: int = next_seq()

    def pull(self, g: Any) -> Sequence[Any]:
        evaluation = self._evaluated()
        ws = self._derived(g, transposed=True)
        ends = [
            None if edge is None else end
            for edge, end in zip(self.edges, [*evaluation.ps, *self.closure], strict=True)
        ]
        return evaluation.pull([-w for w in ws], ends, self._wrap)

    def push(self, tangents: Sequence[Any]) -> Any:
        evaluation = self._evaluated()
        moved = evaluation.push([*evaluation.ps, *self.closure], tangents, self._wrap)
        return tuple(self._derived([None if t is None else -t for t in moved], transposed=False))

    def _evaluated(self) -> Evaluation:
        """Return ``F`` recorded at the solution; anew if derivatives are to be recorded."""
        point = self._known()
        if self._lifted is None:
            return point.evaluation
        evaluation = Evaluation(point.equation.residual, *self._lifted)
        if not point.is_solution(evaluation) or set(evaluation.closure) - set(self.closure):
            msg = (
                f"{point.equation.name}: the function computed something else in the backward pass "
                "than at the solution; pass what it depends on as an argument of the solver"
            )
            raise GradientError(msg)
        return evaluation

    def _derived(self, bs: Sequence[Any], *, transposed: bool) -> Sequence[Any]:
        """Return the solution of the linear system for a right-hand side, None for zeros.

        Recorded, where derivatives are, as the solution that it is.
        """
        point = self._known()
        plain = [None if b is None else data_of(b) for b in bs]
        values = point.matrix.solve(plain, transposed=transposed)
        if self._lifted is None:
            return values
        xs, ps = self._lifted
        equation = point.equation.derived(len(xs), transposed=transposed)
        matrix = point.matrix.T if transposed else point.matrix
        right = [
            np.zeros(x.shape, x.dtype) if b is None else b for b, x in zip(bs, xs, strict=True)
        ]
        parameters = [*right, *xs, *ps]
        derived = Point(equation, values, [data_of(p) for p in parameters], matrix)
        return recorded(derived, parameters, self.closure)

    def _known(self) -> Point:
        if self._point is None:
            raise AssertionError  # the sweep does not ask a node that it has released
        return self._point

    def lifted(self, wrap: Wrap) -> Self:
        node = copy(self)
        point = self._known()
        node._wrap = wrap
        node._lifted = (
            [wrap(x, port(self, i)) for i, x in enumerate(point.xs)],
            [
                p if edge is None else wrap(p, edge)
                for p, edge in zip(point.ps, self.edges, strict=False)
            ],
        )
        return node

    def release(self) -> None:
        self._point = None

    def _array(self, i: int) -> Any:
        return None if self._point is None or i >= len(self._point.ps) else self._point.ps[i]


def recorded(point: Point, parameters: Sequence[Any], closure: Sequence[Edge]) -> tuple[Any, ...]:
    """Return the leaves of a solution as Variables, tied to what they depend on."""
    edges = [edge_of(p) if is_variable(p) else None for p in parameters]
    return wrap_outputs(Solution(point, edges, closure), point.xs, point.ps)
