"""How operations and operands are named in error messages, and what is advised."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .errors import DetachedError, TracingError
from .operands import NUMBERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .graph import Node

__all__ = ["PLAIN_VALUE", "describe", "explained", "name_of", "require_no_out"]

PLAIN_VALUE: Final = "use v.data for its plain value"
"""What to do where nothing can be differentiated."""


_KINDS: Final = (
    np.exceptions.AxisError,
    np.linalg.LinAlgError,
    IndexError,
    ZeroDivisionError,
    ValueError,
    TypeError,
)
"""Kinds of errors that keep their kind."""


def name_of(node: Node) -> str:
    """Return the name of an operation as a user writes it."""
    ufunc = getattr(node, "ufunc", None)
    if ufunc is not None:
        return str(ufunc.__name__)
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(node).__name__).lower()


def describe(x: Any) -> str:
    """Return dtype and shape of an operand, for an error message."""
    if hasattr(x, "dtype"):
        return f"{x.dtype}{list(x.shape)}"
    return repr(x) if type(x) in NUMBERS else str(x.__class__)


def explained(error: Exception, node: Node, xs: Sequence[Any]) -> Exception:
    """Return ``error`` with the operation and its operands named."""
    operands = ", ".join(describe(x) for x in xs)
    why = f"{name_of(node)}({operands}): {error}{_remedy(error)}"
    for i, x in enumerate(xs):
        if x is None:
            return TypeError(f"{name_of(node)}: operand {i} is variable(None), which has no data")
    for kind in (TracingError, *_KINDS):
        if isinstance(error, kind):
            return kind(why)
    return error


def _remedy(error: Exception) -> str:
    """Return what to do about an error of NumPy's, as far as it can be told."""
    text = str(error)
    if "broadcast" in text:
        return "; reshape an operand, or give it an axis with x[:, None], so that they broadcast"
    if "core dimension" in text:
        return "; the last axis of the first is as long as the last but one of the second"
    if isinstance(error, np.exceptions.AxisError):
        return "; axes are counted from 0, or from -1 backwards"
    return ""


def require_no_out(name: str, out: object) -> None:
    """Raise if there is an array to write the result to, which could not hold its gradient."""
    if out is not None:
        msg = f"{name}: out= would lose the gradient; assign the result to a name instead"
        raise DetachedError(msg)
