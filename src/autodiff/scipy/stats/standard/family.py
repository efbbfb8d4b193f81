"""Families of location and scale: what SciPy's ``rv_continuous`` does about a standard form."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operands import data_of
from autodiff.ops.arraylike import as_variable
from autodiff.ops.namespace import xp

from .arguments import floating
from .standardize import Standardize
from .support import interior, positive, real_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["Family"]

_NOTHING = np.zeros((), np.bool_)


@dataclass(frozen=True, slots=True)
class Family:
    """A family ``f((x - loc) / scale, *shapes) / scale``.

    Each function is given its formula in the standard form, of ``z = (x - loc) / scale`` and the
    shape parameters, which is asked about points of the support only: points elsewhere are
    replaced by one in it beforehand, and their values afterwards, so that neither has a derivative.
    Where parameters are invalid, ``z`` is NaN.
    """

    name: str
    support: Callable[..., tuple[Any, Any]] = real_line
    """Given the shape parameters, the ends of the support, which belong to it."""
    valid: Callable[..., Any] = positive
    """Given the shape parameters, whether they are valid."""
    open: bool = False
    """Whether the lower end does not belong to the support."""
    constant: float = 0.0
    """What is added to the formula of the log-density."""

    def logpdf(
        self, formula: Callable[..., Any], x: Nested, *shapes: Nested, loc: Nested, scale: Nested
    ) -> Variable[Any, Any]:
        """Return the log-density: minus infinity outside the support."""
        return self._log("logpdf", formula, x, shapes, loc, scale, (-math.inf, -math.inf))

    def logcdf(
        self, formula: Callable[..., Any], x: Nested, *shapes: Nested, loc: Nested, scale: Nested
    ) -> Variable[Any, Any]:
        """Return the log of the probability of no more than ``x``: 0 above the support."""
        return self._log("logcdf", formula, x, shapes, loc, scale, (-math.inf, 0.0))

    def logsf(
        self, formula: Callable[..., Any], x: Nested, *shapes: Nested, loc: Nested, scale: Nested
    ) -> Variable[Any, Any]:
        """Return the log of the probability of more than ``x``: 0 below the support."""
        return self._log("logsf", formula, x, shapes, loc, scale, (0.0, -math.inf))

    def _log(
        self,
        function: str,
        formula: Callable[..., Any],
        x: Nested,
        shapes: tuple[Nested, ...],
        loc: Nested,
        scale: Nested,
        ends: tuple[float, float],
    ) -> Variable[Any, Any]:
        given = floating(f"{self.name}.{function}", x, loc, scale, *shapes)
        width, parameters = given[2], given[3:]
        with np.errstate(all="ignore"):
            z, below, above = self._standardized(*given)
            y = formula(z, *parameters)
            if function == "logpdf":
                y = y + (self.constant - xp.log(width))
            if below.any() or above.any():
                y = xp.where(below, ends[0], xp.where(above, ends[1], y))
        return as_variable(y)

    def _standardized(self, *given: Any) -> tuple[Any, Any, Any]:
        """Return ``z``, and which points lie below and above the support."""
        x, loc, scale, *shapes = (data_of(a) for a in given)
        z = (x - loc) / scale
        valid = self.valid(*shapes) & (scale > 0)
        lower, upper = self.support(*shapes)
        # infinite points lie outside
        most = float(np.finfo(z.dtype).max)
        lower, upper = np.maximum(lower, -most), np.minimum(upper, most)
        inside = ((z > lower) if self.open else (z >= lower)) & (z <= upper)
        if np.all(valid) and np.all(inside):
            return Standardize(False, z)(*given[:3]), _NOTHING, _NOTHING
        z = np.where(valid, z, math.nan).astype(z.dtype)
        outside = ~inside & ~np.isnan(z)
        below = outside & (z <= lower)
        z = np.where(outside, interior(*self.support(*shapes)), z).astype(z.dtype)
        has_nan = bool(np.any(np.isnan(z)))
        return Standardize(has_nan, z[()])(*given[:3]), below, outside & ~below
