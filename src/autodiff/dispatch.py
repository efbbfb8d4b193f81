"""From NumPy's protocols (NEP 13 and NEP 18) to the registry."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from .errors import DetachedError, NoRuleError
from .operands import is_array, is_variable, plain
from .registry import FUNCTIONS, PLAIN, REFUSED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["call_function"]


def call_function(func: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
    """Call our function of the same signature as NumPy's ``func``."""
    name = f"{func.__module__.replace('numpy', 'np', 1)}.{func.__name__}"
    _require_no_out(name, kwargs.get("out"))
    ours = FUNCTIONS.get(func)
    if ours is not None:
        try:
            return ours(*args, **kwargs)
        except TypeError as error:
            if _binds(ours, args, kwargs):
                raise
            named = _without_out(name, func, args, kwargs)
            if named is None or not _binds(ours, (), named):
                raise _unfit(name, ours, args, kwargs) from error
        return ours(**named)
    if func in PLAIN:
        if any(is_array(x) or is_variable(x) for x in args[1:]):
            _without_out(name, func, args, kwargs)  # it would be written to
        return func(*(plain(x) for x in args), **{k: plain(x) for k, x in kwargs.items()})
    reason = REFUSED.get(func)
    if reason is not None:
        msg = f"{name}: {reason}"
    else:
        msg = f"{name} has no differentiation rule; use v.data for its plain value"
    raise NoRuleError(msg)


def _binds(ours: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> bool:
    """Whether our function takes these arguments."""
    try:
        inspect.signature(ours).bind(*args, **kwargs)
    except TypeError:
        return False
    return True


def _without_out(
    name: str, func: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Return all arguments by NumPy's names, without ``out``, which we do not have; None if not so.

    ``np.sum(v, 0, None, None, True)`` has it in the middle.
    """
    try:
        named = dict(inspect.signature(func).bind(*args, **kwargs).arguments)
    except (TypeError, ValueError):  # it does not fit NumPy's either, or that is not known
        return None
    _require_no_out(name, named.pop("out", None))
    return named


def _require_no_out(name: str, out: object) -> None:
    if out is not None:
        msg = f"{name}: out= would lose the gradient; assign the result to a name instead"
        raise DetachedError(msg)


def _unfit(
    name: str, ours: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]
) -> NoRuleError:
    """Return an error for arguments that our function does not have."""
    signature = inspect.signature(ours)
    takes = ", ".join(signature.parameters)
    try:
        signature.bind(*args, **kwargs)
    except TypeError as unbound:
        return NoRuleError(f"{name}: {unbound}; for Variables it takes ({takes})")
    return NoRuleError(f"{name}: for Variables it takes ({takes})")
