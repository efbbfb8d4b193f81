"""The forward sweep: tangents carried from inputs to results, over the same graph.

No rule is written for it. An elementwise operation has a diagonal Jacobian, so its pullback is
its pushforward; a linear one pushes a tangent by its own ``forward``, a multilinear one by
``forward`` once an input; what is left pushes by the transpose of its pullback, which is linear
in the cotangent and is differentiated by it (Christianson's observation that reverse mode
applied to reverse mode is forward mode).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .broadcasting import conform, spread
from .config import using_config
from .graph import Port, next_seq, topological
from .sweep import Alarm, silenced, sweep

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .graph import Meta, Node, Wrap

__all__ = ["push", "transposed"]


def push(
    roots: Sequence[Any],
    tangents: Mapping[Any, Any],
    wrap: Wrap | None,
    *,
    order: Sequence[Node] | None = None,
) -> dict[Any, Any]:
    """Carry ``tangents``, given by edge, forward to ``roots``.

    Parameters
    ----------
    roots
        Nodes and ports of which the tangents are wanted.
    tangents
        Those of leaves, nodes or ports; all others are zero.
    wrap
        Given, the rules are handed Variables made by it, and record what they do.
    order
        The nodes from which the roots were computed, oldest first, if known.

    Returns
    -------
    The tangents by edge; one that is zero for certain is missing. Nothing is freed.
    """
    known: dict[Any, Any] = {**tangents, None: None}
    if order is None:
        order = topological({r.owner if isinstance(r, Port) else r for r in roots})
    alarm = Alarm()
    with (
        np.errstate(divide="ignore", over="ignore", invalid="call", call=alarm),
        using_config("enable_backprop", wrap is not None),
    ):
        node: Any
        for node in order:
            if node in tangents:
                continue
            arity: Any = node.arity
            if arity == 1:
                ts: list[Any] = [known.get(node.edge0)]
                if ts[0] is None:
                    continue
            else:
                ts = [known.get(edge) for edge in node.edges]
                if all(t is None for t in ts):
                    continue
            rule: Any = node if wrap is None else node.lifted(wrap)
            if rule.diagonal:
                known[node] = _diagonal(rule, ts, alarm, careful=node.hides_nan)
                continue
            pushed = rule.push(ts)
            if node.ports is None:
                known[node] = pushed
                continue
            for (reference, _), t in zip(node.ports, pushed, strict=True):
                port = reference()
                if t is not None and port is not None and port not in tangents:
                    known[port] = t
    return known


def _diagonal(rule: Any, ts: Sequence[Any], alarm: Alarm, *, careful: bool) -> Any:
    """Push tangents by the pullbacks, which are diagonal; a zero tangent gives zero."""
    total = None
    for t, pullback in zip(ts, rule.pullbacks, strict=True):
        if t is None:
            continue
        dy = pullback(rule, t)  # t may broadcast to the shape of the output
        if alarm.rang or careful:
            alarm.rang = False
            dy = silenced(dy, t, recorded=hasattr(t, "_edge"))
        total = dy if total is None else total + dy
    return total if rule.metas is None else spread(total, rule.metas[-1])


def transposed(
    node: Node, outputs: Sequence[Meta | None], tangents: Sequence[Any], wrap: Wrap, *, record: bool
) -> list[Any]:
    """Push tangents by the transpose of the node's pullback.

    Parameters
    ----------
    node
        Lifted, if what is done is to be recorded.
    outputs
        Shape and dtype of each output; ``None`` for one whose tangent is not wanted.
    tangents
        One an input, ``None`` for 0.
    wrap
        Makes a Variable of an array.
    record
        Whether the result is to be differentiated again.
    """
    since = next_seq()
    gs = [None if meta is None else wrap(np.zeros(*meta), None) for meta in outputs]
    with using_config("enable_backprop", value=True):
        pulled = node.pull(gs[0] if node.ports is None else tuple(gs))
        seeds = [
            (gx if node.metas is None else conform(gx, node.metas[i]), t)
            for i, (gx, t) in enumerate(zip(pulled, tangents, strict=True))
            if t is not None and hasattr(gx, "_edge")  # otherwise a constant, 0
        ]
    starts = [(gx._edge, t) for gx, t in seeds if gx._edge is not None]
    found, _ = sweep(
        starts,
        # not the past of what a lifted node has saved, which is as long as the program
        order=topological({e.owner if isinstance(e, Port) else e for e, _ in starts}, since=since),
        targets={g: i for i, g in enumerate(gs) if g is not None},
        wrap=wrap if record else None,
    )
    for gx, t in seeds:
        if gx._edge is None:  # the cotangent itself
            found[gx] = found[gx] + t if gx in found else t
    return [
        None if meta is None else conform(found[g], meta) if g in found else np.zeros(*meta)
        for g, meta in zip(gs, outputs, strict=True)
    ]
