"""Quadratic forms of positive definite matrices, by their Cholesky factors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operands import data_of
from autodiff.ops.namespace import xp
from autodiff.scipy.linalg.triangular import solve_triangular

from .arguments import floating

if TYPE_CHECKING:
    from autodiff.ops.arraylike import Nested

__all__ = ["log_det", "point_and_ellipse", "quadratic"]


def point_and_ellipse(
    names: tuple[str, str, str], x: Nested, centre: Nested | None, matrix: Nested
) -> tuple[Any, Any]:
    """Return the vectors from a centre to points, and the matrix that measures them.

    As SciPy has it the last axis of ``x`` counts the components, unless there is one component
    only; a number stands for a multiple of the unit matrix, a vector for a diagonal matrix. The
    ``names`` are those of the function, the centre and the matrix.

    Raises
    ------
    ValueError
        If the shapes do not fit.
    """
    name, of_centre, of_matrix = names
    points, ellipse, middle = floating(name, x, matrix, 0 if centre is None else centre)
    side = ellipse.shape[0] if ellipse.ndim > 1 else 1
    d = side if centre is None else data_of(middle).size
    if d == 1:
        middle, ellipse = middle.reshape(1), ellipse.reshape(1, 1)
    elif ellipse.ndim == 0:
        ellipse = ellipse * np.eye(d, dtype=ellipse.dtype)
    elif ellipse.ndim == 1:
        ellipse = xp.diag(ellipse)
    if centre is not None and middle.ndim != 1:
        msg = f"{name}: {of_centre} is a vector, not an array of shape {middle.shape}"
        raise ValueError(msg)
    if ellipse.shape != (d, d):
        msg = f"{name}: {of_matrix} of {d} components is a matrix, not of shape {ellipse.shape}"
        raise ValueError(msg)
    if points.ndim < 2:
        points = points.reshape(-1, 1) if d == 1 else points.reshape(1, -1)
    if points.shape[-1] != d:
        msg = f"{name}: x has {points.shape[-1]} components, and {of_matrix} is of {d}"
        raise ValueError(msg)
    return points - middle, ellipse


def quadratic(factor: Any, vectors: Any) -> Any:
    """Return ``v (l l^T)^-1 v`` for each vector ``v`` of the last axis."""
    columns = vectors.reshape(-1, vectors.shape[-1]).T
    white = solve_triangular(factor, columns, lower=True, check_finite=False)
    return xp.einsum("ij,ij->j", white, white).reshape(vectors.shape[:-1])


def log_det(factor: Any) -> Any:
    """Return the logarithm of the determinant of ``l l^T``."""
    return 2 * xp.sum(np.log(xp.diagonal(factor, axis1=-2, axis2=-1)), axis=-1)
