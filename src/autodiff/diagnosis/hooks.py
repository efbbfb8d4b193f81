"""Hooks: functions of the user's that see a gradient on its way, and may replace it.

They hang on the edge that cotangents arrive at and not in a table, so that a hook which refers to
its own Variable is garbage together with the graph. A leaf has a slot for them; a node has none
for what is so rare, and keeps them with the reference to its output.
"""

from __future__ import annotations

from itertools import count
from threading import Lock
from typing import TYPE_CHECKING, Any, Final
from weakref import ref

import numpy as np

from autodiff.batching import looped
from autodiff.broadcasting import conformed
from autodiff.errors import GradientError
from autodiff.graph import Node, Port
from autodiff.lending import lent
from autodiff.messages import describe
from autodiff.operands import NUMBERS, data_of, is_array, is_duck_array, is_scalar, is_variable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import TracebackType
    from typing import Self

__all__ = ["HOOKED", "HookHandle", "Hooking", "at_ends", "forget", "hooks_of", "parted"]

_LOCK: Final = Lock()
_numbers: Final = count()


class Hooks:
    """The hooks of one edge.

    Attributes
    ----------
    calls
        With their numbers, in the order of registration.
    retains
        Whether the Variable is to be given its gradient.
    """

    __slots__ = ("__weakref__", "calls", "retains")

    def __init__(self) -> None:
        self.calls: tuple[tuple[int, Callable[[Any], Any]], ...] = ()
        self.retains: bool = False

    def add(self, hook: Callable[[Any], Any]) -> HookHandle:
        """Have ``hook`` called after all others."""
        with _LOCK:
            number = next(_numbers)
            self.calls = (*self.calls, (number, hook))
            HOOKED[id(self)] = ref(self, _Forgotten(id(self)))
        return HookHandle(self, number)

    def retain(self) -> None:
        """Have the Variable given its gradient."""
        with _LOCK:
            self.retains = True
            HOOKED[id(self)] = ref(self, _Forgotten(id(self)))

    def remove(self, number: int) -> None:
        """Have a hook called no more."""
        with _LOCK:
            self.calls = tuple(call for call in self.calls if call[0] != number)
            if not self.calls and not self.retains:
                HOOKED.pop(id(self), None)

    def clear(self) -> None:
        """Let go of all."""
        with _LOCK:
            self.calls = ()
            self.retains = False
            HOOKED.pop(id(self), None)


HOOKED: Final[dict[int, ref[Hooks]]] = {}
"""Those that have something to call: nobody looks for hooks while there are none."""


class _Forgotten:
    """Takes hooks that are gone out of the table."""

    __slots__ = ("_key",)

    def __init__(self, key: int) -> None:
        self._key = key

    def __call__(self, _: object) -> None:
        HOOKED.pop(self._key, None)


class HookHandle:
    """What ``register_hook`` returns; as a context manager, it removes the hook at the end."""

    __slots__ = ("_hooks", "_number")

    def __init__(self, hooks: Hooks, number: int) -> None:
        self._hooks = ref(hooks)
        self._number = number

    def remove(self) -> None:
        """Remove the hook; nothing happens if it is gone already."""
        hooks = self._hooks()
        if hooks is not None:
            hooks.remove(self._number)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
        /,
    ) -> None:
        self.remove()


class _Output(ref[Any]):
    """A node's reference to its output, with hooks."""

    __slots__ = ("hooks",)
    hooks: Hooks


def hooks_of(v: Any, edge: Any) -> Hooks:
    """Return the hooks of ``v``, whose cotangents go to ``edge``; none to begin with."""
    with _LOCK:
        found = _found(edge)
        if found is None:
            found = Hooks()
            if isinstance(edge, (Node, Port)):
                alive = None if edge.output is None else edge.output()
                edge.output = _output(v if alive is None else alive, found)
            else:
                edge._hooks = found
        return found


def _found(edge: Any) -> Hooks | None:
    if isinstance(edge, (Node, Port)):
        output = edge.output
        return output.hooks if type(output) is _Output else None
    return getattr(edge, "_hooks", None)


def _output(v: Any, hooks: Hooks) -> _Output:
    output = _Output(v)
    output.hooks = hooks
    return output


class _Gone:
    __slots__ = ("__weakref__",)


