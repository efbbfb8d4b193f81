"""``detect_anomaly``: the line that made the first NaN, or the first infinity."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.batching import Batched
from autodiff.config import Scope
from autodiff.errors import AnomalyError
from autodiff.messages import describe, name_of
from autodiff.operands import as_tuple, data_of

from .lines import Origin, note_origin, origin_of, user_line
from .names import under_names

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autodiff.config import Watch as Watching
    from autodiff.graph import Node

__all__ = ["Watch", "detect_anomaly"]

_OUTSIDE: Final = "outside of detect_anomaly(), so that its line is unknown; record it within"


class Watch:
    """Notes where operations are recorded, and looks at what they and their rules compute.

    Parameters
    ----------
    forward
        Whether results are looked at, besides derivatives.
    infinite
        Whether infinities are anomalies too.
    depth
        How many sweeps are going on, one within a rule of the other.

    Attributes
    ----------
    node
        The node whose rule the sweep runs.
    """

    __slots__ = ("_depth", "_forward", "_infinite", "node")

    def __init__(self, *, forward: bool, infinite: bool, depth: int = 0) -> None:
        self._forward = forward
        self._infinite = infinite
        self._depth = depth
        self.node: Node | None = None

    def within(self) -> Watch:
        """Return who watches a sweep."""
        return Watch(forward=self._forward, infinite=self._infinite, depth=self._depth + 1)

    def note(self, node: Any, xs: Sequence[Any], ys: Sequence[Any], /) -> None:
        """Note where ``node`` was recorded.

        Raises
        ------
        AnomalyError
            If one of its results ``ys`` has a NaN or an infinity, and no operand of ``xs`` has
            one there. Not where a rule computed it: what the sweep makes of it is looked at.
        """
        line = user_line()
        if line is None and self.node is not None:
            within, rules = origin_of(self.node)
            note_origin(node, Origin(within, (name_of(self.node), *rules)))
            return
        note_origin(node, Origin(line))
        if self._forward:
            kind = self._made(ys, xs, elementwise=node.elementwise)
            if kind is not None:
                operands = ", ".join(map(describe, xs))
                raise _error(
                    node, f"{name_of(node)}({operands}) made {kind}, which no operand has", kind
                )

    def pulled(self, i: int, g: Any, gx: Any) -> None:
        """Look at the cotangent ``gx`` of input ``i`` that the rule made of ``g``.

        Raises
        ------
        AnomalyError
            If it has a NaN or an infinity, and ``g`` has not.
        """
        self._look("cotangent", i, as_tuple(g), (gx,))

    def pushed(self, ts: Sequence[Any], pushed: Any) -> None:
        """Look at the tangents of the results that the rule made of those of the inputs.

        Raises
        ------
        AnomalyError
            If one has a NaN or an infinity, and none of ``ts`` has.
        """
        self._look("tangent", None, ts, as_tuple(pushed))

    def _look(self, what: str, i: int | None, given: Sequence[Any], made: Sequence[Any]) -> None:
        node: Any = self.node
        if self._depth > 1 and origin_of(node).rules:
            return  # recorded by a rule, and its sweep is a part of the rule
        kind = self._made(made, given, elementwise=False)
        if kind is not None:
            of, source = ("results", "operands") if i is None else (f"operand {i}", "results")
            of_rules = " in the derivative of ".join((name_of(node), *origin_of(node).rules))
            shapes = ", ".join(describe(data_of(g)) for g in given if g is not None)
            msg = (
                f"the derivative of {of_rules} made {kind}: the {what} of its {of} has it, "
                f"that of its {source} ({shapes}) has not"
            )
            raise _error(node, msg, kind)

    def _made(self, ys: Sequence[Any], xs: Sequence[Any], *, elementwise: bool) -> str | None:
        """Return which anomaly ``ys`` have and ``xs`` have not."""
        ys, xs = ([*map(_values, filter(_is_some, zs))] for zs in (ys, xs))
        for y in ys:
            if np.all(np.isfinite(y)):
                continue
            for kind, test in (("NaN", np.isnan), ("inf", _is_not_finite)):
                if kind == "inf" and not self._infinite:
                    continue
                had: Sequence[Any] = [test(x) if elementwise else np.any(test(x)) for x in xs]
                if np.any(_only(np.isnan if kind == "NaN" else np.isinf, y, had)):
                    return kind
        return None


def _is_some(z: Any) -> bool:
    return z is not None


def _values(z: Any) -> Any:
    """Return numbers: of all elements of a batch, and without a history."""
    z = data_of(z)
    return z.values if type(z) is Batched else z


def _is_not_finite(z: Any) -> Any:
    return ~np.isfinite(z)


def _only(test: Callable[[Any], Any], y: Any, had: Sequence[Any]) -> Any:
    """Return where ``y`` is what it is tested for, except for where it was so before."""
    return test(y) & ~reduce(np.logical_or, had, np.False_)


def _error(node: Any, what: str, kind: str) -> AnomalyError:
    line, rules = origin_of(node)
    where = f", recorded {_OUTSIDE}" if line is None else f", recorded at\n{line}"
    error = AnomalyError(f"{what}{where}")
    error.operation = rules[-1] if rules else name_of(node)
    error.kind = kind
    error.filename = None if line is None else line.filename
    error.lineno = None if line is None else line.lineno
    return error


def detect_anomaly(*, forward: bool = True, infinite: bool = True) -> Scope:
    """Raise where a NaN or an infinity is made, and name the line of the program.

    Within the block or the decorated function each recorded operation notes the line that called
    it. An operation whose result has a NaN or an infinity that its operands do not have raises
    at once. So does a derivative, in ``backward``, ``gradients`` and all transforms, of any order:
    the error names the operation that it is the derivative of, and its line.

    Parameters
    ----------
    forward
        Whether results of operations are looked at. Pass False for a program that makes NaN or
        infinities on purpose and drops them again, as ``np.where(x > 0, np.log(x), 0)`` does.
    infinite
        Whether infinities are looked for too.

    Returns
    -------
    A context manager that is a decorator too, of functions, generator functions and coroutines.

    Raises
    ------
    AnomalyError
        Within the block, at the first anomaly.

    Notes
    -----
    It slows programs down many times, and costs nothing where it is off. An infinite derivative
    that exists, as that of the root at 0, is an anomaly; what a zero cotangent makes of it is none,
    for the gradient is zero. Operations under :func:`no_grad` are not looked at. A sweep within
    the block over operations recorded outside of it does not know their lines.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([0.0, 1.0]))
    >>> with ad.detect_anomaly():
    ...     y = np.sqrt(x)
    ...     try:
    ...         y.sum().backward()
    ...     except ad.AnomalyError as error:
    ...         print(error.operation, error.kind)
    sqrt inf
    """
    return _Watching(Watch(forward=forward, infinite=infinite))


class _Watching(Scope):
    """A scope that leaves the parts of the program their names."""

    __slots__ = ("_own",)

    def __init__(self, watch: Watch) -> None:
        super().__init__(None)
        self._own: Final = watch

    def _watching(self) -> Watching:
        return under_names(self._own)
