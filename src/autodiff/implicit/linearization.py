"""``dF/dx`` at a solution: products with it, and systems of it."""

from __future__ import annotations

from importlib import import_module
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.batching import Batched, looped, unbatched
from autodiff.config import no_grad
from autodiff.errors import ConvergenceError, UndefinedDerivativeError
from autodiff.ops.linalg.factorization import factorize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autodiff.ops.linalg.factorization import Factorization

    from .equation import Equation
    from .evaluation import Evaluation

__all__ = ["Linearization"]

DENSE: Final = 1000
"""Unknowns up to which the matrix is computed, product by product, and factorised."""


class Linearization:
    """The matrix ``J = dF/dx`` of shape (n, n), for plain vectors of n elements.

    It has what SciPy's ``aslinearoperator`` asks for.

    Attributes
    ----------
    shape, dtype
        Those of the matrix.
    T
        The transpose.
    """

    def __init__(self, equation: Equation, evaluation: Evaluation, xs: Sequence[Any]) -> None:
        sizes = [x.size for x in xs]
        n = sum(sizes)
        self.shape: tuple[int, int] = (n, n)
        self.dtype: Any = np.result_type(*(x.dtype for x in xs)) if xs else np.dtype(np.float64)
        self._equation: Final = equation
        self._evaluation: Final = evaluation
        self._pieces: Final = [
            (end - size, end, x.shape, x.dtype)
            for end, size, x in zip(accumulate(sizes), sizes, xs, strict=True)
        ]
        self._known: tuple[Any, Factorization] | None = None

    def matvec(self, v: Any) -> Any:
        """Return ``J v``."""
        if self._equation.symmetric:  # rules are written for reverse mode
            return self.rmatvec(v)
        return self.joined(self._evaluation.push(self._evaluation.xs, self.parts(v)))

    def rmatvec(self, v: Any) -> Any:
        """Return ``v J``, the product with the transpose."""
        with no_grad():
            return self.joined(self._evaluation.pull(self.parts(v), self._evaluation.xs))

    @property
    def T(self) -> Transposed:  # noqa: N802  # as NumPy has it
        """The transpose."""
        return Transposed(self)

    def matrix(self) -> Any:
        """Return the matrix itself, which costs n products."""
        return self._factorized()[0]

    def solve(self, bs: Sequence[Any], *, transposed: bool = False) -> list[Any]:
        """Return what ``J``, or its transpose, makes ``bs`` of: leaves of the unknown's shapes.

        Raises
        ------
        UndefinedDerivativeError
            If the matrix is singular.
        ConvergenceError
            If an iteration, or the user's solver, finds no solution.
        """
        b = self.joined(bs)
        krylov = None if self.shape[0] <= DENSE else _krylov()
        if self._equation.linear_solve is None and krylov is None:
            return self.parts(self._directly(b, transposed=transposed))
        return self.parts(self._by_products(b, krylov, transposed=transposed))

    def _directly(self, b: Any, *, transposed: bool) -> Any:
        matrix, factorization = self._factorized()
        if transposed and not self._equation.symmetric:
            return factorization.transposed.solve(matrix.T, b)
        return factorization.solve(matrix, b)

    @looped
    def _by_products(self, b: Any, krylov: Any, *, transposed: bool) -> Any:
        """Solve by the user's function, or iterate; see that it is solved."""
        if not b.any():
            return np.zeros_like(b)
        operator = self.T if transposed else self
        given = self._equation.linear_solve
        with no_grad():
            if given is not None:
                v, how, tolerance = given(operator, b), "linear_solve", self._equation.tolerance
            else:
                v = _iterated(krylov, operator, b, symmetric=self._equation.symmetric)
                how, tolerance = "the iteration", np.sqrt(np.finfo(self.dtype).eps)
        v = np.asarray(v, self.dtype).reshape(b.shape)
        error = np.linalg.norm(operator.matvec(v) - b) / np.linalg.norm(b)
        if not error <= tolerance:
            msg = (
                f"{self._equation.name}: the linear system of the derivative, of {len(b)} "
                f"unknowns, was not solved: {how} left a residual of {error:.1e} relative to the "
                f"right-hand side, where {tolerance:.1e} is allowed; pass linear_solve=f, with "
                "f(A, b) returning the solution, for example by GMRES with a preconditioner"
            )
            raise ConvergenceError(msg)
        return v

    def _factorized(self) -> tuple[Any, Factorization]:
        if self._known is None:
            n = self.shape[0]
            matrix = unbatched(self.rmatvec(Batched(np.eye(n, dtype=self.dtype))), n)
            if self._equation.symmetric:
                matrix = (matrix + matrix.T) / 2  # to the last bit, so that it may be factorised so
            if _is_singular(matrix):
                msg = (
                    f"{self._equation.name}: the solution has no derivative, for the matrix of "
                    f"derivatives by the {n} unknowns is singular there: the solution is "
                    "a multiple one, or one of many; state as many independent equations"
                )
                raise UndefinedDerivativeError(msg)
            self._known = matrix, factorize(matrix)
        return self._known

    def parts(self, v: Any) -> list[Any]:
        """Return a vector as the leaves that the unknown has."""
        return [
            np.reshape(v[start:end], shape).astype(dtype, copy=False)
            for start, end, shape, dtype in self._pieces
        ]

    def joined(self, leaves: Sequence[Any]) -> Any:
        """Return leaves, None for zeros, as one vector."""
        return np.concatenate(
            [
                np.zeros(end - start, self.dtype)
                if a is None
                else np.reshape(a, -1).astype(self.dtype, copy=False)
                for a, (start, end, _, _) in zip(leaves, self._pieces, strict=True)
            ]
        )


class Transposed:
    """The transpose of a matrix that is known by its products."""

    def __init__(self, original: Linearization) -> None:
        self.T: Linearization = original
        self.shape: tuple[int, int] = original.shape
        self.dtype: Any = original.dtype

    def matvec(self, v: Any) -> Any:
        """Return the product with the transpose."""
        return self.T.rmatvec(v)

    def rmatvec(self, v: Any) -> Any:
        """Return the product with the original."""
        return self.T.matvec(v)

    def matrix(self) -> Any:
        """Return the matrix itself, which costs n products."""
        return self.T.matrix().T

    def solve(self, bs: Sequence[Any], *, transposed: bool = False) -> list[Any]:
        """Return what this matrix, or its transpose, makes ``bs`` of."""
        return self.T.solve(bs, transposed=not transposed)


def _is_singular(matrix: Any) -> bool:
    """Whether a matrix is singular but for rounding, whatever the units of rows and columns."""
    if not np.isfinite(matrix).all():
        return True
    sizes = np.abs(matrix)
    rows = sizes.max(1, keepdims=True)
    if not rows.all():
        return True
    columns = (sizes / rows).max(0)
    if not columns.all():
        return True
    scaled = matrix / rows / columns
    return bool(np.linalg.cond(scaled, 1) * np.finfo(matrix.dtype).eps > 1)


def _krylov() -> Any:
    try:
        return import_module("scipy.sparse.linalg")
    except ImportError:
        return None


def _iterated(krylov: Any, operator: Any, b: Any, *, symmetric: bool) -> Any:
    """Solve by products alone: conjugate gradients or GMRES."""
    small = float(np.finfo(b.dtype).eps) ** 0.75
    if symmetric:
        return krylov.cg(operator, b, rtol=small)[0]
    return krylov.gmres(operator, b, rtol=small, restart=100, maxiter=20)[0]
