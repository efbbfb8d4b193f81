"""One recorded call of a function, from fresh inputs to its results: what all transforms share.

At the edge values are plain: each input is made a Variable of its own, each result is handed out
as the type that came in. Where Variables are given, or ``f`` computes with others from outside
while recording is on, derivatives are Variables too and can be differentiated again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.apply import apply1, edge_of, untracked, wrap
from autodiff.broadcasting import conform
from autodiff.config import enable_grad, recording
from autodiff.diagnosis.hooks import at_ends
from autodiff.forward import push
from autodiff.graph import Node, Port, next_seq, require_kept
from autodiff.operands import CONSTANT, arrayed, data_of, is_array, is_pair, is_scalar, is_variable
from autodiff.ops.neg import Positive
from autodiff.ownership import taken
from autodiff.seed import cotangent
from autodiff.sweep import sweep
from autodiff.trees import LEAF, flatten, map_variables, variables
from autodiff.variable import Variable

from .arguments import located, replaced
from .boundary import bounded
from .edge import as_array, as_given, edge_of_result, fixed, own, plain_value, require_inexact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from autodiff.trees import Structure

    from .arguments import Argnums

__all__ = ["Recording"]


class Recording:
    """A call of ``f``, recorded.

    Attributes
    ----------
    primals, structures
        The leaves of the differentiated arguments as they were given, and how each argument is
        built of them.
    inputs, edges
        The Variables that ``f`` was given for them, and where their cotangents go.
    outputs, structure
        The leaves of what ``f`` returned, and how it is built of them.
    aux
        What ``f`` returned besides.
    differentiable
        Whether derivatives are to be recorded, for somebody outside may differentiate them.
    """

    __slots__ = (
        "_order",
        "_outside",
        "_own",
        "_retained",
        "_several",
        "_since",
        "_wrap",
        "aux",
        "differentiable",
        "edges",
        "inputs",
        "name",
        "outputs",
        "primals",
        "structure",
        "structures",
    )
    outputs: list[Any]
    structure: Structure

    def __init__(
        self,
        name: str,
        f: Callable[..., Any],
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
        argnums: Argnums,
        *,
        has_aux: bool = False,
        retained: bool = False,
    ) -> None:
        self.name: Final = name
        self._several: Final = argnums.several
        self._retained: Final = retained
        outer = recording()
        self._since: Final = next_seq()
        places = located(name, f, argnums.numbers, args, kwargs)
        self.primals: Final[list[Any]] = []
        self.structures: Final[list[Structure]] = []
        for place in places:
            what = f"{name}: argument {place}"
            given = kwargs[place] if isinstance(place, str) else args[place]
            leaves, structure = flatten(given, what)
            for i, leaf in enumerate(leaves):
                require_inexact(leaf, what, structure, i)
            self.primals.extend(leaves)
            self.structures.append(structure)
        result: Any
        if outer:
            result = self._call(f, places, args, kwargs)
        else:
            with enable_grad():
                result = self._call(f, places, args, kwargs)
        self.aux: Any = None
        if has_aux:
            if not is_pair(result):
                msg = f"{name}: with has_aux=True f returns (result, aux), got {type(result)}"
                raise TypeError(msg)
            result, self.aux = result
        self.outputs, self.structure = flatten(result, f"{name}: the result of f")
        edges = [*map(edge_of_result, self.outputs)]
        self._own: Final = set(self.edges)
        self._order, leading_out = bounded(self._since, self._own, edges)
        if has_aux and (more := [*map(edge_of, variables(self.aux))]):
            _, leading_out = bounded(self._since, self._own, edges + more)
        self._outside: Final = bool(leading_out)
        self.differentiable: Final = outer and (
            self._outside or True in [is_variable(x) and x._kind != CONSTANT for x in self.primals]
        )
        # of a pullback of plain values nothing but what it is given is differentiated
        self._wrap: Final = wrap if self.differentiable or not retained else fixed

    def _call(
        self,
        f: Callable[..., Any],
        places: Sequence[int | str],
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
    ) -> Any:
        # a node of its own tells this x from the same Variable elsewhere in f
        self.inputs: list[Any] = [
            apply1(Positive(), x) if is_variable(x) else Variable(own(x, copied=self._retained))
            for x in self.primals
        ]
        self.edges: list[Any] = [edge_of(x) for x in self.inputs]
        values = self.arguments(self.inputs)
        new_args, new_kwargs = replaced(places, values, args, kwargs)
        return f(*new_args, **new_kwargs)

    @property
    def order(self) -> Sequence[Node]:
        """The nodes from which the outputs were computed, oldest first."""
        return self._order

    # Containers

    def arguments(self, leaves: Iterable[Any]) -> list[Any]:
        """Return the differentiated arguments with other leaves."""
        given = iter(leaves)
        return [next(given) if s is LEAF else s.unflatten(given) for s in self.structures]

    def chosen(self, leaves: Iterable[Any]) -> Any:
        """Return the same; a single one by itself, if it was not asked for as a tuple."""
        arguments = self.arguments(leaves)
        return tuple(arguments) if self._several else arguments[0]

    def value(self) -> Any:
        """Return what ``f`` returned, for whoever called it."""
        return self.structure.unflatten(map(self._handed_out, self.outputs))

    def auxiliary(self) -> Any:
        """Return what ``f`` returned besides its result."""
        return map_variables(self._handed_out, self.aux)

    def _handed_out(self, y: Any) -> Any:
        if self.differentiable or not is_variable(y):
            return y
        value = plain_value(y, retained=self._retained)
        return untracked(value) if self.takes_variables else value

    @property
    def takes_variables(self) -> bool:
        """Whether a Variable was given, so that Variables are returned."""
        return any(map(is_variable, self.primals))

    # Derivatives

    def seeds(self, gys: Sequence[Any], what: str, *, differentiable: bool) -> list[Any]:
        """Return the cotangents of the outputs as the engine has them.

        Raises
        ------
        TypeError
            If one is None, which may mean 1 or 0.
        """
        for i, g in enumerate(gys):
            if g is None:
                path = self.structure.path(i)
                msg = f"{what}{path} is None; pass zeros for what does not matter"
                raise TypeError(msg)
        return [
            None
            if edge_of_result(y) is None
            else cotangent(y, as_array(g), differentiable=differentiable, name=what)
            for y, g in zip(self.outputs, gys, strict=True)
        ]

    def pull(
        self, gys: Sequence[Any], *, retain_graph: bool, differentiable: bool
    ) -> dict[Any, Any]:
        """Carry cotangents, one an output, back; return those of inputs by their edges.

        ``None`` stands for 0.
        """
        require_kept(self._order)
        seeds: list[tuple[Any, Any]] = []
        direct: dict[Any, Any] = {}
        for y, g in zip(self.outputs, gys, strict=True):
            edge = edge_of_result(y)
            if g is None:
                continue
            if isinstance(edge, (Node, Port)):
                seeds.append((edge, g))
            elif edge in self._own:  # an input, returned as it came in
                direct[edge] = direct[edge] + g if edge in direct else g
        found, _ = sweep(
            seeds,
            order=self._order,
            targets=dict.fromkeys(self._own, 0) if self._outside else None,
            wrap=self._wrap if differentiable else None,
            retain_graph=retain_graph,
        )
        for edge, g in direct.items():
            found[edge] = found[edge] + g if edge in found else g
        return at_ends(found, self._own, recorded=differentiable)

    def to_gradient(self, gys: Sequence[Any]) -> None:
        """Go on to the gradient for these cotangents: it becomes the result, and is recorded."""
        with enable_grad():
            found = self.pull(gys, retain_graph=True, differentiable=True)
            self.outputs = self.gradients(found, differentiable=True)
        self.structure = flatten(self.chosen(self.outputs))[1]
        self._order, _ = bounded(self._since, self._own, map(edge_of_result, self.outputs))

    def gradients(self, found: dict[Any, Any], *, differentiable: bool) -> list[Any]:
        """Return the gradients of the leaves for their cotangents, each as its leaf was given."""
        gxs: list[Any] = []
        for x, edge, primal in zip(self.inputs, self.edges, self.primals, strict=True):
            data = data_of(x)
            if edge not in found:
                gx: Any = np.zeros_like(data)
            else:
                g = found[edge]
                if g.shape != data.shape or g.dtype != data.dtype:
                    found[edge] = conform(g, (data.shape, data.dtype))
                del g  # which may be given away
                if data.dtype.kind == "c":
                    found[edge] = np.conj(found[edge])
                gx = found.pop(edge) if is_variable(found[edge]) else taken(found, edge)
            gxs.append(as_given(gx, primal, as_variable=differentiable))
        return gxs

    def push(self, tangents: Sequence[Any], *, differentiable: bool) -> list[Any]:
        """Carry tangents, one an input, to the outputs; ``None`` for one that is 0."""
        require_kept(self._order)
        seeds = {e: t for e, t in zip(self.edges, tangents, strict=True) if t is not None}
        roots = [
            edge for edge in map(edge_of_result, self.outputs) if isinstance(edge, (Node, Port))
        ]
        found = push(roots, seeds, self._wrap if differentiable else None, order=self._order)
        return [
            None if (edge := edge_of_result(y)) is None else found.get(edge) for y in self.outputs
        ]

    def tangents(self, dys: Sequence[Any], *, differentiable: bool) -> Any:
        """Return tangents of the outputs as a container like the result of ``f``."""
        return self.structure.unflatten(
            self._tangent(y, dy, as_variable=differentiable)
            for y, dy in zip(self.outputs, dys, strict=True)
        )

    def _tangent(self, y: Any, dy: Any, *, as_variable: bool) -> Any:
        data = own(data_of(y))
        dtype = data.dtype
        if dy is None:
            kind = dtype if dtype.kind in "fc" else np.result_type(dtype, np.float32)
            dy = np.zeros(data.shape, kind)
        elif dy.dtype != dtype:  # as that of np.std(x, dtype=complex), whose value is a modulus
            dy = dy.astype(dtype)
        if as_variable or (self.takes_variables and is_variable(y)):
            return dy if is_variable(dy) else untracked(arrayed(dy))
        return np.array(dy)[()] if is_array(dy) or is_scalar(dy) else dy
