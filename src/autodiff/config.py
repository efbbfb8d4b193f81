"""Settings, one value for each thread and each asyncio task.

A setting lives in a ``ContextVar``: reading it costs 30 ns, and neither a thread nor a task
sees what another has switched.
"""

from __future__ import annotations

import inspect
from collections.abc import AsyncGenerator, Callable, Generator
from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, TypeVar, cast, final

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

__all__ = ["Config", "Setting", "enable_grad", "no_grad", "using_config"]

Setting: TypeAlias = Literal["enable_backprop"]
"""The names that :func:`using_config` accepts."""

F = TypeVar("F", bound=Callable[..., Any])

_ENABLE_BACKPROP: Final[ContextVar[bool]] = ContextVar("enable_backprop", default=True)
_SETTINGS: Final[dict[str, ContextVar[bool]]] = {"enable_backprop": _ENABLE_BACKPROP}

_Opened: TypeAlias = "tuple[_Scope, ContextVar[bool], bool]"
"""A scope that is open, what it set, and the value that is to be put back."""

_OPEN_SCOPES: Final[ContextVar[tuple[_Opened, ...]]] = ContextVar("open_scopes", default=())

recording: Final[Callable[[], bool]] = _ENABLE_BACKPROP.get
"""Whether operations are recorded here and now (the hot path reads this)."""


@final
class _Config:
    """The settings of the running thread or task, as attributes."""

    __slots__ = ()

    @property
    def enable_backprop(self) -> bool:
        """Whether operations are recorded for a later ``backward()`` (bool)."""
        return _ENABLE_BACKPROP.get()

    @enable_backprop.setter
    def enable_backprop(self, value: bool) -> None:
        _ENABLE_BACKPROP.set(_checked("enable_backprop", value))

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


class _Scope:
    """A context manager and decorator that sets one setting and puts the old value back.

    A decorated generator holds the setting only while its own body runs: suspended between
    two values, it leaves its consumer alone. One scope may be entered again while it is open,
    and be left before one that was entered later, as generators do.
    """

    __slots__ = ("_setting", "_value")

    def __init__(self, name: str, value: bool) -> None:
        setting = _SETTINGS.get(name)
        if setting is None:
            msg = f"there is no setting {name!r}; Config has: {', '.join(sorted(_SETTINGS))}"
            raise AttributeError(msg)
        self._setting = setting
        self._value = _checked(name, value)

    def __enter__(self) -> Self:
        setting = self._setting
        _OPEN_SCOPES.set((*_OPEN_SCOPES.get(), (self, setting, setting.get())))
        setting.set(self._value)
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
            scope, setting, old = opened[i]
            if scope is not self:
                continue
            later = [*opened[i + 1 :]]
            for j, (other, changed, _) in enumerate(later):
                if changed is setting:  # opened within and still open: it stays in force
                    later[j] = (other, changed, old)
                    break
            else:
                setting.set(old)
            _OPEN_SCOPES.set((*opened[:i], *later))
            return
        # it was opened in another context, by a generator that is closed in this one

    def __call__(self, function: F, /) -> F:
        """Return ``function`` with the setting in force while its body runs."""
        if inspect.isgeneratorfunction(function):
            wrapped: Callable[..., Any] = self._generator(function)
        elif inspect.isasyncgenfunction(function):
            wrapped = self._async_generator(function)
        elif inspect.iscoroutinefunction(function):
            wrapped = self._coroutine(function)
        else:
            wrapped = self._plain(function)
        return cast("F", wraps(function)(wrapped))

    def _plain(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **kwargs: Any) -> Any:
            with self:
                return function(*args, **kwargs)

        return run

    def _coroutine(self, function: Callable[..., Any]) -> Callable[..., Any]:
        async def run(*args: Any, **kwargs: Any) -> Any:
            with self:
                return await function(*args, **kwargs)

        return run

    def _generator(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **kwargs: Any) -> Generator[Any, Any, Any]:
            body = function(*args, **kwargs)
            step: Callable[[], Any] = lambda: next(body)  # noqa: E731  # the next step to take
            try:
                while True:
                    with self:
                        value = step()
                    try:
                        sent = yield value
                    except GeneratorExit:
                        raise
                    except BaseException as error:  # noqa: BLE001  # it belongs to the body
                        step = lambda error=error: body.throw(error)  # type: ignore[misc]  # noqa: E731  # a lambda's default has no type
                    else:
                        step = lambda sent=sent: body.send(sent)  # type: ignore[misc]  # noqa: E731  # a lambda's default has no type
            except StopIteration as stop:
                return stop.value
            finally:
                with self:
                    body.close()

        return run

    def _async_generator(self, function: Callable[..., Any]) -> Callable[..., Any]:
        async def run(*args: Any, **kwargs: Any) -> AsyncGenerator[Any, Any]:
            body = function(*args, **kwargs)
            step: Callable[[], Any] = lambda: anext(body)  # noqa: E731  # the next step to take
            try:
                while True:
                    with self:
                        value = await step()
                    try:
                        sent = yield value
                    except GeneratorExit:
                        raise
                    except BaseException as error:  # noqa: BLE001  # it belongs to the body
                        step = lambda error=error: body.athrow(error)  # type: ignore[misc]  # noqa: E731  # a lambda's default has no type
                    else:
                        step = lambda sent=sent: body.asend(sent)  # type: ignore[misc]  # noqa: E731  # a lambda's default has no type
            except StopAsyncIteration:
                return
            finally:
                with self:
                    await body.aclose()

        return run


def using_config(name: Setting, value: bool) -> _Scope:
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
    return _Scope(name, value)


def no_grad() -> _Scope:
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
    return _Scope("enable_backprop", value=False)


def enable_grad() -> _Scope:
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
    return _Scope("enable_backprop", value=True)
