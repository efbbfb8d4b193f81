"""Families of counts: what SciPy's ``rv_discrete`` does about a formula."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operands import data_of
from autodiff.ops.arraylike import as_variable
from autodiff.ops.namespace import xp

from .arguments import floating
from .support import half_line, positive

if TYPE_CHECKING:
    from collections.abc import Callable

    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["Counts"]


@dataclass(frozen=True, slots=True)
class Counts:
    """A family of probabilities of integers.

    Counts and where they begin are data: between integers there is no probability to
    differentiate. A formula is asked about counts in the support only, as of a :class:`Family`.
    """

    name: str
    support: Callable[..., tuple[Any, Any]] = half_line
    """Given the shape parameters, the least and the greatest count."""
    valid: Callable[..., Any] = positive
    """Given the shape parameters, whether they are valid."""

    def logpmf(
        self, formula: Callable[..., Any], k: Nested, *shapes: Nested, loc: Nested
    ) -> Variable[Any, Any]:
        """Return the log-probability: minus infinity of what is no count in the support."""
        return self._log("logpmf", formula, k, shapes, loc, (-math.inf, -math.inf))

    def logcdf(
        self, formula: Callable[..., Any], k: Nested, *shapes: Nested, loc: Nested
    ) -> Variable[Any, Any]:
        """Return the log of the probability of no more than ``k``: 0 above the support."""
        return self._log("logcdf", formula, k, shapes, loc, (-math.inf, 0.0))

    def logsf(
        self, formula: Callable[..., Any], k: Nested, *shapes: Nested, loc: Nested
    ) -> Variable[Any, Any]:
        """Return the log of the probability of more than ``k``: 0 below the support."""
        return self._log("logsf", formula, k, shapes, loc, (0.0, -math.inf))

    def _log(
        self,
        function: str,
        formula: Callable[..., Any],
        k: Nested,
        shapes: tuple[Nested, ...],
        loc: Nested,
        ends: tuple[float, float],
    ) -> Variable[Any, Any]:
        given = floating(f"{self.name}.{function}", k, loc, *shapes)
        count, start, *parameters = given
        plain = [data_of(parameter) for parameter in parameters]
        with np.errstate(all="ignore"):
            z = data_of(count) - data_of(start)
            z = np.where(self.valid(*plain), z, math.nan).astype(z.dtype)
            whole = np.floor(z)
            lower, upper = self.support(*plain)
            below = np.asarray(whole < lower)
            above = np.asarray((whole > upper) | (whole == math.inf))
            if function == "logpmf":
                below = below | ((z != whole) & ~np.isnan(z))
            outside = below | above
            if outside.any():
                whole = np.where(outside, lower, whole).astype(z.dtype)
            y = formula(whole, *parameters)
            if outside.any():
                y = xp.where(below, ends[0], xp.where(above, ends[1], y))
        return as_variable(y)
