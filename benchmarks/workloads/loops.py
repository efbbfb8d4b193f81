"""Loops over steps in time, in Python and in JAX."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def in_python(step: Callable[[Any, Any], Any], state: Any, xs: Any) -> Any:
    """Return the state after a step for each of ``xs``."""
    for x in xs:
        state = step(state, x)
    return state


def in_jax(step: Callable[[Any, Any], Any], state: Any, xs: Any) -> Any:
    """Do the same as one operation of JAX: of a loop in Python, XLA compiles every turn."""
    return import_module("jax").lax.scan(lambda s, x: (step(s, x), None), state, xs)[0]
