"""Whether a library's results are those by hand; nothing is timed before."""

from __future__ import annotations

from typing import Any

import numpy as np


class WrongGradientError(AssertionError):
    """A library's value or gradient is not the one by hand."""


def check(name: str, library: str, results: list[Any], expected: list[Any]) -> None:
    """Compare shapes and elements, as exactly as the precision in use allows.

    Sums of many terms are taken in other orders, so that what counts is an error relative to the
    largest element.
    """
    for i, (result, right) in enumerate(zip(results, expected, strict=True)):
        got, right_ = np.asarray(result), np.asarray(right)
        tolerance = 1e-3 if right_.dtype == np.float32 else 1e-8
        largest = float(np.max(np.abs(right_), initial=0.0))
        if got.shape != right_.shape or not np.allclose(
            got, right_, rtol=tolerance, atol=tolerance * max(largest, 1e-6)
        ):
            msg = f"{name}: result {i} of {library} is not the one by hand"
            raise WrongGradientError(msg)
