"""Linear algebra of SciPy's: functions that NumPy has not, for Variables, with their types.

They stand in for SciPy's own, which do not dispatch: ``autodiff.scipy.linalg.expm`` is
``scipy.linalg.expm`` for arrays. All take stacks of matrices, whatever the version of SciPy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from . import cholesky_factors, functions, like, sylvester, triangular

if TYPE_CHECKING:
    from . import signatures as of

__all__ = [
    "cho_factor",
    "cho_solve",
    "cholesky",
    "expm",
    "logm",
    "solve_sylvester",
    "solve_triangular",
    "sqrtm",
]

cho_factor: of.ChoFactor = like.either(cholesky_factors.cho_factor)
cho_solve: of.ChoSolve = like.either(cholesky_factors.cho_solve)
cholesky: Final = like.floating(cholesky_factors.cholesky)
expm: Final = like.floating(functions.expm)
logm: of.MatrixFunction = like.either(functions.logm)
solve_sylvester: of.Sylvester = like.either(sylvester.solve_sylvester)
solve_triangular: Final = like.pair(triangular.solve_triangular)
sqrtm: of.MatrixFunction = like.either(functions.sqrtm)
