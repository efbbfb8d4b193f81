"""Equations ``F(x, p) = 0`` on the leaves of containers, and those for their derivatives."""

from __future__ import annotations

from itertools import accumulate
from math import prod
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np

from autodiff.apply import wrap
from autodiff.operands import data_of, is_variable

from .evaluation import Evaluation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Residual: TypeAlias = Callable[[Sequence[Any], Sequence[Any]], Sequence[Any]]
    """``F`` of the leaves of ``x`` and ``p``; as many leaves as ``x`` has, of the same shapes."""

__all__ = ["Equation", "Linear", "fitted"]


class Equation(NamedTuple):
    """``F(x, p) = 0``, and how it is treated.

    Attributes
    ----------
    name
        What errors call it.
    residual
        ``F``.
    tolerance
        How far from a solution, relative to its size, what a solver returns may be.
    linear_solve
        The user's solver of linear systems, if there is one.
    symmetric
        Whether the matrix ``dF/dx`` equals its transpose.
    """

    name: str
    residual: Residual
    tolerance: float
    linear_solve: Callable[[Any, Any], Any] | None
    symmetric: bool

    def derived(self, n: int, *, transposed: bool) -> Equation:
        """Return the equation for a tangent of the solution, which has n leaves, or a cotangent."""
        return self._replace(residual=Linear(self.residual, n, transposed=transposed))


class Linear:
    """``J v - b``, or with the transpose of ``J = dF/dx``; the parameters are ``b``, x and p.

    The root is a tangent or a cotangent of a solution of ``F(x, p) = 0``: a derivative of a
    solution is a solution too, and is differentiated by the same rule.
    """

    __slots__ = ("_n", "_residual", "_transposed")

    def __init__(self, residual: Residual, n: int, *, transposed: bool) -> None:
        self._residual: Residual = residual
        self._n = n
        self._transposed = transposed

    def __call__(self, vs: Sequence[Any], ps: Sequence[Any]) -> Sequence[Any]:
        n = self._n
        bs, xs, rest = ps[:n], ps[n : 2 * n], ps[2 * n :]
        evaluation = Evaluation(self._residual, xs, rest)
        if self._transposed:
            products = evaluation.pull(vs, evaluation.xs, wrap)
        else:
            products = evaluation.push(evaluation.xs, vs, wrap)
        return [-b if a is None else a - b for a, b in zip(products, bs, strict=True)]


def fitted(name: str, residuals: Sequence[Any], xs: Sequence[Any]) -> Sequence[Any]:
    """Return the leaves of a residual in the shapes and dtypes of the unknowns.

    Raises
    ------
    ValueError
        If there are not as many equations as unknowns.
    """
    ys = [y if is_variable(y) else np.asarray(y) for y in residuals]
    shapes = [x.shape for x in xs]
    if [y.shape for y in ys] != shapes:
        sizes = [*map(prod, shapes)]
        n_equations = sum(data_of(y).size for y in ys)
        if n_equations != sum(sizes):
            msg = (
                f"{name}: {n_equations} equations for {sum(sizes)} unknowns; "
                "return one for each element of x, or minimise with argmin"
            )
            raise ValueError(msg)
        whole = np.concatenate([np.reshape(y, -1) for y in ys])
        ys = [
            np.reshape(whole[end - size : end], shape)
            for end, size, shape in zip(accumulate(sizes), sizes, shapes, strict=True)
        ]
    return [y if y.dtype == x.dtype else y.astype(x.dtype) for x, y in zip(xs, ys, strict=True)]
