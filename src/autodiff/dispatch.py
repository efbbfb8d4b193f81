"""From NumPy's protocols (NEP 13 and NEP 18) to the registry."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from .errors import NoRuleError
from .messages import PLAIN_VALUE, require_no_out
from .operands import is_array, is_variable, plain
from .registry import FUNCTIONS, PLAIN, REFUSED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["call_function"]


def call_function(func: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
    """Call our function of the same signature as NumPy's ``func``."""
    if "out" in kwargs:
        require_no_out(_title(func), kwargs["out"])
    ours = FUNCTIONS.get(func)
    if ours is not None:
        try:
            return ours(*args, **kwargs)
        except TypeError as error:
            misfit = _misfit(ours, args, kwargs)
            if misfit is None:
                raise
            named = _without_out(func, args, kwargs)
            if named is None or _misfit(ours, (), named) is not None:
                takes = ", ".join(inspect.signature(ours).parameters)
                msg = f"{_title(func)}: {misfit}; for Variables it takes ({takes})"
                raise NoRuleError(msg) from error
        return ours(**named)
    if func in PLAIN:
        if any(is_array(x) or is_variable(x) for x in args[1:]):
            _without_out(func, args, kwargs)  # it would be written to
        return func(*(plain(x) for x in args), **{k: plain(x) for k, x in kwargs.items()})
    reason = REFUSED.get(func)
    if reason is not None:
        msg = f"{_title(func)}: {reason}"
    else:
        msg = f"{_title(func)} has no differentiation rule; {PLAIN_VALUE}"
    raise NoRuleError(msg)


def _title(func: Callable[..., Any]) -> str:
    """Return the name of NumPy's function, for errors."""
    return f"{func.__module__.replace('numpy', 'np', 1)}.{func.__name__}"


def _misfit(
    ours: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]
) -> TypeError | None:
    """Return why our function does not take these arguments; None if it does."""
    try:
        inspect.signature(ours).bind(*args, **kwargs)
    except TypeError as unbound:
        return unbound
    return None


def _without_out(
    func: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Return all arguments by NumPy's names, without ``out``, which we do not have; None if not so.

    ``np.sum(v, 0, None, None, True)`` has it in the middle.
    """
    try:
        named = dict(inspect.signature(func).bind(*args, **kwargs).arguments)
    except (TypeError, ValueError):  # it does not fit NumPy's either, or that is not known
        return None
    require_no_out(_title(func), named.pop("out", None))
    return named
