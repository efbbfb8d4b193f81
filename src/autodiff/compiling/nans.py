"""Whether a NaN may be in a traced array, found out where NaNs can come in."""

from __future__ import annotations

import operator as python_operators
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .functions import as_type
from .steps import CALL, INPUT, UPDATE, VIEW, operands
from .traced import Traced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .steps import Step
    from .trace import Trace

__all__ = ["has_nan"]

_np: Any = np


def has_nan(x: Traced) -> bool:
    """Whether a NaN may be in ``x``, noted as guards.

    A program stops where a value is invalid, so that NaNs only come in with what it is given, or
    with what functions return that are not NumPy's arithmetic: only these are looked at.
    """
    trace = x.program
    sources = [Traced(value, step, trace) for step, value in _nan_sources(trace, x.step)]
    found = [bool(_np.isnan(source).any()) for source in sources]
    return any(found) and bool(_np.isnan(x).any())


def _nan_sources(trace: Trace, step: Step) -> Iterator[tuple[Step, Any]]:
    seen = {step}
    stack = [step]
    while stack:
        s = stack.pop()
        f: Any = s.function
        arithmetic = s.kind in {VIEW, UPDATE} or (
            s.kind == CALL
            and (
                (isinstance(f, np.ufunc) and f.signature is None)
                or f in _NO_NANS
                or isinstance(getattr(f, "__self__", None), np.ufunc)
            )
        )
        value = trace.value(s)
        if arithmetic or (value is None and s.kind != INPUT):
            if any(map(_is_nan, s.args)):
                yield s, value
                continue
            new = [y for y in operands(s) if y not in seen]
            seen.update(new)
            stack += new
        elif s.dtype is not None and s.dtype.kind in "fc":
            yield s, value


def _is_nan(x: Any) -> bool:
    return isinstance(x, (float, np.floating)) and bool(x != x)  # noqa: PLR0124  # a NaN is not


_NO_NANS: Final = frozenset({
    np.where, np.full, as_type, python_operators.getitem, np.concatenate, np.stack, np.copy,
})  # fmt: skip
"""Functions that make no NaN of their own."""
