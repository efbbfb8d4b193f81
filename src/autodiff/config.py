"""Settings, one value for each thread and each asyncio task.

A setting lives in a ``ContextVar``: reading it costs 30 ns, and neither a thread nor a task
sees what another has switched.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol, TypeAlias, TypeVar, final

from .decorated import within

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType
    from typing import Self

__all__ = [
    "Config",
    "Mode",
    "Scope",
    "Setting",
    "Watch",
    "enable_grad",
    "mode",
    "no_grad",
    "recording",
    "using_config",
    "watched",
]

Setting: TypeAlias = Literal["enable_backprop"]
"""The names that :func:`using_config` accepts."""

F = TypeVar("F", bound=Callable[..., Any])


_Changes: TypeAlias = "tuple[tuple[ContextVar[Any], Any], ...]"
"""What a scope set, and the values that are to be put back."""

_OPEN_SCOPES: Final[ContextVar[tuple[tuple[Scope, _Changes], ...]]] = ContextVar(
    "open_scopes", default=()
)


class Watch(Protocol):
    """What is told of every operation that is recorded, and of what sweeps make of them."""

    node: Any

    def note(self, node: Any, xs: Sequence[Any], ys: Sequence[Any], /) -> None: ...
    def within(self) -> Watch: ...
    def pulled(self, i: int, g: Any, gx: Any) -> None: ...
    def pushed(self, ts: Sequence[Any], pushed: Any) -> None: ...


Mode: TypeAlias = Literal[False, True] | Watch
"""What becomes of an operation: not recorded, recorded, or recorded and watched."""

_MODE: Final[ContextVar[Mode]] = ContextVar("mode", default=True)
_WATCH: Final[ContextVar[Watch | None]] = ContextVar("watch", default=None)
_SETTINGS: Final = frozenset({"enable_backprop"})

mode: Final[Callable[[], Mode]] = _MODE.get
"""What becomes of operations here and now (the hot path reads this)."""

watched: Final[Callable[[], Watch | None]] = _WATCH.get
"""Who watches what is recorded, if anybody does."""


def recording() -> bool:
    """Whether operations are recorded here and now."""
    return _MODE.get() is not False


@final
class _Config:
    """The settings of the running thread or task, as attributes."""

    __slots__ = ()

    @property
    def enable_backprop(self) -> bool:
        """Whether operations are recorded for a later ``backward()`` (bool)."""
        return recording()

    @enable_backprop.setter
    def enable_backprop(self, value: bool) -> None:
        _MODE.set(_checked("enable_backprop", value) and (watched() or True))

    def __repr__(self) -> str:
        return f"Config(enable_backprop={self.enable_backprop})"


Config: Final = _Config()
"""The settings of the running thread or task.

Examples
--------
>>> import autodiff as ad
>>> ad.Config.enable_backprop
True
>>> with ad.no_grad():
...     print(ad.Config.enable_backprop)
False
"""


def _checked(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        msg = f"Config.{name} is True or False, got {value!r} of {type(value)}"
        raise TypeError(msg)
    return value


class Scope:
    """A context manager and decorator that sets what :func:`mode` is and puts the old value back.

    A decorated generator holds the setting only while its own body runs: suspended between
    two values, it leaves its consumer alone. One scope may be entered again while it is open,
    and be left before one that was entered later, as generators do.

    Parameters
    ----------
    value
        Whether operations are recorded; ``None`` to leave it as it is.
    watch
        Who is told of those that are; ``None`` to leave it as it is.
    """

    __slots__ = ("_value", "_watch")

    def __init__(self, value: bool | None, watch: Watch | None = None) -> None:
        self._value = value
        self._watch = watch

    def _watching(self) -> Watch | None:
        """Return who is to be told of operations once the scope opens."""
        return self._watch

    def __enter__(self) -> Self:
        value, watch = self._value, self._watching()
        changes: list[tuple[ContextVar[Any], Any]] = []
        if watch is not None:
            changes.append((_WATCH, _WATCH.get()))
            _WATCH.set(watch)
        if value is not None:
            changes.append((_MODE, _MODE.get()))
            _MODE.set(value and (_WATCH.get() or True))
        elif _MODE.get() is not False:
            _MODE.set(_WATCH.get() or True)
        _OPEN_SCOPES.set((*_OPEN_SCOPES.get(), (self, tuple(changes))))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
        /,
    ) -> None:
        opened = _OPEN_SCOPES.get()
        for i in range(len(opened) - 1, -1, -1):
            scope, changes = opened[i]
            if scope is not self:
                continue
            later = [*opened[i + 1 :]]
            for setting, old in changes:
                _put_back(setting, old, later)
            _OPEN_SCOPES.set((*opened[:i], *later))
            if self._value is None and _MODE.get() is not False:  # what was switched within stays
                _MODE.set(_WATCH.get() or True)
            return
        # it was opened in another context, by a generator that is closed in this one

    def __call__(self, function: F, /) -> F:
        """Return ``function`` with the setting in force while its body runs."""
        return within(self, function)


def _put_back(setting: ContextVar[Any], old: Any, later: list[tuple[Scope, _Changes]]) -> None:
    """Give a setting its old value, or, if a later scope that is open changed it, that scope."""
    for i, (scope, changes) in enumerate(later):
        if any(changed is setting for changed, _ in changes):
            kept = tuple((c, old if c is setting else v) for c, v in changes)
            later[i] = (scope, kept)  # it stays in force
            return
    setting.set(old)


def using_config(name: Setting, value: bool) -> Scope:
    """Set ``Config.name`` to ``value`` for a block or for a decorated function.

    Parameters
    ----------
    name
        The setting; ``"enable_backprop"`` is the only one so far.
    value
        What it is within.

    Returns
    -------
    A context manager that is a decorator too, of functions, generator functions and coroutines.

    Raises
    ------
    AttributeError
        If there is no such setting.
    TypeError
        If ``value`` is not a bool.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array(2.0))
    >>> with ad.using_config("enable_backprop", False):
    ...     y = ad.square(x)
    >>> y.creator is None
    True
    """
    if name not in _SETTINGS:
        msg = f"there is no setting {name!r}; Config has: {', '.join(sorted(_SETTINGS))}"
        raise AttributeError(msg)
    return Scope(_checked(name, value))


def no_grad() -> Scope:
    """Record nothing within the block or the decorated function.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> @ad.no_grad()
    ... def predict(x: ad.Variable) -> ad.Variable:
    ...     return x * 2.0
    >>> predict(ad.Variable(np.array(3.0))).creator is None
    True
    """
    return Scope(value=False)


def enable_grad() -> Scope:
    """Record within the block or the decorated function, even inside :func:`no_grad`.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array(3.0))
    >>> with ad.no_grad(), ad.enable_grad():
    ...     y = x * x
    >>> y.creator is not None
    True
    """
    return Scope(value=True)
