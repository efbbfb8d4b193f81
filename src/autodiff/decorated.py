"""Functions whose body runs within a scope: plain ones, generators and coroutines."""

from __future__ import annotations

import inspect
from collections.abc import AsyncGenerator, Callable, Generator
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    Scope: TypeAlias = AbstractContextManager[Any]

__all__ = ["within"]

F = TypeVar("F", bound=Callable[..., Any])


def within(scope: Scope, function: F) -> F:
    """Return ``function`` with ``scope`` open while its body runs.

    A generator has it open between two values only while it computes the next.
    """
    if inspect.isgeneratorfunction(function):
        wrapped: Callable[..., Any] = _generator(scope, function)
    elif inspect.isasyncgenfunction(function):
        wrapped = _async_generator(scope, function)
    elif inspect.iscoroutinefunction(function):
        wrapped = _coroutine(scope, function)
    else:
        wrapped = _plain(scope, function)
    return cast("F", wraps(function)(wrapped))


def _plain(scope: Scope, function: Callable[..., Any]) -> Callable[..., Any]:
    def run(*args: Any, **kwargs: Any) -> Any:
        with scope:
            return function(*args, **kwargs)

    return run


def _coroutine(scope: Scope, function: Callable[..., Any]) -> Callable[..., Any]:
    async def run(*args: Any, **kwargs: Any) -> Any:
        with scope:
            return await function(*args, **kwargs)

    return run


def _generator(scope: Scope, function: Callable[..., Any]) -> Callable[..., Any]:
    def run(*args: Any, **kwargs: Any) -> Generator[Any, Any, Any]:
        body = function(*args, **kwargs)
        step: Callable[[], Any] = lambda: next(body)  # noqa: E731  # the next step to take
        try:
            while True:
                with scope:
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
            with scope:
                body.close()

    return run


def _async_generator(scope: Scope, function: Callable[..., Any]) -> Callable[..., Any]:
    async def run(*args: Any, **kwargs: Any) -> AsyncGenerator[Any, Any]:
        body = function(*args, **kwargs)
        step: Callable[[], Any] = lambda: anext(body)  # noqa: E731  # the next step to take
        try:
            while True:
                with scope:
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
            with scope:
                await body.aclose()

    return run
