"""From NumPy's protocols (NEP 13 and NEP 18) to the registry."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import numpy as np

from .errors import DetachedError, NoRuleError
from .operands import plain
from .registry import FUNCTIONS, METHODS, PLAIN, REFUSED, UFUNCS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["call_function", "refuse_or_plain"]


def refuse_or_plain(
    ufunc: np.ufunc, method: str, inputs: Sequence[Any], kwargs: Mapping[str, Any]
) -> Any:
    """Return the plain result of a call that is no operation, or say why there is none."""
    prefix = "np." if getattr(np, ufunc.__name__, None) is ufunc else ""
    name = f"{prefix}{ufunc.__name__}" + ("" if method == "__call__" else f".{method}")
    if kwargs.get("out") is not None:
        msg = f"{name}: out= would lose the gradient; assign the result to a name instead"
        raise DetachedError(msg)
    ours = METHODS.get((ufunc, method))
    if ours is not None:
        return ours(*inputs, **kwargs)
    if method == "__call__" and ufunc in PLAIN:
        return ufunc(*(plain(x) for x in inputs), **kwargs)
    if method == "__call__" and ufunc in REFUSED:
        msg = f"{name}: {REFUSED[ufunc]}"
    elif method == "__call__" and ufunc in UFUNCS:
        msg = f"{name}: {', '.join(kwargs)}= has no differentiation rule"
    else:
        msg = f"{name} has no differentiation rule; use v.data for its plain value"
    raise NoRuleError(msg)


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
        return func(*(plain(x) for x in args), **{k: plain(x) for k, x in kwargs.items()})
    reason = REFUSED.get(func)
    if reason is not None:
        msg = f"{name}: {reason}"
    else:
        msg = f"{name} has no differentiation rule; use v.data for its plain value"
    raise NoRuleError(msg)


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
