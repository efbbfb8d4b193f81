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
    if kwargs.get("out") is not None:
        msg = f"{name}: out= would lose the gradient; assign the result to a name instead"
        raise DetachedError(msg)
    ours = FUNCTIONS.get(func)
    if ours is not None:
        try:
            return ours(*args, **kwargs)
        except TypeError as error:
            _require_signature(name, ours, args, kwargs, error)
            raise
    if func in PLAIN:
        if any(is_array(x) or is_variable(x) for x in args[1:]):
            _require_no_out(name, func, args)
        return func(*(plain(x) for x in args), **{k: plain(x) for k, x in kwargs.items()})
    reason = REFUSED.get(func)
    if reason is not None:
        msg = f"{name}: {reason}"
    else:
        msg = f"{name} has no differentiation rule; use v.data for its plain value"
    raise NoRuleError(msg)


def _require_no_out(name: str, func: Callable[..., Any], args: Sequence[Any]) -> None:
    """Raise if ``out`` is among the positional arguments, as in ``np.any(a, 0, v)``."""
    try:
        parameters = [*inspect.signature(func).parameters]
    except ValueError:  # written in C, where out comes by name if at all
        return
    if "out" in parameters[: len(args)] and args[parameters.index("out")] is not None:
        msg = f"{name}: out= would lose the gradient; assign the result to a name instead"
        raise DetachedError(msg)


def _require_signature(
    name: str,
    ours: Callable[..., Any],
    args: Sequence[Any],
    kwargs: Mapping[str, Any],
    error: TypeError,
) -> None:
    """Raise an error of our own if ``error`` came of an argument that we do not have."""
    signature = inspect.signature(ours)
    try:
        signature.bind(*args, **kwargs)
    except TypeError as unbound:
        takes = ", ".join(signature.parameters)
        msg = f"{name}: {unbound}; for Variables it takes ({takes})"
        raise NoRuleError(msg) from error
