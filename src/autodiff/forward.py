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

from .alarm import alarmed
from .broadcasting import conform, spread
from .config import Scope, using_config, watched
from .graph import next_seq, topological
from .guards import require_unchanged, sharing
from .sweep import silenced, sweep

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .alarm import Alarm
    from .graph import Meta, Node, Wrap

__all__ = ["push", "transposed", "transposition"]


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
    if order is None:
        order = topological(roots)
    require_unchanged(order)
    return alarmed(_push, tangents, wrap, order)


def _push(
    alarm: Alarm, tangents: Mapping[Any, Any], wrap: Wrap | None, order: Sequence[Node]
) -> dict[Any, Any]:
    known: dict[Any, Any] = {**tangents, None: None}
    watch = watched()
    if watch is not None:
        watch = watch.within()
    recorded = wrap is not None
    alarm.listen()
    Scope(recorded, watch).__enter__()  # until the context is left
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
        rule: Any = node if wrap is None else node.lifted(sharing(node, wrap))
        if watch is not None:
            watch.node = node
        if rule.diagonal:
            pushed = _diagonal(rule, ts, alarm, careful=node.hides_nan)
        else:
            pushed = rule.push(ts)
        if watch is not None:
            watch.pushed(ts, pushed)
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

    def pullback(gs: Sequence[Any]) -> Sequence[Any]:
        pulled = node.pull(gs[0] if node.ports is None else tuple(gs))
        return [
            conform(gx, node.metas[i])
            if node.metas is not None and tangents[i] is not None and hasattr(gx, "_edge")
            else gx
            for i, gx in enumerate(pulled)
        ]

    return [
        None if meta is None else np.zeros(*meta) if t is None else conform(t, meta)
        for t, meta in zip(
            transposition(pullback, outputs, tangents, wrap, record=record), outputs, strict=True
        )
    ]


def transposition(
    linear: Callable[[Sequence[Any]], Sequence[Any]],
    inputs: Sequence[Meta | None],
    cotangents: Sequence[Any],
    wrap: Wrap,
    *,
    record: bool,
) -> list[Any]:
    """Apply the transpose of a linear function to cotangents of its results.

    Parameters
    ----------
    linear
        Takes a Variable for each of ``inputs``, ``None`` for ``None``. What it returns that is no
        Variable is 0.
    inputs
        Shape and dtype of each.
    cotangents
        One a result, ``None`` for 0.
    wrap, record
        As for :func:`transposed`.

    Returns
    -------
    The cotangents of the inputs, ``None`` for one that is 0.
    """
    since = next_seq()
    xs = [None if meta is None else wrap(np.zeros(*meta), None) for meta in inputs]
    with using_config("enable_backprop", value=True):
        ys = linear(xs)
    seeds = [
        (y, g) for y, g in zip(ys, cotangents, strict=True) if g is not None and hasattr(y, "_edge")
    ]
    starts = [(y._edge, g) for y, g in seeds if y._edge is not None]
    found, _ = sweep(
        starts,
        # not the past of what a lifted node has saved, which is as long as the program
        order=topological((edge for edge, _ in starts), since=since),
        targets={x: i for i, x in enumerate(xs) if x is not None},
        wrap=wrap if record else None,
    )
    for y, g in seeds:
        if y._edge is None:  # an input itself
            found[y] = found[y] + g if y in found else g
    return [None if x is None else found.get(x) for x in xs]
