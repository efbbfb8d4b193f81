"""What the checkers refuse of ``autodiff.numpy.linalg``: each line marked ``# E``, and no other."""

from __future__ import annotations

import autodiff.numpy as anp
from autodiff import Variable

v = Variable(anp.ones(3))
m = Variable(anp.eye(2))
a = anp.eye(2)

anp.linalg.solve(m)  # E
anp.linalg.solve(m, "a")  # E
anp.linalg.solve(m, v, rcond=None)  # E
anp.linalg.inv("a")  # E
anp.linalg.inv(m, 2)  # E
anp.linalg.eigh(m, "X")  # E
anp.linalg.eigh(m).values  # E
anp.linalg.eigvalsh(None)  # E
anp.linalg.svd(m, compute_uv="yes")  # E
anp.linalg.svd(m, compute_uv=False).S  # E
anp.linalg.qr(m, "raw")  # E
anp.linalg.qr(m, mode="r").Q  # E
anp.linalg.slogdet(m, 1)  # E
anp.linalg.cholesky(m, upper="yes")  # E
anp.linalg.norm(m, ord="two")  # E
anp.linalg.norm(v, axis="x")  # E
anp.linalg.vector_norm(v, 2)  # E
anp.linalg.matrix_power(m, 0.5)  # E
anp.linalg.lstsq(m)  # E
anp.linalg.lstsq(m, v)["x"]  # E
anp.linalg.multi_dot("ab")  # E
anp.linalg.tensorsolve(m, v, axes="x")  # E
anp.linalg.no_such_name(a)  # E
