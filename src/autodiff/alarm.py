"""NumPy's floating-point errors during a sweep: heard where they tell something, else silent.

``np.errstate`` costs more than an operation. So its settings are made once, and kept as what they
are: the value of a variable of the context, which a sweep sets in a context of its own.
"""

from __future__ import annotations

from contextvars import Context, copy_context
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextvars import ContextVar

__all__ = ["Alarm", "alarmed"]

T = TypeVar("T")

_spare: Final[list[Alarm]] = []
"""Those that no sweep uses now; sweeps run in several threads, and within each other."""


class Alarm:
    """Called by NumPy when a pullback computed an invalid value, such as 0 * inf."""

    __slots__ = ("_settings", "_variable", "rang")

    def __init__(self) -> None:
        self.rang: bool = False
        context = Context()
        context.run(self._enter)
        ((variable, settings),) = context.items()
        self._variable: Final[ContextVar[Any]] = variable
        self._settings: Final = settings

    def __call__(self, _error: str, _flag: int) -> None:
        self.rang = True

    def _enter(self) -> None:
        np.errstate(divide="ignore", over="ignore", invalid="call", call=self).__enter__()

    def listen(self) -> None:
        """Listen until the present context is left."""
        if self._variable.get() is _DEFAULT:
            self._variable.set(self._settings)
        else:
            self._enter()  # what the user set about underflow stays


def alarmed(function: Callable[..., T], *args: Any) -> T:
    """Call ``function(alarm, *args)`` in a context of its own, in which it may listen.

    Such a context is left in C: what is set in it is put back even if an interrupt comes while it
    is being put back.
    """
    alarm = _spare.pop() if _spare else Alarm()
    try:
        return copy_context().run(function, alarm, *args)
    finally:
        alarm.rang = False
        _spare.append(alarm)


_DEFAULT: Final = Context().run(Alarm()._variable.get)
"""The settings of who has not changed them."""
