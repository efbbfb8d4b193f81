"""Rows of sparse matrices, if SciPy is there."""

from __future__ import annotations

from typing import Any

import numpy as np

from .case import Array, Case, real, row

try:
    import scipy.sparse as sp
    from scipy.sparse.linalg import spsolve
except ImportError:
    CASES: list[Case] = []
else:
    from autodiff.scipy import sparse
    from autodiff.scipy.sparse.pattern import Pattern
    from autodiff.scipy.sparse.stored import sampled

    FORMATS = ("csr", "csc", "coo", "bsr", "dia", "dok", "lil")

    def holed(*shape: int) -> Array:
        """Return a matrix of which a third are zeros."""
        a = real(*shape, seed=3)
        a.flat[::3] = 0
        return a

    def of_format(name: str, a: Array, kind: str = "array") -> Any:
        return getattr(sp, f"{name}_{kind}")(a)

    def times(s: Any, x_shape: tuple[int, ...], *, on_left: bool = True) -> Case:
        f = (lambda x: s @ x) if on_left else (lambda x: x @ s)
        return row("sparse product", f, real(*x_shape), single=False, holomorphic=True)

    def stored(a: Any, x_shape: tuple[int, ...], *, on_left: bool = True) -> Case:
        """Return a row of a product by whose stored values we differentiate too."""

        def ours(v: Any, x: Any) -> Any:
            pair = (a, x) if on_left else (x, a)
            return sparse.matmul(*pair, values=v)

        def scipys(v: Any, x: Any) -> Any:
            filled = a.copy()
            filled.data = v
            return filled @ x if on_left else x @ filled

        values = real(*a.data.shape, seed=1)
        return Case("stored product", ours, scipys, (values, real(*x_shape)), holomorphic=True)

    def solved(a: Any, b_shape: tuple[int, ...]) -> Case:
        """Return a row of a solution, by stored values and by the right-hand side."""

        def scipys(v: Any, b: Any) -> Any:
            filled = a.copy()
            filled.data = v.copy()  # which SciPy sorts
            return spsolve(filled if a.format == "csr" else filled.tocsc(), b)

        return Case(
            "spsolve",
            lambda v, b: sparse.spsolve(a, b, values=v),
            scipys,
            (a.data.copy(), real(*b_shape)),
            holomorphic=True,
        )

    def at_places(a: Any, *shape: int) -> Case:
        """Return a row of the product of dense matrices that is computed where values stand."""
        rows, columns = a.shape
        pattern = Pattern(a)
        left, right = real(rows, *shape), real(columns, *shape, seed=1)
        return row("sampled product", lambda x, y: sampled(pattern, x, y), left, right)

    DIAGONALLY = holed(3, 3) / 4 + np.diag([2.0, 2.5, 3.0])
    TWICE = sp.coo_array((real(5, seed=1), ([0, 0, 2, 1, 0], [1, 1, 0, 2, 0])), (3, 3))
    UNSORTED = sp.csr_array((real(4) + 3, [2, 0, 1, 0], [0, 2, 3, 4]), (3, 3))
    SOLVABLE = sp.coo_array(
        (np.array([2.0, 0.5, 1.5, 3.0, 0.25]), ([0, 0, 1, 2, 2], [0, 0, 1, 2, 0])), (3, 3)
    )

    CASES = [
        *(times(of_format(f, holed(4, 3)), (3,)) for f in FORMATS),
        *(times(of_format(f, holed(4, 3), "matrix"), (3, 2)) for f in FORMATS),
        *(times(of_format(f, holed(4, 3)), (2, 4), on_left=False) for f in FORMATS),
        *(times(of_format(f, holed(4, 3), "matrix"), (4,), on_left=False) for f in ("csr", "coo")),
        times(sp.csr_array(holed(4, 3)), (3, 1)),
        times(sp.csr_array((0, 3)), (3, 2)),
        times(sp.csr_array((3, 0)), (0,)),
        times(sp.csr_array((2, 2)), (2, 0)),
        *(stored(of_format(f, holed(4, 6)), (6, 2)) for f in ("csr", "csc", "coo", "bsr", "dia")),
        stored(sp.bsr_array(holed(4, 6), blocksize=(2, 3)), (6,)),
        stored(sp.csc_matrix(holed(4, 6)), (6,)),
        stored(sp.dia_array(holed(4, 6)), (3, 4), on_left=False),
        stored(sp.csr_array(holed(4, 6)), (4,), on_left=False),
        stored(TWICE, (3, 2)),
        stored(UNSORTED, (3,)),
        *(at_places(of_format(f, holed(4, 6)), 2) for f in ("csr", "csc", "coo", "bsr", "dia")),
        at_places(UNSORTED),
        at_places(TWICE, 0),
        *(
            solved(of_format(f, DIAGONALLY), b)
            for f, b in [("csr", (3,)), ("csc", (3, 2)), ("coo", (3, 1)), ("dia", (3,))]
        ),
        solved(sp.bsr_array(DIAGONALLY, blocksize=(3, 3)), (3, 2)),
        solved(sp.csc_matrix(DIAGONALLY), (3,)),
        solved(SOLVABLE, (3, 2)),
        solved(UNSORTED, (3,)),
    ]
