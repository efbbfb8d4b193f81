"""The backward sweep: cotangents carried from results to leaves.

The sweep knows neither ``Variable`` nor any rule. Inside it a cotangent is the plain transpose
of the linearised operation, without any conjugate, so that a rule is the textbook derivative for
complex numbers too. Only what enters and leaves a sweep is conjugated (the gradient of
``|z|**2`` is ``2z``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .accumulation import joined, replaced, scattered
from .alarm import alarmed
from .batching import Batched
from .broadcasting import conform
from .config import Scope, watched
from .diagnosis.hooks import HOOKED, Hooking
from .errors import UntrackedError
from .graph import FREED, Port, restricted, topological
from .guards import release_guards, require_unchanged, sharing
from .ownership import exclusive

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from weakref import ReferenceType

    from .alarm import Alarm
    from .graph import Meta, Node, Scattering, Wrap

__all__ = ["silenced", "sweep"]


_SMALL: Final = 2**15
"""Up to so many bytes a sum takes no longer than to find out whether it may be in place."""


def _may_take(pending: dict[Any, Any], edge: Any, gx: Any) -> bool:
    """Whether ``gx`` may be added in place to the cotangent of ``edge``, which nobody else sees."""
    old = pending[edge]
    alike = type(old) is np.ndarray and old.shape == gx.shape and old.dtype == gx.dtype
    del old
    return alike and exclusive(pending, edge)


def _require_met(targets: Mapping[Any, int], starts: set[Any], order: list[Node]) -> None:
    met = starts.union(*(node.edges for node in order))
    for target, number in targets.items():
        if target not in met:
            msg = (
                f"gradients: y does not depend on xs[{number}], or was not recorded; "
                "pass allow_unused=True for zeros"
            )
            raise UntrackedError(msg)


def silenced(gx: Any, g: Any, *, recorded: bool) -> Any:
    """Return what an elementwise rule made of ``g``, with 0 where ``g`` is 0.

    If it is to be differentiated again, only where it is NaN: elsewhere ``gx`` is 0 by itself,
    and its derivative by ``g``, which may pass through 0, is not. A sum that the rule has taken
    itself is finite.
    """
    if gx.shape != g.shape:
        return gx
    return np.where((g == 0) & np.isnan(gx) if recorded else g == 0, 0, gx)


def sweep(
    seeds: Sequence[tuple[Node | Port, Any]],
    *,
    order: list[Node] | None = None,
    targets: Mapping[Any, int] | None = None,
    all_targets: bool = False,
    wrap: Wrap | None = None,
    retain_graph: bool = False,
    retain_grad: bool = False,
) -> tuple[dict[Any, Any], list[tuple[Any, Any]]]:
    """Carry cotangents from ``seeds`` back to the leaves.

    Parameters
    ----------
    seeds
        Where to start, and with which cotangents.
    order
        The nodes from which the seeds were computed, oldest first, if known.
    targets
        Edges whose cotangents are wanted, numbered; what leads to none of them is skipped.
        ``None`` for all leaves.
    all_targets
        Whether it is an error, raised before anything is touched, if a target is not met.
    wrap
        Given, the rules are handed Variables made by it, and record what they do.
    retain_graph
        Keep the saved arrays for another sweep.
    retain_grad
        Collect the cotangents of intermediate Variables that are still alive too.

    Returns
    -------
    The cotangents by edge, and those of intermediate Variables; nothing is written to a
    Variable here, so that an exception leaves every ``grad`` as it was.
    """
    return alarmed(
        _sweep,
        seeds,
        topological([start for start, _ in seeds]) if order is None else order.copy(),
        targets,
        all_targets,
        wrap,
        retain_graph,
        retain_grad,
    )


def _sweep(
    alarm: Alarm,
    seeds: Sequence[tuple[Node | Port, Any]],
    order: list[Node],
    targets: Mapping[Any, int] | None,
    all_targets: bool,
    wrap: Wrap | None,
    retain_graph: bool,
    retain_grad: bool,
) -> tuple[dict[Any, Any], list[tuple[Any, Any]]]:
    kept = None if targets is None else restricted(order, targets)
    if targets is not None and all_targets:
        _require_met(targets, {start for start, _ in seeds}, order)
    guarded = require_unchanged(order)
    pending: dict[Any, Any] = {}
    for start, g in seeds:
        old = pending.get(start)
        pending[start] = g if old is None else old + g
    found: dict[Any, Any] = {}
    intermediate: list[tuple[Any, Any]] = []
    owned: set[Any] = set()  # edges whose cotangent was summed here, so that nobody else sees it
    parts: dict[Any, list[tuple[Scattering, Any]]] = {}  # to be scattered, if recording
    recorded = wrap is not None
    watch = watched()
    if watch is not None:
        watch = watch.within()
    hooked = Hooking(recorded=recorded, intermediate=intermediate) if HOOKED else None
    noting = targets is not None or retain_grad or hooked is not None
    # A zero cotangent gives zero, also through a rule that is singular there. 0 * inf raises the
    # floating-point flag "invalid", which NumPy looks at anyway, so watching costs nothing; 0 * NaN
    # raises none, but a NaN that came to nothing was dropped by some operation, which said so.
    careful = True in [node.hides_nan for node in order]
    alarm.listen()
    Scope(recorded, watch).__enter__()  # until the context is left
    while order:
        node: Any = order.pop()
        g = pending.pop(node, None)
        if recorded and node in parts:
            g = joined(g, parts.pop(node))
        if g is None:
            if node.ports is None:
                continue
            g = _port_cotangents(node.ports, pending, found, targets, hooked)
            if g is None:
                continue
            if retain_grad:
                intermediate.extend(_live_outputs(node.ports, g))
        elif noting:
            if hooked is not None:
                g = hooked(node, g)
            if targets is not None and node in targets:
                found[node] = g
            if retain_grad and node.output is not None:
                intermediate.append((node.output, g))
        if kept is not None:
            edges: Any = kept.get(node)
            if edges is None:
                continue
        else:
            arity = node.arity
            edges = (
                (node.edge0, node.edge1)
                if arity == 2
                else (node.edge0,)
                if arity == 1
                else node.edges
            )
        metas = node.metas
        rule = node if wrap is None else node.lifted(sharing(node, wrap))
        pullbacks = rule.pullbacks
        gxs: Any = None
        if watch is not None:
            watch.node = node
        if pullbacks is None:
            if node.replaces and not recorded:
                mine = node in owned and not noting
                gxs = replaced(node, g, pending, owned, mine=mine)
            elif not node.scatters:
                gxs = rule.pull(g)
            elif not recorded and scattered(node, g, pending, owned):
                edges = ()
            elif recorded and not isinstance(edges[0], Port):
                parts.setdefault(edges[0], []).append((node, g))
                edges = ()
            else:
                gxs = rule.pull(g)
        i = -1
        for edge in edges:
            i += 1
            if edge is None:
                continue
            if pullbacks is not None:
                gx = pullbacks[i](rule, g)
                if alarm.rang or careful:
                    alarm.rang = False
                    if rule.elementwise:
                        gx = silenced(gx, g, recorded=recorded)
            else:
                gx = gxs[i]
                if gx is None:
                    continue
            if metas is not None:
                meta = metas[i]
                if gx.shape != meta[0] or gx.dtype is not meta[1]:
                    gx = conform(gx, meta)
            if watch is not None:
                watch.pulled(i, g, gx)
            if edge not in pending:
                pending[edge] = gx
            elif edge in owned or (
                type(gx) is np.ndarray
                and gx.nbytes > _SMALL
                and not recorded
                and _may_take(pending, edge, gx)
            ):
                pending[edge] += gx
            else:
                pending[edge] = total = pending[edge] + gx
                # While it is recorded, one of the next may be a Variable, which no array takes.
                if not recorded and (type(total) is np.ndarray or type(total) is Batched):
                    owned.add(edge)
        if not retain_graph:
            node.metas = FREED
            if node.keeps:
                node.release()
        g = gx = gxs = None  # nothing outlives its use
    for edge, shares in parts.items():
        pending[edge] = joined(pending.get(edge), shares)
    if not retain_graph:
        release_guards(guarded)
        if hooked is not None:
            hooked.freed()
    pending.update(found)
    return pending, intermediate


def _port_cotangents(
    ports: tuple[tuple[ReferenceType[Port], Meta], ...],
    pending: dict[Any, Any],
    found: dict[Any, Any],
    targets: Collection[Any] | None,
    hooked: Callable[[Any, Any], Any] | None,
) -> tuple[Any, ...] | None:
    """Return the cotangents of all outputs, None for one that nobody used; None if none was."""
    gs: list[Any] = []
    used = False
    for reference, _ in ports:
        port = reference()
        g = None if port is None else pending.pop(port, None)
        if g is not None:
            used = True
            if hooked is not None:
                g = hooked(port, g)
            if targets is not None and port in targets:
                found[port] = g
        gs.append(g)
    return tuple(gs) if used else None


def _live_outputs(
    ports: tuple[tuple[ReferenceType[Port], Meta], ...], gs: tuple[Any, ...]
) -> Iterable[tuple[Any, Any]]:
    for (reference, _), g in zip(ports, gs, strict=True):
        port = reference()
        if g is not None and port is not None and port.output is not None:
            yield port.output, g
