"""``name_scope``: parts of a program have names, by which pictures group their operations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from autodiff.config import Scope, watched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autodiff.config import Watch

__all__ = ["Named", "Part", "name_scope", "parts_of", "under_names"]


class Part:
    """One run through a block that has a name; a second run is another part."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name: Final = name


_PARTS: Final[WeakKeyDictionary[Any, tuple[Part, ...]]] = WeakKeyDictionary()


def parts_of(node: Any) -> tuple[Part, ...]:
    """Return the parts of the program that recorded ``node``, the outermost first."""
    return _PARTS.get(node, ())


class Named:
    """Notes the parts that operations belong to, and passes all on to who else watches.

    Parameters
    ----------
    parts
        Those that are running, the outermost first.
    other
        Who watched before.
    node
        The node whose rule the sweep runs: what a rule records belongs where its node does.
    """

    __slots__ = ("node", "other", "parts")

    def __init__(self, parts: tuple[Part, ...], other: Watch | None, node: Any = None) -> None:
        self.parts: Final = parts
        self.other: Final = other
        self.node: Any = node

    def note(self, node: Any, xs: Sequence[Any], ys: Sequence[Any], /) -> None:
        """Note the parts that ``node`` belongs to."""
        of_rule = () if self.node is None else parts_of(self.node)
        _PARTS[node] = of_rule or self.parts
        if self.other is not None:
            self.other.node = self.node
            self.other.note(node, xs, ys)

    def within(self) -> Named:
        """Return who watches a sweep."""
        return Named(self.parts, None if self.other is None else self.other.within())

    def pulled(self, i: int, g: Any, gx: Any) -> None:
        """Pass a cotangent on."""
        if self.other is not None:
            self.other.node = self.node
            self.other.pulled(i, g, gx)

    def pushed(self, ts: Sequence[Any], pushed: Any) -> None:
        """Pass a tangent on."""
        if self.other is not None:
            self.other.node = self.node
            self.other.pushed(ts, pushed)


def under_names(watch: Watch) -> Watch:
    """Return ``watch``, with the names of the parts that are running kept."""
    outer = watched()
    return Named(outer.parts, watch) if isinstance(outer, Named) else watch


class _NameScope(Scope):
    """A scope whose watch is made as it opens, so that it may run again and be nested."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        super().__init__(None)
        self._name: Final = name

    def _watching(self) -> Watch:
        outer = watched()
        if isinstance(outer, Named):
            return Named((*outer.parts, Part(self._name)), outer.other)
        return Named((Part(self._name),), outer)


def name_scope(name: str) -> Scope:
    """Give the operations that are recorded within the block a common name, for pictures.

    :func:`draw`, :func:`to_dot` and :func:`to_mermaid` put a frame around them. Scopes nest, and
    each run through one is a part of its own.

    Parameters
    ----------
    name
        What the frame is called.

    Returns
    -------
    A context manager that is a decorator too, of functions, generator functions and coroutines.

    Raises
    ------
    TypeError
        If ``name`` is no string.

    Notes
    -----
    Each operation recorded within the block takes a microsecond more; outside nothing changes.
    What a rule records, for derivatives of derivatives, belongs to the part of its operation.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.ones(3), name="x")
    >>> with ad.name_scope("norm"):
    ...     y = np.sqrt((x * x).sum())
    >>> print(ad.to_mermaid(y, verbose=False))
    flowchart TB
      subgraph f0["norm"]
        n0(["x"]):::leaf
        n1["multiply"]:::operation
        n2["sum"]:::operation
        n3["sqrt"]:::result
      end
      n0 --> n1
      n1 --> n2
      n2 --> n3
      classDef leaf fill:#d7ebff,stroke:#1f6fb5,color:#10263a
      classDef operation fill:#f6f6f4,stroke:#77776f,color:#1d1d1a
      classDef result fill:#fff0cc,stroke:#b07a00,color:#3a2a00,stroke-width:2px
    """
    given: Any = name  # whatever a caller without a checker passes
    if not isinstance(given, str):
        msg = f"name_scope: name is a string, got {type(given)}"
        raise TypeError(msg)
    return _NameScope(name)
