"""From NumPy's protocols (NEP 13 and NEP 18) to the registry."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from .apply import apply1, apply2, data_of
from .errors import DetachedError, NoRuleError
from .registry import FUNCTIONS, PLAIN, UFUNCS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np

__all__ = ["call_function", "call_ufunc"]


def call_ufunc(
    ufunc: np.ufunc, method: str, inputs: Sequence[Any], kwargs: Mapping[str, Any]
) -> Any:
    """Apply the operation that ``ufunc`` is registered for."""
    name = f"np.{ufunc.__name__}" + ("" if method == "__call__" else f".{method}")
    if kwargs.get("out") is not None:
        msg = f"{name}: out= would lose the gradient; assign the result to a name instead"
        raise DetachedError(msg)
    rule = UFUNCS.get(ufunc)
    if rule is not None and method == "__call__":
        if kwargs:
            msg = f"{name}: {', '.join(kwargs)}= has no differentiation rule"
            raise NoRuleError(msg)
        node = rule.__new__(rule)
        apply: Any = apply1 if len(inputs) == 1 else apply2
        return apply(node, *inputs)
    if ufunc in PLAIN and method == "__call__":
        return ufunc(*(_plain(x) for x in inputs), **kwargs)
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
        return func(*(_plain(x) for x in args), **{k: _plain(x) for k, x in kwargs.items()})
    msg = f"{name} has no differentiation rule; use v.data for its plain value"
    raise NoRuleError(msg)


def _plain(x: Any) -> Any:
    """Return ``x`` with every Variable in it replaced by its array."""
    if isinstance(x, (list, tuple)):
        return type(x)(_plain(e) for e in x)
    return data_of(x)


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
