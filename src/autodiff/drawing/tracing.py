"""The graph behind a result as a list of steps: what was computed of what, in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from autodiff.diagnosis.names import parts_of
from autodiff.graph import FREED, Node, Port, owner_of, topological
from autodiff.messages import name_of
from autodiff.operands import CONSTANT, NUMBERS, is_scalar
from autodiff.trees import variables

from .shapes import described, inferred

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autodiff.diagnosis.names import Part

__all__ = ["Constant", "Input", "Leaf", "Output", "Step", "Trace", "traced"]

_MOST: Final = 50_000
"""Steps beyond which only the last are looked at."""


@dataclass(eq=False, slots=True)
class Leaf:
    """A Variable of the user's."""

    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class Constant:
    """What has no gradient: its value, if it is a number that was kept, and what it is."""

    value: str
    detail: str


@dataclass(frozen=True, slots=True)
class Output:
    """The result of a step, or one of several; ``step`` is negative if it is not looked at."""

    step: int
    label: str = ""


Input = Leaf | Constant | Output


@dataclass(eq=False, slots=True)
class Step:
    """One operation."""

    name: str
    detail: str
    inputs: list[Input]
    parts: tuple[Part, ...]
    is_result: bool = False


@dataclass(eq=False, slots=True)
class Trace:
    """All steps, those Variables that are results without being computed, and what is missing."""

    steps: list[Step]
    leaves: list[Leaf] = field(default_factory=list[Leaf])
    earlier: int = 0


def traced(y: Any, name: str) -> Trace:
    """Return how the Variables in ``y`` were computed.

    Parameters
    ----------
    y
        A Variable, or a container of them.
    name
        The function that was called, for errors.

    Raises
    ------
    TypeError
        If there is no Variable in ``y``.
    """
    given = variables(y)
    if not given:
        msg = f"{name}: y is a Variable or a container of them, got {type(y)} without any"
        raise TypeError(msg)
    ends: dict[Any, Any] = {v if v._edge is None else v._edge: v for v in given}
    everything = topological((e for e in ends if isinstance(e, (Node, Port))), freed=True)
    order = everything[-_MOST:]
    known = inferred(order, {e: _known(v) for e, v in ends.items() if v._value is not None})
    number: dict[Any, int] = {node: i for i, node in enumerate(order)}
    leaves: dict[Any, Leaf] = {e: _leaf(e) for e in ends if not isinstance(e, (Node, Port))}
    results = {*map(owner_of, ends)}

    def taken(node: Node, i: int, edge: Any) -> Input:
        if edge is None:
            return _constant(node, i)
        if isinstance(edge, Port):
            return Output(number.get(edge.owner, -1), str(edge.index))
        if isinstance(edge, Node):
            return Output(number.get(edge, -1))
        if edge not in leaves:
            leaves[edge] = _leaf(edge)
        return leaves[edge]

    steps = [
        Step(
            name_of(node),
            _detail(node, known),
            [taken(node, i, edge) for i, edge in enumerate(node.edges)],
            parts_of(node),
            node in results,
        )
        for node in order
    ]
    alone = [leaf for e, leaf in leaves.items() if e in ends]
    return Trace(steps, alone, len(everything) - len(order))


def _known(v: Any) -> tuple[tuple[int, ...], Any]:
    return tuple(v._value.shape), v._value.dtype


def _leaf(v: Any) -> Leaf:
    detail = "no data" if v._value is None else described(_known(v))
    is_constant = v._kind == CONSTANT and v._value is not None
    return Leaf(v.name or "", f"{detail}, no gradient" if is_constant else detail)


def _detail(node: Node, known: dict[Any, Any]) -> str:
    """Return shape and dtype of the result, with the name that the user gave it."""
    if node.ports is None:
        alive = None if node.output is None else node.output()
        return _named(alive, described(known.get(node)))
    found: list[str] = []
    for reference, meta in islice(node.ports, 4):
        port = reference()
        alive = None if port is None or port.output is None else port.output()
        found.append(_named(alive, described(meta)))
    return "; ".join(found) + ("; ..." if len(node.ports) > 4 else "")


def _named(v: Any, detail: str) -> str:
    name = None if v is None else v.name
    return f"{name}: {detail}" if name and detail else name or detail


def _constant(node: Node, i: int) -> Constant:
    """Return what is known of a constant, which may not have been kept."""
    array: Any = getattr(node, f"x{i}", None)
    if array is None:
        of: Sequence[Any] = getattr(node, "xs", None) or getattr(node, "_arrays", None) or ()
        array = of[i] if i < len(of) else None
    if type(array) in NUMBERS or is_scalar(array) or getattr(array, "shape", None) == ():
        return Constant(f"{complex(array) if _is_complex(array) else float(array):.4g}", "number")
    if hasattr(array, "dtype"):
        return Constant("", described((tuple(array.shape), array.dtype)))
    if node.metas is not None and node.metas is not FREED and i < len(node.metas):
        shape, dtype = node.metas[i]
        return Constant("", "number" if dtype is None else described((shape, dtype)))
    return Constant("", "")


def _is_complex(x: Any) -> bool:
    return type(x) is complex or getattr(getattr(x, "dtype", None), "kind", "") == "c"