def parted(output: ref[Any] | None) -> ref[Any] | None:
    """Return what stands for ``output`` at a node whose output has become another's."""
    return _output(_Gone(), output.hooks) if type(output) is _Output else None


def forget(leaves: Iterable[Any]) -> None:
    """Drop the hooks of leaves that a function is about to be given, and to hook, again."""
    for leaf in leaves:
        hooks = _found(leaf)
        if hooks is not None:
            hooks.clear()


class Hooking:
    """The hooks in one sweep.

    Parameters
    ----------
    recorded
        Whether cotangents are Variables.
    intermediate
        Where references to Variables and their gradients are collected.
    """

    __slots__ = ("_called", "_errors", "_intermediate", "_recorded")

    def __init__(
        self, *, recorded: bool, intermediate: list[tuple[Any, Any]] | None = None
    ) -> None:
        self._recorded = recorded
        self._intermediate = intermediate
        self._errors: Any = np.geterr()  # of the user, not of the sweep
        self._called: list[Hooks] = []

    def __call__(self, edge: Any, g: Any) -> Any:
        """Return the cotangent that goes on from ``edge``, where ``g`` has arrived."""
        hooks = _found(edge)
        if hooks is None:
            return g
        self._called.append(hooks)
        retains = hooks.retains
        for _, hook in hooks.calls:
            with np.errstate(**self._errors):
                g = self._replaced(edge, hook, g)
        if retains and self._intermediate is not None and edge.output is not None:
            self._intermediate.append((edge.output, g))
        return g

    def freed(self) -> None:
        """Let go of the hooks that were called, for their graph is used up."""
        for hooks in self._called:
            hooks.clear()

    @looped
    def _replaced(self, edge: Any, hook: Callable[[Any], Any], g: Any) -> Any:
        conjugated = g.dtype.kind == "c"
        shown = np.conj(g) if conjugated else g
        if is_array(g) or is_scalar(g):
            # not to be written to, for others may look at it: a write would change their gradients
            shown = lent(np.asarray(shown))
        returned = hook(shown)
        if returned is None:
            return g
        replacement = self._checked(edge, returned, g)
        return np.conj(replacement) if conjugated else replacement

    def _checked(self, edge: Any, returned: Any, g: Any) -> Any:
        """Return what a hook returned as a cotangent, or say what is wrong with it."""
        name = f"the hook of {_named(edge)}"
        data = data_of(returned)
        if type(data) in NUMBERS and g.shape == ():
            data = np.asarray(data)
        if not (is_array(data) or is_scalar(data) or is_duck_array(data)):
            msg = (
                f"{name} returned {type(returned)}; it returns an array, or None to change nothing"
            )
            raise GradientError(msg)
        if data.shape != g.shape or data.dtype != g.dtype:
            msg = (
                f"{name} returned {describe(data)} for a gradient of {describe(data_of(g))}; "
                "it returns one of the same shape and dtype, or None to change nothing"
            )
            raise GradientError(msg)
        if self._recorded and is_variable(g):
            if is_variable(returned):
                return returned
            if np.any(data != 0):
                msg = (
                    f"{name} returned a plain array where the gradient is to be differentiated "
                    "again, which would lose the second derivative; compute it from the Variable "
                    "that the hook is given, or return Variable(array) for a constant"
                )
                raise GradientError(msg)
        # a copy, for the user may write to his array while the sweep goes on
        copied: Any = np.array(data) if is_array(data) or is_scalar(data) else data
        return copied if copied.ndim else copied[()]


def _named(edge: Any) -> str:
    if isinstance(edge, Port):
        return f"result {edge.index} of {type(edge.owner).__name__}"
    if isinstance(edge, Node):
        return f"a result of {type(edge).__name__}"
    return f"a Variable of {describe(edge)}" if edge.name is None else f"Variable {edge.name!r}"


def at_ends(found: dict[Any, Any], ends: Any, *, recorded: bool = False) -> dict[Any, Any]:
    """Call the hooks where a sweep ended, each with its total, which is replaced in ``found``.

    The sweep does not do it itself: one that is a part of a rule ends where others go on.
    """
    if HOOKED:
        hooked = Hooking(recorded=recorded)
        for edge in ends:
            if edge in found and _found(edge) is not None:
                g = found[edge]
                if not isinstance(edge, (Node, Port)):
                    g = conformed(g, edge)
                found[edge] = hooked(edge, g)
    return found
