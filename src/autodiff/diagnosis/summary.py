"""``graph_summary``: how large a graph is, and what keeps the memory."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any

from autodiff.graph import FREED, Node, Port, depths, owner_of, topological
from autodiff.messages import describe, name_of
from autodiff.operands import CONSTANT
from autodiff.trees import variables

from .lines import origin_of
from .memory import Memory

if TYPE_CHECKING:
    from .lines import Line

__all__ = ["GraphSummary", "Operations", "SavedArray", "graph_summary"]


@dataclass(frozen=True)
class Operations:
    """All calls of one operation.

    Attributes
    ----------
    name
        The operation.
    count
        How many calls there are.
    nbytes
        Bytes that they keep and no earlier operation does.
    """

    name: str
    count: int
    nbytes: int


@dataclass(frozen=True)
class SavedArray:
    """Memory that is kept for the backward pass.

    Attributes
    ----------
    operation
        The first operation that keeps it.
    array
        Dtype and shape.
    nbytes
        Its bytes.
    from_user
        Whether it is the user's own, too large to be copied (see ``guards``).
    line
        Where the operation was recorded, if that was under ``detect_anomaly``.
    """

    operation: str
    array: str
    nbytes: int
    from_user: bool
    line: Line | None


@dataclass(frozen=True)
class GraphSummary:
    """The size of a recorded graph; ``print`` it.

    Attributes
    ----------
    nodes, leaves
        How many operations were recorded, and how many Variables of the user's they begin with.
    depth
        Operations on the longest way from a result to a leaf.
    freed
        How many operations an earlier backward pass has used up.
    nbytes
        Bytes that the graph keeps for the backward pass, each memory counted once.
    user_nbytes
        Those of them that are the user's own, too large to be copied.
    operations
        The same by operation, what keeps most first.
    largest
        The largest memories that are kept.
    """

    nodes: int
    leaves: int
    depth: int
    freed: int
    nbytes: int
    user_nbytes: int
    operations: tuple[Operations, ...]
    largest: tuple[SavedArray, ...]

    def __str__(self) -> str:
        head = (
            f"{_counted(self.nodes, 'operation')} on {_counted(self.leaves, 'leaf', 'leaves')}, "
            f"{self.depth} deep; {_size(self.nbytes)} saved, "
            f"{_size(self.user_nbytes)} of them the user's own"
        )
        lines = [head]
        if self.freed:
            lines.append(f"{self.freed} of the operations are used up by an earlier backward pass")
        width = max((len(o.name) for o in self.operations), default=0)
        lines += [
            f"  {o.name:{width}} {o.count:7} calls {_size(o.nbytes):>10}" for o in self.operations
        ]
        if self.largest:
            lines.append("largest:")
        for a in self.largest:
            of = ", the user's own" if a.from_user else ""
            lines.append(f"  {_size(a.nbytes):>10} {a.array} by {a.operation}{of}")
            if a.line is not None:
                lines.append(f"  {a.line}".replace("\n", "\n  "))
        return "\n".join(lines)


def _counted(n: int, one: str, many: str | None = None) -> str:
    return f"{n} {one}" if n == 1 else f"{n} {many or one + 's'}"


def _size(nbytes: int) -> str:
    size = float(nbytes)
    for unit in ("B", "KiB", "MiB"):
        if size < 1024:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1024
    return f"{size:.1f} GiB"


def graph_summary(y: Any, *, largest: int = 5) -> GraphSummary:
    """Return how large the graph behind ``y`` is, and what keeps its memory.

    Parameters
    ----------
    y
        A Variable, or a container of them.
    largest
        How many of the largest arrays are listed.

    Returns
    -------
    A summary, which prints as a table. An array counts with all the memory that it keeps alive,
    as a view does with what it is a view of, and memory that several operations share counts
    once, for the first of them.

    Raises
    ------
    TypeError
        If there is no Variable in ``y``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x, w = ad.Variable(np.ones((100, 200))), ad.Variable(np.ones(200))
    >>> y = np.exp(x @ w).sum()
    >>> print(ad.graph_summary(y))
    3 operations on 2 leaves, 3 deep; 158.6 KiB saved, 0 B of them the user's own
      matmul       1 calls  157.8 KiB
      exp          1 calls      800 B
      sum          1 calls        0 B
    largest:
       156.2 KiB float64[100, 200] by matmul
         1.6 KiB float64[200] by matmul
           800 B float64[100] by exp
    """
    given = variables(y)
    if not given:
        msg = f"graph_summary: y is a Variable or a container of them, got {type(y)} without any"
        raise TypeError(msg)
    edges = [v if v._edge is None else v._edge for v in given if v._kind != CONSTANT]
    order = topological((e for e in edges if isinstance(e, (Node, Port))), freed=True)
    leaves = {e for node in order for e in node.edges if not isinstance(owner_of(e), Node)}
    leaves |= {e for e in edges if not isinstance(e, (Node, Port))}
    leaves.discard(None)
    memory = Memory(order, leaves)
    counts: Counter[str] = Counter()
    nbytes: Counter[str] = Counter()
    saved: list[SavedArray] = []
    for node in order:
        name = name_of(node)
        counts[name] += 1
        for array, is_users in memory.kept_by(node):
            size = prod(array.shape) * array.dtype.itemsize
            nbytes[name] += size
            saved.append(SavedArray(name, describe(array), size, is_users, origin_of(node).line))
    saved.sort(key=lambda a: -a.nbytes)
    return GraphSummary(
        nodes=len(order),
        leaves=len(leaves),
        depth=max(depths(order).values(), default=0),
        freed=sum(node.metas is FREED for node in order),
        nbytes=sum(a.nbytes for a in saved),
        user_nbytes=sum(a.nbytes for a in saved if a.from_user),
        operations=tuple(
            Operations(name, counts[name], nbytes[name])
            for name in sorted(counts, key=lambda name: (-nbytes[name], -counts[name], name))
        ),
        largest=tuple(saved[:largest]),
    )
