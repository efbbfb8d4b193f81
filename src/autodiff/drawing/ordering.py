"""Places of items in layers: their order, with few crossings, and how far they are to the right.

An item is a number; ``links`` are pairs of an item and one in the next layer, with how far from
the middle of either the line begins and ends.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

__all__ = ["Link", "crossings", "ordered", "placed"]

Link: TypeAlias = "tuple[int, int, float, float]"
Layers: TypeAlias = "list[list[int]]"
Neighbours: TypeAlias = "dict[int, list[tuple[int, float]]]"

_SWEEPS = 10
_MANY = 4000
"""Links beyond which a few sweeps have to do."""


def ordered(layers: Layers, links: Sequence[Link]) -> Layers:
    """Return the layers in the order of fewest crossings that was found.

    Each layer in turn is sorted by the mean place of the neighbours above, then below
    (Sugiyama's barycentre method).
    """
    up, down = _neighbours(links)
    best = [[*layer] for layer in layers]
    current = [[*layer] for layer in layers]
    fewest = crossings(best, links)
    for sweep in range(_SWEEPS if len(links) < _MANY else 3):
        if fewest == 0:
            break
        forth = sweep % 2 == 0
        place = {item: float(i) for layer in current for i, item in enumerate(layer)}
        for k in range(len(current)) if forth else reversed(range(len(current))):
            neighbours = up if forth else down
            keys = {
                item: _mean(
                    [place[n] + 1e-3 * dx for n, dx in neighbours.get(item, ())], place[item]
                )
                for item in current[k]
            }
            current[k].sort(key=lambda item: (keys[item], place[item]))
            place |= {item: float(i) for i, item in enumerate(current[k])}
        found = crossings(current, links)
        if found < fewest:
            fewest, best = found, [[*layer] for layer in current]
    return best


def crossings(layers: Layers, links: Sequence[Link]) -> int:
    """Return how often lines cross."""
    place = {item: i for layer in layers for i, item in enumerate(layer)}
    row = {item: k for k, layer in enumerate(layers) for item in layer}
    between: dict[int, list[tuple[float, float]]] = {}
    for a, b, da, db in links:
        between.setdefault(row[a], []).append((place[a] + 1e-4 * da, place[b] + 1e-4 * db))
    total = 0
    for pairs in between.values():
        pairs.sort()
        ends: list[float] = []
        i = 0
        while i < len(pairs):  # those from one point do not cross
            j = i
            while j < len(pairs) and pairs[j][0] == pairs[i][0]:
                total += len(ends) - bisect_left(ends, pairs[j][1] + 1e-9)
                j += 1
            for _, end in pairs[i:j]:
                insort(ends, end)
            i = j
    return total


def placed(
    layers: Layers,
    links: Sequence[Link],
    widths: Sequence[float],
    gaps: Sequence[float],
    light: Container[int],
) -> list[float]:
    """Return where the middle of each item is: near its neighbours, without overlaps.

    For one layer the best places in the sense of least squares are an isotonic regression, which
    is solved exactly; layers take turns.

    Parameters
    ----------
    layers
        In their order.
    links
        Between layers that follow each other.
    widths
        Of all items.
    gaps
        Half of the space that is wanted between an item and the next.
    light
        Items that stand where the others want them, and draw none to themselves.
    """
    up, down = _neighbours(links)
    x = [0.0] * len(widths)
    for layer in layers:
        at = 0.0
        for item in layer:
            at += widths[item] / 2 + gaps[item]
            x[item] = at
            at += widths[item] / 2 + gaps[item]
    rounds = 24 if len(links) < _MANY else 8
    for sweep in range(rounds):
        forth = sweep % 2 == 0
        both = sweep >= rounds - 4
        for layer in layers if forth else reversed(layers):
            wanted: list[float] = []
            weights: list[float] = []
            for item in layer:
                near = [*(up if forth else down).get(item, ())]
                if both or not near:
                    near = [*up.get(item, ()), *down.get(item, ())]
                near = [(n, dx) for n, dx in near if n not in light] or near
                wanted.append(_mean([x[n] + dx for n, dx in near], x[item]))
                weights.append(
                    0.02 if item in light else 1.0 + len(near) + 4.0 * (widths[item] < 10)
                )
            for item, value in zip(
                layer, _apart(layer, wanted, weights, widths, gaps), strict=True
            ):
                x[item] = value
    return x


def _apart(
    layer: Sequence[int],
    wanted: Sequence[float],
    weights: Sequence[float],
    widths: Sequence[float],
    gaps: Sequence[float],
) -> list[float]:
    """Return the places nearest to those wanted at which nothing overlaps.

    The algorithm is known as that of pool adjacent violators.
    """
    shifts: list[float] = []
    shift = 0.0
    for k, item in enumerate(layer):
        if k:
            left = layer[k - 1]
            shift += (widths[left] + widths[item]) / 2 + gaps[left] + gaps[item]
        shifts.append(shift)
    pools: list[tuple[float, float, int]] = []  # mean, weight, how many
    for value, weight, offset in zip(wanted, weights, shifts, strict=True):
        mean, total, count = value - offset, weight, 1
        while pools and pools[-1][0] > mean:
            m, w, n = pools.pop()
            mean = (mean * total + m * w) / (total + w)
            total += w
            count += n
        pools.append((mean, total, count))
    means = [mean for mean, _, count in pools for _ in range(count)]
    return [mean + offset for mean, offset in zip(means, shifts, strict=True)]


def _neighbours(links: Sequence[Link]) -> tuple[Neighbours, Neighbours]:
    """Return for each item those above and those below, with where its own middle would be."""
    up: Neighbours = {}
    down: Neighbours = {}
    for a, b, da, db in links:
        up.setdefault(b, []).append((a, da - db))
        down.setdefault(a, []).append((b, db - da))
    return up, down


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
