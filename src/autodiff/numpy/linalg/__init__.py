"""Linear algebra: NumPy's own functions, with types that know Variables.

>>> import numpy as np
>>> import autodiff.numpy as anp
>>> from autodiff import Variable
>>> anp.linalg.solve is np.linalg.solve
True
>>> a = Variable(np.array([[2.0, 0.0], [0.0, 4.0]]))
>>> sign, logdet = anp.linalg.slogdet(a)
>>> logdet.backward()
>>> print(a.grad)
[[0.5  0.  ]
 [0.   0.25]]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.linalg import LinAlgError

from autodiff.numpy import like
from autodiff.ops.linalg import (
    array_api,
    conditioning,
    determinant,
    inverse,
    least_squares,
    matrix_products,
    norms,
    pseudoinverse,
)
from autodiff.ops.linalg import (
    cholesky as cholesky_factors,
)
from autodiff.ops.linalg import (
    eig as eigenvectors,
)
from autodiff.ops.linalg import (
    eigh as hermitian,
)
from autodiff.ops.linalg import (
    solve as systems,
)
from autodiff.ops.linalg import (
    svd as singular,
)
from autodiff.ops.linalg.results import EighResult, EigResult, QRResult, SlogdetResult, SVDResult

if TYPE_CHECKING:
    from autodiff import signatures as of

__all__ = [
    "EigResult",
    "EighResult",
    "LinAlgError",
    "QRResult",
    "SVDResult",
    "SlogdetResult",
    "cholesky",
    "cond",
    "cross",
    "det",
    "diagonal",
    "eig",
    "eigh",
    "eigvals",
    "eigvalsh",
    "inv",
    "lstsq",
    "matmul",
    "matrix_norm",
    "matrix_power",
    "matrix_rank",
    "matrix_transpose",
    "multi_dot",
    "norm",
    "outer",
    "pinv",
    "qr",
    "slogdet",
    "solve",
    "svd",
    "svdvals",
    "tensordot",
    "tensorinv",
    "tensorsolve",
    "trace",
    "vecdot",
    "vector_norm",
]

cholesky: Final = like.floating_same_shape(cholesky_factors.cholesky)
cond: Final = like.norm(conditioning.cond)
cross: Final = like.pair(array_api.cross)
det: Final = like.determinant(determinant.det)
diagonal: Final = like.same_dtype(array_api.diagonal)
eig: Final = like.eig(eigenvectors.eig)
eigh: Final = like.eigh(hermitian.eigh)
eigvals: of.Values = like.own("eigvals", np.linalg)
eigvalsh: Final = like.real(hermitian.eigvalsh)
inv: Final = like.floating_same_shape(inverse.inv)
lstsq: Final = like.fit(least_squares.lstsq)
matmul: Final = like.pair(array_api.matmul)
matrix_norm: Final = like.norm(norms.matrix_norm)
matrix_power: Final = like.same_shape(matrix_products.matrix_power)
matrix_rank: Final = like.plain(np.linalg.matrix_rank)
matrix_transpose: Final = like.same_shape(array_api.matrix_transpose)
multi_dot: of.MultiDot = like.own("multi_dot", np.linalg)
norm: Final = like.norm(norms.norm)
outer: Final = like.matrix_pair(array_api.outer)
pinv: Final = like.floating_same_shape(pseudoinverse.pinv)
qr: of.Qr = like.own("qr", np.linalg)
slogdet: Final = like.slogdet(determinant.slogdet)
solve: of.Solve = like.own("solve", np.linalg)
svd: of.Svd = like.own("svd", np.linalg)
svdvals: Final = like.real(singular.svdvals)
tensordot: Final = like.pair(array_api.tensordot)
tensorinv: Final = like.floating(inverse.tensorinv)
tensorsolve: Final = like.pair(systems.tensorsolve)
trace: Final = like.same_dtype(array_api.trace)
vecdot: Final = like.pair(array_api.vecdot)
vector_norm: Final = like.norm(norms.vector_norm)
