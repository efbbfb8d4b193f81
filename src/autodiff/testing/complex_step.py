"""Derivatives by a step into the complex plane, where nothing is subtracted."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.operands import data_of

from .rules import products

if TYPE_CHECKING:
    from .rules import F, Leaves

__all__ = ["complex_step"]

_STEP: Final = 2.0**-40
"""Its square is below all rounding."""


def complex_step(f: F, xs: Leaves, vs: Leaves, us: Leaves, ys: Leaves) -> Any:
    """Return the terms of ``<u, Jv>``, of real leaves, from one value of ``f`` at complex ones.

    ``Im f(x + ihv) / h``, which is the derivative but for terms of ``h**2`` if ``f`` is analytic
    (Squire and Trapp, SIAM Review 40, 1998). Nothing in it tells whether ``f`` is: the caller
    compares it with differences.

    Returns
    -------
    Any
        None if ``f`` does not take complex numbers, or something is complex already.
    """
    if any(np.asarray(a).dtype.kind == "c" for a in (*xs, *ys)):
        return None
    zs = [
        np.asarray(x) + 1j * _STEP * np.asarray(v).astype(_double(v))
        for x, v in zip(xs, vs, strict=True)
    ]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the user has not called f with complex numbers
            warnings.simplefilter("error", np.exceptions.ComplexWarning)
            found = [np.asarray(data_of(y)) for y in f(*(z[()] for z in zs))]
    except Exception:  # noqa: BLE001  # whatever f does with complex numbers, there are differences
        return None
    if [z.shape for z in found] != [np.shape(y) for y in ys]:
        return None
    return products(us, [np.imag(z) / _STEP for z in found])


def _double(v: Any) -> Any:
    return np.result_type(np.asarray(v).dtype, np.float64)
