"""Which arguments of a call are differentiated: ``argnums``, found by position or by name."""

from __future__ import annotations

import inspect
from operator import index
from typing import TYPE_CHECKING, Any, NamedTuple

from autodiff.operands import is_sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["Argnums", "chosen", "located", "replaced", "signature_of"]


class Argnums(NamedTuple):
    """Which arguments are differentiated."""

    numbers: Sequence[int]
    several: bool
    """Whether they were asked for as a tuple, so that a tuple is returned."""

    @classmethod
    def every(cls, primals: Sequence[Any]) -> Argnums:
        """Return all positional arguments."""
        return cls(range(len(primals)), several=True)


def chosen(name: str, argnums: Any) -> Argnums:
    """Return what ``argnums``, an int or a tuple of them, means.

    Raises
    ------
    TypeError
        If it is anything else.
    ValueError
        If it is empty, or has a number twice.
    """
    several = is_sequence(argnums)
    given: Sequence[Any] = argnums if several else (argnums,)
    try:
        if any(isinstance(i, bool) for i in given):
            raise TypeError  # noqa: TRY301  # as for any other wrong type
        numbers = tuple(map(index, given))
    except TypeError:
        msg = f"{name}: argnums is an int or a tuple of ints, got {argnums!r}"
        raise TypeError(msg) from None
    if not numbers or len(set(numbers)) < len(numbers):
        msg = f"{name}: argnums has numbers, each once, got {argnums!r}"
        raise ValueError(msg)
    return Argnums(numbers, several)


def located(
    name: str,
    f: Callable[..., Any],
    numbers: Sequence[int],
    args: Sequence[Any],
    kwargs: Mapping[str, Any],
) -> list[int | str]:
    """Return where in ``args`` or ``kwargs`` the chosen arguments are.

    Raises
    ------
    TypeError
        If one was not given.
    """
    n = len(args)
    if numbers and min(numbers) >= 0 and max(numbers) < n:  # each once, as chosen() has seen to
        return [*numbers]
    found: list[int | str] = []
    for number in numbers:
        if -n <= number < n:
            found.append(number % n)
            continue
        keyword = _keyword(f, number)
        if keyword not in kwargs:
            title = getattr(f, "__name__", repr(f))
            msg = (
                f"{name}: argnums has {number}, but {title} was called with {n} positional "
                f"argument{'' if n == 1 else 's'}" + (f" and without {keyword}" if keyword else "")
            )
            raise TypeError(msg)
        found.append(keyword)
    if len(set(found)) < len(found):
        msg = f"{name}: argnums {tuple(numbers)} mean one argument twice"
        raise ValueError(msg)
    return found


def _keyword(f: Callable[..., Any], number: int) -> str:
    """Return the name of a positional parameter; nothing if there is none."""
    signature = signature_of(f)
    parameters = [] if signature is None else [*signature.parameters.values()]
    if not 0 <= number < len(parameters):
        return ""
    parameter = parameters[number]
    return parameter.name if parameter.kind is parameter.POSITIONAL_OR_KEYWORD else ""


def signature_of(f: Callable[..., Any]) -> inspect.Signature | None:
    """Return the parameters of a function; None where they are not known."""
    try:
        return inspect.signature(f)
    except (TypeError, ValueError):  # as of some functions written in C
        return None


def replaced(
    places: Sequence[int | str],
    values: Sequence[Any],
    args: Sequence[Any],
    kwargs: Mapping[str, Any],
) -> tuple[list[Any], dict[str, Any]]:
    """Return the arguments of a call with others in their places."""
    new_args, new_kwargs = list(args), dict(kwargs)
    for place, value in zip(places, values, strict=True):
        if isinstance(place, str):
            new_kwargs[place] = value
        else:
            new_args[place] = value
    return new_args, new_kwargs
